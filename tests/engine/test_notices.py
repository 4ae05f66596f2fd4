"""A notice changes the calendar: open dossiers are counted anew under a named policy, promises kept beside."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from sqlalchemy import Connection

import procflow
from procflow.calendar import Document, Kind, Layer, Mark, WorkCalendar, vietnam
from procflow.clock import VIETNAM_TIME, Policy
from procflow.core import change_calendar
from procflow.dossier import Take
from procflow.engine import ManualClock, Notice
from procflow.errors import MisuseError
from procflow.procedure import Procedure

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICER = procflow.Actor("chi", roles=("receptionist", "construction-officer"))
BY = procflow.Actor("van-phong", roles=("administrator",))
ACCEPT = Take("accept", by=OFFICER)
INCOMPLETE = Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ")


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM_TIME)


@pytest.fixture(scope="module")
def storm() -> WorkCalendar:
    """The calendar once a storm has closed the offices on Monday the 24th."""
    notice = Layer("bao-so-5", Document("CĐ 99/CĐ-TTg"), (Mark(date(2026, 8, 24), Kind.CLOSURE, "Nghỉ do bão số 5"),))
    return vietnam().with_layers(notice)


@pytest.fixture(scope="module")
def extra_saturday() -> WorkCalendar:
    """The calendar once Sunday the 23rd is a working day."""
    notice = Layer("lam-bu", Document("TB 1/TB-BNV"), (Mark(date(2026, 8, 23), Kind.WORK, "Làm bù"),))
    return vietnam().with_layers(notice)


def accepted(engine: procflow.Engine, connection: Connection, *names: str) -> None:
    for name in names:
        engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=name)
        engine.send(connection, name, ACCEPT)


def notify(
    engine: procflow.Engine, connection: Connection, new: WorkCalendar, policy: Policy = Policy.RECOMPUTE
) -> Notice:
    return engine.change_calendar(connection, vietnam(), new, by=BY, reason="CĐ 99/CĐ-TTg", policy=policy)


def moves(notice: Notice) -> Sequence[tuple[str, str, date, date]]:
    return [
        (moved.dossier_id, one.before.name, one.before.due_on, one.after.due_on)
        for moved in notice.dossiers
        for one in moved.limits
    ]


def test_a_day_off_moves_what_is_due_after_it_and_keeps_the_promise_beside(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(local("2026-08-19 08:00"))
    notice = notify(engine, connection, storm)
    assert moves(notice) == [("a", "main", date(2026, 8, 25), date(2026, 8, 26))]
    (change,) = notice.dossiers[0].limits[0].because
    assert change.date == date(2026, 8, 24)
    dossier = engine.dossier(connection, "a")
    assert dossier.due_on == date(2026, 8, 26)
    assert dossier.promise is not None
    assert dossier.promise.due_on == date(2026, 8, 25)
    last = engine.history(connection, "a")[-1].event
    assert (last.by, last.at) == (BY, local("2026-08-19 08:00"))
    engine.verify(connection)


@pytest.mark.parametrize(
    ("policy", "due_on"),
    [(Policy.KEEP_PROMISE, "2026-08-25"), (Policy.FORWARD_ONLY, "2026-08-26"), (Policy.RECOMPUTE, "2026-08-26")],
)
def test_the_policy_says_whether_an_agency_gains_time_by_a_storm(
    engine: procflow.Engine, connection: Connection, storm: WorkCalendar, policy: Policy, due_on: str
) -> None:
    accepted(engine, connection, "a")
    notify(engine, connection, storm, policy)
    assert str(engine.dossier(connection, "a").due_on) == due_on
    engine.verify(connection)


@pytest.mark.parametrize(
    ("policy", "due_on"),
    [(Policy.KEEP_PROMISE, "2026-08-24"), (Policy.FORWARD_ONLY, "2026-08-25"), (Policy.RECOMPUTE, "2026-08-24")],
)
def test_a_make_up_day_brings_a_result_forward(
    engine: procflow.Engine, connection: Connection, extra_saturday: WorkCalendar, policy: Policy, due_on: str
) -> None:
    accepted(engine, connection, "a")
    notify(engine, connection, extra_saturday, policy)
    assert str(engine.dossier(connection, "a").due_on) == due_on


def test_a_limit_that_is_stopped_is_counted_by_the_notice_when_it_runs_on(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(local("2026-08-19 15:00"))
    engine.send(connection, "a", INCOMPLETE)
    notify(engine, connection, storm)
    clock.move_to(local("2026-08-21 08:00"))
    engine.send(connection, "a", Take("supply", by=APPLICANT))
    clock.move_to(local("2026-08-21 09:30"))
    reply = engine.send(connection, "a", Take("complete", by=OFFICER))
    assert str(reply.dossier.due_on) == "2026-09-04"  # 2026-09-03 without the storm
    assert reply.dossier.limits["main"].calendar == storm.version


def test_every_open_dossier_of_that_calendar_is_counted_anew_once_in_batches(
    engine: procflow.Engine, connection: Connection, storm: WorkCalendar
) -> None:
    accepted(engine, connection, *(f"d{number}" for number in range(5)))
    seen: list[str] = []
    more = True
    while more:
        notice = engine.change_calendar(connection, vietnam(), storm, by=BY, reason="Bão", limit=2)
        seen += [moved.dossier_id for moved in notice.dossiers]
        more = notice.more
    assert sorted(seen) == [f"d{number}" for number in range(5)]
    assert notify(engine, connection, storm).dossiers == ()


def test_a_dossier_that_ended_is_left_alone(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    engine.send(connection, "a", INCOMPLETE)
    clock.move_to(local("2026-08-21 12:00"))
    engine.tick(connection)
    assert engine.dossier(connection, "a").ended == "closed"
    assert notify(engine, connection, storm).dossiers == ()


def test_what_fell_due_before_the_notice_comes_first_and_stays_expired(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(local("2026-08-27 08:00"))
    notify(engine, connection, storm)
    dossier = engine.dossier(connection, "a")
    assert "late-result" in dossier.breaches
    assert "main" in dossier.expired
    assert [entry.kind for entry in engine.history(connection, "a")][-1] == "CalendarChanged"


def test_a_later_notice_builds_on_an_earlier_one(
    engine: procflow.Engine, connection: Connection, permit: Procedure, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    notify(engine, connection, storm)
    second = Layer("bao-2", Document("CĐ 100/CĐ-TTg"), (Mark(date(2026, 8, 25), Kind.CLOSURE, "Nghỉ do bão"),))
    worse = storm.with_layers(second)
    engine.change_calendar(connection, storm, worse, by=BY, reason="Bão", policy=Policy.RECOMPUTE)
    assert str(engine.dossier(connection, "a").due_on) == "2026-08-27"
    # A process that knows neither calendar reads them from the database.
    elsewhere = procflow.Engine([permit], clock=ManualClock(local("2026-08-18 09:00")))
    elsewhere.send(connection, "a", INCOMPLETE)
    elsewhere.verify(connection)


@pytest.mark.parametrize(
    ("policy", "due_on"),
    [(Policy.KEEP_PROMISE, "2026-08-24"), (Policy.FORWARD_ONLY, "2026-08-25"), (Policy.RECOMPUTE, "2026-08-24")],
)
def test_a_date_that_was_kept_is_not_passed_over_by_the_next_notice(  # noqa: PLR0913, PLR0917 - fixtures
    engine: procflow.Engine,
    connection: Connection,
    storm: WorkCalendar,
    extra_saturday: WorkCalendar,
    policy: Policy,
    due_on: str,
) -> None:
    """The storm would have made it the 26th; it is called off, and a make-up day makes it the 24th by law."""
    accepted(engine, connection, "a")
    notify(engine, connection, storm, Policy.KEEP_PROMISE)
    assert engine.dossier(connection, "a").limits["main"].calendar == vietnam().version
    notice = engine.change_calendar(connection, storm, extra_saturday, by=BY, reason="TB 1/TB-BNV", policy=policy)
    assert moves(notice) == [("a", "main", date(2026, 8, 25), date.fromisoformat(due_on))]
    assert str(engine.dossier(connection, "a").due_on) == due_on
    engine.verify(connection)


def test_a_date_that_was_kept_stays_kept_when_the_next_notice_touches_no_day_of_it(
    engine: procflow.Engine, connection: Connection, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    notify(engine, connection, storm, Policy.KEEP_PROMISE)
    october = Layer("bao-10", Document("CĐ 101/CĐ-TTg"), (Mark(date(2026, 10, 5), Kind.CLOSURE, "Nghỉ do bão"),))
    engine.change_calendar(connection, storm, storm.with_layers(october), by=BY, reason="CĐ 101/CĐ-TTg")
    assert str(engine.dossier(connection, "a").due_on) == "2026-08-25"
    engine.verify(connection)


def test_a_dossier_counted_by_another_calendar_is_not_touched(
    engine: procflow.Engine, connection: Connection, permit: Procedure, storm: WorkCalendar
) -> None:
    accepted(engine, connection, "a")
    assert engine.change_calendar(connection, storm, vietnam(), by=BY, reason="x").dossiers == ()
    dossier = engine.dossier(connection, "a")
    with pytest.raises(MisuseError, match="PF532"):
        change_calendar(
            dossier,
            storm,
            vietnam(),
            procedure=permit,
            by=BY,
            at=dossier.last_at,
            reason="x",
            policy=Policy.RECOMPUTE,
        )
