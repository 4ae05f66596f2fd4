"""The difference between two versions of a calendar: the days that changed, and what each said before and after.

Invariants: a day is listed when its working, its verdict or its hours changed; both calendars must cover it; two
calendars are compared once, because a notice asks the same of every open dossier.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from procflow.calendar.days import Day, Language
from procflow.calendar.hours import Session
from procflow.calendar.work import WorkCalendar

__all__ = ["Change", "difference"]

_KEPT: Final = 8
"""So many pairs of calendars are remembered: a notice needs one, an office with calendars of its own a few."""


@dataclass(frozen=True, slots=True)
class Change:
    """Say what one day was and what it is now."""

    before: Day
    after: Day
    hours_before: tuple[Session, ...]
    hours_after: tuple[Session, ...]

    @property
    def date(self) -> date:
        """Return the day that changed."""
        return self.after.date

    @property
    def moves_days(self) -> bool:
        """Tell whether the day stopped or started to be a working day."""
        return self.before.is_working != self.after.is_working

    def text(self, lang: Language = "en") -> str:
        """Say the change in one line, with the document that made it."""
        cause = self.after.document or self.before.document
        source = "" if cause is None else f" ({cause.text(lang)})"
        if self.before.verdict == self.after.verdict:
            before, after = (", ".join(map(str, hours)) for hours in (self.hours_before, self.hours_after))
            return f"{self.date:%d/%m/%Y}: {before} → {after}{source}"
        return f"{self.date:%d/%m/%Y}: {self.before.name(lang)} → {self.after.name(lang)}{source}"


@lru_cache(maxsize=_KEPT)
def difference(before: WorkCalendar, after: WorkCalendar) -> tuple[Change, ...]:
    """List the days on which two calendars differ, over the range both cover, in order."""
    day, last = max(before.first, after.first), min(before.last, after.last)
    changes: list[Change] = []
    while day <= last:
        old, new = before.sessions(day), after.sessions(day)
        if old != new or before.verdict(day) != after.verdict(day):
            changes.append(Change(before.day(day), after.day(day), old, new))
        day += timedelta(days=1)
    return tuple(changes)
