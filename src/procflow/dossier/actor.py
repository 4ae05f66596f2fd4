"""Who acts: the host says who the user is, procflow asks only for an id, roles and a unit."""

from dataclasses import dataclass
from typing import Final

__all__ = ["APPLICANT_ROLE", "ENGINE", "Actor"]

APPLICANT_ROLE: Final = "applicant"


@dataclass(frozen=True, slots=True)
class Actor:
    """Name a person or system by `id`, with the `roles` they hold and the `unit` they act for."""

    id: str
    roles: tuple[str, ...] = ()
    unit: str = ""

    def plays(self, role: str) -> bool:
        """Say whether the actor holds `role`."""
        return role in self.roles


ENGINE: Final = Actor(id="procflow", roles=("engine",))
"""Whoever acts when time itself brings an effect about: silence, expiry, lateness."""
