"""How many dossiers, or visits to a step, stand how: the figures of a report, from events alone.

Invariants: whatever is counted has exactly one standing, so that received = settled + pending + ended otherwise, for
every agency, procedure and step; what is late stays late whatever was promised since (NĐ 118/2025 Đ.19 k.6).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from procflow.clock import is_overdue
from procflow.core.apply import replay
from procflow.core.legal import step_limit
from procflow.core.standing import Gist, StandingKind
from procflow.definition import Ending
from procflow.dossier import Dossier, DossierEnded, Event, LimitClosed, Migrated, StepEntered, Verdict

__all__ = ["VISIT_KINDS", "Tally", "step_standings", "visits"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold how many stand how; what no dossier stands in is 0."""

    counts: Mapping[StandingKind, int]

    @classmethod
    def of(cls, kinds: Iterable[StandingKind]) -> Self:
        """Count `kinds`."""
        counter = Counter(kinds)
        return cls({kind: counter[kind] for kind in StandingKind})

    @property
    def received(self) -> int:
        """Count all."""
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        """Count those whose result was made: early, on time or late."""
        return sum(count for kind, count in self.counts.items() if kind.is_settled)

    @property
    def pending(self) -> int:
        """Count those the agency still owes something for, in time or overdue."""
        return sum(count for kind, count in self.counts.items() if kind.is_pending)

    @property
    def otherwise(self) -> int:
        """Count those stopped, closed, not accepted, withdrawn or voided."""
        return self.received - self.settled - self.pending


def step_standings(events: Iterable[Event], as_of: datetime) -> tuple[tuple[str, StandingKind], ...]:
    """Say of each visit to a step how it stood at `as_of`: left in time or late, still there, or ended otherwise.

    A step in which a dossier ends is no visit. A visit that a withdrawal, a stop or a closing ended counts as that.
    """
    known = [event for event in events if event.at <= as_of]
    return tuple(visits(replay(known), known, as_of)) if known else ()


def visits(dossier: Dossier | Gist, events: Iterable[Event], as_of: datetime) -> tuple[tuple[str, StandingKind], ...]:
    """Say of each visit to a step how it stands, by the `VISIT_KINDS` among `events`, which led to `dossier`."""
    found: list[tuple[str, StandingKind]] = []
    here, is_late = "", False
    for event in events:
        match event:
            case StepEntered():
                if here:
                    found.append((here, StandingKind.LATE if is_late else StandingKind.ON_TIME))
                here, is_late = event.step, False
            case Migrated():  # no step is entered: the visit goes on, by what the step is called now
                here = event.step
            case LimitClosed() if event.name == step_limit(here):
                is_late = event.verdict is Verdict.MISSED
            case DossierEnded(ending=Ending.VOIDED):  # it ends where it is
                found.append((here, StandingKind.VOIDED))
            case DossierEnded() if event.ending in _CUT_SHORT:
                found[-1] = (found[-1][0], _CUT_SHORT[event.ending])
            case _:
                pass
    if dossier.ended is None:
        found.append((here, _standing_there(dossier, here, as_of)))
    return tuple(found)


def _standing_there(dossier: Dossier | Gist, step: str, as_of: datetime) -> StandingKind:
    limit = dossier.limits.get(step_limit(step))
    if limit is not None and is_overdue(limit, as_of):
        return StandingKind.OVERDUE
    is_stopped = bool(dossier.stopped_on) or (limit is not None and limit.held_since is not None)
    return StandingKind.STOPPED if is_stopped else StandingKind.PENDING


VISIT_KINDS: Final = (StepEntered, Migrated, LimitClosed, DossierEnded)
"""The kinds of events by which visits to steps are told."""
_CUT_SHORT: Final = {
    Ending.CLOSED: StandingKind.CLOSED,
    Ending.STOPPED: StandingKind.STOPPED,
    Ending.WITHDRAWN: StandingKind.WITHDRAWN,
}
"""Endings that nobody's work on the step brought about."""
