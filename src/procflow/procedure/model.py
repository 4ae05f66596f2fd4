"""The compiled procedure: one immutable version, with its profile merged in and every name resolved.

Invariants: every outcome leads to a step that exists, every step reaches an end, every limit answers for each case and
channel; the texts it was compiled from travel with it, and its hash is theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from transitions import Machine

from procflow.clock import Span
from procflow.definition import Clock, Ending, FactSpec, FeeSpec, OnTimeout, ResultSpec
from procflow.errors import Diagnostic

__all__ = ["Apology", "Consult", "LimitRule", "Outcome", "Procedure", "Step", "Varies"]

Varies = str
"""What a limit varies by: `case`, `channel`, or nothing (the empty text)."""


@dataclass(frozen=True, slots=True)
class LimitRule:
    """Say how long a limit is, from what it counts, by which rule and law; None in `spans` is a wait left open."""

    spans: Mapping[str, Span | None]
    varies: Varies
    start: str
    rule: str
    basis: str = ""
    reason: str = ""
    unverified: str = ""

    def span(self, *, case: str, channel: str) -> Span | None:
        """Choose the span for `case` and `channel`; None where the law sets none."""
        key = case if self.varies == "case" else channel if self.varies == "channel" else ""
        return self.spans[key]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold one way out of a step."""

    id: str
    to: str
    by: str
    name: str = ""
    name_en: str = ""
    produces: tuple[str, ...] = ()
    completes: str = ""
    accepts: bool = False
    outside: bool = False
    needs_reason: bool = False
    at_most: int | None = None
    within: LimitRule | None = None
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Consult:
    """Hold one consultation of a step: `blocks` are the outcomes that wait for its opinion."""

    id: str
    name: str
    within: LimitRule | None
    on_timeout: OnTimeout
    blocks: frozenset[str]
    name_en: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step; `own` says that the procedure, not its profile, brought it in."""

    id: str
    name: str
    name_en: str
    actor: str
    national_status: int
    clock: Clock
    outcomes: Mapping[str, Outcome]
    own: bool
    within: LimitRule | None = None
    on_expiry: str = ""
    request_within: LimitRule | None = None
    at_most: int | None = None
    budget: Span | None = None
    consult: Mapping[str, Consult] = field(default_factory=dict)
    separate_from: tuple[str, ...] = ()
    finishes: bool = False
    ends: Ending | None = None
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Apology:
    """Hold the duty to apologise before expiry, and how often a return may be re-appointed."""

    before_expiry: LimitRule
    reappointments: int
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """Hold one compiled version of a procedure; compare two by their `hash`."""

    code: str
    version: str
    effective: date
    until: date | None
    name: str
    name_en: str
    basis: str
    decision: str
    profile: str
    rule: str
    start: str
    limit: LimitRule
    steps: Mapping[str, Step]
    cases: Mapping[str, str]
    submit_channels: tuple[str, ...]
    return_channels: tuple[str, ...]
    facts: Mapping[str, FactSpec]
    fees: Mapping[str, FeeSpec]
    results: Mapping[str, ResultSpec]
    no_result: bool
    apology: Apology | None
    machine: Machine
    warnings: tuple[Diagnostic, ...]
    file: str
    text: str
    profile_text: str
    hash: str

    def __repr__(self) -> str:
        """Name the procedure, its version and the head of its hash."""
        return f"<Procedure {self.code} {self.version} {self.hash[:12]}>"
