"""A statement that is sent again and again: SQLAlchemy makes its text once, and the driver gets the text at once.

Invariants: the text is the one SQLAlchemy's compiler makes for the dialect, and values are always bound and never part
of it; it runs on the caller's connection, in the caller's transaction; whoever listens to what SQLAlchemy sends, or has
it logged, when a call begins sees every statement, because it goes through SQLAlchemy then; errors are SQLAlchemy's on
either way.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, cast

from sqlalchemy import Connection, CursorResult, Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase

if TYPE_CHECKING:
    import psycopg

__all__ = ["Answer", "Statement", "begin", "heeding", "tell"]

TRIED: Final = frozenset({"pysqlite", "aiosqlite", "psycopg"})
"""The drivers that take and give procflow's values as they are; others get them through SQLAlchemy's types."""

STRAIGHT: Final = frozenset({"pysqlite", "psycopg"})
"""The drivers that are asked themselves where nobody listens: SQLAlchemy's way costs more than the statement."""

_LINE: Final = "procflow_line"  # where a connection's `info` holds what `heeding` found

Made = UpdateBase | Select[Any]
Row = tuple[Any, ...]  # what the columns hold: the types are the schema's
_Driver: TypeAlias = "sqlite3.Connection | psycopg.Connection[Row]"


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what a statement gave: its rows as the driver gives them, in the order of the columns, and their number."""

    rows: Sequence[Row]
    rowcount: int


@dataclass(frozen=True, slots=True)
class _Text:
    """Hold the text for one dialect; `arrange` brings values into the order of its places, where it is another."""

    sql: str
    arrange: Callable[[Row], Row] | None

    def values(self, row: Row) -> Row:
        return row if self.arrange is None else self.arrange(row)


class Statement:
    """Send one statement many times; its values are given as a row, in the order of `names`."""

    __slots__ = ("_binary", "_made", "_names", "_texts")

    def __init__(self, made: Made, names: Sequence[str], *, binary: bool = False) -> None:
        """Take the statement as SQLAlchemy's builder made it, and the names of its values in the caller's order.

        `binary` has psycopg hand the values over in PostgreSQL's binary form, which for arrays costs half the text.
        """
        self._binary = binary
        self._made = made.execution_options(preserve_rowcount=True)  # which SQLAlchemy forgets for an INSERT
        self._names = tuple(names)
        self._texts: dict[tuple[str, bool], _Text] = {}

    def run(self, connection: Connection, row: Row) -> Answer:
        """Send it once."""
        if connection.dialect.driver not in TRIED:
            return _answer(connection.execute(self._made, dict(zip(self._names, row, strict=True))))
        driver = _straight(connection)
        if isinstance(driver, sqlite3.Connection):
            return _ask_sqlite(connection, driver, self._text(connection.dialect), row)
        if driver is not None:
            text = self._text(connection.dialect, numbered=not self._binary)
            return _ask_psycopg(connection, driver, text, row, numbered=not self._binary)
        text = self._text(connection.dialect)
        return _answer(connection.exec_driver_sql(text.sql, text.values(row)))

    def run_many(self, connection: Connection, rows: Sequence[Row]) -> int:
        """Send it once for each of `rows`, of which there is at least one; give how many rows it concerned."""
        if connection.dialect.driver not in TRIED:
            return connection.execute(self._made, [dict(zip(self._names, row, strict=True)) for row in rows]).rowcount
        text = self._text(connection.dialect)
        values = [text.values(row) for row in rows]
        driver = _straight(connection)
        if not isinstance(driver, sqlite3.Connection):
            return connection.exec_driver_sql(text.sql, values).rowcount
        try:
            return driver.executemany(text.sql, values).rowcount
        except BaseException as error:  # noqa: BLE001 - it is raised again, as SQLAlchemy raises it
            _raise(connection, text.sql, error)

    def _text(self, dialect: Dialect, *, numbered: bool = False) -> _Text:
        """Give the text; `numbered` is how psycopg takes it without reading it for its places each time."""
        key = (dialect.driver, numbered)
        text = self._texts.get(key)
        if text is None:
            text = _written(self._made, self._names, dialect, numbered=numbered)
            if self._binary and dialect.driver == "psycopg":
                text = replace(text, sql=text.sql.replace("%s", "%b"))
            self._texts[key] = text
        return text


def _written(made: Made, names: tuple[str, ...], dialect: Dialect, *, numbered: bool) -> _Text:
    """Write the text with places instead of names, which every driver that is tried understands and binds faster."""
    style = "format" if dialect.paramstyle == "pyformat" else dialect.paramstyle
    make: Callable[..., Dialect] = type(dialect)
    compiled = made.compile(dialect=make(paramstyle="numeric_dollar" if numbered else style))
    place = {name: number for number, name in enumerate(names)}
    places = [place[name] for name in getattr(compiled, "positiontup", None) or ()]
    if places == list(range(len(names))):
        return _Text(str(compiled), None)
    return _Text(str(compiled), itemgetter(*places))


def _straight(connection: Connection) -> "_Driver | None":
    """Give the driver's connection where SQLAlchemy would only pass a statement on: nobody listens or logs.

    A transaction that has ended or failed is SQLAlchemy's to refuse.
    """
    transaction, nested = connection.get_transaction(), connection.get_nested_transaction()
    if transaction is None or not transaction.is_active or (nested is not None and not nested.is_active):
        return None
    known: tuple[_Driver | None] | None = connection.info.get(_LINE)
    return _line(connection) if known is None else known[0]


def _line(connection: Connection) -> "_Driver | None":
    return None if _is_heard(connection) else _driver(connection)


@contextmanager
def heeding(connection: Connection) -> Iterator[None]:
    """Look once who listens, for all statements of one call: looking costs as much as sending some of them."""
    info = connection.info
    info[_LINE] = (_line(connection),)
    try:
        yield
    finally:
        info.pop(_LINE, None)


def _is_heard(connection: Connection) -> bool:
    """Say whether anybody is to see what is sent: a listener to statements or errors, or a log."""
    heard, rules = connection.dispatch, connection.dialect.dispatch
    return bool(
        heard.before_cursor_execute
        or heard.after_cursor_execute
        or rules.do_execute
        or rules.do_execute_no_params
        or rules.do_executemany
        or rules.handle_error
        or connection.engine.logger.isEnabledFor(logging.INFO)
    )


def _driver(connection: Connection) -> "_Driver | None":
    dialect = connection.dialect
    if dialect.driver not in STRAIGHT or dialect.is_async:
        return None
    return cast("sqlite3.Connection | psycopg.Connection[Row]", connection.connection.driver_connection)


def tell(connection: Connection, command: str) -> None:
    """Send a command that takes no values and answers nothing.

    Raises:
        DBAPIError: as SQLAlchemy does.
    """
    _command(connection, _straight(connection), command)


def begin(connection: Connection, command: str) -> None:
    """Begin a transaction that SQLAlchemy is just about to call begun, which is why it is not asked for one.

    Raises:
        DBAPIError: as SQLAlchemy does.
    """
    _command(connection, None if _is_heard(connection) else _driver(connection), command)


def _command(connection: Connection, driver: "_Driver | None", sql: str) -> None:
    if driver is None:
        connection.exec_driver_sql(sql)
        return
    try:
        driver.execute(sql)
    except BaseException as error:  # noqa: BLE001 - as above
        _raise(connection, sql, error)


def _answer(result: CursorResult[Any]) -> Answer:
    return Answer([tuple(row) for row in result] if result.returns_rows else (), result.rowcount)


def _ask_sqlite(connection: Connection, driver: sqlite3.Connection, text: _Text, row: Row) -> Answer:
    try:
        cursor = driver.execute(text.sql, text.values(row))
        return Answer(cursor.fetchall(), cursor.rowcount)
    except BaseException as error:  # noqa: BLE001 - as above
        _raise(connection, text.sql, error)


def _ask_psycopg(
    connection: Connection, driver: "psycopg.Connection[Row]", text: _Text, row: Row, *, numbered: bool
) -> Answer:
    from psycopg import Cursor, RawCursor  # noqa: PLC0415 - only who has this driver gets here

    try:
        with RawCursor(driver) if numbered else Cursor(driver) as cursor:  # a host's own may answer in text alone
            cursor.execute(text.sql.encode(), text.values(row), binary=True)
            has_rows = cursor.pgresult is not None and cursor.pgresult.nfields  # describing them would cost more
            return Answer(cursor.fetchall() if has_rows else (), cursor.rowcount)
    except BaseException as error:  # noqa: BLE001 - as above
        _raise(connection, text.sql, error)


def _raise(connection: Connection, sql: str, error: BaseException) -> NoReturn:
    """Raise what SQLAlchemy raises for an error of the driver, the values left out: they may be personal."""
    kinds = connection.dialect.loaded_dbapi.Error
    if not isinstance(error, Exception):  # an interrupt leaves nobody knows what on the wire
        connection.invalidate(error)
        raise error
    if not isinstance(error, kinds):
        raise error
    is_lost = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    told = DBAPIError.instance(sql, None, error, kinds, dialect=connection.dialect, connection_invalidated=is_lost)
    if is_lost:
        connection.invalidate(error)
    raise told from error
