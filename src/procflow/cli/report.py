"""Diagnostics as a person reads them on a terminal and as a program reads them as JSON."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from procflow.cli.terminal import in_colour
from procflow.errors import Diagnostic, Language, Severity
from procflow.source import MAX_BYTES, excerpt

__all__ = ["as_data", "as_text"]

_COLOURS: Final[Mapping[Severity, str]] = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def as_text(diagnostic: Diagnostic, lang: Language) -> str:
    """Tell place, code and message, the line it speaks of, and what to do."""
    code = in_colour(diagnostic.code, _COLOURS[diagnostic.severity], bold=True)
    frame = _frame(diagnostic)
    hint = diagnostic.hint(lang)
    word = "gợi ý" if lang == "vi" else "hint"
    parts = [f"{diagnostic.place} {code} {diagnostic.message(lang)}"]
    parts += [frame] if frame else []
    parts += [f"  {word}: {hint}"] if hint else []
    return "\n".join(parts)


def as_data(diagnostic: Diagnostic, lang: Language) -> Mapping[str, object]:
    """Give the parts of a diagnostic; line and column count from 1."""
    return {
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message(lang),
        "hint": diagnostic.hint(lang),
    }


def _frame(diagnostic: Diagnostic) -> str:
    """Draw the line without its first row, which would name the place a second time."""
    file = Path(diagnostic.place.file)
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        return excerpt(opened.read(MAX_BYTES), diagnostic.place).partition("\n")[2]
