"""The clauses of office life: what may happen to a dossier in any of its steps, and who may bring it about.

Invariant: a clause that is not written does not exist; an agency may stop a dossier only on a ground the law gives it.
"""

from typing import Annotated

from pydantic import Field

from procflow.definition.base import Code, Count, Flag, Id, IdList, SomeIds, Spec, Text, wrap
from procflow.definition.spans import LimitField

__all__ = [
    "AmendmentSpec",
    "ApologySpec",
    "ChildField",
    "ChildSpec",
    "CorrectionSpec",
    "ExtensionSpec",
    "ForwardingSpec",
    "GroundSpec",
    "NoticeSpec",
    "StoppingSpec",
    "WithdrawalSpec",
]


class ApologySpec(Spec):
    """State the duty to apologise: how long before expiry, and how often a return may be re-appointed."""

    before_expiry: LimitField
    reappointments: Count
    form: Text | None = None
    basis: Text | None = None


class WithdrawalSpec(Spec):
    """State the applicant's right to withdraw until the decision; `decided_by` where special law lets it be refused."""

    to: Id | None = None
    decided_by: Id | None = None
    within: LimitField | None = None
    channels: SomeIds | None = None
    until: Id | None = None
    form: Text | None = None
    basis: Text | None = None


class AmendmentSpec(Spec):
    """State the applicant's right to amend the content until the decision, and through which channels."""

    channels: SomeIds | None = None
    form: Text | None = None
    basis: Text | None = None


class GroundSpec(Spec):
    """Name one ground on which the agency may stop a dossier; `ends` says that it ends there."""

    name: Text
    name_en: Text | None = None
    ends: Flag = False
    basis: Text


class StoppingSpec(Spec):
    """List the grounds on which special law lets the agency stop, who may, and the step in which a stop ends."""

    by: Id
    grounds: dict[Id, GroundSpec] = Field(min_length=1)
    to: Id | None = None
    form: Text | None = None
    basis: Text | None = None


class ExtensionSpec(Spec):
    """Let the limit be extended by written agreement with the applicant: by how much at most, and how often."""

    at_most: LimitField
    times: Count = 1
    form: Text | None = None
    basis: Text


class CorrectionSpec(Spec):
    """State how long the agency has to correct a wrong result it issued."""

    by: Id
    within: LimitField
    basis: Text | None = None


class ForwardingSpec(Spec):
    """State how long a reception office has to pass a dossier on to the agency competent to decide."""

    by: Id
    within: LimitField
    basis: Text | None = None


class NoticeSpec(Spec):
    """State how long before the date in the fact `before` a notification must arrive."""

    at_least: LimitField
    before: Id
    basis: Text | None = None


class ChildSpec(Spec):
    """Name an interlinked procedure; it begins when those named in `after` are done.

    Its dossier goes to `agency`, as `case`; `facts` says from which fact of this procedure each of its own is taken.
    """

    procedure: Code
    name: Text | None = None
    name_en: Text | None = None
    after: IdList | None = None
    agency: Text | None = None
    case: Id | None = None
    facts: dict[Id, Id] | None = None
    basis: Text | None = None


ChildField = Annotated[ChildSpec, wrap("procedure")]
