"""What breaches the law is accepted, flagged by name and counted; refusing it would drive the work off the record."""

from datetime import date, timedelta

import pytest
from office import APPRAISE, Desk, moment, office, person, profile_with, refusal, text

from procflow import vietnam
from procflow.core import Law, decide
from procflow.dossier import Apologise, Apologised, BreachFlagged, OutcomeTaken, Reappointed, Verdict
from procflow.library import load_text

ROUNDS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: check, at_most: 1, basis: Đ.5}
      incomplete: {to: supplement, needs_reason: true}
  check:
    name: Soát
    actor: chair
    at_most: 3
    basis: Đ.6
    outcomes:
      sign: {to: return-result, produces: permit, at_most: 1}
      rework: appraise
"""


def accepted(**parts: str) -> Desk:
    desk = office(**parts)
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    return desk


@pytest.mark.parametrize(("at", "flagged"), [("2026-03-05 23:59:59", []), ("2026-03-06 00:00", ["late-request"])])
def test_a_request_for_a_supplement_after_three_working_days_is_flagged(at: str, flagged: list[str]) -> None:
    desk = accepted()
    desk.take("incomplete", at)
    assert desk.breaches == flagged
    assert desk.state.step == "supplement"


def test_a_second_round_is_flagged_with_its_law_and_goes_on() -> None:
    desk = accepted()
    for day in (3, 4, 5):
        desk.take("incomplete", f"2026-03-0{day} 09:00")
        desk.take("supply", f"2026-03-0{day} 10:00")
        desk.take("complete", f"2026-03-0{day} 11:00")
    assert desk.breaches == ["too-many-rounds", "too-many-rounds"]
    flagged = [event for event in desk.events if isinstance(event, BreachFlagged)]
    assert {event.basis for event in flagged} == {"Đ.19 k.5"}
    assert desk.state.due_on == date(2026, 3, 12)


def test_outcomes_of_one_name_in_two_steps_are_counted_apart() -> None:
    desk = accepted(steps=ROUNDS)
    desk.take("sign", "2026-03-02 09:00")
    desk.take("sign", "2026-03-02 10:00")
    assert desk.breaches == []


def test_an_outcome_taken_once_too_often_is_flagged() -> None:
    desk = accepted(steps=ROUNDS)
    desk.take("sign", "2026-03-02 09:00")
    desk.take("rework", "2026-03-02 10:00")
    desk.take("sign", "2026-03-02 11:00")
    assert desk.breaches == ["too-many-rounds"]
    (flagged,) = [event for event in desk.events if isinstance(event, BreachFlagged)]
    assert flagged.basis == "Đ.5"
    desk.take("rework", "2026-03-02 12:00")
    desk.take("sign", "2026-03-02 13:00")
    assert desk.breaches == ["too-many-rounds"] * 2
    desk.take("rework", "2026-03-02 14:00")
    desk.take("sign", "2026-03-02 15:00")
    assert desk.breaches == ["too-many-rounds"] * 4, "the fourth visit is one too many, and the fourth time"


def test_a_second_guidance_at_the_desk_is_flagged() -> None:
    desk = office()
    desk.submit("2026-03-02 08:00")
    for hour in ("09", "10"):
        desk.take("guide", f"2026-03-02 {hour}:00")
        desk.take("supply-at-desk", f"2026-03-02 {hour}:30")
    assert desk.breaches == ["too-many-rounds"]


def test_a_late_result_is_flagged_once_and_an_apology_cures_nothing() -> None:
    desk = accepted()
    desk.apologise(date(2026, 3, 12), "2026-03-06 09:00")
    desk.take("sign", "2026-03-11 09:00")
    assert desk.breaches == ["late-result"]
    assert ("main", Verdict.MISSED) in desk.verdicts
    assert desk.state.reappointed_on == date(2026, 3, 12)


def last_day_to_apologise(due: date) -> date:
    """Count back one day, then over days off, one at a time (NĐ 118/2025 Đ.19 k.6)."""
    day = due - timedelta(days=1)
    while not vietnam().is_working(day):
        day -= timedelta(days=1)
    return day


def test_an_apology_is_in_time_until_the_working_day_before_every_due_date_of_2026() -> None:
    law = Law(load_text(text(limit="01 ngày làm việc")), vietnam())
    seen = set()
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        desk = Desk(law)
        desk.submit(f"{day} 08:00")
        desk.take("accept", f"{day} 08:00")
        due = desk.state.due_on
        assert due is not None
        last = last_day_to_apologise(due)
        if due in seen or last < day:
            continue
        seen.add(due)
        until = vietnam().add(due, 1)
        for at, late in ((f"{last} 23:59:59.999999", False), (f"{last + timedelta(days=1)} 00:00", True)):
            command = Apologise(until=until, reason="quá tải", by=person("receptionist"), at=moment(at))
            events = decide(law, desk.state, command)
            assert any(isinstance(event, BreachFlagged) for event in events) is late, (due, at)
            assert isinstance(events[0], Apologised)
            assert isinstance(events[-1], Reappointed)
    assert len(seen) > 240


def test_an_apology_counted_in_working_days_and_one_without_a_lead_time() -> None:
    working = profile_with("before_expiry: {limit: 1 ngày, basis", "before_expiry: {limit: 2 ngày làm việc, basis")
    free = profile_with("before_expiry: {limit: 1 ngày, basis", "before_expiry: {limit: none, reason: để ngỏ, basis")
    for profile, last_in_time, first_late in (
        (working, "2026-03-05 17:00", "2026-03-06 08:00"),
        (free, "2026-03-09 23:59", "2026-03-10 00:00"),
    ):
        desk = Desk(Law(load_text(text(), profile=profile), vietnam()))
        desk.submit("2026-03-02 08:00")
        desk.take("accept", "2026-03-02 08:10")
        for at, late in ((last_in_time, False), (first_late, True)):
            events = decide(
                desk.law,
                desk.state,
                Apologise(until=date(2026, 3, 16), reason="x", by=person("officer"), at=moment(at)),
            )
            assert any(isinstance(event, BreachFlagged) for event in events) is late, at


def test_an_apology_is_refused_where_it_says_nothing_true() -> None:
    desk = accepted()

    def said(until: date, reason: str = "quá tải", role: str = "officer") -> str:
        command = Apologise(until=until, reason=reason, by=person(role), at=moment("2026-03-05 09:00"))
        return refusal(desk.law, desk.state, command).code

    assert said(date(2026, 3, 9)) == "PF514"
    assert said(date(2026, 3, 14)) == "PF515"
    assert said(date(2026, 3, 10), " ") == "PF509"
    assert said(date(2026, 3, 10), role="citizen") == "PF504"


def test_a_return_is_not_re_appointed_to_a_day_that_has_passed() -> None:
    desk = accepted()
    desk.wake("2026-03-20 09:00")
    said = Apologise(until=date(2026, 3, 19), reason="quá tải", by=person("officer"), at=moment("2026-03-20 09:00"))
    assert refusal(desk.law, desk.state, said).code == "PF516"
    desk.apologise(date(2026, 3, 20), "2026-03-20 10:00")
    assert desk.breaches == ["late-result", "late-apology"]


def test_there_is_nothing_to_apologise_for_before_acceptance_in_a_stop_and_after_the_result() -> None:
    desk = office()
    desk.submit("2026-03-02 08:00")

    def said(at: str) -> str:
        return refusal(
            desk.law,
            desk.state,
            Apologise(until=date(2026, 3, 30), reason="x", by=person("receptionist"), at=moment(at)),
        ).code

    assert said("2026-03-02 08:05") == "PF512"
    desk.take("accept", "2026-03-02 08:10")
    desk.take("incomplete", "2026-03-03 09:00")
    assert said("2026-03-03 10:00") == "PF512"
    desk.take("supply", "2026-03-03 11:00")
    desk.take("complete", "2026-03-03 12:00")
    desk.take("sign", "2026-03-03 13:00")
    assert said("2026-03-03 14:00") == "PF512"


def test_the_form_the_law_ties_to_an_act_is_recorded_with_it() -> None:
    desk = accepted()
    desk.apologise(date(2026, 3, 12), "2026-03-03 08:00")
    desk.take("incomplete", "2026-03-03 09:00")
    forms = {event.outcome: event.form for event in desk.events if isinstance(event, OutcomeTaken)}
    assert forms == {"accept": "Mẫu 01 TT 03/2025/TT-VPCP", "incomplete": "Mẫu 02 TT 03/2025/TT-VPCP"}
    assert [event.form for event in desk.events if isinstance(event, Apologised)] == ["Mẫu 04 TT 03/2025/TT-VPCP"]
    assert APPRAISE in desk.law.procedure.text


OWN_WAY = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: check, within: 1 ngày làm việc, form: Mẫu của lối ra}
      hand: check
  check:
    name: Soát
    actor: chair
    within: 4 ngày làm việc
    form: Mẫu của bước
    outcomes: {signed: {to: return-result, produces: permit}}
"""


@pytest.mark.parametrize(
    ("outcome", "due", "form"),
    [("sign", date(2026, 3, 3), "Mẫu của lối ra"), ("hand", date(2026, 3, 6), "Mẫu của bước")],
)
def test_what_an_outcome_says_of_time_and_form_goes_before_what_its_step_says(
    outcome: str, due: date, form: str
) -> None:
    desk = accepted(steps=OWN_WAY)
    desk.take(outcome, "2026-03-02 09:00")
    assert desk.state.limits["step:check"].due_on == due
    assert [event.form for event in desk.events if isinstance(event, OutcomeTaken)][-1] == form
