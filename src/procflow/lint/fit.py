"""Tell where the time budget does not hold: the worst path with its dates, the loops without bound, crowded opinions.

Invariant: an error says that no start at all fits, even where nobody is asked and every step is walked only once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from procflow.calendar import WorkCalendar
from procflow.errors import Severity
from procflow.lint.budget import Budget, Late, Leg
from procflow.lint.findings import Findings, Path
from procflow.lint.rounds import Map
from procflow.lint.shape import Question
from procflow.lint.timetable import Ration, Timetable, stops
from procflow.lint.walks import Walks
from procflow.procedure import Procedure

__all__ = ["Tell", "check_fit", "misfits", "prove_fit"]

_AT_ENTRY = frozenset({"entered", "asked", "received"})


def check_fit(
    procedure: Procedure, walks: Sequence[Walks], findings: Findings, calendar: WorkCalendar, years: tuple[int, int]
) -> None:
    """Judge the time budget over every start from the first to the last of `years`."""
    for tell in prove_fit(Question.of(procedure, walks, calendar, years)):
        say = findings.error if tell.severity is Severity.ERROR else findings.warn
        say(tell.path, tell.code, key=True, **tell.params)


class Tell(NamedTuple):
    """What is to be told, before the place is looked up in the file that says it."""

    severity: Severity
    path: Path
    code: str
    params: Mapping[str, object]


@lru_cache(maxsize=1024)
def prove_fit(question: Question) -> tuple[Tell, ...]:
    """Prove the budget, once for all procedures of one shape: of a ministry's, many take the same steps and times."""
    procedure, calendar = question.procedure, question.calendar
    first, last = date(question.years[0], 1, 1), date(question.years[1], 12, 31)
    variants = _variants(procedure, question.walks, calendar)
    tells: list[Tell] = []
    for walk, extra in variants:
        where = str(walk.choice) if len(variants) > 1 else ""
        where += f" [{extra}]" if extra else ""
        budget = Budget.of(procedure, walk, Map(procedure, walk).rounds(), calendar, extra=extra)
        tells += _tell_loops(budget, walk)
        for late in misfits(budget, first, last)[:1]:  # what follows a stretch that does not fit, does not either
            budget.find_worst(late)
            certain = _is_certain(budget, late, first, last)
            tells += _tell_late(budget, late, (first, last), where, certain=certain)
        tells += _tell_crowded(budget, where)
    return tuple(tells)


def misfits(budget: Budget, first: date, last: date) -> list[Late]:
    """Give the stretches of the limit that some start does not fit, the worst of each beginning."""
    found: dict[tuple[str, str], Late] = {}
    for each in budget.prove(first, last):
        known = found.get(each.stretch.edge)
        if each.late and (known is None or each.late > known.late):
            found[each.stretch.edge] = each
    return list(found.values())


def _variants(procedure: Procedure, walks: Iterable[Walks], calendar: WorkCalendar) -> list[tuple[Walks, str]]:
    """Give one walk for each set of figures that cases, channels and conditions lead to."""
    found: dict[object, tuple[Walks, str]] = {}
    for walk in walks:
        for extra in ("", *_conditions(procedure)):
            table = Timetable(procedure, walk.choice, calendar, extra, walk.running)
            figures = tuple((rule.name, str(span)) for rule, span in table.uses())
            found.setdefault((figures, walk.taken), (walk, extra))
    return list(found.values())


def _conditions(procedure: Procedure) -> list[str]:
    """Give the conditions under which a step or an opinion gets more time."""
    rules = [step.within for step in procedure.steps.values()]
    rules += [asked.within for step in procedure.steps.values() for asked in step.consult.values()]
    rules += [out.within for step in procedure.steps.values() for out in step.outcomes.values()]
    return sorted({plus.when.text for rule in rules if rule is not None for plus in rule.plus})


def _is_certain(budget: Budget, late: Late, first: date, last: date) -> bool:
    """Say whether the same stretch fits no start, even where nobody is asked and nothing goes back."""
    if late.late < late.tried:
        return False
    walks = budget.walks
    rounds = Map(budget.procedure, walks).no_rounds()
    once = Budget.of(budget.procedure, walks, rounds, budget.table.calendar, extra=budget.table.extra)
    once.asks = False
    same = [each for each in once.prove(first, last) if each.stretch.edge == late.stretch.edge]
    return bool(same) and all(each.late == each.tried for each in same)


def _tell_late(budget: Budget, late: Late, period: tuple[date, date], where: str, *, certain: bool) -> Iterator[Tell]:
    if late.start is None:
        return
    spell = _speller(budget.table)
    span = budget.table.span(budget.procedure.limit)
    rest = "" if late.stretch.rest is None else f"{late.stretch.rest} / "
    params = {
        "limit": f"{rest}{span.text('vi') if span else ''}",
        "where": where,
        "start": spell(late.start.at),
        "due": late.start.due.on.isoformat() if late.start.due.ends_its_day else spell(late.start.due.ends_at),
        "ready": spell(late.start.due.ends_at + late.by),
        "way": " → ".join(_spell_leg(leg, spell) for leg in late.legs),
        "late": late.late,
        "tried": late.tried,
        "first": period[0].year,
        "last": period[1].year,
    }
    yield Tell(Severity.ERROR if certain else Severity.WARNING, ("limit",), "PF350", params)


class _Speller:
    """Write a moment as a day, and with its hour where hours are counted."""

    def __init__(self, *, by_hour: bool) -> None:
        self._form = "%Y-%m-%d %H:%M" if by_hour else "%Y-%m-%d"

    def __call__(self, moment: datetime) -> str:
        return moment.strftime(self._form)


def _speller(table: Timetable) -> _Speller:
    return _Speller(by_hour=table.minds_hours())


def _spell_leg(leg: Leg, spell: _Speller) -> str:
    asked = f" + {leg.asked}" if leg.asked else ""
    return f"{leg.step}{asked} ({spell(leg.at)})"


def _tell_crowded(budget: Budget, where: str) -> Iterator[Tell]:
    spell = _speller(budget.table)
    for each in budget.crowded.values():
        if each.entered is None or each.ready is None or each.due is None:
            continue
        path: Path = ("steps", each.step, "consult", each.consult)
        when = {"start": spell(each.entered), "ready": spell(each.ready), "due": spell(each.due)}
        params = {"name": each.consult, "step": each.step, **when, "where": where}
        yield Tell(Severity.WARNING, path, "PF352", params)


def _tell_loops(budget: Budget, walks: Walks) -> Iterator[Tell]:
    """Tell the loops whose rounds nothing counts and that take time each round while the limit runs."""
    for loop in Map(budget.procedure, walks).uncounted_loops():
        if any(_takes_time(budget, name, loop) for name in loop):
            yield Tell(Severity.WARNING, ("steps", loop[-1]), "PF351", {"loop": " → ".join([*loop, loop[0]])})


def _takes_time(budget: Budget, name: str, loop: Sequence[str]) -> bool:
    procedure, table = budget.procedure, budget.table
    step = procedure.steps[name]
    if stops(step):
        return False
    inside = {*_AT_ENTRY, *loop, *(out for each in loop for out in procedure.steps[each].outcomes)}
    rations: list[Ration | None] = [table.stay(step, None)]
    rations += [table.ration(asked.within) for asked in step.consult.values()]
    for each in loop:
        rations += [table.ration(out.within) for out in procedure.steps[each].outcomes.values() if out.to == name]
    return any(ration is not None and ration.mark in inside for ration in rations)
