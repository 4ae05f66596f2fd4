"""What anybody may see of a dossier who has its code: how far it is, its dates, and who is waited for.

The applicant is owed the state of a dossier and its times (NĐ 61/2018 Đ.17 k.3, NĐ 224/2026 Đ.15 k.1 đ.g); what is
secret of persons and organisations is not told with it (NĐ 63/2010 Đ.6 k.1 đ.a, NĐ 61/2018 Đ.5 k.1 đ.d). Who holds a
code need not be the applicant, so a row has no field into which a name, a reason, a fact or a unit could get.

Invariant: a row is made of what the procedure publishes (names of steps, of results, of consulted agencies, forms), of
dates, and of words of this module; nothing anybody typed in is copied. Of every kind of event it is decided whether the
public is told of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from procflow.clock import Debtor
from procflow.core.apply import apply
from procflow.definition import Ending
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
from procflow.procedure import Procedure

__all__ = ["OF_EVENTS", "PublicKind", "PublicRow", "public_timeline", "waits_for"]


class PublicKind(StrEnum):
    """Name what a row of a public timeline tells."""

    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    ACCEPTED = "accepted"
    PROMISED = "promised"
    STEP = "step"
    HELD = "held"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    EXTENDED = "extended"
    RESTATED = "restated"
    OVERDUE = "overdue"
    APOLOGISED = "apologised"
    REAPPOINTED = "reappointed"
    ASKED = "asked"
    ANSWERED = "answered"
    AMENDED = "amended"
    FORWARDED = "forwarded"
    TRANSFERRED = "transferred"
    CASE_CHANGED = "case-changed"
    MIGRATED = "migrated"
    CHILD_STARTED = "child-started"
    CHILD_FINISHED = "child-finished"
    STOPPED = "stopped"
    CONTINUED = "continued"
    WITHDRAWAL = "withdrawal"
    WITHDRAWAL_GRANTED = "withdrawal-granted"
    WITHDRAWAL_REFUSED = "withdrawal-refused"
    RESULT = "result"
    FINISHED = "finished"
    ERROR = "error"
    CORRECTED = "corrected"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """Tell one thing that happened, and how the dossier stood then.

    `subject` and `subject_en` name, as the procedure does, what the row is about: a step, a result, a consulted agency,
    an interlinked procedure.
    `due_on` is the day due by law, None while none runs; `promised_on` the one first promised; `reappointed_on` the one
    given with an apology. `waits_for` says who owes the next step (`agency`, `consulted`, `applicant`; empty: nobody).
    """

    at: datetime
    kind: PublicKind
    national_status: int
    subject: str = ""
    subject_en: str = ""
    form: str = ""
    due_on: date | None = None
    promised_on: date | None = None
    reappointed_on: date | None = None
    waits_for: str = ""
    ending: Ending | None = None


def public_timeline(procedure: Procedure, events: Iterable[Event]) -> tuple[PublicRow, ...]:
    """Tell the public part of a dossier's journal, first to last.

    Raises:
        MisuseError: PF531, when the events are not those of one dossier in their order.
    """
    rows: list[PublicRow] = []
    dossier: Dossier | None = None
    promised_on: date | None = None
    # A step is entered before its limit starts: how the dossier stands is told once the moment is over.
    for at, moment in groupby(events, attrgetter("at")):
        told: list[tuple[Event, PublicKind, int]] = []
        for event in moment:
            dossier = apply(dossier, event)
            kind = _kind(event)
            if kind is not None:
                told.append((event, kind, dossier.national_status))
        assert dossier is not None  # noqa: S101 - a moment has an event, and an event leaves a dossier
        promised_on = promised_on or (dossier.promise.due_on if dossier.promise else None)
        rows += [_row(procedure, at, one, dossier, promised_on) for one in told]
    return tuple(rows)


def waits_for(dossier: Dossier) -> str:
    """Say who owes the next step: nobody once it ended, else the applicant, a consulted agency, or the agency."""
    if dossier.ended is not None:
        return ""
    running = {limit.debtor for limit in dossier.limits.values() if limit.held_since is None}
    for debtor in (Debtor.APPLICANT, Debtor.CONSULTED):
        if debtor in running:
            return debtor.value
    return Debtor.AGENCY.value


def _kind(event: Event) -> PublicKind | None:
    """Say what an event is to the public; None for what is the office's own affair."""
    match event:
        case LimitHeld() | LimitResumed() | LimitRestarted() | LimitExtended() | LimitRestated():
            is_told = event.limit.name == MAIN_LIMIT
        case LimitExpired():
            is_told = event.name == MAIN_LIMIT
        case WithdrawalDecided(granted=False):
            return PublicKind.WITHDRAWAL_REFUSED
        case _:
            is_told = True
    return OF_EVENTS[type(event)] if is_told else None


def _row(
    procedure: Procedure, at: datetime, told: tuple[Event, PublicKind, int], dossier: Dossier, promised_on: date | None
) -> PublicRow:
    event, kind, national_status = told
    subject, subject_en = _subject(procedure, event)
    return PublicRow(
        at=at,
        kind=kind,
        national_status=national_status,
        subject=subject,
        subject_en=subject_en or subject,
        form=event.form if isinstance(event, _WITH_FORM) else "",
        due_on=dossier.due_on,
        promised_on=promised_on,
        reappointed_on=dossier.reappointed_on,
        waits_for=waits_for(dossier),
        ending=dossier.ended,
    )


def _subject(procedure: Procedure, event: Event) -> tuple[str, str]:
    """Name what an event is about as the procedure publishes it, in Vietnamese and, where it is there, in English."""
    match event:
        case StepEntered() if event.step in procedure.steps:
            step = procedure.steps[event.step]
            return step.name, step.name_en or ""
        case ResultProduced() | ResultCorrected() if event.result in procedure.results:
            result = procedure.results[event.result]
            return result.name, result.name_en or ""
        case OpinionAsked() | OpinionGiven() | OpinionDeemed():
            return _consulted(procedure, event.consultation)
        case ChildStarted() | ChildFinished():
            return _interlinked(procedure, event.child)
        case _:
            return "", ""


def _consulted(procedure: Procedure, name: str) -> tuple[str, str]:
    for step in procedure.steps.values():
        if name in step.consult:
            return step.consult[name].name, step.consult[name].name_en or ""
    return "", ""


def _interlinked(procedure: Procedure, name: str) -> tuple[str, str]:
    for step in procedure.steps.values():
        if name in step.children:
            return step.children[name].name, step.children[name].name_en
    return "", ""


_WITH_FORM: Final = Apologised | WithdrawalRequested | DossierStopped | FactsAmended
OF_EVENTS: Final[Mapping[type[Event], PublicKind | None]] = MappingProxyType(
    {
        Submitted: PublicKind.SUBMITTED,
        DossierAdopted: PublicKind.ADOPTED,
        Accepted: PublicKind.ACCEPTED,
        Promised: PublicKind.PROMISED,
        StepEntered: PublicKind.STEP,
        LimitHeld: PublicKind.HELD,
        LimitResumed: PublicKind.RESUMED,
        LimitRestarted: PublicKind.RESTARTED,
        LimitExtended: PublicKind.EXTENDED,
        LimitRestated: PublicKind.RESTATED,
        LimitExpired: PublicKind.OVERDUE,
        Apologised: PublicKind.APOLOGISED,
        Reappointed: PublicKind.REAPPOINTED,
        OpinionAsked: PublicKind.ASKED,
        OpinionGiven: PublicKind.ANSWERED,
        OpinionDeemed: PublicKind.ANSWERED,
        FactsAmended: PublicKind.AMENDED,
        CaseChanged: PublicKind.CASE_CHANGED,  # not to which: a case may say who the applicant is
        Migrated: PublicKind.MIGRATED,
        Forwarded: PublicKind.FORWARDED,
        Transferred: PublicKind.TRANSFERRED,
        ChildStarted: PublicKind.CHILD_STARTED,
        ChildFinished: PublicKind.CHILD_FINISHED,
        DossierStopped: PublicKind.STOPPED,
        DossierContinued: PublicKind.CONTINUED,
        WithdrawalRequested: PublicKind.WITHDRAWAL,
        WithdrawalDecided: PublicKind.WITHDRAWAL_GRANTED,
        ResultProduced: PublicKind.RESULT,
        DossierFinished: PublicKind.FINISHED,
        ErrorReported: PublicKind.ERROR,
        ResultCorrected: PublicKind.CORRECTED,
        DossierEnded: PublicKind.ENDED,
        # Told by what they bring about: the step entered, the date promised or moved, the result, the end.
        OutcomeTaken: None,
        LimitStarted: None,
        LimitClosed: None,
        CalendarChanged: None,
        DossierVoided: None,
        BreachFlagged: None,
        # The applicant's own affair, or the office's: what a fee came to tells what the applicant is, the code of a
        # child's dossier opens its timeline, and who works on it is told to the applicant alone.
        FeeAssessed: None,
        ChildOpened: None,
        PersonalDataErased: None,
        Reassigned: None,
        OutsideFactNoted: None,
    }
)
"""Whether the public is told of a kind of event, and as what; of limits, only of that of the result."""
