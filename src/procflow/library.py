"""Load procedures from files and profiles from the package: the one place where their texts are read.

Invariant: compiling is pure and lies below; a profile that a stored procedure was compiled with is given back as text.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from procflow.errors import DefinitionError, Diagnostic, MisuseError, Place, system_reason
from procflow.procedure import Procedure, compile_procedure
from procflow.source import MAX_BYTES, Source, read, survey

__all__ = ["load", "load_text", "profile_names", "profile_text", "shipped"]


_OF_THE_PROFILE: Final = frozenset({"PF301", "PF302", "PF303", "PF313", "PF320", "PF321", "PF322"})
"""What cannot be judged without the profile that was meant."""

_KEPT: Final = "PF113"
"""A key written twice keeps its first value, so that nothing around it is faulty for want of it."""


def load(path: str | Path, *, overlay: str | Path | None = None) -> Procedure:
    """Load the procedure in the file `path`, under the fees and shorter limits of the file `overlay` if one is given.

    Raises:
        DefinitionError: with every problem of the file, each at its place.
        MisuseError: PF708, when the file cannot be read; PF616, when a path is none.
    """
    local = None if overlay is None else (_read_file(overlay), str(overlay))
    return load_text(_read_file(path), str(path), overlay=local)


def _read_file(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more than is read on: the reader says so (PF101)
    except (OSError, ValueError) as error:  # the latter for a character no file system takes
        raise MisuseError("PF708", path=str(path), reason=system_reason(error)) from None
    except TypeError:
        raise MisuseError("PF616", field="path", given=type(path).__name__, wanted="str | Path") from None


def load_text(
    text: str | bytes,
    file: str = "<text>",
    *,
    profile: str | None = None,
    overlay: tuple[str | bytes, str] | None = None,
) -> Procedure:
    """Compile the procedure `text`, naming it `file` in diagnostics.

    `profile` is the text of the profile to compile with; left out, the one the procedure names comes from the package.
    `overlay` is the text of a province's overlay and the name of its file.

    Raises:
        DefinitionError: with every problem of the text, each at its place.
    """
    own, found = survey(text, file)
    if own is None:
        raise DefinitionError(found)
    try:
        procedure = _compile(own, profile, overlay)
    except DefinitionError as error:
        raise DefinitionError(_together(found, error.diagnostics)) from None
    if found:
        raise DefinitionError(found)
    return procedure


def _compile(own: Source, profile: str | None, overlay: tuple[str | bytes, str] | None) -> Procedure:
    name = own.data.get("profile") if isinstance(own.data, dict) else None
    if profile is not None:
        shared = read(profile, f"<profile {name}>")
    elif isinstance(name, str) and name in profile_names():
        shared = _shipped(name)
    else:
        shared = _shipped(profile_names()[0])  # whatever is wrong with the name is told with everything else
    local = None if overlay is None else read(*overlay)
    if profile is not None or not isinstance(name, str) or name in profile_names():
        return compile_procedure(own, shared, local)
    unknown = Diagnostic(own.place(("profile",)), "PF332", {"name": name, "known": ", ".join(profile_names())})
    try:
        compile_procedure(own, shared, local)
    except DefinitionError as error:
        others = [each for each in error.diagnostics if each.code not in _OF_THE_PROFILE]
        # What has not the form of a name is told as that; whether such a profile is known is no second mistake.
        known = [] if any(each.code == "PF214" for each in others) else [unknown]
        raise DefinitionError(sorted([*known, *others], key=lambda each: each.place)) from None
    raise DefinitionError([unknown])


def _together(first: Sequence[Diagnostic], then: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Tell both in the order of their places; what holds a mistake told already is not told again as a whole."""
    left_out = [each for each in first if each.code != _KEPT]
    more = [each for each in then if not any(_holds(each.place, other.place) for other in left_out)]
    return sorted([*first, *more], key=lambda diagnostic: diagnostic.place)


def _holds(place: Place, other: Place) -> bool:
    start, end, at = (place.line, place.column), (place.end_line, place.end_column), (other.line, other.column)
    return place.file == other.file and (start == at or start <= at < end)


def shipped(code: str, version: str = "") -> Path:
    """Give the file of the newest version of procedure `code` that ships with procflow, or of that `version`.

    The newest may not be in force yet.

    Raises:
        MisuseError: PF333, when none ships.
    """
    package = Path(str(resources.files("procflow")))
    for root in (package / "procedures", package.parents[1] / "procedures"):  # installed, or in a checkout
        found = sorted(file for file in (root / code).glob("*.yaml") if not file.name.endswith(".test.yaml"))
        meant = [file for file in found if version in {"", file.stem}]
        if meant:
            return meant[-1]
    raise MisuseError("PF333", code=f"{code}/{version}" if version else code)


@lru_cache(maxsize=1)
def profile_names() -> tuple[str, ...]:
    """List the profiles that ship with procflow, such as `one-stop/nd118-2025`."""
    root = resources.files("procflow.profiles")
    return tuple(
        sorted(
            f"{folder.name}/{entry.name.removesuffix('.yaml')}"
            for folder in root.iterdir()
            if folder.is_dir()
            for entry in folder.iterdir()
            if entry.name.endswith(".yaml")
        )
    )


def profile_text(name: str) -> str:
    """Give the text of the shipped profile `name`.

    Raises:
        MisuseError: PF332, when there is none of that name.
    """
    if name not in profile_names():
        raise MisuseError("PF332", name=name, known=", ".join(profile_names()))
    folder, _, leaf = name.partition("/")
    return (resources.files("procflow.profiles") / folder / f"{leaf}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def _shipped(name: str) -> Source:
    return read(profile_text(name), f"procflow/profiles/{name}.yaml")
