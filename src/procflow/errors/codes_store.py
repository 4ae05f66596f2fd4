"""PF6xx: store and journal."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {}
