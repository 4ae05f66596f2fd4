"""The words of a condition put into a tree, each part with its place in the text.

Invariants: parsing is by one pass over tokens, its depth and size bounded before the tree grows; a part keeps the
offsets of its first character and of the one after its last.
"""

from dataclasses import dataclass
from typing import Final, Literal

from procflow.condition.tokens import Fault, Kind, Token, tokens_of
from procflow.errors import nearest

__all__ = [
    "MAX_DEPTH",
    "MAX_PARTS",
    "Arithmetic",
    "Comparison",
    "Constant",
    "Every",
    "Has",
    "Junction",
    "ListLiteral",
    "Membership",
    "Minus",
    "Name",
    "Node",
    "Not",
    "parse",
]

MAX_DEPTH: Final = 24
MAX_PARTS: Final = 300
_COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Constant:
    """Hold a value written out: a boolean, a number, a date or a text."""

    token: Token
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """Hold values written out between brackets."""

    items: tuple[Constant, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """Name a fact, or the item of a quantifier, or with `field` a field of that item."""

    name: str
    field: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Minus:
    """Negate a number."""

    inner: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Add, subtract or multiply."""

    operator: Literal["+", "-", "*"]
    left: "Node"
    right: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compare two values."""

    operator: str
    left: "Node"
    right: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Membership:
    """Ask whether a value is in a list."""

    left: "Node"
    right: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """Turn a condition round."""

    inner: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Junction:
    """Join conditions by one word, `and` or `or`."""

    word: Literal["and", "or"]
    terms: tuple["Node", ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Has:
    """Ask whether a fact is given."""

    name: Name
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Every:
    """Ask a condition of all items of a list, or of at least one."""

    word: Literal["all", "exists"]
    item: Token
    items: Name
    body: "Node"
    start: int
    end: int


Node = Constant | ListLiteral | Name | Minus | Arithmetic | Comparison | Membership | Not | Junction | Has | Every


def parse(text: str) -> Node:
    """Parse a whole condition.

    Raises:
        Fault: the first place at which the text is no condition.
    """
    parser = _Parser(tokens_of(text))
    node = parser.disjunction()
    if parser.token.kind is not Kind.END:
        raise parser.misplaced()
    return node


class _Parser:
    """Descend the grammar, one method a level, loosest first."""

    __slots__ = ("_depth", "_index", "_tokens", "token")

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0
        self.token = tokens[0]
        if len(tokens) > 2 * MAX_PARTS:
            raise Fault("PF251", tokens[2 * MAX_PARTS], limit=MAX_PARTS)

    def disjunction(self) -> Node:
        """Parse terms joined by `or`, the loosest of all."""
        return self._junction("or")

    def _junction(self, word: Literal["and", "or"]) -> Node:
        start = self.token.start
        terms = [self._term(word)]
        while self._skip(word):
            terms.append(self._term(word))
        return terms[0] if len(terms) == 1 else Junction(word, tuple(terms), start, self._end())

    def _term(self, word: Literal["and", "or"]) -> Node:
        return self._junction("and") if word == "or" else self._negation()

    def _negation(self) -> Node:
        start = self.token.start
        if not self._skip("not"):
            return self._comparison()
        self._deeper()
        inner = self._negation()
        self._depth -= 1
        return Not(inner, start, self._end())

    def _comparison(self) -> Node:
        start = self.token.start
        left = self._sum()
        operator = self.token
        if operator.text in _COMPARISONS and operator.kind is Kind.SIGN:
            self._advance()
            right = self._sum()
            if self.token.kind is Kind.SIGN and self.token.text in _COMPARISONS:
                raise Fault("PF272", self.token)
            return Comparison(operator.text, left, right, start, self._end())
        negated = self._is("not") and self._peek().text == "in" and self._peek().kind is Kind.WORD
        if negated:
            self._advance()
        if self._skip("in"):
            found = Membership(left, self._sum(), start, self._end())
            return Not(found, start, found.end) if negated else found
        return left

    def _sum(self) -> Node:
        start, depth = self.token.start, self._depth
        node = self._product()
        while self.token.kind is Kind.SIGN and self.token.text in {"+", "-"}:
            operator: Literal["+", "-"] = "+" if self.token.text == "+" else "-"
            self._advance()
            self._deeper()
            node = Arithmetic(operator, node, self._product(), start, self._end())
        self._depth = depth
        return node

    def _product(self) -> Node:
        start, depth = self.token.start, self._depth
        node = self._minus()
        while self._skip("*"):
            self._deeper()
            node = Arithmetic("*", node, self._minus(), start, self._end())
        self._depth = depth
        return node

    def _minus(self) -> Node:
        start = self.token.start
        if not self._skip("-"):
            return self._primary()
        self._deeper()
        inner = self._minus()
        self._depth -= 1
        return Minus(inner, start, self._end())

    def _primary(self) -> Node:
        token = self.token
        match token.kind, token.text:
            case (Kind.NUMBER | Kind.DATE | Kind.TEXT, _) | (Kind.WORD, "true" | "false"):
                return self._constant()
            case Kind.SIGN, "(":
                return self._parenthesis()
            case Kind.SIGN, "[":
                return self._list()
            case Kind.WORD, "has":
                return self._has()
            case Kind.WORD, "all":
                return self._every("all")
            case Kind.WORD, "exists":
                return self._every("exists")
            case Kind.NAME, _:
                return self._name()
            case _:
                raise self.misplaced()

    def _constant(self) -> Constant:
        token = self.token
        if token.kind not in {Kind.NUMBER, Kind.DATE, Kind.TEXT} and token.text not in {"true", "false"}:
            raise Fault("PF273", token)
        self._advance()
        return Constant(token, token.start, token.end)

    def _parenthesis(self) -> Node:
        self._deeper()
        self._advance()
        node = self.disjunction()
        self._expect(")")
        self._depth -= 1
        return node

    def _list(self) -> ListLiteral:
        start = self.token.start
        self._advance()
        items = [self._signed()]
        while self._skip(","):
            items.append(self._signed())
        self._expect("]")
        return ListLiteral(tuple(items), start, self._end())

    def _signed(self) -> Constant:
        minus = self.token
        if not self._skip("-"):
            return self._constant()
        number = self._constant()
        if number.token.kind is not Kind.NUMBER:
            raise Fault("PF273", minus)
        token = Token(Kind.NUMBER, f"-{number.token.text}", minus.start, number.end)
        return Constant(token, token.start, token.end)

    def _has(self) -> Has:
        start = self.token.start
        self._advance()
        self._expect("(")
        name = self._name()
        self._expect(")")
        return Has(name, start, self._end())

    def _every(self, word: Literal["all", "exists"]) -> Every:
        start = self.token.start
        self._deeper()
        self._advance()
        self._expect("(")
        item = self._take(Kind.NAME)
        self._expect("in")
        items = self._name()
        self._expect(",")
        body = self.disjunction()
        self._expect(")")
        self._depth -= 1
        return Every(word, item, items, body, start, self._end())

    def _name(self) -> Name:
        first = self._take(Kind.NAME)
        field = self._take(Kind.NAME).text if self._skip(".") else None
        return Name(first.text, field, first.start, self._end())

    def _take(self, kind: Kind) -> Token:
        token = self.token
        if token.kind is not kind:
            raise self.misplaced()
        self._advance()
        return token

    def _is(self, text: str) -> bool:
        return self.token.text == text and self.token.kind in {Kind.WORD, Kind.SIGN}

    def _skip(self, text: str) -> bool:
        if not self._is(text):
            return False
        self._advance()
        return True

    def _expect(self, text: str) -> None:
        if not self._skip(text):
            if self.token.kind is Kind.END:
                raise Fault("PF254", self.token, expected=text)
            raise Fault("PF274", self.token, found=self.token.text, expected=text)

    def _peek(self) -> Token:
        return self._tokens[min(self._index + 1, len(self._tokens) - 1)]

    def _advance(self) -> None:
        self._index += 1
        self.token = self._tokens[self._index]

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Fault("PF251", self.token, limit=MAX_PARTS)

    def _end(self) -> int:
        return self._tokens[self._index - 1].end

    def misplaced(self) -> Fault:
        """Complain of the token that stands where the grammar has no place for it."""
        token = self.token
        if token.kind is Kind.END:
            return Fault("PF254", token, expected="…")
        # a name where no name can stand: most likely a word of the language is misspelt
        guess = nearest(token.text, ("and", "or", "not", "in")) if token.kind is Kind.NAME else None
        if guess:
            return Fault("PF253", token, sign=token.text, word=guess)
        return Fault("PF255", token, found=token.text)
