"""The time each part of a procedure may take in one case and channel, counted by the working calendar.

Invariants: whoever has a time uses all of it, so that what fits here fits whatever people do; a moment of the last day
of a limit is its appointment, and never the first instant of the next day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from procflow.calendar import VIETNAM_TIME, WorkCalendar
from procflow.clock import RULES, Ends, Receipt, Rule, Span, Unit
from procflow.clock.counting import Case, deemed, roll_day
from procflow.definition import Clock
from procflow.lint.walks import APPLICANT, Choice, is_finish
from procflow.lint.weather import Bunch, weather
from procflow.procedure import LimitRule, Procedure, Step

__all__ = ["Due", "Ration", "Start", "Timetable", "is_agency_time", "last_moment", "stops"]

_BUDGET_RULE: Final = "office-budget"
"""The rule by which a part of a day in an office's own plan is counted."""

_DAYS: Final = {Unit.WORKING_DAY: 1, Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}
"""How many days a unit has at the least."""

_INSTANT: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """Hold the end of the limit the procedure as a whole is under.

    `ends_at` is exclusive where it ends a day; `bare` is the last day before a day off moved it.
    """

    on: date
    bare: date
    ends_at: datetime
    ends_its_day: bool

    def is_missed_at(self, moment: datetime) -> bool:
        """Say whether what is done at `moment` is late."""
        return moment >= self.ends_at if self.ends_its_day else moment > self.ends_at


@dataclass(frozen=True, slots=True)
class Start:
    """Hold a moment from which the limit runs, and where it ends; `rest` is what a stop left of it."""

    at: datetime
    due: Due
    rest: int | None = None


def last_moment(ends: Ends) -> datetime:
    """Give the latest moment that is in time and that an office would use: the appointment."""
    return min(ends.due_at, ends.ends_at - _INSTANT) if ends.due_on < ends.ends_at.date() else ends.due_at


def _due(case: Case) -> Due:
    counted = case.ends()
    days = not (case.span.is_clock or case.span.is_working)
    bare = case.phase_ends()[-1] if days else counted.due_on
    return Due(counted.due_on, bare, counted.ends_at, counted.due_on < counted.ends_at.date())


@dataclass(slots=True)
class Ration:
    """Hold the time one party has: so long, by this rule, from this fact; what was counted once is remembered."""

    span: Span
    rule: Rule
    mark: str
    calendar: WorkCalendar
    _lasts: dict[datetime, datetime] = field(default_factory=dict)

    def last(self, at: datetime) -> datetime:
        """Give the last moment of the time that begins `at`.

        Raises:
            CalendarError: PF400 beyond the range of the calendar.
        """
        found = self._lasts.get(at)
        if found is None:
            begun = deemed(at, self.rule, self.calendar)
            found = last_moment(Case(begun.date(), begun, self.span, self.rule, self.calendar, ()).ends())
            self._lasts[at] = found
        return found


@dataclass(slots=True)
class Timetable:
    """Count the limits of `procedure` for one `choice`; `extra` is a condition under which time is added.

    `within` names the steps a dossier can be in while the limit is open: the time of others is not part of it.
    """

    procedure: Procedure
    choice: Choice
    calendar: WorkCalendar
    extra: str = ""
    within: frozenset[str] = frozenset()
    _rations: dict[int, Ration | None] = field(default_factory=dict)
    _plans: dict[str, Ration] = field(default_factory=dict)
    _uses: tuple[tuple[Rule, Span], ...] | None = None

    def span(self, rule: LimitRule) -> Span | None:
        """Choose the span of `rule`, with what the condition at hand adds."""
        span = rule.span(case=self.choice.case, channel=self.choice.channel)
        for plus in rule.plus:
            if span is not None and plus.when.text == self.extra:
                span = replace(span, amount=span.amount + plus.span.amount)
        return span

    def ration(self, rule: LimitRule | None) -> Ration | None:
        """Give the time that the law allows by `rule`; None where it leaves it open."""
        if rule is None:
            return None
        if id(rule) not in self._rations:  # a procedure holds each of its rules as long as it lives
            span = self.span(rule)
            self._rations[id(rule)] = None if span is None else self._of(span, rule.rule, rule.start)
        return self._rations[id(rule)]

    def stay(self, step: Step, brought: LimitRule | None) -> Ration | None:
        """Give the time of `step`: what the law gives, else the office's plan, else nothing is known of it."""
        law = self.ration(brought or step.within)
        if law is not None or step.budget is None:
            return law
        if step.id not in self._plans:
            self._plans[step.id] = self._of(step.budget, self._plan_rule(step.budget), "entered")
        return self._plans[step.id]

    def _of(self, span: Span, rule: str, mark: str) -> Ration:
        return Ration(span, RULES[rule], mark, self.calendar)

    def _plan_rule(self, budget: Span) -> str:
        """Name the rule a plan is counted by: the procedure's, unless it divides a day."""
        return self.procedure.rule if budget.is_whole else _BUDGET_RULE

    # --- the limit of the procedure -----------------------------------------------------------------------------

    def begin(self, at: datetime) -> Start | None:
        """Start the limit at `at`; None where the law sets none."""
        limit = self.ration(self.procedure.limit)
        if limit is None:
            return None
        begun = deemed(at, limit.rule, self.calendar)
        return Start(at, _due(Case(begun.date(), begun, limit.span, limit.rule, self.calendar, ())))

    def rest(self, start: Start, at: datetime) -> int:
        """Measure what a stop at `at` leaves of the limit: working days, days, or minutes, as the limit counts."""
        span = self._limit().span
        if self._by_clock():
            left = self.calendar.worked(at, start.due.ends_at) if span.is_working else start.due.ends_at - at
            return left // timedelta(minutes=1)
        if span.is_working:
            return self.calendar.count(at.date(), start.due.on)
        return (start.due.bare - at.date()).days

    def resume(self, at: datetime, rest: int) -> Start:
        """Let the limit run on from `at` with `rest` left of it."""
        span, calendar = self._limit().span, self.calendar
        if self._by_clock():
            more = rest * timedelta(minutes=1)
            ends_at = calendar.due_after(at, more) if span.is_working else at + more
            on = (ends_at - _INSTANT).date()
            return Start(at, Due(on, on, ends_at, ends_its_day=False), rest)
        if span.is_working:
            on = bare = calendar.add(at.date(), rest) if rest > 0 else calendar.next_or_same(at.date())
        else:
            bare = at.date() + rest * _DAY
            on = roll_day(bare, self._limit().rule.roll, calendar)
        return Start(at, Due(on, bare, datetime.combine(on + _DAY, time(), VIETNAM_TIME), ends_its_day=True), rest)

    def begun(self, at: datetime, rest: int) -> datetime:
        """Give the moment from which the whole limit would leave `rest` at `at`: others from the same fact run on so.

        For hours it is `at` itself, so that what counts from it has all its time.
        """
        span, calendar = self._limit().span, self.calendar
        if self._by_clock() or span.unit not in _DAYS or not span.is_whole:
            return at
        used = max(0, int(span.amount) * _DAYS[span.unit] - rest)
        if not span.is_working:
            return at - used * _DAY
        back = used if calendar.is_working(at.date()) else used + 1
        day = calendar.add(at.date(), -back) if used else at.date()
        return datetime.combine(day, at.timetz())

    def _limit(self) -> Ration:
        limit = self.ration(self.procedure.limit)
        assert limit is not None  # noqa: S101 - what has no limit is neither stopped nor resumed
        return limit

    def _by_clock(self) -> bool:
        limit = self._limit()
        return limit.span.is_clock or limit.rule.day_minutes is not None

    # --- starts -------------------------------------------------------------------------------------------------

    def starts(self, first: date, last: date) -> list[Bunch]:
        """Give every start that can make a difference: each day, and each hour of it where anything counts hours.

        Where only working time is counted and every working day has the same hours, all starts at one hour are alike:
        it is the working days that follow that count, not where the days off lie between them.
        """
        uniform = self._is_uniform(first, last)
        phases = [phase.unit for _, span in self.uses() for phase in span.phases()]
        months = Unit.MONTH in phases or Unit.YEAR in phases
        found: list[Bunch] = []
        for kind in weather(self.calendar, first, last, months=months).kinds():
            day = kind.days[0]
            morning = datetime.combine(day, time(), VIETNAM_TIME)
            bunches = [kind.bunch(moment - morning) for moment in self._moments(day, self.uses())]
            found += [Bunch(bunch.hour, bunch.days) for bunch in bunches] if uniform else bunches
        return found

    def moments(self, first: date, last: date, before: Ration | None = None) -> Iterator[datetime]:
        """Yield each day, and each hour of it where anything counts hours, a time spent `before` included."""
        extra = () if before is None else ((before.rule, before.span),)
        for day in _days(first, last):
            yield from self._moments(day, (*self.uses(), *extra))

    def minds_hours(self) -> bool:
        """Say whether the hour of the start can make a difference."""
        return any(_minds_hours(rule, span) for rule, span in self.uses())

    def _is_uniform(self, first: date, last: date) -> bool:
        working = all(phase.is_working for _, span in self.uses() for phase in span.phases())
        return working and self._has_one_day(first, last)

    def _has_one_day(self, first: date, last: date) -> bool:
        """Say whether every working day has the same hours."""
        return len({self.calendar.sessions(day) for day in _days(first, last) if self.calendar.is_working(day)}) == 1

    def _moments(self, day: date, uses: tuple[tuple[Rule, Span], ...]) -> Iterator[datetime]:
        morning = datetime.combine(day, time(), VIETNAM_TIME)
        cutoffs = {cut for rule, span in uses for cut in (span.cutoff, rule.cutoff) if cut is not None}
        if any(span.is_clock and not span.is_working for _, span in uses):
            yield from sorted({*(morning + hour * _HOUR for hour in range(24)), *_edges(day, cutoffs)})
        elif self.calendar.is_working(day) and any(_minds_hours(rule, span) for rule, span in uses):
            yield from self._office_hours(day, cutoffs)
        else:  # no hour of the day differs from another
            yield morning + 10 * _HOUR

    def _office_hours(self, day: date, cutoffs: set[time]) -> Iterator[datetime]:
        """Yield the hours from opening to closing, one before and one after: all others count as one of these."""
        opens, closes = self.calendar.opens_at(day), self.calendar.closes_at(day)
        hours = {opens + hour * _HOUR for hour in range(-1, (closes - opens) // _HOUR + 1)}
        yield from sorted({*hours, closes, closes + _HOUR, *_edges(day, cutoffs)})

    def uses(self) -> tuple[tuple[Rule, Span], ...]:
        """Give every span that the time of the agency is made of, with its rule, the limit itself first."""
        if self._uses is None:
            self._uses = tuple(self._used())
        return self._uses

    def parts(self) -> Iterator[Ration]:
        """Give the times that may be used up within one limit: of steps and opinions, not of a waiting applicant."""
        for step in self.procedure.steps.values():
            if step.id not in self.within or not is_agency_time(self.procedure, step):
                continue
            entries = [
                out.within
                for each in self.procedure.steps.values()
                for out in each.outcomes.values()
                if out.to == step.id
            ]
            rules = [step.within, *entries, *(asked.within for asked in step.consult.values())]
            rations = [self.stay(step, None), *(self.ration(rule) for rule in rules)]
            yield from (ration for ration in rations if ration is not None)

    def _used(self) -> Iterator[tuple[Rule, Span]]:
        requests = [
            self.ration(step.request_within) for step in self.procedure.steps.values() if step.id in self.within
        ]
        for ration in [self.ration(self.procedure.limit), *self.parts(), *requests]:
            if ration is not None:
                yield ration.rule, ration.span


def is_agency_time(procedure: Procedure, step: Step) -> bool:
    """Say whether time in `step` counts against the limit: not after the end, nor while it stands still.

    What a stop takes does not count, but a limit counted anew from a supply runs while the supply is looked at.
    """
    if is_finish(step) or step.ends is not None:
        return False
    return not stops(step) or (step.actor != APPLICANT and step.id in _looking(procedure))


def _looking(procedure: Procedure) -> frozenset[str]:
    """Give the steps between the fact a limit is counted anew from and the outcome that says so."""
    found = {step.id for step in procedure.steps.values() if any(out.completes for out in step.outcomes.values())}
    grown = True
    while grown:
        before = {
            step.id
            for step in procedure.steps.values()
            if stops(step) and step.actor != APPLICANT and any(out.to in found for out in step.outcomes.values())
        }
        grown = not before <= found
        found |= before
    return frozenset(found)


def stops(step: Step) -> bool:
    """Say whether the limit stands still in `step`."""
    return step.clock in (Clock.RESUME, Clock.RESTART)


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _minds_hours(rule: Rule, span: Span) -> bool:
    by_hour = span.is_clock or span.unit is Unit.SAME_DAY or rule.day_minutes is not None
    return by_hour or rule.receipt in (Receipt.CUT_OFF, Receipt.NEXT_OPENING)


def _edges(day: date, cutoffs: set[time]) -> Iterator[datetime]:
    """Yield the last moment before each cut-off and the first after it."""
    for cutoff in cutoffs:
        yield datetime.combine(day, cutoff, VIETNAM_TIME)
        yield datetime.combine(day, cutoff, VIETNAM_TIME) + timedelta(minutes=1)
