"""A dossier moving on through time and commands, under its law; pure, and no part of it knows the database.

Invariant: what fell due is brought about moment by moment, in due order, before anything else happens.
"""

from datetime import datetime

from procflow.core import Law, advance, wake_on
from procflow.dossier import Command, Dossier, Event, Wake
from procflow.errors import StoreError

__all__ = ["happen", "pass_time"]


def happen(law: Law, dossier: Dossier | None, command: Command) -> tuple[tuple[Event, ...], Dossier]:
    """Let `command` happen; give its events and the dossier after them.

    Raises:
        ProcflowError: as `procflow.core.decide` does.
    """
    events, after = advance(law, dossier, command)
    if after is None:
        message = f"{type(command).__name__} brought no dossier about"
        raise ValueError(message)
    return events, after


def pass_time(law: Law, dossier_id: str, dossier: Dossier, until: datetime) -> tuple[tuple[Event, ...], Dossier]:
    """Bring about everything that fell due up to `until`, each at its own moment.

    Raises:
        StoreError: PF634, when waking at a due moment changes nothing: waiting on would never end.
    """
    woken: list[Event] = []
    while (due_at := wake_on(dossier)) is not None and due_at <= until:
        events, dossier = happen(law, dossier, Wake(at=due_at))
        if not events:
            raise StoreError("PF634", dossier=dossier_id, at=due_at.isoformat())
        woken += events
    return tuple(woken), dossier
