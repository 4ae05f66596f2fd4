"""The state of a dossier: what its events so far add up to.

Invariants: three dates are kept apart, the one first promised, the one due by law and the one re-appointed; a limit
that ended stays visible among the events, not here.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from procflow.clock import Limit
from procflow.definition import Ending
from procflow.dossier.frozen_dict import NOTHING
from procflow.dossier.personal import FactValue

__all__ = ["COMMITTED_LIMIT", "MAIN_LIMIT", "Breach", "Consultation", "Dossier", "Opinion", "Promise"]

MAIN_LIMIT: Final = "main"
"""The name of the limit within which the agency owes the applicant a result."""

COMMITTED_LIMIT: Final = "committed"
"""The name of the shorter limit a province or office has committed itself to."""


class Opinion(StrEnum):
    """Say how a consultation stands."""

    OPEN = "open"
    GIVEN = "given"
    DEEMED_CONSENT = "deemed-consent"
    PROCEEDED_WITHOUT = "proceeded-without"
    DEEMED_REFUSAL = "deemed-refusal"
    ESCALATED = "escalated"

    @property
    def is_open(self) -> bool:
        """Say whether the opinion is still waited for; escalation does not replace it (NĐ 118/2025 Đ.19 k.4 đ.c)."""
        return self in (Opinion.OPEN, Opinion.ESCALATED)


@dataclass(frozen=True, slots=True)
class Consultation:
    """Hold how one consultation of the current step stands."""

    name: str
    asked_at: datetime
    opinion: Opinion = Opinion.OPEN
    content: str = ""


class Breach(StrEnum):
    """Name what was accepted although it breaches the law: it is counted, not hidden."""

    LATE_STEP = "late-step"
    LATE_RESULT = "late-result"
    LATE_REQUEST = "late-request"
    LATE_APOLOGY = "late-apology"
    LATE_OPINION = "late-opinion"
    LATE_COMMITMENT = "late-commitment"
    LATE_FORWARDING = "late-forwarding"
    LATE_DECISION = "late-decision"
    LATE_CORRECTION = "late-correction"
    LATE_NOTICE = "late-notice"
    TOO_MANY_ROUNDS = "too-many-rounds"
    UNDECLARED_RETURN = "undeclared-return"
    OUTDATED_LAW = "outdated-law"


@dataclass(frozen=True, slots=True)
class Promise:
    """Hold the appointment printed on a receipt."""

    due_on: date
    due_at: datetime
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Hold the state of one dossier (hồ sơ); built by `apply` alone.

    `missed_on` is the first day due by law that had passed without a result when the limit got another end: counted
    anew after a supplement, or for another case. The new end undoes no lateness.

    Without slots on purpose: a copy is one dictionary copied, a fortieth of what `dataclasses.replace` costs here.
    """

    procedure: str
    version: str
    definition: str
    calendar: str
    channel: str
    submitted_at: datetime
    case: str = ""
    applicant: str = ""
    submitted_by: str = ""
    representatives: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = NOTHING
    step: str = ""
    national_status: int = 0
    entered_at: datetime | None = None
    accepted_at: datetime | None = None
    finished_at: datetime | None = None
    ended: Ending | None = None
    promise: Promise | None = None
    reappointed_on: date | None = None
    missed_on: date | None = None
    reappointments: int = 0
    apologies: int = 0
    fees: Mapping[str, str] = NOTHING
    results: tuple[str, ...] = ()
    limits: Mapping[str, Limit] = NOTHING
    expired: frozenset[str] = frozenset()
    consultations: Mapping[str, Consultation] = NOTHING
    marks: Mapping[str, datetime] = NOTHING
    visits: Mapping[str, int] = NOTHING
    taken: Mapping[str, int] = NOTHING
    hands: Mapping[str, tuple[str, ...]] = NOTHING
    breaches: tuple[Breach, ...] = ()
    noted: tuple[str, ...] = ()
    assisted_by: str = ""
    unit: str = ""
    competent: str = ""
    assignee: str = ""
    stopped_on: str = ""
    withdrawal_asked: bool = False
    extensions: int = 0
    agreed: tuple[str, ...] = ()
    remembered: Mapping[str, Consultation] = NOTHING
    children: Mapping[str, bool] = NOTHING
    fruitless: tuple[str, ...] = ()
    kin: Mapping[str, str] = NOTHING
    parent: str = ""
    child: str = ""
    corrections: tuple[str, ...] = ()
    details: Mapping[str, FactValue] = NOTHING
    last_at: datetime

    @staticmethod
    def of_fields(values: Mapping[str, object]) -> "Dossier":
        """Make the dossier of these fields, the others at their defaults: a tenth of what its constructor costs.

        Raises:
            TypeError: when one that has no default is left out, or there is none of a name; as the constructor does.
        """
        if not (_REQUIRED <= values.keys() <= _NAMES):
            wrong = (_REQUIRED - values.keys()) | (values.keys() - _NAMES)
            message = f"left out or no field of a dossier: {', '.join(sorted(wrong))}"
            raise TypeError(message)
        made = object.__new__(Dossier)
        object.__setattr__(made, "__dict__", {**_DEFAULTS, **values})
        return made

    def copied(self) -> "Dossier":
        """Give a copy, whose `__dict__` the appliers may write to before anybody else sees it."""
        copy = object.__new__(Dossier)
        object.__setattr__(copy, "__dict__", self.__dict__.copy())
        return copy

    @property
    def due(self) -> Limit | None:
        """Give the limit within which the agency owes a result; None before acceptance and after the result."""
        return self.limits.get(MAIN_LIMIT)

    @property
    def promised(self) -> Limit | None:
        """Give the limit whose day the receipt promises: the office's own shorter one, else the law's."""
        return self.limits.get(COMMITTED_LIMIT, self.due)

    @property
    def due_on(self) -> date | None:
        """Give the day the result is due by law; None while no limit runs or it is stopped."""
        limit = self.due
        return None if limit is None or limit.held_since is not None else limit.due_on

    @property
    def promised_on(self) -> date | None:
        """Give the day the receipt promises; None before there is one."""
        return None if self.promise is None else self.promise.due_on


_NAMES: Final = frozenset(one.name for one in fields(Dossier))
_DEFAULTS: Final[Mapping[str, object]] = {
    one.name: one.default for one in fields(Dossier) if one.default is not MISSING
}
_REQUIRED: Final = _NAMES - _DEFAULTS.keys()
