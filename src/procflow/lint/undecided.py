"""Facts under which a dossier cannot go on: of the ways out of a step, none whose condition holds leads to an end.

Invariants: pure; what is told comes with facts that show it; facts are tried at, just below and just above every figure
and date that a condition names, so a condition that compares two facts is tried, not proved.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, product
from typing import Final

from procflow.condition import BooleanFact, ChoiceFact, DateFact, Fact, IntegerFact, TextFact, conform
from procflow.lint.findings import Findings
from procflow.lint.walks import Choice, Walks, is_open
from procflow.procedure import Outcome, Procedure, Step

__all__ = ["check_undecided"]

_MOST: Final = 5_000
"""How many sets of facts are tried; a procedure whose conditions ask for more is judged by the first of them."""

_FIGURE: Final = re.compile(r"(?<![\w.-])\d+(?![\w-])")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_DAY: Final = timedelta(days=1)
_SOME_DAY: Final = date(2026, 1, 15)

Facts = Mapping[str, object]


def check_undecided(procedure: Procedure, walks: Walks, findings: Findings) -> None:
    """Tell the steps in which some dossier stays for ever because of what it states."""
    conditional = [outcome for outcome in _outcomes(procedure) if outcome.when is not None]
    if not conditional:
        return
    names = {name for outcome in conditional if outcome.when is not None for name in outcome.when.names}
    asked = {name: fact for name, fact in procedure.condition_facts.items() if name in names}
    told = set(_stuck(procedure, walks, None))  # a trap whatever the facts is told as one
    for facts in islice(_tried(procedure, conditional, walks.choice), _MOST):
        values = conform(facts, asked)
        for step in _stuck(procedure, walks, values):
            if step not in told:
                told.add(step)
                findings.warn(("steps", step), "PF360", step=step, facts=_spelled(facts), where=str(walks.choice))


def _outcomes(procedure: Procedure) -> Iterator[Outcome]:
    for step in procedure.steps.values():
        yield from step.outcomes.values()


def _stuck(procedure: Procedure, walks: Walks, values: Facts | None) -> list[str]:
    """Give the steps that a dossier of these facts comes into and leads to no end from; None lets conditions hold."""
    ways = {
        name: [outcome.to for outcome in step.outcomes.values() if _holds(procedure, step, outcome, walks, values)]
        for name, step in procedure.steps.items()
    }
    reached = _onward(ways, [procedure.start])
    backward: dict[str, list[str]] = {}
    for name, targets in ways.items():
        for target in targets:
            backward.setdefault(target, []).append(name)
    ending = _onward(backward, [name for name, step in procedure.steps.items() if step.ends is not None])
    return sorted((reached & walks.steps) - ending)


def _holds(procedure: Procedure, step: Step, outcome: Outcome, walks: Walks, values: Facts | None) -> bool:
    if not is_open(procedure, step, outcome, walks.choice):
        return False
    return outcome.when is None or values is None or outcome.when(values)


def _onward(ways: Mapping[str, Sequence[str]], first: Sequence[str]) -> set[str]:
    found, queue = set(first), list(first)
    for name in queue:
        for target in ways.get(name, ()):
            if target not in found:
                found.add(target)
                queue.append(target)
    return found


def _tried(procedure: Procedure, conditional: Sequence[Outcome], choice: Choice) -> Iterator[Facts]:
    """Give sets of the facts the conditions ask for."""
    texts = [outcome.when.text for outcome in conditional if outcome.when is not None]
    names = sorted({name for outcome in conditional if outcome.when is not None for name in outcome.when.names})
    fixed = {"case": choice.case, "channel": choice.channel}
    asked = [name for name in names if name not in fixed]
    columns = [_values(procedure.condition_facts[name], " ".join(texts)) for name in asked]
    for row in product(*columns):
        stated = {name: value for name, value in zip(asked, row, strict=True) if value is not None}
        yield {**{name: value for name, value in fixed.items() if name in names}, **stated}


def _values(fact: Fact, texts: str) -> list[object]:
    """Give values of one fact at which a condition may turn; None where it may be left out."""
    found: list[object] = [None] if fact.optional else []
    match fact:
        case BooleanFact():
            found += [False, True]
        case ChoiceFact():
            found += fact.values
        case IntegerFact():
            named = {int(each) for each in _FIGURE.findall(texts)}
            near = {figure + step for figure in named for step in (-1, 0, 1)}
            found += sorted(
                value for value in {*near, fact.minimum, fact.maximum} if fact.minimum <= value <= fact.maximum
            )
        case DateFact():
            days = [date.fromisoformat(each) for each in _DATE.findall(texts)] or [_SOME_DAY]
            found += sorted({day + step * _DAY for day in days for step in (-1, 0, 1)})
        case TextFact():
            found += sorted({one or two for one, two in _TEXT.findall(texts)} | {"-"})
    return found


def _spelled(facts: Facts) -> str:
    told = (f"{name} = {str(value).lower() if isinstance(value, bool) else value}" for name, value in facts.items())
    return ", ".join(told)
