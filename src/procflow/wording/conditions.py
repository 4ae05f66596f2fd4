"""Conditions as people read them: `floors <= 3 and not protected` as “Số tầng” không quá 3 và “Được bảo vệ” là “không”.

Invariants: what is read holds of the same dossiers as the condition; facts and their values carry the names the author
gave them, in quotation marks, because names are no parts of a sentence. That a fact is given at all is not said where
something else is said of it in the same breath.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from procflow.condition.explain import Reason
from procflow.condition.syntax import (
    Arithmetic,
    Comparison,
    Constant,
    Has,
    Junction,
    ListLiteral,
    Membership,
    Minus,
    Name,
    Node,
    Not,
    parse,
)
from procflow.condition.tokens import Kind
from procflow.errors import Language

__all__ = ["ConditionReader"]

Signs = Mapping[str, tuple[str, str]]

_OPPOSITE: Final[Mapping[str, str]] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final[Mapping[str, str]] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_NUMBERS: Final[Signs] = {
    "==": ("bằng {0}", "is {0}"),
    "!=": ("khác {0}", "is not {0}"),
    "<": ("dưới {0}", "is below {0}"),
    "<=": ("không quá {0}", "is at most {0}"),
    ">": ("trên {0}", "is above {0}"),
    ">=": ("từ {0} trở lên", "is at least {0}"),
}
_DAYS: Final[Signs] = {
    "==": ("là {0}", "is {0}"),
    "!=": ("không phải {0}", "is not {0}"),
    "<": ("trước {0}", "is before {0}"),
    "<=": ("không sau {0}", "is not after {0}"),
    ">": ("sau {0}", "is after {0}"),
    ">=": ("từ {0} trở đi", "is not before {0}"),
}
_TEXTS: Final[Signs] = {"==": ("là {0}", "is {0}"), "!=": ("không phải {0}", "is not {0}")}
_AMONG: Final = {True: ("là một trong {0}", "is one of {0}"), False: ("không phải {0}", "is none of {0}")}
_GIVEN: Final = {True: ("có khai {0}", "{0} is stated"), False: ("không khai {0}", "{0} is not stated")}
_FLAG: Final = {True: ("{0} là “có”", "{0} is “yes”"), False: ("{0} là “không”", "{0} is “no”")}
_ALWAYS: Final = {True: ("luôn luôn", "always"), False: ("không bao giờ", "never")}
_JOINED: Final = {"and": (" và ", " and "), "or": (" hoặc ", " or ")}
_OTHER: Final = {"and": "or", "or": "and"}
_FAILED: Final = ("không thỏa {0}", "it does not hold that {0}")
_ITEMS: Final = ("danh sách {0} mục", "a list of {0}")
_SIGNS: Final = {"+": "+", "-": "−", "*": "×"}
_GROUPED: Final = 10_000
"""A smaller number may be a year, which nobody groups."""


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Read conditions in `lang`; the functions name a fact, name one of its values, and say which facts are days."""

    lang: Language
    fact: Callable[[str], str]
    value: Callable[[str, str], str]
    is_day: Callable[[str], bool]

    def read(self, text: str) -> str:
        """Read a condition that was compiled before; a part this language has no words for stays as it is written.

        Raises:
            Fault: `text` is no condition.
        """
        return self._said(parse(text), text, holds=True)

    def unmet(self, text: str) -> str:
        """Say that a condition does not hold, and nothing of what was stated."""
        return self._pick(_FAILED).format(self.read(text))

    def failed(self, reason: Reason) -> str:
        """Say which term of a condition decided against it, and what was stated; of one item of a list, its number."""
        if reason.items:
            return reason.say(self.lang)
        node = parse(reason.text)
        told = self._pick(_FAILED).format(self._said(node, reason.text, holds=reason.expected))
        if isinstance(node, Has | Name):
            return told
        return f"{told} ({', '.join(self._stated(*each) for each in reason.facts.items())})"

    def _stated(self, name: str, value: object) -> str:
        match value:
            case None:
                return self._pick(_GIVEN[False]).format(f"“{self.fact(name)}”")
            case bool():
                return self._pick(_FLAG[value]).format(f"“{self.fact(name)}”")
            case date():
                said = f"{value:%d/%m/%Y}"
            case str():
                said = f"“{self.value(name, value)}”"
            case list():
                said = self._pick(_ITEMS).format(len(value))
            case _:
                said = self._number(str(value))
        return f"“{self.fact(name)}” {self._pick(_TEXTS['==']).format(said)}"

    def _said(self, node: Node, text: str, *, holds: bool) -> str:
        match node:
            case Not(inner=inner):
                return self._said(inner, text, holds=not holds)
            case Junction():
                return self._junction(node, text, holds=holds)
            case Comparison():
                return self._comparison(node, text, holds=holds)
            case Membership(left=left, right=ListLiteral(items=items)):
                told = ", ".join(self._operand(each, text, of=left) for each in items)
                return f"{self._operand(left, text)} {self._pick(_AMONG[holds]).format(told)}"
            case Has(name=name):
                return self._pick(_GIVEN[holds]).format(self._operand(name, text))
            case Name(field=None):
                return self._pick(_FLAG[holds]).format(self._operand(node, text))
            case Constant(token=token):
                return self._pick(_ALWAYS[(token.text == "true") is holds])
            case _:
                written = _written(node, text)
                return written if holds else self._pick((f"không phải {written}", f"not {written}"))

    def _junction(self, node: Junction, text: str, *, holds: bool) -> str:
        word = node.word if holds else _OTHER[node.word]
        terms = [_stripped(each, holds=holds) for each in node.terms]
        if word == "and":
            spoken_of = {name for term, _ in terms for name in _names(term)}
            terms = [each for each in terms if not _is_said_anyway(*each, spoken_of)]
        told = [self._term(term, text, word, holds=is_so) for term, is_so in terms]
        return self._pick(_JOINED[word]).join(told)

    def _term(self, node: Node, text: str, among: str, *, holds: bool) -> str:
        """Read one term; where `and` meets `or`, brackets say what belongs together."""
        told = self._said(node, text, holds=holds)
        is_other = isinstance(node, Junction) and (node.word == among) is not holds
        return f"({told})" if is_other else told

    def _comparison(self, node: Comparison, text: str, *, holds: bool) -> str:
        left, sign, right = node.left, node.operator, node.right
        if isinstance(left, Constant) and not isinstance(right, Constant):
            left, sign, right = right, _MIRRORED[sign], left
        sign = sign if holds else _OPPOSITE[sign]
        if isinstance(right, Constant) and right.token.kind is Kind.WORD:
            return self._said(left, text, holds=(right.token.text == "true") is (sign == "=="))
        told = self._pick(self._signs(left, right)[sign]).format(self._operand(right, text, of=left))
        return f"{self._operand(left, text)} {told}"

    def _signs(self, left: Node, right: Node) -> Signs:
        kind = right.token.kind if isinstance(right, Constant) else None
        if kind is Kind.DATE or (kind is None and isinstance(left, Name) and self.is_day(left.name)):
            return _DAYS
        return _TEXTS if kind is Kind.TEXT else _NUMBERS

    def _operand(self, node: Node, text: str, *, of: Node | None = None) -> str:
        """Name a value; `of` is the fact it is compared with, whose values may have names."""
        match node:
            case Name(name=name, field=None):
                return f"“{self.fact(name)}”"
            case Constant(token=token) if token.kind is Kind.TEXT:
                said = token.text[1:-1]
                return f"“{self.value(of.name, said) if isinstance(of, Name) else said}”"
            case Constant(token=token) if token.kind is Kind.DATE:
                day = date.fromisoformat(token.text)
                return self._pick((f"ngày {day:%d/%m/%Y}", f"{day:%d/%m/%Y}"))
            case Constant(token=token) if token.kind is Kind.NUMBER:
                return self._number(token.text)
            case Minus(inner=inner):
                return f"−{self._operand(inner, text)}"
            case Arithmetic(operator=sign, left=left, right=right):
                return f"{self._part(left, text)} {_SIGNS[sign]} {self._part(right, text)}"
            case _:
                return _written(node, text)

    def _part(self, node: Node, text: str) -> str:
        told = self._operand(node, text)
        return f"({told})" if isinstance(node, Arithmetic) else told

    def _number(self, written: str) -> str:
        whole, point, decimals = written.partition(".")
        grouped = f"{int(whole):,}" if abs(int(whole)) >= _GROUPED else whole
        return (
            f"{grouped.replace(',', '.')}{',' if point else ''}{decimals}"
            if self.lang == "vi"
            else (f"{grouped}{point}{decimals}")
        )

    def _pick(self, pair: tuple[str, str]) -> str:
        return pair[self.lang == "en"]


def _stripped(node: Node, *, holds: bool) -> tuple[Node, bool]:
    """Take `not` away from a term, and say whether what is left holds."""
    while isinstance(node, Not):
        node, holds = node.inner, not holds
    return node, holds


def _is_said_anyway(node: Node, holds: bool, spoken_of: AbstractSet[str]) -> bool:  # noqa: FBT001 - a pair taken apart
    """Say that a term asks only for a fact of which another term tells more."""
    return isinstance(node, Has) and holds and node.name.name in spoken_of


def _names(node: Node) -> Iterator[str]:
    """Name the facts a single term speaks of; one of several parts speaks of none for certain."""
    match node:
        case Name(name=name):
            yield name
        case Comparison(left=left, right=right):
            yield from (part.name for part in (left, right) if isinstance(part, Name))
        case Membership(left=Name(name=name)):
            yield name
        case _:
            return


def _written(node: Node, text: str) -> str:
    """Give a part as it stands in the file."""
    return f"`{' '.join(text[node.start : node.end].split())}`"
