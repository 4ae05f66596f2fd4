"""Judging procedures: one of 300 lines, the time-budget proof of each that ships, and `check` of a ministry's 2,600.

Run as `make bench`, or `python -m benchmarks.checking [COUNT]`. The many are scaffolds of the records the National
Public Service Portal publishes, each under a code of its own, as they are and as an analyst leaves them: with times in
the steps and a way back. The records lie in PROCFLOW_SHARED or in `../shared`; without them, those that ship take
turns. Times are the processor's; `check` runs in a process of its own, so that loading procflow counts.
"""

import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import process_time_ns
from typing import Final

from benchmarks.race import race, report
from procflow.calendar import vietnam
from procflow.library import load, load_text
from procflow.lint import check, check_structure
from procflow.lint.fit import prove_fit
from procflow.lint.weather import weather
from procflow.portal import read_record, scaffold
from procflow.procedure import Procedure

__all__ = ["long_text", "main"]

REPO: Final = Path(__file__).parents[1]
RECORDS: Final = Path(os.environ.get("PROCFLOW_SHARED", REPO.parent / "shared")) / "data/portal/procedures.jsonl.gz"
PERMIT: Final = REPO / "procedures" / "1.013225" / "2026-07.yaml"
PROGRAM: Final = Path(sys.executable).with_name("procflow")
MANY: Final = 2600
LINES: Final = 300
COLD_S: Final = 45
UNCHANGED_S: Final = 3
EXTRA_STEP: Final = """
  extra-{number}:
    name: Bước {number}
    actor: officer
    budget: 01 ngày làm việc
    outcomes:
      go-{number}: {{to: {target}, name: Chuyển tiếp}}
      ask-{number}: {{to: supplement, name: Yêu cầu bổ sung, needs_reason: true}}
      deny-{number}: {{to: refuse, name: Không đủ điều kiện, needs_reason: true}}
"""
_LIMIT: Final = re.compile(r"^ *limit: .*?(\d+) (giờ làm việc|giờ|ngày làm việc|ngày|tháng)", re.MULTILINE)
_TIMES: Final = {"giờ": "giờ", "giờ làm việc": "giờ làm việc", "tháng": "tuần"}


def main(count: int = MANY) -> None:
    """Print each figure beside its aim."""
    _one()
    _prove()
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in (
            ("as scaffolded", _scaffolds()),
            ("with times in their steps", map(_finished, _scaffolds())),
        ):
            place = Path(folder) / name
            _write(place, list(texts), count)
            _check(place, f"check of {count} procedures {name}")


def long_text() -> str:
    """Lengthen the construction permit to 300 lines with steps of the same shape."""
    text, number = PERMIT.read_text(encoding="utf-8").rstrip() + "\n", 0
    while len(text.splitlines()) + len(EXTRA_STEP.splitlines()) <= LINES:
        number += 1
        text += EXTRA_STEP.format(number=number, target=f"extra-{number + 1}")
    text = text.replace(f"to: extra-{number + 1},", "to: sign,")
    return text.replace("eligible: {to: sign,", "eligible: {to: extra-1,", 1)


def _one() -> None:
    text = long_text()
    lines = len(text.splitlines())
    contestants = {
        "loaded, compiled, structure checked": lambda: check_structure(load_text(text)),
        "of this, loaded and compiled": lambda: load_text(text),
    }
    report(f"one procedure of {lines} lines", race(contestants, clock=process_time_ns), aim_ns=12e6)


def _prove() -> None:
    vietnam()
    for file in sorted((REPO / "procedures").glob("*/*.yaml")):
        if not file.name.endswith(".test.yaml"):
            procedure = load(file)
            title = f"judge {procedure.code}/{procedure.version}, every start of 2021-2026"
            report(title, race({"procflow lint": partial(_from_nothing, procedure)}, 5, process_time_ns), aim_ns=1e9)


def _from_nothing(procedure: Procedure) -> object:
    """Judge with nothing remembered of an earlier proof, nor of the days ahead."""
    prove_fit.cache_clear()
    weather.cache_clear()
    return check(procedure)


# --- the many --------------------------------------------------------------------------------------------------------


def _scaffolds() -> Iterator[str]:
    if not RECORDS.is_file():
        files = (REPO / "procedures").glob("*/*.yaml")
        yield from (file.read_text(encoding="utf-8") for file in files if not file.name.endswith(".test.yaml"))
        return
    with gzip.open(RECORDS, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield scaffold(read_record(json.loads(line))).text


def _finished(text: str) -> str:
    """Give the two steps of a scaffold their times, three fifths of the limit and a day, and a way back."""
    found = _LIMIT.search(text)
    if found is None or "  appraise:\n    name: Thẩm định hồ sơ\n    actor: officer\n" not in text:
        return text
    amount = max(1, int(found[1]) * 3 // 5)
    span = f"{amount} {_TIMES.get(found[2], 'ngày làm việc')}"
    text = text.replace("    actor: officer\n", f"    actor: officer\n    within: {{limit: {span}, basis: Đ.1}}\n", 1)
    text = text.replace("    actor: decider\n", "    actor: decider\n    budget: 01 ngày làm việc\n", 1)
    return f"{text.rstrip()}\n      rework: {{to: appraise, at_most: 1, needs_reason: true, name: Trả lại}}\n"


def _write(folder: Path, texts: list[str], count: int) -> None:
    folder.mkdir()
    for number in range(count):
        code = f"1.{100_000 + number}"
        text = re.sub(r"^code: .*$", f"code: {code}", texts[number % len(texts)], count=1, flags=re.MULTILINE)
        (folder / f"{code}.yaml").write_text(text, encoding="utf-8")


def _check(folder: Path, title: str) -> None:
    print(f"\n{title}")
    kept = folder.with_name(f"{folder.name}, kept")
    for what, aim in (("cold", COLD_S), ("unchanged", UNCHANGED_S)):
        seconds, last = _timed([str(PROGRAM), "check", str(folder), "--cache", str(kept)])
        verdict = "met" if seconds <= aim else f"missed by {seconds / aim:.1f}x"
        print(f"  {what:<44} {seconds:>8.2f} s   aim {aim} s: {verdict}   ({last})")


def _timed(command: list[str]) -> tuple[float, str]:
    """Run `command`; give the processor's seconds it took and its last line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - this very interpreter
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in {0, 1}, done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.rstrip().split("\n")[-1]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
