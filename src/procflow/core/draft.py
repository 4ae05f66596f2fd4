"""What a decision has brought about so far: the events in order, and the dossier as it stands after them.

Invariants: every event goes through `emit`, which applies it at once, so that a later part of a decision sees the
earlier; from the first event on the dossier here is one copy, written to in place while it is nobody else's, so that
whoever needs how it stood before reads that first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from procflow.clock import Debtor, Hold, Limit, extend_limit, start_limit
from procflow.clock.limit import recounted
from procflow.condition import conform
from procflow.core.apply import happen, submitted
from procflow.core.law import Law
from procflow.dossier import Actor, Dossier, Event, Submitted, Withheld
from procflow.dossier.personal import FactValue
from procflow.errors import Rejected
from procflow.procedure import LimitRule, derive

__all__ = ["NO_HOLDS", "Draft"]

NO_HOLDS: Final[Sequence[Hold]] = ()


class Draft:
    """Gather the events of one decision."""

    __slots__ = ("at", "by", "dossier", "events", "law")

    dossier: Dossier
    """The dossier after the events so far; there is none before `Submitted`."""

    def __init__(self, law: Law, dossier: Dossier | None, by: Actor, at: datetime) -> None:
        self.law = law
        self.by = by
        self.at = at
        self.events: list[Event] = []
        if dossier is not None:
            self.dossier = dossier

    def begin(self, event: Submitted) -> None:
        """Let a dossier begin with `event`."""
        self.dossier = submitted(event)
        self.events.append(event)

    def emit(self, event: Event) -> None:
        """Let `event` happen."""
        if not self.events:
            self.dossier = self.dossier.copied()
        happen(self.dossier, event)
        self.events.append(event)

    def anchor(self, mark: str) -> datetime:
        """Give the moment of the fact `mark`.

        Raises:
            Rejected: PF511, when it has not happened yet.
        """
        if mark in ("entered", "asked", "received"):
            return self.at
        marks = self.dossier.marks
        if mark in marks:
            return marks[mark]
        if mark == "complete-dossier" and "accepted" in marks:
            return self._completed()
        raise Rejected("PF511", mark=mark)

    def _completed(self) -> datetime:
        """Give when the dossier became complete where no limit of it tells: the last completion, or the acceptance."""
        marks = self.dossier.marks
        outcomes = [outcome for step in self.law.procedure.steps.values() for outcome in step.outcomes.values()]
        done = [(marks[each.id], marks[each.completes]) for each in outcomes if each.completes and each.id in marks]
        return max(done)[1] if done else marks["accepted"]

    def limit(self, name: str, rule: LimitRule, debtor: Debtor, *, apart: Sequence[Hold] = NO_HOLDS) -> Limit | None:
        """Compute the limit `rule` sets, without the times `apart`; None where the law leaves it open."""
        span = rule.span(case=self.dossier.case, channel=self.dossier.channel)
        if span is None:
            return None
        calendar = self.law.calendar
        limit = start_limit(
            name,
            span,
            rule=rule.rule,
            debtor=debtor,
            anchor_at=self.anchor(rule.start),
            calendar=calendar,
            basis=rule.basis,
        )
        if apart:
            limit = recounted(replace(limit, holds=tuple(apart)), calendar)
        for plus in rule.plus:
            if plus.when(self.values()):
                limit = extend_limit(limit, plus.span, calendar)
        return limit

    def values(self) -> dict[str, object]:
        """Give what conditions see: the stated and derived facts, the case and the channel."""
        dossier, facts = self.dossier, self.law.procedure.condition_facts
        seen = {**self.facts(), "channel": dossier.channel, "case": dossier.case}
        return conform({name: value for name, value in seen.items() if name in facts}, facts)

    def reveal(self, value: FactValue) -> FactValue:
        """Give the value behind a commitment, where this decision may see it."""
        return self.law.disclosed.get(value.commitment, value) if isinstance(value, Withheld) else value

    def facts(self) -> Mapping[str, FactValue]:
        """Give the facts with the personal values this decision may see, and those derived from them.

        Raises:
            Rejected: PF582, when one was erased: nothing can be decided on it any more.
        """
        if not self.dossier.facts:
            return self.dossier.facts
        seen = {name: self.reveal(value) for name, value in self.dossier.facts.items()}
        gone = [name for name, value in seen.items() if isinstance(value, Withheld)]
        if gone:
            raise Rejected("PF582", names=", ".join(gone))
        specs = {name: spec for name, spec in self.law.procedure.facts.items() if spec.personal and spec.derived}
        return {**seen, **derive(specs, seen, self.dossier.submitted_at.date(), self.law.calendar)} if specs else seen
