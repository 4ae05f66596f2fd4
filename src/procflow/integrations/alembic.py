"""Schema changes with Alembic, beside the host's own migrations and without touching them.

Invariants: procflow's revisions have a version table of their own; everything happens on the caller's connection and is
committed by the caller; the host's autogenerate leaves procflow's tables alone when it asks `include_name`.
"""

from typing import Literal

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from procflow.store.alone import take_turn
from procflow.store.schema import METADATA, VERSIONS

__all__ = ["include_name", "migrate", "migration_sql"]

_SCRIPTS = "procflow.integrations:migrations"


def migrate(connection: Connection) -> None:
    """Bring procflow's tables to the version this release needs, in the caller's transaction; harmless when repeated.

    On SQLite the connection must come from an engine that `procflow.prepare_sqlite` has prepared.
    """
    if not connection.in_transaction():
        connection.begin()  # else Alembic begins one, and commits it
    take_turn(connection, "tables")  # the workers of a host start at once
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migration_sql(dialect: Literal["postgresql", "sqlite"]) -> None:
    """Print the statements of `migrate` for an administrator to run by hand."""
    config = _config()
    config.attributes["dialect"] = dialect
    command.upgrade(config, "head", sql=True)


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Say whether the host's Alembic may look at a table; hand it to `context.configure(include_name=...)`."""
    return kind != "table" or name not in {*METADATA.tables, *VERSIONS.metadata.tables}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    return config
