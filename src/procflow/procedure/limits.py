"""Compile a time limit as written into the rule that answers for every case and channel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procflow.clock import RULES, Span
from procflow.condition import Fact
from procflow.definition import LimitSpec
from procflow.procedure.complaints import Complaints, Path
from procflow.procedure.facts import compile_when
from procflow.procedure.model import LimitRule, Plus

__all__ = ["LimitCompiler"]


@dataclass(frozen=True, slots=True)
class LimitCompiler:
    """Compile limits of one procedure: its cases, its channels, its rule of counting."""

    complaints: Complaints
    cases: tuple[str, ...]
    channels: tuple[str, ...]
    rule: str
    marks: frozenset[str]
    facts: Mapping[str, Fact]

    def compile(self, spec: LimitSpec, path: Path, start: str) -> LimitRule:
        """Compile `spec`, written at `path`, counted from `start` unless it says otherwise."""
        rule = spec.rule or self.rule
        if rule not in RULES:
            self.complaints.unknown((*path, "rule"), "PF316", rule, sorted(RULES))
        if spec.from_ is not None and spec.from_ not in self.marks:
            self.complaints.unknown((*path, "from"), "PF312", spec.from_, sorted(self.marks))
        if spec.unverified:
            self.complaints.warn((*path, "unverified"), "PF330", reason=spec.unverified)
        if rule in RULES and not RULES[rule].allows_fractions:
            for span in spec.spans():
                if span is not None and not span.is_whole:
                    self.complaints.error(path, "PF417", span=span.text("vi"), rule=rule)
        varies, spans = self._table(spec, path)
        return LimitRule(
            spans=spans,
            varies=varies,
            start=spec.from_ or start,
            rule=rule,
            basis=spec.basis or "",
            reason=spec.reason or "",
            unverified=spec.unverified or "",
            plus=tuple(self._plus(spec, path)),
        )

    def _table(self, spec: LimitSpec, path: Path) -> tuple[str, Mapping[str, Span | None]]:
        """Tell what the limit varies by, and its span for each choice."""
        if spec.by_channel is not None:
            self._total((*path, "by_channel"), tuple(spec.by_channel), self.channels, "PF305")
            return "channel", spec.by_channel
        if spec.by_case is None:
            return "", {"": spec.limit}
        self._total((*path, "by_case"), tuple(spec.by_case), self.cases, "PF304")
        if not any(isinstance(each, dict) for each in spec.by_case.values()):
            return "case", {case: each for case, each in spec.by_case.items() if not isinstance(each, dict)}
        spans: dict[str, Span | None] = {}
        for case, each in spec.by_case.items():
            table = each if isinstance(each, dict) else dict.fromkeys(self.channels, each)
            self._total((*path, "by_case", case, "by_channel"), tuple(table), self.channels, "PF305")
            spans.update({f"{case}/{channel}": span for channel, span in table.items()})
        return "case/channel", spans

    def _plus(self, spec: LimitSpec, path: Path) -> Iterator[Plus]:
        for index, plus in enumerate(spec.plus or ()):
            when = compile_when(plus.when, self.facts, (*path, "plus", index, "when"), self.complaints)
            if when is not None:
                yield Plus(span=plus.span, when=when, basis=plus.basis)
            units = {span.unit for span in spec.spans() if span is not None}
            if units - {plus.span.unit}:
                self.complaints.error((*path, "plus", index, "span"), "PF338", span=plus.span.text("vi"))

    def _total(self, path: Path, said: tuple[str, ...], wanted: tuple[str, ...], code: str) -> None:
        own = self.complaints.says(path)
        for name in said:
            if name not in wanted and own:  # a profile may speak of channels this procedure does not open
                self.complaints.unknown((*path, name), code, name, wanted, key=True)
        for index, name in enumerate(wanted):
            if name in said:
                continue
            if own:
                self.complaints.error(path, "PF306", key=True, name=name)
            elif code == "PF304":  # of what the profile leaves out, the procedure's own name is in its author's hands
                self.complaints.error(("cases", name), "PF306", key=True, name=name)
            else:
                self.complaints.unknown(("channels", "submit", index), "PF399", name, sorted(said))
