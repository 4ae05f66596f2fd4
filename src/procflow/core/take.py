"""Take an outcome: check that it is open, then move the dossier and its limits."""

from procflow.core.draft import Draft
from procflow.core.guards import check_hands, check_order, check_role
from procflow.core.move import is_finish, move
from procflow.core.opening import waiting_for
from procflow.dossier import Take
from procflow.dossier.actor import ENGINE_ROLE
from procflow.errors import Rejected, nearest
from procflow.procedure import Outcome, Procedure, Step

__all__ = ["lacks_result", "take"]


def take(draft: Draft, command: Take) -> None:
    """Take `command.outcome` of the step the dossier is in.

    Raises:
        Rejected: when it is not open, not this person's to take, dated wrongly, or lacks a reason or a result.
    """
    step = draft.law.procedure.steps[draft.dossier.step]
    outcome = _find(draft.law.procedure, step, command.outcome)
    reception = draft.law.procedure.steps[draft.law.procedure.start].actor
    if outcome.by == ENGINE_ROLE:  # time alone takes it, whoever claims the role
        raise Rejected("PF504", actor=draft.by.id, role=outcome.by, held=", ".join(draft.by.roles) or "-")
    check_role(draft.by, outcome.by, *((reception,) if outcome.outside else ()))
    check_order(draft, outside=outcome.outside, since=draft.dossier.entered_at)
    check_hands(draft, step)
    _check_assignee(draft)
    waiting = waiting_for(draft.law, draft.dossier, outcome)
    if waiting:
        raise Rejected("PF508", outcome=outcome.id, waiting=", ".join(waiting))
    if outcome.when is not None and not outcome.when(draft.values()):
        raise Rejected("PF557", outcome=outcome.id, why="; ".join(outcome.when.explain(draft.values(), "vi")))
    if outcome.needs_reason and not command.reason.strip():
        raise Rejected("PF509", outcome=outcome.id)
    if lacks_result(draft, outcome):
        raise Rejected("PF510", outcome=outcome.id)
    move(draft, step, outcome, reason=command.reason.strip())


def _find(procedure: Procedure, step: Step, name: str) -> Outcome:
    outcome = step.outcomes.get(name)
    if outcome is None:
        open_here = list(step.outcomes)
        everywhere = sorted({key for other in procedure.steps.values() for key in other.outcomes})
        known = open_here if name in everywhere else everywhere
        raise Rejected("PF503", outcome=name, step=step.id, open=", ".join(open_here), near=nearest(name, known))
    return outcome


def _check_assignee(draft: Draft) -> None:
    if draft.dossier.assignee and draft.dossier.assignee not in draft.by.hands:
        raise Rejected("PF555", actor=draft.by.id, assignee=draft.dossier.assignee)


def lacks_result(draft: Draft, outcome: Outcome) -> bool:
    """Say whether `outcome` would finish without a result ("kết thúc hồ sơ khi chưa có kết quả")."""
    procedure = draft.law.procedure
    if procedure.no_result or not is_finish(procedure.steps[outcome.to]):
        return False
    return not (outcome.produces or draft.dossier.results)
