"""What can have happened to a dossier, past tense; each event carries every date it brought about.

Invariants: an event is never edited and its kind is never reused for another meaning; `at` is when it happened, the
moment it was written down is the store's to add; `apply` copies what an event carries and computes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from procflow.definition import Ending
from procflow.dossier.frozen_dict import NOTHING
from procflow.dossier.happened import Happened
from procflow.dossier.limits import (
    LimitClosed,
    LimitExpired,
    LimitExtended,
    LimitHeld,
    LimitRestarted,
    LimitRestated,
    LimitResumed,
    LimitStarted,
)
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
    "Migrated",
    "OpinionAsked",
    "OpinionDeemed",
    "OpinionGiven",
    "OutcomeTaken",
    "OutsideFactNoted",
    "PersonalDataErased",
    "Promised",
    "Reappointed",
    "Reassigned",
    "ResultCorrected",
    "ResultProduced",
    "StepEntered",
    "Submitted",
    "Transferred",
    "WithdrawalDecided",
    "WithdrawalRequested",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted(Happened):
    """A dossier was handed in; procedure, definition and calendar are pinned from here on.

    That of an interlinked procedure names its `parent`, and in `parent_version` the entry of the parent's journal that
    began it: what it states is what the parent stated there.
    """

    procedure: str
    version: str
    definition: str
    calendar: str
    channel: str
    case: str = ""
    applicant: str = ""
    facts: Mapping[str, FactValue] = NOTHING
    assisted_by: str = ""
    unit: str = ""
    competent: str = ""
    details: Mapping[str, FactValue] = NOTHING
    handover: str = ""
    parent: str = ""
    child: str = ""
    representatives: tuple[str, ...] = ()
    parent_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAdopted(Happened):
    """A dossier begun elsewhere was taken over; the events before it carry its real dates.

    `happened` gives the moments of what happened there and is counted from here.
    """

    origin: str
    happened: Mapping[str, datetime] = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntered(Happened):
    """The dossier came into a step, which shows as `national_status` on the portal; `kept` opinions still stand."""

    step: str
    national_status: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTaken(Happened):
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
class Accepted(Happened):
    """The dossier was accepted as complete (NĐ 118/2025 Đ.17 k.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAssessed(Happened):
    """A fee was worked out by the declared rates; `amount` in whole units of `currency`."""

    fee: str
    amount: int
    currency: str
    working: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged(Happened):
    """From here on the dossier is counted by another calendar, because of a notice; what it moved is told apart."""

    calendar: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(Happened):
    """The receipt with this appointment was given to the applicant."""

    promise: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologised(Happened):
    """The agency apologised for a return that will be late."""

    reason: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reappointed(Happened):
    """A new date of return was given with an apology; it cures no lateness."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(Happened):
    """A consulted agency was asked for its opinion."""

    consultation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Happened):
    """A consulted agency gave its opinion; `beside` names what had been made of its silence already, and stands."""

    consultation: str
    opinion: str
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionDeemed(Happened):
    """A consulted agency stayed silent, and this is what the law makes of it."""

    consultation: str
    meaning: Opinion
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFactNoted(Happened):
    """A fact from outside was entered when it could change nothing any more: it is kept, what was drawn stands.

    `fact` is the outcome or the consultation it would have been in `step`; `beside` is what stood by then: how the
    dossier ended, the ground on which it was stopped, or the step it had come to.
    """

    fact: str
    step: str
    beside: str
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultProduced(Happened):
    """A result of the procedure was produced."""

    result: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFlagged(Happened):
    """Something was accepted although it breaches the law; `basis` names the rule."""

    breach: Breach
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFinished(Happened):
    """The result is ready: the moment that on-time counting uses, collected or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEnded(Happened):
    """Nothing further happens to the dossier."""

    ending: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRequested(Happened):
    """The applicant asked to withdraw."""

    reason: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDecided(Happened):
    """The agency granted or refused a withdrawal."""

    granted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAmended(Happened):
    """The applicant amended what the dossier states; `facts` are those that changed."""

    facts: Mapping[str, FactValue]
    form: str = ""
    details: Mapping[str, FactValue] = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStopped(Happened):
    """The agency stopped the dossier on a legal ground; it shows as `national_status` meanwhile."""

    ground: str
    national_status: int
    reason: str
    basis: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierContinued(Happened):
    """The agency went on with a dossier it had stopped."""

    national_status: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged(Happened):
    """The dossier is treated as another case from here on."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded(Happened):
    """The dossier was passed on to the agency competent to decide."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(Happened):
    """The dossier was moved to another unit."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigned(Happened):
    """The current step was given to one person."""

    assignee: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierVoided(Happened):
    """The dossier was keyed twice; `duplicate_of` is the one that counts."""

    duplicate_of: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReported(Happened):
    """Somebody reported that an issued result is wrong."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCorrected(Happened):
    """An issued result was corrected."""

    result: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStarted(Happened):
    """An interlinked procedure may begin: its inputs are there, and its own time runs from here."""

    child: str
    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFinished(Happened):
    """An interlinked procedure is done; `refused` says that nothing came of it that another could build on.

    Where its dossier is kept beside this one, `dossier` names it and `version` the entry of its journal that was read.
    """

    child: str
    results: tuple[str, ...] = ()
    refused: bool = False
    dossier: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOpened(Happened):
    """The dossier of an interlinked procedure was opened, under an id of its own; the two are linked from here on."""

    child: str
    dossier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated(Happened):
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
    renamed: Mapping[str, str] = NOTHING
    gone: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataErased(Happened):
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
    | OutsideFactNoted
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
