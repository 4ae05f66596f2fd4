"""Roles in refusals as people call them: a name where the procedure or its profile gives one, beside the role's id."""

from dataclasses import dataclass
from typing import Final

from procflow.errors import Language, Rejected
from procflow.procedure import Procedure
from procflow.wording import Wording

__all__ = ["with_names"]

_NOT_THE_ROLE: Final = "PF504"
_BETWEEN: Final = " / "


@dataclass(frozen=True, slots=True)
class _Roles:
    """Hold the roles of which one was needed; they are told in the reader's language."""

    ids: tuple[str, ...]
    procedure: Procedure

    def message(self, lang: Language) -> str:
        """Tell each role by its name and its id, or by its id alone where nobody named it."""
        words = Wording(self.procedure, lang)
        told = ((words.role(role), role) for role in self.ids)
        return _BETWEEN.join(role if name == role else f"{name} ({role})" for name, role in told)

    def __str__(self) -> str:
        """Give the ids, as a program asks for them."""
        return _BETWEEN.join(self.ids)


def with_names(refused: Rejected, procedure: Procedure) -> Rejected:
    """Give a refusal for want of a role with the role's name in it; any other as it is."""
    if refused.code != _NOT_THE_ROLE:
        return refused
    ids = tuple(str(refused.params["role"]).split(_BETWEEN))
    return Rejected(_NOT_THE_ROLE, **{**refused.params, "role": _Roles(ids, procedure)})
