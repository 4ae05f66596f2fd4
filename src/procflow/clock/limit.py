"""Limit: one instance of a time limit on a dossier, carried whole by its events.

Invariants: a flat value of texts, dates and holds, so that a journal keeps it and nothing recomputes it; every change
returns a new instance; `due_on` moves only by a restart, a resumed hold or a lawful extension.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypedDict, Unpack

from procflow.calendar import WorkCalendar
from procflow.clock.deadline import Deadline, deadline
from procflow.clock.explanation import Explanation
from procflow.clock.hold import Hold, local
from procflow.clock.rule import Rule
from procflow.clock.span import Span
from procflow.errors import SpanError

__all__ = [
    "Debtor",
    "How",
    "Limit",
    "OpenHold",
    "explain_limit",
    "extend_limit",
    "hold_limit",
    "is_overdue",
    "recounted",
    "restart_limit",
    "resume_limit",
    "start_limit",
    "time_left",
]


class How(TypedDict, total=False):
    """Say how a limit is counted beyond what it keeps: a rule that is not one of `RULES`, when the office receives."""

    rule: Rule
    reception: WorkCalendar


class Debtor(StrEnum):
    """Who owes what the limit asks for."""

    AGENCY = "agency"
    CONSULTED = "consulted"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class OpenHold:
    """Hold a stop that still runs: since when, and on what ground."""

    since: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Hold one limit of a dossier.

    `anchor_at` is the moment of the fact that started it; `due_at` the appointment and `ends_at` the legal end, both at
    +07:00; `calendar` is the version counted by; `holds` are over, `held_since` is the first that still runs and
    `held_also` are further ones that began meanwhile: the limit runs on when the last of them ends.
    """

    name: str
    span: str
    rule: str
    debtor: Debtor
    anchor_at: datetime
    basis: str
    calendar: str
    due_on: date
    due_at: datetime
    ends_at: datetime
    provisional: bool
    holds: tuple[Hold, ...] = ()
    held_since: datetime | None = None
    held_ground: str = ""
    held_also: tuple[OpenHold, ...] = ()

    @property
    def is_held(self) -> bool:
        """Tell whether the limit is stopped now."""
        return self.held_since is not None

    @property
    def ends_with_its_day(self) -> bool:
        """Tell whether the limit ends at 24:00 of its last day, as every limit in days does (BLDS 2015 Đ.148 k.6)."""
        return self.due_on < self.ends_at.date()


def start_limit(  # noqa: PLR0913 - keyword-only beyond the two that make a limit
    name: str,
    span: Span | str,
    *,
    rule: Rule | str,
    debtor: Debtor,
    anchor_at: datetime,
    calendar: WorkCalendar,
    basis: str = "",
    reception: WorkCalendar | None = None,
) -> Limit:
    """Start a limit at the moment of the fact that sets it running.

    A rule of the host's own, and a calendar of reception, are handed in again wherever the limit is counted anew,
    because the limit keeps the name of its rule alone.

    Raises:
        SpanError: PF406, PF410-PF418 as `deadline` does.
        CalendarError: PF400 beyond the range of the calendar.
    """
    counted = deadline(anchor_at, span, rule=rule, calendar=calendar, reception=reception)
    return Limit(
        name=name,
        span=str(counted.span),
        rule=counted.rule,
        debtor=debtor,
        anchor_at=local(anchor_at),
        basis=basis,
        calendar=calendar.version,
        due_on=counted.due_on,
        due_at=counted.due_at,
        ends_at=counted.ends_at,
        provisional=counted.provisional,
    )


def hold_limit(limit: Limit, at: datetime, ground: str) -> Limit:
    """Stop a limit `at` a moment, on a legal ground; its due date moves when it resumes.

    A limit that is held may be held on a further ground too; the time they share is excluded once.

    Raises:
        SpanError: PF420 when it is held on this ground already, PF406 for a naive time.
    """
    opened = _open_holds(limit)
    for hold in opened:
        if hold.ground == ground:
            raise SpanError("PF420", name=limit.name, since=hold.since.isoformat(), ground=ground)
    return _held_by(limit, (*opened, OpenHold(local(at), ground)))


def resume_limit(
    limit: Limit,
    at: datetime,
    calendar: WorkCalendar,
    *,
    ground: str | None = None,
    **how: Unpack[How],
) -> Limit:
    """End a hold at `at`; the time it lasted is excluded, and the limit runs on when no other hold is open.

    Args:
        limit: The held limit.
        at: When the hold ends.
        calendar: Which days and hours count.
        ground: Which hold ends; needed only when several are open.
        how: The rule and the reception it was started with, where they are the host's own.

    Raises:
        SpanError: PF421 when it is not held, or not on this ground; PF424 when several holds are open and none is
            named; PF419 when `at` is before the hold; PF406 for a naive time.
        CalendarError: PF400 beyond the range of the calendar.
    """
    opened = _open_holds(limit)
    if ground is None and len(opened) > 1:
        raise SpanError("PF424", name=limit.name, grounds=", ".join(hold.ground for hold in opened))
    ended = next((hold for hold in opened if ground in {None, hold.ground}), None)
    if ended is None:
        raise SpanError("PF421", name=limit.name)
    over = Hold(ended.since, local(at), ended.ground)
    rest = tuple(hold for hold in opened if hold is not ended)
    return recounted(_held_by(replace(limit, holds=(*limit.holds, over)), rest), calendar, **how)


def _open_holds(limit: Limit) -> tuple[OpenHold, ...]:
    if limit.held_since is None:
        return ()
    return (OpenHold(limit.held_since, limit.held_ground), *limit.held_also)


def _held_by(limit: Limit, opened: tuple[OpenHold, ...]) -> Limit:
    """Return the limit held by these, the earliest of them first."""
    if not opened:
        return replace(limit, held_since=None, held_ground="", held_also=())
    first, *also = sorted(opened, key=lambda hold: hold.since)
    return replace(limit, held_since=first.since, held_ground=first.ground, held_also=tuple(also))


def restart_limit(limit: Limit, anchor_at: datetime, calendar: WorkCalendar, **how: Unpack[How]) -> Limit:
    """Count the limit afresh from `anchor_at`, without its former holds (NĐ 118/2025 Đ.19 k.5: counted again).

    Raises:
        SpanError: PF406 for a naive time.
        CalendarError: PF400 beyond the range of the calendar.
    """
    return recounted(_held_by(replace(limit, anchor_at=local(anchor_at), holds=()), ()), calendar, **how)


def extend_limit(limit: Limit, by: Span | str, calendar: WorkCalendar, **how: Unpack[How]) -> Limit:
    """Lengthen a limit by a lawful extension: `by` runs on from where the limit would have ended.

    Raises:
        SpanError: PF410-PF418 when the two spans have no common end.
        CalendarError: PF400 beyond the range of the calendar.
    """
    more = Span.parse(by) if isinstance(by, str) else by
    return recounted(replace(limit, span=str(_joined(Span.parse(limit.span), more))), calendar, **how)


def _joined(span: Span, more: Span) -> Span:
    if span.then is not None:
        return replace(span, then=_joined(span.then, more))
    if span.unit is more.unit and span.cutoff is None and more.then is None:
        return replace(span, amount=span.amount + more.amount)
    return replace(span, then=more)


def explain_limit(limit: Limit, calendar: WorkCalendar, **how: Unpack[How]) -> Explanation:
    """Return why the limit ends when it does, counted anew from its anchor and holds.

    Raises:
        CalendarError: PF400 beyond the range of the calendar.
    """
    return _count(limit, calendar, **how).explain()


def _count(limit: Limit, calendar: WorkCalendar, **how: Unpack[How]) -> Deadline:
    rule = how.get("rule")
    if rule is not None and rule.name != limit.rule:
        raise SpanError("PF414", rule=limit.rule, near=rule.name, known=rule.name)
    return deadline(
        limit.anchor_at,
        limit.span,
        rule=rule or limit.rule,
        calendar=calendar,
        holds=limit.holds,
        reception=how.get("reception"),
    )


def recounted(limit: Limit, calendar: WorkCalendar, **how: Unpack[How]) -> Limit:
    """Return the limit counted anew from its anchor and holds by `calendar`.

    Raises:
        CalendarError: PF400 beyond the range of the calendar.
    """
    counted = _count(limit, calendar, **how)
    return replace(
        limit,
        calendar=calendar.version,
        due_on=counted.due_on,
        due_at=counted.due_at,
        ends_at=counted.ends_at,
        provisional=counted.provisional,
    )


def time_left(limit: Limit, at: datetime, calendar: WorkCalendar) -> int:
    """Return what is left of the limit at `at`, in its own unit; negative when overdue.

    Working-day limits count working days to the last day, working hours count working minutes, other limits of hours
    count minutes, all else counts calendar days. A held limit is measured at the moment it was stopped.

    Raises:
        SpanError: PF406 for a naive time.
        CalendarError: PF400 beyond the range of the calendar.
    """
    moment = limit.held_since or local(at)
    span = Span.parse(limit.span)
    if span.is_clock:
        rest = calendar.worked(moment, limit.ends_at) if span.is_working else limit.ends_at - moment
        return rest // timedelta(minutes=1)
    if span.is_working:
        return calendar.count(moment.date(), limit.due_on)
    return (limit.due_on - moment.date()).days


def is_overdue(limit: Limit, at: datetime) -> bool:
    """Tell whether the legal end has passed at `at`; a held limit is not overdue unless it was when it was stopped.

    A limit in days ends at 24:00 (BLDS 2015 Đ.148 k.6): the first instant of the next day is late, whichever moment of
    the last day was appointed. A limit in hours ends at an instant, and what happens at that very instant is in time.

    Raises:
        SpanError: PF406 for a naive time.
    """
    until, end = limit.held_since or local(at), limit.ends_at
    return until > end or (until == end and limit.ends_with_its_day)
