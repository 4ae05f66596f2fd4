"""One statement a procedure makes: of which part, about what, in which words, and how much where it can be measured.

Invariant: a key of two versions is the same exactly when they speak of the same thing, so that comparing procedures is
comparing tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from procflow.condition import Condition
from procflow.definition import FeePeriod, FeeSpec
from procflow.procedure import LimitRule
from procflow.wording import Wording

__all__ = ["Area", "Aspect", "Key", "Measure", "Said", "fee_measure", "of_condition", "of_limit"]


class Area(StrEnum):
    """Name the parts of a procedure people ask about; the order is that of the report."""

    PROCEDURE = "procedure"
    CASE = "case"
    CHANNEL = "channel"
    ROLE = "role"
    LIMIT = "limit"
    FEE = "fee"
    COMPONENT = "component"
    FACT = "fact"
    RESULT = "result"
    STEP = "step"
    OUTCOME = "outcome"
    OPINION = "opinion"
    CHILD = "child"
    CLAUSE = "clause"


class Aspect(StrEnum):
    """Name what a statement is about."""

    CODE = "code"
    NAME = "name"
    NAME_EN = "name_en"
    VERSION = "version"
    EFFECTIVE = "effective"
    UNTIL = "until"
    DECISION = "decision"
    BASIS = "basis"
    PROFILE = "profile"
    RULE = "rule"
    SUBMIT = "submit"
    RETURN = "return"
    LENGTH = "length"
    START = "start"
    REASON = "reason"
    UNVERIFIED = "unverified"
    COMMITTED = "committed"
    AMOUNT = "amount"
    EXEMPT = "exempt"
    DURING = "during"
    COPIES = "copies"
    CASES = "cases"
    WHEN = "when"
    TYPE = "type"
    OPTIONAL = "optional"
    DERIVED = "derived"
    KIND = "kind"
    NATIONAL_CODE = "national_code"
    FORM = "form"
    ACTOR = "actor"
    WITHIN = "within"
    REQUEST_WITHIN = "request_within"
    ON_EXPIRY = "on_expiry"
    AT_MOST = "at_most"
    BUDGET = "budget"
    CLOCK = "clock"
    NATIONAL_STATUS = "national_status"
    SEPARATE_FROM = "separate_from"
    IN_SEQUENCE = "in_sequence"
    FINISHES = "finishes"
    ENDS = "ends"
    TO = "to"
    PRODUCES = "produces"
    COMPLETES = "completes"
    ACCEPTS = "accepts"
    OUTSIDE = "outside"
    NEEDS_REASON = "needs_reason"
    ON_TIMEOUT = "on_timeout"
    BLOCKS = "blocks"
    AFTER = "after"
    AGAIN = "again"
    TAKES = "takes"
    PROCEDURE = "procedure"
    CHANNELS = "channels"
    GROUNDS = "grounds"


Measure = Mapping[tuple[str, str], Decimal]
"""How much, by what it varies by and the unit; two can be compared where these are the same."""


@dataclass(frozen=True, slots=True)
class Key:
    """Say of which part a statement is: the area, and the ids that lead to it (`appraise`, `eligible`)."""

    area: Area
    path: tuple[str, ...]
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Said:
    """Hold the words of a statement, and its measure where it has one.

    Where `exact` is given, it is what is compared, and told where the words do not show what changed: names change, and
    two facts may have one.
    """

    text: str
    measure: Measure = field(default_factory=dict)
    exact: str = ""

    def is_same(self, other: "Said") -> bool:
        """Say whether nothing changed."""
        if self.exact or other.exact:
            return self.exact == other.exact
        return self == other


def of_condition(when: Condition | None, wording: Wording) -> Said:
    """State a condition in words; the condition itself is what is compared."""
    return Said("") if when is None else Said(wording.term(when.text), exact=" ".join(when.text.split()))


def of_limit(rule: LimitRule, aspect: Aspect, wording: Wording) -> Iterator[tuple[Aspect, Said]]:
    """State a limit: how long, from when, by which law; the parts that are its own are told with it."""
    measure = {
        (key, span.unit.value): Decimal(span.amount)
        for key, span in rule.spans.items()
        if span is not None and not rule.plus
    }
    whole = len(measure) == len(rule.spans)
    yield aspect, Said(_with_start(rule, aspect, wording), measure if whole else {})
    if aspect is Aspect.LENGTH:
        yield Aspect.START, Said(wording.mark(rule.start))
        yield Aspect.RULE, Said(rule.rule)
        yield Aspect.BASIS, Said(rule.basis)
        yield Aspect.REASON, Said(rule.reason)
        yield Aspect.UNVERIFIED, Said(rule.unverified)


def _with_start(rule: LimitRule, aspect: Aspect, wording: Wording) -> str:
    """Tell the start and the article beside the length where the limit is not the one of the procedure."""
    text = wording.limit(rule)
    if aspect is Aspect.LENGTH:
        return text
    since = f"{wording.pick(('kể từ', 'from'))} {wording.mark(rule.start)}"
    more = [since, rule.rule, *(each for each in (rule.basis, rule.reason) if each)]
    return f"{text} ({', '.join(more)})"


def fee_measure(fee: FeeSpec | FeePeriod) -> Measure:
    """Measure a fee whose rates are plain amounts; a fee in tiers has no single measure."""
    rates = {"": fee.rate, **(fee.by_case or {}), **(fee.by_channel or {})}
    said = {key: rate for key, rate in rates.items() if rate is not None}
    if not said or any(rate.tiers is not None for rate in said.values()):
        return {}
    return {
        (key, f"{rate.amount.currency}/{rate.per or ''}/{rate.cap or ''}"): Decimal(rate.amount.amount)
        for key, rate in said.items()
        if rate.amount is not None
    }
