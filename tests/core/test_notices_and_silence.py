"""A notice moves days: a promise is kept, and no silence, window or posting is cut short by keeping it."""

from datetime import date

import pytest
from office import Desk, moment, office, person, text

from procflow import vietnam
from procflow.calendar import Document, Kind, Layer, Mark, WorkCalendar
from procflow.clock import Policy
from procflow.core import Law, apply, change_calendar
from procflow.core.migrate import Crossing, migrate
from procflow.library import load_text

STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: 2 ngày làm việc
    consult: {police: {within: 2 ngày làm việc, on_timeout: consent, blocks: [sign], basis: Đ.1}}
    outcomes:
      sign: {to: return-result, produces: permit}
      post: posting
      incomplete: {to: supplement, needs_reason: true}
  posting:
    name: Niêm yết công khai
    actor: officer
    within: {limit: 3 ngày, basis: Đ.2}
    on_expiry: posted
    outcomes: {posted: {to: decide, by: engine}, objection: {to: appraise, outside: true, needs_reason: true}}
  decide:
    name: Quyết định
    actor: chair
    outcomes: {signed: {to: return-result, produces: permit}}
"""
MONDAY, SUNDAY = date(2026, 8, 24), date(2026, 8, 23)
STORM = vietnam().with_layers(Layer("bao", Document("CĐ 99"), (Mark(MONDAY, Kind.CLOSURE, "Nghỉ do bão"),)))
MADE_UP = vietnam().with_layers(Layer("bu", Document("TB 1"), (Mark(SUNDAY, Kind.WORK, "Làm bù"),)))


def opened() -> Desk:
    """Accept on Friday the 21st of August; Saturday the 22nd is made up, and Monday the 24th an ordinary day."""
    desk = office(steps=STEPS, limit="2 ngày làm việc")
    desk.submit("2026-08-21 08:00")
    desk.take("accept", "2026-08-21 08:10")
    return desk


def told(desk: Desk, new: WorkCalendar, policy: Policy = Policy.KEEP_PROMISE) -> Desk:
    at = max(desk.state.last_at, moment("2026-08-21 17:00"))
    procedure = desk.law.procedure
    events, dossier, _ = change_calendar(
        desk.state,
        desk.law.calendar,
        new,
        procedure=procedure,
        by=person("administrator"),
        at=at,
        reason="CĐ 99",
        policy=policy,
    )
    after = desk.state
    for event in events:
        after = apply(after, event)
    assert after == dossier
    return Desk(Law(procedure, new), after, [*desk.events, *events])


@pytest.mark.parametrize(("new", "ends"), [(STORM, 25), (MADE_UP, 24)])
def test_an_agency_that_is_asked_keeps_all_its_time_before_its_silence_means_anything(
    new: WorkCalendar, ends: int
) -> None:
    """Silence is consent after two working days (as NĐ 217/2026 Đ.54 k.2 đ.c): a day off announced is not one."""
    desk = opened()
    desk.ask("police", "2026-08-21 09:00")
    desk = told(desk, new)
    assert desk.state.limits["consult:police"].due_on == date(2026, 8, ends)
    desk.wake(f"2026-08-{ends} 23:59:59.999999")
    assert desk.state.consultations["police"].opinion.value == "open"
    desk.wake(f"2026-08-{ends + 1} 00:00")
    assert desk.state.consultations["police"].opinion.value == "deemed-consent"


@pytest.mark.parametrize(("new", "ends"), [(STORM, 25), (MADE_UP, 24)])
def test_a_posting_hangs_as_long_as_the_law_says_whatever_was_promised(new: WorkCalendar, ends: int) -> None:
    """Three days from Friday end on Monday the 24th; a last day off moves (BLDS 2015 Đ.148 k.5)."""
    desk = opened()
    desk.take("post", "2026-08-21 09:00")
    desk = told(desk, new)
    assert desk.state.limits["step:posting"].due_on == date(2026, 8, ends)
    assert desk.state.step == "posting"


def test_what_the_agency_owes_itself_is_kept_as_it_was_promised() -> None:
    kept, moved = told(opened(), STORM), told(opened(), MADE_UP)
    for name in ("main", "step:appraise"):
        assert kept.state.limits[name].due_on == MONDAY
        assert moved.state.limits[name].due_on == SUNDAY


def test_under_another_policy_windows_move_as_it_says() -> None:
    desk = opened()
    desk.ask("police", "2026-08-21 09:00")
    for policy, ends in ((Policy.RECOMPUTE, SUNDAY), (Policy.FORWARD_ONLY, MONDAY)):
        after = told(desk, MADE_UP, policy)
        assert after.state.limits["consult:police"].due_on == ends
    desk.take("post", "2026-08-21 10:00")
    told_so = told(desk, STORM, Policy.RECOMPUTE)
    assert told_so.state.limits["step:posting"].due_on == date(2026, 8, 25)


@pytest.mark.parametrize(("days", "ends"), [("2 ngày", 24), ("5 ngày", 26)])
def test_a_newer_version_cuts_no_posting_short_that_hangs_already(days: str, ends: int) -> None:
    newer = text(steps=STEPS.replace("3 ngày, basis", f"{days}, basis"), limit="2 ngày làm việc")
    newer = newer.replace("version: 2026-01\n", "version: 2026-08\n").replace(
        "effective: 2026-01", "effective: 2026-08"
    )
    newer += "transition: {accepted: move, basis: Đ.9}\n"
    desk = opened()
    desk.take("post", "2026-08-21 09:00")
    law, at = Law(load_text(newer), vietnam()), moment("2026-08-21 10:00")
    _, dossier = migrate(desk.state, desk.law, law, crossing=Crossing(), by=person("administrator"), at=at, basis="")
    assert dossier.limits["step:posting"].due_on == date(2026, 8, ends)
