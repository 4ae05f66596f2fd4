"""What was found wrong with a compiled procedure, each finding at its place in the file that says it.

Invariant: a place is told once for a code, however many cases, channels or paths show it.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from procflow.errors import Diagnostic, Place, Severity
from procflow.procedure import Procedure
from procflow.procedure.complaints import Complaints, Path
from procflow.source import Source, read

__all__ = ["Findings", "Path"]


class Findings:
    """Gather diagnostics on `procedure`, whose texts are read again for their places."""

    def __init__(self, procedure: Procedure) -> None:
        """Keep the procedure; its texts are read when something is found."""
        self._procedure, self._file = procedure, procedure.file
        self._found: dict[tuple[str, Path], Diagnostic] = {}

    def error(self, path: Path, code: str, *, key: bool = True, **params: object) -> None:
        """Note what makes the law be breached, or a dossier stand still, by construction."""
        self._found.setdefault((code, path), Diagnostic(self._place(path, key=key), code, params))

    def warn(self, path: Path, code: str, *, key: bool = True, **params: object) -> None:
        """Note what an analyst should look at, unless only the profile says it: that is not the analyst's to mend."""
        self._tell(Severity.WARNING, path, code, params, key=key)

    def note(self, path: Path, code: str, *, key: bool = True, **params: object) -> None:
        """Note what is right as law and may be better for its readers; of a profile as little as a warning."""
        self._tell(Severity.NOTE, path, code, params, key=key)

    def _tell(self, severity: Severity, path: Path, code: str, params: Mapping[str, object], *, key: bool) -> None:
        place = self._place(path, key=key)
        if place.file == self._file:
            self._found.setdefault((code, path), Diagnostic(place, code, params, severity))

    def _place(self, path: Path, *, key: bool) -> Place:
        """Find what is written at `path`, or the nearest that is: of a key left out, what it was left out of."""
        if self._where.says(path) or self._shared.says(path) or len(path) == 1:
            return self._where.place(path, key=key)
        return self._place(path[:-1], key=True)

    @cached_property
    def _where(self) -> Complaints:
        return Complaints(read(self._procedure.text, self._file), self._profile)

    @cached_property
    def _shared(self) -> Complaints:
        return Complaints(self._profile, self._profile)

    @property
    def _profile(self) -> Source:
        return _read_profile(self._procedure.profile_text, f"procflow/profiles/{self._procedure.profile}.yaml")

    def all(self) -> tuple[Diagnostic, ...]:
        """Give everything found: the procedure's own file first, then its profile, each in the order of places."""
        return tuple(
            sorted(self._found.values(), key=lambda each: (each.place.file != self._file, each.place, each.code))
        )


@lru_cache(maxsize=8)
def _read_profile(text: str, file: str) -> Source:
    """Read a profile once for the many procedures that share it."""
    return read(text, file)
