"""Counting: from a start, a span and a rule to the last day or the last moment.

Invariants: pure arithmetic on calendar values; phases run one after the other, each from the unrolled end of the one
before; the roll applies once, to the last day of the whole span; holds move a limit as `hold` defines.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple, assert_never

from procflow.calendar import VIETNAM_TIME, WorkCalendar
from procflow.calendar.days import Ends
from procflow.clock.hold import Hold, as_days, merged
from procflow.clock.months import add_months, add_years
from procflow.clock.rule import End, Receipt, Roll, Rule
from procflow.clock.span import Span, Unit
from procflow.errors import CalendarError, SpanError

__all__ = ["Case", "Days", "Ends", "deemed", "lost", "roll_day"]

_ONE_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)
_MINUTE: Final = timedelta(minutes=1)
_MIDNIGHT: Final = time()
# Bound once: the common count is a few table look-ups, and an enum's attributes cost as much as one of them.
_OFFICE_CLOSE, _NO_ROLL, _WORKING_DAY, _SAME_DAY = End.OFFICE_CLOSE, Roll.NONE, Unit.WORKING_DAY, Unit.SAME_DAY
_combine = datetime.combine

Days = Sequence[tuple[date, date]]


class Case(NamedTuple):
    """Hold what a count needs: the event day, its moment where known, the span, the rule, the calendar, the holds."""

    day: date
    at: datetime | None
    span: Span
    rule: Rule
    calendar: WorkCalendar
    holds: tuple[Hold, ...]

    def runs_by_clock(self) -> bool:
        """Tell whether the span runs from moment to moment: hours, or days made of working hours."""
        return self.span.is_clock or self.rule.day_minutes is not None

    def unsure_after(self) -> date:
        """Return the day after which a doubtful day makes the date doubtful: the event day, unless it may count too."""
        span, rule = self.span, self.rule
        if span.is_clock or span.unit is _SAME_DAY or rule.first_day_counts or rule.day_minutes is not None:
            return max(self.day - _ONE_DAY, self.calendar.first)
        return self.day

    def is_working_time(self) -> bool:
        """Tell whether a span that runs by the clock counts working time, not the hours of the wall clock."""
        return self.span.is_working or not self.span.is_clock

    def ends(self) -> Ends:
        """Count.

        Raises:
            SpanError: PF413, PF415, PF417, PF418 when the span has no meaning from this start under this rule.
            CalendarError: PF400 beyond the range of the calendar.
        """
        span, rule = self.span, self.rule
        if span.is_clock or rule.day_minutes is not None:
            end = self._last_moment()
            # A session may close at 24:00, which is the end of its day and not the start of the next.
            return Ends(((end - _TICK) if self.is_working_time() else end).date(), end, end)
        due_on = self._same_day() if span.is_same_day else self._last_day()
        if rule.end is _OFFICE_CLOSE and rule.roll is not _NO_ROLL:
            return self.calendar.ends(due_on)
        ends_at = _combine(due_on, _MIDNIGHT, VIETNAM_TIME) + _ONE_DAY
        return Ends(due_on, self._appointment(due_on, ends_at), ends_at)

    def phase_ends(self) -> list[date]:
        """Return the unrolled last day of every phase; each phase has the end of the one before as its event day."""
        stopped = self.stopped_days()
        ends: list[date] = []
        cursor = self.day
        for phase in self.span.phases():
            if phase.unit is _SAME_DAY:  # the first phase, which is at least a day of its own
                cursor = self._same_day()
            else:
                end = self._advance(cursor, phase, first=self.rule.first_day_counts and not ends)
                cursor = self._held(end, cursor, phase, stopped) if stopped else end
            ends.append(cursor)
        return ends

    def stopped_days(self) -> Days:
        """Return the days the holds stop, as (s, r): the days d with s < d <= r."""
        return as_days(merged(self.holds)) if self.holds else ()

    # --- days ---------------------------------------------------------------------------------------------------

    def _last_day(self) -> date:
        span, rule = self.span, self.rule
        if span.unit is _WORKING_DAY and span.then is None and not self.holds and not rule.first_day_counts:
            return self.calendar.add(self.day, self._whole(span))
        *_, final = span.phases()
        # Working days end on a working day: only a hold can leave their end on a day off, and then they move on.
        roll = Roll.FOLLOWING if final.unit is Unit.WORKING_DAY else self.rule.roll
        return roll_day(self.phase_ends()[-1], roll, self.calendar)

    def _advance(self, cursor: date, phase: Span, *, first: bool) -> date:
        if phase.unit is Unit.WORKING_DAY:
            return self.calendar.add(cursor - _ONE_DAY if first else cursor, self._whole(phase))
        try:
            end = self._corresponding(cursor, phase)
        except (OverflowError, ValueError) as error:
            raise self._beyond() from error
        return end - _ONE_DAY if first else end

    def _corresponding(self, cursor: date, phase: Span) -> date:
        amount = self._whole(phase)
        match phase.unit:
            case Unit.DAY:
                return cursor + timedelta(days=amount)
            case Unit.WEEK:
                return cursor + timedelta(weeks=amount)
            case Unit.MONTH:
                return add_months(cursor, amount, self.rule.month_end)
            case _:  # years: a span refuses hours beside days, and working days were counted above
                return add_years(cursor, amount, self.rule.leap_day, phase)

    def _beyond(self) -> CalendarError:
        known = self.calendar
        where = f"{self.day} + {self.span}"
        return CalendarError("PF400", day=where, name=known.name, first=str(known.first), last=str(known.last))

    def _whole(self, span: Span) -> int:
        amount = span.amount
        if isinstance(amount, int):
            return amount
        raise SpanError("PF417", span=str(span), rule=self.rule.name)

    def _held(self, end: date, cursor: date, phase: Span, stopped: Days) -> date:
        """Move the end of a phase by the holds that fall into it.

        A hold from s to r moves working days by count(s, r) and calendar days by r - s. A limit stopped on its last day
        ends no earlier than the day on which it resumes.
        """
        working = phase.is_working
        roll = Roll.FOLLOWING if working else self.rule.roll
        for start, resumed in stopped:
            begun = max(start, cursor)
            if resumed <= begun:
                continue
            if begun >= end and (phase.then or begun > roll_day(end, roll, self.calendar)):
                break
            if working:
                end = self._add(end, self.calendar.count(begun, resumed))
            else:
                end += resumed - begun
            end = max(end, resumed)
        return end

    def _add(self, day: date, working_days: int) -> date:
        return self.calendar.add(day, working_days) if working_days else day

    def _same_day(self) -> date:
        """The day itself, or the next working day after the cut-off or on a day off.

        The law says "sau 15 giờ": 15:00 sharp is not after 15:00. Without a cut-off the office's closing is it.
        """
        cutoff = self.span.cutoff or self.rule.cutoff
        if self.at is None and cutoff is not None:
            raise SpanError("PF413", span=str(self.span), start=self.day.isoformat())
        day = self.calendar.next_or_same(self.day)
        if self.at is not None and day == self.day and self._is_late(self.at, cutoff):
            day = self.calendar.add(self.day, 1)
        stopped = self.stopped_days()
        return self.calendar.next_or_same(self._held(day, self.day, self.span, stopped)) if stopped else day

    def _is_late(self, at: datetime, cutoff: time | None) -> bool:
        return at > self.calendar.closes_at(self.day) if cutoff is None else at.time() > cutoff

    def _appointment(self, due_on: date, ends_at: datetime) -> datetime:
        match self.rule.end:
            case End.OFFICE_CLOSE:
                # Without a roll the last day may be a day off, and an office that did not open does not close.
                return self.calendar.closes_at(due_on) if self.calendar.is_working(due_on) else ends_at
            case End.MIDNIGHT:
                return ends_at
            case End.SAME_CLOCK:
                if self.at is None:
                    raise SpanError("PF413", span=str(self.span), start=self.day.isoformat())
                return datetime.combine(due_on, self.at.timetz())
            case _:
                assert_never(self.rule.end)

    # --- moments ------------------------------------------------------------------------------------------------

    def _last_moment(self) -> datetime:
        if self.at is None:
            raise SpanError("PF413", span=str(self.span), start=self.day.isoformat())
        working = self.is_working_time()
        try:
            length = self._length()
            end = self.calendar.due_after(self.at, length) if working else self.at + length
        except OverflowError as error:
            raise self._beyond() from error
        for start, resumed in merged(self.holds) if self.holds else ():
            begun = max(start, self.at)
            if begun < end and begun < resumed:
                stopped = lost(self.calendar, begun, resumed, working=working)
                end = self.calendar.due_after(end, stopped) if working else end + stopped
        return end

    def _length(self) -> timedelta:
        span, rule = self.span, self.rule
        if not span.is_whole and not rule.allows_fractions:
            raise SpanError("PF417", span=str(span), rule=rule.name)
        minutes = span.amount * self._minutes_in_unit()
        if minutes != int(minutes):
            raise SpanError("PF417", span=str(span), rule=rule.name)
        return int(minutes) * _MINUTE

    def _minutes_in_unit(self) -> int:
        match self.span.unit:
            case Unit.MINUTE | Unit.WORKING_MINUTE:
                return 1
            case Unit.HOUR | Unit.WORKING_HOUR:
                return 60
            case Unit.WORKING_DAY if self.rule.day_minutes is not None and self.span.then is None:
                return self.rule.day_minutes
            case _:
                raise SpanError("PF418", span=str(self.span))


def lost(calendar: WorkCalendar, start: datetime, end: datetime, *, working: bool) -> timedelta:
    """Return the time from `start` to `end` that a span of hours would have used: working time, or all of it."""
    return calendar.worked(start, end) if working else end - start


def deemed(at: datetime, rule: Rule, reception: WorkCalendar) -> datetime:
    """Return when something that arrives `at` counts as received, by the rule and the office that receives it."""
    match rule.receipt:
        case Receipt.AS_IS | Receipt.ONLINE:
            return at
        case Receipt.NEXT_OPENING:
            return reception.begins_after(at)
        case Receipt.CUT_OFF:
            day = at.date()
            is_late = rule.cutoff is not None and at.time() > rule.cutoff
            if is_late or not reception.is_working(day):
                return reception.opens_at(reception.add(day, 1))
            return at
        case _:
            assert_never(rule.receipt)


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
