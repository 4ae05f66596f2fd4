"""Let events happen to a dossier: one applier per kind of event, which copies what the event carries.

Invariant: an applier computes nothing and refuses nothing; a journal replayed by a later release gives the same
dossier.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeVar

from procflow.clock import Limit
from procflow.dossier import (
    MAIN_LIMIT,
    Accepted,
    Apologised,
    BreachFlagged,
    CalendarChanged,
    CaseChanged,
    ChildFinished,
    ChildStarted,
    Consultation,
    Dossier,
    DossierAdopted,
    DossierContinued,
    DossierEnded,
    DossierFinished,
    DossierStopped,
    DossierVoided,
    ErrorReported,
    Event,
    FactsAmended,
    FeeAssessed,
    Forwarded,
    LimitClosed,
    LimitExpired,
    LimitExtended,
    LimitHeld,
    LimitRestarted,
    LimitRestated,
    LimitResumed,
    LimitStarted,
    Opinion,
    OpinionAsked,
    OpinionDeemed,
    OpinionGiven,
    OutcomeTaken,
    Promised,
    Reappointed,
    Reassigned,
    ResultCorrected,
    ResultProduced,
    StepEntered,
    Submitted,
    Transferred,
    WithdrawalDecided,
    WithdrawalRequested,
)
from procflow.errors import MisuseError

__all__ = ["apply", "replay"]

K = TypeVar("K")
V = TypeVar("V")


def apply(dossier: Dossier | None, event: Event) -> Dossier:
    """Give the dossier as it is after `event`; only `Submitted` applies to none.

    Raises:
        MisuseError: PF531, when the events are not those of one dossier in their order.
    """
    if isinstance(event, Submitted):
        if dossier is not None:
            raise MisuseError("PF531", kind="Submitted")
        return _submitted(event)
    if dossier is None:
        raise MisuseError("PF531", kind=type(event).__name__)
    changed = _APPLIERS[type(event)](dossier, event)
    return changed if event.at <= changed.last_at else changed.changed(last_at=event.at)


def replay(events: Iterable[Event]) -> Dossier:
    """Rebuild a dossier from its events, first to last.

    Raises:
        MisuseError: PF531, when there is no event or the first is not `Submitted`.
    """
    dossier: Dossier | None = None
    for event in events:
        dossier = apply(dossier, event)
    if dossier is None:
        raise MisuseError("PF531", kind="-")
    return dossier


def _with(table: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return MappingProxyType({**table, key: value})


def _without(table: Mapping[K, V], key: K) -> Mapping[K, V]:
    return MappingProxyType({name: value for name, value in table.items() if name != key})


def _submitted(event: Submitted) -> Dossier:
    return Dossier(
        procedure=event.procedure,
        version=event.version,
        definition=event.definition,
        calendar=event.calendar,
        channel=event.channel,
        case=event.case,
        applicant=event.applicant,
        submitted_by=event.by.id,
        facts=MappingProxyType(dict(event.facts)),
        assisted_by=event.assisted_by,
        unit=event.unit,
        competent=event.competent,
        submitted_at=event.at,
        last_at=event.at,
        marks=MappingProxyType({"submitted": event.at}),
    )


def _step_entered(dossier: Dossier, event: StepEntered) -> Dossier:
    return dossier.changed(
        step=event.step,
        national_status=event.national_status,
        entered_at=event.at,
        consultations=MappingProxyType({name: dossier.remembered[f"{event.step}/{name}"] for name in event.kept}),
        assignee="",
        stopped_on="",
        visits=_with(dossier.visits, event.step, dossier.visits.get(event.step, 0) + 1),
        marks=_with(dossier.marks, event.step, event.at),
    )


def _outcome_taken(dossier: Dossier, event: OutcomeTaken) -> Dossier:
    hands = dossier.hands.get(event.step, ())
    new = tuple(hand for hand in event.by.hands if hand not in hands)
    way = f"{event.step}.{event.outcome}"
    return dossier.changed(
        marks=_with(dossier.marks, event.outcome, event.at),
        taken=_with(dossier.taken, way, dossier.taken.get(way, 0) + 1),
        hands=_with(dossier.hands, event.step, (*hands, *new)) if new else dossier.hands,
    )


def _accepted(dossier: Dossier, event: Accepted) -> Dossier:
    return dossier.changed(accepted_at=event.at, marks=_with(dossier.marks, "accepted", event.at))


def _fee_assessed(dossier: Dossier, event: FeeAssessed) -> Dossier:
    return dossier.changed(fees=_with(dossier.fees, event.fee, f"{event.amount} {event.currency}"))


def _limit_set(dossier: Dossier, event: LimitStarted | LimitHeld | LimitResumed | LimitRestarted) -> Dossier:
    """Copy the limit as the event has it."""
    return dossier.changed(limits=_with(dossier.limits, event.limit.name, event.limit))


def _limit_begun(dossier: Dossier, event: LimitStarted | LimitRestarted) -> Dossier:
    limit: Limit = event.limit
    changed = replace(_limit_set(dossier, event), expired=dossier.expired - {limit.name})
    if limit.name != MAIN_LIMIT:
        return changed
    return changed.changed(marks=_with(changed.marks, "complete-dossier", limit.anchor_at))


def _limit_expired(dossier: Dossier, event: LimitExpired) -> Dossier:
    return dossier.changed(expired=dossier.expired | {event.name})


def _limit_closed(dossier: Dossier, event: LimitClosed) -> Dossier:
    return dossier.changed(limits=_without(dossier.limits, event.name), expired=dossier.expired - {event.name})


def _promised(dossier: Dossier, event: Promised) -> Dossier:
    return dossier.changed(promise=event.promise)


def _apologised(dossier: Dossier, _: Apologised) -> Dossier:
    return dossier.changed(apologies=dossier.apologies + 1)


def _reappointed(dossier: Dossier, event: Reappointed) -> Dossier:
    return dossier.changed(reappointed_on=event.until, reappointments=dossier.reappointments + 1)


def _opinion_asked(dossier: Dossier, event: OpinionAsked) -> Dossier:
    consultation = Consultation(name=event.consultation, asked_at=event.at)
    return dossier.changed(consultations=_with(dossier.consultations, event.consultation, consultation))


def _opinion_given(dossier: Dossier, event: OpinionGiven) -> Dossier:
    before = dossier.consultations[event.consultation]
    # A consequence already drawn from silence is not undone by a late answer; the answer is kept beside it.
    opinion = Opinion.GIVEN if before.opinion.is_open else before.opinion
    return _consulted(dossier, replace(before, opinion=opinion, content=event.opinion))


def _opinion_deemed(dossier: Dossier, event: OpinionDeemed) -> Dossier:
    return _consulted(dossier, replace(dossier.consultations[event.consultation], opinion=event.meaning))


def _consulted(dossier: Dossier, consultation: Consultation) -> Dossier:
    """Set how a consultation stands, and remember it for a second visit to its step once it is no longer open."""
    name = consultation.name
    changed = dossier.changed(consultations=_with(dossier.consultations, name, consultation))
    if consultation.opinion.is_open:
        return changed
    return changed.changed(remembered=_with(dossier.remembered, f"{dossier.step}/{name}", consultation))


def _result_produced(dossier: Dossier, event: ResultProduced) -> Dossier:
    return dossier.changed(results=(*dossier.results, event.result))


def _breach_flagged(dossier: Dossier, event: BreachFlagged) -> Dossier:
    return dossier.changed(breaches=(*dossier.breaches, event.breach))


def _finished(dossier: Dossier, event: DossierFinished) -> Dossier:
    return dossier.changed(finished_at=event.at)


def _ended(dossier: Dossier, event: DossierEnded) -> Dossier:
    return dossier.changed(ended=event.ending)


def _limit_lengthened(dossier: Dossier, event: LimitExtended | LimitRestated) -> Dossier:
    """Copy a limit with another end: one that had expired under its old end will expire under its new."""
    name = event.limit.name
    is_agreed = isinstance(event, LimitExtended)
    return dossier.changed(
        limits=_with(dossier.limits, name, event.limit),
        expired=dossier.expired - {name},
        extensions=dossier.extensions + is_agreed,
    )


def _calendar_changed(dossier: Dossier, event: CalendarChanged) -> Dossier:
    return dossier.changed(calendar=event.calendar)


def _adopted(dossier: Dossier, _: DossierAdopted) -> Dossier:
    return dossier


def _withdrawal_requested(dossier: Dossier, _: WithdrawalRequested) -> Dossier:
    return dossier.changed(withdrawal_asked=True)


def _withdrawal_decided(dossier: Dossier, _: WithdrawalDecided) -> Dossier:
    return dossier.changed(withdrawal_asked=False)


def _facts_amended(dossier: Dossier, event: FactsAmended) -> Dossier:
    return dossier.changed(facts=MappingProxyType({**dossier.facts, **event.facts}))


def _stopped(dossier: Dossier, event: DossierStopped) -> Dossier:
    return dossier.changed(stopped_on=event.ground, national_status=event.national_status)


def _continued(dossier: Dossier, event: DossierContinued) -> Dossier:
    return dossier.changed(stopped_on="", national_status=event.national_status)


def _case_changed(dossier: Dossier, event: CaseChanged) -> Dossier:
    return dossier.changed(case=event.case)


def _moved(dossier: Dossier, event: Forwarded | Transferred) -> Dossier:
    return dossier.changed(unit=event.unit)


def _reassigned(dossier: Dossier, event: Reassigned) -> Dossier:
    return dossier.changed(assignee=event.assignee)


def _voided(dossier: Dossier, _: DossierVoided) -> Dossier:
    return dossier


def _error_reported(dossier: Dossier, _: ErrorReported) -> Dossier:
    return dossier


def _corrected(dossier: Dossier, event: ResultCorrected) -> Dossier:
    return dossier.changed(corrections=(*dossier.corrections, event.result))


def _child_started(dossier: Dossier, event: ChildStarted) -> Dossier:
    return dossier.changed(children=_with(dossier.children, event.child, value=False))


def _child_finished(dossier: Dossier, event: ChildFinished) -> Dossier:
    """Copy that a child is done; what it produced is its own dossier's result, not this one's."""
    return dossier.changed(children=_with(dossier.children, event.child, value=True))


_APPLIERS: Final[Mapping[type[Event], Callable[..., Dossier]]] = {
    StepEntered: _step_entered,
    OutcomeTaken: _outcome_taken,
    Accepted: _accepted,
    FeeAssessed: _fee_assessed,
    LimitStarted: _limit_begun,
    LimitRestarted: _limit_begun,
    LimitHeld: _limit_set,
    LimitResumed: _limit_set,
    LimitExpired: _limit_expired,
    LimitClosed: _limit_closed,
    Promised: _promised,
    Apologised: _apologised,
    Reappointed: _reappointed,
    OpinionAsked: _opinion_asked,
    OpinionGiven: _opinion_given,
    OpinionDeemed: _opinion_deemed,
    ResultProduced: _result_produced,
    BreachFlagged: _breach_flagged,
    LimitExtended: _limit_lengthened,
    LimitRestated: _limit_lengthened,
    CalendarChanged: _calendar_changed,
    DossierAdopted: _adopted,
    WithdrawalRequested: _withdrawal_requested,
    WithdrawalDecided: _withdrawal_decided,
    FactsAmended: _facts_amended,
    DossierStopped: _stopped,
    DossierContinued: _continued,
    CaseChanged: _case_changed,
    Forwarded: _moved,
    Transferred: _moved,
    Reassigned: _reassigned,
    DossierVoided: _voided,
    ErrorReported: _error_reported,
    ResultCorrected: _corrected,
    ChildStarted: _child_started,
    ChildFinished: _child_finished,
    DossierFinished: _finished,
    DossierEnded: _ended,
}
