"""Facts that are derived, time that is added, fees that change or are waived, and what a province lays over them."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from office import APPRAISE, PROFILE, Desk, codes, moment, office, person, places, refusal, stands, text

from procflow import vietnam
from procflow.clock import Span, deadline
from procflow.core import Law
from procflow.dossier import FeeAssessed, Submit
from procflow.dossier.commands import FactValue
from procflow.errors import DefinitionError, MisuseError
from procflow.library import load_text, profile_text, shipped
from procflow.procedure import Procedure, compile_procedure
from procflow.procedure.facts import derive
from procflow.source import read

FACTS = """\
facts:
  birth: {name: Ngày sinh, type: date}
  event: {name: Ngày diễn ra, type: date, optional: true}
  late: {name: Đăng ký muộn, type: boolean, derived: {from: birth, to: submitted, more_than: 60 ngày}}
  months_late: {name: Muộn tháng, type: boolean, derived: {from: birth, to: submitted, more_than: 1 tháng}}
  changed: {name: Ngày quyết định thay đổi, type: date, optional: true}
  change_late:
    {name: Thông báo muộn, type: boolean, derived: {from: changed, to: submitted, more_than: 10 ngày làm việc}}
  age: {name: Tuổi, type: integer, derived: {from: birth, to: submitted}}
  gap: {name: Khoảng, type: integer, derived: {from: birth, to: event}}
  poor: {name: Hộ nghèo, type: boolean, optional: true}
  kind: {name: Loại, type: choice, choices: {a: A, b: B}, optional: true}
  town: {name: Xã, type: text, optional: true}
"""
FEES = """\
fees:
  licence:
    name: Lệ phí
    rate: 100 VND
    exempt:
      - {name: Hộ nghèo, when: has(poor) and poor, basis: Đ.4}
      - {name: Trẻ em, when: has(age) and age < 16, basis: Đ.5}
    during:
      - {from: 2026-04-01, until: 2026-04-30, rate: 50 VND, basis: TT 1}
      - {from: 2026-05-01, until: 2026-05-31, by_channel: {online: 0 VND, direct: 30 VND}, basis: TT 2}
notice: {at_least: 10 ngày làm việc, before: event, basis: Đ.8}
"""
LAW = Law(load_text(text(more=FACTS + FEES)), vietnam())


def submitted(at: str = "2026-03-02 08:00", **facts: FactValue) -> Desk:
    desk = Desk(LAW)
    desk.submit(at, facts={"birth": date(1990, 5, 17), **facts})
    return desk


@pytest.mark.parametrize(
    ("birth", "late"),
    [(date(2026, 1, 2), False), (date(2026, 1, 1), True), (date(2025, 12, 31), True), (date(2000, 1, 1), True)],
)
def test_a_registration_is_late_beyond_sixty_days_whose_last_day_off_moves_on(birth: date, late: bool) -> None:  # noqa: FBT001
    # Sixty days from 1 January end on Monday 2 March, from the day before on the Sunday, which moves to the Monday.
    desk = submitted("2026-03-03 08:00", birth=birth)
    assert desk.state.facts["late"] is late


@pytest.mark.parametrize(
    ("decided", "late"),
    [
        (date(2026, 3, 2), False),  # the tenth working day after it is Monday the 16th
        (date(2026, 2, 27), True),
        (date(2026, 2, 11), True),  # with Tết between them, the tenth is 4 March
        (date(1950, 1, 1), True),
        (date(2026, 3, 16), False),
        (date(2046, 1, 1), False),
    ],
)
def test_a_change_is_told_late_beyond_ten_working_days(decided: date, late: bool) -> None:  # noqa: FBT001
    assert submitted("2026-03-16 08:00", changed=decided).state.facts["change_late"] is late


def test_a_span_of_working_days_ends_where_deadlines_do() -> None:
    for days in range(250):
        decided = date(2025, 12, 1) + timedelta(days=days)
        due = deadline(decided, Span.parse("10 ngày làm việc"), rule="blds-2015", calendar=vietnam()).due_on
        for said_on, late in ((due, False), (due + timedelta(days=1), True)):
            derived = derive(LAW.procedure.facts, {"changed": decided}, said_on, LAW.calendar)
            assert derived["change_late"] is late


def test_beyond_a_span_whose_last_day_is_off_the_next_working_day_still_counts() -> None:
    assert submitted("2026-03-02 08:00", birth=date(2025, 12, 31)).state.facts["late"] is False
    assert submitted("2026-03-02 08:00", birth=date(2026, 2, 2)).state.facts["months_late"] is False
    assert submitted("2026-03-03 08:00", birth=date(2026, 2, 2)).state.facts["months_late"] is True


@pytest.mark.parametrize(
    ("birth", "age"), [(date(2010, 3, 2), 16), (date(2010, 3, 3), 15), (date(2008, 2, 29), 18), (date(2026, 3, 2), 0)]
)
def test_an_age_is_of_full_years_on_the_day_of_submission(birth: date, age: int) -> None:
    assert submitted(birth=birth).state.facts["age"] == age


def test_a_fact_is_not_derived_from_a_date_that_was_not_stated_and_cannot_be_stated() -> None:
    assert "gap" not in submitted().state.facts
    assert submitted(event=date(2026, 6, 1)).state.facts["gap"] == 36
    command = Submit(
        by=person("applicant"),
        channel="direct",
        facts={"birth": date(1990, 1, 1), "age": 5},
        at=moment("2026-03-02 08:00"),
    )
    assert refusal(LAW, None, command).code == "PF522"


def charged(at: str, *, channel: str = "direct", facts: Mapping[str, FactValue]) -> tuple[int, str]:
    desk = Desk(LAW)
    desk.submit(at, channel=channel, facts=facts)
    desk.take("accept", at)
    (fee,) = [event for event in desk.events if isinstance(event, FeeAssessed)]
    return fee.amount, fee.working


def test_a_fee_is_of_the_period_in_which_the_dossier_is_accepted() -> None:
    adult = {"birth": date(1990, 5, 17)}
    for at, channel, amount in (
        ("2026-03-31 08:00", "direct", 100),
        ("2026-04-01 08:00", "direct", 50),
        ("2026-04-30 08:00", "direct", 50),
        ("2026-05-01 08:00", "direct", 30),
        ("2026-05-31 08:00", "online", 0),
        ("2026-06-01 08:00", "online", 100),
    ):
        assert charged(at, channel=channel, facts=adult)[0] == amount, at


def test_an_exemption_says_whose_it_is_and_by_which_article() -> None:
    assert charged("2026-03-02 08:00", facts={"birth": date(1990, 1, 1), "poor": True}) == (0, "0 VND: Hộ nghèo (Đ.4)")
    assert charged("2026-03-02 08:00", facts={"birth": date(2015, 1, 1)}) == (0, "0 VND: Trẻ em (Đ.5)")
    assert charged("2026-03-02 08:00", facts={"birth": date(1990, 1, 1), "poor": False})[0] == 100


@pytest.mark.parametrize(
    ("event", "breaches"), [(date(2026, 3, 17), []), (date(2026, 3, 16), []), (date(2026, 3, 13), ["late-notice"])]
)
def test_a_notification_without_its_lead_is_accepted_and_flagged(event: date, breaches: list[str]) -> None:
    assert submitted(event=event).breaches == breaches
    assert submitted().breaches == []


FAULTS = {
    "a name that conditions cannot say": ("  town:", "  to-wn:", "PF334", "to-wn"),
    "a name that is taken": ("  town:", "  case:", "PF334", "case:"),
    "a date nobody declared": ("to: event}", "to: evnt}", "PF336", "evnt}"),
    "half a day": ("more_than: 60 ngày", "more_than: 1.5 ngày", "PF337", "1.5 ngày"),
    "a span of two phases": ("more_than: 60 ngày", "more_than: 30 ngày rồi 13 ngày", "PF337", "30 ngày rồi"),
    "a span of no dates": ("more_than: 60 ngày", "more_than: 60 giờ", "PF337", "60 giờ"),
    "full years that are true or false": (
        "type: integer, derived: {from: birth, to: e",
        "type: boolean, derived: {from: birth, to: e",
        "PF335",
        "boolean, derived: {from: birth, to: e",
    ),
    "a notice before no date": ("before: event", "before: poor", "PF336", "poor, basis: Đ.8"),
    "a condition that is none": ("has(poor) and poor", "has(poor) and", "PF", ""),
}


@pytest.mark.parametrize(("sound", "wrong", "code", "at"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_facts_is_found_at_its_place(sound: str, wrong: str, code: str, at: str) -> None:
    right = text(more=FACTS + FEES)
    assert right.count(sound) == 1
    found = places(right.replace(sound, wrong))
    assert found
    assert all(each.startswith(code) for each, _ in found)
    if at:
        assert (code, stands(right.replace(sound, wrong), at)) in found


NESTED = (
    "{by_case: {house: {by_channel: {online: 5 ngày làm việc, direct: 7 ngày làm việc}}, other: 10 ngày làm việc}, "
    "plus: [{span: 2 ngày làm việc, when: has(poor) and poor, basis: Đ.1}]}"
)
CASES = "cases: {house: Nhà ở, other: Khác}\n" + FACTS


@pytest.mark.parametrize(
    ("case", "channel", "poor", "due"),
    [
        ("house", "online", False, date(2026, 3, 9)),
        ("house", "direct", False, date(2026, 3, 11)),
        ("other", "online", False, date(2026, 3, 16)),
        ("other", "direct", True, date(2026, 3, 18)),
        ("house", "online", True, date(2026, 3, 11)),
    ],
)
def test_a_limit_varies_by_case_and_channel_and_is_lengthened_where_the_law_adds(
    case: str,
    channel: str,
    poor: bool,  # noqa: FBT001 - the example itself
    due: date,
) -> None:
    desk = office(text(limit=NESTED, more=CASES))
    desk.submit("2026-03-02 08:00", case=case, channel=channel, facts={"birth": date(1990, 1, 1), "poor": poor})
    desk.take("accept", "2026-03-02 08:10")
    assert desk.state.due_on == due


@pytest.mark.parametrize(
    ("sound", "wrong", "found"),
    [
        ("direct: 7 ngày làm việc}", "post: 7 ngày làm việc}", ["PF306", "PF305"]),
        ("span: 2 ngày làm việc", "span: 2 ngày", ["PF338"]),
        ("span: 2 ngày làm việc", "span: none", ["PF207"]),
        ("{by_channel: {online: 5 ngày làm việc, direct: 7 ngày làm việc}}", "{online: 5 ngày làm việc}", ["PF207"]),
        ("{by_channel: {online: 5 ngày làm việc, direct: 7 ngày làm việc}}", "{by_channel: {}}", ["PF207"]),
        ("has(poor) and poor", "has(poor) and poorer", ["PF2"]),
    ],
)
def test_a_fault_in_a_limit_by_case_and_channel_is_found(sound: str, wrong: str, found: list[str]) -> None:
    told = codes(text(limit=NESTED.replace(sound, wrong), more=CASES))
    assert [code[: len(wanted)] for code, wanted in zip(told, found, strict=True)] == found


OVERLAY = """\
procflow: 1
overlay: ha-noi
name: Quy định của thành phố
code: 1.000001
effective: 2026-02-01
basis: NQ 1/2026/NQ-HĐND
limit: 03 ngày làm việc
fees: {licence: {name: Lệ phí, rate: 20 VND}}
"""


def laid_over(overlay: str, written: str = "") -> Procedure:
    own = read(written or text(), "mẫu.yaml")
    return compile_procedure(own, read(profile_text(PROFILE), "p.yaml"), read(overlay, "hà-nội.yaml"))


def test_a_provinces_shorter_limit_is_promised_and_the_laws_is_kept_beside_it() -> None:
    desk = Desk(Law(laid_over(OVERLAY), vietnam()))
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    assert desk.state.promise is not None
    assert (desk.state.promise.due_on, desk.state.due_on) == (date(2026, 3, 5), date(2026, 3, 9))
    assert desk.state.fees == {"licence": "20 VND"}
    desk.wake("2026-03-06 00:00")
    assert desk.breaches == ["late-commitment"]
    desk.wake("2026-03-10 00:00")
    assert desk.breaches == ["late-commitment", "late-result"]


def test_an_overlay_changes_the_hash_and_none_leaves_it() -> None:
    bare = load_text(text())
    assert laid_over(OVERLAY).hash != bare.hash
    assert (laid_over(OVERLAY).overlay, bare.overlay) == ("ha-noi", "")
    assert laid_over(OVERLAY.replace("limit: 03 ngày làm việc\n", "")).committed is None


@pytest.mark.parametrize(
    ("sound", "wrong", "code"),
    [
        ("03 ngày làm việc", "06 ngày làm việc", "PF388"),
        ("03 ngày làm việc", "3 ngày", "PF388"),
        ("03 ngày làm việc", "1 ngày làm việc rồi 300 ngày làm việc", "PF388"),
        ("03 ngày làm việc", "{limit: none, reason: x}", "PF388"),
        ("1.000001", "1.000002", "PF387"),
        ("03 ngày làm việc", "{limit: 3 ngày làm việc, from: nope}", "PF312"),
        ("rate: 20 VND", "rate: 20", "PF210"),
    ],
)
def test_an_overlay_that_lengthens_the_law_or_is_for_another_procedure_is_refused(
    sound: str, wrong: str, code: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        laid_over(OVERLAY.replace(sound, wrong))
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == (code, "hà-nội.yaml")


def test_a_limit_equal_to_the_laws_is_no_longer_than_it() -> None:
    equal = laid_over(OVERLAY.replace("03 ngày", "05 ngày"))
    assert equal.committed is not None
    assert equal.committed.spans[""] == Span.parse("5 ngày làm việc")


CLAUSES = """\
withdrawal: {to: %s, channels: [%s]}
stopping: {by: officer, to: %s, grounds: {dispute: {name: A, ends: true, basis: Đ.1}}}
"""


def test_clauses_lead_to_steps_that_exist_through_channels_that_are_open() -> None:
    assert codes(text(more=CLAUSES % ("closed", "online", "closed"))) == []
    wrong = text(more=CLAUSES % ("clsed", "onlin", "nowhere"))
    assert sorted(codes(wrong)) == ["PF301", "PF301", "PF305"]
    assert ("PF305", stands(wrong, "onlin]")) in places(wrong)


CHILDREN = APPRAISE.replace(
    "actor: officer",
    "actor: officer\n    children: {a: {procedure: '1.000002'}, b: {procedure: '1.000003', after: a}}\n"
    "    consult: {x: {within: 1 ngày}, y: {within: 1 ngày, on_timeout: refuse, takes: not-eligible, after: x}}",
    1,
)


@pytest.mark.parametrize(
    ("sound", "wrong", "code"),
    [
        ("after: a}", "after: c}", "PF339"),
        ("after: x}", "after: z}", "PF339"),
        ("takes: not-eligible", "takes: nothing", "PF308"),
        (", takes: not-eligible", "", "PF386"),
    ],
)
def test_what_comes_after_another_and_what_silence_takes_stands_beside_it(sound: str, wrong: str, code: str) -> None:
    assert codes(text(steps=CHILDREN)) == []
    assert codes(text(steps=CHILDREN.replace(sound, wrong))) == [code]


def test_procedures_ship_and_the_newest_version_is_given_by_its_code() -> None:
    assert load_text(shipped("1.013225").read_text(encoding="utf-8")).code == "1.013225"
    with pytest.raises(MisuseError) as caught:
        shipped("9.999999")
    assert caught.value.code == "PF333"
