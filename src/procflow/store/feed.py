"""The feed of everything recorded, in an order that never lets an entry slip in behind a reader.

Invariants: a reader who goes on from the cursor of the last page gets every entry once, those of one dossier in their
order, however many writers commit in whatever order. On SQLite one writer goes at a time and `position` is that order.
On PostgreSQL an entry counts by the greatest transaction that had written to its dossier (`settled_by`), and is shown
once every transaction up to that one has ended: none that is still to commit can then sort before it.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

from sqlalchemy import BigInteger, Connection, Text, bindparam, cast, func, select, tuple_

from procflow.errors import MisuseError
from procflow.store.chain import Record
from procflow.store.schema import journal

__all__ = ["feed"]

_RECORD: Final = tuple(journal.c[item.name] for item in fields(Record))
_PLACE: Final = (journal.c.settled_by, journal.c.position)
_AFTER: Final = (
    select(*_RECORD, *_PLACE)
    .where(tuple_(*_PLACE) > tuple_(bindparam("settled_by", type_=BigInteger), bindparam("position", type_=BigInteger)))
    .order_by(*_PLACE)
    .limit(bindparam("limit"))
)
_OLDEST_RUNNING: Final = cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger)
_SETTLED: Final = _AFTER.where(journal.c.settled_by < _OLDEST_RUNNING)


def feed(connection: Connection, cursor: str, limit: int) -> tuple[Sequence[Record], str]:
    """Read up to `limit` entries that follow `cursor` (empty: from the beginning), and the cursor that follows them.

    Raises:
        MisuseError: PF652, when the cursor is not one this feed gave.
    """
    settled_by, position = _read_cursor(cursor)
    statement = _SETTLED if connection.dialect.name == "postgresql" else _AFTER
    values = {"settled_by": settled_by, "position": position, "limit": limit}
    rows = connection.execute(statement, values).mappings().all()
    read = [Record(**{column.name: row[column.name] for column in _RECORD}) for row in rows]
    return read, f"{rows[-1]['settled_by']}.{rows[-1]['position']}" if rows else cursor


def _read_cursor(cursor: str) -> tuple[int, int]:
    if not cursor:
        return -1, -1
    settled_by, _, position = cursor.partition(".")
    if not (settled_by.isdecimal() and position.isdecimal() and cursor.isascii()):
        raise MisuseError("PF652", cursor=cursor[:64])
    return int(settled_by), int(position)
