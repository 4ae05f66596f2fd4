"""Time contestants side by side: in turn, many rounds, medians, so that noise strikes all of them alike.

What is worth reading is the ratio; the nanoseconds are this machine's.
"""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import Final

__all__ = ["Result", "race", "report"]

ROUNDS: Final = 15
SLICE_NS: Final = 4_000_000
FINE_NS: Final = 100


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant's median time a call, in nanoseconds."""

    name: str
    nanoseconds: float


def race(
    contestants: Mapping[str, Callable[[], object]],
    rounds: int = ROUNDS,
    clock: Callable[[], int] = perf_counter_ns,
    slice_ns: int = SLICE_NS,
) -> list[Result]:
    """Time each contestant in each round, a few milliseconds at a time, or `slice_ns`.

    What only computes is timed by the processor's clock, which does not run while others have the processor.
    """
    loops = {name: _loops(call, clock, slice_ns) for name, call in contestants.items()}
    times: dict[str, list[float]] = {name: [] for name in contestants}
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in contestants.items():
                times[name].append(_timed(call, loops[name], clock) / loops[name])
    finally:
        gc.enable()
    return [Result(name, median(taken)) for name, taken in times.items()]


def report(title: str, results: list[Result], *, aim_ns: float | None = None) -> None:
    """Print each result beside the first one, which is procflow's."""
    print(f"\n{title}")
    own = results[0].nanoseconds
    for result in results:
        print(f"  {result.name:<44} {_spelled(result.nanoseconds):>10}  {result.nanoseconds / own:>9.2f}x")
    if aim_ns is not None:
        verdict = "met" if own <= aim_ns else f"missed by {own / aim_ns:.1f}x"
        print(f"  {'aim':<44} {_spelled(aim_ns):>10}  {verdict}")


def _loops(call: Callable[[], object], clock: Callable[[], int], slice_ns: int) -> int:
    call()
    loops = 1
    while loops < 1_000_000 and _timed(call, loops, clock) < slice_ns:
        loops *= 2
    return loops


def _timed(call: Callable[[], object], loops: int, clock: Callable[[], int]) -> int:
    start = clock()
    for _ in range(loops):
        call()
    return clock() - start


def _spelled(nanoseconds: float) -> str:
    if nanoseconds < FINE_NS:
        return f"{nanoseconds:.1f} ns"
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.2f} {unit}"
    return f"{nanoseconds:.0f} ns"
