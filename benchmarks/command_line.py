"""What a person waits for at the prompt: processes started anew, from the first instruction to the last word.

Run as `make bench`, or `python -m benchmarks.command_line`. A Python that does nothing is the floor; the wall clock
counts, because it is what one waits by.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter_ns

from benchmarks.race import Result, report

__all__ = ["main"]

PROCFLOW = Path(sys.executable).with_name("procflow")
ROUNDS = 11
HELP_AIM_NS = 200_000_000  # the aim set for `procflow --help`


def main() -> None:
    """Start each command some times, in turn, and print the medians."""
    asked: dict[str, list[str | Path]] = {
        "procflow --help": [PROCFLOW, "--help"],
        "procflow --version": [PROCFLOW, "--version"],
        "procflow deadline": [PROCFLOW, "deadline", "2026-08-20", "5 working days"],
        "a Tab": [PROCFLOW],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    tab = {"_PROCFLOW_COMPLETE": "bash_complete", "COMP_WORDS": "procflow ch", "COMP_CWORD": "1"}
    calls = {name: _starter(command, tab if name == "a Tab" else {}) for name, command in asked.items()}
    taken: dict[str, list[int]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = perf_counter_ns()
            call()
            taken[name].append(perf_counter_ns() - start)
    results = [Result(name, median(times)) for name, times in taken.items()]
    report("Starting a command", results, aim_ns=HELP_AIM_NS)


def _starter(command: list[str | Path], more: dict[str, str]) -> Callable[[], object]:
    env = os.environ | more
    return lambda: subprocess.run(command, env=env, capture_output=True, check=True)  # noqa: S603 - our own program


if __name__ == "__main__":
    main()
