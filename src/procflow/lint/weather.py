"""The weather of a period: of each day, the row of working days and days off that lies ahead of it.

Invariant: two starts at one hour before the same row of signs go the same way, as far as the row is the same: a sign
says which hours the office works that day and, where months count, where they begin.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final

from procflow.calendar import VIETNAM_TIME, WorkCalendar

__all__ = ["Bunch", "Weather", "weather"]

_LONG: Final = timedelta(days=400)
"""How far beyond the period the rows go: what reaches further is tried for itself."""


@dataclass(frozen=True, slots=True)
class Bunch:
    """Hold starts at one hour of many days, those side by side whose `rows` begin alike; without rows all are alike.

    `spelled` counts the signs of a row that stand for no day.
    """

    hour: timedelta
    days: Sequence[date]
    rows: Sequence[str] = ()
    spelled: int = 0

    def start(self, index: int) -> datetime:
        """Give the moment of the start numbered `index`."""
        return datetime.combine(self.days[index], time(), VIETNAM_TIME) + self.hour

    def alike(self, index: int, until: date) -> int:
        """Give the number after the last start that goes the way of `index`, which needed the row up to `until`."""
        if not self.rows:
            return len(self.days)
        length = (until - self.days[index]).days + 2 + self.spelled  # and the day after: on it, a month may begin
        if length > len(self.rows[index]):
            return index + 1
        row = self.rows[index][:length]
        return bisect_right(self.rows, row, lo=index, key=lambda other: other[:length])

    def earliest(self, low: int, high: int) -> datetime:
        """Give the first moment of the starts from `low` to before `high`."""
        return datetime.combine(min(self.days[low:high]), time(), VIETNAM_TIME) + self.hour


@dataclass(frozen=True, slots=True)
class Weather:
    """Hold the days of a period in the order of their `rows`, one sign a day from each day on."""

    days: tuple[date, ...]
    rows: tuple[str, ...]
    spelled: int

    def kinds(self) -> Iterator["Weather"]:
        """Give the days of each kind by themselves: those off, and those with the same hours."""
        low = 0
        for _, same in groupby(self.rows, key=lambda row: row[0]):
            high = low + sum(1 for _ in same)
            yield Weather(self.days[low:high], self.rows[low:high], self.spelled)
            low = high

    def bunch(self, hour: timedelta) -> Bunch:
        """Give the starts at `hour` of every day."""
        return Bunch(hour, self.days, self.rows, self.spelled)


@lru_cache(maxsize=16)
def weather(calendar: WorkCalendar, first: date, last: date, *, months: bool) -> Weather:
    """Order the days `first`..`last` by what lies ahead; `months` tells their beginnings and the day of the start.

    Raises:
        CalendarError: PF400 beyond the range of the calendar.
    """
    signs = _signs(calendar, first, min(last + _LONG, calendar.last), months=months)
    rows: list[tuple[str, date]] = []
    for index in range((last - first).days + 1):
        day = first + timedelta(days=index)
        rows.append((signs[index : index + 1] + (chr(day.day) if months else "") + signs[index + 1 :], day))
    rows.sort()
    return Weather(tuple(day for _, day in rows), tuple(row for row, _ in rows), spelled=int(months))


def _signs(calendar: WorkCalendar, first: date, last: date, *, months: bool) -> str:
    """Write one sign a day: the same for the same sessions, another on the first of a month where `months` count."""
    known: dict[object, str] = {}
    days = (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
    kinds = ((calendar.sessions(day), months and day.day == 1) for day in days)
    return "".join(known.setdefault(kind, chr(len(known))) for kind in kinds)
