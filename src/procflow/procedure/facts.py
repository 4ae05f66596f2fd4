"""The facts of a procedure as conditions see them, and those derived from dates.

Invariant: beside the declared facts a condition may ask for `case` and `channel`, and nothing else.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from procflow.calendar import WorkCalendar
from procflow.clock import Span, Unit, deadline
from procflow.clock.months import add_months
from procflow.condition import (
    BooleanFact,
    ChoiceFact,
    Condition,
    DateFact,
    Fact,
    IntegerFact,
    TextFact,
    compile_condition,
    is_fact_name,
)
from procflow.definition import DerivedSpec, FactKind, FactSpec
from procflow.errors import DefinitionError
from procflow.procedure.complaints import Complaints, Path

__all__ = ["LARGEST", "SUBMITTED", "compile_facts", "compile_when", "derive"]

LARGEST: Final = 2**53
"""Beyond this, JSON readers of other languages lose whole numbers."""

SUBMITTED: Final = "submitted"
_LATER_THAN_ANY_ROLL: Final = timedelta(days=31)
_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}
_DAYS: Final = {Unit.DAY: 1, Unit.WORKING_DAY: 1, Unit.WEEK: 7}
_DAYS_OF_A_WORKING_DAY: Final = 2
"""Days off that go with a working day at the very most, beyond one long holiday; over a year it is half a day."""


def compile_facts(
    specs: Mapping[str, FactSpec], cases: tuple[str, ...], channels: tuple[str, ...], complaints: Complaints
) -> Mapping[str, Fact]:
    """Declare the facts to the condition language, and check those that are derived."""
    facts: dict[str, Fact] = {"channel": ChoiceFact(channels)}
    if cases:
        facts["case"] = ChoiceFact(cases)
    for name, spec in specs.items():
        path: Path = ("facts", name)
        if not is_fact_name(name) or name in ("case", "channel", SUBMITTED):
            complaints.error(path, "PF334", key=True, name=name)
            continue
        facts[name] = _fact(spec)
        if spec.derived is not None:
            _check_derived(specs, spec.type, spec.derived, path, complaints)
    return facts


def compile_when(text: str, facts: Mapping[str, Fact], path: Path, complaints: Complaints) -> Condition | None:
    """Compile the condition written at `path`; None where it was complained about."""
    try:
        return compile_condition(text, facts, place=complaints.place(path))
    except DefinitionError as error:
        complaints.extend(error.diagnostics)
        return None


def derive(
    specs: Mapping[str, FactSpec], stated: Mapping[str, object], submitted_on: date, calendar: WorkCalendar
) -> dict[str, bool | int]:
    """Derive facts from the dates stated; those whose dates were not stated are left out."""
    derived: dict[str, bool | int] = {}
    for name, spec in specs.items():
        if spec.derived is None:
            continue
        ends = [
            submitted_on if each == SUBMITTED else stated.get(each) for each in (spec.derived.from_, spec.derived.to)
        ]
        if isinstance(ends[0], date) and isinstance(ends[1], date):
            start, end = ends[0], ends[1]
            span = spec.derived.more_than
            derived[name] = _years(start, end) if span is None else _is_later(start, end, span, calendar)
    return derived


def _years(start: date, end: date) -> int:
    """Count full years; somebody born on 29 February completes a year on 1 March, for want of the day."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _is_later(start: date, end: date, span: Span, calendar: WorkCalendar) -> bool:
    """Say whether `end` lies beyond `span` from `start`, whose last day off moves on (BLDS 2015 Đ.148 k.5)."""
    earliest, latest = _bounds(start, span)
    if end <= earliest or end > latest:
        return end > latest  # far enough from the edge that no day off matters, whatever the calendar knows
    return end > deadline(start, span, rule="blds-2015", calendar=calendar).due_on


def _bounds(start: date, span: Span) -> tuple[date, date]:
    """Give the first and the last day on which `span` from `start` can end, whatever days are off."""
    amount = int(span.amount)
    if span.unit in _MONTHS:
        last = add_months(start, amount * _MONTHS[span.unit])
        return last, last + _LATER_THAN_ANY_ROLL
    last = start + timedelta(days=amount * _DAYS[span.unit])
    most = amount * _DAYS_OF_A_WORKING_DAY if span.unit is Unit.WORKING_DAY else 0
    return last, last + timedelta(days=most) + _LATER_THAN_ANY_ROLL


def _fact(spec: FactSpec) -> Fact:
    optional = spec.optional or spec.derived is not None
    match spec.type:
        case FactKind.BOOLEAN:
            return BooleanFact(optional)
        case FactKind.INTEGER:
            return IntegerFact(spec.least or 0, spec.most if spec.most is not None else LARGEST, optional)
        case FactKind.DATE:
            return DateFact(optional)
        case FactKind.CHOICE:
            return ChoiceFact(tuple(spec.choices or {}), optional)
        case _:  # a text
            return TextFact(optional=optional)


def _check_derived(
    specs: Mapping[str, FactSpec], kind: FactKind, derived: DerivedSpec, path: Path, complaints: Complaints
) -> None:
    dates = (SUBMITTED, *(name for name, each in specs.items() if each.type is FactKind.DATE))
    for key, name in (("from", derived.from_), ("to", derived.to)):
        if name not in dates:
            complaints.unknown((*path, "derived", key), "PF336", name, dates)
    wanted = FactKind.INTEGER if derived.more_than is None else FactKind.BOOLEAN
    if kind is not wanted:
        complaints.error((*path, "type"), "PF335", wanted=wanted.value)
    span = derived.more_than
    if span is not None and (span.unit not in {**_MONTHS, **_DAYS} or span.then is not None or not span.is_whole):
        complaints.error((*path, "derived", "more_than"), "PF337", span=span.text("vi"))
