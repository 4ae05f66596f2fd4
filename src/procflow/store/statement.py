"""A statement that is sent again and again: SQLAlchemy makes its text once, and the driver gets the text at once.

Invariants: the text is the one SQLAlchemy's compiler makes for the dialect, values are always bound and never part of
it; it runs on the caller's connection through SQLAlchemy, so that a host's events and traces see it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, CursorResult, Dialect, Select
from sqlalchemy.sql.dml import UpdateBase

__all__ = ["Statement"]

TRIED: Final = frozenset({"pysqlite", "aiosqlite", "psycopg"})
"""The drivers that take and give procflow's values as they are; others get them through SQLAlchemy's types."""

Made = UpdateBase | Select[Any]
Row = tuple[Any, ...]  # what the columns hold: the types are the schema's


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
        self._texts: dict[str, _Text] = {}

    def run(self, connection: Connection, row: Row) -> CursorResult[Any]:
        """Send it once; rows come as the driver gives them, in the order of the columns."""
        if connection.dialect.driver not in TRIED:
            return connection.execute(self._made, dict(zip(self._names, row, strict=True)))
        text = self._text(connection.dialect)
        return connection.exec_driver_sql(text.sql, text.values(row))

    def run_many(self, connection: Connection, rows: Sequence[Row]) -> CursorResult[Any]:
        """Send it once for each of `rows`, of which there is at least one."""
        if connection.dialect.driver not in TRIED:
            return connection.execute(self._made, [dict(zip(self._names, row, strict=True)) for row in rows])
        text = self._text(connection.dialect)
        return connection.exec_driver_sql(text.sql, [text.values(row) for row in rows])

    def _text(self, dialect: Dialect) -> _Text:
        text = self._texts.get(dialect.driver)
        if text is None:
            text = _written(self._made, self._names, dialect)
            if self._binary and dialect.driver == "psycopg":
                text = replace(text, sql=text.sql.replace("%s", "%b"))
            self._texts[dialect.driver] = text
        return text


def _written(made: Made, names: tuple[str, ...], dialect: Dialect) -> _Text:
    """Write the text with places instead of names, which every driver that is tried understands and binds faster."""
    style = "format" if dialect.paramstyle == "pyformat" else dialect.paramstyle
    make: Callable[..., Dialect] = type(dialect)
    compiled = made.compile(dialect=make(paramstyle=style))
    place = {name: number for number, name in enumerate(names)}
    places = [place[name] for name in getattr(compiled, "positiontup", None) or ()]
    if places == list(range(len(names))):
        return _Text(str(compiled), None)
    return _Text(str(compiled), itemgetter(*places))
