"""What was found wrong with a compiled procedure, each finding at its place in the file that says it.

Invariant: a place is told once for a code, however many cases, channels or paths show it.
"""

from procflow.errors import Diagnostic, Place, Severity
from procflow.procedure import Procedure
from procflow.procedure.complaints import Complaints, Path
from procflow.source import read

__all__ = ["Findings", "Path"]


class Findings:
    """Gather diagnostics on `procedure`, whose texts are read again for their places."""

    def __init__(self, procedure: Procedure) -> None:
        """Read the texts the procedure was compiled from."""
        profile = f"procflow/profiles/{procedure.profile}.yaml"
        self._file = procedure.file
        own, shared = read(procedure.text, procedure.file), read(procedure.profile_text, profile)
        self._where, self._shared = Complaints(own, shared), Complaints(shared, shared)
        self._found: dict[tuple[str, Path], Diagnostic] = {}

    def error(self, path: Path, code: str, *, key: bool = True, **params: object) -> None:
        """Note what makes the law be breached, or a dossier stand still, by construction."""
        self._found.setdefault((code, path), Diagnostic(self._place(path, key=key), code, params))

    def warn(self, path: Path, code: str, *, key: bool = True, **params: object) -> None:
        """Note what an analyst should look at, unless only the profile says it: that is not the analyst's to mend."""
        place = self._place(path, key=key)
        if place.file == self._file:
            self._found.setdefault((code, path), Diagnostic(place, code, params, Severity.WARNING))

    def _place(self, path: Path, *, key: bool) -> Place:
        """Find what is written at `path`, or the nearest that is: of a key left out, what it was left out of."""
        if self._where.says(path) or self._shared.says(path) or len(path) == 1:
            return self._where.place(path, key=key)
        return self._place(path[:-1], key=True)

    def all(self) -> tuple[Diagnostic, ...]:
        """Give everything found: the procedure's own file first, then its profile, each in the order of places."""
        return tuple(
            sorted(self._found.values(), key=lambda each: (each.place.file != self._file, each.place, each.code))
        )
