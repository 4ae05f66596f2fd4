"""One engine serves a whole process: many threads, and more databases than one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import Take
from procflow.engine import kinds
from procflow.errors import MisuseError, ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure
from procflow.store import METADATA

WAIT = 10
PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


@dataclass(frozen=True)
class Slip:
    """A record a host builds, of two fields."""

    first: str
    second: str


Slip.__module__ = "procflow.engine.slip"  # those of its own rooms are looked into


def test_a_thread_that_comes_while_another_reads_what_a_record_declares_checks_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the first call of a process has half read let a second one pass, or fail with a RuntimeError."""
    reached, go_on = Event(), Event()
    known = kinds.kind_of
    wait_at = iter([False, True])

    def slowly(hint: object) -> kinds.Kind:
        if next(wait_at, False):
            reached.set()
            assert go_on.wait(WAIT)
        return known(hint)

    kind = known(Slip)
    monkeypatch.setattr(kinds, "kind_of", slowly)
    thread = Thread(target=kind.check, args=(Slip("a", "b"), "slip"))
    thread.start()
    try:
        assert reached.wait(WAIT)
        with pytest.raises(MisuseError, match="PF616"):
            kind.check(Slip("a", 2), "slip")  # type: ignore[arg-type] # as a host without a type checker may
    finally:
        go_on.set()
        thread.join()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_offices_in_schemas_of_their_own_keep_their_dossiers_apart(engine: procflow.Engine, database: Engine) -> None:
    """One pool of connections serves them, and one engine: the search path says whose tables are meant."""
    for schema in ("office_a", "office_b"):
        with database.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
            connection.execute(text(f"SET LOCAL search_path TO {schema}"))
            engine.create_tables(connection)
    for schema in ("office_a", "office_b", "office_a"):
        with database.begin() as connection:
            connection.execute(text(f"SET LOCAL search_path TO {schema}"))
            engine.submit(
                connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id="d", command_id="form"
            )
            accepting = Take("accept", by=RECEPTION)
            assert isinstance(engine.send_many(connection, [("d", accepting, "click")])[0], procflow.Reply)
            assert [line.dossier_id for line in engine.worklist(connection)] == ["d"]
            assert engine.verify(connection).dossiers == 1
    with database.begin() as connection:
        assert engine.worklist(connection) == ()


def test_workers_that_start_at_once_may_each_create_the_tables(database: Engine) -> None:
    with database.begin() as connection:
        for name in (*METADATA.tables, "procflow_alembic_version"):
            connection.execute(text(f"DROP TABLE {name}"))
    at_once = Barrier(4)

    def start(_: int) -> int:
        at_once.wait(WAIT)
        with database.begin() as connection:
            procflow.Engine().create_tables(connection)
            return procflow.Engine().verify(connection).dossiers

    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(start, range(4))) == [0] * 4


def test_of_two_texts_published_at_once_as_one_version_the_second_is_refused(
    permit: Procedure, database: Engine
) -> None:
    """Neither of two processes that were given different texts sees yet what the other one keeps."""
    other = load_text(permit.text.replace(permit.version, "2026-06"))
    with database.begin() as connection:  # the calendar is there already, so that nobody waits for it
        _hand_in(procflow.Engine([other]), connection)
    changed = load_text(permit.text + "\n# đã sửa\n")
    at_once = Barrier(2)

    def publish(procedure: Procedure) -> str:
        with database.connect() as connection:
            at_once.wait(WAIT)
            try:
                _hand_in(procflow.Engine([procedure]), connection)
            except ProcflowError as error:
                return error.code
            connection.commit()
            return ""

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(publish, (permit, changed))) == ["", "PF606"]
    with database.connect() as connection:
        texts = "SELECT count(DISTINCT text) FROM procflow_definition WHERE version = :version"
        assert connection.execute(text(texts), {"version": permit.version}).scalar_one() == 1


def _hand_in(engine: procflow.Engine, connection: Connection) -> None:
    engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house")
