"""Counting back: the last day on which something can still be done "at the latest N days before".

Invariants: the day counted back from is not counted itself; a day off moves to the working day before it, so that the
notice never comes later than the law allows (NĐ 118/2025 Đ.19 k.6).
"""

from datetime import date, datetime, timedelta
from typing import Final

from procflow.calendar import VIETNAM_TIME, WorkCalendar, vietnam
from procflow.clock.counting import Ends, roll_day
from procflow.clock.hold import local
from procflow.clock.months import add_months, add_years
from procflow.clock.rule import Rule, rule_named
from procflow.clock.span import Span, Unit
from procflow.errors import CalendarError, SpanError

__all__ = ["count_back"]

_ONE_DAY: Final = timedelta(days=1)
_BACKWARD: Final = "at-the-latest-before"


def count_back(
    end: date | datetime,
    span: Span | str,
    *,
    rule: Rule | str = _BACKWARD,
    calendar: WorkCalendar | None = None,
) -> Ends:
    """Return the last day, its office close and its end, at the latest `span` before `end`.

    A span of hours is counted back from the moment `end`; all three are then that moment.

    Raises:
        SpanError: PF406 for a naive time, PF413 for hours before a bare date, PF417 for a fraction, PF418 for a span
            that cannot be counted back.
        CalendarError: PF400 beyond the range of the calendar.
    """
    works = vietnam() if calendar is None else calendar
    limit = Span.parse(span) if isinstance(span, str) else span
    counted = rule_named(rule) if isinstance(rule, str) else rule
    amount = limit.amount
    if not isinstance(amount, int):
        raise SpanError("PF417", span=str(limit), rule=counted.name)
    if limit.is_clock:
        return _moment_before(end, limit, amount, works)
    day = local(end).date() if isinstance(end, datetime) else end
    try:
        back = roll_day(_day_before(day, limit, amount, counted, works), counted.roll, works)
    except (OverflowError, ValueError) as error:
        raise CalendarError(
            "PF400",
            day=f"{day} - {limit}",
            name=works.name,
            first=str(works.first),
            last=str(works.last),
        ) from error
    return Ends(back, works.closes_at(back), datetime.combine(back + _ONE_DAY, datetime.min.time(), VIETNAM_TIME))


def _day_before(day: date, span: Span, amount: int, rule: Rule, works: WorkCalendar) -> date:
    if span.then is not None:
        raise SpanError("PF418", span=str(span))
    match span.unit:
        case Unit.WORKING_DAY:
            return works.add(day, -amount)
        case Unit.DAY:
            return day - timedelta(days=amount)
        case Unit.WEEK:
            return day - timedelta(weeks=amount)
        case Unit.MONTH:
            return add_months(day, -amount, rule.month_end)
        case Unit.YEAR:
            return add_years(day, -amount, rule.leap_day, span)
        case _:
            raise SpanError("PF418", span=str(span))


def _moment_before(end: date | datetime, span: Span, amount: int, works: WorkCalendar) -> Ends:
    if not isinstance(end, datetime):
        raise SpanError("PF413", span=str(span), start=end.isoformat())
    in_minutes = span.unit is Unit.MINUTE or span.unit is Unit.WORKING_MINUTE
    length = timedelta(minutes=amount) if in_minutes else timedelta(hours=amount)
    at = works.due_after(local(end), -length) if span.is_working else local(end) - length
    return Ends(at.date(), at, at)
