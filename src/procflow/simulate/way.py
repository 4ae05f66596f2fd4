"""Which outcomes lead to the approval, and how much time a step is given where the law gives it none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from procflow.definition import Ending
from procflow.procedure import LimitRule, Outcome, Procedure, Step
from procflow.simulate.habits import work_of

__all__ = ["Way"]

_APPROVAL: Final = "approval"
_ENGINE: Final = "engine"
_APPLICANT: Final = "applicant"
_DESK: Final = timedelta(hours=1)
_VISIT: Final = timedelta(hours=40)
"""An applicant without a limit comes back within a week or so: an assumption."""


@dataclass(frozen=True, slots=True)
class Way:
    """Hold how far each step is from the approval, by what people may do.

    `onward` names the outcome of each step that leads there the shortest way; after it, the first written.
    """

    procedure: Procedure
    distance: Mapping[str, int]
    onward: Mapping[str, str]

    @classmethod
    def of(cls, procedure: Procedure) -> "Way":
        """Measure `procedure`; one without an approval is measured to its return."""
        near = _distances(procedure, lambda _, outcome: _is_approved(procedure, outcome))
        near = near or _distances(procedure, lambda target, _: target.ends is Ending.RETURNED)
        return cls(procedure, near, _onward(procedure, near))

    def time(self, step: Step, *, case: str, channel: str) -> timedelta:
        """Say how much working time `step` is given: by law, by the office's plan, or as its part of the limit."""
        given = _span(step.within, case, channel)
        if given is not None:
            return given
        if step.budget is not None:
            return work_of(step.budget)
        if step.actor == _APPLICANT:
            return _VISIT
        limit = _span(self.procedure.limit, case, channel)
        if limit is None or step.id not in self.distance or step.id == self.procedure.start or step.finishes:
            return _DESK
        own = sum(each in self.distance and self.procedure.steps[each].own for each in self.procedure.steps)
        return limit / max(1, own)


def _onward(procedure: Procedure, near: Mapping[str, int]) -> dict[str, str]:
    never = len(procedure.steps) + 1

    def far(outcome: Outcome) -> int:
        return 0 if _is_approved(procedure, outcome) else 1 + near.get(outcome.to, never)

    ways = {
        step.id: [each for each in step.outcomes.values() if each.by != _ENGINE] for step in procedure.steps.values()
    }
    return {name: min(outcomes, key=far).id for name, outcomes in ways.items() if outcomes}


def _span(rule: LimitRule | None, case: str, channel: str) -> timedelta | None:
    span = None if rule is None else rule.span(case=case, channel=channel)
    return None if span is None else work_of(span)


def _is_approved(procedure: Procedure, outcome: Outcome) -> bool:
    return any(procedure.results[each].kind == _APPROVAL for each in outcome.produces)


def _distances(procedure: Procedure, is_aim: Callable[[Step, Outcome], bool]) -> dict[str, int]:
    """Search backwards, a ring of steps at a time, from the steps that have the aim among their outcomes."""
    edges = [
        (step.id, outcome)
        for step in procedure.steps.values()
        for outcome in step.outcomes.values()
        if outcome.by != _ENGINE
    ]
    ring = {name for name, outcome in edges if is_aim(procedure.steps[outcome.to], outcome)}
    found: dict[str, int] = {}
    far = 0
    while ring:
        found |= dict.fromkeys(ring, far)
        far += 1
        ring = {name for name, outcome in edges if outcome.to in found and name not in found}
    return found
