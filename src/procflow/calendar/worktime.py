"""Working time within days: from an instant to its position in worked microseconds, and back.

Invariants: `before[i]` is the working time before day i in microseconds, an exact integer; a position has two inverses,
the end of the slot it falls on (when something is due) and the start of the next (when work begins), never mixed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import accumulate
from typing import Final

from procflow.calendar.hours import Hours, Session
from procflow.calendar.table import Table

__all__ = ["MICROSECOND", "MINUTE", "VIETNAM_TIME", "Pattern", "WorkTime", "build"]

VIETNAM_TIME: Final = timezone(timedelta(hours=7), "+07:00")
MICROSECOND: Final = timedelta(microseconds=1)
MINUTE: Final = 60_000_000

_MONDAY = 0
_MIDNIGHT = time()
_ONE_MINUTE = timedelta(minutes=1)
_combine, _from_ordinal = datetime.combine, date.fromordinal
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold one kind of day by its minutes, which sessions consist of.

    `elapsed[m]` is the working time before minute m of the day, in microseconds; `works[m]` tells whether minute m is
    worked. The k-th working minute (from 0) begins `begins[k]` after midnight; k of them are over at `over[k]`, which
    differs from `begins[k]` at the end of a session.
    """

    sessions: tuple[Session, ...]
    elapsed: tuple[int, ...]
    works: bytes
    begins: tuple[timedelta, ...]
    over: tuple[timedelta, ...]
    total: int


def _pattern(sessions: tuple[Session, ...]) -> Pattern:
    works = bytearray(_DAY_MINUTES)
    for session in sessions:
        works[session.opens : session.closes] = b"\x01" * (session.closes - session.opens)
    elapsed = tuple(worked * MINUTE for worked in accumulate(works, initial=0))
    begins = tuple(timedelta(minutes=minute) for minute in range(_DAY_MINUTES) if works[minute])
    over = (*begins[:1], *(begun + _ONE_MINUTE for begun in begins))
    return Pattern(sessions, elapsed, bytes(works), begins, over, elapsed[-1])


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Convert between instants of a calendar and positions in its working time."""

    origin: int
    patterns: Sequence[Pattern]
    before: list[int]

    def at(self, index: int, after_midnight: timedelta) -> datetime:
        """Return the moment `after_midnight` of day `index`; 24 hours are the midnight that ends it."""
        return _combine(_from_ordinal(self.origin + index), _MIDNIGHT, VIETNAM_TIME) + after_midnight

    def position(self, index: int, seconds: int, microseconds: int) -> int:
        """Return the working time before an instant of day `index`."""
        pattern = self.patterns[index]
        minute, rest = divmod(seconds, 60)
        position = self.before[index] + pattern.elapsed[minute]
        if (rest or microseconds) and pattern.works[minute]:
            position += rest * 1_000_000 + microseconds
        return position

    def due(self, position: int) -> datetime | None:
        """Return the earliest instant by which `position` was worked; None past the end of the table.

        Position 0 has no earlier instant than the first opening.
        """
        if position <= 0 or position > self.before[-1]:
            return self.begin(position)
        index = bisect_left(self.before, position) - 1
        minute, rest = divmod(position - self.before[index], MINUTE)
        if rest:
            return self.at(index, self.patterns[index].begins[minute] + timedelta(0, 0, rest))
        return self.at(index, self.patterns[index].over[minute])

    def begin(self, position: int) -> datetime | None:
        """Return the latest instant at which `position` stands, where work goes on; None past the end of the table."""
        if position < 0 or position >= self.before[-1]:
            return None
        index = bisect_right(self.before, position) - 1
        minute, rest = divmod(position - self.before[index], MINUTE)
        return self.at(index, self.patterns[index].begins[minute] + timedelta(0, 0, rest))


def build(first: date, last: date, hours: Sequence[Hours], table: Table) -> WorkTime:
    """Compute the working time of every day of first..last; a day off has none."""
    size = len(table.work)
    origin = first.toordinal()
    found: dict[tuple[Session, ...], int] = {(): 0}
    ids = _weekday_patterns(first, last, hours, found)
    borrowed = {index: _borrowed(ids, index, origin, mark.pair) for index, (_, mark) in table.make_up.items()}
    for index, pattern in borrowed.items():
        ids[index] = pattern
    for index, (_, mark) in table.sessions.items():
        ids[index] = found.setdefault(mark.sessions, len(found))
    kinds = [_pattern(sessions) for sessions in found]
    rest = kinds[0]
    patterns = [kinds[ids[index]] if table.work[index] else rest for index in range(size)]
    before = list(accumulate((pattern.total for pattern in patterns), initial=0))
    return WorkTime(origin, patterns, before)


def _weekday_patterns(
    first: date,
    last: date,
    hours: Sequence[Hours],
    found: dict[tuple[Session, ...], int],
) -> list[int]:
    size = (last - first).days + 1
    ids = [0] * size
    for entry in hours:
        pattern = found.setdefault(entry.sessions, len(found))
        for start, end in entry.periods(first, last):
            low, high = (start - first).days, (end - first).days + 1
            for weekday in entry.weekdays:
                begin = low + (weekday - start.weekday()) % 7
                ids[begin:high:7] = [pattern] * len(range(begin, high, 7))
    return ids


def _borrowed(ids: Sequence[int], index: int, origin: int, pair: date | None) -> int:
    """A make-up day has the hours of the day it makes up for, else those of the Monday of its week."""
    if pair is not None:
        source = pair.toordinal() - origin
    else:
        source = index - date.fromordinal(origin + index).weekday() + _MONDAY
    return ids[min(max(source, 0), len(ids) - 1)]
