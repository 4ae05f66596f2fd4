"""What can have happened to a limit of a dossier, past tense; each event carries the limit as it is from then on.

Invariant: a limit is copied whole, with its dates, so that applying an event counts nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from procflow.clock import Limit
from procflow.dossier.happened import Happened

__all__ = [
    "LimitClosed",
    "LimitExpired",
    "LimitExtended",
    "LimitHeld",
    "LimitRestarted",
    "LimitRestated",
    "LimitResumed",
    "LimitStarted",
    "Verdict",
]


class Verdict(StrEnum):
    """Say how a limit ended."""

    KEPT = "kept"
    MISSED = "missed"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitStarted(Happened):
    """A limit began to run."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitHeld(Happened):
    """A limit stopped running."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitResumed(Happened):
    """A stopped limit runs on; the time it was stopped does not count."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRestarted(Happened):
    """A limit is counted anew from its new anchor."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExtended(Happened):
    """A limit was extended by written agreement, by the span `more`."""

    limit: Limit
    agreement: str
    basis: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRestated(Happened):
    """A limit has another length or another end from here on, for the reason given; its anchor and holds stay.

    `agreed` names the extensions by written agreement that the limit was counted with again.
    """

    limit: Limit
    reason: str
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitExpired(Happened):
    """The end of a limit passed while it was still open."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitClosed(Happened):
    """A limit ended: kept, missed, or void because nothing is owed under it any more."""

    name: str
    verdict: Verdict
