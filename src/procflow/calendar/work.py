"""WorkCalendar: which days and hours an office works, as one immutable value with a version.

Invariants: built from layers, it never changes; its version is the hash of its whole content; a question about a day
outside the computed range is an error (PF400), never a guess; a Vietnamese day is a day at +07:00.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from procflow.calendar import canonical, foreign, table, worktime
from procflow.calendar.certainty import Certainty, certainty
from procflow.calendar.days import ORDINARY, Day, Ends, Reason, Status, Verdict
from procflow.calendar.hours import OFFICE_HOURS, Hours, Session
from procflow.calendar.layer import Layer, Period, standing
from procflow.calendar.table import Week
from procflow.calendar.workdays import WorkingDays
from procflow.calendar.worktime import MICROSECOND, VIETNAM_TIME, WorkTime
from procflow.errors import CalendarError

__all__ = ["WEEKEND", "WorkCalendar"]

WEEKEND = (Week((5, 6)),)
"""Saturday and Sunday off: the 40-hour week of public bodies (QĐ 188/1999/QĐ-TTg)."""


_NO_TIME = timedelta()


class WorkCalendar(WorkingDays):
    """Answer which days and hours an office works, from `first` to `last`, both included.

    Days are `date`s and never `datetime`s; instants are aware and are read at +07:00.

    Raises:
        CalendarError: PF402-PF405 and PF411 when the layers contradict each other, PF408 when a working day would
            have no hours.
    """

    def __init__(  # noqa: PLR0913 - keyword-only beyond the name
        self,
        name: str,
        *,
        first: date,
        last: date,
        layers: Iterable[Layer] = (),
        weeks: Sequence[Week] = WEEKEND,
        hours: Sequence[Hours] = OFFICE_HOURS,
    ) -> None:
        """Build the calendar `name`; `proposed` layers are carried, all others are applied in order."""
        Period(first, last)
        self._layers, self._weeks, self._hours = tuple(layers), tuple(weeks), tuple(hours)
        applied = [layer for layer in self._layers if layer.status is not Status.PROPOSED]
        settled = [(span.first, span.last) for layer in applied for span in layer.settles]
        super().__init__(name, first, last, table.build(first, last, self._weeks, standing(applied), settled))
        self._adopted: dict[tuple[str, ...], WorkCalendar] = {}
        self._days: dict[int, Day] = {}
        self._ends: dict[date, Ends] = {}
        self._midnight = datetime(first.year, first.month, first.day, tzinfo=VIETNAM_TIME)

    def __setattr__(self, name: str, value: object) -> None:
        if "_midnight" in self.__dict__:  # the last thing built
            raise AttributeError(name)
        super().__setattr__(name, value)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Return every layer, in the order of application, the proposed ones included."""
        return self._layers

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Return the weekly days of rest, effective-dated."""
        return self._weeks

    @property
    def hours(self) -> tuple[Hours, ...]:
        """Return the office hours; of several that match a day the last counts."""
        return self._hours

    @cached_property
    def proposals(self) -> tuple[str, ...]:
        """Name the layers that are proposed and not applied."""
        return tuple(layer.name for layer in self._layers if layer.status is Status.PROPOSED)

    @cached_property
    def version(self) -> str:
        """Return the SHA-256 of the canonical content, in hexadecimal."""
        import hashlib  # noqa: PLC0415 - who counts a date need not load OpenSSL

        return hashlib.sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """Write the whole content in one canonical form, from which `from_canonical` rebuilds this very version."""
        return canonical.write(
            canonical.Content(self._name, self._first, self._last, self._layers, self._weeks, self._hours),
        )

    @classmethod
    def from_canonical(cls, content: bytes) -> "WorkCalendar":
        """Rebuild a calendar from its canonical content.

        Raises:
            CalendarError: PF430 when the bytes are not the canonical content of a calendar.
        """
        found = canonical.read(content)
        return cls(
            found.name,
            first=found.first,
            last=found.last,
            layers=found.layers,
            weeks=found.weeks,
            hours=found.hours,
        )

    @classmethod
    def from_holidays(  # noqa: PLR0913 - keyword-only beyond the country
        cls,
        country: str,
        *,
        first: date,
        last: date,
        subdivision: str | None = None,
        hours: Sequence[Hours] = OFFICE_HOURS,
        name: str = "",
    ) -> "WorkCalendar":
        """Build the calendar of another country out of the `holidays` package, as the installed version knows it.

        Raises:
            NotImplementedError: when the package does not know the country or subdivision.
        """
        return cls(
            name or country,
            first=first,
            last=last,
            layers=(foreign.holiday_layer(country, subdivision, first, last),),
            weeks=foreign.weekly_rest(country),
            hours=hours,
        )

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return self.version == other.version if isinstance(other, WorkCalendar) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.version)

    def __repr__(self) -> str:
        return f"<WorkCalendar {self._name!r} {self._first}..{self._last} {self.version[:12]}>"

    # --- days ---------------------------------------------------------------------------------------------------

    def verdict(self, day: date) -> Verdict:
        """Say why `day` is or is not a working day.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self._table.verdict(self._index(day))

    def day(self, day: date) -> Day:
        """Describe `day`: verdict, certainty, name in both languages, and the document that decided it.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self.days(day, day)[0]

    def days(self, first: date, last: date) -> tuple[Day, ...]:
        """Describe every day from `first` to `last`, both included; none when `last` is before `first`.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        known = self._days
        low, high = self._index(first), self._index(last) + 1
        return tuple(known.get(index) or self._described(index) for index in range(low, high))

    def _described(self, index: int) -> Day:
        verdict, decided = self._table.verdict(index), self._table.decided(index)
        day, status = self._date(index), self._certainty.status(index)
        if decided is None:
            vi, en = ORDINARY[verdict]
            described = Day(day, verdict, status, vi, en)
        else:
            layer, mark = decided
            described = Day(day, verdict, status, mark.vi, mark.en, layer.document)
        self._days[index] = described
        return described

    # --- certainty ----------------------------------------------------------------------------------------------

    def status(self, day: date) -> Status:
        """Say how certain `day` is.

        Proposed when an undecided proposal would change it, projected when nobody announced it yet, else announced.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self._certainty.status(self._index(day))

    def is_doubtful(self, after: date, upto: date) -> bool:
        """Tell, quickly, whether a day d with after < d <= upto is not announced or would be moved by a proposal.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        doubtful = self._certainty.doubtful
        return doubtful[self._index(upto) + 1] > doubtful[self._index(after) + 1]

    def provisional_reasons(self, after: date, upto: date) -> tuple[Reason, ...]:
        """Say which days d with after < d <= upto are not announced, and which a proposed layer would move.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self._certainty.reasons(self._index(after) + 1, self._index(upto) + 1)

    @cached_property
    def _certainty(self) -> Certainty:
        proposed = [layer for layer in self._layers if layer.status is Status.PROPOSED]
        return certainty(
            self._origin,
            self._table.unsettled,
            self._table.work,
            [(layer, self._worked_under(layer)) for layer in proposed],
        )

    def _worked_under(self, proposal: Layer) -> bytes:
        layers = [layer for layer in self._layers if layer.status is not Status.PROPOSED or layer is proposal]
        return table.worked(self._first, self._last, self._weeks, standing(layers))

    # --- hours --------------------------------------------------------------------------------------------------

    @cached_property
    def _time(self) -> WorkTime:
        built = worktime.build(self._first, self._last, self._hours, self._table)
        for index, working in enumerate(self._table.work):
            if working and not built.patterns[index].sessions:
                raise CalendarError("PF408", name=self._name, day=self._date(index).isoformat())
        return built

    def sessions(self, day: date) -> tuple[Session, ...]:
        """Return the sessions of `day` in minutes of the day; none on a day off.

        Raises:
            CalendarError: PF400 beyond the range, PF407 for a date with a time.
        """
        return self._time.patterns[self._index(day)].sessions

    def opens_at(self, day: date) -> datetime:
        """Return when the office opens on the working day `day`, at +07:00.

        Raises:
            CalendarError: PF408 on a day off, PF400 beyond the range, PF407 for a date with a time.
        """
        return self._time.at(self._index(day), timedelta(minutes=self._worked_sessions(day)[0].opens))

    def closes_at(self, day: date) -> datetime:
        """Return when the office closes on the working day `day`, at +07:00.

        Raises:
            CalendarError: PF408 on a day off, PF400 beyond the range, PF407 for a date with a time.
        """
        return self.ends(day).due_at

    def ends(self, day: date) -> Ends:
        """Return both ends of the working day `day`: when the office closes, and 24:00 (BLDS 2015 Đ.148 k.6).

        Raises:
            CalendarError: PF408 on a day off, PF400 beyond the range, PF407 for a date with a time.
        """
        found = self._ends.get(day)
        if found is None:
            index, sessions = self._index(day), self._worked_sessions(day)
            closes_at = self._time.at(index, timedelta(minutes=sessions[-1].closes))
            ends_at = self._time.at(index, timedelta(days=1))
            found = self._ends[day] = Ends(self._date(index), closes_at, ends_at)
        return found

    def _worked_sessions(self, day: date) -> tuple[Session, ...]:
        sessions = self.sessions(day)
        if not sessions:
            raise CalendarError("PF408", name=self._name, day=day.isoformat())
        return sessions

    def due_after(self, at: datetime, work: timedelta) -> datetime:
        """Return when `work` of working time after `at` is over: at the end of a session, not the start of the next.

        Negative `work` counts back, to the latest moment that leaves that much working time until `at`.

        Raises:
            CalendarError: PF400 beyond the range, PF406 for a naive time.
        """
        extent = work // MICROSECOND
        position = self._position(at) + extent
        found = self._time.due(position) if extent >= 0 else self._time.begin(position)
        return self._refuse_beyond(at) if found is None else found

    def begins_after(self, at: datetime, work: timedelta = _NO_TIME) -> datetime:
        """Return when work goes on after `work` of working time from `at`: at the next start, not a session's end.

        Raises:
            CalendarError: PF400 beyond the range, PF406 for a naive time.
        """
        found = self._time.begin(self._position(at) + work // MICROSECOND)
        return self._refuse_beyond(at) if found is None else found

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`; negative when `end` is before `start`.

        Raises:
            CalendarError: PF400 beyond the range, PF406 for a naive time.
        """
        return timedelta(microseconds=self._position(end) - self._position(start))

    def _position(self, at: datetime) -> int:
        try:
            since = at - self._midnight
        except TypeError:
            raise CalendarError("PF406", value=at.isoformat()) from None
        index = since.days
        if not 0 <= index < self._size:
            self._refuse_beyond(at)
        return self._time.position(index, since.seconds, since.microseconds)

    # --- other calendars ----------------------------------------------------------------------------------------

    def known_on(self, day: date) -> "WorkCalendar":
        """Return the calendar as it was known on `day`: without the layers of documents issued later.

        Raises:
            CalendarError: PF407 for a date with a time.
        """
        if isinstance(day, datetime):
            self._refuse_time(day)
        return self._with(
            layer for layer in self._layers if layer.known_from <= day or layer.status is Status.PROJECTED
        )

    def with_layers(self, *layers: Layer, name: str | None = None) -> "WorkCalendar":
        """Return this calendar with further layers, applied after its own.

        Raises:
            CalendarError: PF402, PF403 when they contradict it, PF400 for a day it does not reach: a slip of the year
                would otherwise close nothing, silently.
        """
        for layer in layers:
            for mark in layer.marks:
                self._index(mark.day)
        return self._with((*self._layers, *layers), name=name)

    def adopt(self, *names: str) -> "WorkCalendar":
        """Return the calendar in which the named proposals are announced.

        Raises:
            CalendarError: PF409 for a name that is not a proposal, PF402, PF403 when it contradicts the calendar.
        """
        if names not in self._adopted:
            for name in names:
                if name not in self.proposals:
                    raise CalendarError("PF409", name=self._name, layer=name, known=", ".join(self.proposals))
            self._adopted[names] = self._with(
                replace(layer, status=Status.ANNOUNCED) if layer.name in names else layer for layer in self._layers
            )
        return self._adopted[names]

    def with_hours(self, *hours: Hours, name: str | None = None) -> "WorkCalendar":
        """Return this calendar with further office hours; where they hold they win over its own.

        Raises:
            CalendarError: PF408 when a working day would be left without hours.
        """
        return self._with(self._layers, hours=(*self._hours, *hours), name=name)

    def with_weeks(self, *weeks: Week, name: str | None = None) -> "WorkCalendar":
        """Return this calendar with other weekly days of rest, for instance of an office that receives on Saturdays.

        Raises:
            CalendarError: PF408 when a working day would be left without hours.
        """
        return self._with(self._layers, weeks=weeks, name=name)

    def _with(
        self,
        layers: Iterable[Layer],
        *,
        weeks: Sequence[Week] = (),
        hours: Sequence[Hours] = (),
        name: str | None = None,
    ) -> "WorkCalendar":
        changed = WorkCalendar(
            name or self._name,
            first=self._first,
            last=self._last,
            layers=layers,
            weeks=weeks or self._weeks,
            hours=hours or self._hours,
        )
        if weeks or hours:
            changed.sessions(self._first)
        return changed
