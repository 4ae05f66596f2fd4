"""Failure on order: the n-th call a database is asked for fails, by the way of SQLAlchemy or in the driver itself.

Invariants: what fails never reaches the database, or has taken effect there and its answer is lost, as the test says;
once the call has failed, those after it go through, so that whatever cleans up can; an error of the driver is one the
driver knows.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
from unittest.mock import patch

from sqlalchemy import Connection, Engine, create_engine, event

from procflow.engine import prepare_sqlite
from procflow.store import METADATA

__all__ = ["Fuse", "InjectedError", "Moment", "Route", "everything", "failing", "reached_by"]


class InjectedError(Exception):
    """What a network, a disk or a host's own listener might raise."""


class Route(StrEnum):
    """Name where the failure happens, and so by which way procflow's statements go."""

    SQLALCHEMY = "sqlalchemy"
    """Somebody listens to what SQLAlchemy sends: every statement goes through it."""
    DRIVER = "driver"
    """Nobody listens: what is sent again and again goes straight to the driver."""


class Moment(StrEnum):
    """Name when a call fails: the database never hears of it, or has done it and nobody hears that it has."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(slots=True)
class Fuse:
    """Let the `step`-th call fail, and count those that were asked for; the step 0 never comes."""

    step: int
    moment: Moment = Moment.BEFORE
    asked: int = 0

    def burn(self, error: Callable[[str], Exception]) -> None:
        """Count a call; raise `error` when it is the one that is to fail."""
        self.asked += 1
        if self.asked == self.step:
            message = "this call was made to fail"
            raise error(message)

    @contextmanager
    def around(self, error: Callable[[str], Exception]) -> Iterator[None]:
        """Count the call made within, and fail before it or after it."""
        if self.moment is Moment.BEFORE:
            self.burn(error)
        yield
        if self.moment is Moment.AFTER:
            self.burn(error)


class _FailingCursor(sqlite3.Cursor):
    def execute(self, *given: Any) -> "_FailingCursor":  # noqa: ANN401 - whatever sqlite3 takes
        with cast("_FailingSqlite", self.connection).fuse.around(sqlite3.OperationalError):
            return super().execute(*given)

    def executemany(self, *given: Any) -> "_FailingCursor":  # noqa: ANN401 - likewise
        with cast("_FailingSqlite", self.connection).fuse.around(sqlite3.OperationalError):
            return super().executemany(*given)


class _FailingSqlite(sqlite3.Connection):
    """A connection whose every cursor asks its fuse first, those of its own shortcuts too."""

    fuse = Fuse(0)

    def cursor(self, *_: Any) -> Any:  # noqa: ANN401 - as sqlite3 declares it
        return super().cursor(_FailingCursor)

    def execute(self, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401 - whatever sqlite3 takes
        return cast("sqlite3.Cursor", self.cursor().execute(*given))

    def executemany(self, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401 - likewise
        return cast("sqlite3.Cursor", self.cursor().executemany(*given))


def reached_by(database: Engine, route: Route) -> Engine:
    """Give an engine for the same database, whose calls can be made to fail on `route`."""
    if route is Route.SQLALCHEMY or database.dialect.name != "sqlite":
        return database
    made = prepare_sqlite(create_engine(database.url, connect_args={"factory": _FailingSqlite}))
    event.listen(made, "connect", lambda raw, _entry: raw.execute("PRAGMA synchronous=OFF"))
    return made


@contextmanager
def failing(connection: Connection, step: int, route: Route, moment: Moment = Moment.BEFORE) -> Iterator[Fuse]:
    """Let the `step`-th call on `connection` from here on fail, before it reaches the database or once it has."""
    fuse = Fuse(step, moment)
    with ExitStack() as stack:
        if route is Route.SQLALCHEMY:
            stack.enter_context(_listening(connection, fuse))
        elif connection.dialect.name == "sqlite":
            stack.enter_context(patch.object(connection.connection.driver_connection, "fuse", fuse))
        else:
            stack.enter_context(_patched_psycopg(fuse))
        yield fuse


@contextmanager
def _listening(connection: Connection, fuse: Fuse) -> Iterator[None]:
    def listener(*_: object) -> None:
        fuse.burn(InjectedError)

    name = f"{fuse.moment}_cursor_execute"
    event.listen(connection, name, listener)
    try:
        yield
    finally:
        event.remove(connection, name, listener)


@contextmanager
def _patched_psycopg(fuse: Fuse) -> Iterator[None]:
    import psycopg  # noqa: PLC0415 - where PostgreSQL is tested at all

    def asking(sent: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            with fuse.around(psycopg.OperationalError):
                return sent(*given, **named)

        return call

    with ExitStack() as stack:
        for name in ("execute", "executemany"):
            stack.enter_context(patch.object(psycopg.Cursor, name, asking(getattr(psycopg.Cursor, name))))
        yield


_LONG = {"procflow_definition": "hash, code, version", "procflow_calendar": "version"}
"""The tables of long texts, which stand under their hashes."""


def everything(connection: Connection) -> list[tuple[str, object]]:
    """Read every row of every table of procflow's, as the driver gives it."""
    found: list[tuple[str, object]] = []
    cursor = connection.connection.cursor()
    for table in METADATA.sorted_tables:
        columns = _LONG.get(table.name, ", ".join(table.columns.keys()))
        key = ", ".join(table.primary_key.columns.keys())
        cursor.execute(f"SELECT {columns} FROM {table.name} ORDER BY {key}")  # noqa: S608 - the schema's own names
        found += [(table.name, row) for row in cursor.fetchall()]
    cursor.close()
    return found
