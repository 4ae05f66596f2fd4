"""The search of a folder for files: which folders are passed over, and what a person who waits is shown.

Invariants: a folder that is named itself is always looked into; links to folders are not followed, so no search goes in
a circle; what is passed over does not depend on who looks.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import chain, islice
from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Option
from procflow.errors import Language

__all__ = ["EXCLUDE", "search"]

_PASSED_OVER: Final = frozenset({"__pycache__", "__pypackages__", "node_modules", "site-packages"})
_ENVIRONMENT: Final = "pyvenv.cfg"
"""The file by which a virtual environment is known, whatever it is called."""

_MANY: Final = 200
"""So many folders are searched before anybody waits, and between two looks at how many they are."""

_Folder = tuple[Path, list[str]]
"""A folder, and the names of the files in it."""

_LABELS: Final[dict[Language, str]] = {"en": "Searching", "vi": "Tìm tệp"}

EXCLUDE: Final = Option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    en="Pass over folders and files of this name or path below PATH, such as `drafts` or `2025/*`; may be repeated.",
    vi="Không xét thư mục và tệp có tên hoặc đường dẫn này trong PATH, ví dụ `nhap` hoặc `2025/*`; có thể lặp lại.",
)


def search(root: Path, ending: str, lang: Language, exclude: Sequence[str] = ()) -> list[Path]:
    """List the files below `root` whose names end in `ending`, in order, but for what is passed over.

    Those are hidden folders and files, folders of packages and virtual environments (as other tools for source files
    have it), and what one of the patterns `exclude` names; one that ends in a slash is about folders alone.
    """
    found = [
        folder / name
        for folder, names in _shown(_folders(root, exclude), lang)
        for name in names
        if name.endswith(ending) and not name.startswith(".")
    ]
    of_files = [pattern for pattern in exclude if not pattern.endswith("/")]
    return sorted(file for file in found if not _is_excluded(file, root, of_files))


def _shown(folders: Iterator[_Folder], lang: Language) -> Iterator[_Folder]:
    """Go through folders, and show how many they are once they are many and a person looks on."""
    yield from islice(folders, _MANY)
    following = next(folders, None)
    if following is None:
        return
    hidden = not sys.stderr.isatty()
    rest = chain([following], folders)
    with click.progressbar(
        rest, label=_LABELS[lang], file=sys.stderr, hidden=hidden, show_pos=True, update_min_steps=_MANY
    ) as bar:
        yield from bar


def _folders(root: Path, exclude: Sequence[str]) -> Iterator[_Folder]:
    """Walk from `root` down; a folder that cannot be read gives nothing."""
    for name, below, files in os.walk(root):
        folder = Path(name)
        below[:] = sorted(each for each in below if not _is_passed_over(folder / each, root, exclude))
        yield folder, files


def _is_passed_over(folder: Path, root: Path, exclude: Sequence[str]) -> bool:
    if folder.name.startswith(".") or folder.name in _PASSED_OVER:
        return True
    return (folder / _ENVIRONMENT).is_file() or _is_excluded(folder, root, exclude)


def _is_excluded(path: Path, root: Path, exclude: Sequence[str]) -> bool:
    names = (path.name, path.relative_to(root).as_posix())
    return any(fnmatchcase(name, pattern.rstrip("/")) for pattern in exclude for name in names)
