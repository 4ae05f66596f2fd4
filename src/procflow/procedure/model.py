"""The compiled procedure: one immutable version, with its profile merged in and every name resolved.

Invariants: every outcome leads to a step that exists, every step reaches an end, every limit answers for each case and
channel; the texts it was compiled from travel with it, and its hash is theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from transitions import Machine

from procflow.clock import Span
from procflow.condition import Condition, Fact, conform
from procflow.definition import Again, Clock, Ending, FactSpec, FeeSpec, FormEvent, OnTimeout, ResultSpec, RoleSpec
from procflow.errors import Diagnostic
from procflow.procedure.transition import Transition

__all__ = [
    "Amendment",
    "Apology",
    "Child",
    "Clauses",
    "Component",
    "Consult",
    "Correction",
    "Exemption",
    "Extension",
    "Forwarding",
    "Ground",
    "LimitRule",
    "Notice",
    "Outcome",
    "Plus",
    "Procedure",
    "Step",
    "Stopping",
    "Varies",
    "Withdrawal",
]

Varies = str
"""What a limit varies by: `case`, `channel`, `case/channel`, or nothing (the empty text)."""


@dataclass(frozen=True, slots=True)
class Plus:
    """Hold the time that is added where a condition over the dossier's facts holds."""

    span: Span
    when: Condition
    basis: str


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
    plus: tuple[Plus, ...] = ()

    def span(self, *, case: str, channel: str) -> Span | None:
        """Choose the span for `case` and `channel`, before anything is added; None where the law sets none."""
        keys = {"": "", "case": case, "channel": channel, "case/channel": f"{case}/{channel}"}
        return self.spans[keys[self.varies]]


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
    when: Condition | None = None
    at_most: int | None = None
    within: LimitRule | None = None
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Consult:
    """Hold one consultation of a step: `blocks` are the outcomes that wait for its opinion.

    With `when`, the agency is asked where it holds, and nowhere else; without, the officer decides whom to ask.
    """

    id: str
    name: str
    within: LimitRule | None
    on_timeout: OnTimeout
    blocks: frozenset[str]
    name_en: str = ""
    after: tuple[str, ...] = ()
    again: Again = Again.ASK
    takes: str = ""
    when: Condition | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """Hold one interlinked procedure of a step: it begins when those in `after` are done.

    `facts` says from which fact of this procedure each of its own is taken; others of the same name are taken as well.
    """

    id: str
    procedure: str
    name: str
    name_en: str = ""
    after: tuple[str, ...] = ()
    basis: str = ""
    agency: str = ""
    case: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


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
    children: Mapping[str, Child] = field(default_factory=dict)
    in_sequence: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Hold the applicant's right to withdraw; `decided_by` is empty where it takes effect at once.

    The right ends with the result or, before it, with the mark `until`.
    """

    to: str
    decided_by: str
    within: LimitRule | None
    channels: tuple[str, ...]
    until: str = ""
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Hold the applicant's right to amend the content, and through which channels."""

    channels: tuple[str, ...]
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold one ground on which the agency may stop a dossier."""

    id: str
    name: str
    name_en: str
    ends: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Stopping:
    """Hold who may stop a dossier, on which grounds, and the step in which a stop that ends it leads."""

    by: str
    grounds: Mapping[str, Ground]
    to: str
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """Hold how far, and how often, the limit may be extended by written agreement."""

    at_most: LimitRule
    times: int
    form: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold who corrects a wrong result and within which time."""

    by: str
    within: LimitRule
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Hold who passes a dossier on to the competent agency and within which time."""

    by: str
    within: LimitRule
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold how long before the date in the fact `before` a notification must arrive."""

    at_least: LimitRule
    before: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """Hold one paper of the dossier: `cases` is empty where every case needs it, `when` None where all dossiers do."""

    id: str
    name: str
    originals: int
    copies: int
    cases: tuple[str, ...] = ()
    when: Condition | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Hold a condition under which a fee is not charged, and the law that says so."""

    name: str
    when: Condition
    basis: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """Hold the clauses of office life; None where the procedure has none."""

    apology: Apology | None = None
    withdrawal: Withdrawal | None = None
    amendment: Amendment | None = None
    correction: Correction | None = None
    forwarding: Forwarding | None = None
    stopping: Stopping | None = None
    extension: Extension | None = None
    notice: Notice | None = None


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
    profile_basis: str
    rule: str
    start: str
    limit: LimitRule
    steps: Mapping[str, Step]
    cases: Mapping[str, str]
    cases_en: Mapping[str, str]
    submit_channels: tuple[str, ...]
    return_channels: tuple[str, ...]
    facts: Mapping[str, FactSpec]
    condition_facts: Mapping[str, Fact]
    components: Mapping[str, Component]
    fees: Mapping[str, FeeSpec]
    exemptions: Mapping[str, tuple[Exemption, ...]]
    results: Mapping[str, ResultSpec]
    no_result: bool
    forms: Mapping[FormEvent, str]
    roles: Mapping[str, RoleSpec]
    clauses: Clauses
    committed: LimitRule | None
    machine: Machine
    warnings: tuple[Diagnostic, ...]
    file: str
    text: str
    profile_text: str
    overlay: str
    overlay_text: str
    overlay_effective: date | None
    overlay_until: date | None
    hash: str
    transition: Transition = field(default_factory=Transition)

    def is_in_force(self, on: date) -> bool:
        """Say whether a dossier may be handed in `on` a day: within the days of the version and of its overlay."""
        days = ((self.effective, self.until), (self.overlay_effective, self.overlay_until))
        return all((first is None or first <= on) and (last is None or on <= last) for first, last in days)

    def components_due(
        self, *, case: str = "", channel: str, facts: Mapping[str, object] | None = None
    ) -> tuple[Component, ...]:
        """List the papers a dossier must hold: of `case`, handed in through `channel`, stating `facts`.

        `facts` are those of the dossier, the derived among them; optional ones may be left out.

        Raises:
            MisuseError: PF277 and on, when a fact is missing, undeclared or not of its type.
        """
        known = self.condition_facts
        said = {"case": case, "channel": channel, **(facts or {})}
        values = conform({name: value for name, value in said.items() if name in known or value}, known)
        return tuple(
            each
            for each in self.components.values()
            if (not each.cases or case in each.cases) and (each.when is None or each.when(values))
        )

    def __repr__(self) -> str:
        """Name the procedure, its version and the head of its hash."""
        return f"<Procedure {self.code} {self.version} {self.hash[:12]}>"
