"""The rows of interlinked dossiers, locked in one order, so that two writers of one family never wait for each other.

Invariant: who means to change a family locks its root first, then level by level in the order of the ids; who found a
member by another way (a worker that claims what is due) does not wait, but passes it over.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, select

from procflow.errors import ConflictError, Spoken
from procflow.store.rows import Stored
from procflow.store.schema import dossier
from procflow.store.versions import claim

__all__ = ["lock"]

_WAIT: Final = (
    select(dossier.c.id)
    .where(dossier.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(dossier.c.id)
    .with_for_update()
)
_HELD: Final = Spoken("a dossier linked with this one is being changed", "có hồ sơ liên thông đang được thay đổi")


def lock(connection: Connection, ids: Collection[str], *, wait: bool) -> list[Stored]:
    """Lock and read the rows of the dossiers `ids`, in the order of their ids.

    Raises:
        ConflictError: PF622, when another transaction has one of them and nobody is to `wait` for it.
    """
    if wait:
        connection.execute(_WAIT, {"ids": sorted(ids)}).all()
    rows = claim(connection, ids)
    if len(rows) != len(ids):
        raise ConflictError("PF622", reason=_HELD)
    return rows
