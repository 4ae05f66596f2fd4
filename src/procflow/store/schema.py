"""The tables procflow keeps in the host's database, all of them named `procflow_...`.

Invariants: the journal and the definitions are the truth, what stands in `procflow_dossier` beside `version` and `head`
is an index over them and can be rebuilt; rows of journal, definition and calendar are inserted and never changed;
content is kept as the bytes that were hashed, never as a JSON type a database would rewrite; a personal value stands
in a row of its own, which may be erased and never edited.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Connection,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    func,
    insert,
    inspect,
    literal_column,
    select,
)

from procflow.errors import StoreError
from procflow.store.alone import take_turn
from procflow.store.encoding import MOMENT_LENGTH

__all__ = [
    "DUE_ORDER",
    "ID_LENGTH",
    "METADATA",
    "NEVER",
    "SCHEMA_VERSION",
    "VERSIONS",
    "batch",
    "calendar",
    "check_tables",
    "create_tables",
    "definition",
    "dossier",
    "journal",
    "personal",
    "serial",
]

ID_LENGTH: Final = 128
_HASH_HEX: Final = 64
_MOMENT: Final = String(MOMENT_LENGTH)


def _unwrap(value: object) -> bytes | None:
    return bytes(value) if isinstance(value, memoryview) else None


class Bytes(LargeBinary):
    """Hold bytes as the drivers give and take them; only psycopg2 needs them unwrapped."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:  # noqa: ARG002 - SQLAlchemy's signature
        """Hand bytes to the driver as they are."""
        return

    def result_processor(
        self,
        dialect: Dialect,
        coltype: object,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> Callable[[object], bytes | None] | None:
        """Take bytes from the driver as they are."""
        return _unwrap if dialect.driver == "psycopg2" else None


METADATA: Final = MetaData()

definition: Final = Table(
    "procflow_definition",
    METADATA,
    Column("hash", String(_HASH_HEX), primary_key=True),
    Column("code", String(ID_LENGTH), nullable=False),
    Column("version", String(ID_LENGTH), nullable=False),
    Column("text", Text, nullable=False),
    Column("profile_text", Text, nullable=False),
    Column("overlay_text", Text, nullable=False),
    Index("procflow_definition_version", "code", "version"),
)

calendar: Final = Table(
    "procflow_calendar",
    METADATA,
    Column("version", String(_HASH_HEX), primary_key=True),
    Column("canonical", Bytes, nullable=False),
)

dossier: Final = Table(
    "procflow_dossier",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    # The head of the journal: how many entries there are, and the hash of the last.
    Column("version", Integer, nullable=False),
    Column("head", Bytes, nullable=False),
    # Indexes over the journal, nothing more.
    Column("procedure", String(ID_LENGTH), nullable=False),
    Column("definition", String(_HASH_HEX), nullable=False),
    Column("calendar", String(_HASH_HEX), nullable=False),
    Column("step", String(ID_LENGTH), nullable=False),
    Column("national_status", Integer, nullable=False),
    Column("submitted_at", _MOMENT, nullable=False),
    Column("due_at", _MOMENT),
    Column("finished_at", _MOMENT),
    Column("ended", String(32)),
    Column("unit", String(ID_LENGTH), nullable=False),
    Column("assignee", String(ID_LENGTH), nullable=False),
    Column("waits_for", String(32), nullable=False),
    Column("wake_at", _MOMENT),
    Column("shape", String(16), nullable=False),
    Column("state", Bytes, nullable=False),
    # The keyed seal of the head, where the host holds a key.
    Column("seal_key", String(64)),
    Column("seal", Bytes),
    # Bookkeeping of the outbox: the greatest transaction that wrote to the dossier (0 where one writer goes at a time).
    Column("settled_by", BigInteger, nullable=False),
)
_WAKES: Final = dossier.c.wake_at.is_not(None)
Index("procflow_dossier_wake", dossier.c.wake_at, sqlite_where=_WAKES, postgresql_where=_WAKES)
_OPEN: Final = dossier.c.ended.is_(None)
NEVER: Final = "9999"
"""Sorts after every moment: dossiers with no date due come last."""
DUE_ORDER: Final = func.coalesce(dossier.c.due_at, literal_column(f"'{NEVER}'"))
Index("procflow_dossier_open", DUE_ORDER, dossier.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)

journal: Final = Table(
    "procflow_journal",
    METADATA,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("dossier", String(ID_LENGTH), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("command_id", String(2 * ID_LENGTH), nullable=False),
    Column("part", Integer, nullable=False),
    Column("payload", Bytes, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("recorded_at", _MOMENT, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", Bytes, nullable=False),
    Column("prev", Bytes, nullable=False),
    Column("hash", Bytes, nullable=False),
    Column("settled_by", BigInteger, nullable=False),
    UniqueConstraint("dossier", "seq", name="procflow_journal_entry"),
    UniqueConstraint("command_id", "part", name="procflow_journal_command"),
    sqlite_autoincrement=True,
)
_SETTLED: Final = Index("procflow_journal_settled", journal.c.settled_by, journal.c.position)
_SETTLED.ddl_if(dialect="postgresql")  # where one writer goes at a time, the order is that of `position`

personal: Final = Table(
    "procflow_personal",
    METADATA,
    Column("commitment", String(_HASH_HEX), primary_key=True),
    Column("dossier", String(ID_LENGTH), nullable=False),
    Column("name", String(ID_LENGTH), nullable=False),
    Column("salt", Bytes, nullable=False),
    Column("value", Bytes, nullable=False),
    Index("procflow_personal_dossier", "dossier"),
)

serial: Final = Table(
    "procflow_serial",
    METADATA,
    Column("agency", String(ID_LENGTH), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("last", Integer, nullable=False),
)

batch: Final = Table(
    "procflow_batch",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("payload", Bytes, nullable=False),
    Column("signed_at", _MOMENT, nullable=False),
    Column("recorded_at", _MOMENT, nullable=False),
    Column("dossiers", Integer, nullable=False),
)


def _append_only(table: Table) -> None:
    """Refuse UPDATE and DELETE in the database itself; whoever can drop the trigger is caught by `verify`."""
    name = table.name
    for action in ("UPDATE", "DELETE"):
        trigger = f"{name}_no_{action.lower()}"
        sqlite = (
            f"CREATE TRIGGER {trigger} BEFORE {action} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )
        _after_create(table, "sqlite", sqlite)
    function = (
        f"CREATE OR REPLACE FUNCTION {name}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{name} is append-only'; END $$"
    )
    guard = (
        f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_append_only()"
    )
    for statement in (function, guard):
        _after_create(table, "postgresql", statement)


def _never_edited(table: Table) -> None:
    """Refuse UPDATE in the database itself; a row may be erased, which the journal must then say."""
    name = table.name
    message = f"{name} is never edited"
    _after_create(
        table,
        "sqlite",
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} BEGIN SELECT RAISE(ABORT, '{message}'); END",
    )
    function = (
        f"CREATE OR REPLACE FUNCTION {name}_no_update() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    guard = (
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE OR TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_no_update()"
    )
    for statement in (function, guard):
        _after_create(table, "postgresql", statement)


def _never_sampled(table: Table, *columns: str) -> None:
    """Keep PostgreSQL from copying values into the planner's statistics, where an erasure would not reach them."""
    for column in columns:
        _after_create(table, "postgresql", f"ALTER TABLE {table.name} ALTER COLUMN {column} SET STATISTICS 0")


def _after_create(table: Table, dialect: str, statement: str) -> None:
    made = DDL(statement)  # type: ignore[no-untyped-call] # SQLAlchemy leaves it untyped
    event.listen(table, "after_create", made.execute_if(dialect=dialect))


for _table in (definition, calendar, journal):
    _append_only(_table)
_never_edited(personal)
_never_sampled(personal, "salt", "value")


SCHEMA_VERSION: Final = "0002"
"""The revision of these tables; each change has a migration in `procflow.integrations.migrations`."""
VERSIONS: Final = Table(
    "procflow_alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="procflow_alembic_version_pkc"),  # as Alembic names it
)


def check_tables(connection: Connection) -> None:
    """Refuse a database without procflow's tables, or with some of them gone.

    Raises:
        StoreError: PF632 where none is there, PF663 where some are missing.
    """
    inspector = inspect(connection)
    missing = sorted(name for name in METADATA.tables if not inspector.has_table(name))
    if len(missing) == len(METADATA.tables):
        raise StoreError("PF632")
    if missing:
        raise StoreError("PF663", missing=", ".join(missing))


def create_tables(connection: Connection) -> None:
    """Create the tables that are missing, with their triggers, inside the caller's transaction.

    Raises:
        StoreError: PF653, when tables of another version are there: they are migrated, not created.
    """
    take_turn(connection, "tables")  # the workers of a host start at once
    VERSIONS.metadata.create_all(connection)
    found = connection.execute(select(VERSIONS.c.version_num)).scalars().all()
    if found not in ([], [SCHEMA_VERSION]):
        raise StoreError("PF653", found=", ".join(found), needed=SCHEMA_VERSION)
    METADATA.create_all(connection)
    if not found:
        connection.execute(insert(VERSIONS), {"version_num": SCHEMA_VERSION})
