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

__all__ = ["MINUTE", "VIETNAM_TIME", "Pattern", "WorkTime", "build", "microseconds"]

VIETNAM_TIME: Final = timezone(timedelta(hours=7), "+07:00")
MINUTE: Final = 60_000_000

_MONDAY = 0
_MIDNIGHT = time()
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold the sessions of one kind of day, in microseconds of the day."""

    sessions: tuple[Session, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    before: tuple[int, ...]
    total: int
    closing: time | None


def _pattern(sessions: tuple[Session, ...]) -> Pattern:
    lengths = [(session.closes - session.opens) * MINUTE for session in sessions]
    *before, total = accumulate(lengths, initial=0)
    return Pattern(
        sessions,
        tuple(session.opens * MINUTE for session in sessions),
        tuple(session.closes * MINUTE for session in sessions),
        tuple(before),
        total,
        _closing(sessions),
    )


def _closing(sessions: tuple[Session, ...]) -> time | None:
    """The closing as a time of the day; None without sessions, and for 24:00, which is no time of its day."""
    if not sessions or sessions[-1].closes == _DAY_MINUTES:
        return None
    return time(*divmod(sessions[-1].closes, 60))


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Convert between instants of a calendar and positions in its working time."""

    midnight: datetime
    patterns: Sequence[Pattern]
    before: list[int]
    closings: list[time | None]

    def position(self, index: int, instant: int) -> int:
        """Return the working time before microsecond `instant` of day `index`."""
        pattern = self.patterns[index]
        slot = bisect_right(pattern.opens, instant) - 1
        if slot < 0:
            return self.before[index]
        return self.before[index] + pattern.before[slot] + min(instant, pattern.closes[slot]) - pattern.opens[slot]

    def due(self, position: int) -> datetime | None:
        """Return the earliest instant by which `position` was worked; None past the end of the table.

        Position 0 has no earlier instant than the first opening.
        """
        if position > self.before[-1]:
            return None
        index = max(bisect_left(self.before, position) - 1, 0)
        if position == 0:
            return self.begin(0)
        pattern, rest = self.patterns[index], position - self.before[index]
        slot = bisect_left(pattern.before, rest) - 1
        return self.midnight + timedelta(index, 0, pattern.opens[slot] + rest - pattern.before[slot])

    def begin(self, position: int) -> datetime | None:
        """Return the latest instant at which `position` stands, where work goes on; None past the end of the table."""
        if position < 0 or position >= self.before[-1]:
            return None
        index = bisect_right(self.before, position) - 1
        pattern, rest = self.patterns[index], position - self.before[index]
        slot = bisect_right(pattern.before, rest) - 1
        return self.midnight + timedelta(index, 0, pattern.opens[slot] + rest - pattern.before[slot])


def microseconds(length: timedelta) -> int:
    """Return a length of time in microseconds, exactly."""
    return (length.days * 86_400 + length.seconds) * 1_000_000 + length.microseconds


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
    midnight = datetime.combine(first, _MIDNIGHT, VIETNAM_TIME)
    return WorkTime(midnight, patterns, before, [pattern.closing for pattern in patterns])


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
