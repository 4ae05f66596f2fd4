"""The clauses of office life as statements: who may withdraw, amend, stop, extend, forward and correct."""

from collections.abc import Iterator
from typing import Final

from procflow.comparison.said import Aspect, Said, of_limit
from procflow.definition import OldDossiers, OldLimits
from procflow.procedure import Clauses, LimitRule, Transition
from procflow.procedure.model import Correction, Forwarding
from procflow.wording import Wording

__all__ = ["clause_statements", "transition_statement"]

Told = Iterator[tuple[Aspect, Said]]


def clause_statements(clauses: Clauses, wording: Wording) -> Iterator[tuple[str, Told]]:
    """State the clauses a procedure has, each by its name in the language."""
    yield from (
        ("apology", _apology(clauses, wording)),
        ("withdrawal", _withdrawal(clauses, wording)),
        ("amendment", _amendment(clauses, wording)),
        ("correction", _duty(clauses.correction, wording)),
        ("forwarding", _duty(clauses.forwarding, wording)),
        ("stopping", _stopping(clauses, wording)),
        ("extension", _extension(clauses, wording)),
        ("notice", _notice(clauses, wording)),
    )


def _apology(clauses: Clauses, wording: Wording) -> Told:
    if (apology := clauses.apology) is not None:
        yield from _within(apology.before_expiry, wording)
        yield Aspect.AT_MOST, Said(str(apology.reappointments))
        yield from _law(apology.form, apology.basis)


def _withdrawal(clauses: Clauses, wording: Wording) -> Told:
    if (withdrawal := clauses.withdrawal) is not None:
        yield Aspect.TO, Said(wording.step(withdrawal.to))
        yield Aspect.ACTOR, Said(wording.role(withdrawal.decided_by))
        yield from _within(withdrawal.within, wording)
        yield Aspect.CHANNELS, _channels(withdrawal.channels, wording)
        yield Aspect.UNTIL, Said(wording.mark(withdrawal.until) if withdrawal.until else "")
        yield from _law(withdrawal.form, withdrawal.basis)


def _amendment(clauses: Clauses, wording: Wording) -> Told:
    if (amendment := clauses.amendment) is not None:
        yield Aspect.CHANNELS, _channels(amendment.channels, wording)
        yield from _law(amendment.form, amendment.basis)


def _duty(duty: Correction | Forwarding | None, wording: Wording) -> Told:
    if duty is not None:
        yield Aspect.ACTOR, Said(wording.role(duty.by))
        yield from _within(duty.within, wording)
        yield from _law("", duty.basis)


def _stopping(clauses: Clauses, wording: Wording) -> Told:
    if (stopping := clauses.stopping) is not None:
        ends = wording.pick(("kết thúc", "ends"))
        grounds = (f"{g.name}{f' [{ends}]' if g.ends else ''} ({g.basis})" for g in stopping.grounds.values())
        yield Aspect.ACTOR, Said(wording.role(stopping.by))
        yield Aspect.GROUNDS, Said("; ".join(grounds))
        yield Aspect.TO, Said(wording.step(stopping.to) if stopping.to else "")
        yield from _law(stopping.form, stopping.basis)


def _extension(clauses: Clauses, wording: Wording) -> Told:
    if (extension := clauses.extension) is not None:
        yield from _within(extension.at_most, wording)
        yield Aspect.AT_MOST, Said(str(extension.times))
        yield from _law(extension.form, extension.basis)


def _notice(clauses: Clauses, wording: Wording) -> Told:
    if (notice := clauses.notice) is not None:
        yield from _within(notice.at_least, wording)
        yield Aspect.START, Said(wording.fact(notice.before))
        yield from _law("", notice.basis)


def transition_statement(transition: Transition, wording: Wording) -> Told:
    """State the transitional clause; nothing where the text is silent."""
    if not transition.basis:
        return
    yield Aspect.KIND, Said(wording.pick(_OLD_DOSSIERS[transition.accepted]))
    yield Aspect.LENGTH, Said(wording.pick(_OLD_LIMITS[transition.limits]))
    renamed = (f"{old} → {wording.step(new)}" for old, new in transition.steps.items())
    yield Aspect.TO, Said(wording.listed(renamed))
    yield Aspect.CASES, Said(wording.listed(f"{old} → {new}" for old, new in transition.cases.items()))
    yield Aspect.BASIS, Said(transition.basis)


_OLD_DOSSIERS: Final = {
    OldDossiers.KEEP: ("hồ sơ tiếp nhận trước theo quy định cũ", "dossiers accepted before stay under the old law"),
    OldDossiers.MOVE: ("hồ sơ tiếp nhận trước theo quy định mới", "dossiers accepted before come under the new law"),
    OldDossiers.CHOOSE: (
        "hồ sơ tiếp nhận trước theo lựa chọn của người nộp",
        "the applicant chooses the law of a dossier accepted before",
    ),
}
_OLD_LIMITS: Final = {
    OldLimits.KEEP: ("thời hạn đang chạy giữ nguyên", "limits that run stay as they are"),
    OldLimits.IN_FAVOUR: (
        "thời hạn đang chạy chỉ đổi khi có lợi cho người dân",
        "limits that run change only in favour of whom they protect",
    ),
    OldLimits.RECOUNT: ("thời hạn đang chạy tính lại", "limits that run are counted by the new text"),
}


def _within(rule: LimitRule | None, wording: Wording) -> Told:
    if rule is not None:
        yield from of_limit(rule, Aspect.WITHIN, wording)


def _channels(channels: tuple[str, ...], wording: Wording) -> Said:
    return Said(wording.listed(wording.channel(each) for each in sorted(channels)))


def _law(form: str, basis: str) -> Told:
    yield Aspect.FORM, Said(form)
    yield Aspect.BASIS, Said(basis)
