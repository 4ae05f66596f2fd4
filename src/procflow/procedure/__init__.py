"""A procedure compiled from its text: steps, limits, fees and results with every name resolved, and its graph.

Invariants: immutable; the same texts compile to the same value; a procedure that loads has no dangling name, no step
out of reach and no step without an end.
"""

from procflow.procedure.compile import compile_procedure
from procflow.procedure.facts import LARGEST, derive
from procflow.procedure.fees import Charge, charge
from procflow.procedure.machine import dispatch_table
from procflow.procedure.model import (
    Apology,
    Child,
    Clauses,
    Component,
    Consult,
    LimitRule,
    Outcome,
    Plus,
    Procedure,
    Step,
)
from procflow.procedure.transition import Transition

__all__ = [
    "LARGEST",
    "Apology",
    "Charge",
    "Child",
    "Clauses",
    "Component",
    "Consult",
    "LimitRule",
    "Outcome",
    "Plus",
    "Procedure",
    "Step",
    "Transition",
    "charge",
    "compile_procedure",
    "derive",
    "dispatch_table",
]
