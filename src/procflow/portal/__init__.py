"""Published procedures of the National Public Service Portal, read and written anew as scaffolds of procflow.

Invariants: pure; a record's fields are read leniently and never believed: whatever is not stated, or stated doubtfully,
is a note with a code (PF8xx) and never a figure.
"""

from procflow.portal.record import PortalRecord, read_record
from procflow.portal.recovered import Recovered, recover
from procflow.portal.scaffold import PROFILE, PROFILE_START, Scaffold, code_of, scaffold

__all__ = [
    "PROFILE",
    "PROFILE_START",
    "PortalRecord",
    "Recovered",
    "Scaffold",
    "code_of",
    "read_record",
    "recover",
    "scaffold",
]
