"""What an engine may write to where heads are sealed: the dossiers whose seal it can renew, and new ones beside them.

Invariant: nothing here writes; a dossier is looked at when it is read to be changed, so that one of many that may not
be changed takes nothing of the others with it.
"""

from sqlalchemy import Connection

from procflow.dossier import Dossier
from procflow.errors import StoreError
from procflow.store import Desk, Seal, Stored, check_seal, read_state

__all__ = ["check_desk", "state_to_change"]


def state_to_change(connection: Connection, stored: Stored, seal: Seal | None) -> Dossier:
    """Give the state of a dossier that is to be changed.

    Raises:
        StoreError: PF656, PF658, when its seal cannot be renewed by whoever holds `seal`.
        JournalError: PF650, when it is not what was sealed; PF643 or PF645, as `read_state` does.
    """
    check_seal(seal, stored.head)
    return read_state(connection, stored)


def check_desk(desk: Desk, seal: Seal | None) -> None:
    """Refuse to begin a dossier without a seal where the one that was written to last bears one.

    Raises:
        StoreError: PF657.
    """
    if seal is None and desk.seal_key is not None:
        raise StoreError("PF657", key=desk.seal_key)
