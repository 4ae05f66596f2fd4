"""A parsed condition held against the declared facts: types, presence, ranges and cost, all before it ever runs.

Invariants of what passes: no operation can fail (every optional fact is read only where `has` proved it given, every
number stays within 64 bits by interval arithmetic, every comparison is between values of one type); its cost is
bounded. Numbers are whole numbers of their smallest unit (1.50 at scale 2 is 150), so that arithmetic is exact.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, assert_never

from procflow.condition.facts import (
    INT64,
    RESERVED,
    BooleanFact,
    ChoiceFact,
    DateFact,
    DecimalFact,
    Fact,
    Facts,
    IntegerFact,
    ListFact,
    Scalar,
    TextFact,
)
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
    Node,
    Not,
)
from procflow.condition.tokens import Fault, Kind, Span, Spanned, Token
from procflow.errors import nearest
from procflow.source.characters import clipped

__all__ = ["MAX_COST", "Checked", "Sort", "check"]

MAX_COST: Final = 10_000
_MAX_SCALE: Final = 18
_ORDERINGS: Final = frozenset({"<", "<=", ">", ">="})
_NONE: Final[frozenset[str]] = frozenset()
_NO_TOKEN: Final = Token(Kind.END, "", 0, 0)


class Sort(StrEnum):
    """What a part of a condition stands for."""

    BOOLEAN = "boolean"
    NUMBER = "integer"
    DATE = "date"
    TEXT = "text"
    LIST = "list"
    RECORD = "record"
    FAULTY = "faulty"  # already complained of: it fits everywhere, so that one mistake is told once


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Hold a part of a condition with all that was proved of it.

    `scale` is the number of decimals its values (or, for a comparison, the values compared) are counted in; `low` and
    `high` bound a number; `needs` names the optional facts it reads; `if_true` and `if_false` those that its truth or
    falsehood proves given.
    """

    node: Node
    sort: Sort
    parts: tuple["Checked", ...] = ()
    scale: int = 0
    low: int = 0
    high: int = 0
    constant: object = None
    choices: tuple[str, ...] | None = None
    shape: Fact | Mapping[str, Scalar] | None = None
    of_item: bool = False
    needs: frozenset[str] = _NONE
    if_true: frozenset[str] = _NONE
    if_false: frozenset[str] = _NONE
    cost: int = 1

    @property
    def type(self) -> str:
        """Name the type as a definition declares it."""
        return "decimal" if self.sort is Sort.NUMBER and self.scale else self.sort.value


def check(node: Node, facts: Facts) -> tuple[Checked, list[Fault]]:
    """Check a whole condition, which must be true or false; every fault found is given, not only the first."""
    checker = _Checker(facts)
    checked = checker.condition(node, _NONE)
    if not checker.faults and checked.cost > MAX_COST:
        checker.faults.append(Fault("PF267", node, cost=checked.cost, limit=MAX_COST))
    return checked, sorted(checker.faults, key=lambda fault: fault.start)


class _Checker:
    """Walk the tree with what is known: the facts declared, and those proved to be given."""

    __slots__ = ("_facts", "_item", "_shape", "faults")

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._item: str | None = None
        self._shape: Scalar | Mapping[str, Scalar] | None = None
        self.faults: list[Fault] = []

    def condition(self, node: Node, known: frozenset[str]) -> Checked:
        """Check a part that must be true or false."""
        checked = self._part(node, known)
        if checked.sort not in {Sort.BOOLEAN, Sort.FAULTY}:
            return self._fault("PF263", node, type=checked.type)
        return checked

    def _part(self, node: Node, known: frozenset[str]) -> Checked:  # noqa: C901 - one case a kind of node
        match node:
            case Constant():
                return self._constant(node)
            case ListLiteral():
                return self._list(node, known)
            case Name():
                return self._name(node, known)
            case Minus():
                return self._minus(node, known)
            case Arithmetic():
                return self._arithmetic(node, known)
            case Comparison():
                return self._comparison(node, known)
            case Membership():
                return self._membership(node, known)
            case Not():
                return self._not(node, known)
            case Junction():
                return self._junction(node, known)
            case Has():
                return self._has(node)
            case Every():
                return self._every(node, known)
            case _ as never:
                assert_never(never)

    def _fault(self, code: str, at: Spanned, /, **params: object) -> Checked:
        self.faults.append(Fault(code, at, **params))
        return Checked(node=Constant(_NO_TOKEN, at.start, at.end), sort=Sort.FAULTY)

    def _constant(self, node: Constant) -> Checked:
        text = node.token.text
        match node.token.kind:
            case Kind.NUMBER:
                return self._number(node, text)
            case Kind.DATE:
                try:
                    return Checked(node=node, sort=Sort.DATE, constant=dt.date.fromisoformat(text))
                except ValueError:
                    return self._fault("PF258", node, date=text)
            case Kind.TEXT:
                return Checked(node=node, sort=Sort.TEXT, constant=text[1:-1])
            case _:
                return Checked(node=node, sort=Sort.BOOLEAN, constant=text == "true")

    def _number(self, node: Constant, text: str) -> Checked:
        whole, _, decimals = text.partition(".")
        value = int(whole + decimals)
        scale = len(decimals)
        return Checked(node=node, sort=Sort.NUMBER, scale=scale, low=value, high=value, constant=value)

    def _list(self, node: ListLiteral, known: frozenset[str]) -> Checked:
        parts = tuple(self._part(item, known) for item in node.items)
        if any(part.sort is Sort.FAULTY for part in parts):
            return Checked(node=node, sort=Sort.FAULTY)
        if len({part.sort for part in parts}) > 1:
            return self._fault("PF275", node)
        return Checked(node=node, sort=Sort.LIST, parts=parts, cost=len(parts))

    def _name(self, node: Name, known: frozenset[str]) -> Checked:
        found = self._declared(node)
        if isinstance(found, Checked):
            return found
        fact, path, of_item = found
        if fact.optional and path not in known:
            return self._fault("PF261", node, name=path)
        needs = frozenset((path,)) if fact.optional else _NONE
        return self._typed(node, fact, needs, of_item=of_item)

    def _declared(self, node: Name) -> tuple[Fact, str, bool] | Checked:
        """Find what a name is declared as, with its path and whether it belongs to the item of a quantifier."""
        if node.name != self._item:
            if node.name not in self._facts:
                return self._unknown(node, node.name, [*self._facts, *([self._item] if self._item else [])])
            if node.field is not None:
                return self._fault("PF276", node, name=node.name)
            return self._facts[node.name], node.name, False
        shape = self._shape
        if shape is None:
            return Checked(node=node, sort=Sort.FAULTY)
        if not isinstance(shape, Mapping):
            return self._fault("PF276", node, name=node.name) if node.field else (shape, node.name, True)
        if node.field is None:
            return Checked(node=node, sort=Sort.RECORD, of_item=True)
        if node.field not in shape:
            return self._unknown(node, node.field, shape)
        return shape[node.field], f"{node.name}.{node.field}", True

    def _unknown(self, node: Name, word: str, known: Iterable[str]) -> Checked:
        names = list(known)
        plain = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
        guess = nearest("".join(letter for letter in plain if not unicodedata.combining(letter)), names)
        params = {"name": clipped(word), "known": ", ".join(names[:12])}
        if guess is None:
            return self._fault("PF260", node, **params)
        return self._fault("PF259", node, guess=guess, **params)

    def _typed(self, node: Name, fact: Fact, needs: frozenset[str], *, of_item: bool) -> Checked:
        match fact:
            case BooleanFact():
                # a boolean that is true was given; so it was when it is false: nothing new is learnt
                return Checked(node=node, sort=Sort.BOOLEAN, shape=fact, needs=needs, of_item=of_item)
            case IntegerFact(minimum=low, maximum=high):
                return self._ranged(node, fact, (low, high, 0), needs, of_item=of_item)
            case DecimalFact(minimum=least, maximum=most, scale=scale):
                low, high = _units(least, scale), _units(most, scale)
                return self._ranged(node, fact, (low, high, scale), needs, of_item=of_item)
            case DateFact():
                return Checked(node=node, sort=Sort.DATE, shape=fact, needs=needs, of_item=of_item)
            case TextFact():
                return Checked(node=node, sort=Sort.TEXT, shape=fact, needs=needs, of_item=of_item)
            case ChoiceFact(values=choices):
                return Checked(node=node, sort=Sort.TEXT, shape=fact, needs=needs, of_item=of_item, choices=choices)
            case ListFact():
                return Checked(node=node, sort=Sort.LIST, shape=fact, needs=needs, of_item=of_item)
            case _ as never:
                assert_never(never)

    def _ranged(
        self, node: Name, fact: Fact, bounds: tuple[int, int, int], needs: frozenset[str], *, of_item: bool
    ) -> Checked:
        low, high, scale = bounds
        if not _fits(low, high, scale):
            return self._fault("PF266", node)
        return Checked(
            node=node, sort=Sort.NUMBER, shape=fact, low=low, high=high, scale=scale, needs=needs, of_item=of_item
        )

    def _minus(self, node: Minus, known: frozenset[str]) -> Checked:
        inner = self._part(node.inner, known)
        if inner.sort is not Sort.NUMBER:
            return self._mismatch(node, "-", inner)
        if not _fits(-inner.high, -inner.low, inner.scale):
            return self._fault("PF266", node)
        return _above(node, Sort.NUMBER, inner, scale=inner.scale, bounds=(-inner.high, -inner.low))

    def _arithmetic(self, node: Arithmetic, known: frozenset[str]) -> Checked:
        left, right = self._part(node.left, known), self._part(node.right, known)
        if {left.sort, right.sort} != {Sort.NUMBER}:
            return self._mismatch(node, node.operator, left, right)
        scale = left.scale + right.scale if node.operator == "*" else max(left.scale, right.scale)
        ends = _ends(node.operator, left, right)
        low, high = min(ends), max(ends)
        aligned = node.operator == "*" or (_alignable(left, scale) and _alignable(right, scale))
        if not aligned or not _fits(low, high, scale):
            return self._fault("PF266", node)
        return _above(node, Sort.NUMBER, left, right, scale=scale, bounds=(low, high))

    def _comparison(self, node: Comparison, known: frozenset[str]) -> Checked:
        left, right = self._part(node.left, known), self._part(node.right, known)
        allowed = {Sort.NUMBER, Sort.DATE} if node.operator in _ORDERINGS else {*Sort} - {Sort.LIST, Sort.RECORD}
        if left.sort is not right.sort or left.sort not in allowed:
            return self._mismatch(node, node.operator, left, right)
        if not self._chosen(left, right) or not self._chosen(right, left):
            return Checked(node=node, sort=Sort.FAULTY)
        scale = max(left.scale, right.scale)
        if not _alignable(left, scale) or not _alignable(right, scale):
            return self._fault("PF266", node)
        return _above(node, Sort.BOOLEAN, left, right, scale=scale)

    def _chosen(self, fact: Checked, literal: Checked) -> bool:
        """Refuse a text written out that the fact it is compared with can never be."""
        choices, text = fact.choices, literal.constant
        if choices is None or not isinstance(text, str) or text in choices:
            return True
        guess = nearest(text, choices)
        params: dict[str, object] = {"value": clipped(text), "known": ", ".join(choices[:12])}
        if guess is None:
            self._fault("PF265", literal.node, **params)
        else:
            self._fault("PF264", literal.node, guess=guess, **params)
        return False

    def _membership(self, node: Membership, known: frozenset[str]) -> Checked:
        left, right = self._part(node.left, known), self._part(node.right, known)
        if right.sort is not Sort.LIST or left.sort in {Sort.LIST, Sort.RECORD, Sort.FAULTY}:
            return self._mismatch(node, "in", left, right)
        items, cost = right.parts, 1
        if isinstance(right.shape, ListFact):
            if isinstance(right.shape.item, Mapping):
                return self._mismatch(node, "in", left, right)
            items, cost = (self._typed(_nameless(node), right.shape.item, _NONE, of_item=True),), right.shape.max_items
        if any(item.sort is not left.sort for item in items):
            return self._mismatch(node, "in", left, *items[:1])
        chosen = [self._chosen(left, item) for item in items]  # every wrong one is told
        if not all(chosen):
            return Checked(node=node, sort=Sort.FAULTY)
        scale = max(left.scale, *(item.scale for item in items))
        if not all(_alignable(part, scale) for part in (left, *items)):
            return self._fault("PF266", node)
        if isinstance(right.shape, ListFact) and items[0].scale != scale:
            return self._mismatch(node, "in", left, items[0])  # the items of a fact are taken as they are
        return _above(node, Sort.BOOLEAN, left, replace(right, scale=scale), scale=scale, extra=cost)

    def _not(self, node: Not, known: frozenset[str]) -> Checked:
        inner = self.condition(node.inner, known)
        return _above(node, Sort.BOOLEAN, inner, proved=(inner.if_false, inner.if_true))

    def _junction(self, node: Junction, known: frozenset[str]) -> Checked:
        """Check terms from left to right: each may rely on what those before it proved, being true or false."""
        parts: list[Checked] = []
        gained, needs = _NONE, _NONE
        for term in node.terms:
            checked = self.condition(term, known | gained)
            parts.append(checked)
            needs |= checked.needs - gained
            gained |= checked.if_true if node.word == "and" else checked.if_false
        true, false = [part.if_true for part in parts], [part.if_false for part in parts]
        if node.word == "and":
            proved = (frozenset[str]().union(*true), false[0].intersection(*false[1:]))
        else:
            proved = (true[0].intersection(*true[1:]), frozenset[str]().union(*false))
        return _with_needs(_above(node, Sort.BOOLEAN, *parts, proved=proved), needs)

    def _has(self, node: Has) -> Checked:
        found = self._declared(node.name)
        if isinstance(found, Checked):
            if found.sort is Sort.RECORD:
                return self._fault("PF270", node.name, name=node.name.name)
            return found
        fact, path, of_item = found
        given = frozenset((path,))
        return Checked(node=node, sort=Sort.BOOLEAN, shape=fact, of_item=of_item, if_true=given)

    def _every(self, node: Every, known: frozenset[str]) -> Checked:
        if self._item is not None:
            return self._fault("PF268", node)
        item = node.item.text
        if item in self._facts or item in RESERVED:
            return self._fault("PF271", Span(node.item.start, node.item.end), name=item)
        items = self._part(node.items, known)
        shape = items.shape
        if items.sort is not Sort.FAULTY and not isinstance(shape, ListFact):
            items = self._fault("PF269", node.items, word=node.word, type=items.type)
        self._item, self._shape = item, shape.item if isinstance(shape, ListFact) else None
        body = self.condition(node.body, known)
        self._item = self._shape = None
        times = shape.max_items if isinstance(shape, ListFact) else 0
        inner = frozenset(path for path in body.needs if path != item and not path.startswith(f"{item}."))
        checked = _above(node, Sort.BOOLEAN, items, body, extra=times * body.cost)
        return _with_needs(checked, items.needs | inner)

    def _mismatch(self, node: Node, operator: str, *parts: Checked) -> Checked:
        if any(part.sort is Sort.FAULTY for part in parts):
            return Checked(node=node, sort=Sort.FAULTY)
        types = [part.type for part in parts]
        return self._fault("PF262", node, operator=operator, types=", ".join(types))


def _above(  # noqa: PLR0913 - the optional ones are named by the caller
    node: Node,
    sort: Sort,
    *parts: Checked,
    scale: int = 0,
    bounds: tuple[int, int] = (0, 0),
    proved: tuple[frozenset[str], frozenset[str]] = (_NONE, _NONE),
    extra: int = 0,
) -> Checked:
    """Put a checked part above the parts it is made of; one faulty part makes it faulty."""
    if any(part.sort is Sort.FAULTY for part in parts):
        return Checked(node=node, sort=Sort.FAULTY, if_true=proved[0], if_false=proved[1])
    return Checked(
        node=node,
        sort=sort,
        parts=parts,
        scale=scale,
        low=bounds[0],
        high=bounds[1],
        needs=_NONE.union(*(part.needs for part in parts)),
        if_true=proved[0],
        if_false=proved[1],
        cost=1 + extra + sum(part.cost for part in parts),
    )


def _with_needs(checked: Checked, needs: frozenset[str]) -> Checked:
    return replace(checked, needs=needs)


def _nameless(node: Membership) -> Name:
    return Name("", None, node.right.start, node.right.end)


def _units(value: Decimal, scale: int) -> int:
    """Count `value` in units of `scale` decimals, exactly and in no arithmetic context; what is finer is cut off."""
    numerator, denominator = value.as_integer_ratio()
    return int(numerator * 10**scale // denominator)


def _fits(low: int, high: int, scale: int) -> bool:
    return INT64[0] <= low and high <= INT64[1] and scale <= _MAX_SCALE


def _alignable(part: Checked, scale: int) -> bool:
    """Say whether a number can be counted in the finer unit `scale` and stay within 64 bits."""
    factor = 10 ** (scale - part.scale)
    return _fits(part.low * factor, part.high * factor, scale)


def _ends(operator: str, left: Checked, right: Checked) -> list[int]:
    """Give numbers between the least and greatest of which every result lies."""
    if operator == "*":
        return [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    scale = max(left.scale, right.scale)
    first, second = 10 ** (scale - left.scale), 10 ** (scale - right.scale)
    sign = 1 if operator == "+" else -1
    return [a * first + sign * b * second for a in (left.low, left.high) for b in (right.low, right.high)]
