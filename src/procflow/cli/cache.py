"""What `procflow check` found in a file before, kept under a hash of everything it was found from.

Invariants: an answer is given only for the very bytes, name, calendar and code of procflow it was found with; whatever
is not a whole entry under its own key counts as none; findings are kept without language, before any is set aside.
"""

import hashlib
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Final, NamedTuple

import platformdirs
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from procflow.__about__ import __version__
from procflow.calendar import vietnam
from procflow.errors import CATALOGUE, Diagnostic, MisuseError, Place, Severity, system_reason

__all__ = ["Cache", "Problems", "cache_folder", "key_of", "stamp"]

_FORM: Final = "procflow check 1"
_LIBRARIES: Final = ("PyYAML", "pydantic", "pydantic-core", "rapidfuzz", "transitions")
_MOST: Final = 20_000
"""Entries kept, some hundred bytes each; beyond, the older half goes."""


class Problems(NamedTuple):
    """Hold what keeps a file from loading, and what is judged of its meaning when it loads."""

    errors: tuple[Diagnostic, ...]
    judged: tuple[Diagnostic, ...]


class _Kept(BaseModel):
    """Hold one diagnostic as it is kept: the params as texts and numbers, which need no language."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    place: tuple[str, int, int, int, int]
    code: str
    params: dict[str, str | bool | int | None]
    severity: str


_ENTRY: Final = TypeAdapter(tuple[list[_Kept], list[_Kept]])


def cache_folder() -> Path:
    """Return where this platform keeps what may be computed again."""
    return Path(platformdirs.user_cache_dir("procflow", appauthor=False)) / "check"


@lru_cache(maxsize=1)
def stamp() -> str:
    """Hash what every answer depends on beside the file: procflow's own files, its calendar, the libraries it reads by.

    The files hold the profiles and the catalogue too; an edit of any of them, released or not, makes another stamp.
    """
    package = Path(str(resources.files("procflow")))
    digest = hashlib.sha256()
    versions = [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
    for part in (_FORM, __version__, sys.version, vietnam().version, *versions):
        _feed(digest, part.encode())
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            _feed(digest, file.relative_to(package).as_posix().encode())
            _feed(digest, file.read_bytes())
    return digest.hexdigest()


def key_of(name: str, content: bytes, *, stamped: str) -> str:
    """Hash a file's `name` as it is shown, its `content` and the stamp of everything else."""
    digest = hashlib.sha256()
    for part in (stamped.encode(), name.encode("utf-8", "surrogateescape"), content):
        _feed(digest, part)
    return digest.hexdigest()


def _feed(digest: "hashlib._Hash", part: bytes) -> None:
    """Hash the length before the bytes, so that no two lists of parts run together to the same."""
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)


@dataclass(slots=True)
class Cache:
    """Keep problems in `folder`, one file an entry, named by its key."""

    folder: Path
    kept: int = 0

    @classmethod
    def at(cls, named: str | None) -> "Cache":
        """Open the cache in the folder `named`, or where the platform keeps such; a missing folder is made.

        Raises:
            MisuseError: PF790, when the folder named is not there and cannot be made, or cannot be written into.
        """
        folder = cache_folder() if named is None else Path(named)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if named is not None and not os.access(folder, os.W_OK):
                raise PermissionError(13, os.strerror(13))
        except OSError as error:
            if named is not None:
                raise MisuseError("PF790", path=named, reason=system_reason(error)) from error
        return cls(folder)

    def recall(self, name: str, content: bytes) -> Problems | None:
        """Give what was found in this very file; None where nothing whole is kept."""
        key = key_of(name, content, stamped=stamp())
        try:
            head, _, body = self._path(key).read_bytes().partition(b"\n")
            if head != _head(key, body):
                return None
            errors, judged = _ENTRY.validate_json(body)
            return Problems(tuple(map(_read, errors)), tuple(map(_read, judged)))
        except (OSError, ValidationError, ValueError):
            return None

    def keep(self, name: str, content: bytes, found: Problems) -> None:
        """Keep what was found, whole or not at all; a cache that cannot be written is no failure of the check."""
        body = _written(found)
        if body is None:
            return
        key = key_of(name, content, stamped=stamp())
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(_head(key, body) + b"\n" + body)
            Path(file.name).replace(path)
            self.kept += 1
        except OSError:
            return

    def tidy(self) -> None:
        """Where entries were added, let the older half go if there are too many."""
        if not self.kept:
            return
        try:
            entries = sorted(self.folder.glob("??/*"), key=lambda entry: entry.stat().st_mtime_ns)
            for entry in entries[: len(entries) // 2 if len(entries) > _MOST else 0]:
                entry.unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def _head(key: str, body: bytes) -> bytes:
    """Bind an entry to its key: one that was cut, altered or put under another name does not fit its head."""
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _written(found: Problems) -> bytes | None:
    """Write problems as JSON; None where a parameter is more than text and numbers, and would come back as less."""
    parts = [[_plain(each) for each in some] for some in found]
    if any(each is None for some in parts for each in some):
        return None
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()


def _plain(diagnostic: Diagnostic) -> dict[str, object] | None:
    params = diagnostic.params
    if not all(value is None or isinstance(value, str | int) for value in params.values()):
        return None
    place = diagnostic.place
    return {
        "place": [place.file, place.line, place.column, place.end_line, place.end_column],
        "code": diagnostic.code,
        "params": {name: str(value) if isinstance(value, str) else value for name, value in params.items()},
        "severity": diagnostic.severity.value,
    }


def _read(kept: _Kept) -> Diagnostic:
    if kept.code not in CATALOGUE:
        raise ValueError(kept.code)
    return Diagnostic(Place(*kept.place), kept.code, kept.params, Severity(kept.severity))
