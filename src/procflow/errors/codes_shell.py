"""PF7xx: the command line and worked examples."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {}
