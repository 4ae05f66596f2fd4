"""What comes from outside comes late to the office: it is judged by when it happened, and undoes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from office import APPRAISE, Desk, moment, office, person, refusal, text

from procflow.clock import is_overdue
from procflow.core import replay, wake_on
from procflow.definition import Ending
from procflow.dossier import (
    Actor,
    Answer,
    ChangeCase,
    Command,
    Continue,
    Extend,
    LimitExtended,
    LimitRestated,
    Opinion,
    OpinionGiven,
    OutsideFactNoted,
    Stop,
    Take,
    Verdict,
)

ASKING = APPRAISE.replace(
    "actor: officer",
    "actor: officer\n    consult: {police: {within: 2 ngày làm việc, on_timeout: %s, basis: Đ.3}}",
    1,
)
CASES = """\
cases: {house: Nhà ở, other: Khác}
extension: {at_most: 10 ngày làm việc, times: 1, basis: Đ.21}
"""
BY_CASE = "{by_case: {house: 05 ngày làm việc, other: 10 ngày làm việc}}"
HOURS = APPRAISE.replace("actor: officer", "actor: officer\n    within: 8 giờ làm việc", 1)


def accepted(**parts: str) -> Desk:
    desk = office(**parts)
    desk.submit("2026-03-02 08:10")
    desk.take("accept", "2026-03-02 08:10")
    return desk


def given(desk: Desk) -> OpinionGiven:
    (event,) = (event for event in desk.events if isinstance(event, OpinionGiven))
    return event


@pytest.mark.parametrize("meaning", ["consent", "proceed", "escalate"])
def test_an_opinion_given_in_time_and_entered_late_has_kept_its_time(meaning: str) -> None:
    desk = accepted(steps=ASKING % meaning)
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-05 00:00")
    drawn = desk.state.consultations["police"].opinion
    desk.answer("police", "2026-03-04 16:00", "không đồng ý")
    assert desk.verdicts[-1] == ("consult:police", Verdict.KEPT)
    assert given(desk).at == moment("2026-03-04 16:00")
    assert given(desk).beside == ("" if meaning == "escalate" else drawn.value)
    assert desk.state.consultations["police"].opinion is (Opinion.GIVEN if meaning == "escalate" else drawn)
    assert replay(desk.events) == desk.state


def test_an_opinion_given_after_its_time_has_missed_it_whenever_it_was_entered() -> None:
    desk = accepted(steps=ASKING % "consent")
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-06 00:00")
    desk.answer("police", "2026-03-05 00:00")
    assert desk.verdicts[-1] == ("consult:police", Verdict.MISSED)
    assert given(desk).beside == "deemed-consent"


def test_an_opinion_before_anything_was_drawn_stands_beside_nothing() -> None:
    desk = accepted(steps=ASKING % "consent")
    desk.ask("police", "2026-03-02 09:00")
    desk.answer("police", "2026-03-03 09:00")
    assert given(desk).beside == ""


def test_a_limit_of_hours_is_overdue_after_its_very_instant_for_the_clock_and_for_the_core() -> None:
    desk = accepted(steps=HOURS)
    limit = desk.state.limits["step:appraise"]
    assert not limit.ends_with_its_day
    assert not is_overdue(limit, limit.ends_at)
    assert wake_on(desk.state) == limit.ends_at + timedelta(microseconds=1)
    assert is_overdue(limit, limit.ends_at + timedelta(microseconds=1))
    desk.send(Take("sign", by=person("officer"), at=limit.ends_at))
    assert ("step:appraise", Verdict.KEPT) in desk.verdicts


def test_an_agreed_extension_is_kept_when_the_case_changes_and_the_limit_names_it() -> None:
    desk = office(text(limit=BY_CASE, more=CASES))
    desk.submit("2026-03-02 08:00", case="house")
    desk.take("accept", "2026-03-02 08:10")
    agreed = desk.send(Extend("3 ngày làm việc", "văn bản số 3", by=person("officer"), at=moment("2026-03-03 09:00")))
    assert isinstance(agreed[0], LimitExtended)
    assert agreed[0].more == "3 working days"
    assert desk.state.due_on == date(2026, 3, 12)
    changed = desk.send(ChangeCase("other", "nhầm", by=person("officer"), at=moment("2026-03-04 09:00")))
    assert desk.state.due_on == date(2026, 3, 19)
    assert isinstance(changed[1], LimitRestated)
    assert changed[1].agreed == ("3 working days",)
    desk.send(ChangeCase("house", "nhầm", by=person("officer"), at=moment("2026-03-05 09:00")))
    assert desk.state.due_on == date(2026, 3, 12)
    assert replay(desk.events) == desk.state


def noted(desk: Desk) -> list[OutsideFactNoted]:
    return [event for event in desk.events if isinstance(event, OutsideFactNoted)]


def supply(at: str, *, by: str = "applicant", reason: str = "bản vẽ") -> Take:
    return Take("supply", by=person(by), at=moment(at), reason=reason)


def closed() -> Desk:
    """Ask for a supplement on 3 March and let the window run out on the 18th, which closes the dossier."""
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    desk.wake("2026-03-19 00:00")
    assert desk.state.ended is Ending.CLOSED
    return desk


def test_a_supply_sent_in_time_and_entered_after_the_closing_is_noted_and_undoes_nothing() -> None:
    desk = closed()
    before = desk.state
    desk.send(supply("2026-03-18 16:00"))
    (fact,) = noted(desk)
    assert (fact.fact, fact.step, fact.beside, fact.content) == ("supply", "supplement", "closed", "bản vẽ")
    assert fact.at == moment("2026-03-18 16:00")
    assert replace(desk.state, noted=()) == before
    assert desk.state.noted == ("supplement/supply",)
    assert replay(desk.events) == desk.state


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (supply("2026-03-03 08:59"), "PF506"),
        (supply("2026-03-18 16:00", by="officer"), "PF504"),
        (replace(supply("2026-03-18 16:00"), by=Actor("ai đó", ("applicant",))), "PF563"),
        (Take("sign", by=person("officer"), at=moment("2026-03-18 16:00")), "PF502"),
        (Take("supply-at-desk", by=person("applicant"), at=moment("2026-03-18 16:00")), "PF502"),
        (Answer("police", "đồng ý", by=person("police"), at=moment("2026-03-18 16:00")), "PF502"),
        (Stop("dispute", by=person("chair"), reason="đơn", at=moment("2026-03-20 16:00")), "PF502"),
    ],
)
def test_what_is_no_fact_from_outside_or_not_this_persons_to_tell_is_refused_after_the_end(
    command: Command, code: str
) -> None:
    desk = closed()
    assert refusal(desk.law, desk.state, command).code == code


def test_a_fact_is_noted_once_for_each_time_it_was_waited_for() -> None:
    desk = closed()
    desk.send(supply("2026-03-18 16:00"))
    assert refusal(desk.law, desk.state, supply("2026-03-18 16:30")).code == "PF502"


def test_a_fact_that_was_taken_when_it_was_open_is_not_noted_again() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-04 09:00")
    assert refusal(desk.law, desk.state, supply("2026-03-04 10:00")).code == "PF503"


STOPPING = "stopping: {by: chair, grounds: {dispute: {name: Có tranh chấp, basis: Đ.9}}}\n"
NEEDED = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit}
      ask-tax: {to: tax}
  tax:
    name: Chờ thuế
    actor: tax-office
    clock: resume
    within: {limit: 2 ngày làm việc, basis: Đ.5}
    on_expiry: go-on
    outcomes:
      told: {to: appraise, outside: true, needs_reason: true}
      go-on: {to: appraise, by: engine}
"""


def stopped_in_tax() -> Desk:
    desk = accepted(steps=NEEDED, more=STOPPING)
    desk.take("ask-tax", "2026-03-03 09:00")
    desk.send(Stop("dispute", by=person("chair"), reason="đơn", at=moment("2026-03-04 09:00")))
    return desk


def test_a_fact_that_comes_while_the_dossier_is_stopped_is_noted_and_taken_once_it_goes_on() -> None:
    desk = stopped_in_tax()
    told = Take("told", by=person("tax-office"), at=moment("2026-03-04 10:00"), reason="đã xác nhận")
    desk.send(told)
    assert [(fact.fact, fact.beside) for fact in noted(desk)] == [("told", "dispute")]
    assert (desk.state.step, desk.state.stopped_on) == ("tax", "dispute")
    assert refusal(desk.law, desk.state, told).code == "PF540"
    desk.send(Continue(by=person("chair"), reason="đã rút đơn", at=moment("2026-03-05 09:00")))
    desk.send(told)
    assert (desk.state.step, desk.state.stopped_on) == ("appraise", "")


def test_a_noted_fact_gives_the_reason_its_outcome_needs() -> None:
    desk = stopped_in_tax()
    told = Take("told", by=person("tax-office"), at=moment("2026-03-04 10:00"))
    assert refusal(desk.law, desk.state, told).code == "PF509"


def test_a_fact_that_comes_when_time_has_led_the_dossier_on_is_noted_beside_the_step_it_came_to() -> None:
    desk = accepted(steps=NEEDED)
    desk.take("ask-tax", "2026-03-03 09:00")
    desk.wake("2026-03-06 00:00")
    assert desk.state.step == "appraise"
    desk.send(Take("told", by=person("receptionist"), at=moment("2026-03-05 10:00"), reason="đã xác nhận"))
    assert [(fact.fact, fact.step, fact.beside) for fact in noted(desk)] == [("told", "tax", "appraise")]
    assert desk.state.step == "appraise"


def opinion(at: str, text_: str = "không đồng ý", by: str = "police") -> Answer:
    return Answer("police", text_, by=person(by), at=moment(at))


def test_an_opinion_that_comes_after_its_step_was_left_is_noted() -> None:
    desk = accepted(steps=ASKING % "consent")
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-05 00:00")
    desk.take("sign", "2026-03-05 09:00")
    assert refusal(desk.law, desk.state, opinion("2026-03-02 08:59")).code == "PF506"
    assert refusal(desk.law, desk.state, opinion("2026-03-04 09:00", by="chair")).code == "PF504"
    assert refusal(desk.law, desk.state, opinion("2026-03-04 09:00", " ")).code == "PF583"
    desk.send(opinion("2026-03-04 09:00"))
    assert [(fact.fact, fact.step, fact.content) for fact in noted(desk)] == [("police", "appraise", "không đồng ý")]
    assert refusal(desk.law, desk.state, opinion("2026-03-04 10:00")).code == "PF527"
    desk.take("hand-over", "2026-03-06 09:00")
    assert refusal(desk.law, desk.state, opinion("2026-03-04 10:00")).code == "PF502"
    assert replay(desk.events) == desk.state


def test_an_opinion_that_was_given_is_not_noted_again() -> None:
    desk = accepted(steps=ASKING % "consent")
    desk.ask("police", "2026-03-02 09:00")
    desk.answer("police", "2026-03-03 09:00")
    desk.take("sign", "2026-03-05 09:00")
    assert refusal(desk.law, desk.state, opinion("2026-03-04 09:00")).code == "PF527"


def test_an_opinion_nobody_asked_for_is_not_noted() -> None:
    desk = accepted(steps=ASKING % "consent")
    assert refusal(desk.law, desk.state, opinion("2026-03-04 09:00")).code == "PF529"


def test_an_opinion_asked_for_anew_is_noted_though_an_earlier_one_was_given() -> None:
    desk = accepted(steps=ASKING % "proceed")
    desk.ask("police", "2026-03-02 09:00")
    desk.answer("police", "2026-03-02 10:00", "chưa rõ")
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-04 09:00")
    desk.take("complete", "2026-03-04 10:00")
    desk.ask("police", "2026-03-04 11:00")
    desk.wake("2026-03-07 00:00")
    desk.take("sign", "2026-03-09 09:00")
    desk.send(opinion("2026-03-06 09:00"))
    assert [fact.content for fact in noted(desk)] == ["không đồng ý"]


def test_a_fact_before_any_dossier_is_misuse() -> None:
    assert refusal(office().law, None, supply("2026-03-18 16:00")).code == "PF531"


ALIKE = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      to-tax: {to: tax}
  tax:
    name: Chờ thuế
    actor: tax-office
    clock: resume
    within: {limit: 2 ngày làm việc, basis: Đ.5}
    on_expiry: go-on
    outcomes:
      told: {to: land, outside: true}
      go-on: {to: land, by: engine}
  land:
    name: Chờ địa chính
    actor: land-office
    clock: resume
    within: {limit: 2 ngày làm việc, basis: Đ.6}
    on_expiry: leave
    outcomes:
      told: {to: sign, outside: true}
      leave: {to: sign, by: engine}
  sign:
    name: Ký
    actor: chair
    outcomes:
      signed: {to: return-result, produces: permit}
"""


@pytest.mark.parametrize(
    ("by", "step"), [("tax-office", "tax"), ("land-office", "land"), ("receptionist", "land")], ids=str
)
def test_of_facts_called_alike_the_one_is_noted_that_this_person_may_tell(by: str, step: str) -> None:
    desk = accepted(steps=ALIKE)
    desk.take("to-tax", "2026-03-02 09:00")
    desk.wake("2026-03-10 00:00")
    assert desk.state.step == "sign"
    desk.send(Take("told", by=person(by), at=moment("2026-03-09 09:00")))
    assert [fact.step for fact in noted(desk)] == [step]
    assert (
        refusal(desk.law, desk.state, Take("told", by=person("chair"), at=moment("2026-03-09 09:00"))).code == "PF504"
    )
