"""What is written at once, by any driver, in as few statements; and what is asked again and again, by an index."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, event

import procflow
from procflow.core import replay
from procflow.dossier import Breach, BreachFlagged, Take
from procflow.engine import ManualClock
from procflow.store import (
    NO_SEAL,
    Act,
    Change,
    append,
    append_many,
    encode_moment,
    head_after,
    project,
    read,
    read_state,
    statement,
    write_records,
)

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


def submit(engine: procflow.Engine, connection: Connection, name: str) -> None:
    engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=name)


def change(connection: Connection, name: str, count: int) -> Change:
    """Make the change that appends `count` entries of awkward content to a dossier."""
    stored = read(connection, name)
    assert stored is not None
    dossier = read_state(connection, stored)
    texts = ("", "Đ.19 k.6", "a,b", '{"x"}', "\\", "NULL", "'; --", "%s", "10%")
    events = tuple(
        BreachFlagged(at=dossier.last_at, by=RECEPTION, breach=Breach.LATE_STEP, basis=texts[number % len(texts)])
        for number in range(count)
    )
    new = write_records(stored.head, [Act(events)], encode_moment(dossier.last_at))
    before = [entry.event for entry in procflow.Engine().history(connection, name)]
    return Change(stored.head, {**project(head_after(new), replay([*before, *events])), **NO_SEAL}, new)


@pytest.mark.parametrize("count", [1, 16, 17, 63, 64, 65, 150])
def test_any_number_of_entries_is_appended_at_once(engine: procflow.Engine, connection: Connection, count: int) -> None:
    submit(engine, connection, "d")
    made = change(connection, "d", count)
    assert append(connection, made)
    assert not append(connection, made), "the head that was read is not there any more"
    assert len(engine.history(connection, "d")) == 3 + count
    assert [entry.seq for entry in engine.events_since(connection).entries] in ([], list(range(1, 4 + count)))
    engine.verify(connection)


@pytest.mark.parametrize("count", [1, 70])
def test_many_dossiers_are_moved_on_at_once_or_not_at_all(
    engine: procflow.Engine, connection: Connection, count: int
) -> None:
    for name in ("a", "b", "c"):
        submit(engine, connection, name)
    changes = [change(connection, name, count) for name in ("c", "a", "b")]
    savepoint = connection.begin_nested()
    assert append(connection, changes[1])
    assert not append_many(connection, changes), "one of them was moved on meanwhile"
    savepoint.rollback()
    assert append_many(connection, changes)
    for name in ("a", "b", "c"):
        assert len(engine.history(connection, name)) == 3 + count
    engine.verify(connection)


def test_a_driver_that_was_not_tried_is_served_through_sqlalchemys_types(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement, "TRIED", frozenset())
    for name in ("a", "b"):
        submit(engine, connection, name)
    engine.send(connection, "a", Take("accept", by=RECEPTION), command_id="accept-1")
    assert append(connection, change(connection, "b", 20))
    clock.move_by(timedelta(days=30))
    assert len(engine.tick(connection).woken) == 2
    engine.verify(connection)


def test_a_tick_takes_as_many_statements_for_many_dossiers_as_for_few(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    seen: list[str] = []

    def note(_c: object, _cursor: object, sql: str, *_rest: object) -> None:
        seen.append(sql.split(maxsplit=1)[0])

    taken = []
    for count in (2, 30):
        for number in range(count):
            submit(engine, connection, f"{count}-{number}")
        clock.move_by(timedelta(days=2))
        event.listen(connection, "before_cursor_execute", note)
        assert len(engine.tick(connection).woken) == count
        event.remove(connection, "before_cursor_execute", note)
        taken.append(list(seen))
        seen.clear()
    few, many = taken
    assert few == many
    reading = {"sqlite": ["SELECT"], "postgresql": ["SELECT", "SELECT"]}[connection.dialect.name]  # the clock, the due
    writing = {"sqlite": ["UPDATE", "INSERT"], "postgresql": ["WITH"]}[connection.dialect.name]
    assert [one for one in few if one not in {"SAVEPOINT", "RELEASE"}] == [*reading, *writing]
    engine.verify(connection)


def test_asking_what_is_due_reads_the_index_of_wakings_and_no_other_row(
    engine: procflow.Engine, connection: Connection
) -> None:
    submit(engine, connection, "d")
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_c: object, _cursor: object, sql: str, values: tuple[object, ...], *_rest: object) -> None:
        asked.append((sql, values))

    event.listen(connection, "before_cursor_execute", note)
    assert engine.next_wake(connection) is not None
    assert engine.tick(connection).woken == ()
    event.remove(connection, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    if explain == "EXPLAIN":  # of one row, and one that was never vacuumed, it would rather read the table
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_sort = off")
    reading = [(sql, values) for sql, values in asked if "FROM procflow_dossier" in sql]
    assert len(reading) == 2
    for sql, values in reading:
        plan = str(connection.exec_driver_sql(f"{explain} {sql}", values).all())
        assert "procflow_dossier_wake" in plan
        assert "SCAN procflow_dossier'" not in plan
        assert "Seq Scan" not in plan
