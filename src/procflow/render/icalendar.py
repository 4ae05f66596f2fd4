"""Days off and make-up days as iCalendar text (RFC 5545), for the calendars people already use.

Invariant: no clock is read; the stamp of an event is the day its notice was issued, so that the same calendar always
gives the same text, and an event is tentative until its day was announced.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from procflow.calendar import Day, Status, Verdict, WorkCalendar
from procflow.errors import Language

__all__ = ["icalendar"]

_FOLD: Final = 75
_ORDINARY: Final = frozenset({Verdict.WORKING, Verdict.WEEKEND})


def icalendar(calendar: WorkCalendar, days: Iterable[Day], lang: Language = "vi") -> str:
    """Write the days of `days` that are no ordinary working days or weekends as whole-day events of `calendar`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//procflow//{calendar.name} {calendar.version[:12]}//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        *(line for day in days if day.verdict not in _ORDINARY for line in _event(calendar, day, lang)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(calendar: WorkCalendar, day: Day, lang: Language) -> Iterator[str]:
    issued = (day.document.issued_on if day.document else None) or day.date
    yield "BEGIN:VEVENT"
    yield f"UID:{day.date.isoformat()}-{day.verdict.value}@{calendar.name}.procflow"
    yield f"DTSTAMP:{_basic(issued)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(day.date)}"
    yield f"DTEND;VALUE=DATE:{_basic(day.date + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(day.name(lang))}"
    if day.document:
        yield f"DESCRIPTION:{_escaped(day.document.text(lang))}"
    yield f"CATEGORIES:{day.verdict.value.upper()}"
    yield f"STATUS:{'CONFIRMED' if day.status is Status.ANNOUNCED else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return f"{day:%Y%m%d}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Fold a line to 75 octets without parting a letter (RFC 5545 3.1)."""
    part, room = "", _FOLD
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", _FOLD - 1
        part, room = part + letter, room - size
    yield part
