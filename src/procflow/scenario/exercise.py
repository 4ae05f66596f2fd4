"""What no worked example, and no test, of a procedure exercises: steps never entered, outcomes never taken.

Invariant: the steps of the procedure itself are judged; what its profile brings in is proved where the profile is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from procflow.dossier import Event, OutcomeTaken, StepEntered
from procflow.procedure import Procedure
from procflow.scenario.play import Played

__all__ = ["Unexercised", "left_out", "unexercised"]


@dataclass(frozen=True, slots=True)
class Unexercised:
    """Hold the steps never entered, and the outcomes never taken from steps that are entered."""

    steps: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.steps or self.outcomes)

    def __str__(self) -> str:
        """Spell what is left out: `rework-step, sign.rework`."""
        return ", ".join([*self.steps, *(f"{step}.{outcome}" for step, outcome in self.outcomes)])


def unexercised(procedure: Procedure, played: Iterable[Played]) -> Unexercised:
    """Give what none of the examples in `played` exercises, in the order of the procedure."""
    return left_out(procedure, (event for each in played for event in each.events))


def left_out(procedure: Procedure, events: Iterable[Event]) -> Unexercised:
    """Give the steps and outcomes of `procedure` that `events`, of however many dossiers, leave out, in its order."""
    entered: set[str] = set()
    taken: set[tuple[str, str]] = set()
    for event in events:
        match event:
            case StepEntered():
                entered.add(event.step)
            case OutcomeTaken():
                taken.add((event.step, event.outcome))
            case _:
                pass
    own = [step for step in procedure.steps.values() if step.own]
    return Unexercised(
        steps=tuple(step.id for step in own if step.id not in entered),
        outcomes=tuple(
            (step.id, outcome)
            for step in own
            if step.id in entered
            for outcome in step.outcomes
            if (step.id, outcome) not in taken
        ),
    )
