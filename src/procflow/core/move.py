"""Move a dossier through an outcome into the next step, and let its limits start, stop, run on or end.

Invariant: the limit of the procedure is counted anew only through an outcome that completes the dossier; leaving a
stop in any other way lets it run on, so that nothing resets an appointment silently.
"""

from typing import Final

from procflow.clock import Debtor, hold_limit, restart_limit, resume_limit
from procflow.core.draft import Draft
from procflow.core.timers import is_past
from procflow.definition import Clock, Ending
from procflow.dossier import (
    MAIN_LIMIT,
    Accepted,
    Breach,
    BreachFlagged,
    DossierEnded,
    DossierFinished,
    FeeAssessed,
    LimitClosed,
    LimitHeld,
    LimitRestarted,
    LimitResumed,
    LimitStarted,
    OutcomeTaken,
    Promise,
    Promised,
    ResultProduced,
    StepEntered,
    Verdict,
)
from procflow.procedure import LimitRule, Outcome, Step, charge

__all__ = ["consult_limit", "enter", "is_finish", "move", "step_limit"]

_APPLICANT: Final = "applicant"


def is_finish(step: Step) -> bool:
    """Say whether the result is ready in `step`: what is returned was ready, whether or not a step before said so."""
    return step.finishes or step.ends is Ending.RETURNED


def step_limit(step: str) -> str:
    """Name the limit of a step."""
    return f"step:{step}"


def consult_limit(consultation: str) -> str:
    """Name the limit of a consultation."""
    return f"consult:{consultation}"


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
    _close_step_limits(draft)
    # Accepted once: what comes back to reception later must not appoint another date.
    if outcome.accepts and draft.dossier.accepted_at is None:
        _accept(draft)
    _move_main_limit(draft, target, outcome)
    enter(draft, target, outcome)


def enter(draft: Draft, target: Step, outcome: Outcome | None = None) -> None:
    """Enter `target`, start its limit, and end the dossier if it ends there."""
    at, by = draft.at, draft.by
    draft.emit(StepEntered(at=at, by=by, step=target.id, national_status=target.national_status))
    _flag_rounds(draft, target.at_most, draft.dossier.visits[target.id], target.basis)
    _flag_late_request(draft, target)
    rule = (outcome.within if outcome else None) or target.within
    if rule is not None:
        debtor = Debtor.APPLICANT if target.actor == _APPLICANT else Debtor.AGENCY
        _start(draft, step_limit(target.id), rule, debtor)
    if target.ends is not None:
        draft.emit(DossierEnded(at=at, by=by, ending=target.ends))


def _start(draft: Draft, name: str, rule: LimitRule, debtor: Debtor) -> None:
    limit = draft.limit(name, rule, debtor)
    if limit is not None:
        draft.emit(LimitStarted(at=draft.at, by=draft.by, limit=limit))


def _accept(draft: Draft) -> None:
    """Accept the dossier: the limit runs from here and the receipt promises its date (NĐ 118/2025 Đ.17 k.3)."""
    at, by = draft.at, draft.by
    procedure = draft.law.procedure
    draft.emit(Accepted(at=at, by=by))
    for name, fee in procedure.fees.items():
        due = charge(fee, case=draft.dossier.case, channel=draft.dossier.channel, facts=draft.dossier.facts)
        if due is not None:
            money = due.money
            draft.emit(
                FeeAssessed(at=at, by=by, fee=name, amount=money.amount, currency=money.currency, working=due.working)
            )
    limit = draft.limit(MAIN_LIMIT, procedure.limit, Debtor.AGENCY)
    if limit is not None:
        draft.emit(LimitStarted(at=at, by=by, limit=limit))
        promise = Promise(due_on=limit.due_on, due_at=limit.due_at, provisional=limit.provisional)
        draft.emit(Promised(at=at, by=by, promise=promise))


def _close_step_limits(draft: Draft) -> None:
    """End the limits of the step that is left; an opinion nobody waits for any more is not owed any more."""
    for limit in list(draft.dossier.limits.values()):
        if limit.name == MAIN_LIMIT:
            continue
        late = limit.name in draft.dossier.expired or is_past(limit, draft.at)
        verdict = Verdict.MISSED if late else Verdict.KEPT
        if limit.debtor is Debtor.CONSULTED and not late:
            verdict = Verdict.VOID
        draft.emit(LimitClosed(at=draft.at, by=draft.by, name=limit.name, verdict=verdict))


def _move_main_limit(draft: Draft, target: Step, outcome: Outcome) -> None:
    at, by, calendar = draft.at, draft.by, draft.law.calendar
    finishes = is_finish(target)
    if finishes and draft.dossier.finished_at is None:
        draft.emit(DossierFinished(at=at, by=by))
    main = draft.dossier.due
    if main is None:
        return
    if finishes or target.ends is not None:
        late = MAIN_LIMIT in draft.dossier.expired or (main.held_since is None and is_past(main, at))
        verdict = Verdict.VOID if not finishes else Verdict.MISSED if late else Verdict.KEPT
        draft.emit(LimitClosed(at=at, by=by, name=MAIN_LIMIT, verdict=verdict))
    elif target.clock in (Clock.RESUME, Clock.RESTART):
        if main.held_since is None:
            draft.emit(LimitHeld(at=at, by=by, limit=hold_limit(main, at, target.id)))
    elif outcome.completes:
        anchor = draft.anchor(outcome.completes)
        draft.emit(LimitRestarted(at=at, by=by, limit=restart_limit(main, anchor, calendar)))
    elif main.held_since is not None:
        draft.emit(LimitResumed(at=at, by=by, limit=resume_limit(main, at, calendar)))


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
