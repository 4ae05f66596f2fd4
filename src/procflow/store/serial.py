"""The numbers of the day: a counter per agency and day, moved on in the caller's transaction.

Invariants: two callers never get the same number, whatever isolation they run, because the second waits for the first
or is turned away; a rollback gives the number back, so that the numbers of a day have no gaps.
"""

from typing import Final

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from procflow.store.schema import serial

__all__ = ["next_serials"]

_KEY: Final = (serial.c.agency, serial.c.day)


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
