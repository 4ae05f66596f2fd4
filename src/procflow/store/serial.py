"""The numbers of the day: a counter per agency and day, moved on in the caller's transaction.

Invariants: two callers never get the same number, whatever isolation they run, because the second waits for the first
or is turned away; a rollback gives the number back, so that the numbers of a day have no gaps.
"""

from typing import Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from procflow.store.schema import serial

__all__ = ["last_serial", "next_serials"]

_KEY: Final = (serial.c.agency, serial.c.day)
_LAST: Final = select(serial.c.last).where(serial.c.agency == bindparam("agency"), serial.c.day == bindparam("day"))
_WAITING: Final = _LAST.with_for_update()
_PASSING: Final = _LAST.with_for_update(skip_locked=True)


def last_serial(connection: Connection, agency: str, day: str, *, wait: bool) -> int | None:
    """Read the last number of `agency` on `day` that was taken, 0 where none was, and lock the counter that is there.

    None, when another transaction has it and nobody is to `wait` for it.
    """
    values = {"agency": agency, "day": day}
    last: int | None = connection.execute(_WAITING if wait else _PASSING, values).scalar_one_or_none()
    if last is not None:
        return last
    is_there = not wait and connection.execute(_LAST, values).scalar_one_or_none() is not None
    return None if is_there else 0


def next_serials(connection: Connection, agency: str, day: str, count: int, *, most: int) -> range | None:
    """Take the next `count` numbers of `agency` on `day`; None, and nothing taken, when there are not so many left."""
    if count > most:
        return None
    dialect = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    new = dialect(serial).values(agency=agency, day=day, last=count)
    moved = new.on_conflict_do_update(
        index_elements=_KEY,
        set_={"last": serial.c.last + count},
        where=serial.c.last + count <= most,
    ).returning(serial.c.last)
    last = connection.execute(moved).scalar_one_or_none()
    return None if last is None else range(last - count + 1, last + 1)
