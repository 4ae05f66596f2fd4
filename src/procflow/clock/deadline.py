"""deadline(): from a start and a span to the appointment and the legal end, with everything needed to explain them.

Invariants: the appointment (`due_at`) and the legal end (`ends_at`, exclusive) are kept apart; a span of hours has one
moment for both; a date that could still move is marked provisional, and a date beyond the calendar is an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, assert_never

from procflow.calendar import VIETNAM_TIME, Reason, Status, WorkCalendar, vietnam
from procflow.clock import counting
from procflow.clock.explanation import Explanation, explained
from procflow.clock.hold import Hold, as_days, local, merged
from procflow.clock.rule import DEFAULT_RULE, End, Receipt, Roll, Rule, rule_named
from procflow.clock.span import Span, Unit
from procflow.errors import SpanError

__all__ = ["Deadline", "deadline", "earliest", "latest"]

_ONE_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold one counted limit.

    `due_on` is the last day; `due_at` the appointment, at +07:00; `ends_at` the legal end, exclusive: 00:00 of the day
    after `due_on` (BLDS 2015 Đ.148 k.6), or the moment itself for a span of hours.
    """

    start: date | datetime
    span: Span
    rule: str
    due_on: date
    due_at: datetime
    ends_at: datetime
    provisional: bool
    holds: tuple[Hold, ...]
    counted: Rule = field(repr=False, compare=False)
    works: WorkCalendar = field(repr=False)
    receives: WorkCalendar | None = field(default=None, repr=False)

    @property
    def calendar(self) -> str:
        """Return the version of the calendar counted by."""
        return self.works.version

    @property
    def counts_from(self) -> date | datetime:
        """Return when the start is deemed received under the rule: the day or moment the count really starts from."""
        if isinstance(self.start, datetime):
            return counting.deemed(self.start, self.counted, self.receives or self.works)
        return self.start

    @property
    def provisional_reasons(self) -> tuple[Reason, ...]:
        """Say why the date is provisional; empty when it is not."""
        return _reasons(self) if self.provisional else ()

    def explain(self) -> Explanation:
        """Return why this is the date: every day from start to due with its verdict, and both ends with their article."""
        return explained(self)


def deadline(  # noqa: PLR0913 - keyword-only beyond the two that make a limit
    start: date | datetime,
    span: Span | str,
    *,
    rule: Rule | str | None = None,
    calendar: WorkCalendar | None = None,
    holds: Sequence[Hold] = (),
    reception: WorkCalendar | None = None,
) -> Deadline:
    """Count a legal time limit.

    Args:
        start: The day of the event, or its moment; a moment must know its zone and is read at +07:00.
        span: The limit, as a `Span` or in the wording of the law.
        rule: How to count, as a `Rule` or its name; default `one-stop`.
        calendar: Which days and hours count; default the public administration.
        holds: Times excluded, with their grounds.
        reception: When the office receives, where that differs from the days that count.

    Raises:
        SpanError: PF406 for a naive time, PF410-PF418 for a span or rule that cannot be read or has no meaning here.
        CalendarError: PF400 beyond the range of the calendar.
    """
    works = vietnam() if calendar is None else calendar
    counted = DEFAULT_RULE if rule is None else rule_named(rule) if isinstance(rule, str) else rule
    limit = Span.parse(span) if isinstance(span, str) else span
    at = None
    if isinstance(start, datetime):
        start = at = local(start)
        if counted.receipt is not Receipt.AS_IS:
            at = counting.deemed(at, counted, reception or works)
    day = start if at is None else at.date()
    excluded = tuple(holds)
    due_on, due_at, ends_at = _ends(day, at, limit, counted, works, excluded)
    provisional = _is_provisional(day, at, limit, counted, works, excluded, due_on, due_at)
    return Deadline(
        start, limit, counted.name, due_on, due_at, ends_at, provisional, excluded, counted, works, reception
    )


def _ends(
    day: date,
    at: datetime | None,
    span: Span,
    rule: Rule,
    works: WorkCalendar,
    holds: tuple[Hold, ...],
) -> tuple[date, datetime, datetime]:
    """Return the last day, the appointment and the legal end."""
    if span.is_clock or rule.day_minutes is not None:
        if at is None:
            raise SpanError("PF413", span=str(span), start=day.isoformat())
        working = span.unit not in {Unit.MINUTE, Unit.HOUR}
        length = counting.length_of(span, rule)
        end = counting.last_moment(at, length, works, working=working, holds=merged(holds))
        # A session may close at 24:00, which is the end of its day and not the start of the next.
        return ((end - _TICK) if working else end).date(), end, end
    stopped = as_days(merged(holds)) if holds else ()
    if span.unit is Unit.SAME_DAY:
        due_on = counting.same_day(day, at, span, rule, works, stopped)
    else:
        due_on = counting.last_day(day, span, rule, works, stopped)
    ends_at = datetime(due_on.year, due_on.month, due_on.day, tzinfo=VIETNAM_TIME) + _ONE_DAY
    return due_on, _appointment(due_on, at, span, rule, works, ends_at), ends_at


def _appointment(
    due_on: date,
    at: datetime | None,
    span: Span,
    rule: Rule,
    works: WorkCalendar,
    ends_at: datetime,
) -> datetime:
    match rule.end:
        case End.OFFICE_CLOSE:
            # Without a roll the last day may be a day off, and nobody closes an office that did not open.
            return works.closes_at(due_on) if rule.roll is not Roll.NONE or works.is_working(due_on) else ends_at
        case End.MIDNIGHT:
            return ends_at
        case End.SAME_CLOCK:
            if at is None:
                raise SpanError("PF413", span=str(span), start=due_on.isoformat())
            return datetime.combine(due_on, at.timetz())
        case _:
            assert_never(rule.end)


def _is_provisional(
    day: date,
    at: datetime | None,
    span: Span,
    rule: Rule,
    works: WorkCalendar,
    holds: tuple[Hold, ...],
    due_on: date,
    due_at: datetime,
) -> bool:
    after = _window_start(day, span, rule, works)
    if after is None or due_on <= after or not works.is_doubtful(after, due_on):
        return False
    for reason in works.provisional_reasons(after, due_on):
        if reason.status is Status.PROJECTED:
            return True
        if _ends(day, at, span, rule, works.adopt(reason.layer), holds)[1] != due_at:
            return True
    return False


def _window_start(day: date, span: Span, rule: Rule, works: WorkCalendar) -> date | None:
    """Return the day after which the calendar matters; None when it does not matter at all.

    The event day itself matters where the count may use it: working hours, same-day limits, a counted first day.
    """
    if span.unit in {Unit.HOUR, Unit.MINUTE}:
        return None
    uses_start = span.is_clock or span.unit is Unit.SAME_DAY or rule.first_day_counts or rule.day_minutes is not None
    return max(day - _ONE_DAY, works.first) if uses_start else day


def _reasons(result: Deadline) -> tuple[Reason, ...]:
    start = result.counts_from
    at = start if isinstance(start, datetime) else None
    day = start.date() if isinstance(start, datetime) else start
    after = _window_start(day, result.span, result.counted, result.works) or day
    return tuple(
        reason
        for reason in result.works.provisional_reasons(after, result.due_on)
        if reason.status is Status.PROJECTED
        or _ends(day, at, result.span, result.counted, result.works.adopt(reason.layer), result.holds)[1]
        != result.due_at
    )


def earliest(*deadlines: Deadline) -> Deadline:
    """Return the one that ends first ("whichever is earlier")."""
    return min(deadlines, key=lambda each: (each.ends_at, each.due_at))


def latest(*deadlines: Deadline) -> Deadline:
    """Return the one that ends last ("whichever is later")."""
    return max(deadlines, key=lambda each: (each.ends_at, each.due_at))
