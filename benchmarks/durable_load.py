"""A durable command under load: many processes on PostgreSQL, and a poll among a million open dossiers.

The processes of one measurement run at the same time and count what they did in the same seconds; the raw driver's own
scaling on the same machine is what procflow's is compared with.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median
from time import perf_counter, sleep, time
from typing import Final

from sqlalchemy import Engine, text

from benchmarks.durable_office import Office, on_postgresql, raw_postgresql

__all__ = ["poll", "scaling"]

SECONDS: Final = 2.0
ROUNDS: Final = 3
MANY: Final = 4
MILLION: Final = 1_000_000
POLLS: Final = 200


def _count(make: Callable[[], Callable[[], None]], start_at: float) -> int:
    command = make()
    for _ in range(20):
        command()
    sleep(max(0.0, start_at - time()))
    count, end = 0, perf_counter() + SECONDS
    while perf_counter() < end:
        command()
        count += 1
    return count


def work(kind: str, uri: str, start_at: float) -> int:
    """Do commands of one kind for some seconds from the moment `start_at` on, and count them."""
    if kind == "raw":
        return _count(lambda: raw_postgresql(uri, prepare=False), start_at)
    return _count(lambda: Office(on_postgresql(uri), prepare=False).command, start_at)


def scaling(uri: str) -> None:
    """Tell what four processes do beside one, for the raw driver and for procflow, in turn."""
    rates: dict[tuple[str, int], list[float]] = {}
    with ProcessPoolExecutor(MANY, mp_context=get_context("spawn")) as pool:
        list(pool.map(work, ["raw"] * MANY, [uri] * MANY, [0.0] * MANY))  # everything is loaded before it counts
        for _ in range(ROUNDS):
            for kind in ("raw", "procflow"):
                for processes in (1, MANY):
                    start_at = time() + 1.5
                    counts = pool.map(work, [kind] * processes, [uri] * processes, [start_at] * processes)
                    rates.setdefault((kind, processes), []).append(sum(counts) / SECONDS)
    middle = {key: median(taken) for key, taken in rates.items()}
    print(f"\nPostgreSQL, {MANY} processes beside one")
    gain = {}
    for kind in ("raw", "procflow"):
        one, many = middle[kind, 1], middle[kind, MANY]
        gain[kind] = many / one
        print(f"  {kind:<44} {one:>8,.0f}/s  {many:>8,.0f}/s  {gain[kind]:.2f}x")
    ratio = gain["procflow"] / gain["raw"]
    verdict = "met" if ratio >= 0.9 else "missed"
    print(f"  procflow's scaling to the raw driver's: {ratio:.2f} (aim 0.9: {verdict})")


_COPY_POSTGRESQL: Final = "FROM procflow_dossier, generate_series(1, :count) AS n WHERE id = :id"
_COPY_SQLITE: Final = (
    "FROM procflow_dossier, (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < :count) "
    "SELECT n FROM c) WHERE id = :id"
)


def poll(title: str, office: Office) -> None:
    """Tell what asking costs when nothing is due: among few open dossiers, and among a million."""
    few = _polls(office)
    start = perf_counter()
    _fill(office.database, MILLION)
    print(f"\n{title}: a poll, nothing due ({MILLION:,} dossiers made in {perf_counter() - start:.0f} s)")
    many = _polls(office)
    for name in few:
        verdict = "met" if many[name] <= 1.5 * few[name] else "missed"
        line = f"{few[name] * 1e6:>8,.0f} us among few  {many[name] * 1e6:>8,.0f} us among a million"
        print(f"  {name:<20} {line}  {many[name] / few[name]:.2f}x (aim: independent, at most 1.5x: {verdict})")


def _polls(office: Office) -> dict[str, float]:
    times: dict[str, list[float]] = {"engine.next_wake": [], "engine.tick": []}
    for _ in range(POLLS):
        with office.database.begin() as connection:
            start = perf_counter()
            office.engine.next_wake(connection)
            middle = perf_counter()
            assert not office.engine.tick(connection).woken
            times["engine.next_wake"].append(middle - start)
            times["engine.tick"].append(perf_counter() - middle)
    return {name: median(taken) for name, taken in times.items()}


def _fill(database: Engine, count: int) -> None:
    """Multiply one open dossier's row, with a small state: a poll reads the index alone."""
    with database.begin() as connection:
        columns = connection.execute(text("SELECT * FROM procflow_dossier LIMIT 1")).mappings().one()
        chosen = {name: name for name in columns} | {"id": "'m' || n", "state": "head"}
        source = _COPY_POSTGRESQL if database.dialect.name == "postgresql" else _COPY_SQLITE
        sql = f"INSERT INTO procflow_dossier ({', '.join(chosen)}) SELECT {', '.join(chosen.values())} {source}"
        connection.execute(text(sql), {"count": count, "id": columns["id"]})
        connection.execute(text("ANALYZE procflow_dossier"))
