"""Every database call of every kind of command fails in turn; nothing is half written, and a repeat succeeds.

SQLite tests itself so: fail at the first step, then at the second, until the operation goes through untouched.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.exc import DatabaseError

import procflow
from procflow.dossier import Answer, Apologise, Ask, Command, Take, Wake
from procflow.engine import ManualClock
from procflow.store import METADATA

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
OFFICER = procflow.Actor("chi", roles=("construction-officer", "related-agency"))
ACCEPT = Take("accept", by=RECEPTION)
ASK = Ask("related-agency", by=OFFICER)
ANSWER = Answer("related-agency", "Đồng ý", by=OFFICER)
LATER = timedelta(days=3)

Operation = Callable[[procflow.Engine, Connection], object]


class InjectedError(Exception):
    """What a driver, a network or a disk might raise."""


def accepted(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> None:
    engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id="d")
    clock.move_by(timedelta(minutes=1))
    engine.send(connection, "d", ACCEPT)
    clock.move_by(timedelta(minutes=1))


def nothing(_engine: procflow.Engine, _connection: Connection, _clock: ManualClock) -> None:
    """Start from an empty database."""


def asked(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> None:
    accepted(engine, connection, clock)
    engine.send(connection, "d", ASK)


def overdue(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> None:
    asked(engine, connection, clock)
    clock.move_by(LATER)


def submit(engine: procflow.Engine, connection: Connection) -> object:
    return engine.submit(
        connection, PERMIT, by=APPLICANT, channel="online", case="house", command_id="new", dossier_id="new"
    )


def send(command: Command) -> Operation:
    return lambda engine, connection: engine.send(connection, "d", command, command_id="new")


OPERATIONS: dict[str, tuple[Callable[[procflow.Engine, Connection, ManualClock], None], Operation]] = {
    "the first submission": (nothing, submit),
    "a submission under a known law": (accepted, submit),
    "an outcome": (accepted, send(Take("eligible", by=OFFICER))),
    "an outcome after time passed": (overdue, send(Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"))),
    "a question": (accepted, send(ASK)),
    "an answer": (asked, send(ANSWER)),
    "an apology": (accepted, send(Apologise(until=date(2026, 9, 9), reason="Mưa bão", by=OFFICER))),
    "waking by hand": (overdue, send(Wake())),
    "a tick": (overdue, lambda engine, connection: engine.tick(connection)),
}


@contextmanager
def failing_at(connection: Connection, step: int) -> Iterator[list[int]]:
    """Let the `step`-th statement from here fail, before it reaches the database; count what was asked for.

    What goes to SQLite's driver itself, its savepoints, is refused by the database.
    """
    count = [0]

    def fail(*_: object) -> None:
        count[0] += 1
        if count[0] == step:
            raise InjectedError

    def authorize(action: int, operation: str | None, *_: object) -> int:
        if action != sqlite3.SQLITE_SAVEPOINT or operation == "ROLLBACK":
            return sqlite3.SQLITE_OK
        count[0] += 1
        return sqlite3.SQLITE_DENY if count[0] == step else sqlite3.SQLITE_OK

    driver = connection.connection.driver_connection
    event.listen(connection, "before_cursor_execute", fail)
    if isinstance(driver, sqlite3.Connection):
        driver.set_authorizer(authorize)
    try:
        yield count
    finally:
        event.remove(connection, "before_cursor_execute", fail)
        if isinstance(driver, sqlite3.Connection):
            driver.set_authorizer(None)


def counts(connection: Connection) -> list[object]:
    tables = [select(func.count()).select_from(table) for table in METADATA.sorted_tables]
    versions = connection.execute(text("SELECT id, version FROM procflow_dossier ORDER BY id")).all()
    return [*(connection.scalar(statement) for statement in tables), versions]


@pytest.mark.parametrize("host", ["plain", "savepoint", "rollback"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_command_that_fails_at_any_step_leaves_nothing_and_succeeds_when_repeated(
    engine: procflow.Engine, database: Engine, clock: ManualClock, name: str, host: str
) -> None:
    prepare, operate = OPERATIONS[name]
    with database.begin() as connection:
        prepare(engine, connection, clock)
    failures = 0
    while True:
        with database.connect() as connection:
            before = counts(connection)
            connection.execute(text("INSERT INTO visit VALUES (:name)"), {"name": str(failures)})
            nested = connection.begin_nested() if host == "savepoint" else None
            with failing_at(connection, failures + 1) as count:
                try:
                    operate(engine, connection)
                except (InjectedError, DatabaseError):
                    failures += 1
                else:
                    assert count[0] == failures
                    break
            if nested is not None:
                nested.rollback()
            assert counts(connection) == before
            engine.verify(connection)
            if host == "rollback":
                connection.rollback()
            else:
                connection.commit()
        with database.connect() as connection:
            assert counts(connection) == before
    assert failures >= (2 if database.dialect.name == "postgresql" else 5)
    with database.begin() as connection:
        first = operate(engine, connection)
        assert operate(engine, connection) == first or name in {"waking by hand", "a tick"}
        engine.verify(connection)
        assert counts(connection) != before


def test_a_commit_that_succeeds_but_reports_an_error_is_repeated_without_a_second_effect(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    with database.begin() as connection:
        accepted(engine, connection, clock)

    def lost(connection: Connection) -> None:
        connection.connection.commit()
        raise InjectedError

    with database.connect() as connection:
        event.listen(connection, "commit", lost)
        reply = engine.send(connection, "d", ASK, command_id="ask-1")
        with pytest.raises(InjectedError):
            connection.commit()
        event.remove(connection, "commit", lost)
    with database.begin() as connection:
        length = len(engine.history(connection, "d"))
        assert engine.send(connection, "d", ASK, command_id="ask-1") == reply
        assert len(engine.history(connection, "d")) == length
