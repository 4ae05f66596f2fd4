"""Months and years: the corresponding day of a later month or year, as BLDS 2015 Đ.148 k.3-4 define it.

Invariants: always counted from the anchor in one step, because adding months is not associative.
"""

from calendar import isleap, monthrange
from datetime import date
from typing import Final, assert_never

from procflow.clock.rule import LeapDay, MonthEnd
from procflow.clock.span import Span
from procflow.errors import SpanError

__all__ = ["add_months", "add_years"]

_MONTHS: Final = 12


def add_months(start: date, months: int, month_end: MonthEnd = MonthEnd.LAST_DAY) -> date:
    """Return the corresponding day `months` later, or the last of that month (BLDS 2015 Đ.148 k.3)."""
    year, month = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    length = monthrange(year, month + 1)[1]
    if month_end is MonthEnd.END_TO_END and start.day == monthrange(start.year, start.month)[1]:
        return date(year, month + 1, length)
    return date(year, month + 1, min(start.day, length))


def add_years(start: date, years: int, leap_day: LeapDay | None, span: Span) -> date:
    """Return the corresponding day and month `years` later (BLDS 2015 Đ.148 k.4).

    Raises:
        SpanError: PF415 when the count from 29 February ends in a common year and no policy was named.
    """
    year = start.year + years
    if (start.month, start.day) != (2, 29) or isleap(year):
        return start.replace(year=year)
    match leap_day:
        case None:
            raise SpanError("PF415", span=str(span), start=start.isoformat())
        case LeapDay.LAST_OF_FEBRUARY:
            return date(year, 2, 28)
        case LeapDay.FIRST_OF_MARCH:
            return date(year, 3, 1)
        case _:
            assert_never(leap_day)
