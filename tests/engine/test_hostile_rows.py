"""What reads a database somebody else wrote to: every fault is a finding, and none ends the verifying."""

# ruff: noqa: S608 - what is attacked is named in the attack

import hashlib
from collections.abc import Callable, Iterator

import pytest
import two_laws
from families import DESK, procedures
from families import submit as submit_family
from memory import in_memory
from scenes import ACCEPT, APPLICANT, OFFICE, change_calendar, permit
from sqlalchemy import Connection, Engine, event, text

import procflow
from procflow.dossier import Take
from procflow.engine import Checkpoint, ManualClock, Seal
from procflow.errors import JournalError, ProcflowError
from procflow.library import load_text

PERMIT = "1.013225"
SEAL = Seal("2026", {"2026": b"a key that is kept elsewhere"})
DEEP = "CAST(replace(hex(zeroblob(100000)), '0', '[') AS BLOB)"


def without_keys(table: str) -> list[str]:
    """Keep the rows of a table and none of its keys and constraints."""
    return [f"CREATE TABLE bare AS SELECT * FROM {table}", f"DROP TABLE {table}", f"ALTER TABLE bare RENAME TO {table}"]


def doubled(table: str, *more: str) -> list[str]:
    return [*without_keys(table), f"INSERT INTO {table} SELECT * FROM {table}", *more]


PERSONAL, JOURNAL, DOSSIER = "procflow_personal", "procflow_journal", "procflow_dossier"
ROWS: dict[str, tuple[list[str], set[str]]] = {
    "a value that is text": ([f"UPDATE {PERSONAL} SET value = CAST(value AS TEXT)"], {"PF670"}),
    "a salt that is text": ([f"UPDATE {PERSONAL} SET salt = '{'a' * 32}'"], {"PF670"}),
    "no salt": ([*without_keys(PERSONAL), f"UPDATE {PERSONAL} SET salt = NULL"], {"PF670"}),
    "a name of bytes": ([f"UPDATE {PERSONAL} SET name = CAST(name AS BLOB)"], {"PF670"}),
    "an owner of bytes": ([f"UPDATE {PERSONAL} SET dossier = x'FF'"], {"PF671", "PF673"}),
    "a body too deep": ([f"UPDATE {JOURNAL} SET body = {DEEP} WHERE seq = 2"], {"PF641", "PF645"}),
    "a body that is text": ([f"UPDATE {JOURNAL} SET body = CAST(body AS TEXT)"], {"PF641", "PF645"}),
    "a kind of bytes": ([f"UPDATE {JOURNAL} SET kind = CAST(kind AS BLOB)"], {"PF641", "PF645"}),
    "a moment of bytes": ([f"UPDATE {JOURNAL} SET recorded_at = x'FF' WHERE seq = 2"], {"PF641", "PF645"}),
    "a number that is a word": ([f"UPDATE {JOURNAL} SET seq = 'zwei' WHERE seq = 2"], {"PF641", "PF642", "PF643"}),
    "a hash that is text": ([f"UPDATE {JOURNAL} SET hash = 'abc'"], {"PF641", "PF642", "PF643", "PF651"}),
    "a hash that is no text": ([f"UPDATE {JOURNAL} SET hash = CAST(x'FF' AS TEXT)"], {"PF649", "PF651"}),
    "entries twice": (doubled(JOURNAL), {"PF642", "PF643", "PF651"}),
    "a head row twice": (doubled(DOSSIER), {"PF649"}),
    "a head row without an id": (
        [*without_keys(DOSSIER), f"UPDATE {DOSSIER} SET id = NULL WHERE id = 'd'"],
        {"PF648", "PF649", "PF673"},
    ),
    "an id of bytes": ([f"UPDATE {DOSSIER} SET id = CAST(id AS BLOB) WHERE id = 'd'"], {"PF648", "PF649", "PF673"}),
    "a version that is a word": ([f"UPDATE {DOSSIER} SET version = 'two'"], {"PF643", "PF650"}),
    "a head that is text": ([f"UPDATE {DOSSIER} SET head = 'x'"], {"PF643", "PF650"}),
    "no head": ([*without_keys(DOSSIER), f"UPDATE {DOSSIER} SET head = NULL"], {"PF643", "PF650"}),
    "a state too deep": ([f"UPDATE {DOSSIER} SET state = {DEEP}"], {"PF644"}),
    "no calendar": ([*without_keys(DOSSIER), f"UPDATE {DOSSIER} SET calendar = NULL"], {"PF605", "PF644"}),
    "two texts under one hash": (
        doubled("procflow_definition", "UPDATE procflow_definition SET text = 'name: a' WHERE rowid = 1"),
        {"PF646"},
    ),
    "a text of bytes": (["UPDATE procflow_definition SET text = CAST(text AS BLOB)"], {"PF646"}),
    "two calendars under one version": (
        doubled("procflow_calendar", "UPDATE procflow_calendar SET canonical = x'00' WHERE rowid = 1"),
        {"PF647"},
    ),
    "a calendar too deep": ([f"UPDATE procflow_calendar SET canonical = {DEEP}"], {"PF647"}),
    "a dossier without a name": (
        [f"UPDATE {table} SET {column} = '' WHERE {column} = 'd'" for table, column in (
            (DOSSIER, "id"), (JOURNAL, "dossier"), (PERSONAL, "dossier"),
        )],
        {"PF641", "PF642", "PF649", "PF650", "PF651", "PF670"},
    ),
}  # fmt: skip


def submit(served: procflow.Engine, connection: Connection, name: str) -> None:
    details = {"phone": "0900"}
    served.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", details=details, dossier_id=name)


@pytest.fixture(scope="module")
def attacked() -> Iterator[tuple[procflow.Engine, Connection, Checkpoint]]:
    """A dossier in a database in memory, no trigger in the way: SQLite keeps any kind of value in any column."""
    served = procflow.Engine(permit(), clock=ManualClock(two_laws.AFTER), seal=SEAL)
    with in_memory() as opened:
        served.create_tables(opened)
        submit(served, opened, "d")
        served.send(opened, "d", ACCEPT)
        guards = opened.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        for guard in guards:
            opened.execute(text(f"DROP TRIGGER {guard}"))
        yield served, opened, served.checkpoint(opened)


def codes(verified: Callable[[], object]) -> set[str]:
    try:
        verified()
    except JournalError as error:
        return {finding.code for finding in error.params["findings"]}  # type: ignore[attr-defined]
    return set()


READS: dict[str, Callable[[procflow.Engine, Connection], object]] = {
    "history": lambda served, connection: served.history(connection, "d"),
    "personal": lambda served, connection: served.personal(connection, "d"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_that_holds_what_nobody_expects_is_a_finding_and_no_exception(
    attacked: tuple[procflow.Engine, Connection, Checkpoint], kind: str
) -> None:
    served, connection, checkpoint = attacked
    statements, expected = ROWS[kind]
    nested = connection.begin_nested()
    for statement in statements:
        connection.exec_driver_sql(statement)
    found = codes(lambda: served.verify(connection, against=checkpoint))
    codes(lambda: served.verify(connection, "d"))
    nested.rollback()
    assert found == expected
    assert codes(lambda: served.verify(connection, against=checkpoint)) == set()


@pytest.mark.parametrize("kind", [kind for kind in ROWS if "no text" not in kind and "twice" not in kind])
@pytest.mark.parametrize("read", READS)
def test_who_reads_such_a_row_is_told_by_a_code(
    attacked: tuple[procflow.Engine, Connection, Checkpoint], kind: str, read: str
) -> None:
    served, connection, _ = attacked
    nested = connection.begin_nested()
    for statement in ROWS[kind][0]:
        connection.exec_driver_sql(statement)
    try:
        READS[read](served, connection)
    except ProcflowError as error:
        assert error.code in {"PF601", "PF645", "PF649", "PF670", "PF671"}  # noqa: PT017 - it may as well be read
    finally:
        nested.rollback()


def test_a_forged_dossier_whose_id_would_spoil_checkpoints_is_a_finding(clock: ManualClock) -> None:
    served = procflow.Engine(permit(), clock=clock)
    with in_memory() as connection:
        served.create_tables(connection)
        submit(served, connection, "d")
        unguarded(connection)
        for name in ("x\n1 y", "a b"):
            connection.execute(text("UPDATE procflow_dossier SET id = :id"), {"id": name})
            connection.execute(text("UPDATE procflow_journal SET dossier = :id"), {"id": name})
            assert "PF649" in codes(lambda: served.verify(connection))
            with pytest.raises(ProcflowError, match="PF639"):
                Checkpoint.read(served.checkpoint(connection).text())


def test_a_checkpoint_with_a_number_no_journal_reaches_is_none() -> None:
    body = f"procflow checkpoint 1\ntaken at 2026-08-17T02:00:00.000000Z\n{'9' * 5000} {'a' * 64} d\n"
    with pytest.raises(ProcflowError, match="PF639"):
        Checkpoint.read(f"{body}root {hashlib.sha256(body.encode()).hexdigest()}\n")


def unguarded(connection: Connection, *statements: str) -> None:
    """Write past the guards, on either database."""
    for table in ("journal", "definition", "calendar", "personal"):
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"ALTER TABLE procflow_{table} DISABLE TRIGGER USER"))
            continue
        for action in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS procflow_{table}_no_{action}"))
    for statement in statements:
        connection.execute(text(statement))


def test_the_text_a_dossier_was_decided_by_before_it_moved_on_is_missed(
    connection: Connection, clock: ManualClock
) -> None:
    served = procflow.Engine((load_text(two_laws.OLD_TEXT), two_laws.new()), clock=clock)
    clock.move_to(two_laws.BEFORE)
    two_laws.accepted(served, connection, "a")
    clock.move_to(two_laws.AFTER)
    assert served.migrate(connection, two_laws.plan(served, connection), by=OFFICE).failed == ()
    served.verify(connection)
    unguarded(connection, "DELETE FROM procflow_definition WHERE version = '2026-01'")
    assert codes(lambda: served.verify(connection)) == codes(lambda: served.verify(connection, "a")) == {"PF604"}


def test_the_calendar_a_dossier_was_counted_by_before_a_notice_is_missed(
    connection: Connection, clock: ManualClock
) -> None:
    served = procflow.Engine(permit(), clock=clock)
    submit(served, connection, "d")
    served.send(connection, "d", ACCEPT)
    change_calendar(served, connection)
    served.verify(connection)
    unguarded(connection, "DELETE FROM procflow_calendar WHERE version NOT IN (SELECT calendar FROM procflow_dossier)")
    assert codes(lambda: served.verify(connection)) == codes(lambda: served.verify(connection, "d")) == {"PF605"}


@pytest.mark.parametrize(
    ("gone", "left"),
    [("d", "d/birth"), ("d/birth", "d")],
    ids=["the parent", "a child"],
)
def test_a_whole_dossier_that_others_rest_on_is_missed(
    connection: Connection, clock: ManualClock, gone: str, left: str
) -> None:
    served = procflow.Engine(procedures(), clock=clock)
    submit_family(served, connection)
    served.send(connection, "d", Take("accept", by=DESK))
    served.verify(connection)
    unguarded(
        connection,
        f"DELETE FROM procflow_journal WHERE dossier = '{gone}'",
        f"DELETE FROM procflow_dossier WHERE id = '{gone}'",
    )
    assert codes(lambda: served.verify(connection)) == codes(lambda: served.verify(connection, left)) == {"PF692"}


def test_a_dossier_that_is_written_to_while_it_is_verified_is_no_finding(database: Engine, clock: ManualClock) -> None:
    served = procflow.Engine(permit(), clock=clock)
    if database.dialect.name == "sqlite":
        pytest.skip("a transaction of SQLite sees one moment")
    with database.begin() as first:
        submit(served, first, "d")
    waiting = [ACCEPT]

    def meanwhile(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "procflow_journal" in statement and waiting:
            with database.begin() as other:
                served.send(other, "d", waiting.pop())

    with database.connect() as reading:
        event.listen(reading, "before_cursor_execute", meanwhile)
        assert served.verify(reading).entries == len(served.history(reading, "d"))
    assert waiting == []
