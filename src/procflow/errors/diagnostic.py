"""A complaint with its place: what `procflow check` prints and a `DefinitionError` carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from procflow.errors.catalogue import CATALOGUE
from procflow.errors.entry import Language

__all__ = ["Diagnostic", "Place", "Severity"]


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops the procedure from loading, a warning wants an analyst's eye.

    A note finds nothing wrong: it says what would serve readers better.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Name a span of a file; lines and columns count from 1, the end is exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Spell the place as editors and compilers do."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Report one problem of a file: its place, code, parameters and weight."""

    place: Place
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def message(self, lang: Language = "en") -> str:
        """Say what is wrong, in `lang`."""
        return CATALOGUE[self.code].message(self.params, lang)

    def hint(self, lang: Language = "en") -> str:
        """Say what to do about it, in `lang`; empty when there is nothing to add."""
        return CATALOGUE[self.code].hint(self.params, lang)

    def text(self, lang: Language = "en") -> str:
        """Render `file:line:col CODE message`, then a `hint:` line when there is one."""
        hint = self.hint(lang)
        head = f"{self.place} {self.code} {self.message(lang)}"
        return f"{head}\n  hint: {hint}" if hint else head
