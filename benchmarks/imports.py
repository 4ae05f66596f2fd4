"""Imports beside the least they could cost: many commands, and many dossiers of a record of the post, on each database.

Run as `python -W ignore -m benchmarks.imports`. Contestants go in turn, each import in a transaction of its own that is
committed to the disk; the raw driver writes rows of the same number and size with `executemany` into two bare tables
with one key each. What is told is dossiers a second, median and range of some rounds, and the best of the client's
processor time for one of them; the ratios are what to read.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count as counting
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Final

import psycopg
from sqlalchemy import Engine

import procflow
from benchmarks.durable_office import OFFICER, TABLES, Office, durable_sqlite, on_postgresql, postgresql
from benchmarks.durable_peers import BODY, HASH, STATE
from procflow.engine import Handover, Posted
from procflow.library import load_text

__all__ = ["imports", "main"]

MANY: Final = 1_000
ROUNDS: Final = 5
AIM: Final = 5_000
ACCEPTED: Final = 7
"""So many entries an acceptance of the permit brings about."""
HANDED_IN: Final = 2
"""So many entries a dossier of the post begins with."""

Taken = tuple[float, float]
"""Seconds of the clock, and of the client's processor."""

ACCEPT: Final = procflow.Take("accept", by=OFFICER)
CODE: Final = "9.000091"
POSTED: Final = """\
procflow: 1
code: 9.000091
version: 2026-01
effective: 2026-01-01
name: Thủ tục mẫu
basis: bịa để đo
profile: one-stop/nd118-2025
channels: {submit: [online, post], return: [online]}
limit: 05 ngày làm việc
results: {permit: {name: Giấy phép, kind: approval}}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit}
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
"""
_numbers: Final = counting(1)


def now() -> Taken:
    """Read both clocks."""
    return perf_counter(), process_time()


def since(start: Taken) -> Taken:
    """Say what both clocks ran since `start`."""
    clock, processor = now()
    return clock - start[0], processor - start[1]


class Imports:
    """Serve the permit, and a procedure the post brings, from one database."""

    def __init__(self, database: Engine) -> None:
        self.office = Office(database)
        self.database = database
        self.desk = procflow.Engine([load_text(POSTED)], clock=self.office.clock)

    def send_many(self) -> Taken:
        """Accept many dossiers at once."""
        names = self.office.submit(MANY)
        start = now()
        with self.database.begin() as connection:
            answers = self.office.engine.send_many(connection, [(name, ACCEPT, f"a-{name}") for name in names])
        taken = since(start)
        assert all(isinstance(one, procflow.Reply) and len(one.events) == ACCEPTED for one in answers)
        return taken

    def send_each(self) -> Taken:
        """Accept as many one by one, in one transaction."""
        names = self.office.submit(MANY)
        start = now()
        with self.database.begin() as connection:
            for name in names:
                self.office.engine.send(connection, name, ACCEPT, command_id=f"a-{name}")
        return since(start)

    def _record(self, many: int) -> Handover:
        number = next(_numbers)
        posted = tuple(Posted(slip=f"E{slip}", code=CODE, applicant=f"ng-{slip}") for slip in range(many))
        signed_at = self.office.clock.now()
        return Handover(record=f"BB-{number}", signed_at=signed_at, by=OFFICER, carrier="b7", dossiers=posted)

    def hand_over(self) -> Taken:
        """Hand many dossiers over under one record."""
        record = self._record(MANY)
        start = now()
        with self.database.begin() as connection:
            answer = self.desk.hand_over(connection, record)
        taken = since(start)
        assert all(isinstance(one, procflow.Reply) and len(one.events) == HANDED_IN for one in answer.dossiers)
        return taken

    def hand_each(self) -> Taken:
        """Hand in as many one by one, in one transaction."""
        record = self._record(MANY)
        start = now()
        with self.database.begin() as connection:
            for one in record.dossiers:
                self.desk.submit(
                    connection,
                    CODE,
                    by=OFFICER,
                    channel="post",
                    applicant=one.applicant,
                    assisted_by=record.carrier,
                    command_id=record.command_id(one),
                )
        return since(start)


@contextmanager
def raw_sqlite(path: Path) -> Iterator[dict[str, Callable[[], Taken]]]:
    """Give what the same imports cost the driver of SQLite alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
    for table in TABLES:
        connection.execute(table.format(blob="BLOB"))

    def insert(names: Sequence[str]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO raw_dossier VALUES (?, ?, ?)", [(name, HANDED_IN, STATE) for name in names])
        connection.executemany("INSERT INTO raw_journal VALUES (?, ?, ?, ?)", list(_entries(names, 0, HANDED_IN)))
        connection.execute("COMMIT")

    def update(names: Sequence[str]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for name in names:
            connection.execute("SELECT version, state FROM raw_dossier WHERE id = ?", (name,)).fetchone()
        rows = [(HANDED_IN + ACCEPTED, STATE, name, HANDED_IN) for name in names]
        connection.executemany("UPDATE raw_dossier SET version = ?, state = ? WHERE id = ? AND version = ?", rows)
        connection.executemany(
            "INSERT INTO raw_journal VALUES (?, ?, ?, ?)", list(_entries(names, HANDED_IN, ACCEPTED))
        )
        connection.execute("COMMIT")

    yield _timed(insert, update)
    connection.close()


@contextmanager
def raw_postgresql(uri: str) -> Iterator[dict[str, Callable[[], Taken]]]:
    """Give what the same imports cost the driver of PostgreSQL alone."""
    connection = psycopg.connect(uri)
    for table in TABLES:
        connection.execute(table.format(blob="BYTEA").encode())
    connection.commit()

    def insert(names: Sequence[str]) -> None:
        with connection.cursor() as cursor:
            rows = [(name, HANDED_IN, STATE) for name in names]
            cursor.executemany("INSERT INTO raw_dossier VALUES (%s, %s, %s)", rows)
            cursor.executemany("INSERT INTO raw_journal VALUES (%s, %s, %s, %s)", list(_entries(names, 0, HANDED_IN)))
        connection.commit()

    def update(names: Sequence[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, version, state FROM raw_dossier WHERE id = ANY(%s)", (list(names),)).fetchall()
            rows = [(HANDED_IN + ACCEPTED, STATE, name, HANDED_IN) for name in names]
            cursor.executemany("UPDATE raw_dossier SET version = %s, state = %s WHERE id = %s AND version = %s", rows)
            cursor.executemany(
                "INSERT INTO raw_journal VALUES (%s, %s, %s, %s)", list(_entries(names, HANDED_IN, ACCEPTED))
            )
        connection.commit()

    yield _timed(insert, update)
    connection.close()


def _entries(names: Sequence[str], after: int, count: int) -> Iterator[tuple[str, int, bytes, bytes]]:
    return ((name, after + number, BODY, HASH) for name in names for number in range(1, count + 1))


def _timed(
    insert: Callable[[Sequence[str]], None], update: Callable[[Sequence[str]], None]
) -> dict[str, Callable[[], Taken]]:
    def timed(do: Callable[[Sequence[str]], None], names: Sequence[str]) -> Taken:
        start = now()
        do(names)
        return since(start)

    def fresh() -> list[str]:
        number = next(_numbers)
        return [f"raw-{number}-{name}" for name in range(MANY)]

    def updating() -> Taken:
        names = fresh()
        insert(names)
        return timed(update, names)

    return {"send": updating, "hand": lambda: timed(insert, fresh())}


def imports(title: str, own: Imports, raw: dict[str, Callable[[], Taken]]) -> None:
    """Tell how many dossiers a second each way takes."""
    ways: dict[str, Callable[[], Taken]] = {
        "engine.send_many": own.send_many,
        "engine.send, one by one": own.send_each,
        "the raw driver, read, updated, appended": raw["send"],
        "engine.hand_over": own.hand_over,
        "engine.submit, one by one": own.hand_each,
        "the raw driver, inserted": raw["hand"],
    }
    times: dict[str, list[Taken]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(ROUNDS):
        for name, way in ways.items():
            times[name].append(way())
    print(f"\n{title}: imports of {MANY:,} dossiers, a second of the clock, and the client's processor for one")
    for name, taken in times.items():
        rates = [MANY / clock for clock, _ in taken]
        processor = min(used for _, used in taken) / MANY * 1e6
        verdict = ""
        if name in {"engine.send_many", "engine.hand_over"}:
            verdict = f"  (aim {AIM:,}: {'met' if median(rates) >= AIM else 'missed'})"
        spread = f"{min(rates):>7,.0f} to {max(rates):>7,.0f}"
        print(f"  {name:<42} {median(rates):>8,.0f}/s  {spread}  {processor:>6,.0f} us{verdict}")


def main() -> None:
    """Tell it of both databases."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as uri:
        files = durable_sqlite(Path(folder) / "own.db")
        server = on_postgresql(uri)
        with raw_sqlite(Path(folder) / "raw.db") as raw:
            imports("SQLite (WAL, FULL)", Imports(files), raw)
        with raw_postgresql(uri) as raw:
            imports("PostgreSQL", Imports(server), raw)
        server.dispose()
        files.dispose()


if __name__ == "__main__":
    main()
