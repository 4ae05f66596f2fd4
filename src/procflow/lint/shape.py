"""The shape of a procedure: what the time budget is proved from, and nothing of its wording.

Invariants: two procedures of one shape take the same time on every way, step by step under the same names; every part
of a step, an outcome, a consultation and a limit is either in the shape or named here as words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from procflow.calendar import WorkCalendar
from procflow.lint.walks import Walks
from procflow.procedure import Consult, LimitRule, Outcome, Procedure, Step

__all__ = ["PARTS", "WORDS", "Question", "shape"]

PARTS: Final = {
    Procedure: ("rule", "start", "limit", "steps"),
    Step: (
        *("id", "actor", "clock", "ends", "finishes", "on_expiry", "at_most", "budget"),
        *("within", "request_within", "outcomes", "consult"),
    ),
    Outcome: ("id", "to", "by", "completes", "accepts", "at_most", "within"),
    Consult: ("id", "after", "blocks", "takes", "on_timeout", "again", "within"),
    LimitRule: ("varies", "start", "rule", "spans", "plus"),
}
"""What the proof may look at; of cases, channels and the ways that are open it knows the walks."""

WORDS: Final = {
    Step: (
        *("name", "name_en", "form", "basis", "national_status", "own"),
        *("children", "in_sequence", "separate_from"),
    ),
    Outcome: ("name", "name_en", "form", "basis", "produces", "outside", "needs_reason", "when"),
    Consult: ("name", "name_en", "basis", "when"),
    LimitRule: ("basis", "reason", "unverified"),
}
"""What no time depends on: `produces` and `when` decide which ways are open, and the walks say that."""

_STEP: Final = attrgetter(*PARTS[Step][:8])
_OUTCOME: Final = attrgetter(*PARTS[Outcome][:6])
_CONSULT: Final = attrgetter(*PARTS[Consult][:6])


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question of the time budget; two are one if the shape, the walks, the calendar and the years are."""

    shape: object
    calendar: WorkCalendar
    years: tuple[int, int]
    procedure: Procedure = field(compare=False)
    walks: tuple[Walks, ...] = field(compare=False)

    @classmethod
    def of(
        cls, procedure: Procedure, walks: Sequence[Walks], calendar: WorkCalendar, years: tuple[int, int]
    ) -> "Question":
        """Ask how `procedure` fits on `walks`."""
        ways = tuple((walk.choice, walk.taken, walk.steps, walk.running) for walk in walks)
        return cls((shape(procedure), ways), calendar, years, procedure, tuple(walks))


def shape(procedure: Procedure) -> object:
    """Give what the proof may look at, as one value that can be compared and looked up."""
    return procedure.rule, procedure.start, _limit(procedure.limit), tuple(map(_step, procedure.steps.values()))


def _step(step: Step) -> object:
    outcomes = tuple((_OUTCOME(outcome), _limit(outcome.within)) for outcome in step.outcomes.values())
    asked = tuple((_CONSULT(each), _limit(each.within)) for each in step.consult.values())
    return _STEP(step), _limit(step.within), _limit(step.request_within), outcomes, asked


def _limit(rule: LimitRule | None) -> object:
    if rule is None:
        return None
    plus = tuple((each.span, each.when.text) for each in rule.plus)
    return rule.varies, rule.start, rule.rule, tuple(rule.spans.items()), plus
