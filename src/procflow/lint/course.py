"""The course of a procedure: its steps as the proof walks them, with the times and the ways on looked up beforehand.

Invariant: nothing here depends on a moment, so that a course is laid once and walked from every start.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from procflow.lint.rounds import Edge, Rounds
from procflow.lint.timetable import Ration, Timetable, is_agency_time, stops
from procflow.lint.walks import Walks, is_finish
from procflow.procedure import LimitRule, Outcome, Procedure, Step

__all__ = ["AT_HAND", "Asked", "Course", "Facts", "Post", "Turn"]

AT_HAND: Final = frozenset({"entered", "asked", "received"})
"""What a time counts from that begins with the step itself."""

Facts = tuple[datetime | None, ...]
"""When each fact of a course happened; None for one that lies before the stretch."""


class Asked(NamedTuple):
    """One agency a step may ask: its time, after whose opinions, and whether an outcome waits for it."""

    id: str
    ration: Ration | None
    after: tuple[str, ...]
    blocks: bool


@dataclass(slots=True, eq=False)
class Turn:
    """Hold one outcome of a step: what it waits for, which round it counts, and where it leads."""

    edge: Edge
    waits: frozenset[str]
    request: Ration | None
    rounds: Rounds
    completes: bool
    finishes: bool
    stops: bool
    runs: bool
    marks: tuple[int, ...]
    to: "Post"

    def take(self, used: tuple[int, ...]) -> tuple[int, ...] | None:
        """Count the outcome once more; None where it may not be taken any more."""
        return self.rounds.take(used, self.edge)

    def known(self, facts: Facts, at: datetime) -> Facts:
        """Give the facts after the outcome was taken `at`."""
        if not self.marks:
            return facts
        return tuple(at if index in self.marks else fact for index, fact in enumerate(facts))


@dataclass(slots=True, eq=False)
class Post:
    """Hold a step as it is entered: with its own time, or with the one an outcome brings along."""

    step: str
    stay: Ration | None
    asked: tuple[Asked, ...]
    turns: tuple[Turn, ...] = ()


@dataclass(slots=True)
class Course:
    """Lay out the steps of `procedure` for one walk, as far as they are asked for."""

    procedure: Procedure
    walks: Walks
    rounds: Rounds
    table: Timetable
    facts: tuple[str, ...] = ()
    _posts: dict[tuple[str, int], Post] = field(default_factory=dict)
    _turns: dict[Edge, Turn] = field(default_factory=dict)

    @classmethod
    def of(cls, procedure: Procedure, walks: Walks, rounds: Rounds, table: Timetable) -> "Course":
        """Prepare the course, with the facts its times count from."""
        used = {rule.start for step in procedure.steps.values() for rule in _rules(step)}
        facts = {"accepted" if mark == "submitted" else mark for mark in used - AT_HAND}
        return cls(procedure, walks, rounds, table, tuple(sorted(facts)))

    def turn(self, edge: Edge) -> Turn:
        """Lay out the outcome `edge` by itself."""
        found = self._turns.get(edge)
        if found is None:
            step = self.procedure.steps[edge[0]]
            found = self._turns[edge] = self._turn(step, step.outcomes[edge[1]])
        return found

    def moment(self, at: datetime, facts: Facts, mark: str) -> datetime | None:
        """Give the moment of a fact; None where it lies before the stretch, and its limit is over by now."""
        return at if mark in AT_HAND else facts[self.facts.index("accepted" if mark == "submitted" else mark)]

    def _post(self, step: Step, brought: LimitRule | None) -> Post:
        key = (step.id, id(brought))  # a procedure holds each of its rules as long as it lives
        if key not in self._posts:
            post = self._posts[key] = Post(step.id, self.table.stay(step, brought), tuple(self._asked(step)))
            taken = (each for each in step.outcomes.values() if (step.id, each.id) in self.walks.taken)
            post.turns = tuple(self._turn(step, outcome) for outcome in taken)
        return self._posts[key]

    def _turn(self, step: Step, outcome: Outcome) -> Turn:
        edge, target = (step.id, outcome.id), self.procedure.steps[outcome.to]
        asked = step.consult.values()
        return Turn(
            edge,
            waits=frozenset(each.id for each in asked if outcome.id in each.blocks or outcome.id == each.takes),
            request=self.table.ration(target.request_within),
            rounds=self.rounds,
            completes=bool(outcome.completes),
            finishes=is_finish(target),
            stops=stops(target),
            runs=target.ends is None and is_agency_time(self.procedure, target),
            marks=tuple(index for index, name in enumerate(self.facts) if name in (outcome.id, outcome.to)),
            to=self._post(target, outcome.within),
        )

    def _asked(self, step: Step) -> Iterator[Asked]:
        """Give the agencies a step may ask, those asked one after another in their order."""
        waiting, answered = list(step.consult.values()), set[str]()
        while waiting:
            asked = next((each for each in waiting if answered.issuperset(each.after)), None)
            if asked is None:
                return
            waiting.remove(asked)
            answered.add(asked.id)
            yield Asked(asked.id, self.table.ration(asked.within), asked.after, bool(asked.blocks))


def _rules(step: Step) -> Iterator[LimitRule]:
    rules = [step.within, step.request_within, *(asked.within for asked in step.consult.values())]
    yield from (rule for rule in (*rules, *(outcome.within for outcome in step.outcomes.values())) if rule is not None)
