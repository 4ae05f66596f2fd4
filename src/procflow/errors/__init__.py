"""Every error procflow can raise or report, and the one form in which a person reads it.

Invariants: a code is stable and never reused; its texts, in English and in Vietnamese, stand once, in the catalogue;
an error carries its code and parameters, never a finished sentence, so that each reader gets it in their language.
"""

from procflow.errors.catalogue import CATALOGUE, Entry, Language
from procflow.errors.diagnostic import Diagnostic, Place, Severity
from procflow.errors.exceptions import (
    CalendarError,
    ConflictError,
    DefinitionError,
    JournalError,
    MisuseError,
    ProcflowError,
    Rejected,
    SpanError,
    StoreError,
)
from procflow.errors.nearest import nearest
from procflow.errors.spoken import Spoken, system_reason

__all__ = [
    "CATALOGUE",
    "CalendarError",
    "ConflictError",
    "DefinitionError",
    "Diagnostic",
    "Entry",
    "JournalError",
    "Language",
    "MisuseError",
    "Place",
    "ProcflowError",
    "Rejected",
    "Severity",
    "SpanError",
    "Spoken",
    "StoreError",
    "nearest",
    "system_reason",
]
