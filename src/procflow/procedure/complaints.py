"""Collect what is wrong with a procedure, each complaint at its place in the file that says it.

Invariant: nothing is raised before everything was looked at, so that an author sees all problems at once.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from procflow.errors import DefinitionError, Diagnostic, Place, Severity, nearest
from procflow.source import Source

__all__ = ["Complaints", "Path"]

Path = tuple[str | int, ...]

_SUPPLEMENT: Final[Mapping[Path, Path]] = {
    ("steps", "supplement", "at_most"): ("supplement", "requests"),
    ("steps", "supplement", "request_within"): ("supplement", "request_within"),
    ("steps", "supplement", "within"): ("supplement", "window"),
    ("steps", "supplement-check", "outcomes", "complete", "to"): ("supplement", "returns_to"),
    ("steps", "supplement-check", "outcomes", "unsatisfactory", "within"): (
        "supplement",
        "unsatisfactory",
        "refuse",
        "within",
    ),
}
"""Where a procedure writes in `supplement:` what it restates of its profile's steps."""


class Complaints:
    """Gather diagnostics against a procedure's file and, for what only the profile says, the profile's."""

    def __init__(self, own: Source, profile: Source) -> None:
        self._own = own
        self._profile = profile
        self._errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Find where `path` is written: in the procedure's file, or else in the profile's."""
        written = self._as_written(path)
        return (self._own if self.says(written) else self._profile).place(written, key=key)

    def _as_written(self, path: Path) -> Path:
        for meant, short in _SUPPLEMENT.items():
            if path[: len(meant)] == meant and self.says(short):
                return (*short, *path[len(meant) :])
        return path

    def says(self, path: Path) -> bool:
        """Say whether the procedure's own file writes `path`, or a value on the way to it in short form."""
        node: object = self._own.data
        for part in path:
            match node:
                case dict() if part in node:
                    node = node[part]
                case str() | list():
                    return True
                case _:
                    return False
        return True

    def error(self, path: Path, code: str, *, key: bool = False, **params: object) -> None:
        """Note an error, once for each place; the procedure will not load."""
        found = Diagnostic(self.place(path, key=key), code, params)
        if found not in self._errors:
            self._errors.append(found)

    def idle(self, path: Path, wanted: str) -> None:
        """Note a key, the last of `path`, that changes nothing without `wanted`."""
        self._errors.append(Diagnostic(self.place(path, key=True), "PF391", {"key": path[-1], "wanted": wanted}))

    def unknown(self, path: Path, code: str, word: str, known: Sequence[str], *, key: bool = False) -> None:
        """Note a name that stands for nothing, with the nearest name that does."""
        self.error(path, code, key=key, name=word, near=nearest(word, known), known=", ".join(known) or "-")

    def extend(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Note errors that were found, with their places, by somebody else."""
        self._errors.extend(diagnostics)

    def warn(self, path: Path, code: str, *, key: bool = False, **params: object) -> None:
        """Note a warning; the procedure loads all the same."""
        self.warnings.append(Diagnostic(self.place(path, key=key), code, params, Severity.WARNING))

    def settle(self) -> None:
        """Raise every error found, in the order of their places.

        Raises:
            DefinitionError: when there is at least one.
        """
        if self._errors:
            raise DefinitionError(sorted(self._errors, key=lambda diagnostic: diagnostic.place))
