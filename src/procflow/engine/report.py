"""By what a report counts: the agency that answers for a dossier, the procedure, or each step.

Invariant: a dossier counts once, for one agency and one procedure; a visit to a step counts once.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from procflow.core import StandingKind, classify, replay, step_standings
from procflow.dossier import Event

__all__ = ["ReportBy", "standings_by"]


class ReportBy(StrEnum):
    """Name what the figures of a report are split by."""

    AGENCY = "agency"
    """The agency competent to decide, as on the code (NĐ 118/2025 Đ.28 k.2); where none was named, the unit."""

    PROCEDURE = "procedure"
    STEP = "step"


def standings_by(by: ReportBy, events: Sequence[Event], as_of: datetime) -> Iterator[tuple[str, StandingKind]]:
    """Say for one dossier, handed in by `as_of`, what counts under which name."""
    known = [event for event in events if event.at <= as_of]
    dossier = replay(known)
    match by:
        case ReportBy.AGENCY:
            yield dossier.competent or dossier.unit, classify(known, as_of).kind
        case ReportBy.PROCEDURE:
            yield dossier.procedure, classify(known, as_of).kind
        case ReportBy.STEP:
            for step, kind in step_standings(known, as_of):
                yield f"{dossier.procedure} {step}", kind
