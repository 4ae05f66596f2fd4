"""Which characters a definition may hold, and how wide they stand on a screen.

Invariants: what a reader of the file cannot see never reaches the model (control, format, separator and surrogate
characters are refused); whatever is printed about a file passes `visible`, so no text can steer a terminal.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

__all__ = [
    "LINE_BREAK",
    "blanked",
    "clipped",
    "odd_spaces",
    "refused_characters",
    "unicode_name",
    "visible",
    "width",
]

# Categories Cc (but LF and CR), Cf, Cs, Zl and Zp. Written out, because asking unicodedata for 1.1 million characters
# at import would take longer than reading a thousand procedures; a test holds it against the running database.
_REFUSED: Final = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]"
)
# Spaces that look like a space and are none to YAML (category Zs but the space), as Word and PDF readers paste them:
# before a line's first word, and between a key and its value. Within a text they do no harm.
_ODD: Final = "[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_ODD_SPACE: Final = re.compile(
    rf"(?m)(?:^ *|^[ -]*[a-z][a-z0-9_-]*: *|[{{,] *[a-z][a-z0-9_-]*: *)({_ODD}[ {_ODD[1:]}*)"
)
LINE_BREAK: Final = re.compile("\r\n|\r|\n")
_CLIP_WIDTH: Final = 60


def refused_characters(text: str) -> Iterator[re.Match[str]]:
    """Find every character no definition may hold, in order."""
    # str.isprintable is false for more than is refused (a no-break space), never for less: it settles most files.
    if text.replace("\n", "").isprintable():
        return iter(())
    return _REFUSED.finditer(text)


def odd_spaces(text: str) -> Iterator[re.Match[str]]:
    """Find, as group 1, every run of spaces that is none to YAML where YAML wants one, in order."""
    if text.replace("\n", "").isprintable():
        return iter(())
    return _ODD_SPACE.finditer(text)


def blanked(text: str) -> str:
    """Put a harmless character in place of every refused one, so that reading goes on and all places stay true."""
    spaced = _ODD_SPACE.sub(lambda found: found[0][: -len(found[1])] + " " * len(found[1]), text)
    return _REFUSED.sub("\ufffd", spaced.replace("\t", " "))


def visible(text: str) -> str:
    """Spell refused characters as `<U+202E>`, and put `text` on one line."""
    return _REFUSED.sub(lambda match: f"<{unicode_name(match[0])}>", LINE_BREAK.sub(" ", text))


def clipped(text: str) -> str:
    """Shorten `text` to what a message can quote: one visible line of at most 60 characters."""
    line = visible(text[: _CLIP_WIDTH * 2])
    return line if len(line) <= _CLIP_WIDTH else f"{line[: _CLIP_WIDTH - 1]}…"


def unicode_name(character: str) -> str:
    """Name a character by its code point: `U+202E`."""
    return f"U+{ord(character):04X}"


def width(text: str) -> int:
    """Count the columns `text` takes on a screen: marks take none, East Asian wide letters two."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
