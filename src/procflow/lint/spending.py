"""How the time of one dossier is spent when everybody uses all of theirs, beside the limits it is under.

Invariants: pure; the way is the longest the time-budget proof finds from that start, so what fits here fits whatever
people do on that day; bars are in the order in which they begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from procflow.calendar import WorkCalendar
from procflow.lint.budget import Budget, Leg
from procflow.lint.rounds import Map
from procflow.lint.timetable import Start, Timetable
from procflow.lint.walks import Choice, choose, walk
from procflow.procedure import Procedure

__all__ = ["Bar", "BarKind", "Spending", "spend", "tightest"]


class BarKind(StrEnum):
    """Name what a bar stands for."""

    LIMIT = "limit"
    COMMITTED = "committed"
    RECEPTION = "reception"
    STEP = "step"
    CONSULT = "consult"


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one stretch of time: of a limit, or of the step `name` with the agency `consult` it asks."""

    kind: BarKind
    begins: datetime
    ends: datetime
    name: str = ""
    consult: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """Hold one dossier's time: handed in, accepted at the latest, due, and ready when everybody uses all of theirs."""

    choice: Choice
    submitted_at: datetime
    accepted_at: datetime
    due_at: datetime
    ready_at: datetime
    late: bool
    bars: tuple[Bar, ...]


def spend(
    procedure: Procedure, *, at: datetime, case: str = "", channel: str = "", calendar: WorkCalendar
) -> Spending | None:
    """Spend all the time there is on a dossier handed in `at`; None where the law sets no limit for it.

    `case` and `channel` default to the first the procedure has.

    Raises:
        MisuseError: PF720 for a case or channel the procedure does not have.
        CalendarError: PF400 beyond the range of the calendar.
    """
    return _spent(_budget(procedure, case, channel, calendar), at)


def tightest(
    procedure: Procedure, *, year: int, case: str = "", channel: str = "", calendar: WorkCalendar
) -> Spending | None:
    """Spend all the time on the dossier of `year` to which the least is left, or that is late by the most.

    What is left is compared in days of the calendar from the time everybody is done to the end of the limit, the first
    of several; None where the law sets no limit.

    Raises:
        MisuseError: PF720 for a case or channel the procedure does not have.
        CalendarError: PF400 beyond the range of the calendar.
    """
    budget = _budget(procedure, case, channel, calendar)
    reception = budget.table.ration(procedure.steps[procedure.start].within)
    moments = budget.table.moments(date(year, 1, 1), date(year, 12, 31), reception)
    open_ones = (at for at in moments if reception is not None or calendar.is_working(at.date()))
    spent = (_spent(budget, at) for at in open_ones)
    return min((each for each in spent if each is not None), key=lambda each: each.due_at - each.ready_at, default=None)


def _budget(procedure: Procedure, case: str, channel: str, calendar: WorkCalendar) -> Budget:
    walks = walk(procedure, choose(procedure, case, channel))
    return Budget.of(procedure, walks, Map(procedure, walks).rounds(), calendar)


def _spent(budget: Budget, at: datetime) -> Spending | None:
    start_step = budget.procedure.start
    reception = budget.table.ration(budget.procedure.steps[start_step].within)
    accepted = at if reception is None else max(at, reception.last(at))
    found = budget.longest(accepted)
    start = found[0] if found else budget.table.begin(accepted)
    if start is None:
        return None
    legs = found[1] if found else ()
    ready = legs[-1].at if legs else accepted
    bars = [Bar(BarKind.RECEPTION, at, accepted, start_step)] if accepted > at else []
    bars += _limits(budget.table, start, accepted)
    bars += _steps(budget.table, legs, accepted)
    late = start.due.is_missed_at(ready)
    return Spending(budget.walks.choice, at, accepted, start.due.ends_at, ready, late, tuple(bars))


def _limits(table: Timetable, start: Start, accepted: datetime) -> Iterator[Bar]:
    yield Bar(BarKind.LIMIT, accepted, start.due.ends_at)
    committed = table.ration(table.procedure.committed)
    if committed is not None:
        yield Bar(BarKind.COMMITTED, accepted, committed.last(accepted))


def _steps(table: Timetable, legs: tuple[Leg, ...], accepted: datetime) -> Iterator[Bar]:
    """Give each step of the way, and beneath it the agencies it asks."""
    begun = accepted
    for leg in legs:
        yield Bar(BarKind.STEP, begun, leg.at, leg.step)
        yield from _consulted(table, leg.step, begun)
        begun = leg.at


def _consulted(table: Timetable, step: str, begun: datetime) -> Iterator[Bar]:
    answered: dict[str, datetime] = {}
    waiting = list(table.procedure.steps[step].consult.values())
    while ready := [each for each in waiting if answered.keys() >= set(each.after)]:
        for asked in ready:
            waiting.remove(asked)
            at = max([begun, *(answered[name] for name in asked.after)])
            ration = table.ration(asked.within)
            answered[asked.id] = at if ration is None else max(at, ration.last(at))
            if ration is not None:
                yield Bar(BarKind.CONSULT, at, answered[asked.id], step, asked.id)
