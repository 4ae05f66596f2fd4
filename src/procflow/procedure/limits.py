"""Compile a time limit as written into the rule that answers for every case and channel."""

from dataclasses import dataclass

from procflow.clock import RULES
from procflow.definition import LimitSpec
from procflow.procedure.complaints import Complaints, Path
from procflow.procedure.model import LimitRule

__all__ = ["LimitCompiler"]


@dataclass(frozen=True, slots=True)
class LimitCompiler:
    """Compile limits of one procedure: its cases, its channels, its rule of counting."""

    complaints: Complaints
    cases: tuple[str, ...]
    channels: tuple[str, ...]
    rule: str
    marks: frozenset[str]

    def compile(self, spec: LimitSpec, path: Path, start: str) -> LimitRule:
        """Compile `spec`, written at `path`, counted from `start` unless it says otherwise."""
        rule = spec.rule or self.rule
        if rule not in RULES:
            self.complaints.unknown((*path, "rule"), "PF316", rule, sorted(RULES))
        if spec.from_ is not None and spec.from_ not in self.marks:
            self.complaints.unknown((*path, "from"), "PF312", spec.from_, sorted(self.marks))
        if spec.unverified:
            self.complaints.warn((*path, "unverified"), "PF330", reason=spec.unverified)
        varies, spans = "", {"": spec.limit}
        if spec.by_case is not None:
            varies, spans = "case", spec.by_case
            self._total((*path, "by_case"), tuple(spans), self.cases, "PF304")
        elif spec.by_channel is not None:
            varies, spans = "channel", spec.by_channel
            self._total((*path, "by_channel"), tuple(spans), self.channels, "PF305")
        return LimitRule(
            spans=spans,
            varies=varies,
            start=spec.from_ or start,
            rule=rule,
            basis=spec.basis or "",
            reason=spec.reason or "",
            unverified=spec.unverified or "",
        )

    def _total(self, path: Path, said: tuple[str, ...], wanted: tuple[str, ...], code: str) -> None:
        own = self.complaints.says(path)
        for name in said:
            if name not in wanted and own:  # a profile may speak of channels this procedure does not open
                self.complaints.unknown((*path, name), code, name, wanted, key=True)
        for name in wanted:
            if name not in said:
                self.complaints.error(path, "PF306", key=True, name=name)
