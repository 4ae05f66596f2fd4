"""Rows made anew from journals, after a release that keeps more of a dossier in its row, or keeps it otherwise.

Invariants: a journal is never touched, and neither is a row whose head is not the end of its journal: that one is
evidence, and `verify` names it; a row that is as it should be is not written.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from procflow.store.projection import Head, Value
from procflow.store.schema import dossier

__all__ = ["Row", "put_row", "rows_after"]

Row = Mapping[str, Value]
_COLUMNS: Final = tuple(column for column in dossier.c if column.name not in {"settled_by", "seal_key", "seal"})
_AFTER: Final = (
    select(*_COLUMNS)
    .where(dossier.c.id > bindparam("after"))
    .order_by(dossier.c.id)
    .limit(bindparam("limit"))
    .with_for_update()
)
_PUT: Final = update(dossier).where(dossier.c.id == bindparam("_id"), dossier.c.version == bindparam("_version"))


def rows_after(connection: Connection, after: str, limit: int) -> list[tuple[Head, Row]]:
    """Lock and read up to `limit` rows whose ids follow `after`; those other writers hold are waited for."""
    rows = connection.execute(_AFTER, {"after": after, "limit": limit}).mappings()
    return [(Head(row["id"], row["version"], row["head"]), dict(row)) for row in rows]


def put_row(connection: Connection, head: Head, row: Row) -> bool:
    """Replace a row by `row`; False when its head is not the one that was read any more."""
    values = {name: value for name, value in row.items() if name != "id"}
    done = connection.execute(_PUT.values(values), {"_id": head.dossier, "_version": head.version})
    return done.rowcount == 1
