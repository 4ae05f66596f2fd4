"""The law at work: `decide` says what a command brings about, `apply` lets it happen; both are pure.

Invariants: no clock, no random source, no file, no database; `decide` refuses what would falsify the record and flags
what breaches the law; `apply` copies and never recomputes, so that replaying a journal gives the same dossier for
ever.
"""

from procflow.core.apply import apply, replay
from procflow.core.decide import advance, decide
from procflow.core.law import Law
from procflow.core.notice import change_calendar
from procflow.core.opening import open_outcomes
from procflow.core.public import PublicKind, PublicRow, public_timeline, waits_for
from procflow.core.standing import Standing, StandingKind, classify
from procflow.core.tally import Tally, step_standings
from procflow.core.timers import wake_on

__all__ = [
    "Law",
    "PublicKind",
    "PublicRow",
    "Standing",
    "StandingKind",
    "Tally",
    "advance",
    "apply",
    "change_calendar",
    "classify",
    "decide",
    "open_outcomes",
    "public_timeline",
    "replay",
    "step_standings",
    "waits_for",
    "wake_on",
]
