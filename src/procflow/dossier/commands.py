"""What may be asked of a dossier, in the imperative; each command says who asks and when it happened.

`at` may be left out: the engine then sets the moment of its clock. The pure core refuses a command without one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from procflow.dossier.actor import ENGINE, Actor
from procflow.dossier.personal import FactValue

__all__ = [
    "Adopt",
    "Amend",
    "Answer",
    "Apologise",
    "Ask",
    "ChangeCase",
    "Command",
    "Continue",
    "Correct",
    "DecideWithdrawal",
    "Erase",
    "Extend",
    "FactValue",
    "FinishChild",
    "Forward",
    "Reassign",
    "ReportError",
    "Stop",
    "Submit",
    "Take",
    "Transfer",
    "Void",
    "Wake",
    "Withdraw",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Hand in a dossier: through which `channel`, for which `case`, with which facts.

    `details` are personal data beside the declared facts, such as a name or a telephone number; they decide nothing.
    `representatives` are the ids of those who may act for the applicant; whoever hands in as an applicant for somebody
    else is one of them, and whoever merely assisted is not.
    `handover` is the number of the record under which the post handed the dossier over, if it did.
    """

    by: Actor
    channel: str
    case: str = ""
    applicant: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    assisted_by: str = ""
    unit: str = ""
    competent: str = ""
    at: datetime | None = None
    details: Mapping[str, FactValue] = field(default_factory=dict)
    handover: str = ""
    representatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """Take an outcome of the step the dossier is in: `Take("accept", by=officer)`.

    `channel` says how a result is handed over, where the outcome does so.
    """

    outcome: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)
    reason: str = field(default="", kw_only=True)
    channel: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a consulted agency, named as in the procedure, for its opinion."""

    consultation: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """Record the opinion of a consulted agency; `at` is when the agency gave it."""

    consultation: str
    opinion: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise:
    """Apologise for a return that will be late, with its reason; `until` appoints a new date, None appoints none."""

    until: date | None = None
    reason: str
    by: Actor
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """Let time pass up to `at`: whatever fell due takes effect, in order, each at its own moment."""

    at: datetime | None = None
    by: Actor = ENGINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Withdraw a dossier: the applicant's right until the decision (NĐ 118/2025 Đ.21)."""

    by: Actor
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWithdrawal:
    """Grant or refuse a withdrawal, where special law leaves it to the agency."""

    granted: bool
    by: Actor
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """Amend what a dossier states: the applicant's right until the decision (NĐ 118/2025 Đ.21)."""

    facts: Mapping[str, FactValue]
    by: Actor
    at: datetime | None = None
    details: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop a dossier on a ground the procedure lists."""

    ground: str
    by: Actor = field(kw_only=True)
    reason: str = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continue:
    """Go on with a dossier that was stopped."""

    by: Actor
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """Extend the limit `by_span` under a written `agreement` with the applicant."""

    by_span: str
    agreement: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """Treat a dossier as another case of its procedure from here on."""

    case: str
    reason: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Pass a dossier on from the office that received it to the agency competent to decide."""

    by: Actor
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Move a dossier to another unit, as when units merge."""

    unit: str
    reason: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Reassign:
    """Give the current step to one person."""

    to: str
    reason: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Void:
    """Void a dossier that was keyed twice; the entry stays, and names the one that counts."""

    duplicate_of: str
    reason: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Take over a dossier begun elsewhere, with its real dates and the promise printed there.

    `happened` gives the moments of outcomes and steps there, as `{"incomplete": ..., "supply": ...}`: what is counted
    from them, and what stopped the time and counted it anew, is counted so here.
    """

    by: Actor
    channel: str
    origin: str
    step: str
    submitted_at: datetime
    accepted_at: datetime | None = None
    promised_on: date | None = None
    case: str = ""
    applicant: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    at: datetime | None = None
    details: Mapping[str, FactValue] = field(default_factory=dict)
    representatives: tuple[str, ...] = ()
    happened: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportError:
    """Report that an issued result is wrong."""

    by: Actor
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """Correct an issued result."""

    result: str
    reason: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """Erase personal data of a dossier that has ended: those called `names`, or all; `basis` is what it rests on."""

    by: Actor
    basis: str
    reason: str = ""
    names: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FinishChild:
    """Report that an interlinked dossier is done, with its `results`; `refused` when others cannot build on it.

    `dossier` and `version` name the dossier and the entry of its journal that say so, where it is kept beside this one.
    """

    child: str
    by: Actor = field(kw_only=True)
    results: tuple[str, ...] = field(default=(), kw_only=True)
    refused: bool = field(default=False, kw_only=True)
    dossier: str = field(default="", kw_only=True)
    version: int = field(default=0, kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)


Command = (
    Submit
    | Adopt
    | Take
    | Ask
    | Answer
    | Apologise
    | Withdraw
    | DecideWithdrawal
    | Amend
    | Stop
    | Continue
    | Extend
    | ChangeCase
    | Forward
    | Transfer
    | Reassign
    | Void
    | ReportError
    | Correct
    | FinishChild
    | Erase
    | Wake
)
