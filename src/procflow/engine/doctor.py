"""Whether a connection is set so that the promises hold: what is weaker than it should be, in words.

Invariants: the doctor reads settings and changes none; nothing it finds stops the engine, but for what the engine
refuses by itself. How a SQLite transaction began cannot be read anywhere: the doctor asks the file, by a connection of
its own that waits for nobody, whether another could begin to write beside it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, select, text

from procflow.engine.connection import Host, working
from procflow.engine.guards import missing_guards
from procflow.errors import CATALOGUE, Language
from procflow.store.schema import METADATA, SCHEMA_VERSION, VERSIONS

__all__ = ["Symptom", "examine"]

_SQLITE_FULL: Final = 2
_SAMPLED: Final = text(
    "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('procflow_personal') "
    "AND attname IN ('salt', 'value') AND attstattarget IS DISTINCT FROM 0) "
    "OR EXISTS (SELECT FROM pg_stats WHERE tablename = 'procflow_personal' AND attname IN ('salt', 'value'))"
)
"""Whether PostgreSQL samples personal values for its planner, or keeps samples from before it was told not to."""
_POSTGRESQL_SETTINGS: Final = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply", "local"),
}


@dataclass(frozen=True, slots=True)
class Symptom:
    """Report one setting that weakens a promise: its code and parameters."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: Language = "en") -> str:
        """Say what is weak, in `lang`."""
        return CATALOGUE[self.code].message(self.params, lang)

    def hint(self, lang: Language = "en") -> str:
        """Say what to do about it, in `lang`."""
        return CATALOGUE[self.code].hint(self.params, lang)


def examine(host: Host, *, settings: bool = True) -> tuple[Symptom, ...]:
    """Examine the connection and the tables of a host; give what weakens a promise, nothing when all is well.

    Without `settings`, what SQLite settles for one connection is left out: another connection would not have it.

    Raises:
        StoreError: PF630, PF631 or PF636, when the engine would refuse the connection altogether.
    """
    with working(host) as connection:
        if connection.dialect.name == "sqlite":
            durable = (*_sqlite_file(connection), *(_sqlite_connection(connection) if settings else ()))
        else:
            durable = tuple(_postgresql(connection))
        return (*durable, *_tables(connection))


def _sqlite_file(connection: Connection) -> Iterator[Symptom]:
    if connection.execute(text("PRAGMA journal_mode")).scalar_one() in {"off", "memory"}:
        yield Symptom("PF660", {"setting": "journal_mode", "value": "off or memory", "wanted": "wal or delete"})


def _sqlite_connection(connection: Connection) -> Iterator[Symptom]:
    synchronous = connection.execute(text("PRAGMA synchronous")).scalar_one()
    if synchronous < _SQLITE_FULL:
        yield Symptom("PF660", {"setting": "synchronous", "value": synchronous, "wanted": "FULL (2)"})
    if not connection.execute(text("PRAGMA recursive_triggers")).scalar_one():
        yield Symptom("PF661", {"setting": "recursive_triggers"})
    if not connection.execute(text("PRAGMA secure_delete")).scalar_one():
        yield Symptom("PF665", {"setting": "secure_delete"})
    if _may_another_write(connection):
        yield Symptom("PF666")


def _may_another_write(connection: Connection) -> bool:
    """Say whether another connection could take the lock of writers now; one in memory has nobody beside it."""
    path = next((row.file for row in connection.execute(text("PRAGMA database_list")) if row.name == "main"), "")
    if not path:
        return False
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            return False
        other.execute("ROLLBACK")
        return True


def _postgresql(connection: Connection) -> Iterator[Symptom]:
    for setting, good in _POSTGRESQL_SETTINGS.items():
        statement = text("SELECT current_setting(:setting)")
        value = connection.execute(statement, {"setting": setting}).scalar_one()
        if value not in good:
            yield Symptom("PF660", {"setting": setting, "value": value, "wanted": good[0]})
    if connection.execute(_SAMPLED).scalar():
        yield Symptom("PF667")
    if connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar_one():
        yield Symptom("PF662")


def _tables(connection: Connection) -> Iterator[Symptom]:
    names = set(inspect(connection).get_table_names())
    missing = sorted({*METADATA.tables, VERSIONS.name} - names)
    if missing:
        yield Symptom("PF663", {"missing": ", ".join(missing)})
        return
    found = connection.execute(select(VERSIONS.c.version_num)).scalars().all()
    if found != [SCHEMA_VERSION]:
        yield Symptom("PF653", {"found": ", ".join(found) or "-", "needed": SCHEMA_VERSION})
    gone = missing_guards(connection)
    if gone:
        yield Symptom("PF664", {"missing": ", ".join(gone)})
