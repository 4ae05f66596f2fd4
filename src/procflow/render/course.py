"""The course of a procedure as one tells it: the way to its result, and the steps beside that way.

Invariant: every step in which a dossier waits is told once, on the way or beside it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

from procflow.definition import Ending
from procflow.procedure import Outcome, Procedure, Step

__all__ = ["main_course", "other_steps"]

_Aim = Callable[[Step, Outcome], bool]
_APPROVAL: Final = "approval"


def main_course(procedure: Procedure) -> tuple[Step, ...]:
    """Give the steps on the shortest way from the start to the approval, else to a return, a result, or an end."""
    for is_aim in (_approves(procedure), _returns, _has_result, _ends):
        found = _shortest(procedure, is_aim)
        if found:
            return tuple(procedure.steps[name] for name in found if procedure.steps[name].ends is None)
    return ()


def other_steps(procedure: Procedure) -> tuple[Step, ...]:
    """Give the steps in which a dossier may wait beside the main course, in the order they are written."""
    told = {step.id for step in main_course(procedure)}
    return tuple(step for step in procedure.steps.values() if step.ends is None and step.id not in told)


def _approves(procedure: Procedure) -> _Aim:
    def aim(_: Step, outcome: Outcome) -> bool:
        return any(procedure.results[each].kind == _APPROVAL for each in outcome.produces)

    return aim


def _returns(step: Step, _: Outcome) -> bool:
    return step.ends is Ending.RETURNED


def _has_result(_: Step, outcome: Outcome) -> bool:
    return bool(outcome.produces)


def _ends(step: Step, _: Outcome) -> bool:
    return step.ends is not None


def _shortest(procedure: Procedure, is_aim: _Aim) -> list[str]:
    """Search breadth first for an outcome that is the aim; `is_aim` is given the step it leads to."""
    came_from: dict[str, str] = {procedure.start: ""}
    todo = deque([procedure.start])
    while todo:
        name = todo.popleft()
        for outcome in procedure.steps[name].outcomes.values():
            if is_aim(procedure.steps[outcome.to], outcome):
                tail = [] if outcome.to in came_from else [outcome.to]
                return [*_back(came_from, name), *tail]
            if outcome.to not in came_from:
                came_from[outcome.to] = name
                todo.append(outcome.to)
    return []


def _back(came_from: Mapping[str, str], name: str) -> list[str]:
    path = [name]
    while came_from[path[-1]]:
        path.append(came_from[path[-1]])
    return path[::-1]
