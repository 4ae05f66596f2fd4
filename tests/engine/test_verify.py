"""What `verify` sees: every stored byte that holds evidence, and what each kind of tampering looks like."""

import os
from collections.abc import Iterator

import pytest
from memory import in_memory
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

import procflow
from procflow.dossier import Take
from procflow.engine import ManualClock, Seal
from procflow.errors import JournalError
from procflow.procedure import Procedure
from procflow.store import METADATA

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
BOOKKEEPING = {("procflow_journal", "position"), ("procflow_journal", "settled_by"), ("procflow_dossier", "settled_by")}
WITHOUT_GUARDS = [
    "DROP TRIGGER procflow_journal_no_update",
    "DROP TRIGGER procflow_journal_no_delete",
    "DROP TRIGGER procflow_definition_no_update",
    "DROP TRIGGER procflow_definition_no_delete",
    "DROP TRIGGER procflow_calendar_no_update",
    "DROP TRIGGER procflow_calendar_no_delete",
    "DROP TRIGGER procflow_personal_no_update",
]


@pytest.fixture
def engine(permit: Procedure, clock: ManualClock) -> procflow.Engine:
    """An engine that seals, so that no column is empty."""
    return procflow.Engine([permit], clock=clock, seal=Seal("k", {"k": b"a key that is kept elsewhere"}))


@pytest.fixture
def connection(engine: procflow.Engine) -> Iterator[Connection]:
    """A database in memory: tampering is tried byte by byte where bytes can be written at will."""
    with in_memory() as opened:
        engine.create_tables(opened)
        yield opened


@pytest.fixture
def kept(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> Connection:
    """A dossier with a small journal, and no trigger in the way."""
    details = {"phone": "0900"}
    dossier_id = engine.submit(
        connection, PERMIT, by=APPLICANT, channel="online", case="house", details=details
    ).dossier_id
    engine.send(connection, dossier_id, Take("accept", by=RECEPTION), command_id=f"accept-{dossier_id}")
    clock.move_to(clock.now().replace(day=21))
    engine.tick(connection)
    for statement in WITHOUT_GUARDS:
        connection.execute(text(statement))
    engine.verify(connection)
    return connection


def is_caught(engine: procflow.Engine, connection: Connection) -> bool:
    try:
        engine.verify(connection)
    except JournalError as error:
        assert error.code == "PF640"  # noqa: PT017 - said of every finding
        return True
    return False


def flips(value: bytes, sample: int) -> Iterator[bytes]:
    for index in range(0, len(value), max(1, len(value) // sample)):
        yield value[:index] + bytes([value[index] ^ 1 << index % 8]) + value[index + 1 :]


def cells(connection: Connection) -> Iterator[tuple[str, str, int, str, bytes]]:
    """Every stored value: table, column, row, storage class, and its bytes."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) in BOOKKEEPING:
                continue
            query = f"SELECT rowid, typeof({column.name}), CAST({column.name} AS BLOB) FROM {table.name}"  # noqa: S608
            for rowid, kind, value in connection.execute(text(query)).all():
                if value is not None:
                    yield table.name, column.name, rowid, kind, value


def stored_as(kind: str) -> str:
    return {"integer": "CAST(CAST(:value AS TEXT) AS INTEGER)", "text": "CAST(:value AS TEXT)"}.get(kind, ":value")


def test_every_stored_byte_that_is_edited_is_found(engine: procflow.Engine, kept: Connection) -> None:
    """Every byte of short values and a sample of long ones; under PROCFLOW_TORTURE all but those of the texts."""
    missed, tried = [], 0
    sample = 1_000_000 if os.environ.get("PROCFLOW_TORTURE") else 8
    for table, column, rowid, kind, value in list(cells(kept)):
        update = text(f"UPDATE {table} SET {column} = {stored_as(kind)} WHERE rowid = :rowid")  # noqa: S608
        whole = table in {"procflow_definition", "procflow_calendar"}  # long, and hashed as a whole
        for edited in flips(value, min(sample, 300) if whole else sample):
            nested = kept.begin_nested()
            try:
                kept.execute(update, {"value": edited, "rowid": rowid})
            except IntegrityError:  # two rows under one key: the database refuses this edit itself
                nested.rollback()
                continue
            tried += 1
            if not is_caught(engine, kept):
                missed.append((table, column, rowid, value, edited))
            nested.rollback()
    assert missed == []
    assert tried > 800
    assert not is_caught(engine, kept)
