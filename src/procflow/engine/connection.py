"""The host's connection: whether it can keep the promises, and what its errors mean.

Invariants: nothing here commits or opens a second connection (`examine` alone does, to try how a SQLite file begins a
transaction); every write stands in a savepoint or is one statement, so that a command that fails leaves the host's
transaction as it was; no error of a lost race leaves as the driver raised it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from procflow.engine.intake import check_kind
from procflow.engine.lost_race import SAME_ID
from procflow.errors import ConflictError, JournalError, ProcflowError, StoreError
from procflow.store.statement import begin as begin_with
from procflow.store.statement import heeding, tell

__all__ = ["Host", "prepare_sqlite", "working", "writable"]

Host = Connection | Session
"""What the host hands over: its connection or its session, in whose transaction everything happens."""

_SERIALIZATION: Final = frozenset({"40001", "40P01", "55P03"})
_MISSING_TABLE: Final = "42P01"
_SAVEPOINT: Final = "procflow_command"
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PRIMARY: Final = 0xFF


def prepare_sqlite(engine: Engine, *, begin: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE") -> Engine:
    """Make every transaction of a SQLite engine begin with BEGIN, and give the engine back; others are left alone.

    The driver's legacy mode begins a transaction only at the first INSERT, so that a read before it is not part of it
    and the release of a first savepoint commits. `IMMEDIATE` takes the write lock at once: no writer is turned away
    midway. An engine that is prepared already stays as it is. Of an asynchronous one, give the `sync_engine`.

    Raises:
        MisuseError: PF616 for what is no engine.
    """
    check_kind(engine, Engine, "engine", "sqlalchemy.Engine")
    if engine.dialect.name != "sqlite" or event.contains(engine, "connect", _leave_begin_to_us):
        return engine

    def on_begin(connection: Connection) -> None:
        opened = connection.connection.dbapi_connection
        if opened is not None and opened.isolation_level is not None:
            _leave_begin_to_us(opened)  # it was opened before; thrown away, a database in memory would be gone
        begin_with(connection, f"BEGIN {begin}")

    event.listen(engine, "connect", _leave_begin_to_us)
    event.listen(engine, "begin", on_begin)
    return engine


def _leave_begin_to_us(connection: DBAPIConnection, _entry: ConnectionPoolEntry | None = None) -> None:
    connection.isolation_level = None


@contextmanager
def working(host: Host) -> Iterator[Connection]:
    """Work on the connection of `host`, in a transaction that can keep the promises.

    Raises:
        StoreError: PF630, PF631 or PF636, when a rollback of the host would not undo what procflow writes.
        StoreError: PF659, when SQLAlchemy is told to look for tables in another schema than the database would.
        StoreError: PF632, when procflow's tables are missing.
        MisuseError: PF616, when `host` is something else, such as the engine that makes connections.
        ConflictError: PF622, when the database lets another transaction go first.
    """
    with _named_errors():
        check_kind(host, (Connection, Session), "host", "Connection | Session")
        connection = host.connection() if isinstance(host, Session) else host
        if not connection.in_transaction():
            connection.begin()
        _check(connection)
        with heeding(connection):
            yield connection


@contextmanager
def writable(connection: Connection, at_once: str = "") -> Iterator[None]:
    """Write in a savepoint; the driver's errors of a lost race become `ConflictError`.

    The savepoint is procflow's own and not SQLAlchemy's: that one rolls nothing back when its release fails, and a host
    that caught the error and committed would keep what it was told had failed.

    `at_once` names the dossier where nothing but `append` is to be done: that is one statement on PostgreSQL, which
    leaves nothing half written, so it is spared the savepoint, two more answers to wait for. As after any statement
    that fails there, the host rolls back, or to a savepoint of its own, before it goes on.
    """
    with _named_errors():
        if at_once and connection.dialect.name == "postgresql":
            try:
                yield
            except IntegrityError as error:
                raise _taken(error, at_once) from error
            return
        with _savepoint(connection) as name:
            tell(connection, f"SAVEPOINT {name}")
            try:
                yield
                tell(connection, f"RELEASE SAVEPOINT {name}")
            except BaseException as error:
                _take_back(connection, name, error)
                raise


@contextmanager
def _savepoint(connection: Connection) -> Iterator[str]:
    """Name a savepoint by how many of procflow's are open: an outer one must not be taken for the one within it."""
    info = connection.info
    depth = info[_SAVEPOINT] = info.get(_SAVEPOINT, 0) + 1
    try:
        yield f"{_SAVEPOINT}_{depth}"
    finally:
        info[_SAVEPOINT] = depth - 1


def _take_back(connection: Connection, name: str, error: BaseException) -> None:
    """Roll back to a savepoint; a connection that is lost has rolled back by itself, and `error` says more of it.

    Raises:
        SQLAlchemyError: when it could not be done, and `error` would say that nothing was written.
    """
    try:
        tell(connection, f"ROLLBACK TO SAVEPOINT {name}")
        tell(connection, f"RELEASE SAVEPOINT {name}")
    except SQLAlchemyError:
        told = _named(error) if isinstance(error, DBAPIError) else error
        if isinstance(told, ProcflowError | IntegrityError) and not _is_over(connection):
            raise


def _is_over(connection: Connection) -> bool:
    """Say whether SQLite has rolled the whole transaction back by itself, as it does after some errors."""
    return connection.dialect.name == "sqlite" and not getattr(
        connection.connection.driver_connection, "in_transaction", True
    )


def _taken(error: IntegrityError, dossier_id: str) -> StoreError:
    """Say what a key that is taken means, without asking a transaction that answers no more."""
    if getattr(getattr(error.orig, "diag", None), "constraint_name", "") == "procflow_journal_entry":
        return JournalError("PF643", dossier=dossier_id)  # the head that was there is not the end of the journal
    return ConflictError("PF622", reason=SAME_ID)


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        error.hide_parameters = True  # what was to be written may be personal, and errors end up in logs
        raise _named(error) from error


def _named(error: DBAPIError) -> Exception:
    """Tell a lost race and missing tables from errors that are the host's own to see."""
    cause = error.orig
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    code = getattr(cause, "sqlite_errorcode", 0) & _PRIMARY
    if state in _SERIALIZATION or code in _BUSY:
        return ConflictError("PF622", reason=str(cause).splitlines()[0])
    if state == _MISSING_TABLE or "no such table: procflow_" in str(cause):
        return StoreError("PF632")
    return error


def _check(connection: Connection) -> None:
    schemas = connection.get_execution_options().get("schema_translate_map")
    if schemas and None in schemas:  # only what SQLAlchemy writes anew each time would go to the other schema
        raise StoreError("PF659", schema=schemas[None])
    driver = connection.connection.driver_connection
    match connection.dialect.name:
        case "sqlite":
            _check_sqlite(driver)
        case "postgresql":
            around = connection.connection.dbapi_connection  # asyncpg's own does not know, what is around it does
            if any(getattr(one, "autocommit", False) is True for one in (driver, around)):
                raise StoreError("PF631")
        case other:
            raise StoreError("PF636", dialect=other)


def _check_sqlite(driver: object) -> None:
    """Ask the driver, not SQLAlchemy: only it knows whether BEGIN was sent."""
    autocommit = getattr(driver, "autocommit", None)
    if autocommit is False:
        return
    if autocommit is True:
        raise StoreError("PF631")
    if getattr(driver, "isolation_level", None) is not None:
        raise StoreError("PF630")
    if not getattr(driver, "in_transaction", False):
        raise StoreError("PF631")
