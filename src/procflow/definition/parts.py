"""The parts of a procedure beside its steps: cases, channels, facts, components, results, supplement, apology."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from procflow.definition.base import Count, Flag, Id, IdList, Spec, Text, wrap
from procflow.definition.spans import LimitField, SpanText

__all__ = [
    "CaseSpec",
    "ChannelsSpec",
    "ComponentSpec",
    "DerivedSpec",
    "FactKind",
    "FactSpec",
    "ResultSpec",
    "SupplementSpec",
    "UnsatisfactorySpec",
]


class CaseSpec(Spec):
    """Name one case (trường hợp) of a procedure."""

    name: Text
    name_en: Text | None = None
    basis: Text | None = None


CaseField = Annotated[CaseSpec, wrap("name")]


class ChannelsSpec(Spec):
    """List the ways in and the ways out: `direct`, `online`, `post`."""

    submit: IdList
    return_: IdList = Field(alias="return")


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


class ComponentSpec(Spec):
    """Name one paper of the dossier, and how many originals and copies of it."""

    name: Text
    originals: Count = 0
    copies: Count = 0
    cases: IdList | None = None
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
