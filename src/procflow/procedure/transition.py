"""The transitional clause, compiled: which open dossiers a version takes over, and what their steps are called in it.

Invariant: every step and case it names is one of this version; without a clause nothing accepted before is moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from procflow.definition import OldDossiers, OldLimits, TransitionSpec
from procflow.procedure.complaints import Complaints

__all__ = ["Transition", "compile_transition"]


@dataclass(frozen=True, slots=True)
class Transition:
    """Say what becomes of dossiers accepted before a version took effect; `basis` is empty where the text is silent."""

    accepted: OldDossiers = OldDossiers.KEEP
    limits: OldLimits = OldLimits.IN_FAVOUR
    steps: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""


def compile_transition(
    said: TransitionSpec | None, steps: Sequence[str], cases: Sequence[str], complaints: Complaints
) -> Transition:
    """Compile the clause; complain of steps (PF301) and cases (PF304) this version does not have."""
    if said is None:
        return Transition()
    for key, code, named, known in (("steps", "PF301", said.steps, steps), ("cases", "PF304", said.cases, cases)):
        for old, new in (named or {}).items():
            if new not in known:
                complaints.unknown(("transition", key, old), code, new, tuple(known))
    return Transition(
        accepted=said.accepted,
        limits=said.limits,
        steps=MappingProxyType(dict(said.steps or {})),
        cases=MappingProxyType(dict(said.cases or {})),
        basis=said.basis,
    )
