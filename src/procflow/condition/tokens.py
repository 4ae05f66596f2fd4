"""The words and signs of a condition, found in its text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final, Protocol

from procflow.source.characters import clipped, refused_characters, unicode_name

__all__ = ["MAX_LENGTH", "Fault", "Kind", "Token", "tokens_of"]

MAX_LENGTH: Final = 2000
_MAX_DIGITS: Final = 18
WORDS: Final = frozenset({"and", "or", "not", "in", "true", "false", "has", "all", "exists"})

# Signs of other languages and of Word, and what says it here. `!` and `&` would also be mistaken by YAML.
_FOREIGN: Final = {
    "&&": "and",
    "||": "or",
    "!": "not",
    "=": "==",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "&": "and",
    "|": "or",
}
_DIGITS: Final = re.compile(r"[^\w.-]")
_TOKEN: Final = re.compile(
    r"""(?P<blank>[ \n]+)
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-]))
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?!\w))
    |(?P<name>[^\W\d]\w*)
    |(?P<text>'[^'\n]*'|"[^"\n]*")
    |(?P<foreign>&&|\|\||<>|=>|=<|=(?!=)|!(?!=)|&|\||[≥≤≠×\u2212\u2013])
    |(?P<sign>==|!=|<=|>=|[<>+\-*().,\[\]])""",
    re.VERBOSE,
)


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word or sign, and where it stands."""

    kind: Kind
    text: str
    start: int
    end: int


class Spanned(Protocol):
    """Name whatever knows where it begins and ends in the condition's text."""

    @property
    def start(self) -> int:
        """Give the offset of its first character."""

    @property
    def end(self) -> int:
        """Give the offset after its last character."""


class Fault(Exception):  # noqa: N818 - it never leaves the room: `compile_condition` makes a diagnostic of it
    """Say what is wrong at a span of the condition's text."""

    def __init__(self, code: str, at: "Spanned", /, **params: object) -> None:
        """Complain with `code` of what stands at the span of `at`."""
        super().__init__(code)
        self.code = code
        self.start = at.start
        self.end = at.end
        self.params = params


@dataclass(frozen=True, slots=True)
class Span:
    """Name a stretch of the condition's text."""

    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Cut `text` into tokens, the last of them the end.

    Raises:
        Fault: a character or a number that no condition holds.
    """
    if len(text) > MAX_LENGTH:
        raise Fault("PF250", Span(0, len(text)), limit=MAX_LENGTH)
    for unseen in islice(refused_characters(text), 1):
        raise Fault("PF252", Span(unseen.start(), unseen.end()), sign=unicode_name(unseen[0]))
    found = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        token = _token(match)
        if token is not None:
            found.append(token)
        at = match.end()
    found.append(Token(Kind.END, "", len(text), len(text)))
    return found


def _token(match: re.Match[str]) -> Token | None:
    text, start, end = match[0], match.start(), match.end()
    match match.lastgroup:
        case "blank":
            return None
        case "name":
            return Token(Kind.WORD if text in WORDS else Kind.NAME, text, start, end)
        case "number":
            return _number(Token(Kind.NUMBER, text, start, end))
        case "foreign":
            raise Fault("PF253", Span(start, end), sign=text, word=_FOREIGN[text])
        case kind:
            return Token(Kind(str(kind)), text, start, end)


def _number(token: Token) -> Token:
    whole, _, decimals = token.text.partition(".")
    if len(whole) + len(decimals) > _MAX_DIGITS or (whole.startswith("0") and whole != "0"):
        raise Fault("PF257", token, number=clipped(token.text))
    return token


def _unreadable(text: str, at: int) -> Fault:
    sign = text[at]
    if sign in "'\"":
        return Fault("PF256", Span(at, len(text)), sign=sign)
    if sign.isdecimal():
        word = _DIGITS.split(text[at:], maxsplit=1)[0]
        return Fault("PF257", Span(at, at + len(word)), number=clipped(word))
    shown = sign if sign.isprintable() and sign.isascii() else unicode_name(sign)
    return Fault("PF252", Span(at, at + 1), sign=shown)
