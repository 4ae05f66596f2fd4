"""Layers of a host: read from YAML text, from an iCalendar text, or made by hand for one office.

Invariants: text in, layers out, no file is opened; a complaint names its place.
"""

from datetime import date, timedelta

from procflow.calendar import icslayers
from procflow.calendar.days import Document
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope

__all__ = ["closure", "layer_from_ics", "layers_from_yaml"]


def closure(first: date, last: date, *, vi: str, en: str, document: Document) -> Layer:
    """Return the layer that closes one office from `first` to `last`, for a storm or a move, make-up days included.

    Raises:
        CalendarError: PF411 when it ends before it starts.
    """
    days = Period(first, last)
    length = (days.last - days.first).days + 1
    marks = tuple(Mark(first + timedelta(days=offset), Kind.CLOSURE, vi, en) for offset in range(length))
    return Layer(f"closure-{first.isoformat()}", document, marks, scope=Scope.OFFICE)


def layers_from_yaml(text: str, file: str = "<layers>") -> tuple[Layer, ...]:
    """Read layers from YAML text: a list of mappings under the key `layers`.

    Each has a `name`, a `document` (`number`, `issued`, `confidence`, `source`), and any of `off`, `work`, `closed`
    (date: Vietnamese name), `swaps` (day off: make-up day), `sessions` (date: hours), `restates`, `settles` (years or
    `first..last`), `status`, `scope`.

    Raises:
        CalendarError: PF422 with file, line and column for what cannot be read or makes no sense.
    """
    from procflow.calendar import yamllayers  # noqa: PLC0415 - who counts days need not pay for a YAML parser

    return yamllayers.read(text, file)


def layer_from_ics(  # noqa: PLR0913 - keyword-only beyond the text
    text: str,
    *,
    name: str,
    document: Document,
    kind: Kind = Kind.OFF,
    scope: Scope = Scope.OFFICE,
    file: str = "<ics>",
) -> Layer:
    """Read the whole-day events of an iCalendar text (RFC 5545) as days of one kind, DTSTART to DTEND exclusive.

    Raises:
        CalendarError: PF422 for an event that would have to be guessed: with an hour, repeating, tentative, without a
            start or cut off; PF405 for a make-up day in the week. A cancelled event says nothing.
    """
    return Layer(name, document, icslayers.read(text, kind, file), scope=scope)
