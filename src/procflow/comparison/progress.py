"""What a newer version means for dossiers in progress under the older one.

Invariant: a dossier stays under the version it was submitted under, unless the newer one's transitional clause says
otherwise; what follows for people from that is told, and nothing is decided here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from procflow.comparison.changes import Comparison
from procflow.definition import OldDossiers
from procflow.procedure import Procedure

__all__ = ["Consequence", "ConsequenceKind", "consequences"]

_DAY = timedelta(days=1)


class ConsequenceKind(StrEnum):
    """Name what follows for dossiers in progress, and for those who keep them."""

    ANOTHER_PROCEDURE = "another-procedure"
    STAYS_UNDER_OLD = "stays-under-old"
    MOVES_TO_NEW = "moves-to-new"
    MAY_CHOOSE = "may-choose"
    SAME_VERSION = "same-version"
    OVERLAP = "overlap"
    GAP = "gap"
    BACKWARDS = "backwards"
    OLD_ROLES = "old-roles"
    NEW_ROLES = "new-roles"
    OLD_STEPS = "old-steps"


@dataclass(frozen=True, slots=True)
class Consequence:
    """Hold one consequence with the values its sentence names."""

    kind: ConsequenceKind
    values: Mapping[str, str] = field(default_factory=dict)


def consequences(comparison: Comparison) -> tuple[Consequence, ...]:
    """List what the newer version means; nothing where the two say the same."""
    old, new = comparison.old, comparison.new
    if old.hash == new.hash:
        return ()
    if old.code != new.code:
        return (Consequence(ConsequenceKind.ANOTHER_PROCEDURE, {"old": old.code, "new": new.code}),)
    return (*_versions(old, new), *_roles(old, new), *_steps(comparison))


def _versions(old: Procedure, new: Procedure) -> Iterator[Consequence]:
    if old.version == new.version:
        yield Consequence(ConsequenceKind.SAME_VERSION, {"version": old.version})
        return
    if new.effective <= old.effective:
        values = {"old": old.effective.isoformat(), "new": new.effective.isoformat()}
        yield Consequence(ConsequenceKind.BACKWARDS, values)
        return
    last = new.effective - _DAY
    until = last if old.until is None else min(old.until, last)
    days = {"from": old.effective.isoformat(), "until": until.isoformat(), "effective": new.effective.isoformat()}
    kind = _BY_CLAUSE[new.transition.accepted]
    basis = {} if kind is ConsequenceKind.STAYS_UNDER_OLD else {"basis": new.transition.basis}
    yield Consequence(kind, {**days, **basis})
    if until < last:
        yield Consequence(ConsequenceKind.GAP, {"from": (until + _DAY).isoformat(), "until": last.isoformat()})
    if old.until is not None and old.until > last:
        yield Consequence(ConsequenceKind.OVERLAP, {"effective": new.effective.isoformat()})


_BY_CLAUSE: Final = {
    OldDossiers.KEEP: ConsequenceKind.STAYS_UNDER_OLD,
    OldDossiers.MOVE: ConsequenceKind.MOVES_TO_NEW,
    OldDossiers.CHOOSE: ConsequenceKind.MAY_CHOOSE,
}


def _roles(old: Procedure, new: Procedure) -> Iterator[Consequence]:
    before, after = _acting(old), _acting(new)
    if gone := sorted(before - after):
        yield Consequence(ConsequenceKind.OLD_ROLES, {"roles": ", ".join(gone)})
    if come := sorted(after - before):
        yield Consequence(ConsequenceKind.NEW_ROLES, {"roles": ", ".join(come)})


def _acting(procedure: Procedure) -> set[str]:
    steps = [step for step in procedure.steps.values() if step.ends is None]
    actors = {step.actor for step in steps} | {out.by for step in steps for out in step.outcomes.values()}
    return (actors | {consulted for step in steps for consulted in step.consult}) - {"engine", "applicant"}


def _steps(comparison: Comparison) -> Iterator[Consequence]:
    gone = [
        step.name
        for name, step in comparison.old.steps.items()
        if step.ends is None and name not in comparison.new.steps
    ]
    if gone:
        yield Consequence(ConsequenceKind.OLD_STEPS, {"steps": "; ".join(gone)})
