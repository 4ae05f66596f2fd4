"""By what a report counts: the agency that answers for a dossier, the procedure, or each step; and how it is counted.

Invariants: a dossier counts once, for one agency and one procedure; a visit to a step counts once. What nothing has
happened to since the moment asked about is counted by its row, everything else by its journal up to that moment: the
figures are the same, because a row is what its journal adds up to.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from procflow.core import StandingKind
from procflow.core.standing import Gist, follow, kind_of
from procflow.core.tally import visits
from procflow.dossier import MAIN_LIMIT, Dossier, Event
from procflow.store import encode_moment
from procflow.store.standings import Sketch, journals_of, last_limits_of, sketches, visits_of

__all__ = ["Counted", "ReportBy", "counted", "standings_by"]

Counted = tuple[str, StandingKind]
"""Under which name something counts, and how it stands."""


class ReportBy(StrEnum):
    """Name what the figures of a report are split by."""

    AGENCY = "agency"
    """The agency competent to decide, as on the code (NĐ 118/2025 Đ.28 k.2); where none was named, the unit."""

    PROCEDURE = "procedure"
    STEP = "step"


def counted(connection: Connection, by: ReportBy, as_of: datetime) -> Iterator[Counted]:
    """Say of every dossier handed in by `as_of` what counts under which name, in a few statements a page.

    Raises:
        JournalError: PF645, when an entry that has to be read is not as it was recorded.
    """
    moment = encode_moment(as_of)
    for page in sketches(connection, moment):
        still = {one.dossier_id: one.gist for one in page if one.gist is not None and one.gist.last_at <= as_of}
        for _, events in journals_of(connection, [one for one in page if one.dossier_id not in still], moment):
            yield from standings_by(by, events, as_of)
        unmoved = [one for one in page if one.dossier_id in still]
        if by is ReportBy.STEP:
            for one, marks in visits_of(connection, unmoved):
                yield from _visits(still[one.dossier_id], marks, as_of)
        else:
            yield from _standings(connection, by, unmoved, still, as_of)


def _standings(
    connection: Connection, by: ReportBy, page: Sequence[Sketch], gists: dict[str, Gist], as_of: datetime
) -> Iterator[Counted]:
    """Say how dossiers stand by their rows; the limit of a result that was made is in its journal alone."""
    closed = [one for one in page if _has_closed_limit(gists[one.dossier_id])]
    limits = last_limits_of(connection, closed)
    for one in page:
        gist = gists[one.dossier_id]
        due = gist.limits.get(MAIN_LIMIT, limits.get(one.dossier_id))
        yield _name(by, gist), kind_of(gist, due, as_of)


def _has_closed_limit(gist: Gist) -> bool:
    is_counted = gist.finished_at is not None or gist.ended is None
    return is_counted and gist.accepted_at is not None and MAIN_LIMIT not in gist.limits


def standings_by(by: ReportBy, events: Sequence[Event], as_of: datetime) -> Iterator[Counted]:
    """Say for one dossier, handed in by `as_of`, what counts under which name, by its journal alone."""
    known = [event for event in events if event.at <= as_of]
    dossier, due = follow(known)
    if by is ReportBy.STEP:
        yield from _visits(dossier, known, as_of)
    else:
        yield _name(by, dossier), kind_of(dossier, due, as_of)


def _visits(dossier: Dossier | Gist, events: Sequence[Event], as_of: datetime) -> Iterator[Counted]:
    for step, kind in visits(dossier, events, as_of):
        yield f"{dossier.procedure} {step}", kind


def _name(by: ReportBy, dossier: Dossier | Gist) -> str:
    return dossier.procedure if by is ReportBy.PROCEDURE else dossier.competent or dossier.unit
