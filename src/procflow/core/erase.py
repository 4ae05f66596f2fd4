"""Erase personal data: the journal says what was erased, by whom and on which basis; the values themselves stand apart.

Invariants: nothing is erased before the dossier ended, because what is still open may have to be decided on it; what
was decided stands, and so does the commitment, so that the chain of the journal verifies as before.
"""

from procflow.core.draft import Draft
from procflow.core.guards import BASIS, check_named, check_order, check_role
from procflow.dossier import Erase, PersonalDataErased, Withheld
from procflow.dossier.actor import ADMINISTRATOR_ROLE
from procflow.errors import Rejected, nearest

__all__ = ["erase"]


def erase(draft: Draft, command: Erase) -> None:
    """Erase the personal values `command.names`, or all that are left.

    Raises:
        Rejected: PF580 while the dossier is open, PF581 for a name that is not there to erase, PF583 without a basis.
    """
    check_role(draft.by, ADMINISTRATOR_ROLE)
    check_order(draft, outside=False)
    if draft.dossier.ended is None:
        raise Rejected("PF580")
    check_named(command.basis, "erase", BASIS)
    values = {**draft.dossier.facts, **draft.dossier.details}
    there = tuple(name for name, value in values.items() if isinstance(value, Withheld) and not value.erased)
    names = command.names or there
    missing = next((name for name in names if name not in there), "-" if not names else None)
    if missing is not None:
        raise Rejected("PF581", name=missing, near=nearest(missing, there), known=", ".join(there) or "-")
    draft.emit(
        PersonalDataErased(
            at=draft.at,
            by=draft.by,
            names=names,
            basis=command.basis.strip(),
            reason=command.reason.strip(),
        )
    )
