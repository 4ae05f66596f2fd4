"""Rank and select over the days of a calendar: how many working days lie before a day, and which is the k-th.

Invariants: `rank[i]` counts the working days before day i, `select[k]` is the k-th working day (from 0), so that adding
and counting take constant time whatever the distance; day i is the i-th day after the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, compress

from procflow.calendar.days import Verdict
from procflow.calendar.layer import Kind, Layer, Mark
from procflow.errors import CalendarError

__all__ = ["Decided", "Table", "Week", "build", "worked"]

Decided = tuple[Layer, Mark]


@dataclass(frozen=True, slots=True)
class Week:
    """Give the weekly days of rest (Monday is 0) from `since` on; None means from the first day of the calendar.

    Raises:
        CalendarError: PF411 for a weekday that does not exist, or when no day of the week is left to work.
    """

    rest: tuple[int, ...]
    since: date | None = None

    def __post_init__(self) -> None:
        if not set(self.rest) < set(range(7)):
            raise CalendarError("PF411", what=f"weekly rest {list(self.rest)}")


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the computed days of a calendar."""

    work: bytes
    rank: list[int]
    select: list[date]
    unsettled: list[int]
    holidays: Mapping[int, Decided]
    make_up: Mapping[int, Decided]
    closures: Mapping[int, Decided]
    sessions: Mapping[int, Decided]

    def verdict(self, index: int) -> Verdict:
        """Say why day `index` is or is not a working day."""
        if index in self.closures:
            return Verdict.CLOSURE
        if index in self.make_up:
            return Verdict.MAKE_UP
        if index in self.holidays:
            return Verdict.HOLIDAY
        return Verdict.WORKING if self.work[index] else Verdict.WEEKEND

    def decided(self, index: int) -> Decided | None:
        """Return the mark that decided day `index`, in the order of the verdicts; None on an ordinary day."""
        return self.closures.get(index) or self.make_up.get(index) or self.holidays.get(index)


def build(
    first: date,
    last: date,
    weeks: Sequence[Week],
    marks: Iterable[Decided],
    settled: Iterable[tuple[date, date]],
) -> Table:
    """Compute the table of first..last: weekly rest, then days off, then make-up days, then closures."""
    origin, size = first.toordinal(), last.toordinal() - first.toordinal() + 1
    by_kind = _by_kind(origin, size, marks)
    work = _worked(first, size, weeks, by_kind)
    return Table(
        work=work,
        rank=list(accumulate(work, initial=0)),
        select=list(map(date.fromordinal, compress(range(origin, origin + size), work))),
        unsettled=_unsettled(origin, size, settled),
        holidays=by_kind[Kind.OFF],
        make_up=by_kind[Kind.WORK],
        closures=by_kind[Kind.CLOSURE],
        sessions=by_kind[Kind.SESSIONS],
    )


def worked(first: date, last: date, weeks: Sequence[Week], marks: Iterable[Decided]) -> bytes:
    """Compute only which days of first..last are worked: one byte a day."""
    origin, size = first.toordinal(), last.toordinal() - first.toordinal() + 1
    return _worked(first, size, weeks, _by_kind(origin, size, marks))


def _by_kind(origin: int, size: int, marks: Iterable[Decided]) -> dict[Kind, dict[int, Decided]]:
    by_kind: dict[Kind, dict[int, Decided]] = {kind: {} for kind in Kind}
    for layer, mark in marks:
        index = mark.day.toordinal() - origin
        if 0 <= index < size:
            by_kind[mark.kind][index] = (layer, mark)
    return by_kind


def _worked(first: date, size: int, weeks: Sequence[Week], by_kind: Mapping[Kind, Iterable[int]]) -> bytes:
    work = _weekly(first, size, weeks)
    for kind, value in ((Kind.OFF, 0), (Kind.WORK, 1), (Kind.CLOSURE, 0)):
        for index in by_kind[kind]:
            work[index] = value
    return bytes(work)


def _weekly(first: date, size: int, weeks: Sequence[Week]) -> bytearray:
    work = bytearray(b"\x01") * size
    for week in weeks:
        start = 0 if week.since is None else max(0, (week.since - first).days)
        pattern = bytes(0 if (first.weekday() + start + offset) % 7 in week.rest else 1 for offset in range(7))
        length = max(0, size - start)
        work[start:] = (pattern * (length // 7 + 1))[:length]
    return work


def _unsettled(origin: int, size: int, settled: Iterable[tuple[date, date]]) -> list[int]:
    """Count, before each day, the days whose calendar nobody has announced."""
    open_days = bytearray(b"\x01") * size
    for start, end in settled:
        low, high = max(0, start.toordinal() - origin), min(size, end.toordinal() - origin + 1)
        if low < high:
            open_days[low:high] = bytes(high - low)
    return list(accumulate(open_days, initial=0))
