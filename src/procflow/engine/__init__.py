"""The host API: dossiers in the host's own database, inside the host's own transaction.

Invariants: this room alone reads a clock; it never commits, but for `open`, whose database is its own.
"""

from procflow.engine.answers import ChildStanding, Failure, Moved, Notice, Page, Rebuilt, Reply, Tick, Verification
from procflow.engine.child_codes import ChildCodes
from procflow.engine.clock import Clock, ManualClock, SystemClock
from procflow.engine.codes import Agency, CodeFormat
from procflow.engine.connection import Host, prepare_sqlite
from procflow.engine.doctor import Symptom, examine
from procflow.engine.embedded import Register, open  # noqa: A004 - `procflow.open` is the name people expect
from procflow.engine.handover import HandedOver, Handover, Posted
from procflow.engine.host import Engine
from procflow.engine.migration import LimitMove, Migration, MigrationPlan, Move
from procflow.engine.report import ReportBy
from procflow.store import Checkpoint, Line, Seal, Work

__all__ = [
    "Agency",
    "Checkpoint",
    "ChildCodes",
    "ChildStanding",
    "Clock",
    "CodeFormat",
    "Engine",
    "Failure",
    "HandedOver",
    "Handover",
    "Host",
    "LimitMove",
    "Line",
    "ManualClock",
    "Migration",
    "MigrationPlan",
    "Move",
    "Moved",
    "Notice",
    "Page",
    "Posted",
    "Rebuilt",
    "Register",
    "Reply",
    "ReportBy",
    "Seal",
    "Symptom",
    "SystemClock",
    "Tick",
    "Verification",
    "Work",
    "examine",
    "open",
    "prepare_sqlite",
]
