"""Findings that were looked at and set aside, each with its reason, in `procflow-ignore.yaml`.

Invariants: nothing is set aside without a reason; what keeps a procedure from loading cannot be; an entry that sets
nothing aside any more is told, so that the file says what is true.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from procflow.cli.files import IGNORE_FILE
from procflow.definition import Spec
from procflow.definition.base import Text
from procflow.errors import DefinitionError, Diagnostic, Place, Severity
from procflow.source import read, validate

__all__ = ["Ignored", "Ignores"]

CodeText = Annotated[str, StringConstraints(pattern=r"^PF[1-9][0-9]{2}$")]


class _Entry(Spec):
    """Set aside one code in the files `file` names, for a reason."""

    code: CodeText
    file: Text = "*"
    reason: Text


class _File(RootModel[Annotated[list[_Entry], Field(min_length=1)]]):
    """Hold the entries of one file."""


@dataclass(slots=True)
class Ignored:
    """Hold one entry, where it stands, and whether it was used."""

    code: str
    pattern: str
    reason: str
    place: Place
    folder: Path
    used: bool = False

    def speaks_of(self, file: Path) -> bool:
        """Say whether the entry is about `file`; patterns are relative to the folder of the ignore file."""
        return fnmatch(file.resolve().relative_to(self.folder).as_posix(), self.pattern)


@dataclass(slots=True)
class Ignores:
    """Find and read the ignore files that concern the files checked, each once."""

    entries: dict[Path, list[Ignored]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    checked: list[Path] = field(default_factory=list)

    def sift(self, file: Path, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[tuple[Diagnostic, str]]]:
        """Split what was found in `file` into what counts and what was set aside, with the reason."""
        self.checked.append(file)
        counts: list[Diagnostic] = []
        aside: list[tuple[Diagnostic, str]] = []
        entries = [entry for entry in self._of(file) if entry.speaks_of(file)]
        for diagnostic in found:
            entry = next((each for each in entries if each.code == diagnostic.code), None)
            if entry is None:
                counts.append(diagnostic)
            else:
                entry.used = True
                aside.append((diagnostic, entry.reason))
        return counts, aside

    def unused(self) -> list[Diagnostic]:
        """Tell the entries about checked files that set nothing aside, and what was wrong with the ignore files."""
        idle = [
            Diagnostic(entry.place, "PF722", {"name": entry.code, "file": entry.pattern}, Severity.WARNING)
            for entries in self.entries.values()
            for entry in entries
            if not entry.used and any(self._is_about(entry, file) for file in self.checked)
        ]
        return [*self.problems, *idle]

    @staticmethod
    def _is_about(entry: Ignored, file: Path) -> bool:
        return file.resolve().is_relative_to(entry.folder) and entry.speaks_of(file)

    def _of(self, file: Path) -> list[Ignored]:
        """Give the entries of the ignore files beside `file` and above it, up to the folder one works in."""
        here = Path.cwd()
        own = file.resolve().parent
        above = [folder for folder in own.parents if folder.is_relative_to(here)] if own.is_relative_to(here) else []
        return [entry for folder in (own, *above) for entry in self._read(folder)]

    def _read(self, folder: Path) -> Sequence[Ignored]:
        if folder not in self.entries:
            path = folder / IGNORE_FILE
            self.entries[folder] = []
            if path.is_file():
                try:
                    self.entries[folder] = _entries(path, folder)
                except DefinitionError as error:
                    self.problems.extend(error.diagnostics)
        return self.entries[folder]


def _entries(path: Path, folder: Path) -> list[Ignored]:
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    source = read(path.read_bytes(), str(shown))
    return [
        Ignored(entry.code, entry.file, entry.reason, source.place((index, "code")), folder)
        for index, entry in enumerate(validate(source, _File).root)
    ]
