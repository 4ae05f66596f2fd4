"""A checked condition printed in the Common Expression Language, so that independent implementations can judge it.

The facts are the map `facts`; a decimal is the whole number of its smallest unit, a date its ISO 8601 text, whose order
is that of the days. `cel_values` gives the facts in that form.
"""

import datetime as dt
from collections.abc import Mapping
from typing import assert_never, cast

from procflow.condition.check import Checked, Sort
from procflow.condition.closures import units
from procflow.condition.facts import DateFact, DecimalFact, Fact, Facts, ListFact, Scalar
from procflow.condition.syntax import (
    Arithmetic,
    Comparison,
    Constant,
    Every,
    Has,
    Junction,
    ListLiteral,
    Membership,
    Minus,
    Name,
    Not,
)

__all__ = ["cel_of", "cel_values"]


def cel_of(checked: Checked) -> str:  # noqa: C901 - one case a kind of node
    """Print a condition, or a part of one; every part that could be misread stands in parentheses."""
    parts = checked.parts
    match checked.node:
        case Constant():
            return _literal(checked.constant)
        case Name() as name:
            return _path(name, of_item=checked.of_item)
        case Minus():
            return f"(-{_scaled(parts[0], checked.scale)})"
        case Arithmetic(operator="*"):
            return f"({cel_of(parts[0])} * {cel_of(parts[1])})"
        case Arithmetic(operator=sign) | Comparison(operator=sign):
            return f"({_scaled(parts[0], checked.scale)} {sign} {_scaled(parts[1], checked.scale)})"
        case Membership():
            return f"({_scaled(parts[0], checked.scale)} in {_scaled(parts[1], checked.scale)})"
        case Not():
            return f"!{cel_of(parts[0])}"
        case Junction(word=word):
            return f"({(' && ' if word == 'and' else ' || ').join(map(cel_of, parts))})"
        case Has(name=name):
            return "true" if checked.of_item and name.field is None else f"has({_path(name, of_item=checked.of_item)})"
        case Every(word=word, item=item):
            return f"{cel_of(parts[0])}.{word}({item.text}, {cel_of(parts[1])})"
        case ListLiteral():
            return f"[{', '.join(_scaled(part, checked.scale) for part in parts)}]"
        case _ as never:
            assert_never(never)


def cel_values(values: Mapping[str, object], facts: Facts) -> dict[str, object]:
    """Give conforming `values` as the printed condition takes them."""
    return {name: _value(value, facts[name]) for name, value in values.items() if value is not None}


def _path(name: Name, *, of_item: bool) -> str:
    path = name.name if name.field is None else f"{name.name}.{name.field}"
    return path if of_item else f"facts.{path}"


def _scaled(checked: Checked, scale: int) -> str:
    printed = cel_of(checked)
    if checked.sort is not Sort.NUMBER or scale == checked.scale:
        return printed
    return f"({printed} * {10 ** (scale - checked.scale)})"


def _literal(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case dt.date():
            return f'"{value.isoformat()}"'
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        case _:
            return str(value)


def _value(value: object, fact: Fact | Mapping[str, Scalar]) -> object:
    match fact:
        case DecimalFact(scale=scale):
            return units(value, scale)
        case DateFact():
            return cast("dt.date", value).isoformat()
        case ListFact(item=item):
            return [_value(each, item) for each in cast("list[object]", value)]
        case Mapping():
            return cel_values(cast("Mapping[str, object]", value), fact)
        case _:
            return value
