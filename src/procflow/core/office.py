"""Who has a dossier: passing it on, moving it between units, giving a step to one person; keyed twice, begun elsewhere.

Invariant: an entry keyed twice stays in the journal and names the one that counts; what is late cannot be voided.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from procflow.clock import VIETNAM_TIME, Limit
from procflow.core.draft import Draft
from procflow.core.elsewhere import relive
from procflow.core.guards import check_named, check_order, check_role, local_moment
from procflow.core.legal import FORWARDING, close_limit, move_legal_limits, start_legal_limits, void_limits
from procflow.core.move import enter, is_finish
from procflow.core.submit import check_choice, check_facts, check_in_force
from procflow.definition import Clock, Ending
from procflow.dossier import (
    MAIN_LIMIT,
    Accepted,
    Adopt,
    DossierAdopted,
    DossierEnded,
    DossierVoided,
    Forward,
    Forwarded,
    Promise,
    Promised,
    Reassign,
    Reassigned,
    Submitted,
    Transfer,
    Transferred,
    Void,
)
from procflow.dossier.actor import ADMINISTRATOR_ROLE
from procflow.dossier.frozen_dict import FrozenDict
from procflow.errors import Rejected, Spoken
from procflow.procedure import Procedure, Step

__all__ = ["adopt", "forward", "reassign", "transfer", "void"]

_ACCEPTED: Final = "accepted"
_COMPLETE: Final = "complete-dossier"
_COUNTS: Final = Spoken("the dossier that counts (`duplicate_of`)", "hồ sơ được giữ lại (`duplicate_of`)")


def forward(draft: Draft, _: Forward) -> None:
    """Pass the dossier on to the competent agency; the time this takes is inside the limit (NĐ 118/2025 Đ.20 k.1)."""
    clause, dossier = draft.law.procedure.clauses.forwarding, draft.dossier
    if clause is None or not dossier.competent or dossier.unit == dossier.competent or dossier.accepted_at is None:
        raise Rejected("PF550")
    check_role(draft.by, clause.by)
    check_order(draft, outside=False)
    draft.emit(Forwarded(at=draft.at, by=draft.by, unit=dossier.competent))
    close_limit(draft, FORWARDING)


def transfer(draft: Draft, command: Transfer) -> None:
    """Move the dossier to another unit; nothing of its time changes."""
    check_role(draft.by, ADMINISTRATOR_ROLE)
    check_order(draft, outside=False)
    _need(command.reason, "transfer")
    check_named(command.unit, "transfer", Spoken("the unit it goes to (`unit`)", "đơn vị nhận hồ sơ (`unit`)"))
    draft.emit(Transferred(at=draft.at, by=draft.by, unit=command.unit.strip(), reason=command.reason.strip()))


def reassign(draft: Draft, command: Reassign) -> None:
    """Give the current step to one person; nobody else may then take its outcomes."""
    step = draft.law.procedure.steps[draft.dossier.step]
    check_role(draft.by, step.actor, ADMINISTRATOR_ROLE)
    check_order(draft, outside=False)
    _need(command.reason, "reassign")
    check_named(command.to, "reassign", Spoken("whom the step is given to (`to`)", "người được giao (`to`)"))
    draft.emit(Reassigned(at=draft.at, by=draft.by, assignee=command.to.strip(), reason=command.reason.strip()))


def void(draft: Draft, command: Void) -> None:
    """End a dossier that was keyed twice; one that is late, or has a result, is nobody's mistake of typing."""
    step = draft.law.procedure.steps[draft.dossier.step]
    reception = draft.law.procedure.steps[draft.law.procedure.start].actor
    check_role(draft.by, reception, step.actor, ADMINISTRATOR_ROLE)
    check_order(draft, outside=False)
    dossier = draft.dossier
    if dossier.finished_at is not None or MAIN_LIMIT in dossier.expired or dossier.missed_on is not None:
        raise Rejected("PF551")
    _need(command.reason, "void")
    check_named(command.duplicate_of, "void", _COUNTS)
    draft.emit(
        DossierVoided(
            at=draft.at, by=draft.by, duplicate_of=command.duplicate_of.strip(), reason=command.reason.strip()
        )
    )
    void_limits(draft)
    draft.emit(DossierEnded(at=draft.at, by=draft.by, ending=Ending.VOIDED))


def adopt(draft: Draft, command: Adopt) -> None:
    """Take over a dossier begun elsewhere: its real dates are kept, the law's date is counted from them.

    The appointment printed elsewhere stays the promise, even where the law's date is another.
    """
    law, procedure = draft.law, draft.law.procedure
    check_role(draft.by, ADMINISTRATOR_ROLE, procedure.steps[procedure.start].actor)
    check_named(command.origin, "adopt", Spoken("where it began (`origin`)", "nơi hồ sơ bắt đầu (`origin`)"))
    submitted = local_moment(command.submitted_at)
    accepted = None if command.accepted_at is None else local_moment(command.accepted_at)
    moments = [submitted, *([accepted] if accepted else []), draft.at]
    if moments != sorted(moments):
        raise Rejected("PF505", at=str(submitted), last=str(draft.at))
    check_in_force(procedure, submitted.date())
    check_choice("PF520", command.channel, procedure.submit_channels)
    if procedure.cases or command.case:
        check_choice("PF521", command.case, tuple(procedure.cases))
    check_choice("PF552", command.step, tuple(procedure.steps))
    _check_adoptable(procedure, procedure.steps[command.step], is_accepted=accepted is not None)
    happened = _happened(draft, command, submitted)
    derived = check_facts(draft, command.facts, submitted.date())
    now = draft.at
    draft.begin(
        Submitted(
            at=submitted,
            by=draft.by,
            procedure=procedure.code,
            version=procedure.version,
            definition=procedure.hash,
            calendar=law.calendar.version,
            channel=command.channel,
            case=command.case,
            applicant=command.applicant,  # whoever takes a dossier over does not become its applicant
            representatives=command.representatives,
            facts=FrozenDict({**command.facts, **derived}),
            details=FrozenDict(command.details),
        )
    )
    if accepted is not None:
        draft.at = accepted
        draft.emit(Accepted(at=accepted, by=draft.by))
        limit = start_legal_limits(draft)
        if limit is not None and command.promised_on is None:
            draft.emit(_promise(draft, limit))
    draft.at = now
    draft.emit(DossierAdopted(at=now, by=draft.by, origin=command.origin.strip(), happened=happened))
    if command.promised_on is not None:
        draft.emit(Promised(at=now, by=draft.by, promise=_printed(draft, command.promised_on)))
    step = procedure.steps[command.step]
    relive(draft, happened, step)
    move_legal_limits(draft, step, None, finishes=False)
    enter(draft, step)
    _check_anchors(draft, step)


def _happened(draft: Draft, command: Adopt, submitted: datetime) -> FrozenDict[str, datetime]:
    """Check the moments of what happened elsewhere: outcomes and steps of this procedure, since the submission."""
    steps = draft.law.procedure.steps
    known = tuple(sorted({*steps, *(name for step in steps.values() for name in step.outcomes)}))
    happened = FrozenDict({name: local_moment(moment) for name, moment in command.happened.items()})
    for name, moment in happened.items():
        check_choice("PF564", name, known)
        if not submitted <= moment <= draft.at:
            raise Rejected("PF505", at=str(moment), last=str(submitted if moment < submitted else draft.at))
    return happened


def _check_anchors(draft: Draft, step: Step) -> None:
    """Refuse to adopt into a step that could not be left, because what a limit counts from happened elsewhere.

    Raises:
        Rejected: PF511, when `happened` does not give it.
    """
    steps = draft.law.procedure.steps
    for outcome in step.outcomes.values():
        target = steps[outcome.to]
        rule = outcome.within or target.within
        own = {"", outcome.id, target.id, *((_ACCEPTED, _COMPLETE) if outcome.accepts else ())}
        for mark in {outcome.completes, rule.start if rule else ""} - own:
            draft.anchor(mark)


def _check_adoptable(procedure: Procedure, step: Step, *, is_accepted: bool) -> None:
    """Refuse what would finish or end a dossier by its adoption, or set it to work without a limit."""
    waits_for_acceptance = step.id == procedure.start or step.clock is Clock.NONE
    if is_finish(step) or step.ends is not None or not (is_accepted or waits_for_acceptance):
        raise Rejected("PF558", step=step.id)


def _promise(draft: Draft, limit: Limit) -> Promised:
    promise = Promise(due_on=limit.due_on, due_at=limit.due_at, provisional=limit.provisional)
    return Promised(at=draft.at, by=draft.by, promise=promise)


def _printed(draft: Draft, day: date) -> Promise:
    """Keep a day that was printed elsewhere, though it be one on which the office is closed, until 24:00 of it."""
    works = draft.law.calendar
    until = datetime.combine(day, time(), VIETNAM_TIME) + timedelta(days=1)
    return Promise(day, works.closes_at(day) if works.is_working(day) else until, provisional=False)


def _need(text: str, act: str) -> None:
    if not text.strip():
        raise Rejected("PF509", outcome=act)
