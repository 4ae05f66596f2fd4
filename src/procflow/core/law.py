"""The law a dossier is under, as one value: its procedure with the profile merged in, and the calendar that counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from procflow.calendar import WorkCalendar
from procflow.dossier.personal import FactValue
from procflow.procedure import Procedure

__all__ = ["Law"]


@dataclass(frozen=True, slots=True)
class Law:
    """Hold the compiled procedure and the working calendar of the office that owes the result.

    `disclosed` holds the personal values this one decision may see, by their commitments; no event repeats them.
    """

    procedure: Procedure
    calendar: WorkCalendar
    disclosed: Mapping[str, FactValue] = field(default_factory=dict, compare=False, repr=False)
