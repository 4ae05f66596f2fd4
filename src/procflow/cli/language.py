"""The language a person at the terminal is spoken to: Vietnamese or English.

`--lang` wins, then PROCFLOW_LANG, then the locale; whoever asked for nothing we speak gets English.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from procflow.errors import Language

__all__ = ["LANGUAGES", "choose"]

LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
_VARIABLES: Final = ("PROCFLOW_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Choose the language before the arguments are parsed, so that a complaint about them is understood too."""
    said = [*_options(arguments), *(environ[name] for name in _VARIABLES if environ.get(name))]
    return "vi" if said and said[0].casefold().startswith("vi") else "en"


def _options(arguments: Sequence[str]) -> list[str]:
    words = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    spaced = [after for word, after in pairwise(words) if word == "--lang"]
    joined = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return (spaced + joined)[-1:]
