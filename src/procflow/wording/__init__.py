"""How the parts of a procedure read aloud, in Vietnamese and in English: limits, fees, people, papers.

Invariants: nothing is decided here; the same value reads the same wherever it stands.
"""

from procflow.wording.fees import fee_text, money_text
from procflow.wording.reader import Wording, in_both

__all__ = ["Wording", "fee_text", "in_both", "money_text"]
