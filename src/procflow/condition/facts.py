"""The facts a condition may speak of: their types, their bounds, and whether a value fits them.

Invariants: every fact is bounded (numbers by a range, texts by a length, lists by a number of items), because the cost
and the arithmetic of a condition are proved from these bounds; a value that `conform` gave back can make no checked
condition raise. Values are those of a closed universe, compared by exact type: no subclass can bring code of its own.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, assert_never

from procflow.errors import MisuseError

__all__ = [
    "RESERVED",
    "BooleanFact",
    "ChoiceFact",
    "DateFact",
    "DecimalFact",
    "Fact",
    "Facts",
    "IntegerFact",
    "ListFact",
    "Scalar",
    "TextFact",
    "conform",
    "is_fact_name",
    "type_name",
]

INT64: Final = (-(2**63), 2**63 - 1)
# The words of this language, those CEL keeps for itself, and what CEL calls our facts: no fact may be called so.
RESERVED: Final = frozenset(
    {"and", "or", "not", "in", "true", "false", "has", "all", "exists", "null", "as", "break", "const", "continue"}
    | {"else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void"}
    | {"while", "facts"}
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class BooleanFact:
    """Declare a fact that is true or false."""

    optional: bool = False


@dataclass(frozen=True, slots=True)
class IntegerFact:
    """Declare a whole number between `minimum` and `maximum`, both allowed."""

    minimum: int
    maximum: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class DecimalFact:
    """Declare a number of at most `scale` decimals between `minimum` and `maximum`, both allowed."""

    minimum: Decimal
    maximum: Decimal
    scale: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class DateFact:
    """Declare a day of the calendar."""

    optional: bool = False


@dataclass(frozen=True, slots=True)
class TextFact:
    """Declare a text of at most `max_length` characters; texts are compared whole, never ordered."""

    max_length: int = 2000
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceFact:
    """Declare a text that is one of `values`."""

    values: tuple[str, ...]
    optional: bool = False


Scalar = BooleanFact | IntegerFact | DecimalFact | DateFact | TextFact | ChoiceFact


@dataclass(frozen=True, slots=True)
class ListFact:
    """Declare a list of at most `max_items` items: scalars of one type, or records whose fields are scalars."""

    item: Scalar | Mapping[str, Scalar]
    max_items: int
    optional: bool = False


Fact = Scalar | ListFact
Facts = Mapping[str, Fact]


def is_fact_name(name: str) -> bool:
    """Say whether a fact may be called `name`: lower-case ASCII words joined by `_`, none of the reserved words."""
    return _NAME.fullmatch(name) is not None and name not in RESERVED


def type_name(fact: Fact) -> str:
    """Give the word by which a definition declares the type of `fact`."""
    match fact:
        case BooleanFact():
            return "boolean"
        case IntegerFact():
            return "integer"
        case DecimalFact():
            return "decimal"
        case DateFact():
            return "date"
        case TextFact():
            return "text"
        case ChoiceFact():
            return "choice"
        case ListFact():
            return "list"
        case _ as never:
            assert_never(never)


def conform(values: Mapping[str, object], facts: Facts) -> dict[str, object]:
    """Give the values as conditions take them; optional facts that are None are left out.

    Raises:
        MisuseError: a value is missing (PF277), undeclared (PF278), or outside the type declared for it (PF279).
    """
    return _record(values, facts, "")


def _record(values: Mapping[str, object], facts: Facts | Mapping[str, Scalar], prefix: str) -> dict[str, object]:
    for name in values:
        if name not in facts:
            raise MisuseError("PF278", name=f"{prefix}{name}", known=", ".join(facts))
    fitting: dict[str, object] = {}
    for name, fact in facts.items():
        value = values.get(name)
        if value is not None:
            fitting[name] = _fit(value, fact, f"{prefix}{name}")
        elif not fact.optional:
            raise MisuseError("PF277", name=f"{prefix}{name}")
    return fitting


def _fit(value: object, fact: Fact, name: str) -> object:
    if isinstance(fact, ListFact):
        return _fit_list(value, fact, name)
    if not _is_of(value, fact):
        raise MisuseError("PF279", name=name, type=type_name(fact))
    return value


def _fit_list(value: object, fact: ListFact, name: str) -> list[object]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or len(value) > fact.max_items:
        raise MisuseError("PF279", name=name, type="list")
    return [_fit_item(item, fact.item, f"{name}[{index}]") for index, item in enumerate(value)]


def _fit_item(item: object, shape: Scalar | Mapping[str, Scalar], name: str) -> object:
    if not isinstance(shape, Mapping):
        return _fit(item, shape, name)
    if not isinstance(item, Mapping):
        raise MisuseError("PF279", name=name, type="record")
    return _record(item, shape, f"{name}.")


def _is_of(value: object, fact: Scalar) -> bool:
    match fact:
        case BooleanFact():
            return type(value) is bool
        case IntegerFact(minimum=low, maximum=high):
            return type(value) is int and low <= value <= high
        case DecimalFact():
            return _is_decimal(value, fact)
        case DateFact():
            return type(value) is dt.date
        case TextFact(max_length=longest):
            return type(value) is str and len(value) <= longest
        case ChoiceFact(values=choices):
            return type(value) is str and value in choices
        case _ as never:
            assert_never(never)


def _is_decimal(value: object, fact: DecimalFact) -> bool:
    if type(value) is int:
        return fact.minimum <= value <= fact.maximum
    if type(value) is not Decimal or not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= fact.scale and fact.minimum <= value <= fact.maximum
