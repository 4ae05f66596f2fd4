"""The feed of everything recorded, in an order that never lets an entry slip in behind a reader.

Invariants: a reader who goes on from the cursor of the last page gets every entry once, those of one dossier in their
order, however many writers commit in whatever order. On SQLite one writer goes at a time and `position` is that order.
On PostgreSQL an entry counts by the greatest transaction that had written to its dossier (`settled_by`), and is shown
once every transaction up to that one has ended: none that is still to commit can then sort before it. Transaction
numbers are those of one cluster: where a journal was restored into another, `feed` refuses instead of keeping silent,
until `restart` has put what was restored before everything to come.
"""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import BigInteger, Connection, RowMapping, Text, bindparam, cast, func, select, text, tuple_, update

from procflow.errors import MisuseError, StoreError
from procflow.store.chain import Record
from procflow.store.schema import dossier, journal

__all__ = ["feed", "restart"]

_RECORD: Final = tuple(journal.c[name] for name in Record._fields)
_PLACE: Final = (journal.c.settled_by, journal.c.position)
_FEED: Final = select(*_RECORD, *_PLACE).limit(bindparam("limit"))
_AFTER: Final = _FEED.where(journal.c.position > bindparam("position")).order_by(journal.c.position)
_OLDEST_RUNNING: Final = cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger)
_SETTLED: Final = _FEED.where(
    tuple_(*_PLACE) > tuple_(bindparam("settled_by", type_=BigInteger), bindparam("position", type_=BigInteger)),
    journal.c.settled_by < _OLDEST_RUNNING,
).order_by(*_PLACE)


def feed(connection: Connection, cursor: str, limit: int) -> tuple[Sequence[Record], str]:
    """Read up to `limit` entries that follow `cursor` (empty: from the beginning), and the cursor that follows them.

    Raises:
        MisuseError: PF652, when the cursor is not one this feed gave.
        StoreError: PF654, when the cursor, or what is recorded, is of another database than this one.
    """
    settled_by, position = _read_cursor(cursor)
    rows = _rows_after(connection, settled_by, position, limit)
    if not rows:
        _check_end(connection, settled_by, position)
    read = [Record(**{column.name: row[column.name] for column in _RECORD}) for row in rows]
    return read, f"{rows[-1]['settled_by']}.{rows[-1]['position']}" if rows else cursor


def _rows_after(connection: Connection, settled_by: int, position: int, limit: int) -> Sequence[RowMapping]:
    if connection.dialect.name == "postgresql":
        values = {"settled_by": settled_by, "position": position, "limit": limit}
        return connection.execute(_SETTLED, values).mappings().all()
    if settled_by > 0:  # where one writer goes at a time, nothing is
        return ()
    return connection.execute(_AFTER, {"position": position, "limit": limit}).mappings().all()


_NEXT: Final = cast(cast(func.pg_snapshot_xmax(func.pg_current_snapshot()), Text), BigInteger)
_OWN: Final = func.coalesce(cast(cast(func.pg_current_xact_id_if_assigned(), Text), BigInteger), -1)
_GREATEST: Final = select(func.max(journal.c.settled_by)).where(journal.c.settled_by != _OWN).scalar_subquery()
_END_SETTLED: Final = select(_NEXT, _GREATEST)
_END: Final = select(func.max(journal.c.position))


def _check_end(connection: Connection, settled_by: int, position: int) -> None:
    """Refuse to say that nothing follows where that is only so because numbers are of another database."""
    if connection.dialect.name == "postgresql":
        following, greatest = connection.execute(_END_SETTLED).one()
        is_beyond = max(settled_by, greatest or 0) >= following
    else:
        is_beyond = settled_by > 0 or position > (connection.execute(_END).scalar_one() or 0)
    if is_beyond:
        raise StoreError("PF654", cursor=f"{settled_by}.{position}" if settled_by >= 0 else "-")


def restart(connection: Connection) -> str:
    """Put everything recorded so far before everything to come, after a restore; give the cursor that follows it.

    The order in the feed is bookkeeping and no evidence; the guards that keep the journal from being changed are lifted
    for this one statement and stand again after it.
    """
    guarded = connection.dialect.name == "postgresql"
    if guarded:
        connection.execute(text(f"ALTER TABLE {journal.name} DISABLE TRIGGER {journal.name}_append_only"))
        connection.execute(update(journal).where(journal.c.settled_by != 0).values(settled_by=0))
        connection.execute(text(f"ALTER TABLE {journal.name} ENABLE TRIGGER {journal.name}_append_only"))
        connection.execute(update(dossier).where(dossier.c.settled_by != 0).values(settled_by=0))
    last = connection.execute(_END).scalar_one()
    return "" if last is None else f"0.{last}"


_CURSOR: Final = re.compile(r"([0-9]{1,19})\.([0-9]{1,19})", re.ASCII)
_GREATEST_PLACE: Final = 2**63 - 1


def _read_cursor(cursor: str) -> tuple[int, int]:
    if not cursor:
        return -1, -1
    found = _CURSOR.fullmatch(cursor)
    if found is None or max(map(int, found.groups())) > _GREATEST_PLACE:
        raise MisuseError("PF652", cursor=cursor[:64])
    return int(found[1]), int(found[2])
