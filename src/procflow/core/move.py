"""Move a dossier through an outcome into the next step, and let its limits start, stop, run on or end.

Invariant: the limit of the procedure is counted anew only through an outcome that completes the dossier; leaving a
stop in any other way lets it run on, so that nothing resets an appointment silently.
"""

from typing import Final

from procflow.clock import Debtor
from procflow.core.children import start_children
from procflow.core.draft import Draft
from procflow.core.legal import (
    FORWARDING,
    close_step_limits,
    move_legal_limits,
    start_legal_limits,
    start_named,
    step_limit,
    void_limits,
)
from procflow.core.timers import is_past
from procflow.definition import Again, Ending
from procflow.dossier import (
    Accepted,
    Breach,
    BreachFlagged,
    DossierEnded,
    DossierFinished,
    FeeAssessed,
    OutcomeTaken,
    Promise,
    Promised,
    ResultProduced,
    StepEntered,
)
from procflow.procedure import Outcome, Step, charge

__all__ = ["enter", "is_finish", "leave_for", "move"]

_APPLICANT: Final = "applicant"


def is_finish(step: Step) -> bool:
    """Say whether the result is ready in `step`: what is returned was ready, whether or not a step before said so."""
    return step.finishes or step.ends is Ending.RETURNED


def move(draft: Draft, step: Step, outcome: Outcome, *, reason: str = "") -> None:
    """Leave `step` by `outcome` and enter the step it leads to."""
    at, by = draft.at, draft.by
    target = draft.law.procedure.steps[outcome.to]
    draft.emit(
        OutcomeTaken(
            at=at,
            by=by,
            step=step.id,
            outcome=outcome.id,
            to=target.id,
            reason=reason,
            form=outcome.form or target.form,
        )
    )
    _flag_rounds(draft, outcome.at_most, draft.dossier.taken[f"{step.id}.{outcome.id}"], outcome.basis)
    for result in outcome.produces:
        code = draft.law.procedure.results[result].code or ""
        draft.emit(ResultProduced(at=at, by=by, result=result, code=code))
    close_step_limits(draft)
    # Accepted once: what comes back to reception later must not appoint another date.
    if outcome.accepts and draft.dossier.accepted_at is None:
        _accept(draft)
    _finish(draft, target)
    move_legal_limits(draft, target, outcome, finishes=is_finish(target))
    enter(draft, target, outcome)


def leave_for(draft: Draft, target: Step) -> None:
    """Leave the current step for `target` by a clause, without an outcome."""
    close_step_limits(draft)
    move_legal_limits(draft, target, None, finishes=False)
    enter(draft, target)


def enter(draft: Draft, target: Step, outcome: Outcome | None = None) -> None:
    """Enter `target`, start its limit, and end the dossier if it ends there."""
    at, by = draft.at, draft.by
    kept = tuple(
        name
        for name, consult in target.consult.items()
        if consult.again is Again.KEEP and f"{target.id}/{name}" in draft.dossier.remembered
    )
    draft.emit(StepEntered(at=at, by=by, step=target.id, national_status=target.national_status, kept=kept))
    _flag_rounds(draft, target.at_most, draft.dossier.visits[target.id], target.basis)
    _flag_late_request(draft, target)
    rule = (outcome.within if outcome else None) or target.within
    if rule is not None:
        debtor = Debtor.APPLICANT if target.actor == _APPLICANT else Debtor.AGENCY
        start_named(draft, step_limit(target.id), rule, debtor)
    start_children(draft, target)
    if target.ends is not None:
        void_limits(draft)
        draft.emit(DossierEnded(at=at, by=by, ending=target.ends))


def _finish(draft: Draft, target: Step) -> None:
    if is_finish(target) and draft.dossier.finished_at is None:
        draft.emit(DossierFinished(at=draft.at, by=draft.by))


def _accept(draft: Draft) -> None:
    """Accept the dossier: the limit runs from here and the receipt promises its date (NĐ 118/2025 Đ.17 k.3)."""
    at, by = draft.at, draft.by
    draft.emit(Accepted(at=at, by=by))
    _assess_fees(draft)
    limit = start_legal_limits(draft)
    if limit is not None:
        promise = Promise(due_on=limit.due_on, due_at=limit.due_at, provisional=limit.provisional)
        draft.emit(Promised(at=at, by=by, promise=promise))
    clause, dossier = draft.law.procedure.clauses.forwarding, draft.dossier
    if clause is not None and dossier.competent and dossier.unit != dossier.competent:
        start_named(draft, FORWARDING, clause.within, Debtor.AGENCY)


def _assess_fees(draft: Draft) -> None:
    procedure, dossier = draft.law.procedure, draft.dossier
    for name, fee in procedure.fees.items():
        due = charge(fee, case=dossier.case, channel=dossier.channel, facts=dossier.facts, on=draft.at.date())
        if due is None:
            continue
        amount, working = due.money.amount, due.working
        exempt = next((each for each in procedure.exemptions[name] if each.when(draft.values())), None)
        if exempt is not None:
            amount, working = 0, f"0 {due.money.currency}: {exempt.name} ({exempt.basis})"
        draft.emit(
            FeeAssessed(at=draft.at, by=draft.by, fee=name, amount=amount, currency=due.money.currency, working=working)
        )


def _flag_rounds(draft: Draft, at_most: int | None, rounds: int, basis: str) -> None:
    """Flag one round too many; refusing it would only drive the work off the record."""
    if at_most is not None and rounds > at_most:
        draft.emit(BreachFlagged(at=draft.at, by=draft.by, breach=Breach.TOO_MANY_ROUNDS, basis=basis))


def _flag_late_request(draft: Draft, target: Step) -> None:
    rule = target.request_within
    if rule is None:
        return
    limit = draft.limit(f"request:{target.id}", rule, Debtor.AGENCY)
    if limit is not None and is_past(limit, draft.at):
        draft.emit(BreachFlagged(at=draft.at, by=draft.by, breach=Breach.LATE_REQUEST, basis=rule.basis))
