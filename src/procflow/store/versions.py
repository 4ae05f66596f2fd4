"""Which dossiers are under which version of a procedure, page by page, and the claim on those that are to be moved.

Invariant: who reads a page locks nothing; who claims passes over what other workers hold.
"""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from procflow.store.projection import Head
from procflow.store.rows import Stored
from procflow.store.schema import definition, dossier

__all__ = ["ROW", "claim", "definitions_of", "stored_from", "under_definitions", "versions_kept"]

ROW: Final = select(
    dossier.c.id,
    dossier.c.version,
    dossier.c.head,
    dossier.c.settled_by,
    dossier.c.seal_key,
    dossier.c.seal,
    dossier.c.definition,
    dossier.c.calendar,
    dossier.c.shape,
    dossier.c.state,
).order_by(dossier.c.id)
"""What `stored_from` takes, in its order."""
_CLAIM: Final = ROW.where(dossier.c.id.in_(bindparam("ids", expanding=True))).with_for_update(skip_locked=True)
_UNDER: Final = ROW.where(
    dossier.c.definition.in_(bindparam("definitions", expanding=True)),
    dossier.c.ended.is_(None),
    dossier.c.finished_at.is_(None),
    dossier.c.id > bindparam("after"),
).limit(bindparam("limit"))
_DEFINITIONS: Final = select(definition.c.hash).where(
    definition.c.code == bindparam("code"), definition.c.version == bindparam("version")
)
_VERSIONS: Final = select(definition.c.version).where(definition.c.code == bindparam("code")).distinct()


def definitions_of(connection: Connection, code: str, version: str) -> frozenset[str]:
    """Read the hashes of every definition that is `version` of `code`: one for each overlay."""
    return frozenset(connection.execute(_DEFINITIONS, {"code": code, "version": version}).scalars())


def versions_kept(connection: Connection, code: str) -> frozenset[str]:
    """Read which versions of `code` the database keeps."""
    return frozenset(connection.execute(_VERSIONS, {"code": code}).scalars())


def under_definitions(connection: Connection, definitions: Collection[str], after: str, limit: int) -> list[Stored]:
    """Read up to `limit` dossiers under `definitions` that are neither settled nor ended, in the order of their ids."""
    values = {"definitions": sorted(definitions), "after": after, "limit": limit}
    return [stored_from(*row) for row in connection.execute(_UNDER, values)]


def claim(connection: Connection, ids: Collection[str]) -> list[Stored]:
    """Lock and read those of the dossiers `ids` that no other worker holds, in the order of their ids."""
    return [stored_from(*row) for row in connection.execute(_CLAIM, {"ids": sorted(ids)})] if ids else []


def stored_from(*row: Any) -> Stored:  # noqa: ANN401 - what the columns hold
    """Take a row of `ROW` apart."""
    dossier_id, version, head, settled_by, key, seal, held, calendar, shape, state = row
    return Stored(Head(dossier_id, version, head, settled_by, key, seal), held, calendar, shape, state)
