"""Ask other agencies and take their answers: the parallelism the law knows (NĐ 118/2025 Đ.19 k.4)."""

from procflow.clock import Debtor
from procflow.condition import Condition
from procflow.core.draft import Draft
from procflow.core.guards import OPINION, check_named, check_order, check_role
from procflow.core.legal import close_limit, consult_limit, start_named
from procflow.core.outside import note
from procflow.dossier import Answer, Ask, OpinionAsked, OpinionGiven
from procflow.errors import Rejected, Spoken
from procflow.procedure import Consult, Step
from procflow.wording import in_both

__all__ = ["answer", "ask"]


def ask(draft: Draft, command: Ask) -> None:
    """Ask a consulted agency; its time runs from its receipt of the request.

    Raises:
        Rejected: when the step knows no such consultation or it was asked already.
    """
    step = draft.law.procedure.steps[draft.dossier.step]
    consult = _find(step, command.consultation)
    check_role(draft.by, step.actor)
    check_order(draft, outside=False)
    if consult.id in draft.dossier.consultations:
        raise Rejected("PF528", name=consult.id)
    if consult.when is not None and not consult.when(draft.values()):
        raise Rejected("PF566", name=consult.id, condition=_told(draft, consult.when))
    _check_turn(draft, step, consult)
    draft.emit(OpinionAsked(at=draft.at, by=draft.by, consultation=consult.id))
    assert consult.within is not None  # noqa: S101 - no procedure compiles without it (PF325)
    start_named(draft, consult_limit(consult.id), consult.within, Debtor.CONSULTED)


def _told(draft: Draft, when: Condition) -> Spoken:
    return in_both(draft.law.procedure, lambda wording: wording.term(when.text))


def _check_turn(draft: Draft, step: Step, consult: Consult) -> None:
    """Refuse to ask before those whose opinions must be there first: a lead, or on paper the one before."""
    first = list(consult.after)
    if draft.dossier.channel in step.in_sequence:
        order = list(step.consult)
        first.extend(order[: order.index(consult.id)])
    asked, values = draft.dossier.consultations, draft.values()
    never = {name for name, each in step.consult.items() if each.when is not None and not each.when(values)}
    waiting = [
        name
        for name in dict.fromkeys(first)
        if name not in never and (name not in asked or asked[name].opinion.is_open)
    ]
    if waiting:
        raise Rejected("PF556", name=consult.id, first=", ".join(waiting))


def answer(draft: Draft, command: Answer) -> None:
    """Record the opinion of a consulted agency, when it was given; what silence already brought about stays beside it.

    Whether the agency kept its time is judged by when it answered, not by when the answer was entered.

    Raises:
        Rejected: when nothing was asked of it, or it was answered already.
    """
    step, asked = draft.law.procedure.steps[draft.dossier.step], draft.dossier.consultations.get(command.consultation)
    if asked is None and note(draft, command):
        return
    consult = _find(step, command.consultation)
    check_role(draft.by, consult.id, step.actor)
    if asked is None or asked.content:
        raise Rejected("PF529", name=consult.id)
    check_named(command.opinion, consult.id, OPINION)
    check_order(draft, outside=True, since=asked.asked_at)
    drawn = "" if asked.opinion.is_open else asked.opinion.value
    opinion = command.opinion.strip()
    draft.emit(OpinionGiven(at=draft.at, by=draft.by, consultation=consult.id, opinion=opinion, beside=drawn))
    close_limit(draft, consult_limit(consult.id))


def _find(step: Step, name: str) -> Consult:
    consult = step.consult.get(name)
    if consult is None:
        raise Rejected("PF527", name=name, step=step.id, known=", ".join(step.consult) or "-")
    return consult
