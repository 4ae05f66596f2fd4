"""The roles of a procedure: which there are, so that a name is given only to one that somebody plays."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from procflow.definition import ProcedureFile
from procflow.procedure.complaints import Complaints
from procflow.procedure.model import Clauses, Step

__all__ = ["check_roles"]

_ALWAYS: Final = ("administrator", "applicant", "engine")
"""The roles every office has, whatever a procedure says."""


def check_roles(file: ProcedureFile, steps: Mapping[str, Step], clauses: Clauses, complaints: Complaints) -> None:
    """Complain of names for roles nobody plays."""
    known = sorted({*_ALWAYS, *_acting(steps.values()), *_by_clause(clauses)})
    for name in file.roles:
        if name not in known:
            complaints.unknown(("roles", name), "PF393", name, known, key=True)


def _acting(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.outcomes:
            yield step.actor
        yield from (outcome.by for outcome in step.outcomes.values())


def _by_clause(clauses: Clauses) -> Iterator[str]:
    duties = (clauses.correction, clauses.forwarding, clauses.stopping)
    yield from (duty.by for duty in duties if duty is not None)
    if clauses.withdrawal is not None:
        yield clauses.withdrawal.decided_by or _ALWAYS[1]  # without a decision the applicant alone acts
