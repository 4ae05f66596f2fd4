"""The two files of the language: a procedure, and the rule profile that many procedures share."""

from typing import Literal

from pydantic import Field

from procflow.definition.base import Code, Id, IsoDate, LanguageVersion, ProfileName, Spec, Text, VersionName
from procflow.definition.clauses import (
    AmendmentSpec,
    ApologySpec,
    CorrectionSpec,
    ExtensionSpec,
    ForwardingSpec,
    NoticeSpec,
    StoppingSpec,
    WithdrawalSpec,
)
from procflow.definition.fees import FeeSpec
from procflow.definition.parts import (
    CaseField,
    ChannelsSpec,
    ComponentSpec,
    FactSpec,
    FormEvent,
    ResultSpec,
    RoleField,
    SupplementSpec,
)
from procflow.definition.spans import LimitField
from procflow.definition.steps import StepSpec
from procflow.definition.transition import TransitionSpec

__all__ = ["OverlayFile", "ProcedureFile", "ProfileFile"]


class ProfileFile(Spec):
    """State what every procedure under one legal regime shares: reception, supplement, refusal, apology, return."""

    procflow: LanguageVersion
    profile: ProfileName
    effective: IsoDate
    until: IsoDate | None = None
    name: Text
    name_en: Text | None = None
    basis: Text
    rule: Text
    start: Id
    forms: dict[FormEvent, Text] = Field(default_factory=dict)
    roles: dict[Id, RoleField] = Field(default_factory=dict)
    results: dict[Id, ResultSpec]
    apology: ApologySpec | None = None
    withdrawal: WithdrawalSpec | None = None
    amendment: AmendmentSpec | None = None
    correction: CorrectionSpec | None = None
    forwarding: ForwardingSpec | None = None
    steps: dict[Id, StepSpec]


class ProcedureFile(Spec):
    """State one version of one procedure."""

    procflow: LanguageVersion
    code: Code
    version: VersionName
    effective: IsoDate
    until: IsoDate | None = None
    name: Text
    name_en: Text | None = None
    decision: Text | None = None
    basis: Text
    profile: ProfileName
    rule: Text | None = None
    roles: dict[Id, RoleField] = Field(default_factory=dict)
    cases: dict[Id, CaseField] = Field(default_factory=dict)
    channels: ChannelsSpec
    facts: dict[Id, FactSpec] = Field(default_factory=dict)
    components: dict[Id, ComponentSpec] = Field(default_factory=dict)
    limit: LimitField
    fees: dict[Id, FeeSpec] = Field(default_factory=dict)
    results: dict[Id, ResultSpec] | Literal["none"]
    supplement: SupplementSpec | None = None
    apology: ApologySpec | None = None
    withdrawal: WithdrawalSpec | None = None
    amendment: AmendmentSpec | None = None
    correction: CorrectionSpec | None = None
    forwarding: ForwardingSpec | None = None
    stopping: StoppingSpec | None = None
    extension: ExtensionSpec | None = None
    notice: NoticeSpec | None = None
    transition: TransitionSpec | None = None
    steps: dict[Id, StepSpec]


class OverlayFile(Spec):
    """State what a province or an office sets for itself: fees, and limits never longer than the law's."""

    procflow: LanguageVersion
    overlay: Id
    name: Text
    code: Code
    effective: IsoDate
    until: IsoDate | None = None
    basis: Text
    limit: LimitField | None = None
    fees: dict[Id, FeeSpec] = Field(default_factory=dict)
