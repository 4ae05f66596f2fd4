"""The two files of the language: a procedure, and the rule profile that many procedures share."""

from typing import Literal

from pydantic import Field

from procflow.definition.base import Code, Id, IsoDate, ProfileName, Spec, Text, VersionName
from procflow.definition.fees import FeeSpec
from procflow.definition.parts import (
    ApologySpec,
    CaseField,
    ChannelsSpec,
    ComponentSpec,
    FactSpec,
    ResultSpec,
    SupplementSpec,
)
from procflow.definition.spans import LimitField
from procflow.definition.steps import StepSpec

__all__ = ["ProcedureFile", "ProfileFile"]


class ProfileFile(Spec):
    """State what every procedure under one legal regime shares: reception, supplement, refusal, apology, return."""

    procflow: Literal["1"]
    profile: ProfileName
    effective: IsoDate
    until: IsoDate | None = None
    name: Text
    name_en: Text | None = None
    basis: Text
    rule: Text
    start: Id
    results: dict[Id, ResultSpec]
    apology: ApologySpec | None = None
    steps: dict[Id, StepSpec]


class ProcedureFile(Spec):
    """State one version of one procedure."""

    procflow: Literal["1"]
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
    cases: dict[Id, CaseField] = Field(default_factory=dict)
    channels: ChannelsSpec
    facts: dict[Id, FactSpec] = Field(default_factory=dict)
    components: dict[Id, ComponentSpec] = Field(default_factory=dict)
    limit: LimitField
    fees: dict[Id, FeeSpec] = Field(default_factory=dict)
    results: dict[Id, ResultSpec] | Literal["none"]
    supplement: SupplementSpec | None = None
    steps: dict[Id, StepSpec]
