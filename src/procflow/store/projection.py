"""What stands in a dossier's row: the head of its journal, and indexes over what the journal adds up to.

Invariant: a row is computed from the dossier's state and head alone, so that it can be rebuilt and checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from procflow.core import waits_for, wake_on
from procflow.dossier import Dossier
from procflow.store.encoding import encode_moment
from procflow.store.states import STATE_SHAPE, encode_state

__all__ = ["Head", "project"]

Value = str | int | bytes | None


@dataclass(frozen=True, slots=True)
class Head:
    """Name the end of a journal: how many entries it has and the hash of the last.

    `settled_by` is bookkeeping of the outbox; it is no part of what is verified. `seal_key` and `seal` are what it was
    sealed with, where it was read from a row.
    """

    dossier: str
    version: int
    hash: bytes
    settled_by: int = field(default=0, compare=False)
    seal_key: str | None = field(default=None, compare=False)
    seal: bytes | None = field(default=None, compare=False)


def project(head: Head, dossier: Dossier, since: bytes = b"") -> Mapping[str, Value]:
    """Compute every verified column of a dossier's row; `since` is how an earlier state of it was spelled, if known."""
    due, wake_at = dossier.due, wake_on(dossier)
    return {
        "id": head.dossier,
        "version": head.version,
        "head": head.hash,
        "procedure": dossier.procedure,
        "definition": dossier.definition,
        "calendar": dossier.calendar,
        "step": dossier.step,
        "national_status": dossier.national_status,
        "submitted_at": encode_moment(dossier.submitted_at),
        "due_at": None if due is None or due.held_since is not None else encode_moment(due.due_at),
        "finished_at": None if dossier.finished_at is None else encode_moment(dossier.finished_at),
        "ended": None if dossier.ended is None else dossier.ended.value,
        "unit": dossier.unit,
        "assignee": dossier.assignee,
        "waits_for": waits_for(dossier),
        "wake_at": None if wake_at is None else encode_moment(wake_at),
        "shape": STATE_SHAPE,
        "state": encode_state(dossier, since),
    }
