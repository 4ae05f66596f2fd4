"""Many rows at once: read, locked, and looked up, in as many statements for hundreds as for two.

Invariants: rows are locked in one order, whoever asks for them, so that two writers who lock so never wait for each
other; nothing here decides what a missing row means.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import ARRAY, Connection, Select, Text, any_, bindparam, collate, select
from sqlalchemy.sql.elements import ColumnElement

from procflow.store.rows import Stored
from procflow.store.schema import dossier, journal
from procflow.store.versions import ROW, stored_from

__all__ = ["AT_ONCE", "definitions_under", "lock_rows", "overgrown", "read_many", "taken_ids", "used_ids"]

AT_ONCE: Final = 500
"""So many values every version of SQLite takes in one statement."""

_POSTGRESQL: Final = "postgresql"


def _among(column: ColumnElement[str], *, is_array: bool) -> ColumnElement[bool]:
    """Compare with `ids`: on PostgreSQL one value, so that the text of the statement is the same for any number."""
    if is_array:
        return column == any_(bindparam("ids", type_=ARRAY(Text)))
    return column.in_(bindparam("ids", expanding=True))


_READ: Final = {array: ROW.where(_among(dossier.c.id, is_array=array)) for array in (True, False)}
_TAKEN: Final = {array: select(dossier.c.id).where(_among(dossier.c.id, is_array=array)) for array in (True, False)}
_USED: Final = {
    array: select(journal.c.command_id).where(_among(journal.c.command_id, is_array=array)).distinct()
    for array in (True, False)
}
_DEFINITIONS: Final = select(dossier.c.definition).where(_among(dossier.c.id, is_array=True)).distinct()
_LOCK: Final = (
    select(dossier.c.id)
    .where(
        _among(dossier.c.id, is_array=True),
        ~(dossier.c.definition == any_(bindparam("definitions", type_=ARRAY(Text)))),
        ~(dossier.c.procedure == any_(bindparam("procedures", type_=ARRAY(Text)))),
    )
    .order_by(collate(dossier.c.id, "C"))
    .with_for_update()
)


def read_many(connection: Connection, ids: Collection[str]) -> dict[str, Stored]:
    """Read the rows of up to `AT_ONCE` dossiers, those that are there, by their ids."""
    return {row[0]: stored_from(*row) for row in _ask(connection, _READ, ids)}


def taken_ids(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Say which of up to `AT_ONCE` ids are those of dossiers already."""
    return frozenset(row[0] for row in _ask(connection, _TAKEN, ids))


def used_ids(connection: Connection, command_ids: Collection[str]) -> frozenset[str]:
    """Say which of up to `AT_ONCE` command ids are in a journal already."""
    return frozenset(row[0] for row in _ask(connection, _USED, command_ids))


def _ask(connection: Connection, asked: Mapping[bool, Select[Any]], ids: Collection[str]) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    statement = asked[connection.dialect.name == _POSTGRESQL]
    return [tuple(row) for row in connection.execute(statement, {"ids": sorted(ids)})]


def definitions_under(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Say under which definitions any number of dossiers are, on PostgreSQL."""
    return frozenset(connection.execute(_DEFINITIONS, {"ids": sorted(ids)}).scalars())


def lock_rows(
    connection: Connection, ids: Collection[str], *, but_of: Collection[str] = (), but_under: Collection[str] = ()
) -> frozenset[str]:
    """Lock the rows of any number of dossiers on PostgreSQL, and wait for who has them; give the ids of those locked.

    Left out are those of the definitions `but_of` and the procedures `but_under`, which are locked in another order.
    """
    values = {"ids": sorted(ids), "definitions": sorted(but_of), "procedures": sorted(but_under)}
    return frozenset(connection.execute(_LOCK, values).scalars())


_OVERGROWN: Final = (
    select(journal.c.dossier)
    .join(dossier, dossier.c.id == journal.c.dossier)
    .where(journal.c.dossier.in_(bindparam("ids", expanding=True)), journal.c.seq > dossier.c.version)
    .distinct()
)


def overgrown(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Say of which dossiers the journal goes on behind the head in their row: somebody wrote to it."""
    every = sorted(ids)
    pages = (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
    return frozenset(one for page in pages for one in connection.execute(_OVERGROWN, {"ids": page}).scalars())
