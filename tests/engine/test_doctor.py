"""The doctor says in words what weakens a promise, and nothing when all is well."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

import procflow
from procflow.engine import Symptom, examine, prepare_sqlite


def codes(symptoms: tuple[Symptom, ...]) -> list[str]:
    for symptom in symptoms:
        assert symptom.message("vi")
        assert symptom.hint()
    return [symptom.code for symptom in symptoms]


def test_a_register_of_ones_own_is_well(tmp_path: Path) -> None:
    with procflow.open(tmp_path / "so.db") as register, register.database.connect() as connection:
        assert examine(connection) == ()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_sqlite_connection_that_does_not_flush_is_named(connection: Connection) -> None:
    assert codes(examine(connection)) == ["PF660", "PF661"]
    connection.execute(text("PRAGMA recursive_triggers = ON"))
    assert codes(examine(connection)) == ["PF660"]


def test_a_journal_in_memory_is_named() -> None:
    with prepare_sqlite(create_engine("sqlite://")).connect() as connection:
        assert codes(examine(connection)) == ["PF660", "PF661", "PF663"]


def test_a_file_that_keeps_what_was_erased_is_named(tmp_path: Path) -> None:
    with procflow.open(tmp_path / "so.db") as register, register.database.connect() as connection:
        connection.execute(text("PRAGMA secure_delete = OFF"))
        assert codes(examine(connection)) == ["PF665"]
        assert codes(examine(connection, settings=False)) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_that_does_not_flush_and_a_superuser_are_named(connection: Connection) -> None:
    assert codes(examine(connection)) == ["PF660", "PF662"]
    connection.execute(text("SET synchronous_commit = off"))
    assert codes(examine(connection)) == ["PF660", "PF660", "PF662"]


def test_guards_that_were_taken_away_and_old_tables_are_named(database: Engine) -> None:
    with database.connect() as connection:
        before = codes(examine(connection))
        connection.execute(text("UPDATE procflow_alembic_version SET version_num = '0000'"))
        if database.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER procflow_journal_no_update"))
        else:
            connection.execute(text("ALTER TABLE procflow_journal DISABLE TRIGGER procflow_journal_append_only"))
        assert codes(examine(connection)) == [*before, "PF653", "PF664"]
