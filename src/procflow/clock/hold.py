"""Holds: the times in which a limit does not run, as moments and as days.

Invariants: holds may nest and overlap, and time is excluded once. A hold from day s to day r stops the days d with
s < d <= r: the day on which it begins was already in use, the day on which it ends is given back whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from procflow.calendar import VIETNAM_TIME
from procflow.errors import CalendarError, SpanError

__all__ = ["Hold", "as_days", "local", "merged", "plain"]


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold one exclusion, from `start` to `end`, on a legal `ground`.

    Raises:
        SpanError: PF406 for a naive time, PF419 when it ends before it starts.
    """

    start: datetime
    end: datetime
    ground: str

    def __post_init__(self) -> None:
        # Compared as instants: two moments of one zone compare by its wall clock, which summer time sets back.
        if local(self.end) < local(self.start):
            raise SpanError("PF419", start=self.start.isoformat(), end=self.end.isoformat())


def local(moment: datetime) -> datetime:
    """Return `moment` at +07:00, the same instant, as a plain datetime whatever library made it.

    Raises:
        SpanError: PF406 for a naive time.
        CalendarError: PF400 for a moment that no date at +07:00 can hold.
    """
    if moment.tzinfo is VIETNAM_TIME and type(moment) is datetime:
        return moment
    if moment.utcoffset() is None:
        raise SpanError("PF406", value=moment.isoformat())
    try:
        here = moment.astimezone(VIETNAM_TIME)
    except OverflowError as error:
        first, last = date.min.isoformat(), date.max.isoformat()
        raise CalendarError("PF400", day=moment.isoformat(), name="+07:00", first=first, last=last) from error
    return datetime.combine(plain(here), here.time(), VIETNAM_TIME)


def plain(day: date) -> date:
    """Return `day` as a plain date, whatever library made it; a moment gives its date."""
    return date(day.year, day.month, day.day)


def merged(holds: Sequence[Hold]) -> list[tuple[datetime, datetime]]:
    """Return the union of the holds as ordered, disjoint stretches at +07:00."""
    result: list[tuple[datetime, datetime]] = []
    for start, end in sorted((local(hold.start), local(hold.end)) for hold in holds):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def as_days(stretches: Sequence[tuple[datetime, datetime]]) -> list[tuple[date, date]]:
    """Return the stretches that stop at least one day, as (s, r): the days d with s < d <= r stop."""
    days = ((start.date(), end.date()) for start, end in stretches)
    return [(start, end) for start, end in days if start < end]
