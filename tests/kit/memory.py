"""Databases that are closed at the end: Python 3.13 warns of one that is only forgotten."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Pool, create_engine, event

from procflow import prepare_sqlite

__all__ = ["closing_what_is_opened", "in_memory"]


@contextmanager
def in_memory() -> Iterator[Connection]:
    """Connect to a database of one's own that is gone afterwards."""
    database = prepare_sqlite(create_engine("sqlite://"))
    try:
        with database.connect() as connection:
            yield connection
    finally:
        database.dispose()


@contextmanager
def closing_what_is_opened() -> Iterator[None]:
    """Close what the block opens through SQLAlchemy and leaves open, as examples do that end with their program."""
    opened: list[object] = []

    def remember(connection: object, _: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", remember)
    try:
        yield
    finally:
        event.remove(Pool, "connect", remember)
        for connection in opened:
            if isinstance(connection, sqlite3.Connection):
                connection.close()
