"""The bad and the good example of an error code, as the package's pages hold them.

Invariants: a page is data and never run here; a code has at most one page, in the file of its hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from procflow.errors import CATALOGUE
from procflow.source import read

__all__ = ["Example", "examples", "in_general", "page_text"]


@dataclass(frozen=True, slots=True)
class Example:
    """Hold what gives a code and what does not, and where the code stands.

    `kind` says what `bad` and `good` are: an edit of the base procedure, a whole file, a command line, and so on.
    `line` counts from the first line of `bad`, or above it if negative; `at` is text of the line instead, where the
    code stands elsewhere. `also` names the codes that cannot but come with it.
    """

    kind: str
    bad: str
    good: str
    line: int | None = None
    at: str = ""
    also: tuple[str, ...] = ()


def page_text(name: str) -> str:
    """Give the text of the file `name` of the pages, or nothing where there is none."""
    file = resources.files("procflow.errors") / "pages" / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def examples(code: str = "PF") -> Mapping[str, Example]:
    """Give the examples by code: all of them, or those of the hundred `code` is one of."""
    found: dict[str, Example] = {}
    for hundred in sorted({each[:3] for each in CATALOGUE if each.startswith(code[:3])}):
        name = f"{hundred.lower()}.yaml"
        text = page_text(name)
        data = read(text, name).data if text else {}
        assert isinstance(data, dict)  # noqa: S101 - a file of the package
        found |= {key: _example(value) for key, value in data.items()}
    return found


@lru_cache(maxsize=1)
def _openings() -> Mapping[str, str]:
    """Give what scripts begin with, by the name their examples call it."""
    data = read(page_text("setups.yaml"), "setups.yaml").data
    assert isinstance(data, dict)  # noqa: S101 - a file of the package
    return {name: f"{text}\n\n" for name, text in data.items()}


def _example(value: object) -> Example:
    assert isinstance(value, dict)  # noqa: S101 - a file of the package
    line = value.get("line")
    opening = _openings()[str(value["with"])] if "with" in value else ""
    return Example(
        kind=str(value.get("in", "procedure")),
        bad=opening + str(value["bad"]),
        good=opening + str(value["good"]),
        line=None if line is None else int(line),
        at=str(value.get("at", "")),
        also=tuple(value.get("also", ())),
    )


class _Names(dict[str, str]):
    """Stand for the parameters of any error: each is its own name."""

    def __missing__(self, key: str) -> str:
        return f"‹{key}›"


def in_general(text: str) -> str:
    """Show the text of a code that is raised about nothing in particular."""
    return text.format_map(_Names())
