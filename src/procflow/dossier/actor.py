"""Who acts: the host says who the user is, procflow asks only for an id, roles and a unit."""

from dataclasses import dataclass
from typing import Final

__all__ = ["ADMINISTRATOR_ROLE", "APPLICANT_ROLE", "ENGINE", "ENGINE_ROLE", "Actor"]

APPLICANT_ROLE: Final = "applicant"
ADMINISTRATOR_ROLE: Final = "administrator"
ENGINE_ROLE: Final = "engine"


@dataclass(frozen=True, slots=True)
class Actor:
    """Name a person or system by `id`, with the `roles` they hold and the `unit` they act for.

    `acting_for` names whoever delegated; separation of duties looks at both.
    """

    id: str
    roles: tuple[str, ...] = ()
    unit: str = ""
    acting_for: str = ""

    @property
    def hands(self) -> tuple[str, ...]:
        """Give every id that counts as having done what this actor does."""
        return (self.id, self.acting_for) if self.acting_for else (self.id,)

    def plays(self, role: str) -> bool:
        """Say whether the actor holds `role`."""
        return role in self.roles


ENGINE: Final = Actor(id="procflow", roles=(ENGINE_ROLE,))
"""Whoever acts when time itself brings an effect about: silence, expiry, lateness."""
