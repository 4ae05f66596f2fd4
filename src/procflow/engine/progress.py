"""A dossier moving on through time and commands, under its law; pure, and no part of it knows the database.

Invariant: what fell due is brought about moment by moment, in due order, before anything else happens.
"""

from collections.abc import Iterable
from datetime import datetime

from procflow.core import Law, apply, decide, wake_on
from procflow.dossier import Dossier, Event, Wake
from procflow.errors import StoreError

__all__ = ["follow", "pass_time"]


def follow(dossier: Dossier | None, events: Iterable[Event]) -> Dossier:
    """Apply `events` to a dossier; None is where a submission starts from."""
    for event in events:
        dossier = apply(dossier, event)
    if dossier is None:
        message = "no event happened to a dossier that does not exist"
        raise ValueError(message)
    return dossier


def pass_time(law: Law, dossier_id: str, dossier: Dossier, until: datetime) -> tuple[tuple[Event, ...], Dossier]:
    """Bring about everything that fell due up to `until`, each at its own moment.

    Raises:
        StoreError: PF634, when waking at a due moment changes nothing: waiting on would never end.
    """
    woken: list[Event] = []
    while (due_at := wake_on(dossier)) is not None and due_at <= until:
        events = decide(law, dossier, Wake(at=due_at))
        if not events:
            raise StoreError("PF634", dossier=dossier_id, at=due_at.isoformat())
        dossier = follow(dossier, events)
        woken += events
    return tuple(woken), dossier
