"""Migrations: what they make is what `create_tables` makes, and the host's own schema is not touched."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect, text, update
from sqlalchemy.exc import OperationalError

import procflow
from procflow.engine import examine, prepare_sqlite
from procflow.errors import StoreError
from procflow.integrations.alembic import include_name, migrate, migration_sql
from procflow.store.schema import METADATA, VERSIONS

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))


@pytest.fixture
def empty(database: Engine, tmp_path: Path) -> Iterator[Connection]:
    """A database of the same kind with one table of the host's and none of procflow's."""
    if database.dialect.name == "sqlite":
        fresh = prepare_sqlite(create_engine(f"sqlite:///{tmp_path}/empty.db"))
        with fresh.connect() as connection:
            connection.execute(text("CREATE TABLE visit (name TEXT PRIMARY KEY)"))
            connection.commit()
            yield connection
        fresh.dispose()
        return
    with database.begin() as connection:
        for table in [*METADATA.tables, VERSIONS.name]:
            connection.execute(text(f"DROP TABLE {table}"))
    with database.connect() as connection:
        yield connection


def differences(connection: Connection, metadata: MetaData, **options: object) -> list[object]:
    with warnings.catch_warnings(action="ignore"):  # an index over an expression cannot be read back on SQLite
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    elsewhere = "procflow_journal_settled" if connection.dialect.name == "sqlite" else ""  # which Alembic does not see
    return [one for one in found if not (one[0] == "add_index" and one[1].name == elsewhere)]


def test_migrating_makes_the_tables_of_this_release_and_is_harmless_when_repeated(
    engine: procflow.Engine, empty: Connection
) -> None:
    migrate(empty)
    migrate(empty)
    empty.commit()
    assert (
        differences(empty, METADATA, version_table=VERSIONS.name, include_name=lambda name, *_: name != "visit") == []
    )
    engine.create_tables(empty)
    assert not {"PF653", "PF663", "PF664"}.intersection(one.code for one in examine(empty))
    engine.submit(empty, PERMIT, by=APPLICANT, channel="online", case="house")
    engine.verify(empty)


def objects(connection: Connection) -> set[tuple[str, ...]]:
    """Everything the database holds of procflow, as it describes it."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT type, name, tbl_name FROM sqlite_master"))
    else:
        rows = connection.execute(
            text(
                "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'procflow%' "
                "UNION SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE 'procflow%' "
                "UNION SELECT 'column', table_name, column_name || data_type || is_nullable FROM "
                "information_schema.columns WHERE table_name LIKE 'procflow%' "
                "UNION SELECT 'statistics', attrelid::regclass::text, attname || coalesce(attstattarget, -1) FROM "
                "pg_attribute WHERE attrelid::regclass::text LIKE 'procflow%' AND attnum > 0"
            )
        )
    return {tuple(row) for row in rows}


def test_migrations_and_create_tables_make_the_same(empty: Connection, connection: Connection) -> None:
    created = objects(connection) if connection.dialect.name == "sqlite" else None
    migrate(empty)
    migrated = objects(empty)
    if created is None:  # the same server held them before the fixture dropped them
        empty.rollback()
        procflow.Engine().create_tables(empty)
        created = objects(empty)
    assert migrated == created


def test_the_callers_rollback_undoes_a_migration(empty: Connection) -> None:
    migrate(empty)
    empty.rollback()
    assert inspect(empty).get_table_names() == ["visit"]


def test_the_hosts_autogenerate_leaves_procflows_tables_alone(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE extra (name TEXT)"))
    hosts = MetaData()
    seen = {str(getattr(change[1], "name", "")) for change in differences(connection, hosts)}  # type: ignore[index]
    assert "procflow_journal" in seen
    asked = differences(connection, hosts, include_name=include_name)
    assert {change[1].name for change in asked} == {"visit", "extra"}  # type: ignore[index]


def test_tables_of_another_version_are_refused_with_the_remedy(engine: procflow.Engine, connection: Connection) -> None:
    connection.execute(update(VERSIONS).values(version_num="0000"))
    with pytest.raises(StoreError, match=r"PF653.*\n.*migrate"):
        engine.create_tables(connection)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_an_administrator_can_have_the_statements_printed(dialect: str, capsys: pytest.CaptureFixture[str]) -> None:
    migration_sql(dialect)  # type: ignore[arg-type] # the two that are known
    printed = capsys.readouterr().out
    assert "CREATE TABLE procflow_journal" in printed
    assert "append-only" in printed


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_worker_that_starts_beside_another_waits_for_its_turn_to_migrate(database: Engine) -> None:
    """Without, both would make the same tables, and the second would meet an error of the database."""
    with database.connect() as first, database.connect() as second:
        migrate(first)
        second.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate(second)
        first.commit()
        second.rollback()
        migrate(second)
