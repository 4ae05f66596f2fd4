"""Load procedures from files and profiles from the package: the one place where their texts are read.

Invariant: compiling is pure and lies below; a profile that a stored procedure was compiled with is given back as text.
"""

from functools import lru_cache
from importlib import resources
from pathlib import Path

from procflow.errors import DefinitionError, Diagnostic, MisuseError
from procflow.procedure import Procedure, compile_procedure
from procflow.source import Source, read

__all__ = ["load", "load_text", "profile_names", "profile_text", "shipped"]


def load(path: str | Path, *, overlay: str | Path | None = None) -> Procedure:
    """Load the procedure in the file `path`, under the fees and shorter limits of the file `overlay` if one is given.

    Raises:
        DefinitionError: with every problem of the file, each at its place.
        MisuseError: PF708, when the file cannot be read.
    """
    local = None if overlay is None else (_read_file(overlay), str(overlay))
    return load_text(_read_file(path), str(path), overlay=local)


def _read_file(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise MisuseError("PF708", path=str(path), reason=error.strerror or str(error)) from None


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
    own = read(text, file)
    name = own.data.get("profile") if isinstance(own.data, dict) else None
    if profile is None and isinstance(name, str) and name not in profile_names():
        place = own.place(("profile",))
        raise DefinitionError([Diagnostic(place, "PF332", {"name": name, "known": ", ".join(profile_names())})])
    if profile is None and not isinstance(name, str):
        profile_source = _shipped(profile_names()[0])  # the missing key is reported with everything else
    elif profile is None:
        profile_source = _shipped(str(name))
    else:
        profile_source = read(profile, f"<profile {name}>")
    return compile_procedure(own, profile_source, None if overlay is None else read(*overlay))


def shipped(code: str) -> Path:
    """Give the file of the newest version of procedure `code` that ships with procflow.

    Raises:
        MisuseError: PF333, when none ships.
    """
    package = Path(str(resources.files("procflow")))
    for root in (package / "procedures", package.parents[1] / "procedures"):  # installed, or in a checkout
        found = sorted(file for file in (root / code).glob("*.yaml") if not file.name.endswith(".test.yaml"))
        if found:
            return found[-1]
    raise MisuseError("PF333", code=code)


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
