"""Lay a province's own fees and limits over a procedure: never a longer limit than the law's; both limits are kept.

Invariant: two limits are compared in one unit only, because 5 working days are neither more nor less than 7 days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from procflow.clock import Span
from procflow.definition import FeeSpec, OverlayFile, ProcedureFile
from procflow.errors import Diagnostic
from procflow.procedure.complaints import Complaints
from procflow.procedure.effects import check_days
from procflow.procedure.feerules import compile_fees
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.model import Exemption, LimitRule
from procflow.source import Source, validate

__all__ = ["Local", "compile_overlay"]


@dataclass(frozen=True, slots=True)
class Local:
    """Hold what a province sets: its fees, and the limit it commits itself to."""

    name: str
    effective: date
    until: date | None
    fees: Mapping[str, FeeSpec]
    exemptions: Mapping[str, tuple[Exemption, ...]]
    limit: LimitRule | None


def compile_overlay(source: Source, file: ProcedureFile, law: LimitRule, limits: LimitCompiler) -> Local:
    """Compile the overlay in `source` for the procedure `file`, whose legal limit is `law`.

    Raises:
        DefinitionError: when the overlay itself cannot be read, is for another procedure, or lengthens the limit.
    """
    overlay = validate(source, OverlayFile)
    problems = []
    if overlay.code != file.code:
        problems.append(Diagnostic(source.place(("code",)), "PF387", {"code": overlay.code, "wanted": file.code}))
    problems += check_days(overlay, source) or _beside(overlay, file, source)
    complaints = Complaints(source, source)
    limit = None
    if overlay.limit is not None:
        within = LimitCompiler(complaints, limits.cases, limits.channels, limits.rule, limits.marks, limits.facts)
        limit = within.compile(overlay.limit, ("limit",), law.start)
    exemptions = compile_fees(overlay.fees, file, limits, complaints)
    complaints.extend(problems)
    complaints.settle()
    complaints.extend([] if limit is None else _longer(limit, law, limits, source))
    complaints.settle()
    return Local(
        name=overlay.overlay,
        effective=overlay.effective,
        until=overlay.until,
        fees=overlay.fees,
        exemptions=exemptions,
        limit=limit,
    )


def _beside(overlay: OverlayFile, file: ProcedureFile, source: Source) -> list[Diagnostic]:
    """Tell an overlay that is in force on no day of the version it is laid over."""
    last = min(overlay.until or date.max, file.until or date.max)
    if max(overlay.effective, file.effective) <= last:
        return []
    params = {"effective": overlay.effective, "until": overlay.until or "…", "version": file.version}
    return [Diagnostic(source.place(("effective",)), "PF392", params)]


def _longer(limit: LimitRule, law: LimitRule, limits: LimitCompiler, source: Source) -> list[Diagnostic]:
    found = []
    for case in limits.cases or ("",):
        for channel in limits.channels:
            own, legal = limit.span(case=case, channel=channel), law.span(case=case, channel=channel)
            if own is None or (legal is not None and _is_longer(own, legal)):
                params = {"own": own.text("vi") if own else "none", "law": legal.text("vi") if legal else "none"}
                found.append(Diagnostic(source.place(("limit",)), "PF388", params))
    return found[:1]


def _is_longer(own: Span, legal: Span) -> bool:
    return own.unit is not legal.unit or own.amount > legal.amount or own.then != legal.then
