"""Office hours: the sessions of a day, per weekday, effective-dated and seasonal.

Invariants: sessions are minutes of the Vietnamese day, ordered, disjoint and not empty; of several `Hours` that match a
day the last one counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from procflow.errors import CalendarError

__all__ = ["OFFICE_HOURS", "Hours", "Season", "Session", "sessions_of"]

_DAY_MINUTES = 24 * 60
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """Hold one stretch of office time, `opens` <= t < `closes`, in minutes of the day.

    Raises:
        CalendarError: PF404 when it is empty or leaves the day.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= _DAY_MINUTES:
            raise CalendarError("PF404", sessions=str(self))

    @classmethod
    def parse(cls, text: str) -> "Session":
        """Read `07:30-11:30`.

        Raises:
            CalendarError: PF404 when the text is not of this form or the times are out of order.
        """
        try:
            start, end = text.split("-")
            return cls(_minutes(start), _minutes(end))
        except ValueError as error:
            raise CalendarError("PF404", sessions=text) from error

    def __str__(self) -> str:
        return f"{self.opens // 60:02}:{self.opens % 60:02}-{self.closes // 60:02}:{self.closes % 60:02}"


def _minutes(text: str) -> int:
    hours, minutes = text.strip().split(":")
    if not (hours.isdigit() and minutes.isdigit() and int(minutes) < 60):  # noqa: PLR2004 - minutes of an hour
        raise ValueError(text)
    return int(hours) * 60 + int(minutes)


def sessions_of(text: str) -> tuple[Session, ...]:
    """Read `07:30-11:30, 13:00-17:00` into ordered sessions.

    Raises:
        CalendarError: PF404 when a session cannot be read, or two overlap.
    """
    return ordered(Session.parse(part) for part in text.split(","))


def ordered(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Check that sessions stand in order and do not overlap, and return them.

    Raises:
        CalendarError: PF404 when two overlap or stand out of order.
    """
    result = tuple(sessions)
    for before, after in pairwise(result):
        if after.opens < before.closes:
            raise CalendarError("PF404", sessions=", ".join(map(str, result)))
    return result


@dataclass(frozen=True, slots=True)
class Season:
    """Hold a part of every year, both ends included, as (month, day); it may run over New Year.

    Raises:
        CalendarError: PF411 for a day that no year has.
    """

    start: tuple[int, int]
    end: tuple[int, int]

    def __post_init__(self) -> None:
        try:
            date(_LEAP_YEAR, *self.start), date(_LEAP_YEAR, *self.end)
        except (TypeError, ValueError) as error:
            raise CalendarError("PF411", what=f"season {self.start}..{self.end}") from error

    def periods(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield the season's periods that touch first..last, each clipped to it."""
        for year in range(first.year - 1, last.year + 1):
            opens = _on(year, self.start)
            closes = _on(year if self.end >= self.start else year + 1, self.end)
            if opens <= last and closes >= first:
                yield max(opens, first), min(closes, last)


def _on(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    if month_day == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class Hours:
    """Give the sessions of some weekdays (Monday is 0), from `since` to `until`, perhaps only in a season.

    Empty `sessions` say that the office does not work at those times; such a weekday must be a day of rest.

    Raises:
        CalendarError: PF404 when sessions overlap, PF411 when a weekday or the period makes no sense.
    """

    sessions: tuple[Session, ...]
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    since: date | None = None
    until: date | None = None
    season: Season | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        ordered(self.sessions)
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise CalendarError("PF411", what=f"weekdays {list(self.weekdays)}")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise CalendarError("PF411", what=f"{self.since}..{self.until}")

    def periods(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield the periods within first..last in which these hours hold."""
        start, end = max(first, self.since or first), min(last, self.until or last)
        if start > end:
            return
        if self.season is None:
            yield start, end
        else:
            yield from self.season.periods(start, end)


OFFICE_HOURS = (Hours(sessions_of("07:30-11:30,13:00-17:00")),)
"""Default office hours, 07:30-11:30 and 13:00-17:00: the law fixes eight hours a day, not when (BLLĐ 2019 Đ.105)."""
