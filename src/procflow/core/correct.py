"""Correct a result that was issued wrong: within its own time, after the dossier is settled (NĐ 118/2025 Đ.23 k.1)."""

from procflow.clock import Debtor
from procflow.core.draft import Draft
from procflow.core.guards import check_order, check_party, check_role
from procflow.core.legal import CORRECTION, close_limit
from procflow.dossier import Correct, ErrorReported, LimitStarted, ReportError, ResultCorrected
from procflow.dossier.actor import APPLICANT_ROLE
from procflow.errors import Rejected

__all__ = ["correct", "report_error"]


def report_error(draft: Draft, command: ReportError) -> None:
    """Report that an issued result is wrong; the agency's time to correct it starts."""
    procedure, clause = draft.law.procedure, draft.law.procedure.clauses.correction
    check_party(draft, APPLICANT_ROLE, procedure.steps[procedure.start].actor)
    check_order(draft, outside=False)
    if clause is None or draft.dossier.finished_at is None or CORRECTION in draft.dossier.limits:
        raise Rejected("PF553")
    if not command.reason.strip():
        raise Rejected("PF509", outcome="report-error")
    draft.emit(ErrorReported(at=draft.at, by=draft.by, reason=command.reason.strip()))
    limit = draft.limit(CORRECTION, clause.within, Debtor.AGENCY)
    if limit is not None:
        draft.emit(LimitStarted(at=draft.at, by=draft.by, limit=limit))


def correct(draft: Draft, command: Correct) -> None:
    """Correct an issued result, reported or found by the agency itself; the first one stays in the journal."""
    clause = draft.law.procedure.clauses.correction
    if clause is None or draft.dossier.finished_at is None or command.result not in draft.dossier.results:
        raise Rejected("PF553")
    check_role(draft.by, clause.by)
    check_order(draft, outside=False)
    if not command.reason.strip():
        raise Rejected("PF509", outcome="correct")
    draft.emit(ResultCorrected(at=draft.at, by=draft.by, result=command.result, reason=command.reason.strip()))
    close_limit(draft, CORRECTION)
