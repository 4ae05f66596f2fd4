"""A scaffold being written: lines of YAML, comments between them, and the notes that point to them.

Invariants: whatever text goes in, each scalar is one line and reads back as that text, and no comment ends early; a
note stands in the text as a comment, and its place is the first line of YAML after it.
"""

import re
import unicodedata
from collections.abc import Container, Iterable
from textwrap import wrap
from typing import Final

from procflow.errors import CATALOGUE, Diagnostic, Place, Severity
from procflow.portal.record import clean

__all__ = ["Draft", "identifier", "scalar"]

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .,()/%+=;–-]*[\w.)])?")
_WIDTH: Final = 110
_PARAM_MOST: Final = 160
_ID_MOST: Final = 40
_ID_WORDS: Final = 7
_LETTERS: Final = re.compile(r"[a-z0-9]+")


def scalar(text: str, most: int = 2000) -> str:
    """Spell `text` as a YAML scalar of a block mapping, on one line, at most `most` characters of it."""
    line = _line(text, most)
    return line if _PLAIN.fullmatch(line) else "'" + line.replace("'", "''") + "'"


def identifier(text: str, taken: Container[str], fallback: str) -> str:
    """Make a name of the language from Vietnamese `text`, none of `taken`: `don-de-nghi-cap-giay-phep`."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d")).encode("ascii", "ignore").decode()
    words = [word for word in _LETTERS.findall(plain)[: 2 * _ID_WORDS] if word]
    while words and not words[0][0].isalpha():
        words.pop(0)
    name = "-".join(words[:_ID_WORDS])
    name = (name if len(name) <= _ID_MOST else name[: _ID_MOST + 1].rpartition("-")[0]) or fallback
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique


def _line(text: str, most: int) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


class Draft:
    """Gather lines and notes; `most` bounds the length of every text that is written."""

    def __init__(self, file: str, most: int = 2000) -> None:
        """Start an empty text that notes will call `file`."""
        self.lines: list[str] = []
        self.notes: list[Diagnostic] = []
        self.most = most
        self._file = file
        self._waiting: list[tuple[str, dict[str, object]]] = []

    def line(self, text: str = "", indent: int = 0) -> None:
        """Write one line of YAML that is already spelled."""
        self.lines.append(" " * indent + text if text else "")
        if text and not text.startswith("#"):
            self.settle(indent + 1)

    def pair(self, key: str, value: str, indent: int = 0) -> None:
        """Write `key: value`, the value spelled so that it reads back."""
        self.line(f"{key}: {scalar(value, self.most)}", indent)

    def comment(self, text: str, indent: int = 0) -> None:
        """Write `text` as a comment, on as many lines as it needs."""
        told = _line(text, self.most)
        for part in wrap(told, _WIDTH - indent, break_on_hyphens=False) or [""]:
            self.line(f"# {part}".rstrip(), indent)

    def comments(self, head: str, texts: Iterable[str], indent: int = 0) -> None:
        """Write a list of comments under `head`; nothing where there are none."""
        items = list(texts)
        if items:
            self.comment(head, indent)
        for text in items:
            self.comment(f"- {text.lstrip('-+*•– ')}", indent)

    def note(self, code: str, /, **params: object) -> None:
        """Note what the record does not state, or states doubtfully, about the next line of YAML."""
        told = {name: _line(value, _PARAM_MOST) if isinstance(value, str) else value for name, value in params.items()}
        self._waiting.append((code, told))
        self.comment(f"{code}: {CATALOGUE[code].message(told, 'vi')}")

    def settle(self, column: int = 1) -> None:
        """Give the notes that wait for a line the last one written."""
        number = len(self.lines)
        place = Place(self._file, number, column, number, len(self.lines[-1]) + 1) if self.lines else Place(self._file)
        self.notes += [Diagnostic(place, code, params, Severity.WARNING) for code, params in self._waiting]
        self._waiting.clear()

    def text(self) -> str:
        """Return the whole text."""
        return "\n".join(self.lines) + "\n"
