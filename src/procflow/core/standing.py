"""How a dossier stands against the date due by law, as anybody may count it from its events.

Invariants: what counts is the limit the events carry, never a column, a promise or a re-appointment: an apology cures
no lateness (NĐ 118/2025 Đ.19 k.6), and neither does a supplement asked for after the due day; finished means that the
result is ready, not that it was collected; every dossier has exactly one standing at a moment, so that received =
settled + pending + ended otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from procflow.clock import Limit, is_overdue
from procflow.core.apply import happen, submitted
from procflow.definition import Ending
from procflow.dossier import MAIN_LIMIT, Dossier, Event, Promised, Submitted
from procflow.dossier.frozen_dict import NOTHING
from procflow.errors import MisuseError

__all__ = ["Gist", "Standing", "StandingKind", "classify", "follow", "kind_of"]


class StandingKind(StrEnum):
    """Name a standing; the order is that of the reports."""

    EARLY = "early"
    ON_TIME = "on-time"
    LATE = "late"
    PENDING = "pending"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    CLOSED = "closed"
    NOT_ACCEPTED = "not-accepted"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"

    @property
    def is_settled(self) -> bool:
        """Say whether the agency has made its result."""
        return self in (StandingKind.EARLY, StandingKind.ON_TIME, StandingKind.LATE)

    @property
    def is_pending(self) -> bool:
        """Say whether the agency still owes something, in time or not."""
        return self in (StandingKind.PENDING, StandingKind.OVERDUE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold how a dossier stands, and the three dates that are kept apart: due by law, first promised, re-appointed.

    `missed_on` is a day due by law that had passed before the limit was counted anew; such a dossier stays late.
    """

    kind: StandingKind
    due_on: date | None
    promised_on: date | None
    reappointed_on: date | None
    finished_at: datetime | None
    missed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """Hold of a dossier what its standing is told by: some of the fields of `Dossier`, by the names they have there."""

    procedure: str
    last_at: datetime
    step: str = ""
    competent: str = ""
    unit: str = ""
    accepted_at: datetime | None = None
    finished_at: datetime | None = None
    ended: Ending | None = None
    stopped_on: str = ""
    missed_on: date | None = None
    limits: Mapping[str, Limit] = NOTHING


_ENDINGS: Final = {
    Ending.CLOSED: StandingKind.CLOSED,
    Ending.NOT_ACCEPTED: StandingKind.NOT_ACCEPTED,
    Ending.WITHDRAWN: StandingKind.WITHDRAWN,
    Ending.STOPPED: StandingKind.STOPPED,
    Ending.VOIDED: StandingKind.VOIDED,
    Ending.RETURNED: StandingKind.ON_TIME,  # returned without a result: the procedure declares none
}


def classify(events: Iterable[Event], as_of: datetime) -> Standing:
    """Say how a dossier stood at `as_of`, from its events; later ones are left out.

    Raises:
        MisuseError: PF531, when the dossier was not handed in by then.
    """
    known = [event for event in events if event.at <= as_of]
    dossier, due = follow(known)
    return Standing(
        kind=kind_of(dossier, due, as_of),
        due_on=None if due is None or (due.held_since is not None and not is_overdue(due, as_of)) else due.due_on,
        promised_on=next((event.promise.due_on for event in known if isinstance(event, Promised)), None),
        reappointed_on=dossier.reappointed_on,
        finished_at=dossier.finished_at,
        missed_on=dossier.missed_on,
    )


def follow(events: Iterable[Event]) -> tuple[Dossier, Limit | None]:
    """Give the dossier that `events` add up to, and the limit of its result as it was last, though it be closed.

    Raises:
        MisuseError: PF531, when there is none.
    """
    dossier: Dossier | None = None
    due: Limit | None = None
    for event in events:
        if dossier is None or isinstance(event, Submitted):
            dossier = submitted(event)
        else:
            happen(dossier, event)
        due = dossier.limits.get(MAIN_LIMIT, due)
    if dossier is None:
        raise MisuseError("PF531", kind="-")
    return dossier, due


def kind_of(dossier: Dossier | Gist, due: Limit | None, as_of: datetime) -> StandingKind:
    """Say how a dossier stands at `as_of`, since when nothing has happened to it; `due` is its limit as it was last."""
    if dossier.finished_at is not None:
        return StandingKind.LATE if dossier.missed_on is not None else _settled(dossier.finished_at, due)
    if dossier.ended is not None:
        return _ENDINGS[dossier.ended]
    if dossier.missed_on is not None or (due is not None and is_overdue(due, as_of)):
        return StandingKind.OVERDUE
    is_stopped = bool(dossier.stopped_on) or (due is not None and due.held_since is not None)
    return StandingKind.STOPPED if is_stopped else StandingKind.PENDING


def _settled(finished_at: datetime, due: Limit | None) -> StandingKind:
    if due is None:
        return StandingKind.ON_TIME
    if is_overdue(due, finished_at):
        return StandingKind.LATE
    is_early = due.held_since is None and finished_at.date() < due.due_on
    return StandingKind.EARLY if is_early else StandingKind.ON_TIME
