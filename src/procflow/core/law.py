"""The law a dossier is under, as one value: its procedure with the profile merged in, and the calendar that counts."""

from dataclasses import dataclass

from procflow.calendar import WorkCalendar
from procflow.procedure import Procedure

__all__ = ["Law"]


@dataclass(frozen=True, slots=True)
class Law:
    """Hold the compiled procedure and the working calendar of the office that owes the result."""

    procedure: Procedure
    calendar: WorkCalendar
