"""Let events happen to a dossier: one applier per kind of event, which copies what the event carries.

Invariants: an applier computes nothing and refuses nothing; a journal replayed by a later release gives the same
dossier. A dossier is written to only while nobody else has it: `apply` writes to a copy it made, and whoever applies
many events makes one copy for all of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
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
    ChildOpened,
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
    Migrated,
    Opinion,
    OpinionAsked,
    OpinionDeemed,
    OpinionGiven,
    OutcomeTaken,
    OutsideFactNoted,
    PersonalDataErased,
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
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import with_erased
from procflow.errors import MisuseError

__all__ = ["apply", "happen", "replay", "submitted"]

K = TypeVar("K")
V = TypeVar("V")
Fields = dict[str, object]
"""The fields of a dossier nobody else has yet, by name."""


def apply(dossier: Dossier | None, event: Event) -> Dossier:
    """Give the dossier as it is after `event`; only `Submitted` applies to none.

    Raises:
        MisuseError: PF531, when the events are not those of one dossier in their order.
    """
    if dossier is None:
        return submitted(event)
    changed = dossier.copied()
    happen(changed, event)
    return changed


def replay(events: Iterable[Event]) -> Dossier:
    """Rebuild a dossier from its events, first to last.

    Raises:
        MisuseError: PF531, when there is no event, or `Submitted` is not the first and the first alone.
    """
    rest = iter(events)
    first = next(rest, None)
    if first is None:
        raise MisuseError("PF531", kind="-")
    dossier = submitted(first)
    for event in rest:
        happen(dossier, event)
    return dossier


def happen(dossier: Dossier, event: Event) -> None:
    """Let `event` happen to a dossier that nobody but the caller has, in place.

    Raises:
        MisuseError: PF531, when the event begins a dossier.
    """
    _APPLIERS[type(event)](dossier, dossier.__dict__, event)
    if event.at > dossier.last_at:
        dossier.__dict__["last_at"] = event.at


def _with(table: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return FrozenDict({**table, key: value})


def _without(table: Mapping[K, V], key: K) -> Mapping[K, V]:
    copy = dict(table)
    copy.pop(key, None)
    return FrozenDict(copy)


def submitted(event: Event) -> Dossier:
    """Begin a dossier with the event that it was handed in.

    Raises:
        MisuseError: PF531, when it is another event.
    """
    if not isinstance(event, Submitted):
        raise MisuseError("PF531", kind=type(event).__name__)
    return Dossier(
        procedure=event.procedure,
        version=event.version,
        definition=event.definition,
        calendar=event.calendar,
        channel=event.channel,
        case=event.case,
        applicant=event.applicant,
        submitted_by=event.by.id,
        facts=FrozenDict(event.facts),
        representatives=event.representatives,
        assisted_by=event.assisted_by,
        unit=event.unit,
        competent=event.competent,
        submitted_at=event.at,
        last_at=event.at,
        marks=FrozenDict({"submitted": event.at}),
        details=FrozenDict(event.details),
        parent=event.parent,
        child=event.child,
    )


def _submitted_again(_: Dossier, __: Fields, event: Submitted) -> None:
    raise MisuseError("PF531", kind=type(event).__name__)


def _step_entered(dossier: Dossier, now: Fields, event: StepEntered) -> None:
    step, at = event.step, event.at
    now["step"] = step
    now["national_status"] = event.national_status
    now["entered_at"] = at
    now["consultations"] = (
        FrozenDict({name: dossier.remembered[f"{step}/{name}"] for name in event.kept}) if event.kept else _NONE
    )
    now["assignee"] = now["stopped_on"] = ""
    now["visits"] = _with(dossier.visits, step, dossier.visits.get(step, 0) + 1)
    now["marks"] = _with(dossier.marks, step, at)


def _outcome_taken(dossier: Dossier, now: Fields, event: OutcomeTaken) -> None:
    step, outcome = event.step, event.outcome
    way, hands = f"{step}.{outcome}", dossier.hands.get(step, ())
    now["marks"] = _with(dossier.marks, outcome, event.at)
    now["taken"] = _with(dossier.taken, way, dossier.taken.get(way, 0) + 1)
    if event.by.acting_for or event.by.id not in hands:
        new = [hand for hand in event.by.hands if hand not in hands]
        now["hands"] = _with(dossier.hands, step, (*hands, *new))


def _accepted(dossier: Dossier, now: Fields, event: Accepted) -> None:
    now["accepted_at"] = event.at
    now["marks"] = _with(dossier.marks, "accepted", event.at)


def _fee_assessed(dossier: Dossier, now: Fields, event: FeeAssessed) -> None:
    now["fees"] = _with(dossier.fees, event.fee, f"{event.amount} {event.currency}")


def _limit_set(dossier: Dossier, now: Fields, event: LimitHeld | LimitResumed) -> None:
    """Copy the limit as the event has it."""
    now["limits"] = _with(dossier.limits, event.limit.name, event.limit)


def _limit_begun(dossier: Dossier, now: Fields, event: LimitStarted | LimitRestarted) -> None:
    limit = event.limit
    _ends_anew(dossier, now, limit)
    if limit.name == MAIN_LIMIT:
        now["reappointed_on"] = None  # it belonged to the count that is over
        now["marks"] = _with(dossier.marks, "complete-dossier", limit.anchor_at)


def _ends_anew(dossier: Dossier, now: Fields, limit: Limit) -> None:
    """Set a limit with another end: it may expire under that one too, and that it did under the old one stays told."""
    name = limit.name
    if name == MAIN_LIMIT and name in dossier.expired and dossier.missed_on is None:
        now["missed_on"] = dossier.limits[name].due_on
    now["limits"] = _with(dossier.limits, name, limit)
    now["expired"] = dossier.expired - {name}


def _limit_expired(dossier: Dossier, now: Fields, event: LimitExpired) -> None:
    now["expired"] = dossier.expired | {event.name}


def _limit_closed(dossier: Dossier, now: Fields, event: LimitClosed) -> None:
    now["limits"] = _without(dossier.limits, event.name)
    now["expired"] = dossier.expired - {event.name}


def _promised(_: Dossier, now: Fields, event: Promised) -> None:
    now["promise"] = event.promise


def _apologised(dossier: Dossier, now: Fields, _: Apologised) -> None:
    now["apologies"] = dossier.apologies + 1


def _reappointed(dossier: Dossier, now: Fields, event: Reappointed) -> None:
    now["reappointed_on"] = event.until
    now["reappointments"] = dossier.reappointments + 1


def _opinion_asked(dossier: Dossier, now: Fields, event: OpinionAsked) -> None:
    consultation = Consultation(name=event.consultation, asked_at=event.at)
    now["consultations"] = _with(dossier.consultations, event.consultation, consultation)
    now["marks"] = _with(dossier.marks, f"asked:{dossier.step}/{event.consultation}", event.at)


def _outside_fact_noted(dossier: Dossier, now: Fields, event: OutsideFactNoted) -> None:
    now["noted"] = (*dossier.noted, f"{event.step}/{event.fact}")


def _opinion_given(dossier: Dossier, now: Fields, event: OpinionGiven) -> None:
    before = dossier.consultations[event.consultation]
    # A consequence already drawn from silence is not undone by a late answer; the answer is kept beside it.
    opinion = Opinion.GIVEN if before.opinion.is_open else before.opinion
    _consulted(dossier, now, replace(before, opinion=opinion, content=event.opinion))


def _opinion_deemed(dossier: Dossier, now: Fields, event: OpinionDeemed) -> None:
    _consulted(dossier, now, replace(dossier.consultations[event.consultation], opinion=event.meaning))


def _consulted(dossier: Dossier, now: Fields, consultation: Consultation) -> None:
    """Set how a consultation stands, and remember it for a second visit to its step once it is no longer open."""
    name = consultation.name
    now["consultations"] = _with(dossier.consultations, name, consultation)
    if not consultation.opinion.is_open:
        now["remembered"] = _with(dossier.remembered, f"{dossier.step}/{name}", consultation)


def _result_produced(dossier: Dossier, now: Fields, event: ResultProduced) -> None:
    now["results"] = (*dossier.results, event.result)


def _breach_flagged(dossier: Dossier, now: Fields, event: BreachFlagged) -> None:
    now["breaches"] = (*dossier.breaches, event.breach)


def _finished(_: Dossier, now: Fields, event: DossierFinished) -> None:
    now["finished_at"] = event.at


def _ended(_: Dossier, now: Fields, event: DossierEnded) -> None:
    now["ended"] = event.ending


def _limit_lengthened(dossier: Dossier, now: Fields, event: LimitExtended | LimitRestated) -> None:
    """Copy a limit with another end."""
    _ends_anew(dossier, now, event.limit)
    if isinstance(event, LimitExtended):
        now["extensions"] = dossier.extensions + 1
        now["agreed"] = (*dossier.agreed, event.more)


def _adopted(dossier: Dossier, now: Fields, event: DossierAdopted) -> None:
    now["marks"] = FrozenDict({**dossier.marks, **event.happened})


def _recorded(_: Dossier, __: Fields, ___: DossierVoided | ErrorReported) -> None:
    """Change nothing: the entry itself is what was to be kept."""


def _calendar_changed(_: Dossier, now: Fields, event: CalendarChanged) -> None:
    now["calendar"] = event.calendar


def _withdrawal_requested(_: Dossier, now: Fields, __: WithdrawalRequested) -> None:
    now["withdrawal_asked"] = True


def _withdrawal_decided(_: Dossier, now: Fields, __: WithdrawalDecided) -> None:
    now["withdrawal_asked"] = False


def _facts_amended(dossier: Dossier, now: Fields, event: FactsAmended) -> None:
    now["facts"] = FrozenDict({**dossier.facts, **event.facts})
    now["details"] = FrozenDict({**dossier.details, **event.details})


def _stopped(_: Dossier, now: Fields, event: DossierStopped) -> None:
    now["stopped_on"] = event.ground
    now["national_status"] = event.national_status


def _continued(_: Dossier, now: Fields, event: DossierContinued) -> None:
    now["stopped_on"] = ""
    now["national_status"] = event.national_status


def _case_changed(_: Dossier, now: Fields, event: CaseChanged) -> None:
    now["case"] = event.case


def _moved(_: Dossier, now: Fields, event: Forwarded | Transferred) -> None:
    now["unit"] = event.unit


def _reassigned(_: Dossier, now: Fields, event: Reassigned) -> None:
    now["assignee"] = event.assignee


def _corrected(dossier: Dossier, now: Fields, event: ResultCorrected) -> None:
    now["corrections"] = (*dossier.corrections, event.result)


def _personal_data_erased(dossier: Dossier, now: Fields, event: PersonalDataErased) -> None:
    now["facts"] = FrozenDict(with_erased(dossier.facts, event.names))
    now["details"] = FrozenDict(with_erased(dossier.details, event.names))


def _child_started(dossier: Dossier, now: Fields, event: ChildStarted) -> None:
    now["children"] = _with(dossier.children, event.child, value=False)


def _child_finished(dossier: Dossier, now: Fields, event: ChildFinished) -> None:
    """Copy that a child is done; what it produced is its own dossier's result, not this one's."""
    now["children"] = _with(dossier.children, event.child, value=True)
    if event.refused:
        now["fruitless"] = (*dossier.fruitless, event.child)


def _child_opened(dossier: Dossier, now: Fields, event: ChildOpened) -> None:
    now["kin"] = _with(dossier.kin, event.child, event.dossier)


def _migrated(dossier: Dossier, now: Fields, event: Migrated) -> None:
    """Copy where the dossier stands under the other version; it entered no step, so no visit is counted."""
    names = event.renamed
    now["visits"] = _renamed({name: count for name, count in dossier.visits.items() if name not in event.gone}, names)
    now["hands"] = _renamed(dossier.hands, names)
    now["taken"] = _renamed(dossier.taken, names)
    now["marks"] = _renamed(dossier.marks, names)
    now["remembered"] = _renamed(dossier.remembered, names)
    now["noted"] = tuple(_in_new_terms(fact, names) for fact in dossier.noted)
    now["facts"] = FrozenDict({**dossier.facts, **event.facts})
    now["version"] = event.version
    now["definition"] = event.definition
    now["step"] = event.step
    now["national_status"] = event.national_status
    now["case"] = event.case


def _renamed(table: Mapping[str, V], names: Mapping[str, str]) -> Mapping[str, V]:
    return FrozenDict({_in_new_terms(key, names): value for key, value in table.items()})


def _in_new_terms(key: str, names: Mapping[str, str]) -> str:
    """Rename the step in a key: `appraise`, `appraise.eligible`, `appraise/police` or `asked:appraise/police`."""
    kind, colon, rest = key.rpartition(":")
    for mark in ("/", "."):
        step, between, what = rest.partition(mark)
        if between:
            return f"{kind}{colon}{names.get(step, step)}{between}{what}"
    return f"{kind}{colon}{names.get(rest, rest)}"


_NONE: Final[Mapping[str, Consultation]] = FrozenDict()
_APPLIERS: Final[Mapping[type[Event], Callable[..., None]]] = {
    Submitted: _submitted_again,
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
    OutsideFactNoted: _outside_fact_noted,
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
    DossierVoided: _recorded,
    ErrorReported: _recorded,
    ResultCorrected: _corrected,
    ChildStarted: _child_started,
    ChildOpened: _child_opened,
    ChildFinished: _child_finished,
    Migrated: _migrated,
    PersonalDataErased: _personal_data_erased,
    DossierFinished: _finished,
    DossierEnded: _ended,
}
