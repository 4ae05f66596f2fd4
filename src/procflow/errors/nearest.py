"""The name an author may have meant: the known name nearest to one that stands for nothing."""

from collections.abc import Iterable
from typing import Final

__all__ = ["nearest"]

_CLOSE_ENOUGH: Final = 60.0


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known name nearest to `word`, or `-` when none is near enough to be worth saying."""
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake pays for loading it

    found = process.extractOne(word, list(known), score_cutoff=_CLOSE_ENOUGH)
    return "-" if found is None else found[0]
