"""Counting: from a start, a span and a rule to the last day or the last moment.

Invariants: pure arithmetic on calendar values; phases run one after the other, each from the unrolled end of the one
before; the roll applies once, to the last day of the whole span; holds move a limit as `hold` defines.
"""

import calendar as month_lengths
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, assert_never

from procflow.calendar import WorkCalendar
from procflow.clock.rule import LeapDay, MonthEnd, Receipt, Roll, Rule
from procflow.clock.span import Span, Unit
from procflow.errors import SpanError

__all__ = ["add_months", "add_years", "deemed", "last_day", "last_moment", "roll_day", "same_day"]

_ONE_DAY: Final = timedelta(days=1)
_DECEMBER: Final = 12

Days = Sequence[tuple[date, date]]
Stretches = Sequence[tuple[datetime, datetime]]


def deemed(at: datetime, rule: Rule, reception: WorkCalendar) -> datetime:
    """Return when something that arrives `at` counts as received, by the rule and the office that receives it."""
    match rule.receipt:
        case Receipt.AS_IS | Receipt.ONLINE:
            return at
        case Receipt.NEXT_OPENING:
            return at if _is_open(at, reception) else reception.begins_after(at)
        case Receipt.CUT_OFF:
            day = at.date()
            if not reception.is_working(day):
                return reception.opens_at(reception.add(day, 1))
            if rule.cutoff is not None and at.time() > rule.cutoff:
                return reception.opens_at(reception.add(day, 1))
            return at
        case _:
            assert_never(rule.receipt)


def _is_open(at: datetime, reception: WorkCalendar) -> bool:
    minute = at.hour * 60 + at.minute
    return any(session.opens <= minute < session.closes for session in reception.sessions(at.date()))


def last_day(start: date, span: Span, rule: Rule, calendar: WorkCalendar, holds: Days = ()) -> date:
    """Return the last day of a span of days counted from the event day `start`, rolled as the rule says."""
    if span.unit is Unit.WORKING_DAY and span.then is None and not holds and not rule.first_day_counts:
        return calendar.add(start, _whole(span))
    raw = unrolled(start, span, rule, calendar, holds)
    return roll_day(raw, Roll.FOLLOWING if _ends_working(span) else rule.roll, calendar)


def unrolled(start: date, span: Span, rule: Rule, calendar: WorkCalendar, holds: Days = ()) -> date:
    """Return the last day before the roll."""
    return phase_ends(start, span, rule, calendar, holds)[-1]


def phase_ends(start: date, span: Span, rule: Rule, calendar: WorkCalendar, holds: Days = ()) -> list[date]:
    """Return the unrolled last day of every phase; each phase has the end of the one before as its event day."""
    ends: list[date] = []
    cursor = start
    for phase in span.phases():
        end = _advance(cursor, phase, rule, calendar, first=rule.first_day_counts and not ends)
        cursor = _held(end, cursor, phase, rule, calendar, holds) if holds else end
        ends.append(cursor)
    return ends


def _advance(cursor: date, phase: Span, rule: Rule, calendar: WorkCalendar, *, first: bool) -> date:
    amount = _whole(phase)
    match phase.unit:
        case Unit.WORKING_DAY:
            return calendar.add(cursor - _ONE_DAY if first else cursor, amount)
        case Unit.DAY:
            end = cursor + timedelta(days=amount)
        case Unit.WEEK:
            end = cursor + timedelta(weeks=amount)
        case Unit.MONTH:
            end = add_months(cursor, amount, rule.month_end)
        case Unit.YEAR:
            end = add_years(cursor, amount, rule.leap_day, phase)
        case _:
            raise SpanError("PF418", span=str(phase))
    return end - _ONE_DAY if first else end


def _whole(span: Span) -> int:
    if isinstance(span.amount, int):
        return span.amount
    raise SpanError("PF417", span=str(span), rule="one-stop")


def _ends_working(span: Span) -> bool:
    *_, final = span.phases()
    return final.unit is Unit.WORKING_DAY


def _held(end: date, cursor: date, phase: Span, rule: Rule, calendar: WorkCalendar, holds: Days) -> date:  # noqa: PLR0913,PLR0917
    """Move the end of a phase by the holds that fall into it.

    A hold from s to r moves working days by count(s, r) and calendar days by r - s. A limit stopped on its very last day
    ends no earlier than the day on which it resumes.
    """
    working = phase.unit is Unit.WORKING_DAY
    for start, resumed in holds:
        begun = max(start, cursor)
        if resumed <= begun:
            continue
        limit = end if phase.then else roll_day(end, Roll.FOLLOWING if working else rule.roll, calendar)
        if begun > limit or (phase.then and begun == limit):
            break
        if working:
            stopped = calendar.count(begun, resumed)
            end = calendar.add(end, stopped) if stopped else end
        else:
            end += resumed - begun
        end = max(end, resumed)
    return end


def add_months(start: date, months: int, month_end: MonthEnd = MonthEnd.LAST_DAY) -> date:
    """Return the corresponding day `months` later, or the last of that month (BLDS 2015 Đ.148 k.3)."""
    total = start.year * _DECEMBER + start.month - 1 + months
    year, month = divmod(total, _DECEMBER)
    month += 1
    length = month_lengths.monthrange(year, month)[1]
    if month_end is MonthEnd.END_TO_END and start.day == month_lengths.monthrange(start.year, start.month)[1]:
        return date(year, month, length)
    return date(year, month, min(start.day, length))


def add_years(start: date, years: int, leap_day: LeapDay | None, span: Span) -> date:
    """Return the corresponding day and month `years` later (BLDS 2015 Đ.148 k.4).

    Raises:
        SpanError: PF415 when the count from 29 February ends in a common year and no policy was named.
    """
    year = start.year + years
    if (start.month, start.day) != (2, 29) or month_lengths.isleap(year):
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


def roll_day(day: date, roll: Roll, calendar: WorkCalendar) -> date:
    """Move a last day that is a day off (BLDS 2015 Đ.148 k.5 for `following`, the rule of the law)."""
    if roll is Roll.NONE or calendar.is_working(day):
        return day
    match roll:
        case Roll.FOLLOWING:
            return calendar.next_or_same(day)
        case Roll.PRECEDING:
            return calendar.previous_or_same(day)
        case Roll.MODIFIED_FOLLOWING:
            after = calendar.next_or_same(day)
            return after if after.month == day.month else calendar.previous_or_same(day)
        case Roll.MODIFIED_PRECEDING:
            before = calendar.previous_or_same(day)
            return before if before.month == day.month else calendar.next_or_same(day)
        case Roll.NEAREST:
            before, after = calendar.previous_or_same(day), calendar.next_or_same(day)
            return before if day - before < after - day else after
        case _:
            assert_never(roll)


def same_day(
    start: date,
    at: datetime | None,
    span: Span,
    rule: Rule,
    calendar: WorkCalendar,
    holds: Days = (),
) -> date:
    """Return the day of a same-day limit: the day itself, or the next working day after the cut-off or on a day off.

    The law says "sau 15 giờ": 15:00 sharp is not after 15:00. Without a cut-off the office's closing is it.

    Raises:
        SpanError: PF413 when there is a cut-off and `at` is None.
    """
    cutoff = span.cutoff or rule.cutoff
    if at is None and cutoff is not None:
        raise SpanError("PF413", span=str(span), start=start.isoformat())
    day = calendar.next_or_same(start)
    if at is not None and day == start and _is_late(at, cutoff, calendar):
        day = calendar.add(start, 1)
    if not holds:
        return day
    return calendar.next_or_same(_held(day, start, Span(1, Unit.WORKING_DAY), rule, calendar, holds))


def _is_late(at: datetime, cutoff: time | None, calendar: WorkCalendar) -> bool:
    if cutoff is not None:
        return at.time() > cutoff
    return at > calendar.closes_at(at.date())


def last_moment(
    at: datetime,
    length: timedelta,
    calendar: WorkCalendar,
    *,
    working: bool,
    holds: Stretches = (),
) -> datetime:
    """Return the moment at which a span of hours or minutes ends, moved by the time each hold took from it."""
    end = calendar.due_after(at, length) if working else at + length
    for start, resumed in holds:
        begun = max(start, at)
        if resumed <= begun:
            continue
        if begun >= end:
            break
        if working:
            end = calendar.due_after(end, calendar.worked(begun, resumed))
        else:
            end += resumed - begun
    return end


def length_of(span: Span, rule: Rule) -> timedelta:
    """Return the length of a span counted from moment to moment.

    Raises:
        SpanError: PF417 when it is not a whole number of minutes, or a fraction under a rule for legal limits; PF418
            for a unit that has no length in time.
    """
    if not span.is_whole and not rule.allows_fractions:
        raise SpanError("PF417", span=str(span), rule=rule.name)
    minutes = Decimal(span.amount) * _minutes_in(span, rule)
    if minutes != int(minutes):
        raise SpanError("PF417", span=str(span), rule=rule.name)
    return timedelta(minutes=int(minutes))


def _minutes_in(span: Span, rule: Rule) -> int:
    match span.unit:
        case Unit.MINUTE | Unit.WORKING_MINUTE:
            return 1
        case Unit.HOUR | Unit.WORKING_HOUR:
            return 60
        case Unit.WORKING_DAY if rule.day_minutes is not None and span.then is None:
            return rule.day_minutes
        case _:
            raise SpanError("PF418", span=str(span))
