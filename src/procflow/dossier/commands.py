"""What may be asked of a dossier, in the imperative; each command says who asks and when it happened.

`at` may be left out: the engine then sets the moment of its clock. The pure core refuses a command without one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from procflow.dossier.actor import ENGINE, Actor

__all__ = ["Answer", "Apologise", "Ask", "Command", "FactValue", "Submit", "Take", "Wake"]

FactValue = bool | int | date | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Hand in a dossier: through which `channel`, for which `case`, with which facts."""

    by: Actor
    channel: str
    case: str = ""
    applicant: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """Take an outcome of the step the dossier is in: `Take("accept", by=officer)`."""

    outcome: str
    by: Actor = field(kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)
    reason: str = field(default="", kw_only=True)


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
    """Apologise for a return that will be late, with its reason, and appoint a new date: `until`."""

    until: date
    reason: str
    by: Actor
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """Let time pass up to `at`: whatever fell due takes effect, in order, each at its own moment."""

    at: datetime | None = None
    by: Actor = ENGINE


Command = Submit | Take | Ask | Answer | Apologise | Wake
