"""Every database call takes effect and its answer is lost: all of it is left, or nothing, and a repeat completes it.

A network that breaks after the statement, a listener of the host's that raises: the host is told that it failed, and
the database knows better. Two ways lead out, as with any failure: the host's savepoint, or its rollback. Who commits
all the same keeps all of it or nothing, never a part.
"""

import itertools
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from failpoints import InjectedError, Moment, Route, everything, failing, reached_by
from importing import One
from scenes import OFFICER, SCENES, Operation, prepared
from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.exc import DBAPIError, OperationalError

import procflow
from procflow.dossier import Ask, Reassign
from procflow.engine import prepare_sqlite
from procflow.errors import ConflictError, ProcflowError
from procflow.store import METADATA, statement

QUICK = {
    "the first submission": Route.DRIVER,
    "an outcome after time passed": Route.DRIVER,
    "many commands": Route.DRIVER,
    "a record of the post": Route.SQLALCHEMY,
    "a tick": Route.DRIVER,
    "a tick in a family": Route.SQLALCHEMY,
    "a migration": Route.SQLALCHEMY,
}
"""What is tried each time, on one way each; the campaign tries every scene on both."""

TRIED = (
    [(name, route) for name, scene in SCENES.items() if scene.writes for route in Route]
    if os.environ.get("PROCFLOW_TORTURE")
    else list(QUICK.items())
)
NOT_REPEATED = frozenset({"codes"})
"""Who takes codes again gets the next ones: they have no id to be known by."""

Rows = list[tuple[object, ...]]


def drawn_alike(operate: Operation, engine: procflow.Engine, connection: Connection) -> object:
    """Operate with the salts and ids every other run has, so that each leaves the same bytes."""
    numbers = itertools.count(1)
    with (
        patch("secrets.token_bytes", lambda size: b"\x01" * size),
        patch("uuid.uuid4", lambda: UUID(int=next(numbers))),
    ):
        return operate(engine, connection)


def rows(connection: Connection) -> Rows:
    """Read every row, but for the numbers a rolled back run uses up."""
    found: Rows = []
    for table in METADATA.sorted_tables:
        kept = [column for column in table.columns if column.name not in {"position", "settled_by"}]
        found += [(table.name, *row) for row in connection.execute(select(*kept).order_by(*table.primary_key.columns))]
    return found


def fails(operate: Callable[[], object]) -> bool:
    try:
        operate()
    except (InjectedError, DBAPIError):
        return True
    return False


def is_refused(connection: Connection) -> bool:
    """Say whether PostgreSQL takes nothing more before a rollback, as after any statement that fails there."""
    driver = connection.connection.driver_connection
    status = getattr(getattr(driver, "info", None), "transaction_status", None)
    return getattr(status, "name", "") == "INERROR"


@pytest.mark.parametrize(("name", "route"), TRIED)
def test_a_call_that_took_effect_and_reports_an_error_leaves_nothing_half_written(
    database: Engine, name: str, route: Route
) -> None:
    scene = SCENES[name]
    reached = reached_by(database, route)
    engine, operate = prepared(scene, reached)
    with reached.connect() as connection:
        before, kept = rows(connection), everything(connection)
        first = drawn_alike(operate, engine, connection)
        whole = rows(connection)
        connection.rollback()
        step = failures = 0
        while failures == step:
            step += 1

            def lose_one(step: int = step) -> None:
                with failing(connection, step, route, Moment.AFTER):
                    drawn_alike(operate, engine, connection)

            host = connection.begin_nested()
            if not fails(lose_one):
                break
            failures += 1
            host.rollback()
            assert everything(connection) == kept
            assert fails(lose_one)
            if is_refused(connection):
                connection.rollback()
            assert rows(connection) in (before, whole)
            again = drawn_alike(operate, engine, connection)
            assert not scene.repeats or again == first
            assert name in NOT_REPEATED or rows(connection) == whole
            engine.verify(connection)
            connection.rollback()
            assert everything(connection) == kept
        assert failures >= 2
    if reached is not database:
        reached.dispose()


def test_a_set_whose_end_was_lost_to_what_looks_like_a_race_is_not_sent_a_second_time(tmp_path: Path) -> None:
    """A lost race is what an import goes on after, one by one: what stands there must not count twice."""
    held = sqlite3.OperationalError("database is locked")
    held.sqlite_errorcode = sqlite3.SQLITE_BUSY
    database = prepare_sqlite(create_engine(f"sqlite:///{tmp_path}/office.db"))
    with database.begin() as connection:
        procflow.Engine().create_tables(connection)
    engine, _ = prepared(SCENES["many commands"], database)
    ask: list[One] = [
        ("d", Ask("related-agency", by=OFFICER), None),
        ("e", Reassign("chi", "nghỉ phép", by=OFFICER), None),
    ]
    told = statement.tell
    with database.begin() as connection:
        before = rows(connection)

        def lose(on: Connection, command: str) -> None:
            told(on, command)
            if command.startswith("RELEASE") and rows(connection) != before and not lost:
                lost.append(command)
                raise OperationalError(command, None, held)

        lost: list[str] = []
        with patch("procflow.engine.connection.tell", lose), suppress(DBAPIError, ProcflowError):
            engine.send_many(connection, ask)
        assert lost
        assert rows(connection) == before
    database.dispose()


def test_a_race_after_which_sqlite_has_ended_the_transaction_itself_is_told_as_one(tmp_path: Path) -> None:
    held = sqlite3.OperationalError("database is locked")
    held.sqlite_errorcode = sqlite3.SQLITE_BUSY
    database = prepare_sqlite(create_engine(f"sqlite:///{tmp_path}/office.db"))
    with database.begin() as connection:
        procflow.Engine().create_tables(connection)
    engine, operate = prepared(SCENES["an outcome"], database)
    told = statement.tell

    def end(on: Connection, command: str) -> None:
        if command.startswith("RELEASE"):
            told(on, "ROLLBACK")
            raise OperationalError(command, None, held)
        told(on, command)

    with database.connect() as connection:
        before = rows(connection)
        with patch("procflow.engine.connection.tell", end), pytest.raises(ConflictError, match="PF622"):
            operate(engine, connection)
        connection.rollback()
        assert rows(connection) == before
    database.dispose()
