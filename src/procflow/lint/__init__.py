"""Proofs on a compiled procedure: what a lawyer and a tester would find, before the first dossier comes in.

Invariants: pure; the same procedure and calendar give the same findings; every finding has its place in the file that
says it; what the compiler refuses is not told again.
"""

from procflow.lint.check import YEARS, check, check_structure
from procflow.lint.names import check_names
from procflow.lint.spending import Bar, BarKind, Spending, spend, tightest
from procflow.lint.worst import Wait, WorstDay, worst_day

__all__ = [
    "YEARS",
    "Bar",
    "BarKind",
    "Spending",
    "Wait",
    "WorstDay",
    "check",
    "check_names",
    "check_structure",
    "spend",
    "tightest",
    "worst_day",
]
