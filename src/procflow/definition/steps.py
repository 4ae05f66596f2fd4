"""Steps, outcomes and consultations as an author writes them: a step is a state, an outcome is the way out of it."""

from enum import StrEnum
from typing import Annotated

from procflow.definition.base import Count, Flag, Id, IdList, Spec, Text, wrap
from procflow.definition.clauses import ChildField
from procflow.definition.spans import LimitField, SpanText

__all__ = ["Again", "Clock", "ConsultSpec", "Ending", "OnTimeout", "OutcomeField", "OutcomeSpec", "StepSpec"]


class Clock(StrEnum):
    """Say what the legal limit does while a dossier is in a step."""

    RUN = "run"
    RESUME = "resume"
    RESTART = "restart"
    NONE = "none"


class OnTimeout(StrEnum):
    """Say what the silence of a consulted agency means."""

    ESCALATE = "escalate"
    CONSENT = "consent"
    PROCEED = "proceed"
    REFUSE = "refuse"


class Again(StrEnum):
    """Say what becomes of an opinion when the dossier comes into its step again."""

    ASK = "ask"
    KEEP = "keep"


class Ending(StrEnum):
    """Say how a dossier ended."""

    RETURNED = "returned"
    NOT_ACCEPTED = "not-accepted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    VOIDED = "voided"


class OutcomeSpec(Spec):
    """Name where an outcome leads, what it produces and what it needs."""

    to: Id | None = None
    produces: IdList | None = None
    at_most: Count | None = None
    name: Text | None = None
    name_en: Text | None = None
    by: Id | None = None
    completes: Id | None = None
    accepts: Flag = False
    outside: Flag = False
    needs_reason: Flag = False
    when: Text | None = None
    within: LimitField | None = None
    form: Text | None = None
    basis: Text | None = None


OutcomeField = Annotated[OutcomeSpec, wrap("to")]


class ConsultSpec(Spec):
    """Ask another agency for its opinion; `blocks` names the outcomes that wait for it, `when` says where it is due."""

    name: Text | None = None
    name_en: Text | None = None
    when: Text | None = None
    within: LimitField | None = None
    on_timeout: OnTimeout | None = None
    takes: Id | None = None
    after: IdList | None = None
    blocks: IdList | None = None
    again: Again | None = None
    basis: Text | None = None


class StepSpec(Spec):
    """Describe a step: who acts, what the limit does, how it ends."""

    name: Text | None = None
    name_en: Text | None = None
    actor: Id | None = None
    separate_from: IdList | None = None
    national_status: Count | None = None
    clock: Clock | None = None
    within: LimitField | None = None
    on_expiry: Id | None = None
    request_within: LimitField | None = None
    at_most: Count | None = None
    budget: SpanText = None
    consult: dict[Id, ConsultSpec] | None = None
    children: dict[Id, ChildField] | None = None
    in_sequence: IdList | None = None
    outcomes: dict[Id, OutcomeField] | None = None
    finishes: Flag | None = None
    ends: Ending | None = None
    form: Text | None = None
    basis: Text | None = None
