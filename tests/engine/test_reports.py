"""Work lists by role and by what is overdue in law, and reports whose figures add up, per agency and per step."""

import random
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from office import text as procedure_text
from sqlalchemy import Connection

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import StandingKind, Tally, open_outcomes, step_standings
from procflow.dossier import Actor, Command, DossierEnded, Event, StepEntered, Take, Void, Withdraw
from procflow.engine import ManualClock, ReportBy, Work
from procflow.errors import Rejected
from procflow.library import load_text

PERMIT = "1.013225"
APPLICANT = Actor("an", roles=("applicant",))
OFFICER = Actor("chi", roles=("receptionist", "construction-officer", "administrator"))
CHAIR = Actor("dung", roles=("chair",))
AGENCIES = ("H40.01", "H40.02", "")


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM_TIME)


def submit(engine: procflow.Engine, connection: Connection, competent: str = "") -> str:
    return engine.submit(
        connection, PERMIT, by=APPLICANT, channel="online", case="house", unit="một cửa", competent=competent
    ).dossier_id


def names(lines: tuple[procflow.engine.Line, ...]) -> list[str]:
    return [line.dossier_id for line in lines]


def test_a_work_list_of_a_role_holds_the_steps_it_owes(engine: procflow.Engine, connection: Connection) -> None:
    waiting, appraised, signed = (submit(engine, connection) for _ in range(3))
    for dossier_id in (appraised, signed):
        engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    engine.send(connection, signed, Take("eligible", by=OFFICER))
    assert names(engine.worklist(connection, Work(actor="receptionist"))) == [waiting]
    assert names(engine.worklist(connection, Work(actor="construction-officer"))) == [appraised]
    assert names(engine.worklist(connection, Work(actor="chair"))) == [signed]
    assert names(engine.worklist(connection, Work(actor="nobody"))) == []


def test_a_work_list_of_a_role_reaches_procedures_this_engine_was_not_given(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection)
    other = procflow.Engine([], clock=clock)
    assert names(other.worklist(connection, Work(actor="receptionist"))) == [dossier_id]


def test_what_is_due_today_is_overdue_only_once_the_day_has_passed(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    """The office closes at 17:00, the day ends at 24:00 (BLDS 2015 Đ.148 k.6)."""
    first, second = submit(engine, connection), submit(engine, connection)
    engine.send(connection, first, Take("accept", by=OFFICER))
    clock.move_to(local("2026-08-18 10:00"))
    engine.send(connection, second, Take("accept", by=OFFICER))
    due = {"2026-08-25 16:00": [], "2026-08-25 18:00": [], "2026-08-25 23:59": [], "2026-08-26 00:00": [first]}
    due |= {"2026-08-26 18:00": [first], "2026-08-27 00:00": [first, second]}
    for moment, expected in due.items():
        assert names(engine.worklist(connection, Work(overdue_at=local(moment)))) == expected, moment
        kinds = {one: engine.standing(connection, one, local(moment)).kind for one in (first, second)}
        assert [one for one, kind in kinds.items() if kind is StandingKind.OVERDUE] == expected, moment
    soon = engine.worklist(connection, Work(due_before=local("2026-08-25 23:59")))
    assert names(soon) == [first]


HOURS = load_text(procedure_text(limit="04 giờ làm việc"), "mẫu.yaml")


def test_a_limit_in_hours_is_overdue_within_its_day(connection: Connection, clock: ManualClock) -> None:
    engine = procflow.Engine([HOURS], clock=clock)
    dossier_id = engine.submit(connection, HOURS.code, by=APPLICANT, channel="online").dossier_id
    engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    due = engine.worklist(connection)[0].due_at
    assert due is not None
    assert names(engine.worklist(connection, Work(overdue_at=due))) == []
    assert names(engine.worklist(connection, Work(overdue_at=due + timedelta(minutes=1)))) == [dossier_id]


def test_a_page_of_what_is_overdue_is_full_where_more_is_left(engine: procflow.Engine, connection: Connection) -> None:
    ids = [submit(engine, connection) for _ in range(5)]
    for dossier_id in ids:
        engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    overdue = Work(overdue_at=local("2026-08-26 00:00"))
    read, after = [], ""
    while lines := engine.worklist(connection, overdue, after=after, limit=2):
        read += names(lines)
        after = lines[-1].cursor
    assert sorted(read) == sorted(ids)
    assert engine.worklist(connection, Work(overdue_at=local("2026-08-25 18:00")), limit=2) == ()


def live_at_random(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> None:
    """Thirty dossiers, each taken on by chance, over two months."""
    chance = random.Random(26)  # noqa: S311 - a repeatable choice
    ids: list[str] = []
    for turn in range(150):
        clock.move_by(timedelta(hours=chance.randint(1, 14)))
        if turn % 5 == 0:
            ids.append(submit(engine, connection, chance.choice(AGENCIES)))
            continue
        dossier_id = chance.choice(ids)
        dossier = engine.dossier(connection, dossier_id)
        law = engine._shelf.pinned(connection, dossier)  # noqa: SLF001 - to choose among what is open
        acts: list[Command] = [
            Take(one.id, by=Actor(f"người-{turn}", roles=(one.by,)), reason="x")
            for one in ([] if dossier.ended else open_outcomes(law, dossier))
        ]
        more: list[Command] = (
            [Withdraw(by=APPLICANT), Void("khác", "nhập trùng", by=OFFICER)] if chance.random() < 0.15 else []
        )
        choices: list[Command] = [*more] or [*acts]
        if choices:
            with suppress(Rejected):
                engine.send(connection, dossier_id, chance.choice(choices))
    engine.tick(connection)
    connection.commit()  # the feed shows what is committed


def test_received_is_settled_pending_and_ended_otherwise_per_agency_procedure_and_step(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    begun = clock.now()
    live_at_random(engine, connection, clock)
    seen: Counter[StandingKind] = Counter()
    moments = [begun + (clock.now() - begun) * part / 4 for part in range(1, 5)]
    for moment in moments:
        entries = {one.dossier for one in engine.events_since(connection, limit=10_000).entries if one.at <= moment}
        for by in ReportBy:
            report = engine.report(connection, moment, by=by)
            for tally in report.values():
                assert tally.received == tally.settled + tally.pending + tally.otherwise
                assert min(tally.counts.values()) >= 0
                seen.update(kind for kind, count in tally.counts.items() if count)
            if by is not ReportBy.STEP:
                assert sum(tally.received for tally in report.values()) == len(entries)
        standings = [engine.standing(connection, one, moment).kind for one in entries]
        assert engine.report(connection, moment, by=ReportBy.PROCEDURE) == {PERMIT: Tally.of(standings)}
    assert set(engine.report(connection)) == {"H40.01", "H40.02", "một cửa"}
    assert len(seen) >= 7, seen


def test_every_visit_to_a_step_is_counted_once(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    """Count the visits a second way: each entry into a step but the last of a dossier that has ended."""
    live_at_random(engine, connection, clock)
    expected: Counter[str] = Counter()
    by_dossier: dict[str, list[Event]] = {}
    for entry in engine.events_since(connection, limit=10_000).entries:
        by_dossier.setdefault(entry.dossier, []).append(entry.event)
    for events in by_dossier.values():
        entered = [event.step for event in events if isinstance(event, StepEntered)]
        ends = [event for event in events if isinstance(event, DossierEnded)]
        if ends and ends[0].ending.value != "voided":
            entered.pop()
        expected.update(f"{PERMIT} {step}" for step in entered)
    report = engine.report(connection, by=ReportBy.STEP)
    assert {step: tally.received for step, tally in report.items()} == dict(expected)


@pytest.mark.parametrize(
    ("acts", "as_of", "expected"),
    [
        ([], "2026-08-17 09:30", [("reception", "pending")]),
        ([("2026-08-17 10:00", "accept")], "2026-08-18 10:00", [("reception", "on-time"), ("appraise", "pending")]),
        ([("2026-08-17 10:00", "accept")], "2026-08-22 10:00", [("reception", "on-time"), ("appraise", "overdue")]),
        (
            [("2026-08-17 10:00", "accept"), ("2026-08-22 10:00", "eligible")],
            "2026-08-22 11:00",
            [("reception", "on-time"), ("appraise", "late"), ("sign", "pending")],
        ),
        (
            [("2026-08-17 10:00", "accept"), ("2026-08-18 10:00", "incomplete")],
            "2026-08-30 10:00",
            [("reception", "on-time"), ("appraise", "on-time"), ("supplement", "closed")],
        ),
        ([("2026-08-17 10:00", "withdraw")], "2026-08-18 10:00", [("reception", "withdrawn")]),
        ([("2026-08-17 10:00", "void")], "2026-08-18 10:00", [("reception", "voided")]),
        ([("2026-08-17 10:00", "accept")], "2026-08-17 08:00", []),
    ],
)
def test_a_visit_to_a_step_stands_as_its_own_limit_says(  # noqa: PLR0913, PLR0917 - fixtures and a row of the table
    engine: procflow.Engine,
    connection: Connection,
    clock: ManualClock,
    acts: list[tuple[str, str]],
    as_of: str,
    expected: list[tuple[str, str]],
) -> None:
    dossier_id = submit(engine, connection)
    others: dict[str, Command] = {"withdraw": Withdraw(by=APPLICANT), "void": Void("x", "nhập trùng", by=OFFICER)}
    for at, act in acts:
        clock.move_to(local(at))
        engine.send(connection, dossier_id, others.get(act) or Take(act, by=OFFICER, reason="Thiếu"))
    clock.move_to(max(clock.now(), local(as_of)))
    engine.tick(connection)
    events = [entry.event for entry in engine.history(connection, dossier_id)]
    assert [(step, kind.value) for step, kind in step_standings(events, local(as_of))] == expected


def test_a_report_before_anything_was_handed_in_is_empty(engine: procflow.Engine, connection: Connection) -> None:
    submit(engine, connection)
    for by in ReportBy:
        assert engine.report(connection, local("2026-08-01 09:00"), by=by) == {}


def test_a_report_by_rows_and_by_journals_keeps_what_was_late_before_its_supplement(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    """Due on the 25th; asked back on the 26th, its time is counted anew (NĐ 118/2025 Đ.19 k.5), its lateness is not."""
    late, prompt = submit(engine, connection), submit(engine, connection)
    for dossier_id in (late, prompt):
        engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    incomplete, supply = Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"), Take("supply", by=APPLICANT)
    for day, dossier_id in (("25", prompt), ("26", late)):
        for hour, command in ((9, incomplete), (10, supply), (11, Take("complete", by=OFFICER))):
            clock.move_to(local(f"2026-08-{day} {hour:02}:00"))
            engine.send(connection, dossier_id, command)

    def counted(moment: str) -> list[tuple[StandingKind, int]]:
        total = sum(
            (Counter(each.counts) for each in engine.report(connection, as_of=local(moment)).values()), Counter()
        )
        return sorted((kind, count) for kind, count in total.items() if count)

    assert counted("2026-08-25 23:00") == [(StandingKind.PENDING, 2)]
    assert counted("2026-08-26 12:00") == [(StandingKind.OVERDUE, 1), (StandingKind.PENDING, 1)]
    for dossier_id in (late, prompt):
        engine.send(connection, dossier_id, Take("eligible", by=OFFICER))
        engine.send(connection, dossier_id, Take("signed", by=CHAIR))
    assert counted("2026-08-27 12:00") == [(StandingKind.EARLY, 1), (StandingKind.LATE, 1)]
    assert counted("2026-08-26 10:30") == [(StandingKind.OVERDUE, 1), (StandingKind.PENDING, 1)]
