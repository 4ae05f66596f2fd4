"""Arithmetic on working days: add, count, and the nearest working day, over the rank/select table of a calendar.

Invariants: a question about a day outside the computed range is an error (PF400), never a guess; days are `date`s and
never `datetime`s; every answer takes constant time, whatever the distance.
"""

from datetime import date, datetime
from typing import NoReturn

from procflow.calendar.table import Table
from procflow.errors import CalendarError

__all__ = ["WorkingDays"]


class WorkingDays:
    """Answer which days are worked from `first` to `last`, both included, out of a table."""

    def __init__(self, name: str, first: date, last: date, table: Table) -> None:
        """Take the computed table of first..last, under the name to complain in."""
        self._name, self._first, self._last, self._table = name, first, last, table
        self._origin, self._size = first.toordinal(), len(table.work)
        self._rank, self._select = table.rank, table.select

    @property
    def name(self) -> str:
        """Name the calendar, for people."""
        return self._name

    @property
    def first(self) -> date:
        """Return the first day computed."""
        return self._first

    @property
    def last(self) -> date:
        """Return the last day computed."""
        return self._last

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on `day`.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self._table.work[self._index(day)] == 1

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day strictly after `day`; with n < 0 the |n|-th strictly before it.

        The day of the event is not counted (BLDS 2015 Đ.147 k.3).

        Raises:
            CalendarError: PF400 beyond the range, PF401 for n = 0, PF407 for a date with a time.
        """
        if isinstance(day, datetime):
            self._refuse_time(day)
        index = day.toordinal() - self._origin
        if n > 0 and index >= 0:
            try:
                return self._select[self._rank[index + 1] + n - 1]
            except IndexError:
                self._refuse_beyond(day)
        return self._add_back(day, n)

    def _add_back(self, day: date, n: int) -> date:
        index = self._index(day)
        if n == 0:
            raise CalendarError("PF401", day=day.isoformat())
        position = self._rank[index] + n
        if position < 0:
            self._refuse_beyond(day)
        return self._select[position]

    def count(self, start: date, end: date) -> int:
        """Count the working days d with start < d <= end; negated when `end` is before `start`.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self._rank[self._index(end) + 1] - self._rank[self._index(start) + 1]

    def next_or_same(self, day: date) -> date:
        """Return `day` if it is a working day, else the next one (BLDS 2015 Đ.148 k.5).

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        position = self._rank[self._index(day)]
        if position == len(self._select):
            self._refuse_beyond(day)
        return self._select[position]

    def previous_or_same(self, day: date) -> date:
        """Return `day` if it is a working day, else the one before it.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        position = self._rank[self._index(day) + 1] - 1
        if position < 0:
            self._refuse_beyond(day)
        return self._select[position]

    def _index(self, day: date) -> int:
        if isinstance(day, datetime):
            self._refuse_time(day)
        index = day.toordinal() - self._origin
        if not 0 <= index < self._size:
            self._refuse_beyond(day)
        return index

    def _date(self, index: int) -> date:
        return date.fromordinal(self._origin + index)

    def _refuse_beyond(self, day: date) -> NoReturn:
        raise CalendarError(
            "PF400",
            day=day.isoformat(),
            name=self._name,
            first=self._first.isoformat(),
            last=self._last.isoformat(),
        )

    def _refuse_time(self, day: datetime) -> NoReturn:
        raise CalendarError("PF407", value=day.isoformat())
