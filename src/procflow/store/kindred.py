"""The rows of interlinked dossiers, locked in one order, so that two writers of one family never wait for each other.

Invariant: who means to change a family locks its root first, then level by level in the order of the ids; who found a
member by another way (a worker that claims what is due) does not wait, but passes it over.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, select

from procflow.errors import ConflictError
from procflow.store.projection import Head
from procflow.store.rows import Stored
from procflow.store.schema import dossier

__all__ = ["lock"]

_MEMBERS: Final = (
    select(
        dossier.c.id,
        dossier.c.version,
        dossier.c.head,
        dossier.c.settled_by,
        dossier.c.definition,
        dossier.c.calendar,
        dossier.c.shape,
        dossier.c.state,
    )
    .where(dossier.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(dossier.c.id)
)
_WAITING: Final = _MEMBERS.with_for_update()
_PASSING: Final = _MEMBERS.with_for_update(skip_locked=True)


def lock(connection: Connection, ids: Collection[str], *, wait: bool) -> list[Stored]:
    """Lock and read the rows of the dossiers `ids`, in the order of their ids.

    Raises:
        ConflictError: PF622, when another transaction has one of them and nobody is to `wait` for it.
    """
    rows = connection.execute(_WAITING if wait else _PASSING, {"ids": sorted(ids)}).all()
    if len(rows) != len(ids):
        raise ConflictError("PF622", reason="a dossier linked with this one is being changed")
    return [
        Stored(Head(row.id, row.version, row.head, row.settled_by), row.definition, row.calendar, row.shape, row.state)
        for row in rows
    ]
