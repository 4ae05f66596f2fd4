"""Run a fuzzer for a while, guided by the branches it reaches, and say what came of it.

Invariants: a run prints its seed, which with the inputs it began from (`out/fuzz`) and a bound on their number repeats
it; nothing is instrumented unless a script is run as one, so that the tests that try its target again stay as fast as
they are. Without atheris (it has no wheel for every Python and system) the inputs are random and nothing guides them;
the run says so.
"""

import contextlib
import os
import random
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, NoReturn

try:
    import atheris
except ModuleNotFoundError:
    atheris = None

__all__ = ["CORPUS", "Target", "instrumented", "run"]

Target = Callable[[bytes], frozenset[str]]
"""Try one input and give the codes it was refused with, none if it was accepted; anything raised is a find."""

CORPUS: Final = Path(__file__).parent.parent / "fuzz" / "corpus"
"""A few small inputs for each script that reach most branches: where a run starts, and what the tests try again."""

_OUT: Final = Path("out") / "fuzz"
_SECONDS_FOR_ONE: Final = 60
_TOLD_EVERY: Final = 10_000
_MEGABYTES: Final = 3000


def instrumented(script: str, *rooms: str) -> AbstractContextManager[object]:
    """Have atheris watch the branches of `rooms`, imported within, if `script` is the `__name__` of one being run."""
    if atheris is None or script != "__main__":
        return contextlib.nullcontext()
    watched: AbstractContextManager[object] = atheris.instrument_imports(include=list(rooms))
    return watched


class _Tally:
    """Count what is tried, and tell of it when the run is over or something was found."""

    def __init__(self, name: str, target: Target, seed: int, *, seconds: int, runs: int) -> None:
        self.name, self.target, self.seed, self.seconds, self.runs = name, target, seed, seconds, runs
        self.inputs, self.accepted = 0, 0
        self.codes: Counter[str] = Counter()
        self.began = time.monotonic()

    def once(self, data: bytes) -> None:
        self.inputs += 1
        try:
            codes = self.target(data)
        except BaseException:
            self.tell(f"; this one does it: {data!r}")
            raise
        self.accepted += not codes
        self.codes.update(codes)
        if time.monotonic() - self.began >= self.seconds or self.inputs == self.runs:
            self.tell()
            _end()
        elif not self.inputs % _TOLD_EVERY:
            self.tell("; going on")  # what libFuzzer stops for time or memory has no last word

    def tell(self, find: str = "") -> None:
        seconds = round(time.monotonic() - self.began)
        print(  # noqa: T201 - what a run is for
            f"{self.name}: {self.inputs:,} inputs, {self.accepted:,} accepted, "
            f"the others refused with {len(self.codes)} codes; seed {self.seed}, {seconds:,} s{find}",
            flush=True,
        )


def _end() -> None:
    """End well. libFuzzer ends the process without a word to Python, so it is asked to when everything was told."""
    if atheris is None:
        sys.exit(0)
    os.kill(os.getpid(), signal.SIGUSR1)


def run(name: str, target: Target, *, max_len: int) -> None:
    """Try inputs of at most `max_len` bytes, as the environment says.

    `FUZZ_SECONDS` says how long (60), `FUZZ_RUNS` how many (no bound), `FUZZ_SEED` repeats a run. Further arguments are
    options of libFuzzer or files to try again.
    """
    seconds, runs = int(os.environ.get("FUZZ_SECONDS", "60")), int(os.environ.get("FUZZ_RUNS", "0"))
    seed = int(os.environ.get("FUZZ_SEED", "0")) or 1 + secrets.randbelow(2**31)
    tally = _Tally(name, target, seed, seconds=seconds, runs=runs)
    if atheris is None:
        print(f"{name}: no atheris here, so nothing guides the inputs")  # noqa: T201 - likewise
        _unguided(tally, max_len)
    grown = _OUT / name
    grown.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_len={max_len}",
        f"-seed={seed}",
        f"-artifact_prefix={_OUT}/{name}-",
        "-verbosity=0",
        "-len_control=0",
    ]
    bounds = [f"-timeout={_SECONDS_FOR_ONE}", f"-rss_limit_mb={_MEGABYTES}"]
    given = sys.argv[1:] or [str(grown), *(str(each) for each in [CORPUS / name] if each.is_dir())]
    atheris.Setup([sys.argv[0], *options, *bounds, *given], tally.once)
    atheris.Fuzz()


def _unguided(tally: _Tally, max_len: int) -> NoReturn:
    chance = random.Random(tally.seed)  # noqa: S311 - a seed that can be repeated, not a secret
    while True:
        tally.once(chance.randbytes(chance.randint(1, max_len)))
