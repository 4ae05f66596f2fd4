"""Legal time limits: spans in the wording of the law, named rules of counting, deadlines that explain themselves.

Invariants: time is an argument, never read from a clock; every moment is aware and stands at +07:00.
"""

from procflow.calendar import VIETNAM_TIME
from procflow.clock.backward import count_back
from procflow.clock.counting import Ends
from procflow.clock.deadline import Deadline, deadline, earliest, latest
from procflow.clock.explanation import Explanation, Line, Part
from procflow.clock.hold import Hold
from procflow.clock.limit import (
    Debtor,
    How,
    Limit,
    OpenHold,
    explain_limit,
    extend_limit,
    hold_limit,
    is_overdue,
    restart_limit,
    resume_limit,
    start_limit,
    time_left,
)
from procflow.clock.restating import Policy, Restated, restate
from procflow.clock.rule import DEFAULT_RULE, RULES, Anchor, End, LeapDay, MonthEnd, Receipt, Roll, Rule
from procflow.clock.span import Span, Unit

__all__ = [
    "DEFAULT_RULE",
    "RULES",
    "VIETNAM_TIME",
    "Anchor",
    "Deadline",
    "Debtor",
    "End",
    "Ends",
    "Explanation",
    "Hold",
    "How",
    "LeapDay",
    "Limit",
    "Line",
    "MonthEnd",
    "OpenHold",
    "Part",
    "Policy",
    "Receipt",
    "Restated",
    "Roll",
    "Rule",
    "Span",
    "Unit",
    "count_back",
    "deadline",
    "earliest",
    "explain_limit",
    "extend_limit",
    "hold_limit",
    "is_overdue",
    "latest",
    "restart_limit",
    "restate",
    "resume_limit",
    "start_limit",
    "time_left",
]
