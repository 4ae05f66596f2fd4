"""What may be done with a dossier now: the outcomes of its step and who may take them."""

from procflow.core.children import unfinished_children
from procflow.core.draft import Draft
from procflow.core.law import Law
from procflow.definition import Clock
from procflow.dossier import ENGINE, Dossier
from procflow.dossier.actor import ENGINE_ROLE
from procflow.procedure import Outcome, Step

__all__ = ["open_outcomes", "waiting_for"]


def open_outcomes(law: Law, dossier: Dossier) -> tuple[Outcome, ...]:
    """List the outcomes of the step `dossier` is in that a person may take; empty when it has ended or is stopped."""
    if dossier.ended is not None or dossier.stopped_on:
        return ()
    step = law.procedure.steps[dossier.step]
    free = [each for each in step.outcomes.values() if each.by != ENGINE_ROLE and not waiting_for(law, dossier, each)]
    if all(each.when is None for each in free):
        return tuple(free)
    values = Draft(law, dossier, ENGINE, dossier.last_at).values()
    return tuple(each for each in free if each.when is None or each.when(values))


def waiting_for(law: Law, dossier: Dossier, outcome: Outcome) -> tuple[str, ...]:
    """Name the opinions and the interlinked procedures that `outcome` of the current step waits for.

    What stops or asks back need not wait for an interlinked procedure.
    """
    steps = law.procedure.steps
    step = steps[dossier.step]
    waiting = _opinions(law, dossier, step, outcome.id) if step.consult else []
    if step.children and not (outcome.needs_reason or steps[outcome.to].clock in (Clock.RESUME, Clock.RESTART)):
        waiting += unfinished_children(dossier, step)
    return tuple(waiting)


def _opinions(law: Law, dossier: Dossier, step: Step, outcome: str) -> list[str]:
    """Name the agencies whose opinion `outcome` waits for: asked, or to be asked by law about this dossier."""
    asked, waiting = dossier.consultations, list[str]()
    for name, consultation in asked.items():
        if consultation.opinion.is_open and outcome in step.consult[name].blocks:
            waiting.append(name)
    for each in step.consult.values():
        if each.when is not None and each.id not in asked and outcome in each.blocks:
            values = Draft(law, dossier, ENGINE, dossier.last_at).values()
            waiting += [each.id] if each.when(values) else []
    return waiting
