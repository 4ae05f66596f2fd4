"""Move a dossier under another version of its procedure, where that version's transitional clause says so.

Invariants: nothing moves silently: `Migrated` names the basis, and each limit that moves has an event of its own; what
expired stays expired and what was promised stays promised; what cannot be carried over is refused, never guessed.
A dossier accepted before a version took effect stays under the law of its acceptance unless the version's own text says
otherwise (Luật Ban hành văn bản quy phạm pháp luật 2015 Đ.156 k.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from procflow.clock import Debtor, Limit, extend_limit, hold_limit, resume_limit, start_limit
from procflow.core.children import start_children
from procflow.core.draft import Draft
from procflow.core.guards import BASIS, check_named, check_role
from procflow.core.law import Law
from procflow.core.legal import LEGAL_LIMITS, step_limit
from procflow.core.submit import check_choice, check_facts, check_in_force
from procflow.definition import OldDossiers, OldLimits
from procflow.dossier import (
    MAIN_LIMIT,
    Actor,
    Dossier,
    Event,
    LimitClosed,
    LimitRestated,
    LimitStarted,
    Migrated,
    Verdict,
)
from procflow.dossier.actor import ADMINISTRATOR_ROLE
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import FactValue
from procflow.errors import MisuseError, ProcflowError, Rejected
from procflow.procedure import LimitRule, Procedure, Step

__all__ = ["Crossing", "migrate"]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Say what the steps and cases of the old version are called in the new one, beyond what its clause says.

    What neither names keeps its name. `is_chosen` says that the applicant chose the new version, where it lets him.
    """

    steps: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    is_chosen: bool = False


def migrate(  # noqa: PLR0913 - the parts of a move, each by name
    dossier: Dossier, old: Law, new: Law, *, crossing: Crossing, by: Actor, at: datetime, basis: str
) -> tuple[tuple[Event, ...], Dossier]:
    """Move `dossier` from the law `old` to the law `new` at the moment `at`; give the events, and the dossier then.

    `basis` adds to the one the new version's clause names; one of the two must name an article.

    Raises:
        Rejected: PF504; PF526 when the new version is not in force; PF682 to PF688, when the dossier cannot be moved.
        MisuseError: PF532 when the dossier is not under `old`, PF689 when the two are not versions of one procedure.
    """
    check_role(by, ADMINISTRATOR_ROLE)
    if dossier.definition != old.procedure.hash:
        raise MisuseError("PF532", pinned=dossier.definition[:12], given=old.procedure.hash[:12])
    if old.procedure.code != new.procedure.code or old.procedure.hash == new.procedure.hash:
        raise MisuseError("PF689", old=_spell(old.procedure), new=_spell(new.procedure))
    check_in_force(new.procedure, at.date())
    _check_clause(dossier, new.procedure, crossing)
    move = _Move(dossier, old, Draft(new, dossier, by, at), crossing)
    move.cross(_basis(new.procedure, basis))
    return tuple(move.draft.events), move.draft.dossier


def _spell(procedure: Procedure) -> str:
    return f"{procedure.code} {procedure.version}"


def _basis(new: Procedure, added: str) -> str:
    named = "; ".join(filter(None, (new.transition.basis, added.strip())))
    check_named(named, "migrate", BASIS)
    return named


def _check_clause(dossier: Dossier, new: Procedure, crossing: Crossing) -> None:
    """Refuse what the transitional clause leaves under the old law."""
    if dossier.finished_at is not None or dossier.ended is not None:
        raise Rejected("PF502", ending=dossier.ended or "finished")
    accepted = dossier.accepted_at
    if accepted is None or accepted.date() >= new.effective:
        return
    clause = new.transition.accepted
    if clause is OldDossiers.KEEP or (clause is OldDossiers.CHOOSE and not crossing.is_chosen):
        raise Rejected("PF682", version=new.version, accepted=accepted.date(), effective=new.effective)


@dataclass(frozen=True, slots=True)
class _Move:
    """Move one dossier; its draft is under the new law."""

    before: Dossier
    old: Law
    draft: Draft
    crossing: Crossing

    def cross(self, basis: str) -> None:
        """Bring the move about."""
        old, new = self.old.procedure, self.draft.law.procedure
        names = {name: self._step_name(name) for name in old.steps}
        step = new.steps.get(names[self.before.step])
        if step is None:
            raise Rejected("PF683", step=self.before.step, version=new.version)
        case = self._case()
        derived = self._facts()
        self._check_open_parts(old.steps[self.before.step], step)
        self.draft.emit(
            Migrated(
                at=self.draft.at,
                by=self.draft.by,
                version=new.version,
                definition=new.hash,
                step=step.id,
                national_status=self.before.national_status if self.before.stopped_on else step.national_status,
                case=case,
                basis=basis,
                renamed=FrozenDict({name: to for name, to in names.items() if to != name and to in new.steps}),
                gone=tuple(name for name in self.before.visits if names.get(name, name) not in new.steps),
                facts=FrozenDict(derived),
            )
        )
        self._move_legal_limits(basis)
        self._move_step_limit(step, basis)
        start_children(self.draft, step)

    def _step_name(self, name: str) -> str:
        return self.crossing.steps.get(name, self.draft.law.procedure.transition.steps.get(name, name))

    def _case(self) -> str:
        new, case = self.draft.law.procedure, self.before.case
        named = self.crossing.cases.get(case, new.transition.cases.get(case, case)) if new.cases else ""
        if new.cases and named not in new.cases:
            raise Rejected("PF684", case=case or "-", version=new.version)
        return named

    def _facts(self) -> dict[str, FactValue]:
        """Check that the dossier states what the new version asks for, and derive what it derives."""
        specs, facts = self.draft.law.procedure.facts, self.before.facts
        stated = {name: facts[name] for name, spec in specs.items() if spec.derived is None and name in facts}
        try:
            check_choice("PF520", self.before.channel, self.draft.law.procedure.submit_channels)
            derived = check_facts(self.draft, stated, self.before.submitted_at.date())
        except ProcflowError as error:
            raise Rejected("PF685", version=self.draft.law.procedure.version, reason=error.message()) from error
        return {name: value for name, value in derived.items() if facts.get(name) != value}

    def _check_open_parts(self, old: Step, new: Step) -> None:
        """Refuse to lose what the step waits for: an opinion asked for, a child begun, a limit that is stopped."""
        asked = {name for name, one in self.before.consultations.items() if one.opinion.is_open}
        begun = {name for name in old.children if self.before.children.get(name) is False}
        lost = sorted((asked - new.consult.keys()) | (begun - new.children.keys()))
        if lost:
            raise Rejected("PF686", waiting=", ".join(lost), step=new.id)
        if old.clock is not new.clock:
            raise Rejected("PF687", old=old.clock.value, new=new.clock.value, step=new.id)

    def _move_legal_limits(self, basis: str) -> None:
        procedure = self.draft.law.procedure
        rules = dict(zip(LEGAL_LIMITS, (procedure.limit, procedure.committed), strict=True))
        for name, rule in rules.items():
            limit = self.before.limits.get(name)
            if limit is None or name in self.before.expired:
                continue
            if rule is None:
                self._close(name)
            else:
                self._restate(limit, self._counted(limit, rule), basis)

    def _move_step_limit(self, step: Step, basis: str) -> None:
        """Carry the time of the step over, under the name of the step in the new version."""
        was = self.before.limits.get(step_limit(self.before.step))
        if was is not None and was.name in self.before.expired:
            return
        own = step_limit(step.id)
        if was is None or step.within is None:
            self._close("" if was is None else was.name)
            fresh = None if step.within is None else self.draft.limit(own, step.within, _debtor(step))
            if was is None and fresh is not None:
                self.draft.emit(LimitStarted(at=self.draft.at, by=self.draft.by, limit=fresh))
            return
        counted = self._under_policy(was, self._counted(was, step.within))
        if was.name == own:
            self._restate(was, counted, basis)
            return
        self._close(was.name)
        self.draft.emit(LimitStarted(at=self.draft.at, by=self.draft.by, limit=replace(counted, name=own)))

    def _close(self, name: str) -> None:
        if name in self.draft.dossier.limits:
            self.draft.emit(LimitClosed(at=self.draft.at, by=self.draft.by, name=name, verdict=Verdict.VOID))

    def _restate(self, was: Limit, counted: Limit, basis: str) -> None:
        after = self._under_policy(was, counted)
        if after != was:
            agreed = tuple(filter(None, self.before.agreed)) if was.name == MAIN_LIMIT else ()
            self.draft.emit(LimitRestated(at=self.draft.at, by=self.draft.by, limit=after, reason=basis, agreed=agreed))

    def _counted(self, was: Limit, rule: LimitRule) -> Limit:
        """Count a limit by the new version from where it began; what was agreed and what stopped it stay."""
        dossier, calendar = self.draft.dossier, self.draft.law.calendar
        span = rule.span(case=dossier.case, channel=dossier.channel)
        if span is None:  # the new version leaves it open: what is owed already is owed
            return was
        fresh = start_limit(
            was.name,
            span,
            rule=rule.rule,
            debtor=was.debtor,
            anchor_at=was.anchor_at,
            calendar=calendar,
            basis=rule.basis,
        )
        more = [plus.span for plus in rule.plus if plus.when(self.draft.values())]
        for each in (*more, *(filter(None, dossier.agreed) if was.name == MAIN_LIMIT else ())):
            fresh = extend_limit(fresh, each, calendar)
        for hold in was.holds:
            fresh = resume_limit(hold_limit(fresh, hold.start, hold.ground), hold.end, calendar)
        return replace(fresh, held_since=was.held_since, held_ground=was.held_ground, held_also=was.held_also)

    def _under_policy(self, was: Limit, counted: Limit) -> Limit:
        policy = self.draft.law.procedure.transition.limits
        match policy:
            case OldLimits.KEEP:
                return was
            case OldLimits.RECOUNT:
                return counted
            case OldLimits.IN_FAVOUR:
                is_later = (counted.ends_at, counted.due_at) > (was.ends_at, was.due_at)
                return counted if is_later == self._is_window(was) else was
            case _:
                assert_never(policy)

    def _is_window(self, limit: Limit) -> bool:
        """Say whether somebody may act until the end of `limit`: the applicant, or anybody while a posting hangs."""
        step = self.old.procedure.steps[self.before.step]
        return limit.debtor is Debtor.APPLICANT or (bool(step.on_expiry) and limit.name == step_limit(step.id))


def _debtor(step: Step) -> Debtor:
    return Debtor.APPLICANT if step.actor == "applicant" else Debtor.AGENCY
