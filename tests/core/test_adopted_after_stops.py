"""A dossier taken over midway: what stopped and restarted its time elsewhere is counted as if it had happened here."""

from collections.abc import Mapping
from datetime import date

import pytest
from office import Desk, moment, office, person, refusal, text

from procflow import vietnam
from procflow.core import Law
from procflow.core.standing import StandingKind, classify
from procflow.dossier import Adopt
from procflow.library import load_text

STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit}
      pay: tax
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
  tax:
    name: Thực hiện nghĩa vụ tài chính
    actor: applicant
    clock: resume
    within: {limit: none, reason: pháp luật về thuế}
    outcomes: {paid: {to: appraise, outside: true}, incomplete: {to: supplement, by: officer, needs_reason: true}}
"""
PAID = {"pay": "2026-03-03 09:00", "paid": "2026-03-16 09:00"}
SUPPLIED = {"incomplete": "2026-03-05 09:00", "supply": "2026-03-16 09:00", "complete": "2026-03-17 09:00"}
LATE = {"incomplete": "2026-03-11 09:00", "supply": "2026-03-16 09:00", "complete": "2026-03-17 09:00"}


def adopt(happened: Mapping[str, str], step: str) -> Adopt:
    return Adopt(
        by=person("administrator"),
        channel="online",
        origin="phần mềm cũ",
        step=step,
        submitted_at=moment("2026-03-02 08:00"),
        accepted_at=moment("2026-03-02 08:10"),
        happened={name: moment(at) for name, at in happened.items()},
        at=moment("2026-03-18 09:00"),
    )


def adopted(happened: Mapping[str, str], step: str = "appraise") -> Desk:
    desk = office(text(steps=STEPS))
    desk.send(adopt(happened, step))
    return desk


def lived(happened: Mapping[str, str]) -> Desk:
    """Do here what was told of elsewhere."""
    desk = office(text(steps=STEPS))
    desk.submit("2026-03-02 08:00", channel="online")
    desk.take("accept", "2026-03-02 08:10")
    for name, at in happened.items():
        desk.take(name, at)
    return desk


BOTH = {**SUPPLIED, "pay": "2026-03-17 10:00", "paid": "2026-03-18 08:00"}
ALIKE = {
    "pay": "2026-03-03 09:00",
    "incomplete": "2026-03-04 09:00",
    "supply": "2026-03-16 09:00",
    "complete": "2026-03-17 09:00",
}


@pytest.mark.parametrize(
    ("happened", "due_on"),
    [
        ({}, date(2026, 3, 9)),
        (PAID, date(2026, 3, 20)),
        (SUPPLIED, date(2026, 3, 23)),
        (BOTH, date(2026, 3, 24)),
        (ALIKE, date(2026, 3, 23)),
        (LATE, date(2026, 3, 23)),
    ],
)
def test_its_date_by_law_is_the_one_it_would_have_here(happened: Mapping[str, str], due_on: date) -> None:
    taken_over, here = adopted(happened), lived(happened)
    assert taken_over.state.due_on == here.state.due_on == due_on
    assert taken_over.state.missed_on == here.state.missed_on
    as_of = moment("2026-03-18 10:00")
    taken_over.wake("2026-03-18 10:00")
    here.wake("2026-03-18 10:00")
    assert classify(taken_over.events, as_of).kind is classify(here.events, as_of).kind


def test_what_was_late_elsewhere_before_the_supplement_stays_late() -> None:
    desk = adopted(LATE)
    assert (desk.breaches, desk.state.missed_on) == (["late-result"], date(2026, 3, 9))
    assert classify(desk.events, moment("2026-03-18 10:00")).kind is StandingKind.OVERDUE


def test_one_adopted_while_it_is_stopped_has_been_since_then() -> None:
    desk = adopted({"pay": "2026-03-03 09:00"}, "tax")
    assert classify(desk.events, moment("2026-03-18 10:00")).kind is StandingKind.STOPPED
    desk.take("paid", "2026-03-20 09:00", by=person("receptionist"))
    # One of the five working days was used; the four others begin after the 20th.
    assert desk.state.due_on == date(2026, 3, 26)
    assert desk.breaches == []


def test_a_stop_whose_end_nobody_told_moves_no_date() -> None:
    assert adopted({"pay": "2026-03-03 09:00"}).state.due_on == date(2026, 3, 9)
    assert adopted({**PAID, "incomplete": "2026-03-17 09:00"}).state.due_on == date(2026, 3, 20)


def test_a_restart_from_a_supply_nobody_dated_is_refused() -> None:
    law = Law(load_text(text(steps=STEPS)), vietnam())
    told = adopt({"complete": "2026-03-17 09:00"}, "appraise")
    assert refusal(law, None, told).code == "PF511"


def test_what_is_told_by_the_step_it_led_to_counts_alike_and_what_was_before_acceptance_does_not() -> None:
    by_step = adopted({"tax": "2026-03-03 09:00", "appraise": "2026-03-16 09:00"})
    assert by_step.state.due_on == date(2026, 3, 20)
    before = {"guide": "2026-03-02 08:02", "supply-at-desk": "2026-03-02 08:05", "accept": "2026-03-02 08:10"}
    assert adopted({**before, **PAID}).state.due_on == date(2026, 3, 20)


def test_one_that_nobody_accepted_yet_has_no_limit_to_move() -> None:
    law, told = Law(load_text(text(steps=STEPS)), vietnam()), adopt({"guide": "2026-03-02 08:02"}, "desk-supplement")
    desk = Desk(law)
    desk.send(
        Adopt(
            by=told.by,
            channel="online",
            origin="x",
            step=told.step,
            submitted_at=told.submitted_at,
            happened=told.happened,
            at=told.at,
        )
    )
    assert desk.state.limits == {}
