"""The parts of a procedure beside its steps: cases, channels, facts, components, results, supplement, apology."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from procflow.definition.base import Count, Flag, Id, SomeChannels, SomeIds, Spec, Text, wrap
from procflow.definition.spans import LimitField, SpanText
from procflow.source import refuse

__all__ = [
    "USUAL_CHANNELS",
    "CaseSpec",
    "ChannelsSpec",
    "ComponentSpec",
    "DerivedSpec",
    "FactKind",
    "FactSpec",
    "FormEvent",
    "ResultSpec",
    "RoleField",
    "RoleSpec",
    "SupplementSpec",
    "UnsatisfactorySpec",
]


class CaseSpec(Spec):
    """Name one case (trường hợp) of a procedure."""

    name: Text
    name_en: Text | None = None
    basis: Text | None = None


CaseField = Annotated[CaseSpec, wrap("name")]


class RoleSpec(Spec):
    """Name one role (vai trò) as people know it."""

    name: Text
    name_en: Text | None = None


RoleField = Annotated[RoleSpec, wrap("name")]


class FormEvent(StrEnum):
    """Name the events for which the rules of a regime fix a form."""

    ACCEPTANCE = "acceptance"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOPPING = "stopping"
    HANDLING = "handling"
    REGISTER = "register"


USUAL_CHANNELS: Final = ("direct", "online", "post")
"""The ways in and out that NĐ 118/2025 Đ.15 and Đ.22 know; a procedure may name others."""


class ChannelsSpec(Spec):
    """List the ways in and the ways out: `direct`, `online`, `post`."""

    submit: SomeChannels
    return_: SomeChannels = Field(alias="return")


class FactKind(StrEnum):
    """Name the kinds of fact a dossier can state."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"


class DerivedSpec(Spec):
    """Derive a fact from two dates: whether more than a span lies between them, or how many full years."""

    from_: Id = Field(alias="from")
    to: Id
    more_than: SpanText | None = None


class FactSpec(Spec):
    """Declare a fact a dossier states when it is submitted; an integer declares its range."""

    name: Text
    name_en: Text | None = None
    type: FactKind
    least: Count | None = None
    most: Count | None = None
    choices: dict[Id, Text] | None = None
    optional: Flag = False
    personal: Flag = False
    derived: DerivedSpec | None = None

    @model_validator(mode="after")
    def _can_be_stated(self) -> Self:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise refuse("PF217", least=self.least, most=self.most)
        if self.type is FactKind.CHOICE and not self.choices:
            raise refuse("PF218")
        return self


class ComponentSpec(Spec):
    """Name one paper of the dossier, and how many originals and copies of it."""

    name: Text
    originals: Count = 0
    copies: Count = 0
    cases: SomeIds | None = None
    when: Text | None = None
    basis: Text | None = None


class ResultSpec(Spec):
    """Name one result, its national code and its kind: approval, refusal, notice."""

    name: Text
    name_en: Text | None = None
    code: Text | None = None
    kind: Id
    form: Text | None = None
    basis: Text | None = None


class UnsatisfactoryRefusal(Spec):
    """Refuse within a limit of its own, counted from the supply."""

    within: LimitField


class UnsatisfactorySpec(Spec):
    """Say what follows a supplement that does not satisfy the request."""

    refuse: UnsatisfactoryRefusal
    basis: Text | None = None


class SupplementSpec(Spec):
    """Override the profile's general rule of the supplement by special law; each part names its article."""

    requests: Count | None = None
    request_within: LimitField | None = None
    window: LimitField | None = None
    unsatisfactory: UnsatisfactorySpec | None = None
    returns_to: Id | None = None
    basis: Text | None = None
