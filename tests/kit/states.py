"""States of dossiers that no journal made: for what spells and reads them, whatever they are.

Invariant: every field that has no default is given here, and nothing else.
"""

from datetime import datetime
from typing import Any

from procflow.clock import VIETNAM_TIME
from procflow.dossier import Dossier

__all__ = ["AT", "state"]

AT = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)


def state(**said: Any) -> Dossier:  # noqa: ANN401 - whatever the fields of a dossier hold
    """Make a state with the fields that are given."""
    needed = {"procedure": "1.013225", "version": "v", "definition": "d", "calendar": "c", "channel": "online"}
    return Dossier(**{**needed, "submitted_at": AT, "last_at": AT, **said})
