"""What can have happened to a dossier, past tense; each event carries every date it brought about.

Invariants: an event is never edited and its kind is never reused for another meaning; `at` is when it happened, the
moment it was written down is the store's to add; `apply` copies what an event carries and computes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from procflow.clock import Limit
from procflow.definition import Ending
from procflow.dossier.actor import Actor
from procflow.dossier.personal import FactValue
from procflow.dossier.state import Breach, Opinion, Promise

__all__ = [
    "EVENT_KINDS",
    "Accepted",
    "Apologised",
    "BreachFlagged",
    "CalendarChanged",
    "CaseChanged",
    "ChildFinished",
    "ChildOpened",
    "ChildStarted",
    "DossierAdopted",
    "DossierContinued",
    "DossierEnded",
    "DossierFinished",
    "DossierStopped",
    "DossierVoided",
    "ErrorReported",
    "Event",
    "FactsAmended",
    "FeeAssessed",
    "Forwarded",
    "LimitClosed",
    "LimitExpired",
    "LimitExtended",
    "LimitHeld",
    "LimitRestarted",
    "LimitRestated",
    "LimitResumed",
    "LimitStarted",
    "Migrated",
    "OpinionAsked",
    "OpinionDeemed",
    "OpinionGiven",
    "OutcomeTaken",
    "PersonalDataErased",
    "Promised",
    "Reappointed",
    "Reassigned",
    "ResultCorrected",
    "ResultProduced",
    "StepEntered",
    "Submitted",
    "Transferred",
    "Verdict",
    "WithdrawalDecided",
    "WithdrawalRequested",
]


class Verdict(StrEnum):
    """Say how a limit ended."""

    KEPT = "kept"
    MISSED = "missed"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happened:
    """Carry what every event has: when it happened and by whom."""

    at: datetime
    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(_Happened):
    """A dossier was handed in; procedure, definition and calendar are pinned from here on."""

    procedure: str
    version: str
    definition: str
    calendar: str
    channel: str
    case: str = ""
    applicant: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    assisted_by: str = ""
    unit: str = ""
    competent: str = ""
    details: Mapping[str, FactValue] = field(default_factory=dict)
    handover: str = ""
    parent: str = ""
    child: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAdopted(_Happened):
    """A dossier begun elsewhere was taken over; the events before it carry its real dates."""

    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntered(_Happened):
    """The dossier came into a step, which shows as `national_status` on the portal; `kept` opinions still stand."""

    step: str
    national_status: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTaken(_Happened):
    """Somebody took an outcome of a step; `form` is the form the law ties to it.

    `channel` is how a result was handed over, where the outcome did so and it was told.
    """

    step: str
    outcome: str
    to: str
    reason: str = ""
    form: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(_Happened):
    """The dossier was accepted as complete (NĐ 118/2025 Đ.17 k.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAssessed(_Happened):
    """A fee was worked out by the declared rates; `amount` in whole units of `currency`."""

    fee: str
    amount: int
    currency: str
    working: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitStarted(_Happened):
    """A limit began to run."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitHeld(_Happened):
    """A limit stopped running."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitResumed(_Happened):
    """A stopped limit runs on; the time it was stopped does not count."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRestarted(_Happened):
    """A limit is counted anew from its new anchor."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExtended(_Happened):
    """A limit was extended by written agreement, by the span `more`."""

    limit: Limit
    agreement: str
    basis: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRestated(_Happened):
    """A limit has another length or another end from here on, for the reason given; its anchor and holds stay.

    `agreed` names the extensions by written agreement that the limit was counted with again.
    """

    limit: Limit
    reason: str
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged(_Happened):
    """From here on the dossier is counted by another calendar, because of a notice; what it moved is told apart."""

    calendar: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExpired(_Happened):
    """The end of a limit passed while it was still open."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitClosed(_Happened):
    """A limit ended: kept, missed, or void because nothing is owed under it any more."""

    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(_Happened):
    """The receipt with this appointment was given to the applicant."""

    promise: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologised(_Happened):
    """The agency apologised for a return that will be late."""

    reason: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reappointed(_Happened):
    """A new date of return was given with an apology; it cures no lateness."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(_Happened):
    """A consulted agency was asked for its opinion."""

    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(_Happened):
    """A consulted agency gave its opinion; `beside` names what had been made of its silence already, and stands."""

    consultation: str
    opinion: str
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionDeemed(_Happened):
    """A consulted agency stayed silent, and this is what the law makes of it."""

    consultation: str
    meaning: Opinion
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultProduced(_Happened):
    """A result of the procedure was produced."""

    result: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFlagged(_Happened):
    """Something was accepted although it breaches the law; `basis` names the rule."""

    breach: Breach
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFinished(_Happened):
    """The result is ready: the moment that on-time counting uses, collected or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEnded(_Happened):
    """Nothing further happens to the dossier."""

    ending: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRequested(_Happened):
    """The applicant asked to withdraw."""

    reason: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDecided(_Happened):
    """The agency granted or refused a withdrawal."""

    granted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAmended(_Happened):
    """The applicant amended what the dossier states; `facts` are those that changed."""

    facts: Mapping[str, FactValue]
    form: str = ""
    details: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStopped(_Happened):
    """The agency stopped the dossier on a legal ground; it shows as `national_status` meanwhile."""

    ground: str
    national_status: int
    reason: str
    basis: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierContinued(_Happened):
    """The agency went on with a dossier it had stopped."""

    national_status: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged(_Happened):
    """The dossier is treated as another case from here on."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded(_Happened):
    """The dossier was passed on to the agency competent to decide."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(_Happened):
    """The dossier was moved to another unit."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigned(_Happened):
    """The current step was given to one person."""

    assignee: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierVoided(_Happened):
    """The dossier was keyed twice; `duplicate_of` is the one that counts."""

    duplicate_of: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReported(_Happened):
    """Somebody reported that an issued result is wrong."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCorrected(_Happened):
    """An issued result was corrected."""

    result: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStarted(_Happened):
    """An interlinked procedure may begin: its inputs are there, and its own time runs from here."""

    child: str
    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFinished(_Happened):
    """An interlinked procedure is done; `refused` says that nothing came of it that another could build on.

    Where its dossier is kept beside this one, `dossier` names it and `version` the entry of its journal that was read.
    """

    child: str
    results: tuple[str, ...] = ()
    refused: bool = False
    dossier: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOpened(_Happened):
    """The dossier of an interlinked procedure was opened, under an id of its own; the two are linked from here on."""

    child: str
    dossier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated(_Happened):
    """From here on the dossier is under another version of its procedure; what that moved is told apart.

    `renamed` says which steps are called otherwise there, so that who did them stays known, `gone` which steps the
    dossier was in are no steps there; `facts` are those that version derives.
    """

    version: str
    definition: str
    step: str
    national_status: int
    case: str
    basis: str
    renamed: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataErased(_Happened):
    """The personal values called `names`, earlier ones too, were erased; what was decided on them stands."""

    names: tuple[str, ...]
    basis: str
    reason: str = ""


Event = (
    Submitted
    | DossierAdopted
    | StepEntered
    | OutcomeTaken
    | Accepted
    | FeeAssessed
    | LimitStarted
    | LimitHeld
    | LimitResumed
    | LimitRestarted
    | LimitExtended
    | LimitRestated
    | CalendarChanged
    | LimitExpired
    | LimitClosed
    | Promised
    | Apologised
    | Reappointed
    | OpinionAsked
    | OpinionGiven
    | OpinionDeemed
    | ResultProduced
    | BreachFlagged
    | WithdrawalRequested
    | WithdrawalDecided
    | FactsAmended
    | DossierStopped
    | DossierContinued
    | CaseChanged
    | Forwarded
    | Transferred
    | Reassigned
    | DossierVoided
    | ErrorReported
    | ResultCorrected
    | ChildStarted
    | ChildOpened
    | ChildFinished
    | Migrated
    | PersonalDataErased
    | DossierFinished
    | DossierEnded
)

EVENT_KINDS: Final[Mapping[str, type[Event]]] = MappingProxyType({kind.__name__: kind for kind in Event.__args__})
"""Every kind of event by the name the journal stores."""
