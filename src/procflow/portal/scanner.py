"""A scanner for texts whose table cells were run together: it takes what it recognises and leaves the rest.

Invariants: nothing is taken twice; `at` only grows; a method that recognises nothing returns the empty text.
"""

from collections.abc import Sequence
from typing import Final

__all__ = ["Scanner", "digit_run"]

_DIGITS: Final = frozenset("0123456789")
_OPENING: Final = "("
_CLOSING: Final = ")"


def digit_run(text: str, at: int) -> int:
    """Find where the ASCII digits that start at `at` end."""
    while at < len(text) and text[at] in _DIGITS:
        at += 1
    return at


class Scanner:
    """Read `text` from left to right, from the place `at`."""

    __slots__ = ("at", "text")

    def __init__(self, text: str, at: int = 0) -> None:
        """Start to read `text` at `at`."""
        self.text = text
        self.at = at

    def blanks(self) -> str:
        """Take blanks and line breaks."""
        return self._to(next((at for at in range(self.at, len(self.text)) if not self.text[at].isspace()), None))

    def word(self, words: Sequence[str]) -> str:
        """Take the first of `words` that stands here; list longer ones first."""
        found = next((word for word in words if self.text.startswith(word, self.at)), "")
        self.at += len(found)
        return found

    def figure(self) -> str:
        """Take a number with its grouping signs: `1,500,000`, `450.000`, `1.5`; a sign at the end is left."""
        end = digit_run(self.text, self.at)
        while end > self.at and end + 1 < len(self.text) and self.text[end] in ".," and self.text[end + 1] in _DIGITS:
            end = digit_run(self.text, end + 1)
        return self._to(end)

    def bracketed(self) -> str:
        """Take a text in brackets, brackets inside it counted; what it holds, without the outer pair.

        A bracket that is never closed is closed by the last one there is: the form cuts some texts off.
        """
        if not self.text.startswith(_OPENING, self.at):
            return ""
        depth = 0
        for at in range(self.at, len(self.text)):
            depth += (self.text[at] == _OPENING) - (self.text[at] == _CLOSING)
            if depth == 0:
                return self._to(at + 1)[1:-1]
        last = self.text.rfind(_CLOSING, self.at)
        return self._to(last + 1 if last > self.at else None)[1:].strip()

    def rest(self) -> str:
        """Take all that is left."""
        return self._to(None)

    def _to(self, end: int | None) -> str:
        taken = self.text[self.at : end]
        self.at += len(taken)
        return taken
