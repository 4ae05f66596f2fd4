"""The time budget: along every path, from every start, the steps and consultations against the limit of the procedure.

Invariants: bounded, because every loop is walked a counted number of times; exact, because a limit never ends earlier
for starting later, so the latest arrival at a step decides what follows. A stop ends one stretch of the limit and
begins another: counted anew where the dossier is completed, else with the least that any path left of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, NamedTuple

from procflow.calendar import WorkCalendar
from procflow.errors import CalendarError
from procflow.lint.rounds import Edge, Rounds
from procflow.lint.timetable import Ration, Start, Timetable, is_agency_time, stops
from procflow.lint.walks import Choice, Walks, is_finish
from procflow.procedure import LimitRule, Outcome, Procedure, Step

__all__ = ["Budget", "Crowded", "Late", "Leg", "Stretch"]

_FINISH: Final = ("", "")
_ANCHORS: Final = frozenset({"submitted", "accepted", "complete-dossier"})


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
    """A step about to be entered: when, with which limit brought along, after which facts and rounds."""

    step: str
    at: datetime
    brought: int
    facts: tuple[datetime | None, ...]
    rounds: tuple[int, ...]


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
    """Hold on how many starts of a stretch the steps do not fit, and the worst of them."""

    choice: Choice
    stretch: Stretch
    tried: int = 0
    late: int = 0
    start: Start | None = None
    ready: datetime | None = None
    legs: tuple[Leg, ...] = ()
    alike: Sequence[datetime] = ()

    def note(self, start: Start, ways: Iterable[_Way], alike: int) -> bool:
        """Count `alike` starts that go the same way; keep this one, and say so, if none before was later by more."""
        self.tried += alike
        missed = [way for way in ways if start.due.is_missed_at(way.at)]
        if not missed:
            return False
        self.late += alike
        way = max(missed, key=lambda each: each.at)
        by = way.at - start.due.ends_at
        if self.start is not None and self.ready is not None and by <= self.ready - self.start.due.ends_at:
            return False
        self.start, self.ready, self.legs = start, way.at, tuple(_legs(way))
        return True


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
class _Known:
    """Remember how starts went, by the hour and by the working days and days off as far as the walk went."""

    first: date
    weather: str
    _missed: dict[tuple[time, str], bool] = field(default_factory=dict)
    _lengths: set[int] = field(default_factory=set)

    def recall(self, at: datetime) -> bool | None:
        """Say whether a start that went the same way was late; None where none did."""
        if not self.weather:
            return None
        index, clock = (at.date() - self.first).days, at.time()
        for length in self._lengths:
            missed = self._missed.get((clock, self.weather[index : index + length]))
            if missed is not None:
                return missed
        return None

    def keep(self, at: datetime, until: Iterable[date], *, missed: bool) -> None:
        """Remember a start whose walk and limit ended at the last of `until`."""
        index = (at.date() - self.first).days
        length = (max(until) - at.date()).days + 2
        if self.weather and index + length <= len(self.weather):
            self._lengths.add(length)
            self._missed[at.time(), self.weather[index : index + length]] = missed


@dataclass(slots=True)
class Budget:
    """Prove one case and channel of a procedure against a calendar."""

    procedure: Procedure
    walks: Walks
    rounds: Rounds
    table: Timetable
    asks: bool = True
    crowded: dict[tuple[str, str], Crowded] = field(default_factory=dict)
    _facts: tuple[str, ...] = ()
    _weather: tuple[date, str] = (date.min, "")
    _brought: list[LimitRule] = field(default_factory=list)
    _exits: dict[tuple[_Entry, Edge | None], Mapping[Exit, _Way]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, procedure: Procedure, walks: Walks, rounds: Rounds, calendar: WorkCalendar, *, extra: str = ""
    ) -> "Budget":
        """Prepare the proof for the case and channel of `walks`, with the time that `extra` adds."""
        budget = cls(procedure, walks, rounds, Timetable(procedure, walks.choice, calendar, extra, walks.running))
        budget._facts = budget._counted_from()
        return budget

    def _counted_from(self) -> tuple[str, ...]:
        """Name the facts beside the usual ones from which a limit of a step counts."""
        rules: list[LimitRule | None] = []
        for step in self.procedure.steps.values():
            rules += [step.within, step.request_within, *(asked.within for asked in step.consult.values())]
            rules += [outcome.within for outcome in step.outcomes.values()]
        used = {rule.start for rule in rules if rule is not None}
        return ("complete-dossier", "accepted", *sorted(used - _ANCHORS - {"entered", "asked", "received", "due"}))

    # --- stretches ----------------------------------------------------------------------------------------------

    def prove(self, first: date, last: date) -> list[Late]:
        """Judge every stretch from every start in `first`..`last`; the ends of a stretch are the starts of the next."""
        if not any(self.table.parts()):
            return []  # where no step and no consultation has a time, nothing is said of what they need together
        starts = self.table.starts(first, last)
        self._weather = (first, self.table.weather(first, last))
        verdicts: dict[Exit, Late] = {}
        todo = list(self._opening())
        for stretch in todo:
            if any(each.stretch.covers(stretch) for each in verdicts.values()):
                continue
            late = Late(self.walks.choice, stretch)
            verdicts[stretch.edge, stretch.rounds] = late
            todo.extend(self._resumed(self._judge(late, starts)))
        return [each for each in verdicts.values() if each.tried]

    def _opening(self) -> Iterator[Stretch]:
        """Give the stretches that begin with a whole limit: at acceptance, and where a dossier is completed."""
        fresh = self.rounds.none()
        for step, outcome in self._outcomes():
            if outcome.accepts:
                yield Stretch((step.id, outcome.id), fresh)
            if outcome.completes:
                begun = [(other.id, each.id) for other, each in self._outcomes() if each.id == outcome.completes] or [
                    (step.id, outcome.id)
                ]
                for edge in begun:
                    pending = None if edge == (step.id, outcome.id) else (step.id, outcome.id)
                    yield Stretch(edge, fresh, pending=pending)

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

    def _judge(self, late: Late, starts: list[list[datetime]]) -> dict[Exit, int]:
        """Try every start of one stretch, and measure the least that is left of the limit where it stops."""
        left: dict[Exit, int] = {}
        known = _Known(*self._weather)
        for alike in starts:
            missed = known.recall(alike[0])
            if missed is not None:  # gone before, under another date
                late.tried += len(alike)
                late.late += len(alike) * missed
                continue
            start, exits = self._try(late.stretch, alike[0])
            if start is None:
                continue
            before = late.late
            if late.note(start, exits.values(), len(alike)):
                late.alike = alike
            known.keep(alike[0], [start.due.on, *(way.at.date() for way in exits.values())], missed=late.late > before)
            for where, way in exits.items():
                if where[0] != _FINISH:
                    rest = max(0, self.table.rest(start, way.at))
                    left[where] = min(rest, left.get(where, rest))
        return left

    def find_worst(self, late: Late) -> None:
        """Among the starts that go the way of the worst, keep the one that is late by the most days of the calendar."""
        for at in late.alike:
            start, exits = self._try(late.stretch, at)
            if start is not None:
                late.note(start, exits.values(), 0)

    def _try(self, stretch: Stretch, at: datetime) -> tuple[Start | None, Mapping[Exit, _Way]]:
        """Begin a stretch `at`; nothing where no limit runs, or where the calendar does not reach."""
        try:
            start = self.table.begin(at) if stretch.rest is None else self.table.resume(at, stretch.rest)
            return start, self._from(stretch, at)
        except CalendarError:
            return None, {}

    def _from(self, stretch: Stretch, at: datetime) -> Mapping[Exit, _Way]:
        target = self._target(stretch.edge)
        outcome = self.procedure.steps[stretch.edge[0]].outcomes[stretch.edge[1]]
        known = at if stretch.rest is None else None
        facts: list[datetime | None] = [known, at if outcome.accepts else None, *(None for _ in self._facts[2:])]
        if is_finish(target) or target.ends is not None:
            return {}
        entry = self._entry(outcome, at, tuple(facts), stretch.rounds)
        return self._walk(entry, stretch.pending)

    # --- one stretch --------------------------------------------------------------------------------------------

    def _entry(
        self, outcome: Outcome, at: datetime, facts: tuple[datetime | None, ...], rounds: tuple[int, ...]
    ) -> _Entry:
        """Build the entry into the step `outcome` leads to, with the facts that happen on the way."""
        here = (outcome.id, outcome.to)
        known = tuple(at if name in here else fact for name, fact in zip(self._facts, facts, strict=True))
        return _Entry(outcome.to, at, self._bring(outcome.within), known, rounds)

    def _bring(self, rule: LimitRule | None) -> int:
        """Number the limits that outcomes bring along: a number can be looked up, a rule holds tables."""
        if rule is None:
            return -1
        for index, known in enumerate(self._brought):
            if known is rule:
                return index
        self._brought.append(rule)
        return len(self._brought) - 1

    def _walk(self, entry: _Entry, pending: Edge | None) -> Mapping[Exit, _Way]:
        """Give the latest way to each exit; while `pending` is set, the limit waits for that outcome to run."""
        key = (entry, pending)
        found = self._exits.get(key)
        if found is None:
            found = self._exits[key] = dict(self._ways(entry, pending))
        return found

    def _ways(self, entry: _Entry, pending: Edge | None) -> dict[Exit, _Way]:
        best: dict[Exit, _Way] = {}
        step = self.procedure.steps[entry.step]
        for leg in self._legs(entry, step):
            edge = (step.id, leg.outcome)
            after = self.rounds.take(entry.rounds, edge)
            if after is None:
                continue
            for where, way in self._beyond(entry, leg, after, pending):
                known = best.get(where)
                if known is None or way.at > known.at:
                    best[where] = way
        return best

    def _beyond(
        self, entry: _Entry, leg: Leg, rounds: tuple[int, ...], pending: Edge | None
    ) -> Iterator[tuple[Exit, _Way]]:
        outcome = self.procedure.steps[leg.step].outcomes[leg.outcome]
        target = self.procedure.steps[outcome.to]
        if pending is None and is_finish(target):
            yield (_FINISH, ()), _Way(leg.at, leg, None)
        elif pending is None and stops(target):
            yield ((leg.step, leg.outcome), rounds), _Way(leg.at, leg, None)
        elif (
            target.ends is not None
            or (pending is None and outcome.completes)
            or not is_agency_time(self.procedure, target)
        ):
            return
        elif pending is None or stops(target) or (leg.step, leg.outcome) == pending:
            still = None if (leg.step, leg.outcome) == pending else pending
            ways = self._walk(self._entry(outcome, leg.at, entry.facts, rounds), still)
            for where, way in ways.items():
                yield where, _Way(way.at, leg, way)

    # --- one step -----------------------------------------------------------------------------------------------

    def _legs(self, entry: _Entry, step: Step) -> Iterator[Leg]:
        """Give each outcome of the step that may be taken, at the latest moment it lawfully is."""
        ends = self._end(entry, step)
        opinions = dict(self._opinions(entry, step, ends)) if self.asks else {}
        stay = entry.at if ends is None else max(entry.at, ends)
        for outcome in step.outcomes.values():
            if (step.id, outcome.id) not in self.walks.taken:
                continue
            waits = [
                (opinions[name], name)
                for name, asked in step.consult.items()
                if name in opinions and (outcome.id in asked.blocks or outcome.id == asked.takes)
            ]
            at, name = max(waits, default=(stay, ""))
            at, name = (at, name) if at > stay else (stay, "")
            yield Leg(step.id, outcome.id, self._in_time(entry, outcome, at), name)

    def _end(self, entry: _Entry, step: Step) -> datetime | None:
        brought = None if entry.brought < 0 else self._brought[entry.brought]
        return self._last(entry, self.table.stay(step, brought))

    def _last(self, entry: _Entry, ration: Ration | None) -> datetime | None:
        """Give the last moment of a time; None where there is none, or what it counts from lies before the stretch."""
        begun = None if ration is None else self._moment(entry, ration.mark)
        return None if ration is None or begun is None else ration.last(begun)

    def _opinions(self, entry: _Entry, step: Step, ends: datetime | None) -> Iterator[tuple[str, datetime]]:
        """Give when each agency has answered at the latest, those asked one after another in their order."""
        answered: dict[str, datetime] = {}
        waiting = list(step.consult.values())
        while waiting:
            asked = next((each for each in waiting if all(name in answered for name in each.after)), None)
            if asked is None:
                return
            waiting.remove(asked)
            begun = max([entry.at, *(answered[name] for name in asked.after)])
            last = self._last(entry._replace(at=begun), self.table.ration(asked.within))
            answered[asked.id] = begun if last is None else max(begun, last)
            if ends is not None and ends > entry.at and asked.blocks:
                crowded = self.crowded.setdefault((step.id, asked.id), Crowded(step.id, asked.id))
                crowded.note(entry.at, answered[asked.id], ends)
            yield asked.id, answered[asked.id]

    def _moment(self, entry: _Entry, mark: str) -> datetime | None:
        """Give the moment of a fact; None where it lies before the stretch, and its limit is over by now."""
        if mark in ("entered", "asked", "received"):
            return entry.at
        return entry.facts[self._facts.index("accepted" if mark == "submitted" else mark)]

    def _in_time(self, entry: _Entry, outcome: Outcome, at: datetime) -> datetime:
        """Bring a request to the applicant forward to the day until which it may be made."""
        last = self._last(entry, self.table.ration(self.procedure.steps[outcome.to].request_within))
        return at if last is None else max(entry.at, min(at, last))

    def _target(self, edge: Edge) -> Step:
        return self.procedure.steps[self.procedure.steps[edge[0]].outcomes[edge[1]].to]
