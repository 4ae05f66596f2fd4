"""Every refusal of a command by its code, and beside it the commands that are accepted."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from office import APPRAISE, Desk, moment, office, person, refusal, text

from procflow.core import decide, open_outcomes
from procflow.dossier import Actor, Answer, Apologise, Ask, Command, Submit, Submitted, Take, Wake
from procflow.dossier.commands import FactValue
from procflow.errors import CATALOGUE, Rejected

MORE = """\
until: 2027-12-31
cases: {house: Nhà ở, other: Công trình khác}
facts:
  pages: {name: Số trang, type: integer, least: 1, most: 400}
  copies: {name: Số bản, type: integer, optional: true}
  urgent: {name: Khẩn, type: boolean, optional: true}
  town: {name: Địa bàn, type: text, optional: true}
  born: {name: Ngày sinh, type: date, optional: true}
  kind: {name: Loại, type: choice, choices: {a: Loại A, b: Loại B}, optional: true}
"""
STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    consult:
      police: {within: 2 ngày, blocks: [sign]}
      tax-office: {within: 2 ngày, blocks: [sign]}
    outcomes:
      sign: check
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
  check:
    name: Soát
    actor: chair
    separate_from: [appraise, reception]
    outcomes:
      signed: {to: return-result, produces: permit}
"""


def desk_for(situation: str) -> Desk:
    desk = office(text(more=MORE, steps=STEPS))
    if situation:
        desk.submit("2026-03-02 08:00", case="house", facts={"pages": 3})
    if situation not in ("", "reception"):
        desk.take("accept", "2026-03-02 08:10")
    match situation:
        case "asked" | "answered":
            desk.ask("police", "2026-03-02 08:30")
            if situation == "answered":
                desk.answer("police", "2026-03-02 09:00")
        case "supplement":
            desk.take("incomplete", "2026-03-02 09:00")
        case "check" | "ended":
            desk.take("sign", "2026-03-02 08:20")
            if situation == "ended":
                desk.take("signed", "2026-03-02 09:00")
                desk.take("hand-over", "2026-03-02 10:00")
        case _:
            pass
    return desk


def submission(
    *,
    channel: str = "direct",
    case: str = "house",
    at: str = "2026-03-02 08:00",
    by: Actor | None = None,
    applicant: str = "",
    **facts: FactValue,
) -> Submit:
    return Submit(
        by=by or person("applicant"),
        channel=channel,
        case=case,
        applicant=applicant,
        facts={"pages": 3, **facts},
        at=moment(at),
    )


AT, BEFORE = moment("2026-03-03 09:00"), moment("2026-03-02 08:00")
OFFICER, CHAIR, APPLICANT, POLICE = (
    person("officer", "lan"),
    person("chair", "hoa"),
    person("applicant"),
    person("police"),
)
LATER = date(2026, 3, 12)

REFUSED: Mapping[str, tuple[str, str, Command]] = {
    "a dossier that has ended": ("PF502", "ended", Take("hand-over", by=person("receptionist"), at=AT)),
    "a dossier keyed in without its applicant": ("PF559", "", submission(by=person("receptionist"))),
    "an outcome of another step": ("PF503", "appraise", Take("signed", by=OFFICER, at=AT)),
    "an outcome nobody knows": ("PF503", "appraise", Take("sing", by=OFFICER, at=AT)),
    "a person without the role": ("PF504", "appraise", Take("sign", by=CHAIR, at=AT)),
    "a person without any role": ("PF504", "appraise", Take("sign", by=Actor("an"), at=AT)),
    "a submission by an officer of a later step": ("PF504", "", submission(by=OFFICER)),
    "a question by somebody else": ("PF504", "appraise", Ask("police", by=CHAIR, at=AT)),
    "an answer by somebody else": ("PF504", "asked", Answer("police", "x", by=CHAIR, at=AT)),
    "an answer of one agency by another": ("PF504", "asked", Answer("police", "x", by=person("tax-office"), at=AT)),
    "an apology by the applicant": ("PF504", "appraise", Apologise(until=LATER, reason="x", by=APPLICANT, at=AT)),
    "what only the law itself may do": ("PF504", "supplement", Take("close", by=APPLICANT, at=AT)),
    "a question that is back-dated": ("PF505", "appraise", Ask("police", by=OFFICER, at=BEFORE)),
    "an apology that is back-dated": ("PF505", "appraise", Apologise(until=LATER, reason="x", by=OFFICER, at=BEFORE)),
    "an answer before its question": ("PF506", "asked", Answer("police", "x", by=POLICE, at=BEFORE)),
    "the hands of another step": ("PF507", "check", Take("signed", by=Actor("officer", ("chair",)), at=AT)),
    "the hands of the first step": ("PF507", "check", Take("signed", by=Actor("receptionist", ("chair",)), at=AT)),
    "an outcome that waits for an opinion": ("PF508", "asked", Take("sign", by=OFFICER, at=AT)),
    "an act without its reason": ("PF509", "appraise", Take("incomplete", by=OFFICER, at=AT)),
    "an answer without content": ("PF583", "asked", Answer("police", " ", by=POLICE, at=AT)),
    "an unknown channel": ("PF520", "", submission(channel="post")),
    "an unknown case": ("PF521", "", submission(case="castle")),
    "no case where there are some": ("PF521", "", submission(case="")),
    "an unknown fact": ("PF522", "", submission(page=3)),
    "too small a number": ("PF523", "", submission(pages=0)),
    "too large a number": ("PF523", "", submission(pages=401)),
    "a number that is text": ("PF523", "", submission(pages="3")),
    "a number that is true": ("PF523", "", submission(pages=True)),
    "a negative number": ("PF523", "", submission(copies=-1)),
    "a number no other program can read": ("PF523", "", submission(copies=2**53 + 1)),
    "a truth that is a number": ("PF523", "", submission(urgent=1)),
    "a text that is a number": ("PF523", "", submission(town=1)),
    "a date that is a moment": ("PF523", "", submission(born=datetime(2000, 1, 1, tzinfo=AT.tzinfo))),
    "a date that is text": ("PF523", "", submission(born="2000-01-01")),
    "a choice that is none": ("PF523", "", submission(kind="c")),
    "a missing fact": ("PF525", "", Submit(by=APPLICANT, channel="direct", case="house", at=BEFORE)),
    "a version not yet in force": ("PF526", "", submission(at="2025-12-31 23:59:59")),
    "a version no longer in force": ("PF526", "", submission(at="2028-01-01 00:00")),
    "an opinion the step does not ask": ("PF527", "appraise", Ask("polise", by=OFFICER, at=AT)),
    "an answer the step does not ask": ("PF527", "appraise", Answer("polise", "x", by=OFFICER, at=AT)),
    "a question asked twice": ("PF528", "asked", Ask("police", by=OFFICER, at=AT)),
    "an answer to no question": ("PF529", "appraise", Answer("police", "x", by=POLICE, at=AT)),
    "a second answer": ("PF529", "answered", Answer("police", "y", by=POLICE, at=AT)),
}


@pytest.mark.parametrize(("code", "situation", "command"), REFUSED.values(), ids=REFUSED.keys())
def test_a_command_is_refused_by_its_code_and_changes_nothing(code: str, situation: str, command: Command) -> None:
    desk = desk_for(situation)
    before = repr(desk.dossier)
    error = refusal(desk.law, desk.dossier, command)
    assert isinstance(error, Rejected)
    assert error.code == code
    assert repr(desk.dossier) == before
    assert "{" not in error.message("en") + error.hint("en") + error.message("vi") + error.hint("vi")


ACCEPTED: Mapping[str, tuple[str, Command]] = {
    "an outcome of the step": ("appraise", Take("sign", by=OFFICER, at=AT)),
    "one role of many": ("appraise", Take("sign", by=Actor("an", ("clerk", "officer")), at=AT)),
    "a submission at the desk": ("", submission(by=person("receptionist"), applicant="bà An")),
    "the largest number": ("", submission(copies=2**53)),
    "the least number": ("", submission(pages=1, copies=0)),
    "the most": ("", submission(pages=400)),
    "every kind of fact": ("", submission(urgent=False, town="", born=date(2000, 1, 1), kind="b")),
    "the first day in force": ("", submission(at="2026-01-01 00:00")),
    "the last day in force": ("", submission(at="2027-12-31 23:59:59")),
    "a question to another agency": ("asked", Ask("tax-office", by=OFFICER, at=AT)),
    "an answer entered by the officer": ("asked", Answer("police", "x", by=OFFICER, at=AT)),
    "an answer at the moment of its question": (
        "asked",
        Answer("police", "x", by=POLICE, at=moment("2026-03-02 08:30")),
    ),
    "an outcome no opinion holds back": ("asked", Take("incomplete", by=OFFICER, at=AT, reason="x")),
    "an outcome after the opinion": ("answered", Take("sign", by=OFFICER, at=AT)),
    "other hands": ("check", Take("signed", by=CHAIR, at=AT)),
    "a supply handed in by the receptionist": ("supplement", Take("supply", by=person("receptionist"), at=AT)),
    "an apology by the officer": ("appraise", Apologise(until=LATER, reason="x", by=OFFICER, at=AT)),
    "an apology by the desk": ("appraise", Apologise(until=LATER, reason="x", by=person("receptionist"), at=AT)),
    "time that passes": ("appraise", Wake(at=moment("2026-05-01 00:00"))),
}


@pytest.mark.parametrize(("situation", "command"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_lawful_command_is_accepted(situation: str, command: Command) -> None:
    desk = desk_for(situation)
    assert decide(desk.law, desk.dossier, command)


def test_a_limit_counted_from_what_has_not_happened_is_refused_and_nothing_happens() -> None:
    steps = APPRAISE.replace("actor: officer", "actor: officer\n    within: {limit: 2 ngày, from: supply}", 1)
    desk = office(steps=steps)
    desk.submit("2026-03-02 08:00")
    before = desk.state
    error = refusal(desk.law, before, Take("accept", by=person("receptionist"), at=AT))
    assert error.code == "PF511"
    assert desk.state == before


def test_every_code_of_the_first_refusals_is_raised_here_or_among_the_falsifications() -> None:
    elsewhere = {"PF501", "PF510", "PF511", "PF512", "PF513", "PF514", "PF515", "PF516", "PF530", "PF531", "PF532"}
    known = {code for code in CATALOGUE if "PF501" <= code <= "PF516" or "PF520" <= code <= "PF532" or code == "PF559"}
    assert known == {code for code, _, _ in REFUSED.values()} - {"PF583"} | elsewhere


def test_a_procedure_without_cases_takes_none() -> None:
    command = Submit(by=APPLICANT, channel="direct", case="house", at=AT)
    assert refusal(office().law, None, command).code == "PF521"


def test_a_refusal_says_what_was_meant_and_what_is_wanted() -> None:
    desk = desk_for("appraise")
    near = refusal(desk.law, desk.state, Take("incompleet", by=OFFICER, at=AT)).params
    assert (near["near"], near["open"]) == ("incomplete", "sign, incomplete, not-eligible")
    assert refusal(desk.law, desk.state, Take("signed", by=OFFICER, at=AT)).params["near"] == "sign"
    assert refusal(desk.law, None, submission(channel="onlin")).params["near"] == "online"
    told = refusal(desk.law, None, submission(kind="c"))
    assert (told.hint("en"), told.hint("vi")) == ("wanted: one of a, b", "cần: một trong các giá trị: a, b")


@pytest.mark.parametrize(
    ("command", "code", "en", "vi"),
    [
        (submission(pages=0), "PF523", "a whole number, 1 to 400", "số nguyên từ 1 đến 400"),
        (submission(urgent=1), "PF523", "true or false", "true hoặc false"),
        (submission(born="2000-01-01"), "PF523", "a `datetime.date`", "ngày, viết như 2026-08-31"),
        (submission(town="x" * 2001), "PF523", "a text of at most 2000", "văn bản dài tối đa 2000 ký tự"),
        (
            Submit(by=APPLICANT, channel="direct", case="house", at=BEFORE),
            "PF525",
            "a whole number, 1",
            "số nguyên từ 1",
        ),
        (submission(page=3), "PF522", "kept in `details`", "ghi trong `details`"),
    ],
)
def test_the_hint_of_a_fact_says_what_to_give(command: Submit, code: str, en: str, vi: str) -> None:
    told = refusal(desk_for("appraise").law, None, command)
    assert told.code == code
    assert en in told.hint("en")
    assert vi in told.hint("vi")


def test_a_procedure_without_facts_says_that_it_knows_none() -> None:
    told = refusal(office().law, None, Submit(by=APPLICANT, channel="direct", facts={"pages": 3}, at=AT))
    assert told.hint() == "known: -; what the procedure does not ask for is kept in `details`"


def test_what_an_act_leaves_out_is_named_in_both_languages() -> None:
    desk = desk_for("asked")
    told = refusal(desk.law, desk.state, Answer("police", " ", by=POLICE, at=AT))
    assert (told.message("en"), told.message("vi")) == (
        "`police` leaves out what the opinion says (`opinion`)",
        "`police` chưa ghi nội dung ý kiến (`opinion`)",
    )


def test_a_submission_pins_what_it_was_made_under() -> None:
    desk = desk_for("reception")
    (submitted, *_) = desk.events
    assert isinstance(submitted, Submitted)
    assert submitted.definition == desk.law.procedure.hash
    assert submitted.calendar == desk.law.calendar.version
    assert (submitted.procedure, submitted.version) == ("1.000001", "2026-01")
    assert (submitted.channel, submitted.case, submitted.facts) == ("direct", "house", {"pages": 3})


def test_whoever_helps_does_not_become_the_applicant_when_the_applicant_is_named() -> None:
    desk = desk_for("")
    helper = person("receptionist", "lan")
    desk.send(Submit(by=helper, channel="direct", case="house", applicant="an", facts={"pages": 1}, at=AT))
    assert (desk.state.applicant, desk.state.submitted_by) == ("an", "lan")


def test_what_is_open_is_what_a_person_may_take_now() -> None:
    def names(situation: str) -> list[str]:
        desk = desk_for(situation)
        return [outcome.id for outcome in open_outcomes(desk.law, desk.state)]

    assert names("appraise") == ["sign", "incomplete", "not-eligible"]
    assert names("asked") == ["incomplete", "not-eligible"]
    assert names("supplement") == ["supply"]
    assert names("ended") == []


def test_an_act_told_in_another_zone_is_the_same_instant() -> None:
    desk = desk_for("appraise")
    (taken, *_) = decide(
        desk.law, desk.state, Take("sign", by=OFFICER, at=datetime.fromisoformat("2026-03-03T02:00:00+00:00"))
    )
    assert (taken.at, taken.at.utcoffset()) == (AT, AT.utcoffset())
