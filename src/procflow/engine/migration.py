"""Open dossiers on their way under another version of their procedure: first a plan to look at, then its execution.

Invariants: a plan writes nothing and says of every dossier what would become of it, or why it cannot be moved; what is
carried out is what the plan said, dossier by dossier, or that dossier is left as it is and reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from procflow.clock import Limit
from procflow.core import Law
from procflow.core.migrate import Crossing, migrate
from procflow.dossier import ENGINE, MAIN_LIMIT, Actor, Dossier, Event
from procflow.dossier.actor import ADMINISTRATOR_ROLE
from procflow.engine.answers import Failure
from procflow.errors import ConflictError

__all__ = ["LimitMove", "Migration", "MigrationPlan", "Move", "moved", "planned"]

_PLANNER: Final = replace(ENGINE, roles=(ADMINISTRATOR_ROLE,))


@dataclass(frozen=True, slots=True)
class LimitMove:
    """Show one limit before and after a move; None where there was none, or is none any more."""

    name: str
    before: Limit | None
    after: Limit | None


@dataclass(frozen=True, slots=True)
class Move:
    """Show what becomes of one dossier: its step and case, its limits that change, and what was promised, which stays.

    `version` is the entry its journal ended with when the plan was made.
    """

    dossier_id: str
    version: int
    old_step: str
    new_step: str
    old_case: str
    new_case: str
    due_before: date | None
    due_after: date | None
    promised_on: date | None
    limits: tuple[LimitMove, ...] = ()


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """Hold what a migration from version `old` to version `new` of `code` would do, made at `made_at`; nothing is done.

    `refused` names the dossiers that stay where they are, each with the coded reason. `more` says that others follow
    after `cursor`.
    """

    code: str
    old: str
    new: str
    made_at: datetime
    moves: tuple[Move, ...]
    refused: tuple[Failure, ...]
    steps: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()
    basis: str = ""
    more: bool = False
    cursor: str = ""

    def crossing(self, dossier_id: str) -> Crossing:
        """Say how one dossier crosses."""
        return Crossing(self.steps, self.cases, is_chosen=dossier_id in self.chosen)


@dataclass(frozen=True, slots=True)
class Migration:
    """Report what was carried out of a plan: `done` as it said, `failed` with the reason, and what is `left` of it."""

    done: tuple[Move, ...]
    failed: tuple[Failure, ...]
    left: MigrationPlan


def planned(  # noqa: PLR0913 - the parts of a move, each by name
    plan: MigrationPlan, dossier_id: str, dossier: Dossier, *, version: int, old: Law, new: Law
) -> Move:
    """Say what a move of `dossier` now would be.

    Raises:
        ProcflowError: as `procflow.core.migrate` does, when it cannot be moved.
    """
    at = max(plan.made_at, dossier.last_at)
    crossing = plan.crossing(dossier_id)
    _, after = migrate(dossier, old, new, crossing=crossing, by=_PLANNER, at=at, basis=plan.basis)
    return _move(dossier_id, version, dossier, after)


def moved(  # noqa: PLR0913 - the parts of a move, each by name
    plan: MigrationPlan, move: Move, dossier: Dossier, *, old: Law, new: Law, by: Actor, at: datetime
) -> tuple[tuple[Event, ...], Dossier]:
    """Move `dossier` as `move` says.

    Raises:
        ConflictError: PF688, when the move would be another one by now.
        ProcflowError: as `procflow.core.migrate` does.
    """
    crossing = plan.crossing(move.dossier_id)
    events, after = migrate(dossier, old, new, crossing=crossing, by=by, at=max(at, dossier.last_at), basis=plan.basis)
    if _move(move.dossier_id, move.version, dossier, after) != move:
        raise ConflictError("PF688", dossier=move.dossier_id)
    return events, after


def _move(dossier_id: str, version: int, before: Dossier, after: Dossier) -> Move:
    names = [*before.limits, *(name for name in after.limits if name not in before.limits)]
    limits = (LimitMove(name, before.limits.get(name), after.limits.get(name)) for name in names)
    return Move(
        dossier_id,
        version,
        before.step,
        after.step,
        before.case,
        after.case,
        _due_on(before),
        _due_on(after),
        None if before.promise is None else before.promise.due_on,
        tuple(limit for limit in limits if limit.before != limit.after),
    )


def _due_on(dossier: Dossier) -> date | None:
    limit = dossier.limits.get(MAIN_LIMIT)
    return None if limit is None or limit.held_since is not None else limit.due_on
