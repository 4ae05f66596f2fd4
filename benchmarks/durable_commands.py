"""A durable command beside the raw driver and its peers, many processes, ticks and polls, on SQLite and on PostgreSQL.

Run as `python -m benchmarks.durable_commands`; `quick` after it leaves out the peers, the processes and the million.
Contestants go in turn, in one process, a fifth of a second at a time, each commit on the disk. A state that was decoded
a moment ago is not decoded again (`procflow.store.states`): the last row of procflow, timed after the others because it
makes the process forget, shows what a command costs where that does not help.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import psycopg
import psycopg.conninfo
import psycopg.sql
from sqlalchemy import Engine

from benchmarks.durable_load import poll, scaling
from benchmarks.durable_office import Office, durable_sqlite, on_postgresql, postgresql, raw_postgresql, raw_sqlite
from benchmarks.durable_peers import (
    STEPS,
    dbos_steps,
    django_commands,
    postgresql_of_django,
    sqlalchemy_core,
    sqlite_of_django,
)
from benchmarks.race import Result, race
from procflow.store.states import forget_states

__all__ = ["main"]

ROUNDS: Final = 25
SLICE_NS: Final = 200_000_000  # a server does one thing for longer than the processor remembers another
TICKS: Final = 3
OWN: Final = "procflow engine.send"
COLD: Final = "the same, its state decoded anew"
RAW: Final = "the raw driver"
CORE: Final = "SQLAlchemy Core"
DBOS: Final = "DBOS, a step"
AIMS: Final = {RAW: 0.4, "django-fsm": 1.5}
"""How many times as fast as each a command has to be; DBOS depends on the database."""

Contestants = dict[str, Callable[[], object]]


def cold(office: Office) -> Callable[[], None]:
    """Give a command that finds no state decoded before."""

    def command() -> None:
        forget_states()
        office.command()

    return command


def tell(title: str, results: list[Result], aims: dict[str, float]) -> None:
    """Print each time, how many times as fast procflow is, and whether that is what was aimed at."""
    print(f"\n{title}: a durable command")
    own = results[0].nanoseconds
    for result in results:
        taken = result.nanoseconds / (STEPS if result.name == DBOS else 1)
        faster = taken / own
        verdict = ""
        if aim := aims.get(result.name):
            verdict = f"(aim {aim}: {'met' if faster >= aim else 'missed'})"
        print(f"  {result.name:<36} {taken / 1000:>10,.0f} us  procflow is {faster:>6.2f} times as fast {verdict}")


def compare(title: str, office: Office, contestants: Contestants, dbos: str, aim: float) -> None:
    """Race a command against `contestants`, and DBOS on the database at the address `dbos`; then time ticks."""
    own: Contestants = {OWN: office.command}
    with dbos_steps(dbos) if dbos else nullcontext() as run:
        steps: Contestants = {} if run is None else {DBOS: run}
        results = race({**own, **contestants, **steps}, ROUNDS, slice_ns=SLICE_NS)
    results += race({COLD: cold(office)}, ROUNDS, slice_ns=SLICE_NS)
    tell(title, results, {**AIMS, DBOS: aim})
    best = sorted(office.tick() for _ in range(TICKS))[TICKS // 2]
    print(f"  tick: {best:,.0f} dossiers/s (aim 5,000: {'met' if best >= 5_000 else 'missed'})")


def main() -> None:
    """Compare on both databases."""
    quick = sys.argv[1:] == ["quick"]
    with tempfile.TemporaryDirectory() as folder, postgresql() as uri:
        place = Path(folder)
        _create(uri, "procflow", "dbos")
        within = uri.replace("/postgres?", "/procflow?", 1)
        files = durable_sqlite(place / "own.db")
        server = on_postgresql(within)
        on_file: Contestants = {RAW: raw_sqlite(place / "raw.db")}
        on_server: Contestants = {RAW: raw_postgresql(within)}
        if not quick:
            _add_peers(place, within, on_file, on_server, server)
        dbos = "" if quick else uri.replace("/postgres?", "/dbos?", 1)
        compare("SQLite (WAL, FULL)", Office(files), on_file, dbos and f"sqlite:///{place}/dbos.db", 4.0)
        compare("PostgreSQL", Office(server), on_server, dbos, 2.5)
        if not quick:
            scaling(within)
            poll("SQLite", Office(files))
            poll("PostgreSQL", Office(server))
        server.dispose()
        files.dispose()


def _add_peers(place: Path, uri: str, on_file: Contestants, on_server: Contestants, server: Engine) -> None:
    on_file[CORE] = sqlalchemy_core(durable_sqlite(place / "raw.db"))
    on_server[CORE] = sqlalchemy_core(server)
    host = psycopg.conninfo.conninfo_to_dict(uri)["host"]
    named = {
        "sqlite": sqlite_of_django(place / "django.db"),
        "postgresql": postgresql_of_django("procflow", str(host)),
    }
    commands = django_commands(named)
    on_file.update(commands["sqlite"])
    on_server.update(commands["postgresql"])


def _create(uri: str, *names: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        for name in names:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


if __name__ == "__main__":
    main()
