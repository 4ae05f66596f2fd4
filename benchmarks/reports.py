"""A report over twenty thousand dossiers, counted by rows and, beside it, by every journal read whole.

Run as `python -W ignore -m benchmarks.reports`. Two hundred dossiers go their ways by chance and are copied until there
are enough; both ways count the same figures or the run ends. What is told is dossiers a second of the clock and of the
client's processor, the best of some rounds taken in turn, and the statements a report took.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from sqlalchemy import Connection, Engine, event, text

import procflow
from benchmarks.durable_office import durable_sqlite, on_postgresql, postgresql
from procflow import VIETNAM_TIME, Actor, Take
from procflow.core import StandingKind, Tally, open_outcomes
from procflow.engine import ManualClock, ReportBy
from procflow.engine.report import standings_by
from procflow.errors import Rejected
from procflow.library import shipped
from procflow.store import encode_moment
from procflow.store.schema import dossier, journal
from procflow.store.standings import journals_of, sketches

__all__ = ["main", "reports"]

PERMIT: Final = "1.013225"
MANY: Final = 20_000
OWN: Final = 200
ROUNDS: Final = 3
APPLICANT: Final = Actor("an", roles=("applicant",))
Figures = Mapping[str, Tally]


def live(engine: procflow.Engine, clock: ManualClock, connection: Connection) -> None:
    """Let dossiers of two agencies go their ways, by chance."""
    chance = random.Random(26)  # noqa: S311 - a repeatable choice
    ids: list[str] = []
    for turn in range(6 * OWN):
        clock.move_by(timedelta(minutes=chance.randint(10, 90)))
        if turn % 6 == 0:
            competent = chance.choice(["H40.01", "H40.02"])
            ids.append(
                engine.submit(
                    connection, PERMIT, by=APPLICANT, channel="online", case="house", competent=competent
                ).dossier_id
            )
            continue
        dossier_id = chance.choice(ids[-60:])
        state = engine.dossier(connection, dossier_id)
        law = engine._shelf.pinned(connection, state)  # noqa: SLF001 - to choose among what is open
        acts = (
            []
            if state.ended
            else [Take(one.id, by=Actor(f"n{turn}", (one.by,)), reason="x") for one in open_outcomes(law, state)]
        )
        with suppress(Rejected, IndexError):
            engine.send(connection, dossier_id, chance.choice(acts))
    engine.tick(connection)


def multiply(connection: Connection) -> None:
    """Copy every dossier and its journal, under other ids, until there are `MANY`."""
    for table, named in ((dossier, {"id"}), (journal, {"dossier", "command_id"})):
        columns = [column.name for column in table.columns if column.name != "position"]
        given = ", ".join(f'"{name}"' for name in columns)
        taken = ", ".join(
            f"\"{name}\" || '-' || CAST(:copy AS TEXT)" if name in named else f'"{name}"' for name in columns
        )
        own = "length(id)" if table is dossier else "length(dossier)"
        copying = text(f"INSERT INTO {table.name} ({given}) SELECT {taken} FROM {table.name} WHERE {own} = 36")  # noqa: S608 - names of tables
        for copy in range(MANY // OWN - 1):
            connection.execute(copying, {"copy": str(copy)})


def by_journals(connection: Connection, by: ReportBy, as_of: datetime) -> Figures:
    """Count by every journal, a page of dossiers at a time."""
    kinds: dict[str, Counter[StandingKind]] = {}
    moment = encode_moment(as_of)
    for page in sketches(connection, moment):
        for _, events in journals_of(connection, page, moment):
            for name, kind in standings_by(by, events, as_of):
                kinds.setdefault(name, Counter())[kind] += 1
    return {name: Tally.of(counter.elements()) for name, counter in sorted(kinds.items())}


def reports(title: str, database: Engine) -> None:
    """Tell how fast each report is on one database."""
    clock = ManualClock(datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME))
    engine = procflow.Engine([procflow.load(shipped(PERMIT))], clock=clock)
    with database.begin() as connection:
        engine.create_tables(connection)
        live(engine, clock, connection)
        multiply(connection)
        for table in (dossier, journal):
            connection.execute(text(f"ANALYZE {table.name}"))
        entries = connection.scalar(text("SELECT count(*) FROM procflow_journal"))
    print(f"\n{title}: {MANY:,} dossiers with {entries:,} entries, counted a second")
    for label, as_of in (("now", clock.now()), ("as of a fortnight ago", clock.now() - timedelta(days=14))):
        for by in ReportBy:
            ways: Mapping[str, Callable[[Connection], Figures]] = {
                "engine.report": partial(engine.report, as_of=as_of, by=by),
                "every journal": partial(by_journals, as_of=as_of, by=by),
            }
            _compare(database, f"by {by}, {label}", ways)


def _compare(database: Engine, label: str, ways: Mapping[str, Callable[[Connection], Figures]]) -> None:
    best: dict[str, tuple[float, float, int]] = {}
    figures: list[Figures] = []
    for _ in range(ROUNDS):
        for name, way in ways.items():
            with database.begin() as connection:
                statements: list[str] = []
                event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))  # noqa: B023 - in this turn
                clock, processor = perf_counter(), process_time()
                figures.append(way(connection))
                taken = (perf_counter() - clock, process_time() - processor, len(statements))
            best[name] = min(best.get(name, taken), taken)
    assert all(one == figures[0] for one in figures)
    for name, (clock, processor, count) in best.items():
        rates = f"{MANY / clock:>8,.0f}/s of the clock {MANY / processor:>8,.0f}/s of the processor"
        print(f"  {label:<36} {name:<14} {rates} {count:>5} statements")


def main() -> None:
    """Tell it of both databases."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as uri:
        for title, database in (
            ("SQLite (WAL, FULL)", durable_sqlite(Path(folder) / "own.db")),
            ("PostgreSQL", on_postgresql(uri)),
        ):
            reports(title, database)
            database.dispose()


if __name__ == "__main__":
    main()
