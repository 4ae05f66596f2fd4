"""procflow: administrative procedures as data, with legal deadlines on Vietnamese working calendars.

Invariant: importing the package loads nothing but this module; each name is loaded from its room when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from procflow.calendar import WorkCalendar, vietnam
    from procflow.clock import VIETNAM_TIME, Limit, Span, deadline
    from procflow.dossier import Actor, Answer, Apologise, Ask, Dossier, Submit, Take, Wake, Withdraw
    from procflow.engine import Engine, Reply, Work, open, prepare_sqlite  # noqa: A004 - the name people expect
    from procflow.errors import (
        ConflictError,
        DefinitionError,
        JournalError,
        MisuseError,
        ProcflowError,
        Rejected,
        StoreError,
    )
    from procflow.library import load

__all__ = [
    "VIETNAM_TIME",
    "Actor",
    "Answer",
    "Apologise",
    "Ask",
    "ConflictError",
    "DefinitionError",
    "Dossier",
    "Engine",
    "JournalError",
    "Limit",
    "MisuseError",
    "ProcflowError",
    "Rejected",
    "Reply",
    "Span",
    "StoreError",
    "Submit",
    "Take",
    "Wake",
    "Withdraw",
    "Work",
    "WorkCalendar",
    "deadline",
    "load",
    "open",
    "prepare_sqlite",
    "vietnam",
]

_ROOMS: Final = {
    "calendar": ("WorkCalendar", "vietnam"),
    "clock": ("VIETNAM_TIME", "Limit", "Span", "deadline"),
    "dossier": ("Actor", "Answer", "Apologise", "Ask", "Dossier", "Submit", "Take", "Wake", "Withdraw"),
    "engine": ("Engine", "Reply", "Work", "open", "prepare_sqlite"),
    "errors": (
        "ConflictError",
        "DefinitionError",
        "JournalError",
        "MisuseError",
        "ProcflowError",
        "Rejected",
        "StoreError",
    ),
    "library": ("load",),
}
_HOMES: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from its room, once."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
