"""Statements go to the driver itself where nobody listens; whoever listens or logs sees each; errors are the same."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, exc, text

import procflow
from procflow.dossier import Take
from procflow.engine import prepare_sqlite
from procflow.errors import ConflictError
from procflow.store import statement

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
ACCEPT = Take("accept", by=RECEPTION)
Listen = Callable[[Connection, list[str]], None]


def submit(engine: procflow.Engine, connection: Connection, name: str = "d") -> None:
    engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=name)


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note each text that goes to the driver itself."""
    sent: list[str] = []
    sqlite, psycopg = statement._ask_sqlite, statement._ask_psycopg  # noqa: SLF001 - the way that is to be watched

    def to_sqlite(connection: Connection, driver: object, made: statement._Text, row: statement.Row) -> object:
        sent.append(made.sql)
        return sqlite(connection, driver, made, row)  # type: ignore[arg-type] # passed on as it came

    def to_psycopg(
        connection: Connection, driver: object, made: statement._Text, row: statement.Row, *, numbered: bool
    ) -> object:
        sent.append(made.sql)
        return psycopg(connection, driver, made, row, numbered=numbered)  # type: ignore[arg-type] # as above

    with monkeypatch.context() as patch:
        patch.setattr(statement, "_ask_sqlite", to_sqlite)
        patch.setattr(statement, "_ask_psycopg", to_psycopg)
        yield sent


def test_an_ordinary_outcome_goes_to_the_driver_where_nobody_listens(
    engine: procflow.Engine, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(engine, connection)
    with counting(monkeypatch) as sent:
        engine.send(connection, "d", ACCEPT)
    assert [one.split()[0] for one in sent] == {"sqlite": ["SELECT", "UPDATE", "INSERT"]}.get(
        connection.dialect.name, ["SELECT", "WITH"]
    )
    engine.verify(connection)


def _on_connection(connection: Connection, heard: list[str]) -> None:
    event.listen(connection, "before_cursor_execute", _noting(heard))


def _on_engine(connection: Connection, heard: list[str]) -> None:
    event.listen(connection.engine, "before_cursor_execute", _noting(heard))


def _after(connection: Connection, heard: list[str]) -> None:
    event.listen(connection.engine, "after_cursor_execute", _noting(heard))


def _on_dialect(connection: Connection, heard: list[str]) -> None:
    def note(_cursor: object, sql: str, _values: object, _context: object) -> None:
        heard.append(sql)

    event.listen(connection.engine, "do_execute", note)
    event.listen(connection.engine, "do_execute_no_params", lambda cursor, sql, context: note(cursor, sql, (), context))


def _noting(heard: list[str]) -> Callable[..., None]:
    return lambda _connection, _cursor, sql, *_rest: heard.append(sql)


@pytest.mark.parametrize("listen", [_on_connection, _on_engine, _after, _on_dialect])
def test_whoever_listens_hears_every_statement_whenever_they_began(
    engine: procflow.Engine, database: Engine, monkeypatch: pytest.MonkeyPatch, listen: Listen
) -> None:
    heard: list[str] = []
    with database.connect() as connection:
        submit(engine, connection)
        listen(connection, heard)
        with counting(monkeypatch) as sent:
            engine.send(connection, "d", ACCEPT)
            assert engine.tick(connection).woken == ()
        sending = {"sqlite": ["SELECT", "SAVEPOINT", "UPDATE", "INSERT", "RELEASE"], "postgresql": ["SELECT", "WITH"]}
        ticking = {"sqlite": ["SELECT"], "postgresql": ["SELECT", "SELECT"]}  # the clock, what is due
        name = connection.dialect.name
        assert [sql.split()[0] for sql in heard] == sending[name] + ticking[name]
        assert sent == []


def test_a_listener_to_every_engine_there_is_hears_them(
    engine: procflow.Engine, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tracing libraries listen to SQLAlchemy's class, before or after an engine was made."""
    heard: list[str] = []
    note = _noting(heard)
    submit(engine, connection)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        with counting(monkeypatch) as sent:
            engine.send(connection, "d", ACCEPT)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert sent == []
    assert any("procflow_journal" in sql for sql in heard)


def test_a_log_of_statements_is_complete(
    engine: procflow.Engine, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    submit(engine, connection)
    caplog.clear()
    with caplog.at_level(logging.INFO, logger="sqlalchemy.engine.Engine"), connection.engine.connect() as logged:
        connection.commit()
        engine.send(logged, "d", ACCEPT)
    assert any("procflow_journal" in record.message for record in caplog.records)


def test_an_error_of_the_driver_is_sqlalchemys_and_tells_no_value(
    engine: procflow.Engine, connection: Connection
) -> None:
    submit(engine, connection)
    connection.execute(text("ALTER TABLE procflow_dossier RENAME COLUMN step TO stage"))
    with pytest.raises(exc.DBAPIError) as caught:
        engine.send(connection, "d", ACCEPT)
    assert isinstance(caught.value.orig, connection.dialect.loaded_dbapi.Error)
    assert "'d'" not in str(caught.value)


def test_a_transaction_that_has_ended_is_refused_as_sqlalchemy_refuses_it(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        submit(engine, connection)
        connection.rollback()
        with pytest.raises(exc.InvalidRequestError, match="inside context manager"):
            engine.send(connection, "d", ACCEPT)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_the_server_ended_is_given_up_and_a_new_one_serves(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        submit(engine, connection)
    aside = create_engine(database.url)
    with database.connect() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with aside.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with pytest.raises(exc.OperationalError) as caught:
            engine.send(connection, "d", ACCEPT)
        assert caught.value.connection_invalidated
        assert connection.invalidated
        connection.rollback()
        engine.send(connection, "d", ACCEPT)
        connection.commit()
        engine.verify(connection)
    aside.dispose()


def test_an_interrupt_gives_the_connection_up(
    engine: procflow.Engine, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what is on the wire then; SQLAlchemy gives it up too."""
    with database.connect() as connection:
        submit(engine, connection)

        def interrupt(*_: object) -> bytes:
            raise KeyboardInterrupt

        monkeypatch.setattr(statement._Text, "values", interrupt)  # noqa: SLF001 - at the statement itself
        with pytest.raises(KeyboardInterrupt):
            engine.send(connection, "d", ACCEPT)
        assert connection.invalidated
        connection.rollback()


def test_a_busy_database_is_told_as_a_lost_race(engine: procflow.Engine, tmp_path: Path) -> None:
    where = tmp_path / "busy.db"
    database = prepare_sqlite(create_engine(f"sqlite:///{where}", connect_args={"timeout": 0}), begin="DEFERRED")
    with database.begin() as connection:
        engine.create_tables(connection)
        submit(engine, connection)
    other = sqlite3.connect(where, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with database.connect() as connection, pytest.raises(ConflictError, match="PF622"):
        engine.send(connection, "d", ACCEPT)
    other.close()
    database.dispose()
