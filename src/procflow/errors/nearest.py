"""The name an author may have meant: the known name nearest to one that stands for nothing."""

from collections.abc import Iterable
from typing import Final

__all__ = ["nearest"]

_CLOSE_ENOUGH: Final = 0.6
"""The share of the letters that must agree; below it a guess misleads more often than it helps."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known name most likely meant by `word`, or None when none is near enough to be worth saying.

    Letters left out, added, changed or swapped make names differ; whether they are capital does not.
    """
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake pays for loading it
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - likewise

    found = process.extractOne(
        word, list(known), scorer=OSA.normalized_similarity, processor=str.lower, score_cutoff=_CLOSE_ENOUGH
    )
    return None if found is None else found[0]
