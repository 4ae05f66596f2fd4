"""Which days and hours an office works: layered, sourced, versioned working calendars.

Invariants: no clock, no file, no randomness; a calendar is a value whose version is the hash of its content.
"""

from procflow.calendar.days import Confidence, Day, Document, Reason, Status, Verdict
from procflow.calendar.difference import Change, difference
from procflow.calendar.hostlayers import closure, layer_from_ics, layers_from_yaml
from procflow.calendar.hours import OFFICE_HOURS, Hours, Season, Session, sessions_of
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope, swap
from procflow.calendar.table import Week
from procflow.calendar.vietnam import enterprise, vietnam
from procflow.calendar.work import WEEKEND, WorkCalendar
from procflow.calendar.worktime import VIETNAM_TIME

__all__ = [
    "OFFICE_HOURS",
    "VIETNAM_TIME",
    "WEEKEND",
    "Change",
    "Confidence",
    "Day",
    "Document",
    "Hours",
    "Kind",
    "Layer",
    "Mark",
    "Period",
    "Reason",
    "Scope",
    "Season",
    "Session",
    "Status",
    "Verdict",
    "Week",
    "WorkCalendar",
    "closure",
    "difference",
    "enterprise",
    "layer_from_ics",
    "layers_from_yaml",
    "sessions_of",
    "swap",
    "vietnam",
]
