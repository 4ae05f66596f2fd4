"""The clauses of office life, compiled: who may withdraw, amend, stop, extend, forward and correct, and until when.

Invariant: a clause the procedure restates replaces the profile's whole, so that special law is read in one place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from procflow.definition import (
    AmendmentSpec,
    ApologySpec,
    CorrectionSpec,
    ExtensionSpec,
    FactKind,
    FormEvent,
    ForwardingSpec,
    NoticeSpec,
    ProcedureFile,
    ProfileFile,
    StoppingSpec,
    WithdrawalSpec,
)
from procflow.procedure.complaints import Complaints
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.model import (
    Amendment,
    Apology,
    Clauses,
    Correction,
    Extension,
    Forwarding,
    Ground,
    LimitRule,
    Notice,
    Stopping,
    Withdrawal,
)

__all__ = ["compile_clauses"]

_WITHDRAWN: Final = "withdrawn"
_STOPPED: Final = "stopped"


def compile_clauses(
    file: ProcedureFile, profile: ProfileFile, steps: Sequence[str], limits: LimitCompiler, complaints: Complaints
) -> Clauses:
    """Compile the clauses of `file` over those of `profile`; `steps` are the names a clause may lead to."""
    compiler = _Compiler(file, tuple(steps), limits, complaints, profile.forms)
    return Clauses(
        apology=compiler.apology(file.apology or profile.apology),
        withdrawal=compiler.withdrawal(file.withdrawal or profile.withdrawal),
        amendment=compiler.amendment(file.amendment or profile.amendment),
        correction=compiler.correction(file.correction or profile.correction),
        forwarding=compiler.forwarding(file.forwarding or profile.forwarding),
        stopping=compiler.stopping(file.stopping),
        extension=compiler.extension(file.extension),
        notice=compiler.notice(file.notice),
    )


@dataclass(frozen=True, slots=True)
class _Compiler:
    file: ProcedureFile
    steps: tuple[str, ...]
    limits: LimitCompiler
    complaints: Complaints
    forms: Mapping[FormEvent, str]

    def channels(self, said: list[str] | None, path: tuple[str, ...]) -> tuple[str, ...]:
        """Resolve a list of channels; left out, every channel of submission."""
        open_here = tuple(self.file.channels.submit)
        if said is None:
            return open_here
        for index, channel in enumerate(said):
            if channel not in open_here and self.complaints.says(path):
                self.complaints.unknown((*path, index), "PF305", channel, open_here)
        return tuple(channel for channel in said if channel in open_here)

    def step(self, said: str | None, default: str, path: tuple[str, ...]) -> str:
        """Resolve the step a clause leads to."""
        name = said or default
        if name not in self.steps:
            self.complaints.unknown(path, "PF301", name, self.steps)
        return name

    def mark(self, said: str | None, path: tuple[str, ...]) -> str:
        """Resolve a mark; left out, the empty text."""
        if said is not None and said not in self.limits.marks:
            self.complaints.unknown(path, "PF312", said, sorted(self.limits.marks))
        return said or ""

    def apology(self, said: ApologySpec | None) -> Apology | None:
        """Compile the duty to apologise."""
        if said is None:
            return None
        if self.file.apology is not None and not said.basis:
            self.complaints.error(("apology",), "PF395", key=True)
        before = self.limits.compile(said.before_expiry, ("apology", "before_expiry"), "due")
        form = said.form or self.forms.get(FormEvent.APOLOGY, "")
        return Apology(before, said.reappointments, form, said.basis or "")

    def amendment(self, said: AmendmentSpec | None) -> Amendment | None:
        """Compile the right to amend."""
        if said is None:
            return None
        return Amendment(self.channels(said.channels, ("amendment", "channels")), said.form or "", said.basis or "")

    def correction(self, said: CorrectionSpec | None) -> Correction | None:
        """Compile the duty to correct."""
        if said is None:
            return None
        within = self.limits.compile(said.within, ("correction", "within"), "entered")
        return Correction(said.by, within, said.basis or "")

    def forwarding(self, said: ForwardingSpec | None) -> Forwarding | None:
        """Compile the duty to pass a dossier on."""
        if said is None:
            return None
        within = self.limits.compile(said.within, ("forwarding", "within"), "accepted")
        return Forwarding(said.by, within, said.basis or "")

    def extension(self, said: ExtensionSpec | None) -> Extension | None:
        """Compile the extension by agreement."""
        if said is None:
            return None
        at_most = self.limits.compile(said.at_most, ("extension", "at_most"), "due")
        return Extension(at_most, said.times, said.form or "", said.basis)

    def withdrawal(self, said: WithdrawalSpec | None) -> Withdrawal | None:
        """Compile the right to withdraw."""
        if said is None:
            return None
        within: LimitRule | None = None
        if said.within is not None:
            within = self.limits.compile(said.within, ("withdrawal", "within"), "entered")
        return Withdrawal(
            to=self.step(said.to, _WITHDRAWN, ("withdrawal",)),
            decided_by=said.decided_by or "",
            within=within,
            channels=self.channels(said.channels, ("withdrawal", "channels")),
            until=self.mark(said.until, ("withdrawal", "until")),
            form=said.form or self.forms.get(FormEvent.STOPPING, ""),
            basis=said.basis or "",
        )

    def stopping(self, said: StoppingSpec | None) -> Stopping | None:
        """Compile the grounds on which the agency may stop."""
        if said is None:
            return None
        ends = any(ground.ends for ground in said.grounds.values())
        grounds: Mapping[str, Ground] = {
            name: Ground(name, ground.name, ground.name_en or "", ground.ends, ground.basis)
            for name, ground in said.grounds.items()
        }
        return Stopping(
            by=said.by,
            grounds=MappingProxyType(dict(grounds)),
            to=self.step(said.to, _STOPPED, ("stopping",)) if ends else "",
            form=said.form or "",
            basis=said.basis or "",
        )

    def notice(self, said: NoticeSpec | None) -> Notice | None:
        """Compile the lead a notification needs."""
        if said is None:
            return None
        facts = self.file.facts
        if said.before not in facts or facts[said.before].type is not FactKind.DATE:
            self.complaints.unknown(("notice", "before"), "PF336", said.before, tuple(facts))
        at_least = self.limits.compile(said.at_least, ("notice", "at_least"), "due")
        return Notice(at_least=at_least, before=said.before, basis=said.basis or "")
