"""Django's own transaction, as a connection that procflow can work on.

Invariants: nothing is opened, committed, rolled back or closed here: the connection and its transaction are Django's,
and end with `transaction.atomic()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections
from sqlalchemy import Connection, Engine, NullPool, create_engine

from procflow.errors import StoreError

__all__ = ["shared"]

_DRIVERS: Final = {"sqlite": "sqlite+pysqlite://", "postgresql": "postgresql+psycopg://"}


@contextmanager
def shared(using: str = DEFAULT_DB_ALIAS) -> Iterator[Connection]:
    """Give a connection for `engine.send(...)` that is inside the transaction Django has open on the database `using`.

    What is written is kept or undone together with what your models wrote. On PostgreSQL, Django must use psycopg 3.

    Raises:
        StoreError: PF631 outside `transaction.atomic()`, PF636 for a database other than SQLite and PostgreSQL.
    """
    django = connections[using]
    if django.vendor not in _DRIVERS:
        raise StoreError("PF636", dialect=django.vendor)
    if not django.in_atomic_block:
        raise StoreError("PF631")
    with _engine(using, django.vendor).connect() as connection:
        yield connection


@lru_cache(maxsize=16)
def _engine(using: str, vendor: str) -> Engine:
    """Build an engine whose connections are those Django has open in the thread that asks, and stay Django's."""
    options = {"use_native_hstore": False} if vendor == "postgresql" else {}
    engine = create_engine(
        _DRIVERS[vendor],
        creator=lambda: connections[using].connection,
        poolclass=NullPool,
        pool_reset_on_return=None,
        **options,
    )
    for ending in ("do_begin", "do_commit", "do_rollback", "do_close"):
        setattr(engine.dialect, ending, _leave_to_django)
    return engine


def _leave_to_django(_connection: object) -> None:
    """Do nothing: the transaction is not ours to end."""
