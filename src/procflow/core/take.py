"""Take an outcome: check that it is open, then move the dossier and its limits."""

from collections.abc import Callable

from procflow.condition import Condition
from procflow.core.draft import Draft
from procflow.core.guards import check_hands, check_order, check_party
from procflow.core.move import is_finish, move
from procflow.core.opening import waiting_for
from procflow.core.outside import note
from procflow.definition import USUAL_CHANNELS, Ending
from procflow.dossier import Take
from procflow.dossier.actor import ENGINE_ROLE
from procflow.errors import Rejected, nearest
from procflow.procedure import Outcome, Procedure, Step
from procflow.wording import Wording, in_both

__all__ = ["lacks_result", "take"]


def take(draft: Draft, command: Take) -> None:
    """Take `command.outcome` of the step the dossier is in, or note a fact from outside that came too late for it.

    Raises:
        Rejected: when it is not open, not this person's to take, dated wrongly, or lacks a reason or a result.
    """
    procedure = draft.law.procedure
    step = procedure.steps[draft.dossier.step]
    outcome = step.outcomes.get(command.outcome)
    if outcome is not None:
        _check_hands(draft, step, outcome)
        _check_way(draft, outcome, command)
        move(draft, step, outcome, reason=command.reason.strip(), channel=command.channel)
    elif not note(draft, command):
        raise _unknown(procedure, step, command.outcome)


def _check_hands(draft: Draft, step: Step, outcome: Outcome) -> None:
    """Refuse a person who may not take `outcome` of `step`, or not now."""
    procedure, dossier, by = draft.law.procedure, draft.dossier, draft.by
    if outcome.by == ENGINE_ROLE:  # time alone takes it, whoever claims the role
        raise Rejected("PF504", actor=by.id, role=outcome.by, held=", ".join(by.roles) or "-")
    if outcome.outside:  # people bring paper to the desk too
        check_party(draft, outcome.by, procedure.steps[procedure.start].actor)
    else:
        check_party(draft, outcome.by)
    check_order(draft, outside=outcome.outside, since=dossier.entered_at)
    if step.separate_from:
        check_hands(draft, step)
    if dossier.assignee and dossier.assignee not in by.hands:
        raise Rejected("PF555", actor=by.id, assignee=dossier.assignee)


def _check_way(draft: Draft, outcome: Outcome, command: Take) -> None:
    """Refuse an outcome that waits for others, whose condition is false, or that lacks a reason or a result."""
    waiting = waiting_for(draft.law, draft.dossier, outcome)
    if waiting:
        raise Rejected("PF508", outcome=outcome.id, waiting=", ".join(waiting))
    if outcome.when is not None and not outcome.when(draft.values()):
        raise Rejected("PF557", outcome=outcome.id, why=in_both(draft.law.procedure, _why(draft, outcome.when)))
    if outcome.needs_reason and not command.reason.strip():
        raise Rejected("PF509", outcome=outcome.id)
    if lacks_result(draft, outcome):
        raise Rejected("PF510", outcome=outcome.id)
    if command.channel:
        _check_return(draft.law.procedure, outcome, command.channel)


def _check_return(procedure: Procedure, outcome: Outcome, channel: str) -> None:
    """Refuse a channel of what hands nothing over, and one that is no channel at all (NĐ 118/2025 Đ.22)."""
    if procedure.steps[outcome.to].ends is not Ending.RETURNED:
        raise Rejected("PF562", outcome=outcome.id)
    known = dict.fromkeys((*procedure.return_channels, *procedure.submit_channels, *USUAL_CHANNELS))
    if channel not in known:
        raise Rejected("PF561", name=channel, near=nearest(channel, known), known=", ".join(known))


def _unknown(procedure: Procedure, step: Step, name: str) -> Rejected:
    open_here = list(step.outcomes)
    everywhere = sorted({key for other in procedure.steps.values() for key in other.outcomes})
    known = open_here if name in everywhere else everywhere
    return Rejected("PF503", outcome=name, step=step.id, open=", ".join(open_here), near=nearest(name, known))


def _why(draft: Draft, when: Condition) -> Callable[[Wording], str]:
    """Say why a condition does not hold; of one that asks for a personal fact no value is told."""
    facts = draft.law.procedure.facts
    if any(name in facts and facts[name].personal for name in when.names):
        return lambda wording: wording.unmet(when.text)
    reasons = when.reasons(draft.values())
    return lambda wording: "; ".join(wording.failed(each) for each in reasons)


def lacks_result(draft: Draft, outcome: Outcome) -> bool:
    """Say whether `outcome` would finish without a result ("kết thúc hồ sơ khi chưa có kết quả")."""
    procedure = draft.law.procedure
    if procedure.no_result or not is_finish(procedure.steps[outcome.to]):
        return False
    return not (outcome.produces or draft.dossier.results)
