"""Reports counted by rows: the same figures as by the journals, in statements that do not grow with what they count."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from families import BORN, INSURER, accepted, go
from families import procedures as of_a_family
from office import text as procedure_text
from sqlalchemy import Connection, event, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import Tally, open_outcomes, step_standings
from procflow.dossier import Actor, Command, Stop, Take, Void, Withdraw
from procflow.engine import ManualClock, ReportBy
from procflow.engine.report import standings_by
from procflow.errors import JournalError, Rejected
from procflow.library import load_text

PERMIT = "1.013225"
APPLICANT = Actor("an", roles=("applicant",))
OFFICER = Actor("chi", roles=("receptionist", "construction-officer", "chair", "administrator", "officer"))


def by_journals(engine: procflow.Engine, connection: Connection, as_of: datetime, by: ReportBy) -> dict[str, Tally]:
    """Count by every journal, read whole."""
    kinds: dict[str, list[procflow.core.StandingKind]] = {}
    for name in connection.execute(text("SELECT id FROM procflow_dossier")).scalars():
        events = [entry.event for entry in engine.history(connection, name)]
        if events[0].at <= as_of:
            for under, kind in standings_by(by, events, as_of):
                kinds.setdefault(under, []).append(kind)
    return {name: Tally.of(found) for name, found in sorted(kinds.items())}


def check_all(engine: procflow.Engine, connection: Connection, moments: list[datetime]) -> Counter[str]:
    """Hold every report at every moment against the journals; count the standings met."""
    seen: Counter[str] = Counter()
    for moment in moments:
        for by in ReportBy:
            report = engine.report(connection, moment, by=by)
            assert report == by_journals(engine, connection, moment, by), (moment, by)
            seen.update(kind.value for tally in report.values() for kind, count in tally.counts.items() if count)
    return seen


def live(engine: procflow.Engine, connection: Connection, clock: ManualClock, seed: int) -> None:
    """Let forty dossiers go their ways, by chance, some ticked in time and some late."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    ids: list[str] = []
    for turn in range(200):
        clock.move_by(timedelta(hours=chance.randint(1, 14)))
        if turn % 5 == 0:
            unit = chance.choice(["H40.01", "H40.02", ""])
            ids.append(
                engine.submit(
                    connection, PERMIT, by=APPLICANT, channel="online", case="house", unit="một cửa", competent=unit
                ).dossier_id
            )
            continue
        dossier_id = chance.choice(ids[-8:])
        dossier = engine.dossier(connection, dossier_id)
        if dossier.ended is not None:
            continue
        law = engine._shelf.pinned(connection, dossier)  # noqa: SLF001 - to choose among what is open
        acts: list[Command] = [
            Take(one.id, by=Actor(f"n{turn}", (one.by,)), reason="x") for one in open_outcomes(law, dossier)
        ]
        rare: list[Command] = [Withdraw(by=APPLICANT), Void("khác", "nhập trùng", by=OFFICER)]
        try:
            engine.send(connection, dossier_id, chance.choice(rare if chance.random() < 0.07 or not acts else acts))
        except Rejected:
            continue
        if chance.random() < 0.2:
            engine.tick(connection)


@pytest.mark.parametrize("seed", range(1, 9) if os.environ.get("PROCFLOW_TORTURE") else [1])
def test_a_report_by_rows_gives_the_figures_of_the_journals(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, seed: int
) -> None:
    begun = clock.now()
    live(engine, connection, clock, seed)
    took = clock.now() - begun
    moments = [begun + took * part / 4 for part in range(6)]  # the last lies ahead: nothing has happened since
    seen = check_all(engine, connection, moments)
    assert len(seen) >= 8, seen


def test_a_family_is_counted_by_rows_as_by_its_journals(connection: Connection, clock: ManualClock) -> None:
    engine = procflow.Engine(of_a_family(), clock=clock)
    begun = clock.now()
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d", Stop("dispute", by=OFFICER, reason="Có đơn"))
    go(engine, connection, clock, "d/insurance", Take("incomplete", by=INSURER, reason="Thiếu ảnh"))
    check_all(engine, connection, [begun, clock.now(), clock.now() + timedelta(days=60)])


def test_a_procedure_without_a_limit_is_counted_by_rows_as_by_its_journals(
    connection: Connection, clock: ManualClock
) -> None:
    open_ended = load_text(procedure_text(limit="{limit: none, reason: không quy định}"), "mẫu.yaml")
    engine = procflow.Engine([open_ended], clock=clock)
    dossier_id = engine.submit(connection, open_ended.code, by=APPLICANT, channel="online").dossier_id
    for outcome in ("accept", "sign", "hand-over"):
        clock.move_by(timedelta(hours=30))
        step = engine.dossier(connection, dossier_id).step
        actor = Actor(f"n-{outcome}", (open_ended.steps[step].actor,))
        engine.send(connection, dossier_id, Take(outcome, by=actor))
        check_all(engine, connection, [clock.now()])
    assert engine.dossier(connection, dossier_id).ended == "returned"


def test_what_another_release_spelled_is_counted_by_its_journal(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    for number in range(3):
        engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=f"d{number}")
        engine.send(connection, f"d{number}", Take("accept", by=OFFICER))
    connection.execute(text("UPDATE procflow_dossier SET shape = 'earlier' WHERE id = 'd1'"))
    connection.execute(text("UPDATE procflow_dossier SET state = :nothing WHERE id = 'd2'"), {"nothing": b"[]"})
    check_all(engine, connection, [clock.now(), clock.now() + timedelta(days=30)])


def test_an_entry_that_has_to_be_read_and_was_edited_is_an_error(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house").dossier_id
    clock.move_by(timedelta(hours=2))
    engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER procflow_journal_no_update"))
    else:
        connection.execute(text("DROP TRIGGER procflow_journal_append_only ON procflow_journal"))
    connection.execute(text("UPDATE procflow_journal SET body = :nothing WHERE seq = 1"), {"nothing": b"{}"})
    assert engine.report(connection)[""].received == 1
    with pytest.raises(JournalError, match="PF645"):
        engine.report(connection, clock.now() - timedelta(hours=1))


@contextmanager
def counting(connection: Connection) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)


@pytest.mark.parametrize("by", list(ReportBy))
def test_the_statements_of_a_report_do_not_depend_on_how_many_dossiers_a_page_holds(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, by: ReportBy
) -> None:
    taken: dict[datetime, set[int]] = {}
    begun = clock.now()
    for turn in range(6):
        name = f"d{turn}"
        clock.move_by(timedelta(minutes=30))
        engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=name)
        for outcome, actor in (("accept", "receptionist"), ("eligible", "construction-officer"), ("signed", "chair")):
            clock.move_by(timedelta(minutes=30))
            engine.send(connection, name, Take(outcome, by=Actor(actor, (actor,))))
        for moment in (begun + timedelta(minutes=70), begun + timedelta(days=30)):
            with counting(connection) as statements:
                engine.report(connection, moment, by=by)
            taken.setdefault(moment, set()).add(len(statements))
    assert all(len(counts) == 1 and max(counts) <= 4 for counts in taken.values()), taken


def test_pages_follow_each_other_without_a_gap(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from procflow.store import standings  # noqa: PLC0415 - its page made small, of this test alone

    live(engine, connection, clock, 3)
    monkeypatch.setattr(standings, "_ROWS", standings._ROWS.limit(7))  # noqa: SLF001 - the same
    check_all(engine, connection, [clock.now() - timedelta(days=9), clock.now()])


def test_a_visit_goes_on_under_the_name_another_version_gives_its_step(clock: ManualClock) -> None:
    at = clock.now()
    entered = procflow.dossier.StepEntered(at=at, by=OFFICER, step="appraise", national_status=4)
    moved = procflow.dossier.Migrated(
        at=at, by=OFFICER, version="2", definition="d", step="examine", national_status=4, case="", basis="Đ.5"
    )
    begun = procflow.dossier.Submitted(
        at=at, by=APPLICANT, procedure="1", version="1", definition="d", calendar="c", channel="online"
    )
    later = procflow.dossier.StepEntered(at=at, by=OFFICER, step="sign", national_status=4)
    assert [step for step, _ in step_standings([begun, entered, moved, later], at)] == ["examine", "sign"]
    assert step_standings([begun], datetime(2020, 1, 1, tzinfo=VIETNAM_TIME)) == ()
