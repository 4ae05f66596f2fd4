"""What the engine answers.

Invariant: an answer to a command is the same for ever; what only the first answer can say is left out of comparing.
"""

from dataclasses import dataclass, field

from procflow.clock import Restated
from procflow.core import Standing
from procflow.dossier import Dossier, Event
from procflow.errors import ProcflowError
from procflow.store import Entry

__all__ = ["ChildStanding", "Failure", "Moved", "Notice", "Page", "Rebuilt", "Reply", "Tick", "Verification"]


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer a command: the dossier as it is now, and the events the command brought about.

    `woken` holds what time had brought about before the command took effect and nobody had recorded yet; a repeated
    command answers with the same dossier and events, an empty `woken`, and says that it `is_repeat`.
    """

    dossier_id: str
    dossier: Dossier
    events: tuple[Event, ...]
    woken: tuple[Event, ...] = field(default=(), compare=False)
    is_repeat: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class ChildStanding:
    """Say how an interlinked dossier stands; `dossier_id` is empty, and `standing` None, where it is kept elsewhere.

    `is_done` is what its parent knows; `is_refused`, that nothing came of it that another could build on.
    """

    name: str
    dossier_id: str
    is_done: bool
    is_refused: bool
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Name a dossier that could not be woken, and why; it stays due, and its row unchanged."""

    dossier_id: str
    error: ProcflowError


@dataclass(frozen=True, slots=True)
class Tick:
    """Say what a tick brought about: a reply per woken dossier, in due order; `more` says that others are due still."""

    woken: tuple[Reply, ...]
    failed: tuple[Failure, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Report what a notice made of one dossier: a `Restated` for each limit whose date by law is another now."""

    dossier_id: str
    limits: tuple[Restated, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Report a batch of dossiers that are counted by the new calendar now; `more` says that others are left."""

    dossiers: tuple[Moved, ...]
    failed: tuple[Failure, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Report a batch of rows that were looked at: those `changed`, and those that cannot be made anew.

    `more` says that others follow after `cursor`.
    """

    looked_at: int
    changed: tuple[str, ...]
    failed: tuple[Failure, ...] = ()
    more: bool = False
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page of the feed; the next one follows `cursor`. Each entry's `key` is the same for ever."""

    entries: tuple[Entry, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Say how much was verified and found as it was recorded."""

    dossiers: int
    entries: int
