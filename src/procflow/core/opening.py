"""What may be done with a dossier now: the outcomes of its step and who may take them."""

from collections.abc import Iterator

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


def _to_be_asked(law: Law, dossier: Dossier, step: Step) -> Iterator[str]:
    """Name the agencies the law has asked about this dossier and nobody has asked yet."""
    open_still = [each for each in step.consult.values() if each.when and each.id not in dossier.consultations]
    if open_still:
        values = Draft(law, dossier, ENGINE, dossier.last_at).values()
        yield from (each.id for each in open_still if each.when is not None and each.when(values))


def waiting_for(law: Law, dossier: Dossier, outcome: Outcome) -> tuple[str, ...]:
    """Name the opinions and the interlinked procedures that `outcome` of the current step waits for.

    What stops or asks back need not wait for an interlinked procedure.
    """
    procedure = law.procedure
    step = procedure.steps[dossier.step]
    if not (step.consult or step.children):
        return ()
    waiting = [
        name
        for name, consultation in dossier.consultations.items()
        if consultation.opinion.is_open and outcome.id in step.consult[name].blocks
    ]
    waiting += [each for each in _to_be_asked(law, dossier, step) if outcome.id in step.consult[each].blocks]
    if not (outcome.needs_reason or procedure.steps[outcome.to].clock in (Clock.RESUME, Clock.RESTART)):
        waiting += unfinished_children(dossier, step)
    return tuple(waiting)
