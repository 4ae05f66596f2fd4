"""What the YAML parser complains about, told in the catalogue's words."""

import re
from typing import Final

from yaml import MarkedYAMLError, YAMLError

from procflow.errors import Diagnostic, Place
from procflow.source.characters import LINE_BREAK

__all__ = ["KEY_WITHOUT_SPACE", "syntax_diagnostic"]

KEY_WITHOUT_SPACE: Final = re.compile(r"([a-z][a-z0-9_-]*):(?!//)[^\s:]")
"""A key whose value begins at its colon, which to YAML is one word of a text: `name:Ký`."""

_LEAD: Final = re.compile(r"[ ]*(?:- )*")

# The first pattern found in the parser's problem, with what it was doing, names the code (libyaml 0.2.5).
_KINDS: Final = (
    (re.compile(r"did not find expected ',' or '[\]}]'"), "PF120"),
    (re.compile(r"quoted scalar.*unexpected (end of stream|document indicator)"), "PF121"),
    (re.compile(r"scanning a simple key"), "PF126"),
    (re.compile(r"mapping values are not allowed"), "PF122"),
    (re.compile(r"cannot start any token"), "PF123"),
    (re.compile(r"unknown escape character|(parsing|scanning) a quoted scalar"), "PF125"),
    (re.compile(r"directive|%"), "PF108"),
    (re.compile(r"scanning an anchor|scanning an alias"), "PF119"),
    (re.compile(r"tag"), "PF119"),
    (
        re.compile(r"expected key|expected '-' indicator|not allowed in this context|could not find expected ':'"),
        "PF124",
    ),
)


def syntax_diagnostic(error: YAMLError, text: str, file: str) -> Diagnostic:
    """Turn the parser's first syntax error into a coded diagnostic.

    An error that runs on to the end of the file is placed where the thing that never ends began.
    """
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic(Place(file), "PF129")
    said = f"{error.context or ''} {error.problem or ''}"
    code = next((code for pattern, code in _KINDS if pattern.search(said)), "PF129")
    mark = error.problem_mark
    if code in {"PF108", "PF120", "PF121", "PF126"} and error.context_mark is not None:
        mark = error.context_mark
    last = {"PF122": mark.line, "PF126": mark.line + 1}.get(code, 0)
    if (run := _key_above(text, last)) is not None:
        line, column, key = run
        return Diagnostic(Place(file, line, column, line, column + len(key) + 1), "PF128", {"key": key})
    line, column = _inside(text, mark.line, mark.column)
    sign = text[mark.index : mark.index + 1].strip() or "␣"
    return Diagnostic(Place(file, line, column, line, column + 1), code, {"sign": sign})


def _key_above(text: str, line: int) -> tuple[int, int, str] | None:
    """Find the key that misses its space in the last of the first `line` lines of `text` that hold something."""
    lines = LINE_BREAK.split(text)[:line]
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        return None
    lead = len(lead[0]) if (lead := _LEAD.match(lines[-1])) else 0
    run = KEY_WITHOUT_SPACE.match(lines[-1], lead)
    return None if run is None else (len(lines), lead + 1, run[1])


def _inside(text: str, line: int, column: int) -> tuple[int, int]:
    """Count from 1, and put what lies past the end of the text at its end: the parser supplies a missing last break."""
    lines = LINE_BREAK.split(text)
    return (line + 1, column + 1) if line < len(lines) else (len(lines), len(lines[-1]) + 1)
