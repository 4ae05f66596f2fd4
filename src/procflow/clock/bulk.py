"""Millions of due dates at once, with numpy (the extra `bulk`): the same answers as one by one.

Invariants: whatever a rule decides is decided by the scalar code, once for each different day that occurs, and looked
up for every row; only plain table arithmetic is repeated here. A row out of range is an error, never a guess. Days are
`datetime64[D]`; moments are `datetime64` on the Vietnamese clock (+07:00), because numpy knows no zones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final, NoReturn

import numpy as np
import numpy.typing as npt

from procflow.calendar import VIETNAM_TIME, WorkCalendar, vietnam
from procflow.clock.deadline import Deadline, deadline
from procflow.clock.rule import DEFAULT_RULE, Rule, rule_named
from procflow.clock.span import Span
from procflow.errors import CalendarError, SpanError

__all__ = ["Bulk", "BulkDue", "Days", "Moments"]

Days = npt.NDArray[np.datetime64]
Moments = npt.NDArray[np.datetime64]
Durations = npt.NDArray[np.timedelta64]
Integers = npt.NDArray[np.integer]

_DAY_MICROSECONDS: Final = 86_400_000_000
_MICROSECOND: Final = np.timedelta64(1, "us")
_KEPT: Final = 64
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=VIETNAM_TIME)
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_TICK: Final = timedelta(microseconds=1)


class _Dues:
    """Hold the due dates of one span under one rule, for every day of the calendar that was asked about so far."""

    __slots__ = ("due_at", "due_on", "ends_at", "known", "provisional")

    def __init__(self, size: int) -> None:
        self.known = np.zeros(size, dtype=np.bool_)
        self.provisional = np.zeros(size, dtype=np.bool_)
        self.due_on = np.empty(size, dtype="datetime64[D]")
        self.due_at = np.empty(size, dtype="datetime64[us]")
        self.ends_at = np.empty(size, dtype="datetime64[us]")

    def learn(self, places: Integers, found: Sequence[Deadline]) -> None:
        """Note what the scalar code found for the days at `places`."""
        # As whole numbers: numpy takes four times as long to read a datetime.
        days = [each.due_on.toordinal() - _EPOCH_DAY for each in found]
        self.due_on[places] = np.array(days, np.int64).view("datetime64[D]")
        self.due_at[places] = _moments([each.due_at for each in found])
        self.ends_at[places] = _moments([each.ends_at for each in found])
        self.provisional[places] = [each.provisional for each in found]
        self.known[places] = True


class BulkDue:
    """Hold a due date for every row; each column is looked up when it is asked for."""

    __slots__ = ("_dues", "_index")

    def __init__(self, dues: _Dues, index: Integers) -> None:
        """Hold the due dates of the days that occur, and of every row which day is its own."""
        self._dues, self._index = dues, index

    @property
    def due_on(self) -> Days:
        """Return the last day of every row."""
        return self._dues.due_on[self._index]

    @property
    def due_at(self) -> Moments:
        """Return the appointment of every row, on the Vietnamese clock."""
        return self._dues.due_at[self._index]

    @property
    def ends_at(self) -> Moments:
        """Return the legal end of every row, exclusive, on the Vietnamese clock."""
        return self._dues.ends_at[self._index]

    @property
    def provisional(self) -> npt.NDArray[np.bool_]:
        """Tell of every row whether its date could still move."""
        return self._dues.provisional[self._index]


class Bulk:
    """Answer for arrays what a calendar and `deadline` answer for one day or moment."""

    def __init__(self, calendar: WorkCalendar | None = None) -> None:
        """Take the tables of `calendar`, by default of the public administration."""
        self._calendar = vietnam() if calendar is None else calendar
        first, last = self._calendar.first, self._calendar.last
        self._size = (last - first).days + 1
        self._origin = np.datetime64(first, "D")
        self._origin_day = int(self._origin.astype(np.int64))
        self._dues: dict[tuple[Span, Rule], _Dues] = {}
        self._midnight = np.datetime64(first, "us")
        worked = (self._calendar.is_working(first + timedelta(days=offset)) for offset in range(self._size))
        self._work = np.fromiter(worked, dtype=np.bool_, count=self._size)
        self._rank = np.concatenate(([0], np.cumsum(self._work))).astype(np.int32)
        self._select = (self._origin + np.flatnonzero(self._work)).astype("datetime64[D]")

    def is_working(self, days: Days) -> npt.NDArray[np.bool_]:
        """Tell of every day whether the office works.

        Raises:
            CalendarError: PF400 beyond the range, PF407 when the array is not of days.
        """
        return self._work[self._index(days)]

    def add(self, days: Days, n: int | Integers) -> Days:
        """Return of every day the n-th working day strictly after it, before it where n is negative.

        Raises:
            CalendarError: PF400 beyond the range, PF401 where n is 0, PF407 when the array is not of days.
        """
        index, steps = self._index(days), np.asarray(n)
        if not steps.all():
            raise CalendarError("PF401", day="0")
        upto = self._rank[1:]
        if steps.ndim == 0:
            position = upto[index] + (steps - 1) if steps > 0 else self._rank[index] + steps
        else:
            position = np.where(steps > 0, upto[index] - 1, self._rank[index]) + steps
        if position.size and (position.min() < 0 or position.max() >= self._select.size):
            self._refuse(days, (position < 0) | (position >= self._select.size))
        found: Days = self._select[position]
        return found

    def count(self, starts: Days, ends: Days) -> Integers:
        """Count, row by row, the working days d with start < d <= end; negated where `end` is before `start`.

        Raises:
            CalendarError: PF400 beyond the range, PF407 when an array is not of days.
        """
        upto = self._rank[1:]
        return upto[self._index(ends)] - upto[self._index(starts)]

    def due(self, starts: Days, span: Span | str, *, rule: Rule | str | None = None) -> BulkDue:
        """Count one span of days from every start.

        Raises:
            SpanError: PF413 for a span that needs a moment, and as `deadline` does.
            CalendarError: PF400 beyond the range, PF407 when the array is not of days.
        """
        limit = Span.parse(span) if isinstance(span, str) else span
        index = self._index(starts)
        counted = DEFAULT_RULE if rule is None else rule_named(rule) if isinstance(rule, str) else rule
        dues = self._dues_of(limit, counted)
        missing = ~dues.known
        occurs = np.zeros(self._size, dtype=np.bool_)
        occurs[index] = True
        places = np.flatnonzero(np.logical_and(occurs, missing, out=occurs))
        if places.size:
            days = (self._calendar.first + timedelta(days=offset) for offset in places.tolist())
            dues.learn(places, [deadline(day, limit, rule=counted, calendar=self._calendar) for day in days])
        return BulkDue(dues, index)

    def _dues_of(self, span: Span, rule: Rule) -> _Dues:
        found = self._dues.get((span, rule))
        if found is None:
            if len(self._dues) == _KEPT:
                self._dues.pop(next(iter(self._dues)))
            found = self._dues[span, rule] = _Dues(self._size)
        return found

    def due_after(self, moments: Moments, work: timedelta | Durations) -> Moments:
        """Return when so much working time after every moment is over, at the end of a session.

        Raises:
            CalendarError: PF400 beyond the range.
            SpanError: PF416 for a length that is not above zero.
        """
        length = np.asarray(work, dtype="timedelta64[us]").astype(np.int64)
        if not (length > 0).all():
            raise SpanError("PF416", text=str(work))
        starts, before = self._slots.starts, self._slots.before
        position = self._position(moments) + length
        if position.size and position.max() > self._slots.total:
            self._refuse(moments, position > self._slots.total)
        slot = np.searchsorted(before, position, side="left") - 1
        return self._midnight + (starts[slot] + position - before[slot]) * _MICROSECOND

    def worked(self, starts: Moments, ends: Moments) -> Durations:
        """Return, row by row, the working time from start to end; negative where `end` is before `start`.

        Raises:
            CalendarError: PF400 beyond the range.
        """
        return (self._position(ends) - self._position(starts)) * _MICROSECOND

    # --- inside -------------------------------------------------------------------------------------------------

    @cached_property
    def _slots(self) -> "_Slots":
        starts: list[int] = []
        lengths: list[int] = []
        for offset in range(self._size):
            for session in self._calendar.sessions(self._calendar.first + timedelta(days=offset)):
                starts.append(offset * _DAY_MICROSECONDS + session.opens * 60_000_000)
                lengths.append((session.closes - session.opens) * 60_000_000)
        before = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        return _Slots(np.array(starts, dtype=np.int64), np.array(lengths, dtype=np.int64), before[:-1], int(before[-1]))

    def _index(self, days: Days) -> npt.NDArray[np.int64]:
        if np.datetime_data(days.dtype)[0] != "D":
            raise CalendarError("PF407", value=str(days.dtype))
        index = days.astype(np.int64)
        index -= self._origin_day
        # One look for both ends: below the first day an unsigned number is beyond every last one.
        if index.size and index.view(np.uint64).max() >= self._size:
            self._refuse(days, (index < 0) | (index >= self._size))
        return index

    def _position(self, moments: Moments) -> npt.NDArray[np.int64]:
        instant = (moments.astype("datetime64[us]") - self._midnight).astype(np.int64)
        outside = (instant < 0) | (instant >= self._size * _DAY_MICROSECONDS)
        if outside.any():
            self._refuse(moments, outside)
        slots = self._slots
        slot = np.searchsorted(slots.starts, instant, side="right") - 1
        within = np.minimum(instant - slots.starts[slot], slots.lengths[slot])
        return np.where(slot < 0, 0, slots.before[slot] + within)

    def _refuse(self, rows: npt.NDArray[np.datetime64], outside: npt.NDArray[np.bool_]) -> NoReturn:
        known = self._calendar
        first = str(rows[outside][0])
        raise CalendarError("PF400", day=first, name=known.name, first=str(known.first), last=str(known.last))


@dataclass(frozen=True, slots=True)
class _Slots:
    """Hold every session of a calendar: where it starts, how long it is, the working time before it (microseconds)."""

    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    before: npt.NDArray[np.int64]
    total: int


def _moments(moments: list[datetime]) -> Moments:
    """Return moments as they stand on the Vietnamese clock."""
    found: Moments = np.array([(moment - _EPOCH) // _TICK for moment in moments], np.int64).view("datetime64[us]")
    return found
