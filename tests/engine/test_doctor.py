"""The doctor says in words what weakens a promise, and nothing when all is well."""

from pathlib import Path
from typing import Literal

import pytest
from memory import in_memory
from sqlalchemy import URL, Connection, Engine, create_engine, event, text

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
    with in_memory() as connection:
        assert codes(examine(connection)) == ["PF660", "PF661", "PF663"]


def test_a_file_that_keeps_what_was_erased_is_named(tmp_path: Path) -> None:
    with procflow.open(tmp_path / "so.db") as register, register.database.connect() as connection:
        connection.execute(text("PRAGMA secure_delete = OFF"))
        assert codes(examine(connection)) == ["PF665"]
        assert codes(examine(connection, settings=False)) == []


@pytest.mark.parametrize(("begin", "found"), [("DEFERRED", ["PF666"]), ("IMMEDIATE", [])])
def test_a_transaction_that_begins_deferred_is_named(
    tmp_path: Path, begin: Literal["DEFERRED", "IMMEDIATE"], found: list[str]
) -> None:
    path = tmp_path / "sổ #1.db"
    procflow.open(path).close()
    host = prepare_sqlite(create_engine(URL.create("sqlite", database=str(path))), begin=begin)
    with host.begin() as connection:
        for setting in ("recursive_triggers = ON", "secure_delete = ON"):
            connection.execute(text(f"PRAGMA {setting}"))
        assert codes(examine(connection)) == found
        assert codes(examine(connection, settings=False)) == []
        connection.execute(text("DELETE FROM procflow_serial"))  # what the doctor asked took nothing away
    host.dispose()


def test_a_host_that_says_begin_itself_is_asked_the_same(tmp_path: Path) -> None:
    host = create_engine(f"sqlite:///{tmp_path}/host.db")
    event.listen(host, "connect", lambda raw, _entry: setattr(raw, "isolation_level", None))
    event.listen(host, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with host.connect() as connection:
        procflow.Engine().create_tables(connection)
        connection.commit()
        assert "PF666" in codes(examine(connection))
    host.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_samples_of_personal_values_are_named_and_the_hint_removes_them(connection: Connection) -> None:
    before = codes(examine(connection))
    change = "ALTER TABLE procflow_personal ALTER COLUMN {0} {1}, ALTER COLUMN {2} {1}"
    connection.execute(text(change.format("salt", "SET STATISTICS -1", "value")))
    assert codes(examine(connection)) == ["PF660", "PF667", "PF662"]
    connection.execute(text("INSERT INTO procflow_personal SELECT i, 'd', 'n', 'x', 'y' FROM generate_series(1, 99) i"))
    connection.execute(text("ANALYZE procflow_personal"))
    connection.execute(text(change.format("salt", "SET STATISTICS 0", "value")))
    assert codes(examine(connection)) == ["PF660", "PF667", "PF662"]
    connection.execute(text(change.format("salt", "TYPE bytea", "value")))
    assert codes(examine(connection)) == before


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


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "taken",
    [
        "DROP TRIGGER procflow_journal_append_only ON procflow_journal",
        "ALTER TABLE procflow_journal DISABLE TRIGGER procflow_journal_append_only",
        "ALTER TABLE procflow_journal ENABLE REPLICA TRIGGER procflow_journal_append_only",
    ],
)
def test_a_guard_of_another_schema_or_one_that_fires_for_replicas_alone_guards_nothing(
    connection: Connection, taken: str
) -> None:
    """The same tables stand in another schema of the database, as where each office has one."""
    connection.execute(text("CREATE SCHEMA office"))
    connection.execute(text("SET LOCAL search_path TO office"))
    procflow.Engine().create_tables(connection)
    assert "PF664" not in codes(examine(connection))
    connection.execute(text(taken))
    assert "PF664" in codes(examine(connection))


HOLLOW = {
    "sqlite": {
        "procflow_journal_no_update": [
            "DROP TRIGGER procflow_journal_no_update",
            (
                "CREATE TRIGGER procflow_journal_no_update BEFORE UPDATE ON procflow_journal WHEN 0 "
                "BEGIN SELECT RAISE(ABORT, 'procflow_journal is append-only'); END"
            ),
        ],
        "procflow_calendar_no_delete": [
            "DROP TRIGGER procflow_calendar_no_delete",
            (
                "CREATE TRIGGER procflow_calendar_no_delete BEFORE DELETE ON procflow_batch "
                "BEGIN SELECT RAISE(ABORT, 'procflow_calendar is append-only'); END"
            ),
        ],
        "procflow_personal_no_update": [
            "DROP TRIGGER procflow_personal_no_update",
            (
                "CREATE TRIGGER procflow_personal_no_update BEFORE UPDATE OF name ON procflow_personal "
                "BEGIN SELECT RAISE(ABORT, 'procflow_personal is never edited'); END"
            ),
        ],
    },
    "postgresql": {
        "procflow_journal_append_only": [
            (
                "CREATE OR REPLACE FUNCTION procflow_journal_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NULL; END $$"
            )
        ],
        "procflow_calendar_append_only": [
            "DROP TRIGGER procflow_calendar_append_only ON procflow_calendar",
            (
                "CREATE TRIGGER procflow_calendar_append_only BEFORE TRUNCATE ON procflow_calendar "
                "FOR EACH STATEMENT EXECUTE FUNCTION procflow_calendar_append_only()"
            ),
        ],
        "procflow_personal_no_update": [
            "DROP TRIGGER procflow_personal_no_update ON procflow_personal",
            (
                "CREATE TRIGGER procflow_personal_no_update BEFORE UPDATE OF name OR TRUNCATE ON procflow_personal "
                "FOR EACH STATEMENT EXECUTE FUNCTION procflow_personal_no_update()"
            ),
        ],
    },
}


def test_a_guard_that_kept_its_name_and_guards_nothing_is_named(connection: Connection) -> None:
    for name, statements in HOLLOW[connection.dialect.name].items():
        nested = connection.begin_nested()
        for statement in statements:
            connection.exec_driver_sql(statement)
        assert [one.params["missing"] for one in examine(connection) if one.code == "PF664"] == [name]
        nested.rollback()
    assert "PF664" not in codes(examine(connection))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_session_that_plays_a_replica_has_no_guards(connection: Connection) -> None:
    connection.execute(text("SET session_replication_role = replica"))
    assert "PF664" in codes(examine(connection))
