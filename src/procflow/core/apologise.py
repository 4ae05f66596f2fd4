"""Apologise for a return that will be late, and appoint a new date once; neither cures the lateness."""

from datetime import date, timedelta

from procflow.clock import Limit, Unit
from procflow.core.draft import Draft
from procflow.core.guards import check_order, check_role
from procflow.dossier import Apologise, Apologised, Breach, BreachFlagged, Reappointed
from procflow.errors import Rejected
from procflow.procedure import Apology

__all__ = ["apologise"]


def apologise(draft: Draft, command: Apologise) -> None:
    """Record an apology, and the new appointment if it gives one (NĐ 118/2025 Đ.19 k.6); a late one is flagged.

    What is re-appointed is the day on the receipt, or the one it was moved to, so the duty is counted from that. An
    apology alone is always accepted: the decree bounds how often a return is re-appointed, not how often one is sorry.

    Raises:
        Rejected: PF512 when nothing is owed now, PF513 when the appointment was already moved as often as the law
            allows, PF514 when the new date is not later than the one due, PF516 when it has passed, PF515 when the
            office is closed on it.
    """
    procedure, dossier = draft.law.procedure, draft.dossier
    duty, due = procedure.clauses.apology, dossier.promised
    step = procedure.steps[dossier.step]
    check_role(draft.by, step.actor, procedure.steps[procedure.start].actor)
    check_order(draft, outside=False)
    if duty is None or due is None or due.held_since is not None:
        raise Rejected("PF512")
    if command.until is not None:
        _check_appointment(draft, duty, due, command.until)
    if not command.reason.strip():
        raise Rejected("PF509", outcome="apologise")
    is_late = draft.at.date() > _latest_day(draft, duty, dossier.reappointed_on or due.due_on)
    moves_again = command.until is not None and dossier.reappointed_on is not None
    draft.emit(Apologised(at=draft.at, by=draft.by, reason=command.reason.strip(), form=duty.form))
    if is_late and (dossier.apologies == 0 or moves_again):
        draft.emit(BreachFlagged(at=draft.at, by=draft.by, breach=Breach.LATE_APOLOGY, basis=duty.basis))
    if command.until is not None:
        draft.emit(Reappointed(at=draft.at, by=draft.by, until=command.until))


def _check_appointment(draft: Draft, duty: Apology, due: Limit, until: date) -> None:
    """Refuse a new appointment that the law does not allow, or that says nothing true."""
    if draft.dossier.reappointments >= duty.reappointments:
        raise Rejected("PF513", times=duty.reappointments, basis=duty.basis)
    if until <= due.due_on:
        raise Rejected("PF514", until=until, due=due.due_on)
    if until < draft.at.date():
        raise Rejected("PF516", until=until, on=draft.at.date())
    if not draft.law.calendar.is_working(until):
        raise Rejected("PF515", until=until, next=draft.law.calendar.next_or_same(until))


def _latest_day(draft: Draft, duty: Apology, day: date) -> date:
    """Give the last day on which an apology for `day` is in time; counted back, a day off is the working day before."""
    span = duty.before_expiry.span(case=draft.dossier.case, channel=draft.dossier.channel)
    if span is None:
        return day
    if span.unit is Unit.WORKING_DAY:
        return draft.law.calendar.add(day, -int(span.amount))
    return draft.law.calendar.previous_or_same(day - timedelta(days=int(span.amount)))
