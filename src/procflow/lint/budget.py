"""The time budget: along every path, from every start, the steps and consultations against the limit of the procedure.

Invariants: bounded, because every loop is walked a counted number of times; exact, because a limit never ends earlier
for starting later, so the latest arrival at a step decides what follows. A stop ends one stretch of the limit and
begins another: counted anew where the dossier is completed, else with the least that any path left of it. A time that
counts from a fact before the stretch is taken to have lost to it no more than the limit has.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from procflow.calendar import VIETNAM_TIME, WorkCalendar
from procflow.errors import CalendarError, SpanError
from procflow.lint.course import Course, Facts, Post, Turn
from procflow.lint.rounds import Edge, Rounds
from procflow.lint.timetable import Ration, Start, Timetable, stops
from procflow.lint.walks import Choice, Walks, is_finish
from procflow.lint.weather import Bunch
from procflow.procedure import Outcome, Procedure, Step

__all__ = ["Budget", "Crowded", "Late", "Leg", "Stretch"]

_FINISH: Final = ("", "")
_BEGINNINGS: Final = frozenset({"accepted", "complete-dossier"})
"""Facts a limit begins with. A time from one of them that a stop interrupted runs on with what was left of it."""

_REMEMBERED: Final = 100_000
"""Entries whose ways are kept in memory, a few hundred bytes each; beyond, they are walked again."""


class Leg(NamedTuple):
    """One step of a path: left at `at` by `outcome`; `asked` is the agency whose opinion came last."""

    step: str
    outcome: str
    at: datetime
    asked: str = ""


class _Way(NamedTuple):
    """The latest way found to one end of a stretch: when it arrives, and its legs as a linked list."""

    at: datetime
    leg: Leg
    rest: "_Way | None"


Exit = tuple[Edge, tuple[int, ...]]
"""Where a stretch ends: at the finish, or by the outcome that stops the limit, with the rounds used so far."""


class _Entry(NamedTuple):
    """A step about to be entered: when, after which facts and rounds, and which outcome must run the limit first.

    Facts before the moment `resumed` are those a stopped limit would have begun with, and not when anything happened.
    """

    post: Post
    at: datetime
    facts: Facts
    rounds: tuple[int, ...]
    pending: Edge | None
    resumed: datetime | None = None


class Stretch(NamedTuple):
    """A stretch of the limit: how it begins (by which outcome of which step), and what is left of it, if stopped."""

    edge: Edge
    rounds: tuple[int, ...]
    rest: int | None = None
    pending: Edge | None = None

    def covers(self, other: "Stretch") -> bool:
        """Say whether what fits here fits there: as many rounds may still be gone, with no more of the limit left."""
        if self.edge != other.edge or any(one > two for one, two in zip(self.rounds, other.rounds, strict=True)):
            return False
        return (self.rest, other.rest) == (None, None) or (
            self.rest is not None and other.rest is not None and self.rest <= other.rest
        )


@dataclass(slots=True)
class Late:
    """Hold on how many starts of a stretch the steps do not fit, and the first of the worst of them."""

    choice: Choice
    stretch: Stretch
    tried: int = 0
    late: int = 0
    by: timedelta = timedelta.min
    at: datetime | None = None
    start: Start | None = None
    legs: tuple[Leg, ...] = ()
    alike: list[tuple[Bunch, int, int]] = field(default_factory=list)

    def note(self, trial: "_Trial", bunch: Bunch, low: int, high: int) -> None:
        """Count the starts of `bunch` from `low`, which is tried, to before `high`, which go the same way."""
        self.tried += high - low
        way = trial.missed()
        if way is None:
            return
        self.late += high - low
        if bunch.rows:
            self.keep(way.at - trial.start.due.ends_at, bunch.earliest(low, high))
        else:  # alike in working days, which lie apart now by more days off, now by fewer
            self.alike.append((bunch, low, high))

    def keep(self, by: timedelta, at: datetime) -> None:
        """Keep the start `at` if none is late by more, nor an earlier one by as much."""
        if self.at is None or (by, self.at) > (self.by, at):
            self.by, self.at = by, at


class _Found(NamedTuple):
    """The ends of a stretch that can be reached, each by the latest way, and how far ahead was looked."""

    exits: Mapping[Exit, _Way]
    far: datetime


class _Trial(NamedTuple):
    """One start of a stretch, tried."""

    start: Start
    found: _Found

    @property
    def until(self) -> date:
        """Give the last day the trial had to know of."""
        return max(self.start.due.on, self.start.due.bare, self.found.far.date())

    def missed(self) -> _Way | None:
        """Give the latest of the ways that are late; nothing where all are in time."""
        ways = [way for way in self.found.exits.values() if self.start.due.is_missed_at(way.at)]
        return max(ways, key=lambda each: each.at, default=None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM_TIME)


def _legs(way: _Way | None) -> Iterator[Leg]:
    while way is not None:
        yield way.leg
        way = way.rest


@dataclass(slots=True)
class Crowded:
    """Hold on how many entries of a step a consultation outlasts the step, and the worst of them."""

    step: str
    consult: str
    tried: int = 0
    late: int = 0
    entered: datetime | None = None
    ready: datetime | None = None
    due: datetime | None = None

    def note(self, entered: datetime, ready: datetime, due: datetime) -> None:
        """Count one entry; an answer on the last day of the step is in time."""
        self.tried += 1
        if ready <= due or ready.date() <= due.date():
            return
        self.late += 1
        if self.ready is None or self.due is None or ready - due > self.ready - self.due:
            self.entered, self.ready, self.due = entered, ready, due


@dataclass(slots=True)
class Budget:
    """Prove one case and channel of a procedure against a calendar; where nobody `asks`, no step awaits an opinion."""

    procedure: Procedure
    walks: Walks
    rounds: Rounds
    table: Timetable
    course: Course
    asks: bool = True
    crowded: dict[tuple[str, str], Crowded] = field(default_factory=dict)
    _found: dict[_Entry, _Found] = field(default_factory=dict)

    @classmethod
    def of(
        cls, procedure: Procedure, walks: Walks, rounds: Rounds, calendar: WorkCalendar, *, extra: str = ""
    ) -> "Budget":
        """Prepare the proof for the case and channel of `walks`, with the time that `extra` adds."""
        table = Timetable(procedure, walks.choice, calendar, extra, walks.running)
        return cls(procedure, walks, rounds, table, Course.of(procedure, walks, rounds, table))

    # --- stretches ----------------------------------------------------------------------------------------------

    def prove(self, first: date, last: date) -> list[Late]:
        """Judge every stretch from every start in `first`..`last`; the ends of a stretch are the starts of the next."""
        if not any(self.table.parts()):
            return []  # where no step and no consultation has a time, nothing is said of what they need together
        bunches = self.table.starts(first, last)
        verdicts: dict[Exit, Late] = {}
        todo = list(self._opening())
        for stretch in todo:
            if any(each.stretch.covers(stretch) for each in verdicts.values()):
                continue
            late = Late(self.walks.choice, stretch)
            verdicts[stretch.edge, stretch.rounds] = late
            todo.extend(self._resumed(self._judge(late, bunches)))
        return [each for each in verdicts.values() if each.tried]

    def _opening(self) -> Iterator[Stretch]:
        """Give the stretches that begin with a whole limit: at acceptance, and where a dossier is completed."""
        for step, outcome in self._outcomes():
            if outcome.accepts:
                yield Stretch((step.id, outcome.id), self._begun((step.id, outcome.id)))
            if outcome.completes:
                begun = [(other.id, each.id) for other, each in self._outcomes() if each.id == outcome.completes] or [
                    (step.id, outcome.id)
                ]
                for edge in begun:
                    pending = None if edge == (step.id, outcome.id) else (step.id, outcome.id)
                    yield Stretch(edge, self._begun(edge), pending=pending)

    def _begun(self, edge: Edge) -> tuple[int, ...]:
        """Count the outcome a stretch begins with; none where nothing may go back, and it would."""
        none = self.rounds.none()
        return self.rounds.take(none, edge) or none

    def _outcomes(self) -> Iterator[tuple[Step, Outcome]]:
        for name in sorted(self.walks.steps):
            step = self.procedure.steps[name]
            for outcome in step.outcomes.values():
                if (step.id, outcome.id) in self.walks.taken:
                    yield step, outcome

    def _resumed(self, left: Mapping[Exit, int]) -> Iterator[Stretch]:
        """Give the stretches that begin where a stop ends and the dossier was not completed."""
        for (edge, rounds), rest in left.items():
            for leaving, after in self._leaving(edge, rounds):
                yield Stretch(leaving, after, rest=rest)

    def _leaving(self, edge: Edge, rounds: tuple[int, ...]) -> Iterator[Exit]:
        """Follow the steps in which the limit stands still, from where `edge` leads, to the outcomes that end it."""
        queue: list[tuple[str, tuple[int, ...]]] = [(self._target(edge).id, rounds)]
        for name, used in queue:
            for outcome in self.procedure.steps[name].outcomes.values():
                way = (name, outcome.id)
                after = self.rounds.take(used, way)
                if way not in self.walks.taken or after is None or outcome.completes:
                    continue
                target = self.procedure.steps[outcome.to]
                if not stops(target):
                    if target.ends is None:
                        yield way, after
                elif (target.id, after) not in queue:
                    queue.append((target.id, after))

    def _judge(self, late: Late, bunches: Iterable[Bunch]) -> dict[Exit, int]:
        """Try every start of one stretch, and measure the least that is left of the limit where it stops."""
        left: dict[Exit, int] = {}
        for bunch in bunches:
            low = 0
            while low < len(bunch.days):
                trial = self._try(late.stretch, bunch.start(low))
                if trial is None:
                    low += 1
                    continue
                high = bunch.alike(low, trial.until)
                late.note(trial, bunch, low, high)
                low = high
                for where, way in trial.found.exits.items():
                    if where[0] != _FINISH:
                        rest = max(0, self.table.rest(trial.start, way.at))
                        left[where] = min(rest, left.get(where, rest))
        return left

    def find_worst(self, late: Late) -> None:
        """Find the way from the start that is late by the most days of the calendar, the first of several."""
        for bunch, low, high in late.alike:
            self._compare(late, bunch.start(low), bunch.days[low:high])
        trial = None if late.at is None else self._try(late.stretch, late.at)
        way = None if trial is None else trial.missed()
        if trial is not None and way is not None:
            late.start, late.by, late.legs = trial.start, way.at - trial.start.due.ends_at, tuple(_legs(way))

    def _compare(self, late: Late, at: datetime, days: Iterable[date]) -> None:
        """Find the worst of `days` on which starts go the way of `at`, after as many working days to the same hours."""
        trial = self._try(late.stretch, at)
        way = None if trial is None else trial.missed()
        if trial is None or way is None:
            return
        calendar, due, hour = self.table.calendar, trial.start.due, at - _midnight(at.date())
        to_ready, to_due = calendar.count(at.date(), way.at.date()), calendar.count(at.date(), due.on)
        hours = (way.at - _midnight(way.at.date())) - (due.ends_at - _midnight(due.on))
        for day in days:
            on = calendar.add(day, to_due) if to_due else day
            ready = calendar.add(day, to_ready) if to_ready else day
            late.keep((ready - on) + hours, _midnight(day) + hour)

    def _try(self, stretch: Stretch, at: datetime) -> _Trial | None:
        """Begin a stretch `at`; nothing where no limit runs, the calendar does not reach, or no law names the day.

        A year counted from 29 February ends on a day that BLDS 2015 Đ.148 k.4 does not name (PF415): the dossier that
        begins on it is told so itself.
        """
        try:
            start = self.table.begin(at) if stretch.rest is None else self.table.resume(at, stretch.rest)
            return None if start is None else _Trial(start, self._from(stretch, at))
        except CalendarError:
            return None
        except SpanError as error:
            if error.code != "PF415":
                raise
            return None

    def _from(self, stretch: Stretch, at: datetime) -> _Found:
        target = self._target(stretch.edge)
        outcome = self.procedure.steps[stretch.edge[0]].outcomes[stretch.edge[1]]
        if is_finish(target) or target.ends is not None:
            return _Found({}, at)
        turn = self.course.turn(stretch.edge)
        begun = at if stretch.rest is None or not self.course.facts else self.table.begun(at, stretch.rest)
        before = None if outcome.accepts else at
        facts = tuple(begun if name in _BEGINNINGS else before for name in self.course.facts)
        resumed = None if begun == at else at
        return self._walk(_Entry(turn.to, at, turn.known(facts, at), stretch.rounds, stretch.pending, resumed))

    def longest(self, at: datetime) -> tuple[Start, tuple[Leg, ...]] | None:
        """Give the longest way from an acceptance `at` to the result; None where no limit runs or nothing is timed.

        Raises:
            CalendarError: PF400 beyond the range of the calendar.
        """
        ways: list[tuple[Start, _Way]] = []
        for stretch in self._opening():
            outcome = self.procedure.steps[stretch.edge[0]].outcomes[stretch.edge[1]]
            trial = self._try(stretch, at) if outcome.accepts and stretch.pending is None else None
            if trial is not None:
                ways += [(trial.start, way) for where, way in trial.found.exits.items() if where[0] == _FINISH]
        if not ways:
            return None
        start, way = max(ways, key=lambda each: each[1].at)
        return start, tuple(_legs(way))

    # --- one stretch --------------------------------------------------------------------------------------------

    def _walk(self, entry: _Entry) -> _Found:
        """Give the latest way to each exit; while an outcome is pending, the limit waits for it to run."""
        found = self._found.get(entry)
        if found is None:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            found = self._found[entry] = self._ways(entry)
        return found

    def _ways(self, entry: _Entry) -> _Found:
        best: dict[Exit, _Way] = {}
        post, at = entry.post, entry.at
        ends = self._last(entry, post.stay)
        stay = at if ends is None or ends < at else ends
        opinions = self._opinions(entry, ends) if self.asks and post.asked else {}
        far = max(opinions.values(), default=at)
        for turn in post.turns:
            rounds = turn.take(entry.rounds)
            if rounds is None:
                continue
            leg = self._leg(entry, turn, stay, opinions)
            where = self._exit(entry, turn, rounds)
            if where is not None:
                self._keep(best, where, leg, None)
                far = max(far, leg.at)
                continue
            beyond = self._beyond(entry, turn, leg, rounds)
            if beyond is not None:
                far = max(far, beyond.far)
                for end, way in beyond.exits.items():
                    self._keep(best, end, leg, way)
        return _Found(best, far)

    @staticmethod
    def _keep(best: dict[Exit, _Way], where: Exit, leg: Leg, way: _Way | None) -> None:
        """Keep the way by `leg` and on, if none known leads there later."""
        at, known = leg.at if way is None else way.at, best.get(where)
        if known is None or at > known.at:
            best[where] = _Way(at, leg, way)

    def _exit(self, entry: _Entry, turn: Turn, rounds: tuple[int, ...]) -> Exit | None:
        """Name the end of the stretch that an outcome is; None where it is none."""
        if entry.pending is not None or not (turn.finishes or turn.stops):
            return None
        return (_FINISH, ()) if turn.finishes else (turn.edge, rounds)

    def _beyond(self, entry: _Entry, turn: Turn, leg: Leg, rounds: tuple[int, ...]) -> _Found | None:
        """Walk on after an outcome; nothing where it leads out of the time of the agency."""
        pending = entry.pending
        if turn.edge == pending:
            pending = None
        elif turn.completes if pending is None else not turn.stops:
            return None
        if not turn.runs:
            return None
        facts = turn.known(entry.facts, leg.at)
        return self._walk(_Entry(turn.to, leg.at, facts, rounds, pending, entry.resumed))

    # --- one step -----------------------------------------------------------------------------------------------

    def _leg(self, entry: _Entry, turn: Turn, stay: datetime, opinions: Mapping[str, datetime]) -> Leg:
        """Take an outcome at the latest moment it lawfully is: a request to the applicant while it may be made."""
        at, name = stay, ""
        if turn.waits and opinions:
            last, asked = max(((opinions[each], each) for each in opinions if each in turn.waits), default=(stay, ""))
            at, name = (last, asked) if last > stay else (stay, "")
        until = self._last(entry, turn.request)
        return Leg(*turn.edge, at if until is None else max(entry.at, min(at, until)), name)

    def _last(self, entry: _Entry, ration: Ration | None) -> datetime | None:
        """Give the last moment of a time; None where there is none, or what it counts from lies before the stretch."""
        begun = None if ration is None else self.course.moment(entry.at, entry.facts, ration.mark)
        return None if ration is None or begun is None else ration.last(begun)

    def _opinions(self, entry: _Entry, ends: datetime | None) -> dict[str, datetime]:
        """Give when each agency has answered at the latest."""
        answered: dict[str, datetime] = {}
        whole = self._has_whole_time(entry)
        for asked in entry.post.asked:
            begun = max([entry.at, *(answered[name] for name in asked.after)])
            last = self._last(entry._replace(at=begun), asked.ration)
            answered[asked.id] = begun if last is None else max(begun, last)
            if whole and ends is not None and ends > entry.at and asked.blocks:
                name = (entry.post.step, asked.id)
                self.crowded.setdefault(name, Crowded(*name)).note(entry.at, answered[asked.id], ends)
        return answered

    def _has_whole_time(self, entry: _Entry) -> bool:
        """Say whether no stop took a part of the time of the step: who was asked before it has answered."""
        stay = entry.post.stay
        begun = None if stay is None else self.course.moment(entry.at, entry.facts, stay.mark)
        return begun is None or entry.resumed is None or begun >= entry.resumed

    def _target(self, edge: Edge) -> Step:
        return self.procedure.steps[self.procedure.steps[edge[0]].outcomes[edge[1]].to]
