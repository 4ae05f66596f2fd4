"""A condition ready to use: parsed, checked against the declared facts and compiled to closures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from procflow.condition.cel import cel_of
from procflow.condition.check import Checked, check
from procflow.condition.closures import Test, Values, test_of
from procflow.condition.explain import Reason, reasons
from procflow.condition.facts import Facts
from procflow.condition.syntax import Has, Name, parse
from procflow.condition.tokens import Fault
from procflow.errors import DefinitionError, Diagnostic, Language, Place

__all__ = ["Condition", "compile_condition"]

_NO_ITEM: Final[Values] = {}


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold one compiled condition; equal when the text is.

    `names` are the facts it reads and `cost` bounds the elementary steps of one evaluation, both known before it runs.
    Over values that `conform` gave back, calling and explaining never raise.
    """

    text: str
    names: frozenset[str] = field(compare=False)
    cost: int = field(compare=False)
    _facts: Facts = field(compare=False, repr=False)
    _checked: Checked = field(compare=False, repr=False)
    _test: Test = field(compare=False, repr=False)

    def __call__(self, values: Mapping[str, object]) -> bool:
        """Say whether the condition holds of `values`."""
        return self._test(values, _NO_ITEM)

    def __reduce__(self) -> tuple[Callable[[str, Facts], "Condition"], tuple[str, Facts]]:
        """Travel to other processes as text and facts: closures cannot be pickled, and need not be trusted."""
        return compile_condition, (self.text, self._facts)

    def reasons(self, values: Mapping[str, object]) -> tuple[Reason, ...]:
        """Give the terms because of which the condition does not hold of `values`; none when it holds."""
        return reasons(self._checked, self.text, values)

    def explain(self, values: Mapping[str, object], lang: Language = "en") -> tuple[str, ...]:
        """Tell in `lang`, one sentence a term, why the condition does not hold of `values`; nothing when it holds."""
        return tuple(reason.say(lang) for reason in self.reasons(values))

    def cel(self) -> str:
        """Print the condition in the Common Expression Language, over a map called `facts`."""
        return cel_of(self._checked)


def compile_condition(text: str, facts: Facts, *, place: Place | None = None) -> Condition:
    """Compile `text`, a condition over the declared `facts`; `place` is where its value stands in a file.

    Raises:
        DefinitionError: the text is no condition, or cannot be proved safe; every problem found, at its place.
    """
    try:
        checked, faults = check(parse(text), facts)
    except Fault as fault:
        faults = [fault]
    if faults:
        raise DefinitionError([_diagnostic(fault, text, place) for fault in faults])
    return Condition(text, frozenset(_names(checked, facts)), checked.cost, dict(facts), checked, test_of(checked))


def _diagnostic(fault: Fault, text: str, place: Place | None) -> Diagnostic:
    if place is None:
        line = text.count("\n", 0, fault.start) + 1
        column = fault.start - text.rfind("\n", 0, fault.start)
        place = Place("condition", line, column, line, column + max(1, fault.end - fault.start))
        return Diagnostic(place, fault.code, fault.params)
    return Diagnostic(_within(place, text, fault), fault.code, fault.params)


def _within(place: Place, text: str, fault: Fault) -> Place:
    """Narrow the place of the value to the fault, where text and file correspond character by character.

    A value on one line does, after its quote if it has one; a folded or escaped one does not, and is named as a whole.
    """
    quotes = place.end_column - place.column - len(text)
    if place.line != place.end_line or quotes not in {0, 2}:
        return place
    column = place.column + quotes // 2 + fault.start
    return Place(place.file, place.line, column, place.line, column + max(1, fault.end - fault.start))


def _names(checked: Checked, facts: Facts) -> Iterator[str]:
    node = checked.node
    name = node.name if isinstance(node, Has) else node
    if isinstance(name, Name) and not checked.of_item and name.name in facts:
        yield name.name
    for part in checked.parts:
        yield from _names(part, facts)
