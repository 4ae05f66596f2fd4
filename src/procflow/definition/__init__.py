"""What an author may write in a procedure or a profile, as pydantic models.

Invariants: every key of the language stands here and nowhere else, so that the parser, the schema and the reference
come from one place; a model says what can be written, the room `procedure` says what it means.
"""

from procflow.definition.fees import FeeRate, FeeSpec, Money, Tiers
from procflow.definition.files import ProcedureFile, ProfileFile
from procflow.definition.parts import (
    ApologySpec,
    CaseSpec,
    ChannelsSpec,
    ComponentSpec,
    FactKind,
    FactSpec,
    ResultSpec,
    SupplementSpec,
)
from procflow.definition.spans import LimitSpec, SpanText
from procflow.definition.steps import Clock, ConsultSpec, Ending, OnTimeout, OutcomeSpec, StepSpec

__all__ = [
    "ApologySpec",
    "CaseSpec",
    "ChannelsSpec",
    "Clock",
    "ComponentSpec",
    "ConsultSpec",
    "Ending",
    "FactKind",
    "FactSpec",
    "FeeRate",
    "FeeSpec",
    "LimitSpec",
    "Money",
    "OnTimeout",
    "OutcomeSpec",
    "ProcedureFile",
    "ProfileFile",
    "ResultSpec",
    "SpanText",
    "StepSpec",
    "SupplementSpec",
    "Tiers",
]
