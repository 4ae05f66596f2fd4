"""Every walk a dossier can take, over step, acceptance, hold and result together.

Invariants: an outcome is walked only if somebody may take it in the case and channel at hand; the states are finite and
all of them are visited, so what holds of no state holds of no dossier.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from procflow.definition import Clock, Ending, OnTimeout
from procflow.errors import MisuseError, nearest
from procflow.procedure import LimitRule, Outcome, Procedure, Step

__all__ = [
    "APPLICANT",
    "ENGINE",
    "NOBODY",
    "Choice",
    "State",
    "Walks",
    "by_clause",
    "choices",
    "choose",
    "is_finish",
    "is_open",
    "waits",
    "walk",
    "walk_all",
]

ENGINE: Final = "engine"
APPLICANT: Final = "applicant"
NOBODY: Final = "nobody"


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one case and channel; empty where a procedure has none."""

    case: str = ""
    channel: str = ""

    def __str__(self) -> str:
        """Spell the choice for a message: nothing, or ` (house, online)`."""
        words = [word for word in (self.case, self.channel) if word]
        return f" ({', '.join(words)})" if words else ""


@dataclass(frozen=True, slots=True)
class State:
    """Hold what decides how a dossier can go on."""

    step: str
    accepted: bool = False
    held: bool = False
    result: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Walks:
    """Hold the states a dossier can come into, how each was first reached, and the outcomes taken."""

    choice: Choice
    reached: Mapping[State, tuple[State, str] | None]
    taken: frozenset[tuple[str, str]]
    refused: tuple[tuple[State, str], ...]

    @property
    def steps(self) -> frozenset[str]:
        """Give the steps a dossier can come into."""
        return frozenset(state.step for state in self.reached)

    @property
    def running(self) -> frozenset[str]:
        """Give the steps a dossier can be in after it was accepted and before it is finished."""
        return frozenset(state.step for state in self.reached if state.accepted and not state.finished)

    def path(self, state: State) -> str:
        """Spell the shortest way to `state`: `reception → accept → appraise`."""
        words = [state.step]
        came = self.reached[state]
        while came is not None:
            before, outcome = came
            words += [outcome, before.step]
            came = self.reached[before]
        return " → ".join(reversed(words))


def choices(procedure: Procedure) -> Iterator[Choice]:
    """Give every case and channel in which a dossier can be handed in."""
    for case in procedure.cases or ("",):
        for channel in procedure.submit_channels:
            yield Choice(case, channel)


def choose(procedure: Procedure, case: str, channel: str) -> Choice:
    """Choose a case and a channel by name; left empty, each is the first the procedure has.

    Raises:
        MisuseError: PF720 for a case or channel the procedure does not have.
    """
    return Choice(_chosen(case, tuple(procedure.cases)), _chosen(channel, procedure.submit_channels))


def _chosen(said: str, known: tuple[str, ...]) -> str:
    if not said:
        return known[0] if known else ""
    if said not in known:
        raise MisuseError("PF720", name=said, near=nearest(said, known), known=", ".join(known) or "-")
    return said


def is_finish(step: Step) -> bool:
    """Say whether the result is ready in `step`: what is returned was ready."""
    return step.finishes or step.ends is Ending.RETURNED


def waits(step: Step, choice: Choice) -> bool:
    """Say whether a limit of `step` itself ends, in the case and channel at hand."""
    return step.within is not None and step.within.span(case=choice.case, channel=choice.channel) is not None


def is_open(procedure: Procedure, step: Step, outcome: Outcome, choice: Choice) -> bool:
    """Say whether somebody may take `outcome`: a role that exists, or time itself where something expires in it."""
    if outcome.by != ENGINE:
        return outcome.by != NOBODY
    if any(asked.on_timeout is OnTimeout.REFUSE and outcome.id == asked.takes for asked in step.consult.values()):
        return True
    if step.on_expiry != outcome.id:
        return False
    entries = [
        entry.within
        for other in procedure.steps.values()
        for entry in other.outcomes.values()
        if entry.to == step.id and entry.within is not None
    ]
    spans = [rule.span(case=choice.case, channel=choice.channel) for rule in entries]
    return waits(step, choice) or any(span is not None for span in spans)


def walk_all(procedure: Procedure) -> tuple[list[Walks], list[Walks]]:
    """Walk every case and channel; give the walks that differ from those before, and one walk for each choice.

    A choice opens an outcome only by whether a limit sets a time in it: where the same limits do, walks are alike.
    """
    known: dict[tuple[bool, ...], Walks] = {}
    every: list[Walks] = []
    rules = list(_rules(procedure))
    for choice in choices(procedure):
        sets = tuple(rule.span(case=choice.case, channel=choice.channel) is not None for rule in rules)
        if sets not in known:
            known[sets] = walk(procedure, choice)
        every.append(replace(known[sets], choice=choice))
    return list(known.values()), every


def _rules(procedure: Procedure) -> Iterator[LimitRule]:
    yield procedure.limit
    for step in procedure.steps.values():
        rules = (step.within, *(outcome.within for outcome in step.outcomes.values()))
        yield from (rule for rule in rules if rule is not None)


def walk(procedure: Procedure, choice: Choice, avoid: str = "") -> Walks:
    """Walk from the start, breadth first, through every outcome somebody may take; never through the fact `avoid`."""
    first = State(procedure.start)
    reached: dict[State, tuple[State, str] | None] = {first: None}
    taken: set[tuple[str, str]] = set()
    refused: list[tuple[State, str]] = []
    queue = [first]
    for state in queue:
        for name, after in _ways(procedure, state, choice):
            if after is None:
                refused.append((state, name))
            elif avoid not in _brought(procedure, state, name):
                taken.add((state.step, name))
                if after not in reached:
                    reached[after] = (state, name)
                    queue.append(after)
    return Walks(choice, reached, frozenset(taken), tuple(refused))


def _ways(procedure: Procedure, state: State, choice: Choice) -> Iterator[tuple[str, State | None]]:
    step = procedure.steps[state.step]
    for outcome in step.outcomes.values():
        if is_open(procedure, step, outcome, choice):
            yield outcome.id, _after(procedure, state, outcome)
    if step.ends is None and not state.finished:
        for name, target in by_clause(procedure):
            yield name, State(target, state.accepted, held=False, result=state.result)


def by_clause(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give the steps into which a clause leads from everywhere, with the word for what is done."""
    if procedure.clauses.withdrawal is not None:
        yield "withdraw", procedure.clauses.withdrawal.to
    if procedure.clauses.stopping is not None and procedure.clauses.stopping.to:
        yield "stop", procedure.clauses.stopping.to


def _brought(procedure: Procedure, state: State, name: str) -> frozenset[str]:
    """Give the facts that taking `name` in `state` brings about."""
    outcome = procedure.steps[state.step].outcomes.get(name)
    if outcome is None:
        return frozenset({name})
    accepted = {"accepted", "complete-dossier"} if outcome.accepts else set()
    return frozenset({name, outcome.to, *accepted})


def _after(procedure: Procedure, state: State, outcome: Outcome) -> State | None:
    """Give the state after `outcome`; None where the act would be refused for want of a result."""
    target = procedure.steps[outcome.to]
    result = state.result or bool(outcome.produces)
    if is_finish(target) and not result and not procedure.no_result:
        return None
    accepted = state.accepted or outcome.accepts
    held = accepted and target.clock in (Clock.RESUME, Clock.RESTART)
    return State(target.id, accepted, held, result, state.finished or is_finish(target))
