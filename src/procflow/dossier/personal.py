"""What stands in a journal in the place of a personal value: a commitment that binds the value and tells nothing of it.

Invariant: who holds the commitment alone learns nothing; who holds the value and its salt can show that it is the one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

__all__ = ["FactValue", "Withheld", "with_erased"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Stand for a personal value kept apart: `commitment` binds it (64 hex digits); `erased` once the value is gone."""

    commitment: str
    erased: bool = False


FactValue = bool | int | date | str | Withheld


def with_erased(values: Mapping[str, FactValue], names: Iterable[str]) -> dict[str, FactValue]:
    """Give `values` with those of `names` that were withheld marked as erased."""
    gone = frozenset(names)
    return {
        name: Withheld(value.commitment, erased=True) if name in gone and isinstance(value, Withheld) else value
        for name, value in values.items()
    }
