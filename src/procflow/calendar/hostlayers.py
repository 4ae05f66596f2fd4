"""Layers of a host: read from YAML text, from an iCalendar text, or made by hand for one office.

Invariants: text in, layers out, no file is opened; every scalar stays text until it is read as what it must be; a
complaint names its line and column; what cannot be read without guessing (a repeating event, an event with an hour) is
refused.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from procflow.calendar.days import Document
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope
from procflow.errors import CalendarError

__all__ = ["closure", "layer_from_ics", "layers_from_yaml"]

_ONE_DAY: Final = timedelta(days=1)


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
        CalendarError: PF422 with file, line and column for what cannot be read, PF404-PF411 for what makes no sense.
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
        CalendarError: PF422 for an event with an hour, a repeating event, or one without a start; PF405 for a make-up
            day in the week.
    """
    marks: list[Mark] = []
    for line, event in _events(text, file):
        place = f"{file}:{line}:1"
        if "RRULE" in event:
            raise CalendarError("PF422", place=place, what="RRULE")
        first = _ics_date(event.get("DTSTART", ""), place)
        end = _ics_date(event["DTEND"], place) if "DTEND" in event else first + _ONE_DAY
        summary = event.get("SUMMARY", "").replace("\\,", ",").replace("\\;", ";")
        for offset in range(max((end - first).days, 1)):
            marks.append(Mark(first + timedelta(days=offset), kind, summary, summary))  # noqa: PERF401 - two loops
    return Layer(name, document, tuple(marks), scope=scope)


def _events(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each event's line and properties, its folded lines joined."""
    event: dict[str, str] | None = None
    start = 0
    for number, line in _unfolded(text):
        key, _, value = line.partition(":")
        match key.partition(";")[0].upper(), value.upper():
            case "BEGIN", "VEVENT":
                event, start = {}, number
            case "END", "VEVENT":
                if event is None:
                    raise CalendarError("PF422", place=f"{file}:{number}:1", what=line)
                yield start, event
                event = None
            case property_name, _ if event is not None:
                event[property_name] = value


def _unfolded(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line[:1] in {" ", "\t"} and lines:
            first, before = lines[-1]
            lines[-1] = (first, before + line[1:])
        else:
            lines.append((number, line))
    return lines


def _ics_date(value: str, place: str) -> date:
    try:
        if len(value) == len("20261124"):
            return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    except ValueError:
        pass
    raise CalendarError("PF422", place=place, what=f"DTSTART/DTEND {value}")
