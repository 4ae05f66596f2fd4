"""What every event carries, whatever happened.

Invariant: `at` is when it happened; the moment it was written down is the store's to add.
"""

from dataclasses import dataclass
from datetime import datetime

from procflow.dossier.actor import Actor

__all__ = ["Happened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Carry what every event has: when it happened and by whom."""

    at: datetime
    by: Actor
