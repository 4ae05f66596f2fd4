"""Layers of a host, read from iCalendar text (RFC 5545).

Invariants: text in, marks out, no file is opened; every complaint names its line; what could only be guessed (an event
that repeats, has an hour, is tentative or is cut off) is refused, and a cancelled event says nothing.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from procflow.calendar.layer import Kind, Mark
from procflow.errors import CalendarError

__all__ = ["read"]

_ONE_DAY: Final = timedelta(days=1)
_REPEATING: Final = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_DURATION: Final = re.compile(r"P(?:(?P<weeks>\d{1,3})W|(?P<days>\d{1,4})D)")
_ESCAPED: Final = re.compile(r"\\(.)")
_LONGEST: Final = 366

Event = dict[str, str]


def read(text: str, kind: Kind, file: str) -> tuple[Mark, ...]:
    """Read the whole-day events of an iCalendar text as marks of one kind, DTSTART to DTEND exclusive.

    Raises:
        CalendarError: PF422 with file and line for what cannot be read without guessing; PF405 for a make-up day in
            the week.
    """
    return tuple(mark for line, event in _events(text, file) for mark in _marks(event, kind, f"{file}:{line}:1"))


def _marks(event: Event, kind: Kind, place: str) -> Iterator[Mark]:
    for key in _REPEATING:
        if key in event:
            raise CalendarError("PF422", place=place, what=key)
    status = event.get("STATUS", "").upper()
    if status == "CANCELLED":
        return
    if status == "TENTATIVE":
        raise CalendarError("PF422", place=place, what="STATUS:TENTATIVE")
    first = _date(event.get("DTSTART", ""), place)
    summary = _ESCAPED.sub(_unescaped, event.get("SUMMARY", ""))
    for offset in range(_length(first, event, place)):
        yield Mark(first + timedelta(days=offset), kind, summary, summary)


def _unescaped(found: re.Match[str]) -> str:
    return " " if found[1] in "nN" else found[1]


def _length(first: date, event: Event, place: str) -> int:
    """Count the days of an event; some programs write the first day as its end too, which is one day."""
    if "DURATION" in event:
        lasts = _DURATION.fullmatch(event["DURATION"])
        if lasts is None:
            raise CalendarError("PF422", place=place, what=f"DURATION {event['DURATION']}")
        days = int(lasts["days"] or 0) + 7 * int(lasts["weeks"] or 0)
    else:
        days = (_date(event["DTEND"], place) - first).days or 1 if "DTEND" in event else 1
    if not 0 < days <= min(_LONGEST, (date.max - first).days):
        raise CalendarError("PF422", place=place, what=f"{days} days from {first}")
    return days


def _events(text: str, file: str) -> Iterator[tuple[int, Event]]:
    """Yield each event's line and properties, its folded lines joined, without what is nested in it (an alarm)."""
    event: Event | None = None
    start = nested = 0
    lines = _unfolded(text)
    if not lines:
        raise CalendarError("PF422", place=f"{file}:1:1", what="BEGIN:VCALENDAR")
    for number, line in lines:
        key, _, value = line.partition(":")
        match key.partition(";")[0].upper(), value.strip().upper():
            case "BEGIN", "VEVENT" if event is None:
                event, start = {}, number
            case "BEGIN", _ if event is not None:
                nested += 1
            case "END", _ if nested:
                nested -= 1
            case "END", "VEVENT":
                if event is None:
                    raise CalendarError("PF422", place=f"{file}:{number}:1", what=line)
                yield start, event
                event = None
            case property_name, _ if event is not None and not nested:
                event[property_name] = value
            case _:
                pass
    if event is not None:
        raise CalendarError("PF422", place=f"{file}:{start}:1", what="END:VEVENT")


def _unfolded(text: str) -> list[tuple[int, str]]:
    """Join folded lines; none are returned of what is no iCalendar."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line[:1] in {" ", "\t"} and lines:
            first, before = lines[-1]
            lines[-1] = (first, before + line[1:])
        elif line.strip():
            lines.append((number, line))
    opens = lines and lines[0][1].strip().upper() in {"BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT"}
    return lines if opens else []


def _date(value: str, place: str) -> date:
    try:
        if len(value) == len("20261124"):
            return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    except ValueError:
        pass
    raise CalendarError("PF422", place=place, what=f"DTSTART/DTEND {value}")
