"""deadline(): from a start and a span to the appointment and the legal end, with everything needed to explain them.

Invariants: the appointment (`due_at`) and the legal end (`ends_at`, exclusive) are kept apart; a span of hours has one
moment for both; a date that could still move is marked provisional, and a date beyond the calendar is an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from procflow.calendar import Reason, Status, WorkCalendar, vietnam
from procflow.clock.counting import Case, deemed
from procflow.clock.explanation import Explanation
from procflow.clock.hold import Hold, local, plain
from procflow.clock.rule import DEFAULT_RULE, Receipt, Rule, rule_named
from procflow.clock.span import Span, Unit
from procflow.errors import SpanError

__all__ = ["Deadline", "deadline", "earliest", "latest"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold one counted limit.

    `due_on` is the last day; `due_at` the appointment, at +07:00; `ends_at` the legal end, exclusive: 00:00 of the day
    after `due_on` (BLDS 2015 Đ.148 k.6), or the moment itself for a span of hours.
    """

    start: date | datetime
    due_on: date
    due_at: datetime
    ends_at: datetime
    provisional: bool
    case: Case = field(repr=False)

    @property
    def span(self) -> Span:
        """Return the limit counted."""
        return self.case.span

    @property
    def rule(self) -> str:
        """Name the rule counted by."""
        return self.case.rule.name

    @property
    def calendar(self) -> str:
        """Return the version of the calendar counted by."""
        return self.case.calendar.version

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Return the times excluded."""
        return self.case.holds

    @property
    def counts_from(self) -> date | datetime:
        """Return when the start is deemed received under the rule: the day or moment the count really starts from."""
        return self.case.at or self.case.day

    @property
    def provisional_reasons(self) -> tuple[Reason, ...]:
        """Say why the date is provisional; empty when it is not."""
        return _reasons(self.case, self.due_on, self.due_at) if self.provisional else ()

    def explain(self) -> Explanation:
        """Return why this is the date: every day from start to due with its verdict, both ends with their article."""
        return Explanation(self)


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
    if not isinstance(start, date):
        raise SpanError("PF425", start=start)
    counted = DEFAULT_RULE if rule is None else rule_named(rule) if isinstance(rule, str) else rule
    limit = span if isinstance(span, Span) else Span.parse(span)
    if isinstance(start, datetime):
        start = at = local(start)
        if counted.receipt is not Receipt.AS_IS:
            at = deemed(at, counted, reception or works)
        day = at.date()
    else:
        at, day = None, start if type(start) is date else plain(start)
        start = day
    case = Case(day, at, limit, counted, works, tuple(holds))
    due_on, due_at, ends_at = case.ends()
    provisional = works.is_doubtful(case.unsure_after(), due_on) and bool(_reasons(case, due_on, due_at))
    return Deadline(start, due_on, due_at, ends_at, provisional, case)


def _reasons(case: Case, due_on: date, due_at: datetime) -> tuple[Reason, ...]:
    """Return the days nobody announced, and of the proposals those that would move this very date."""
    if case.span.unit is Unit.HOUR or case.span.unit is Unit.MINUTE:
        return ()
    return tuple(
        reason
        for reason in case.calendar.provisional_reasons(case.unsure_after(), due_on)
        if reason.status is Status.PROJECTED
        or case._replace(calendar=case.calendar.adopt(reason.layer)).ends().due_at != due_at
    )


def earliest(*deadlines: Deadline) -> Deadline:
    """Return the one that ends first ("whichever is earlier")."""
    return min(deadlines, key=lambda each: (each.ends_at, each.due_at))


def latest(*deadlines: Deadline) -> Deadline:
    """Return the one that ends last ("whichever is later")."""
    return max(deadlines, key=lambda each: (each.ends_at, each.due_at))
