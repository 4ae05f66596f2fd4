"""Whether the guards of the append-only tables still guard: there, switched on, and saying what they were made to say.

Invariant: a guard is known by what it does and not by its name, which whoever hollows one out leaves as it was.
"""

from typing import Final

from sqlalchemy import Connection, text

__all__ = ["missing_guards"]

_GUARDED: Final = ("procflow_calendar", "procflow_definition", "procflow_journal")
_PERSONAL: Final = "procflow_personal"
_SQLITE: Final = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
_POSTGRESQL: Final = text(
    "SELECT tgname, relname, tgtype, prosrc FROM pg_trigger "
    "JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE pg_table_is_visible(tgrelid) AND tgqual IS NULL AND cardinality(tgattr) = 0 "
    "AND (tgenabled = 'A' OR tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica')"
)
"""The triggers that fire in this session, whatever is changed in a row."""
_BEFORE_UPDATE_TRUNCATE: Final = 2 + 16 + 32
_DELETE: Final = 8


def missing_guards(connection: Connection) -> list[str]:
    """Name the guards that are missing, switched off or hollow."""
    if connection.dialect.name == "sqlite":
        there = {(row.name, " ".join((row.sql or "").split())) for row in connection.execute(_SQLITE)}
        return sorted(name for name, made in _of_sqlite().items() if (name, made) not in there)
    found = {(row.tgname, row.relname, row.tgtype, row.prosrc.strip()) for row in connection.execute(_POSTGRESQL)}
    return sorted(name for name, *made in _of_postgresql() if (name, *made) not in found)


def _of_sqlite() -> dict[str, str]:
    changes = [(table, action, "append-only") for table in _GUARDED for action in ("UPDATE", "DELETE")]
    return {
        f"{table}_no_{action.lower()}": f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is {rule}'); END"
        for table, action, rule in [*changes, (_PERSONAL, "UPDATE", "never edited")]
    }


def _of_postgresql() -> list[tuple[str, str, int, str]]:
    kept = _BEFORE_UPDATE_TRUNCATE
    personal = (f"{_PERSONAL}_no_update", _PERSONAL, kept, f"BEGIN RAISE EXCEPTION '{_PERSONAL} is never edited'; END")
    return [
        *(
            (f"{table}_append_only", table, kept + _DELETE, f"BEGIN RAISE EXCEPTION '{table} is append-only'; END")
            for table in _GUARDED
        ),
        personal,
    ]
