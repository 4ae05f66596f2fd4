"""Judge the walks of a procedure: steps nobody reaches, traps, livelocks, waits without end, outcomes nobody may take.

Invariant: what the compiler refuses already, by the bare graph, is not told again; here it is judged who may act, in
which case and channel, and what stops and waits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from procflow.definition import Clock, OnTimeout
from procflow.errors import nearest
from procflow.lint.findings import Findings, Path
from procflow.lint.loops import loops
from procflow.lint.walks import APPLICANT, ENGINE, NOBODY, Choice, State, Walks, is_finish, is_open, waits, walk
from procflow.procedure import LimitRule, Outcome, Procedure, Step

__all__ = ["check_soundness"]

_SET_WHEN_USED = frozenset({"submitted", "entered", "asked", "received", "due"})


def check_soundness(procedure: Procedure, walks: Sequence[Walks], findings: Findings) -> None:
    """Find what stands still or can never happen; `walks` holds one walk for each case and channel."""
    _check_takers(procedure, [each.choice for each in walks], findings)
    _check_reach(procedure, walks, findings)
    for each in walks:
        _check_traps(procedure, each, findings)
        _check_livelocks(procedure, each, findings)
        _check_waits(procedure, each, findings)
        _check_acceptance(procedure, each, findings)
        _check_anchors(procedure, each, findings)


# --- who may act ----------------------------------------------------------------------------------------------------


def _check_takers(procedure: Procedure, choices: Sequence[Choice], findings: Findings) -> None:
    roles = _roles(procedure)
    for step in procedure.steps.values():
        for outcome in step.outcomes.values():
            path: Path = ("steps", step.id, "outcomes", outcome.id)
            if not any(is_open(procedure, step, outcome, choice) for choice in choices):
                findings.error(path, "PF341", outcome=outcome.id, role=outcome.by)
            elif outcome.by not in roles:
                known = sorted(roles - {ENGINE})
                near = nearest(outcome.by, known)
                findings.warn(path, "PF342", role=outcome.by, outcome=outcome.id, near=near, known=", ".join(known))


def _roles(procedure: Procedure) -> frozenset[str]:
    """Gather the roles that stand for somebody: who acts in a step, who is consulted, and those every office has."""
    acting = {step.actor for step in procedure.steps.values() if step.outcomes}
    asked = {name for step in procedure.steps.values() for name in step.consult}
    return frozenset(acting | asked | {APPLICANT, ENGINE}) - {NOBODY}


def _check_reach(procedure: Procedure, walks: Sequence[Walks], findings: Findings) -> None:
    reached = frozenset[str]().union(*(each.steps for each in walks))
    refused = {
        procedure.steps[state.step].outcomes[name].to for each in walks for state, name in each.refused
    }  # told as a want of result
    for step in procedure.steps.values():
        if step.own and step.id not in reached | refused:
            findings.error(("steps", step.id), "PF340", step=step.id)


# --- traps, livelocks, waits ----------------------------------------------------------------------------------------


def _check_traps(procedure: Procedure, walks: Walks, findings: Findings) -> None:
    """Tell steps from which no end can be reached by what people may do; a withdrawal saves no dossier."""
    backward: dict[str, set[str]] = {}
    for state in walks.reached:
        step = procedure.steps[state.step]
        for outcome in step.outcomes.values():
            if is_open(procedure, step, outcome, walks.choice):
                backward.setdefault(outcome.to, set()).add(step.id)
    ending = [name for name, step in procedure.steps.items() if step.ends is not None]
    for name in ending:
        ending.extend(backward.pop(name, set()))
    for name in sorted(walks.steps - set(ending)):
        findings.error(("steps", name), "PF343", step=name, where=str(walks.choice))


def _check_livelocks(procedure: Procedure, walks: Walks, findings: Findings) -> None:
    """Tell loops in which no limit runs, nothing counts the rounds and nobody outside can leave."""
    idle = [state for state in walks.reached if _is_idle(procedure, state, walks.choice)]
    graph: Mapping[State, Sequence[State]] = {
        state: [after for after in _uncounted(procedure, state, walks) if after in idle] for state in idle
    }
    for loop in loops(graph):
        names = [state.step for state in loop]
        if not any(_lets_out(procedure.steps[name], names) for name in names):
            told = " → ".join([*names, names[0]])
            findings.warn(("steps", names[-1]), "PF344", loop=told)


def _is_idle(procedure: Procedure, state: State, choice: Choice) -> bool:
    step = procedure.steps[state.step]
    runs = state.accepted and not state.held and not state.finished
    limited = procedure.limit.span(case=choice.case, channel=choice.channel) is not None
    return step.ends is None and not waits(step, choice) and not (runs and limited)


def _uncounted(procedure: Procedure, state: State, walks: Walks) -> Iterator[State]:
    """Give the states after `state` by outcomes whose rounds nothing counts."""
    step = procedure.steps[state.step]
    for outcome in step.outcomes.values():
        target = procedure.steps[outcome.to]
        if (step.id, outcome.id) not in walks.taken or outcome.at_most is not None or target.at_most is not None:
            continue
        for after in walks.reached:
            if after.step == target.id and after.accepted >= state.accepted and after.result >= state.result:
                yield after


def _lets_out(step: Step, loop: Sequence[str]) -> bool:
    return any(
        outcome.to not in loop and (outcome.outside or outcome.by == APPLICANT) for outcome in step.outcomes.values()
    )


def _check_waits(procedure: Procedure, walks: Walks, findings: Findings) -> None:
    for state in walks.reached:
        step = procedure.steps[state.step]
        if state.held and step.within is None and step.ends is None and not _brings_limit(procedure, step):
            findings.warn(("steps", step.id), "PF345", step=step.id)
        ways = {
            outcome.id
            for outcome in step.outcomes.values()
            if outcome.by != ENGINE and is_open(procedure, step, outcome, walks.choice)
        }
        for asked in step.consult.values():
            if ways and ways <= asked.blocks and asked.on_timeout is OnTimeout.ESCALATE:
                findings.warn(("steps", step.id, "consult", asked.id), "PF346", step=step.id, name=asked.id)


def _brings_limit(procedure: Procedure, step: Step) -> bool:
    """Say whether every outcome that leads to `step` brings a limit along."""
    entries = [out for other in procedure.steps.values() for out in other.outcomes.values() if out.to == step.id]
    return bool(entries) and all(entry.within is not None for entry in entries)


# --- acceptance and the facts counted from ----------------------------------------------------------------------------


def _check_acceptance(procedure: Procedure, walks: Walks, findings: Findings) -> None:
    accepted = {state.step for state in walks.reached if state.accepted}
    for state in walks.reached:
        step = procedure.steps[state.step]
        if is_finish(step) and not state.accepted:
            before = walks.reached[state]
            path: Path = ("steps", step.id) if before is None else ("steps", before[0].step, "outcomes", before[1])
            findings.error(path, "PF358", way=walks.path(state))
        if step.clock in (Clock.RESUME, Clock.RESTART) and step.id not in accepted:
            findings.warn(("steps", step.id, "clock"), "PF359", key=False, step=step.id)


@dataclass(frozen=True, slots=True)
class _Need:
    """Hold a fact that must have happened when `outcome` of `step` is taken, and where it is asked for."""

    mark: str
    path: Path
    step: str
    outcome: Outcome


def _check_anchors(procedure: Procedure, walks: Walks, findings: Findings) -> None:
    """Tell limits counted from a fact that some way leaves out: there the act itself would be refused (PF511)."""
    without: dict[str, Walks] = {}
    for need in _needs(procedure):
        if need.mark in _SET_WHEN_USED or (need.step, need.outcome.id) not in walks.taken:
            continue
        around = without.get(need.mark)
        if around is None:
            around = without[need.mark] = walk(procedure, walks.choice, need.mark)
        if (need.step, need.outcome.id) in around.taken:
            before = next(state for state in around.reached if state.step == need.step)
            told = f"{around.path(before)} → {need.outcome.id} → {need.outcome.to}"
            findings.error((*need.path, "from"), "PF353", key=False, mark=need.mark, way=told)


def _needs(procedure: Procedure) -> Iterator[_Need]:
    for step in procedure.steps.values():
        for outcome in step.outcomes.values():
            target = procedure.steps[outcome.to]
            entry: Path = ("steps", step.id, "outcomes", outcome.id)
            rules: list[tuple[LimitRule | None, Path]] = [
                (outcome.within or target.within, (*entry, "within") if outcome.within else (*_at(target), "within")),
                (target.request_within, (*_at(target), "request_within")),
                *((asked.within, (*_at(target), "consult", asked.id, "within")) for asked in target.consult.values()),
            ]
            if outcome.accepts:
                rules.append((procedure.limit, ("limit",)))
            for rule, path in rules:
                if rule is not None:
                    yield _Need(rule.start, path, step.id, outcome)
            if outcome.completes:
                yield _Need(outcome.completes, (*entry, "completes"), step.id, outcome)


def _at(step: Step) -> Path:
    return ("steps", step.id)
