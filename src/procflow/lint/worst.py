"""The worst day to submit: on which day of a year the wait for a result is longest, and what lies in between.

Invariant: the wait is counted in days of the calendar, from the day the dossier is handed in to the day the result is
due by law, with reception taking all of its time.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from procflow.calendar import WorkCalendar
from procflow.calendar.days import Language
from procflow.clock import Deadline, deadline
from procflow.lint.timetable import Timetable
from procflow.lint.walks import Choice, choose
from procflow.procedure import Procedure

__all__ = ["Wait", "WorstDay", "worst_day"]


@dataclass(frozen=True, slots=True)
class Wait:
    """Hold one wait: handed in, accepted at the latest, due; `counted` explains the date."""

    submitted_at: datetime
    accepted_at: datetime
    counted: Deadline

    @property
    def days(self) -> int:
        """Count the days of the calendar from handing in to the day the result is due."""
        return (self.counted.due_on - self.submitted_at.date()).days


@dataclass(frozen=True, slots=True)
class WorstDay:
    """Hold the longest wait of a year, the days on which it begins, and the usual one beside it."""

    choice: Choice
    year: int
    worst: Wait
    days: tuple[date, ...]
    usual: int
    shortest: int
    off: tuple[tuple[date, date, str], ...]

    def reason(self) -> str:
        """Say which days off lie in the worst wait, stretch by stretch, in the language the question was asked in."""
        return "; ".join(f"{_spell(first, last)} {name}" for first, last, name in self.off)


def worst_day(  # noqa: PLR0913 - keyword-only beyond the procedure
    procedure: Procedure,
    *,
    case: str = "",
    channel: str = "",
    year: int,
    calendar: WorkCalendar,
    lang: Language = "en",
) -> WorstDay | None:
    """Find the day of `year` on which handing a dossier in means the longest wait; None where the law sets no limit.

    `case` and `channel` default to the first the procedure has. Where reception has a limit of its own, a dossier may
    arrive on any day; where it has none, it is accepted over the desk, so the office must be open.

    Raises:
        MisuseError: PF720 for a case or channel the procedure does not have.
        CalendarError: PF400 beyond the range of the calendar.
    """
    choice = choose(procedure, case, channel)
    table = Timetable(procedure, choice, calendar)
    waits = list(_waits(procedure, table, year))
    if not waits:
        return None
    worst = max(waits, key=lambda wait: (wait.days, -wait.submitted_at.timestamp()))
    lengths = Counter(wait.days for wait in waits)
    days = tuple(dict.fromkeys(wait.submitted_at.date() for wait in waits if wait.days == worst.days))
    usual = min(lengths, key=lambda length: (-lengths[length], length))
    off = tuple(_days_off(worst, calendar, lang))
    return WorstDay(choice, year, worst, days, usual, min(lengths), off)


def _waits(procedure: Procedure, table: Timetable, year: int) -> Iterator[Wait]:
    limit = table.span(procedure.limit)
    if limit is None:
        return
    reception = table.ration(procedure.steps[procedure.start].within)
    for alike in table.moments(date(year, 1, 1), date(year, 12, 31), reception):
        if reception is None and not table.calendar.is_working(alike.date()):
            continue
        accepted = alike if reception is None else max(alike, reception.last(alike))
        anchor = alike if procedure.limit.start == "submitted" else accepted
        counted = deadline(anchor, limit, rule=procedure.limit.rule, calendar=table.calendar)
        yield Wait(alike, accepted, counted)


def _days_off(wait: Wait, calendar: WorkCalendar, lang: Language) -> Iterator[tuple[date, date, str]]:
    """Give the stretches of days off within the wait, each with the names of its holidays."""
    day, last = wait.submitted_at.date(), wait.counted.due_on
    while day <= last:
        if calendar.is_working(day):
            day += timedelta(days=1)
            continue
        first, names = day, list[str]()
        while day <= last and not calendar.is_working(day):
            names.append(calendar.day(day).name(lang))
            day += timedelta(days=1)
        yield first, day - timedelta(days=1), ", ".join(dict.fromkeys(names))


def _spell(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
