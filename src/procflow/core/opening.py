"""What may be done with a dossier now: the outcomes of its step and who may take them."""

from procflow.core.law import Law
from procflow.dossier import Dossier
from procflow.procedure import Outcome

__all__ = ["open_outcomes"]


def open_outcomes(law: Law, dossier: Dossier) -> tuple[Outcome, ...]:
    """List the outcomes of the step `dossier` is in that a person may take; empty when it has ended."""
    if dossier.ended is not None:
        return ()
    step = law.procedure.steps[dossier.step]
    held_back = {
        blocked
        for name, consultation in dossier.consultations.items()
        if consultation.opinion.is_open
        for blocked in step.consult[name].blocks
    }
    return tuple(
        outcome for outcome in step.outcomes.values() if outcome.by != "engine" and outcome.id not in held_back
    )
