"""Time that by law does not count for the dossier counts for none of its steps, whichever fact they count from."""

from datetime import date
from pathlib import Path

import pytest
from office import Desk, moment, office, person

from procflow import load, vietnam
from procflow.core import Law
from procflow.dossier import Continue, Extend, Stop

PERMIT = Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml"

STEPS = """\
steps:
  examine:
    name: Kiểm tra
    actor: officer
    within: {limit: 03 ngày làm việc, from: START}
    outcomes:
      ready: sign
      pay: tax
      incomplete: {to: supplement, needs_reason: true}
  tax:
    name: Thực hiện nghĩa vụ tài chính
    actor: applicant
    clock: resume
    within: {limit: none, reason: pháp luật về thuế}
    outcomes: {paid: {to: examine, outside: true}, short: {to: supplement, by: officer, needs_reason: true}}
  sign:
    name: Ký
    actor: chair
    within: {limit: 04 ngày làm việc, from: START}
    outcomes: {signed: {to: return-result, produces: permit}}
"""
STOPPING = "stopping: {by: chair, grounds: {dispute: {name: Tranh chấp, basis: Đ.1}}, basis: Đ.1}\n"


def accepted(start: str = "complete-dossier") -> Desk:
    """Accept on Monday the 2nd: five working days end on the 9th, the step's three on the 5th."""
    desk = office(steps=STEPS.replace("START", start), more=STOPPING)
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    assert desk.state.limits["step:examine"].due_on == date(2026, 3, 5)
    return desk


def stopped(desk: Desk, since: str, until: str) -> Desk:
    desk.send(Stop("dispute", by=person("chair"), reason="x", at=moment(since)))
    desk.send(Continue(by=person("chair"), reason="x", at=moment(until)))
    return desk


@pytest.mark.parametrize("start", ["complete-dossier", "accepted"])
def test_a_step_that_is_come_back_to_after_the_tax_was_paid_has_the_time_it_had_left(start: str) -> None:
    """Two working days, the 5th and the 6th, count for nothing: not for the dossier, and not for the step."""
    desk = accepted(start)
    desk.take("pay", "2026-03-04 09:00")
    desk.take("paid", "2026-03-06 09:00")
    assert desk.state.due_on == date(2026, 3, 11)
    assert desk.state.limits["step:examine"].due_on == date(2026, 3, 9)
    desk.wake("2026-03-09 23:59:59.999999")
    assert desk.breaches == []
    desk.wake("2026-03-10 00:00")
    assert desk.breaches == ["late-step"]


def test_a_step_that_begins_after_a_stop_does_not_count_the_days_of_it() -> None:
    desk = stopped(accepted(), "2026-03-03 09:00", "2026-03-10 09:00")
    desk.take("ready", "2026-03-10 10:00")
    # Four working days from the 2nd end on the 6th; five working days were stopped.
    assert desk.state.limits["step:sign"].due_on == date(2026, 3, 13)
    assert desk.state.due_on == date(2026, 3, 16)
    assert desk.breaches == []


def test_a_stop_before_what_a_step_counts_from_gives_it_nothing() -> None:
    desk = stopped(accepted(), "2026-03-03 09:00", "2026-03-04 09:00")
    desk.take("incomplete", "2026-03-05 09:00")
    desk.take("supply", "2026-03-06 09:00")
    desk.take("complete", "2026-03-06 10:00")
    assert desk.state.limits["step:examine"].due_on == date(2026, 3, 11)
    assert desk.state.due_on == date(2026, 3, 13)


def test_a_request_is_not_late_by_days_on_which_the_dossier_was_stopped() -> None:
    """Three working days from reception end on the 5th (NĐ 118/2025 Đ.19 k.5); the 4th and the 5th were stopped."""
    for at, flagged in (("2026-03-09 23:59", []), ("2026-03-10 00:00", ["late-request"])):
        desk = stopped(accepted(), "2026-03-03 09:00", "2026-03-05 09:00")
        desk.take("incomplete", at)
        assert [each for each in desk.breaches if each == "late-request"] == flagged


def test_a_refusal_is_owed_from_the_supply_though_the_check_of_it_came_days_later() -> None:
    """One working day from the supply (NĐ 217/2026 Đ.54 k.2 đ.b): the agency's own wait is no stop of its time."""
    desk = Desk(Law(load(PERMIT), vietnam()))
    desk.submit("2026-08-03 08:00", channel="online", case="house")
    desk.take("accept", "2026-08-03 09:00")
    desk.take("incomplete", "2026-08-04 09:00")
    desk.take("supply", "2026-08-06 10:00")
    desk.take("unsatisfactory", "2026-08-10 09:00")
    assert desk.state.limits["step:refuse"].due_on == date(2026, 8, 7)
    desk.wake("2026-08-10 09:01")
    assert desk.breaches == ["late-step"]


def test_tax_and_supplement_in_one_stop_make_no_request_late() -> None:
    desk = accepted()
    desk.take("pay", "2026-03-03 09:00")
    desk.take("short", "2026-03-10 09:00")
    assert desk.state.step == "supplement"
    assert desk.breaches == []


def test_days_agreed_in_writing_stand_when_the_limit_is_counted_anew() -> None:
    """Policy `keep-agreed`: five working days and two that the applicant agreed on, from the supply."""
    desk = office(more="extension: {at_most: 5 ngày làm việc, basis: Đ.21}\n")
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    desk.send(Extend("2 ngày làm việc", "biên bản", by=person("officer"), at=moment("2026-03-02 09:00")))
    for outcome in ("incomplete", "supply", "complete"):
        desk.take(outcome, "2026-03-04 09:00")
    assert desk.state.due_on == date(2026, 3, 13)
