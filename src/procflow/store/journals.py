"""All journals, one after the other, a page of dossiers at a time.

Invariant: a journal is given whole; how many there are does not decide how much is held at once.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection, bindparam, select

from procflow.store.chain import Record
from procflow.store.schema import dossier, journal

__all__ = ["journals"]

_PAGE: Final = 200
_IDS: Final = (
    select(dossier.c.id)
    .where(dossier.c.id > bindparam("after"), dossier.c.submitted_at <= bindparam("by"))
    .order_by(dossier.c.id)
    .limit(_PAGE)
)
_RECORDS: Final = (
    select(*(journal.c[name] for name in Record._fields))
    .where(journal.c.dossier.in_(bindparam("ids", expanding=True)))
    .order_by(journal.c.dossier, journal.c.seq)
)


def journals(connection: Connection, submitted_by: str) -> Iterator[list[Record]]:
    """Give the journal of every dossier handed in by a moment, first entry first."""
    after = ""
    while ids := connection.execute(_IDS, {"after": after, "by": submitted_by}).scalars().all():
        rows = connection.execute(_RECORDS, {"ids": list(ids)})
        read = (Record(**row._mapping) for row in rows)  # noqa: SLF001 - SQLAlchemy's documented name
        yield from (list(one) for _, one in groupby(read, attrgetter("dossier")))
        after = ids[-1]
