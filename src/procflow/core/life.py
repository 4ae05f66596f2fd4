"""What the applicant may do with a dossier until the decision, and what the agency may do to its course.

Invariant: the agency stops only on a ground the procedure lists, and every change of a date is an event that says why.
"""

from collections.abc import Mapping

from procflow.clock import Debtor, Limit, Span, extend_limit, hold_limit, is_overdue, resume_limit, start_limit
from procflow.core.draft import Draft
from procflow.core.guards import check_named, check_order, check_party, check_role
from procflow.core.legal import LEGAL_LIMITS, STOPPED, WITHDRAWAL, close_limit
from procflow.core.move import leave_for
from procflow.core.submit import check_choice, check_facts
from procflow.dossier import (
    MAIN_LIMIT,
    Amend,
    CaseChanged,
    ChangeCase,
    Continue,
    DecideWithdrawal,
    DossierContinued,
    DossierStopped,
    Extend,
    FactsAmended,
    LimitExtended,
    LimitHeld,
    LimitRestated,
    LimitResumed,
    LimitStarted,
    Stop,
    Withdraw,
    WithdrawalDecided,
    WithdrawalRequested,
)
from procflow.dossier.actor import APPLICANT_ROLE
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import FactValue
from procflow.errors import Rejected, SpanError, Spoken
from procflow.procedure import LimitRule

__all__ = ["amend", "change_case", "continue_", "decide_withdrawal", "extend", "stop", "withdraw"]

_STOPPED_STATUS = 8
_AGREEMENT = Spoken("the written agreement (`agreement`)", "văn bản thoả thuận (`agreement`)")


def withdraw(draft: Draft, command: Withdraw) -> None:
    """Withdraw the dossier, or ask to, where special law leaves the decision to the agency (1.014035)."""
    clause = draft.law.procedure.clauses.withdrawal
    check_party(draft, APPLICANT_ROLE, _reception(draft))
    check_order(draft, outside=False)
    if clause is None or draft.dossier.finished_at is not None or draft.dossier.channel not in clause.channels:
        raise Rejected("PF541", right="withdraw")
    if clause.until in draft.dossier.marks:
        raise Rejected("PF541", right="withdraw")
    if draft.dossier.withdrawal_asked:
        raise Rejected("PF542")
    draft.emit(WithdrawalRequested(at=draft.at, by=draft.by, reason=command.reason.strip(), form=clause.form))
    if not clause.decided_by:
        leave_for(draft, draft.law.procedure.steps[clause.to])
    elif clause.within is not None:
        limit = draft.limit(WITHDRAWAL, clause.within, Debtor.AGENCY)
        if limit is not None:
            draft.emit(LimitStarted(at=draft.at, by=draft.by, limit=limit))


def decide_withdrawal(draft: Draft, command: DecideWithdrawal) -> None:
    """Grant or refuse a withdrawal that was asked for; a refusal gives its reason."""
    clause = draft.law.procedure.clauses.withdrawal
    if clause is None or not draft.dossier.withdrawal_asked:
        raise Rejected("PF541", right="decide-withdrawal")
    check_role(draft.by, clause.decided_by)
    check_order(draft, outside=False)
    if not command.granted and not command.reason.strip():
        raise Rejected("PF509", outcome="refuse-withdrawal")
    draft.emit(WithdrawalDecided(at=draft.at, by=draft.by, granted=command.granted, reason=command.reason.strip()))
    close_limit(draft, WITHDRAWAL)
    if command.granted:
        leave_for(draft, draft.law.procedure.steps[clause.to])


def amend(draft: Draft, command: Amend) -> None:
    """Change what the dossier states; the limit is not touched, the promise stays."""
    procedure, dossier = draft.law.procedure, draft.dossier
    clause = procedure.clauses.amendment
    check_party(draft, APPLICANT_ROLE, _reception(draft))
    check_order(draft, outside=False)
    if clause is None or dossier.finished_at is not None or dossier.channel not in clause.channels:
        raise Rejected("PF541", right="amend")
    derived = check_facts(draft, {**_stated(draft), **command.facts}, dossier.submitted_at.date())
    changed = _changed(dossier.facts, {**command.facts, **derived})
    details = _changed(dossier.details, command.details)
    draft.emit(FactsAmended(at=draft.at, by=draft.by, facts=changed, form=clause.form, details=details))


def _changed(before: Mapping[str, FactValue], now: Mapping[str, FactValue]) -> FrozenDict[str, FactValue]:
    return FrozenDict({name: value for name, value in now.items() if before.get(name) != value})


def stop(draft: Draft, command: Stop) -> None:
    """Stop the dossier on a listed ground: every limit that runs is held, or the dossier ends there."""
    procedure, dossier = draft.law.procedure, draft.dossier
    clause = procedure.clauses.stopping
    if clause is None or dossier.accepted_at is None or dossier.finished_at is not None or dossier.stopped_on:
        raise Rejected("PF543")
    check_role(draft.by, clause.by)
    check_order(draft, outside=False)
    check_choice("PF544", command.ground, tuple(clause.grounds))
    if not command.reason.strip():
        raise Rejected("PF509", outcome="stop")
    ground = clause.grounds[command.ground]
    draft.emit(
        DossierStopped(
            at=draft.at,
            by=draft.by,
            ground=ground.id,
            national_status=_STOPPED_STATUS,
            reason=command.reason.strip(),
            basis=ground.basis,
            form=clause.form,
        )
    )
    if ground.ends:
        leave_for(draft, procedure.steps[clause.to])
        return
    for limit in list(dossier.limits.values()):
        if limit.held_since is None and limit.name not in dossier.expired:
            held = hold_limit(limit, draft.at, f"{STOPPED}{ground.id}")
            draft.emit(LimitHeld(at=draft.at, by=draft.by, limit=held))


def continue_(draft: Draft, command: Continue) -> None:
    """Go on with a stopped dossier; what the stop held runs on."""
    clause, dossier = draft.law.procedure.clauses.stopping, draft.dossier
    if clause is None or not dossier.stopped_on:
        raise Rejected("PF543")
    check_role(draft.by, clause.by)
    check_order(draft, outside=False)
    if not command.reason.strip():
        raise Rejected("PF509", outcome="continue")
    status = draft.law.procedure.steps[dossier.step].national_status
    draft.emit(DossierContinued(at=draft.at, by=draft.by, national_status=status, reason=command.reason.strip()))
    for limit in list(dossier.limits.values()):
        if limit.held_since is not None and limit.held_ground.startswith(STOPPED):
            running = resume_limit(limit, draft.at, draft.law.calendar)
            draft.emit(LimitResumed(at=draft.at, by=draft.by, limit=running))


def extend(draft: Draft, command: Extend) -> None:
    """Extend the limit under a written agreement, before it expires and within what the law allows."""
    procedure, dossier = draft.law.procedure, draft.dossier
    clause, main = procedure.clauses.extension, dossier.due
    check_role(draft.by, procedure.steps[dossier.step].actor)
    check_order(draft, outside=False)
    if clause is None or main is None or main.held_since is not None or is_overdue(main, draft.at):
        raise Rejected("PF545")
    if dossier.extensions >= clause.times:
        raise Rejected("PF546", times=clause.times, basis=clause.basis)
    check_named(command.agreement, "extend", _AGREEMENT)
    more, most = Span.parse(command.by_span), clause.at_most.span(case=dossier.case, channel=dossier.channel)
    if most is not None and (more.unit is not most.unit or more.amount > most.amount or more.then is not None):
        raise Rejected("PF547", more=more.text("vi"), most=most.text("vi"), basis=clause.basis)
    limit = _longer(draft, main, more)
    draft.emit(
        LimitExtended(
            at=draft.at,
            by=draft.by,
            limit=limit,
            agreement=command.agreement.strip(),
            basis=clause.basis,
            more=str(more),
        )
    )


def change_case(draft: Draft, command: ChangeCase) -> None:
    """Treat the dossier as another case: its limits keep their start and their holds, and get their own length.

    What was agreed in writing stands (policy `keep-agreed`): an extension lengthens the limit of the new case too.
    """
    procedure, dossier = draft.law.procedure, draft.dossier
    check_role(draft.by, procedure.steps[dossier.step].actor)
    check_order(draft, outside=False)
    check_choice("PF521", command.case, tuple(procedure.cases))
    if dossier.finished_at is not None or command.case == dossier.case:
        raise Rejected("PF548", case=command.case)
    if not command.reason.strip():
        raise Rejected("PF509", outcome="change-case")
    draft.emit(CaseChanged(at=draft.at, by=draft.by, case=command.case, reason=command.reason.strip()))
    rules = {MAIN_LIMIT: procedure.limit, LEGAL_LIMITS[1]: procedure.committed}
    for name in LEGAL_LIMITS:
        limit, rule = draft.dossier.limits.get(name), rules[name]
        if limit is None or rule is None:
            continue
        span = rule.span(case=command.case, channel=dossier.channel)
        restated = limit if span is None else _recounted(draft, limit, span, rule)
        if restated.span != limit.span:
            draft.emit(
                LimitRestated(
                    at=draft.at,
                    by=draft.by,
                    limit=restated,
                    reason=command.reason.strip(),
                    agreed=_agreed(draft, name),
                )
            )


def _agreed(draft: Draft, name: str) -> tuple[str, ...]:
    """Name the extensions by agreement of a limit: only the law's own limit has any."""
    return tuple(filter(None, draft.dossier.agreed)) if name == MAIN_LIMIT else ()


def _recounted(draft: Draft, limit: Limit, span: Span, rule: LimitRule) -> Limit:
    calendar = draft.law.calendar
    fresh = start_limit(
        limit.name,
        span,
        rule=limit.rule,
        debtor=limit.debtor,
        anchor_at=limit.anchor_at,
        calendar=calendar,
        basis=limit.basis,
    )
    for plus in rule.plus:
        if plus.when(draft.values()):
            fresh = extend_limit(fresh, plus.span, calendar)
    for more in _agreed(draft, limit.name):
        fresh = _longer(draft, fresh, Span.parse(more))
    for hold in limit.holds:
        fresh = resume_limit(hold_limit(fresh, hold.start, hold.ground), hold.end, calendar)
    return fresh if limit.held_since is None else hold_limit(fresh, limit.held_since, limit.held_ground)


def _longer(draft: Draft, limit: Limit, more: Span) -> Limit:
    """Lengthen a limit by what was agreed; days run on from no hour, and hours from no day."""
    try:
        return extend_limit(limit, more, draft.law.calendar)
    except SpanError as error:
        if error.code != "PF418":
            raise
        own = Span.parse(limit.span)
        said = {name: Spoken(one.text("en"), one.text("vi")) for name, one in (("limit", own), ("more", more))}
        raise Rejected("PF568", **said) from error


def _stated(draft: Draft) -> Mapping[str, FactValue]:
    specs = draft.law.procedure.facts
    return {name: value for name, value in draft.dossier.facts.items() if name in specs and specs[name].derived is None}


def _reception(draft: Draft) -> str:
    return draft.law.procedure.steps[draft.law.procedure.start].actor
