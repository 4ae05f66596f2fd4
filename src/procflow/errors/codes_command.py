"""PF5xx: commands refused."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {}
