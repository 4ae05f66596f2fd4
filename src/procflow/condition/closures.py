"""A checked condition made into nested Python functions; no code is generated and nothing is evaluated from text.

Invariants: a function reads the dict of facts, and the item a quantifier is at, by constant keys, never an attribute
named by the author; over values that conform to the declared facts it cannot raise, because the checker proved so.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from procflow.condition.check import Checked, Sort
from procflow.condition.syntax import (
    Arithmetic,
    Comparison,
    Constant,
    Every,
    Has,
    Junction,
    Membership,
    Minus,
    Name,
    Not,
)

__all__ = ["Run", "Test", "Values", "closure", "list_of", "test_of", "units"]

Values = Mapping[str, object]
# The second argument is the item a quantifier is at: a record, or (told to the type checker only where it is read) a
# scalar. Outside of quantifiers nothing reads it.
Run = Callable[[Values, Values], object]
Test = Callable[[Values, Values], bool]

# Said of whole numbers; they serve whatever two values the checker found comparable.
_RELATIONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def units(value: object, scale: int) -> int:
    """Count a number in units of `scale` decimals: 1.5 at scale 2 is 150; exact, in no arithmetic context."""
    numerator, denominator = cast("Decimal", value).as_integer_ratio()
    unit: int = 10**scale
    return numerator * unit // denominator


def closure(checked: Checked) -> Run:
    """Make the function that computes `checked` from the facts and the item at hand; numbers come in its units."""
    match checked.node:
        case Constant():
            constant = checked.constant
            return lambda _values, _item: constant
        case Name():
            return _scaled(checked, checked.scale)
        case Minus():
            inner = _number(checked.parts[0], checked.scale)
            return lambda values, item: -inner(values, item)
        case Arithmetic(operator=sign):
            return _arithmetic(checked, sign)
        case _:
            return test_of(checked)


def test_of(checked: Checked) -> Test:
    """Make the function that says whether a condition holds."""
    match checked.node:
        case Not():
            inner = test_of(checked.parts[0])
            return lambda values, item: not inner(values, item)
        case Junction(word=word):
            return _junction(word, [test_of(part) for part in checked.parts])
        case Comparison(operator=sign):
            return _comparison(checked, sign)
        case Membership():
            return _membership(checked)
        case Has(name=name):
            return _has(name, of_item=checked.of_item)
        case Every(word=word):
            return _every(checked, word)
        case _:
            return cast("Test", closure(checked))


def list_of(checked: Checked, values: Values) -> Sequence[Values]:
    """Give the items a quantifier goes through."""
    return cast("Sequence[Values]", values[cast("Name", checked.parts[0].node).name])


def _raw(name: Name, *, of_item: bool) -> Run:
    """Read a fact, or the item, as the host gave it."""
    key, field = name.name, name.field
    if not of_item:
        return lambda values, _item: values[key]
    if field is None:
        return lambda _values, item: item
    return lambda _values, item: item[field]


def _scaled(checked: Checked, scale: int) -> Run:
    """Compute a part in units of `scale` decimals, which are as fine as its own or finer."""
    node = checked.node
    if isinstance(node, Name):
        raw = _raw(node, of_item=checked.of_item)
        if checked.sort is not Sort.NUMBER or scale == 0:
            return raw
        return lambda values, item: units(raw(values, item), scale)
    run = closure(checked)
    if scale == checked.scale:
        return run
    factor = 10 ** (scale - checked.scale)
    return lambda values, item: cast("int", run(values, item)) * factor


def _number(checked: Checked, scale: int) -> Callable[[Values, Values], int]:
    return cast("Callable[[Values, Values], int]", _scaled(checked, scale))


def _arithmetic(checked: Checked, sign: str) -> Run:
    left, right = checked.parts
    if sign == "*":
        first, second = _number(left, left.scale), _number(right, right.scale)
        return lambda values, item: first(values, item) * second(values, item)
    first, second = _number(left, checked.scale), _number(right, checked.scale)
    if sign == "+":
        return lambda values, item: first(values, item) + second(values, item)
    return lambda values, item: first(values, item) - second(values, item)


def _junction(word: str, terms: list[Test]) -> Test:
    if len(terms) == 2:  # noqa: PLR2004 - most have two terms, and the short form is twice as fast
        first, second = terms
        if word == "and":
            return lambda values, item: first(values, item) and second(values, item)
        return lambda values, item: first(values, item) or second(values, item)
    stop = word == "or"

    def junction(values: Values, item: Values) -> bool:
        for term in terms:
            if term(values, item) is stop:
                return stop
        return not stop

    return junction


def _comparison(checked: Checked, sign: str) -> Test:
    left, right = checked.parts
    if isinstance(left.node, Name) and isinstance(right.node, Constant) and not left.of_item:
        return _against_constant(left.node.name, sign, _as_given(right))
    relation = _RELATIONS[sign]
    first, second = _number(left, checked.scale), _number(right, checked.scale)
    return lambda values, item: relation(first(values, item), second(values, item))


def _as_given(constant: Checked) -> object:
    """Give a constant as hosts give facts: decimals compare exactly with whole numbers and with each other."""
    if constant.sort is Sort.NUMBER and constant.scale:
        return Decimal(f"{constant.constant}E-{constant.scale}")
    return constant.constant


def _against_constant(key: str, sign: str, constant: object) -> Test:
    """Compare a fact with a value written out, the commonest condition, in one function."""
    return cast("Test", _ordered(key, sign, cast("int", constant)))


def _ordered(key: str, sign: str, given: int) -> Callable[[Mapping[str, int], Values], bool]:
    """Build the comparison; said of whole numbers, it serves whatever two values the checker found comparable."""
    match sign:
        case "==":
            return lambda values, _item: values[key] == given
        case "!=":
            return lambda values, _item: values[key] != given
        case "<":
            return lambda values, _item: values[key] < given
        case "<=":
            return lambda values, _item: values[key] <= given
        case ">":
            return lambda values, _item: values[key] > given
        case _:
            return lambda values, _item: values[key] >= given


def _membership(checked: Checked) -> Test:
    left, right = checked.parts
    wanted = _scaled(left, checked.scale)
    if isinstance(right.node, Name):
        items = cast("Callable[[Values, Values], Sequence[object]]", _raw(right.node, of_item=False))
        scale = checked.scale
        if scale:
            return lambda values, item: wanted(values, item) in [units(each, scale) for each in items(values, item)]
        return lambda values, item: wanted(values, item) in items(values, item)
    constants = frozenset(_constant(part, checked.scale) for part in right.parts)
    return lambda values, item: wanted(values, item) in constants


def _constant(checked: Checked, scale: int) -> object:
    if checked.sort is Sort.NUMBER:
        return cast("int", checked.constant) * 10 ** (scale - checked.scale)
    return checked.constant


def _has(name: Name, *, of_item: bool) -> Test:
    key, field = name.name, name.field
    if not of_item:
        return lambda values, _item: values.get(key) is not None
    if field is None:
        return lambda _values, _item: True
    return lambda _values, item: item.get(field) is not None


def _every(checked: Checked, word: str) -> Test:
    body = test_of(checked.parts[1])
    stop = word == "exists"

    def every(values: Values, _item: Values) -> bool:
        for item in list_of(checked, values):
            if body(values, item) is stop:
                return stop
        return not stop

    return every
