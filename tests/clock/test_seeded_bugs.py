"""Seeded bugs in the calendar and the clock: each must be noticed by worked examples of the law and a small walk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import procflow

SOURCE = Path(procflow.__file__).parent

# What is asked of every mutant: legal examples and short walks, none of which knows how the answer is found.
PROBE = """
from datetime import date, datetime, timedelta
from procflow.calendar import VIETNAM_TIME, vietnam
from procflow.clock import Debtor, Hold, count_back, deadline, hold_limit, resume_limit, start_limit, time_left

def at(text): return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)
def due(start, span, **more): return deadline(at(start) if "T" in start else date.fromisoformat(start), span, **more)

vn, day = vietnam(), timedelta(days=1)
assert due("2025-12-31", "3 working days").due_on == date(2026, 1, 7)
assert due("2026-01-05", "5 working days").due_on == date(2026, 1, 10)
assert due("2026-02-03", "15 days").due_on == date(2026, 2, 23)
assert due("2026-01-31", "1 month").due_on == date(2026, 3, 2)
assert due("2026-02-13T15:30", "same day before 15:00").due_on == date(2026, 2, 23)
assert due("2026-03-02T15:00", "same day before 15:00").due_on == date(2026, 3, 2)
assert due("2026-03-02T16:00", "2 working hours").due_at == at("2026-03-03T08:30")
assert due("2026-03-02T16:00", "1 working hour").due_at == at("2026-03-02T17:00")
assert due("2026-03-02T22:00:30", "1 working hour").due_at == at("2026-03-03T08:30")
assert due("2026-03-02", "3 working days", rule="blds-2015").ends_at == at("2026-03-06T00:00")
assert due("2026-05-31", "1 month").due_on == date(2026, 6, 30)
assert due("2026-03-02T12:00", "1 working hour").due_at == at("2026-03-02T14:00")
assert vn.adopt("proposed-tet-2027-b").is_working(date(2027, 2, 4))
assert due("2026-03-02", "3 working days").ends_at == at("2026-03-06T00:00")
assert due("2026-11-20", "1 working day").provisional and not due("2026-11-20", "6 working days").provisional
assert due("2026-12-30", "2 working days").provisional and not due("2026-12-24", "5 working days").provisional
hold = Hold(at("2026-03-03T16:00"), at("2026-03-06T08:00"), "tax")
assert due("2026-03-02T09:00", "5 working days", holds=[hold, hold]).due_on == date(2026, 3, 12)
assert due("2026-03-02T09:00", "7 days", holds=[hold]).due_on == date(2026, 3, 12)
assert vn.add(date(2026, 3, 9), -1) == date(2026, 3, 6) and vn.add(date(2026, 3, 7), -1) == date(2026, 3, 6)
assert vn.count(date(2026, 3, 2), date(2026, 3, 3)) == 1 and vn.count(date(2026, 3, 3), date(2026, 3, 2)) == -1
assert not vn.is_working(date(2011, 1, 31)) and vn.is_working(date(2011, 1, 30))
assert vietnam(known_on=date(2025, 12, 20)).is_working(date(2026, 1, 2))
assert count_back(date(2026, 3, 9), "1 day").due_on == date(2026, 3, 6)
begun = at("2026-03-02T09:00")
limit = start_limit("a", "5 working days", rule="one-stop", debtor=Debtor.AGENCY, anchor_at=begun, calendar=vn)
resumed = resume_limit(hold_limit(limit, at("2026-03-03T09:00"), "x"), at("2026-03-05T09:00"), vn)
assert (limit.due_on, resumed.due_on) == (date(2026, 3, 9), date(2026, 3, 11))
assert time_left(limit, at("2026-03-03T09:00"), vn) == 4
start = date(2026, 8, 18)
while start < date(2026, 9, 10):
    walked, left = start, 4
    while left:
        walked += day
        left -= vn.is_working(walked)
    assert vn.add(start, 4) == walked
    start += day
lines = due("2026-03-05", "2 working days").explain().data()["days"]
assert [line["part"] for line in lines] == ["start", "counted", "skipped", "skipped", "counted"]
"""

BUGS = [
    ("calendar/table.py", "(Kind.WORK, 1)", "(Kind.WORK, 0)", "make-up days are days off"),
    (
        "calendar/workdays.py",
        "self._rank[index + 1] + n - 1",
        "self._rank[index] + n - 1",
        "the day of the event is counted",
    ),
    (
        "calendar/workdays.py",
        "self._rank[index] + n\n",
        "self._rank[index + 1] + n\n",
        "counting back includes the day itself",
    ),
    ("calendar/work.py", "layer.known_from <= day", "layer.known_from >= day", "a calendar knows the future"),
    ("calendar/layer.py", "mark.day in span", "mark.day == span.first", "a notice does not restate its year"),
    (
        "calendar/announced.py",
        "date(2026, 1, 2), date(2026, 1, 10)",
        "date(2026, 1, 9), date(2026, 1, 10)",
        "a swap is misread",
    ),
    (
        "calendar/worktime.py",
        "bisect_left(self.before, position) - 1",
        "bisect_right(self.before, position) - 1",
        "due at the next opening",
    ),
    (
        "calendar/worktime.py",
        'works[session.opens : session.closes] = b"\\x01" * (session.closes - session.opens)',
        'works[sessions[0].opens : session.closes] = b"\\x01" * (session.closes - sessions[0].opens)',
        "lunch is worked",
    ),
    ("calendar/worktime.py", "and pattern.works[minute]", "", "seconds of the night are worked"),
    (
        "calendar/certainty.py",
        "accumulate(marks, initial=0)",
        "accumulate(bytes(len(marks)), initial=0)",
        "proposals are forgotten",
    ),
    (
        "calendar/days.py",
        "self is Verdict.WORKING or self is Verdict.MAKE_UP",
        "self is Verdict.MAKE_UP",
        "no ordinary day is worked",
    ),
    (
        "calendar/work.py",
        "self._time.at(index, timedelta(days=1))",
        "self._time.at(index, timedelta())",
        "no day lasts",
    ),
    ("clock/counting.py", "at.time() > cutoff", "at.time() >= cutoff", "15:00 sharp is after 15:00"),
    ("clock/counting.py", "end += resumed - begun", "end += resumed - begun - _ONE_DAY", "a hold loses a day"),
    (
        "clock/counting.py",
        "_combine(due_on, _MIDNIGHT, VIETNAM_TIME) + _ONE_DAY",
        "_combine(due_on, _MIDNIGHT, VIETNAM_TIME)",
        "the last day ends when it begins",
    ),
    (
        "clock/counting.py",
        "            return calendar.next_or_same(day)\n",
        "            return calendar.previous_or_same(day)\n",
        "a day off rolls backward",
    ),
    ("clock/hold.py", "start <= result[-1][1]", "start < result[-1][0]", "overlapping holds count twice"),
    ("clock/months.py", "min(start.day, length)", "min(start.day, 28)", "every month has 28 days"),
    (
        "clock/deadline.py",
        ".ends().due_at != due_at",
        ".ends().due_at == due_at",
        "certain dates are called provisional",
    ),
    ("clock/limit.py", "holds=(*limit.holds, over)", "holds=limit.holds", "a resumed hold is forgotten"),
    ("clock/rule.py", "    roll=Roll.PRECEDING,\n", "    roll=Roll.FOLLOWING,\n", "a notice comes too late"),
    (
        "clock/explanation.py",
        "elif working and not day.is_working:",
        "elif working and day.is_working:",
        "days off are explained as counted",
    ),
]


def run_probe(package_root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(package_root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ("calendar", "clock", "errors"):
        shutil.copytree(SOURCE / room, tmp_path / "procflow" / room, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "procflow" / "__init__.py").write_text("", encoding="utf-8")
    return tmp_path


def test_the_probe_passes_on_the_code_as_it_is(copy: Path) -> None:
    done = run_probe(copy)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("file", "right", "wrong", "bug"), BUGS, ids=[bug[3] for bug in BUGS])
def test_a_seeded_bug_is_noticed(copy: Path, file: str, right: str, wrong: str, bug: str) -> None:
    path = copy / "procflow" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1, f"{bug}: the line to change is no longer there once"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    done = run_probe(copy)
    assert done.returncode != 0, bug
    assert "AssertionError" in done.stderr, done.stderr
