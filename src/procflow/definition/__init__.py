"""What an author may write in a procedure or a profile, as pydantic models.

Invariants: every key of the language stands here and nowhere else, so that the parser, the schema and the reference
come from one place; a model says what can be written, the room `procedure` says what it means.
"""

from procflow.definition.base import Spec
from procflow.definition.clauses import (
    AmendmentSpec,
    ApologySpec,
    ChildSpec,
    CorrectionSpec,
    ExtensionSpec,
    ForwardingSpec,
    GroundSpec,
    NoticeSpec,
    StoppingSpec,
    WithdrawalSpec,
)
from procflow.definition.fees import ExemptSpec, FeePeriod, FeeRate, FeeSpec, Money, Tiers
from procflow.definition.files import OverlayFile, ProcedureFile, ProfileFile
from procflow.definition.parts import (
    USUAL_CHANNELS,
    CaseSpec,
    ChannelsSpec,
    ComponentSpec,
    DerivedSpec,
    FactKind,
    FactSpec,
    FormEvent,
    ResultSpec,
    RoleSpec,
    SupplementSpec,
)
from procflow.definition.spans import LimitSpec, SpanText
from procflow.definition.steps import Again, Clock, ConsultSpec, Ending, OnTimeout, OutcomeSpec, StepSpec
from procflow.definition.transition import OldDossiers, OldLimits, TransitionSpec

__all__ = [
    "USUAL_CHANNELS",
    "Again",
    "AmendmentSpec",
    "ApologySpec",
    "CaseSpec",
    "ChannelsSpec",
    "ChildSpec",
    "Clock",
    "ComponentSpec",
    "ConsultSpec",
    "CorrectionSpec",
    "DerivedSpec",
    "Ending",
    "ExemptSpec",
    "ExtensionSpec",
    "FactKind",
    "FactSpec",
    "FeePeriod",
    "FeeRate",
    "FeeSpec",
    "FormEvent",
    "ForwardingSpec",
    "GroundSpec",
    "LimitSpec",
    "Money",
    "NoticeSpec",
    "OldDossiers",
    "OldLimits",
    "OnTimeout",
    "OutcomeSpec",
    "OverlayFile",
    "ProcedureFile",
    "ProfileFile",
    "ResultSpec",
    "RoleSpec",
    "SpanText",
    "Spec",
    "StepSpec",
    "StoppingSpec",
    "SupplementSpec",
    "Tiers",
    "TransitionSpec",
    "WithdrawalSpec",
]
