"""One engine serves a whole process: many threads, and more databases than one."""

from dataclasses import dataclass
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text

import procflow
from procflow.dossier import Take
from procflow.engine import kinds
from procflow.errors import MisuseError

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
