"""Two versions of a procedure compared in legal terms, and what the newer one means for dossiers in progress.

Invariants: pure; what reads the same in both versions is no change, whatever the texts look like; every difference
between two compiled procedures that a dossier could feel is reported.
"""

from procflow.comparison.changes import Change, Comparison, Kind, Reading, Trend, compare
from procflow.comparison.progress import Consequence, ConsequenceKind, consequences
from procflow.comparison.said import Area, Aspect

__all__ = [
    "Area",
    "Aspect",
    "Change",
    "Comparison",
    "Consequence",
    "ConsequenceKind",
    "Kind",
    "Reading",
    "Trend",
    "compare",
    "consequences",
]
