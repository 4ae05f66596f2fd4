"""The host's transaction is the only one there is: what it keeps is kept, what it rolls back never was."""

import contextlib
from pathlib import Path

import pytest
from memory import in_memory
from sqlalchemy import Connection, Engine, create_engine, event, exc, func, select, text
from sqlalchemy.orm import Session

import procflow
from procflow.dossier import Take
from procflow.engine import prepare_sqlite
from procflow.errors import MisuseError, StoreError
from procflow.store import METADATA

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


def submit(engine: procflow.Engine, host: Connection | Session, command_id: str | None = None) -> procflow.Reply:
    return engine.submit(host, PERMIT, by=APPLICANT, channel="online", case="house", command_id=command_id)


def rows(database: Engine) -> dict[str, int]:
    with database.connect() as connection:
        tables = ("visit", *METADATA.tables)
        counts = {name: connection.scalar(select(func.count()).select_from(text(name))) for name in tables}
    return {name: count for name, count in counts.items() if count}


def test_the_hosts_rollback_removes_both_the_dossier_and_the_hosts_row(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.connect() as connection:
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
        submit(engine, connection)
        connection.rollback()
    assert rows(database) == {}


def test_a_rollback_removes_a_dossier_that_was_the_first_statement_of_the_transaction(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.connect() as connection:
        submit(engine, connection)
        connection.rollback()
    assert rows(database) == {}


def test_the_hosts_commit_keeps_both(engine: procflow.Engine, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
        reply = submit(engine, connection)
    assert rows(database) == {
        "visit": 1,
        "procflow_dossier": 1,
        "procflow_journal": len(reply.events),
        "procflow_definition": 1,
        "procflow_calendar": 1,
    }


def test_a_savepoint_of_the_host_that_is_rolled_back_takes_the_command_with_it(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        reply = submit(engine, connection)
        nested = connection.begin_nested()
        engine.send(connection, reply.dossier_id, Take("accept", by=RECEPTION))
        nested.rollback()
        assert engine.dossier(connection, reply.dossier_id) == reply.dossier
    assert rows(database)["procflow_journal"] == len(reply.events)


def test_a_session_serves_as_well_as_a_connection(engine: procflow.Engine, database: Engine) -> None:
    with Session(database) as session:
        reply = submit(engine, session)
        session.rollback()
    assert rows(database) == {}
    with Session(database) as session, session.begin():
        reply = submit(engine, session)
        engine.send(session, reply.dossier_id, Take("accept", by=RECEPTION))
    with Session(database) as session:
        assert engine.dossier(session, reply.dossier_id).step == "appraise"


def test_a_refused_command_leaves_the_hosts_own_work_standing(engine: procflow.Engine, database: Engine) -> None:
    with database.begin() as connection:
        reply = submit(engine, connection)
    with database.begin() as connection:
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
        with pytest.raises(procflow.Rejected, match="PF504"):
            engine.send(connection, reply.dossier_id, Take("accept", by=APPLICANT))
    assert rows(database)["visit"] == 1
    assert rows(database)["procflow_journal"] == len(reply.events)


def test_a_failing_insert_leaves_nothing_half_written(engine: procflow.Engine, database: Engine) -> None:
    with database.begin() as connection:
        reply = submit(engine, connection)

    def fail(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "INSERT INTO procflow_journal" in statement:
            message = "the disk is full"
            raise OSError(message)

    with database.begin() as connection:
        event.listen(connection, "before_cursor_execute", fail)
        with pytest.raises(OSError, match="disk is full"):
            engine.send(connection, reply.dossier_id, Take("accept", by=RECEPTION))
        event.remove(connection, "before_cursor_execute", fail)
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
    with database.connect() as connection:
        assert engine.dossier(connection, reply.dossier_id) == reply.dossier
        engine.verify(connection)
    assert rows(database)["visit"] == 1


def test_sqlalchemys_default_sqlite_mode_is_refused_because_a_rollback_would_not_undo_it(
    engine: procflow.Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    default = create_engine(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/default.db")
    with default.begin() as connection:
        connection.execute(text("CREATE TABLE visit (name TEXT)"))
    with default.connect() as connection:
        with connection.begin_nested():
            connection.execute(text("INSERT INTO visit VALUES ('An')"))
        connection.rollback()
    with default.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM visit")) == 1, "the driver has mended its ways"
    with default.connect() as connection, pytest.raises(StoreError, match="PF630"):
        engine.create_tables(connection)
    with prepare_sqlite(default).begin() as connection:
        engine.create_tables(connection)
    with default.connect() as connection:
        submit(engine, connection)
        connection.rollback()
    assert rows(default) == {"visit": 1}
    default.dispose()


def test_an_engine_may_be_prepared_after_it_was_used_and_loses_nothing_by_it(engine: procflow.Engine) -> None:
    """A database in memory is gone with its connection, so that none may be thrown away."""
    late = create_engine("sqlite://")
    with late.begin() as connection:
        connection.execute(text("CREATE TABLE visit (name TEXT)"))
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
    with prepare_sqlite(late).begin() as connection:
        engine.create_tables(connection)
    with late.connect() as connection:
        with connection.begin_nested():
            submit(engine, connection)
        connection.rollback()
    assert rows(late) == {"visit": 1}
    late.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_that_commits_by_itself_is_refused(engine: procflow.Engine, database: Engine) -> None:
    alone = database.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection, pytest.raises(StoreError, match="PF631"):
        submit(engine, connection)
    assert rows(database) == {}


def test_a_sqlite_connection_that_commits_by_itself_is_refused(engine: procflow.Engine) -> None:
    alone = create_engine("sqlite://", isolation_level="AUTOCOMMIT")
    with alone.connect() as connection, pytest.raises(StoreError, match=r"PF631(.*\n)*.*transaction\.atomic"):
        engine.create_tables(connection)
    alone.dispose()


def test_missing_tables_are_named_with_their_remedy(engine: procflow.Engine) -> None:
    with in_memory() as connection, pytest.raises(StoreError, match=r"PF632.*\n.*create_tables"):
        submit(engine, connection)


def test_verifying_without_tables_says_so_and_names_those_that_are_gone(
    engine: procflow.Engine, connection: Connection
) -> None:
    connection.execute(text("DROP TABLE procflow_personal"))
    with pytest.raises(StoreError, match="PF663") as gone:
        engine.verify(connection)
    assert gone.value.params["missing"] == "procflow_personal"
    for table in reversed(METADATA.sorted_tables):
        connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
    with pytest.raises(StoreError, match="PF632"):
        engine.verify(connection)
    connection.rollback()


def test_creating_the_tables_twice_changes_nothing(engine: procflow.Engine, database: Engine) -> None:
    with database.begin() as connection:
        submit(engine, connection)
        engine.create_tables(connection)
        engine.verify(connection)


SAVEPOINT = ("SAVEPOINT", "RELEASE")


def count_statements(connection: Connection) -> list[str]:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement.split(maxsplit=1)[0])

    event.listen(connection, "before_cursor_execute", note)
    return seen


def test_an_ordinary_outcome_takes_three_statements_and_two_where_each_is_waited_for(
    engine: procflow.Engine, connection: Connection
) -> None:
    reply = submit(engine, connection)
    seen = count_statements(connection)
    engine.send(connection, reply.dossier_id, Take("accept", by=RECEPTION), command_id="accept-1")
    sent = [one for one in seen if one not in SAVEPOINT]
    assert sent == {"sqlite": ["SELECT", "UPDATE", "INSERT"], "postgresql": ["SELECT", "WITH"]}[connection.dialect.name]
    assert sent == seen or connection.dialect.name == "sqlite", "a savepoint would be waited for"


def test_a_submission_under_a_known_law_takes_three_statements(engine: procflow.Engine, connection: Connection) -> None:
    submit(engine, connection)
    seen = count_statements(connection)
    submit(engine, connection, "submission-2")
    assert [one for one in seen if one not in SAVEPOINT] == ["SELECT", "INSERT", "INSERT"]


def test_an_unknown_dossier_or_procedure_is_named(engine: procflow.Engine, connection: Connection) -> None:
    with pytest.raises(StoreError, match="PF601"):
        engine.send(connection, "nobody", Take("accept", by=RECEPTION))
    with pytest.raises(StoreError, match="PF601"):
        engine.history(connection, "nobody")
    with pytest.raises(MisuseError, match=rf"PF602.*\n.*{PERMIT}"):
        engine.submit(connection, "9.999999", by=APPLICANT, channel="online")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_lost_midway_tells_the_databases_own_error_and_leaves_nothing(
    engine: procflow.Engine, database: Engine
) -> None:
    def end_the_session(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("INSERT INTO PROCFLOW_JOURNAL"):
            pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with aside.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    aside = create_engine(database.url)
    with database.connect() as connection:
        event.listen(connection, "before_cursor_execute", end_the_session)
        with pytest.raises(exc.OperationalError):
            submit(engine, connection)
        connection.rollback()
    aside.dispose()
    assert rows(database) == {}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_lost_while_verifying_accuses_nobody(engine: procflow.Engine, database: Engine) -> None:
    with database.begin() as connection:
        submit(engine, connection)
    aside = create_engine(database.url)
    left = 0

    def end_the_session(connection: Connection, *_rest: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with aside.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    lost = 0
    while left <= 0:  # at each statement in turn, until there are no more of them
        left = lost = lost + 1
        with database.connect() as connection:
            event.listen(connection, "before_cursor_execute", end_the_session)
            with contextlib.suppress(exc.OperationalError):
                engine.verify(connection)
            connection.rollback()
    assert lost > 10
    aside.dispose()


def test_an_engine_that_is_prepared_twice_works_as_one_prepared_once(tmp_path: Path) -> None:
    """Two modules of a host may each see to it."""
    twice = prepare_sqlite(prepare_sqlite(create_engine(f"sqlite:///{tmp_path / 'twice.db'}")))
    with twice.begin() as connection:
        procflow.Engine().create_tables(connection)
    twice.dispose()
