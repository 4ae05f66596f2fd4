"""Move a dossier through an outcome into the next step, and let its limits start, stop, run on or end.

Invariant: the limit of the procedure is counted anew only through an outcome that completes the dossier; leaving a
stop in any other way lets it run on, so that nothing resets an appointment silently.
"""

from typing import Final

from procflow.clock import Debtor, is_overdue
from procflow.core.children import start_children
from procflow.core.draft import NO_HOLDS, Draft
from procflow.core.legal import (
    FORWARDING,
    close_step_limits,
    move_legal_limits,
    start_legal_limits,
    start_named,
    step_limit,
    stopped_since,
    void_limits,
)
from procflow.definition import Again, Clock, Ending
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
from procflow.procedure import LimitRule, Outcome, Step, charge

__all__ = ["enter", "is_finish", "leave_for", "move"]

_APPLICANT: Final = "applicant"
_RETURNED = Ending.RETURNED


def is_finish(step: Step) -> bool:
    """Say whether the result is ready in `step`: what is returned was ready, whether or not a step before said so."""
    return step.finishes or step.ends is _RETURNED


def move(draft: Draft, step: Step, outcome: Outcome, *, reason: str = "", channel: str = "") -> None:
    """Leave `step` by `outcome` and enter the step it leads to; `channel` is how a result is handed over."""
    at, by, procedure = draft.at, draft.by, draft.law.procedure
    target = procedure.steps[outcome.to]
    draft.emit(
        OutcomeTaken(
            at=at,
            by=by,
            step=step.id,
            outcome=outcome.id,
            to=target.id,
            reason=reason,
            form=outcome.form or target.form,
            channel=channel,
        )
    )
    if channel and channel not in procedure.return_channels:
        _flag(draft, Breach.UNDECLARED_RETURN, "")
    if outcome.at_most is not None and draft.dossier.taken[f"{step.id}.{outcome.id}"] > outcome.at_most:
        _flag(draft, Breach.TOO_MANY_ROUNDS, outcome.basis)
    for result in outcome.produces:
        code = procedure.results[result].code or ""
        draft.emit(ResultProduced(at=at, by=by, result=result, code=code))
    close_step_limits(draft)
    # Accepted once: what comes back to reception later must not appoint another date.
    if outcome.accepts and draft.dossier.accepted_at is None:
        _accept(draft)
    finishes = is_finish(target)
    if finishes and draft.dossier.finished_at is None:
        draft.emit(DossierFinished(at=at, by=by))
    move_legal_limits(draft, target, outcome, finishes=finishes)
    enter(draft, target, outcome)


def leave_for(draft: Draft, target: Step) -> None:
    """Leave the current step for `target` by a clause, without an outcome."""
    close_step_limits(draft)
    move_legal_limits(draft, target, None, finishes=False)
    enter(draft, target)


def enter(draft: Draft, target: Step, outcome: Outcome | None = None) -> None:
    """Enter `target`, start its limit, and end the dossier if it ends there."""
    at, by, name = draft.at, draft.by, target.id
    kept = _still_standing(draft, target) if target.consult else ()
    draft.emit(StepEntered(at=at, by=by, step=name, national_status=target.national_status, kept=kept))
    if target.at_most is not None and draft.dossier.visits[name] > target.at_most:
        _flag(draft, Breach.TOO_MANY_ROUNDS, target.basis)
    if target.request_within is not None:
        _check_request(draft, target.request_within, target)
    rule = (outcome.within if outcome else None) or target.within
    if rule is not None:
        debtor = Debtor.APPLICANT if target.actor == _APPLICANT else Debtor.AGENCY
        # What stops the dossier stops the work on it; a step that is a stop itself has its time in it.
        is_work = target.clock is Clock.RUN and debtor is Debtor.AGENCY
        start_named(draft, step_limit(name), rule, debtor, apart=stopped_since(draft, rule) if is_work else NO_HOLDS)
    start_children(draft, target)
    if target.ends is not None:
        void_limits(draft)
        draft.emit(DossierEnded(at=at, by=by, ending=target.ends))


def _still_standing(draft: Draft, target: Step) -> tuple[str, ...]:
    """Name the opinions of an earlier visit to `target` that are kept."""
    remembered = draft.dossier.remembered
    return tuple(
        name
        for name, consult in target.consult.items()
        if consult.again is Again.KEEP and f"{target.id}/{name}" in remembered
    )


def _accept(draft: Draft) -> None:
    """Accept the dossier: the limit runs from here and the receipt promises its date (NĐ 118/2025 Đ.17 k.3)."""
    at, by, until = draft.at, draft.by, draft.law.procedure.until
    draft.emit(Accepted(at=at, by=by))
    if until is not None and at.date() > until:
        # The law of the acceptance governs (Luật Hộ tịch 03/2026/QH16 Đ.30), and nobody moved the dossier to it.
        _flag(draft, Breach.OUTDATED_LAW, "")
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
        due = charge(fee, case=dossier.case, channel=dossier.channel, facts=draft.facts(), on=draft.at.date())
        if due is None:
            continue
        amount, working = due.money.amount, due.working
        exempt = next((each for each in procedure.exemptions[name] if each.when(draft.values())), None)
        if exempt is not None:
            amount, working = 0, f"0 {due.money.currency}: {exempt.name} ({exempt.basis})"
        draft.emit(
            FeeAssessed(at=draft.at, by=draft.by, fee=name, amount=amount, currency=due.money.currency, working=working)
        )


def _flag(draft: Draft, breach: Breach, basis: str) -> None:
    """Flag a breach; refusing one round too many, or a late request, would only drive the work off the record."""
    draft.emit(BreachFlagged(at=draft.at, by=draft.by, breach=breach, basis=basis))


def _check_request(draft: Draft, rule: LimitRule, target: Step) -> None:
    limit = draft.limit(f"request:{target.id}", rule, Debtor.AGENCY, apart=stopped_since(draft, rule))
    if limit is not None and is_overdue(limit, draft.at):
        _flag(draft, Breach.LATE_REQUEST, rule.basis)
