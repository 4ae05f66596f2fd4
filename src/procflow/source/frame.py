"""A code frame: the line a diagnostic speaks of, with a caret under the place.

Invariants: carets stand under the place whatever the letters' width (combining marks, wide letters); nothing printed
holds a control or format character; a line of any length is cut to a window round the place.
"""

from typing import Final

from procflow.errors import Place
from procflow.source.characters import LINE_BREAK, visible, width
from procflow.source.tree import Source

__all__ = ["excerpt"]

_WINDOW: Final = 110


def excerpt(source: Source | str | bytes, place: Place) -> str:
    """Draw the line of `place` with carets under it; empty when the text has no such line.

    A refused file has no `Source`: give its text, or its bytes.
    """
    lines = LINE_BREAK.split(_text(source))
    if not 1 <= place.line <= len(lines):
        return ""
    line = lines[place.line - 1]
    start = min(place.column - 1, len(line))
    end = min(place.end_column - 1, len(line)) if place.end_line == place.line else len(line)
    before, marked, after = _window(line, start, max(end, start))
    gutter = " " * len(str(place.line))
    carets = "^" * max(1, width(marked))
    return (
        f"{gutter}--> {place}\n{gutter} |\n{place.line} | {before}{marked}{after}\n"
        f"{gutter} | {' ' * width(before)}{carets}"
    )


def _text(source: Source | str | bytes) -> str:
    if isinstance(source, Source):
        return source.text
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    return text.removeprefix("\ufeff")


def _window(line: str, start: int, end: int) -> tuple[str, str, str]:
    """Cut the line round the marked part and make each piece fit to print."""
    if end - start > _WINDOW:
        end = start + _WINDOW
    left = 0 if end <= _WINDOW else max(0, start - _WINDOW // 3)
    right = max(left + _WINDOW, end)
    before = ("…" if left else "") + visible(line[left:start])
    after = visible(line[end:right]).rstrip() + ("…" if right < len(line) else "")
    return before, visible(line[start:end]), after
