"""What is handed over in place of a connection, and connections that cannot do what they should.

What procflow can tell is refused with a code. What only the database knows, that a connection is closed or that an
earlier error of the host has ended its transaction, is SQLAlchemy's own error, as from any statement of the host.
Either way nothing is written, and the host goes on once it has rolled back.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hostile import NOW, OFFICER, PERMIT, Call, calls
from sqlalchemy import Connection, Engine, create_engine, exc, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, scoped_session, sessionmaker

import procflow
from procflow.dossier import Actor, Take
from procflow.engine import ManualClock, examine, prepare_sqlite
from procflow.errors import MisuseError, ProcflowError, StoreError
from procflow.library import load_text
from procflow.procedure import Procedure
from procflow.store import METADATA


@pytest.fixture
def engine(permit: Procedure, clock: ManualClock) -> procflow.Engine:
    return procflow.Engine([permit, load_text(permit.text.replace("2026-07", "2027-01"))], clock=clock)


@pytest.fixture
def every(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> list[Call]:
    """Every method with everything right but its host; a dossier is on its way."""
    applicant = Actor("an", roles=("applicant",))
    new = engine.submit(connection, PERMIT, by=applicant, channel="online", case="house", dossier_id="d-1")
    clock.move_to(NOW)
    engine.send(connection, new.dossier_id, Take("accept", by=OFFICER))
    made = list(calls(engine, connection, new.dossier_id))
    connection.commit()
    return made


def rows(database: Engine) -> dict[str, list[tuple[object, ...]]]:
    with database.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
            for name in METADATA.tables
        }


def codes(engine: procflow.Engine, every: list[Call], host: object) -> set[str]:
    """Call everything with `host`; what is raised has to be procflow's."""
    told = set()
    for call in every:
        try:
            answer = call.make(engine, host)
        except ProcflowError as error:
            told.add(error.code)
        else:  # of many, each has its own answer
            first = answer[0] if isinstance(answer, tuple) and answer else None
            told.add(first.code if isinstance(first, ProcflowError) else f"{call.name} answers")
    return told


def test_what_is_no_connection_is_refused(engine: procflow.Engine, every: list[Call], database: Engine) -> None:
    before = rows(database)
    maker = sessionmaker(database)
    with closing(sqlite3.connect(":memory:")) as raw:
        for wrong in (None, 7, "sqlite://", database, maker, scoped_session(maker), raw, Connection, object()):
            assert codes(engine, every, wrong) == {"PF616"}, wrong
            with pytest.raises(MisuseError, match="PF616"):
                examine(wrong)  # type: ignore[arg-type] # the point of the test
    assert rows(database) == before


def errors_of(engine: procflow.Engine, every: list[Call], host: Connection | Session) -> set[type[Exception]]:
    """Call everything with `host`; give what SQLAlchemy raises."""
    told: set[type[Exception]] = set()
    for call in every:
        with pytest.raises(exc.SQLAlchemyError) as raised:
            call.make(engine, host)
        told.add(type(raised.value))
    return told


def goes_on(engine: procflow.Engine, host: Connection | Session) -> bool:
    """Say whether a command can be written now, and take it back."""
    reply = engine.send(host, "d-1", Take("eligible", by=OFFICER))
    host.rollback()
    return reply.dossier.step == "sign"


def test_what_is_no_engine_is_not_prepared(database: Engine) -> None:
    with database.connect() as connection:
        for wrong in (None, connection, "sqlite://", create_async_engine("sqlite+aiosqlite://")):
            with pytest.raises(MisuseError, match="PF616"):
                prepare_sqlite(wrong)  # type: ignore[arg-type] # the point of the test


def test_an_asynchronous_connection_is_refused_and_leaves_no_coroutine_behind(
    engine: procflow.Engine, every: list[Call]
) -> None:
    database = create_async_engine("sqlite+aiosqlite://")
    assert codes(engine, every, database.connect()) == {"PF616"}
    assert codes(engine, every, database) == {"PF616"}


def test_a_closed_connection_is_an_error_of_sqlalchemy(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    before = rows(database)
    connection = database.connect()
    connection.close()
    assert errors_of(engine, every, connection) == {exc.ResourceClosedError}
    session = Session(database, close_resets_only=False)
    session.close()
    assert errors_of(engine, every, session) == {exc.InvalidRequestError}
    assert rows(database) == before


def test_a_transaction_that_was_rolled_back_is_no_place_to_write(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    before = rows(database)
    with database.connect() as connection:
        with connection.begin() as transaction:
            transaction.rollback()
            assert errors_of(engine, every, connection) == {exc.InvalidRequestError}
        assert goes_on(engine, connection)
    assert rows(database) == before


def test_a_session_that_failed_is_refused_by_sqlalchemy_until_it_is_rolled_back(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    class Base(DeclarativeBase):
        """The host's own models."""

    class Visit(Base):
        __tablename__ = "visit"
        name: Mapped[str] = mapped_column(primary_key=True)

    before = rows(database)
    with Session(database) as session:
        session.add(Visit(name="An"))
        session.flush()
        session.connection().execute(text("INSERT INTO visit VALUES ('Bình')"))
        session.add(Visit(name="Bình"))
        with pytest.raises(exc.IntegrityError):
            session.flush()
        assert errors_of(engine, every, session) == {exc.PendingRollbackError}
        session.rollback()
        assert goes_on(engine, session)
    assert rows(database) == before


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_transaction_an_error_of_the_host_has_ended_is_an_error_of_the_database(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    before = rows(database)
    with database.connect() as connection:
        with pytest.raises(exc.ProgrammingError):
            connection.execute(text("SELECT * FROM nowhere"))
        assert errors_of(engine, every, connection) == {exc.InternalError}
        connection.rollback()
        assert goes_on(engine, connection)
    assert rows(database) == before


def test_a_lost_connection_is_refused_by_sqlalchemy_until_the_transaction_is_rolled_back(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    before = rows(database)
    with database.connect() as connection:
        engine.dossier(connection, "d-1")
        connection.invalidate()
        assert errors_of(engine, every, connection) == {exc.PendingRollbackError}
        connection.rollback()
        assert goes_on(engine, connection)
    assert rows(database) == before


def test_a_connection_that_commits_by_itself_is_refused_by_every_method(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    before = rows(database)
    alone = create_engine(database.url, isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        assert codes(engine, every, connection) == {"PF631"}
    alone.dispose()
    assert rows(database) == before


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_driver_that_does_not_say_that_it_commits_by_itself_is_asked_through_sqlalchemy(
    engine: procflow.Engine, every: list[Call], database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As asyncpg's: only what SQLAlchemy puts around its connection knows."""
    before = rows(database)
    alone = create_engine(database.url, isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        monkeypatch.setattr(type(connection.connection), "driver_connection", object())
        assert codes(engine, every, connection) == {"PF631"}
        monkeypatch.undo()
    alone.dispose()
    assert rows(database) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_prepared_connection_asked_to_commit_by_itself_does_not(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    """BEGIN is sent all the same, so that there is a transaction to roll back, and nothing to refuse."""
    before = rows(database)
    assert every
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert goes_on(engine, connection)
    assert rows(database) == before


def test_a_connection_in_the_drivers_legacy_mode_is_refused_by_every_method(
    engine: procflow.Engine, every: list[Call], tmp_path: Path
) -> None:
    legacy = create_engine(f"sqlite:///{tmp_path}/legacy.db")
    with legacy.connect() as connection:
        assert codes(engine, every, connection) == {"PF630"}
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    legacy.dispose()


def test_a_database_procflow_does_not_know_is_refused_by_every_method(
    engine: procflow.Engine, every: list[Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It calls itself by another name: nothing is sent to it that another database may take otherwise."""
    other = prepare_sqlite(create_engine("sqlite://"))
    monkeypatch.setattr(other.dialect, "name", "mariadb")
    with other.connect() as connection:
        assert codes(engine, every, connection) == {"PF636"}
        with pytest.raises(StoreError, match="mariadb"):
            examine(connection)
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    other.dispose()


def test_a_connection_told_to_look_in_another_schema_is_refused_by_every_method(
    engine: procflow.Engine, every: list[Call], database: Engine
) -> None:
    """SQLAlchemy looks there for what it writes anew each time, and not for what is sent again and again."""
    tenant = database.execution_options(schema_translate_map={None: "office"})
    with tenant.connect() as connection:
        assert codes(engine, every, connection) == {"PF659"}
    elsewhere = database.execution_options(schema_translate_map={"theirs": "office"})
    with elsewhere.connect() as connection:
        assert len(engine.worklist(connection)) == 1


def test_a_database_without_tables_says_so_whatever_is_asked(
    engine: procflow.Engine, every: list[Call], tmp_path: Path
) -> None:
    empty = prepare_sqlite(create_engine(f"sqlite:///{tmp_path}/empty.db"))
    asking = [call for call in every if call.method != "create_tables"]
    with empty.connect() as connection:
        assert codes(engine, asking, connection) == {"PF632"}
    empty.dispose()
