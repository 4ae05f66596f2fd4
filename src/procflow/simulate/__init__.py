"""Invented dossiers driven through the real law: how many would be late, and in which step.

Invariants: pure; chance is an argument, so that the same chance gives the same dossiers; what happens to a dossier is
decided by `decide` alone, what people do when is invented here.
"""

from procflow.simulate.habits import Chance, Habits
from procflow.simulate.run import Run, simulate
from procflow.simulate.tally import Tally, tally

__all__ = ["Chance", "Habits", "Run", "Tally", "simulate", "tally"]
