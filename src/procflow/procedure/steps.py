"""Compile steps, outcomes and consultations: resolve every name and give every default its meaning."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from procflow.condition import Condition
from procflow.definition import (
    Again,
    ChildSpec,
    Clock,
    ConsultSpec,
    FormEvent,
    OnTimeout,
    OutcomeSpec,
    ResultSpec,
    StepSpec,
)
from procflow.procedure.complaints import Complaints, Path
from procflow.procedure.facts import compile_when
from procflow.procedure.forms import form_event
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.model import Child, Consult, LimitRule, Outcome, Step

__all__ = ["MARKS", "StepCompiler"]

MARKS: Final = frozenset({"submitted", "accepted", "complete-dossier", "entered", "asked", "received"})
"""The facts every dossier has to count from; beside them, each step and outcome by its name."""

_STATUSES: Final = range(1, 11)
_PROCESSING: Final = 4


@dataclass(frozen=True, slots=True)
class StepCompiler:
    """Compile the merged steps of one procedure."""

    complaints: Complaints
    limits: LimitCompiler
    specs: Mapping[str, StepSpec]
    results: Mapping[str, ResultSpec]
    own: AbstractSet[str]
    shared: AbstractSet[str]
    forms: Mapping[FormEvent, str]

    def compile(self, name: str, spec: StepSpec) -> Step:
        """Compile the step `name`."""
        path: Path = ("steps", name)
        actor = self._required(path, "PF311", spec.actor if spec.ends is None else spec.actor or "nobody", "actor")
        step = Step(
            id=name,
            name=self._required(path, "PF311", spec.name, "name"),
            name_en=spec.name_en or "",
            actor=actor,
            national_status=self._status(path, spec),
            clock=spec.clock or Clock.RUN,
            outcomes=MappingProxyType(
                {key: self._outcome((*path, "outcomes", key), key, out, actor) for key, out in self._outcomes(spec)}
            ),
            own=name in self.own,
            within=self._limit(spec, path, "within", "entered"),
            on_expiry=spec.on_expiry or "",
            request_within=self._limit(spec, path, "request_within", "accepted"),
            at_most=spec.at_most,
            budget=spec.budget,
            consult=MappingProxyType(
                {
                    key: self._consult((*path, "consult", key), key, consult, spec)
                    for key, consult in (spec.consult or {}).items()
                }
            ),
            children=MappingProxyType(
                {key: self._child((*path, "children", key), key, child, spec) for key, child in self._children(spec)}
            ),
            in_sequence=tuple(spec.in_sequence or ()),
            separate_from=tuple(spec.separate_from or ()),
            finishes=bool(spec.finishes),
            ends=spec.ends,
            form=spec.form or "",
            basis=spec.basis or "",
        )
        self._check(path, step)
        return step

    @staticmethod
    def _outcomes(spec: StepSpec) -> list[tuple[str, OutcomeSpec]]:
        return list((spec.outcomes or {}).items())

    def _required(self, path: Path, code: str, value: str | None, key: str) -> str:
        if value is None:
            self.complaints.error(path, code, key=True, key_name=key, step=path[-1])
        return value or ""

    def _status(self, path: Path, spec: StepSpec) -> int:
        status = _PROCESSING if spec.national_status is None else spec.national_status
        if status not in _STATUSES:
            self.complaints.error((*path, "national_status"), "PF310", status=status)
        return status

    def _limit(self, spec: StepSpec, path: Path, key: str, start: str) -> LimitRule | None:
        said = spec.within if key == "within" else spec.request_within
        return None if said is None else self.limits.compile(said, (*path, key), start)

    def _outcome(self, path: Path, name: str, spec: OutcomeSpec, actor: str) -> Outcome:
        if name in self.specs or name in MARKS:
            self.complaints.error(path, "PF331", key=True, name=name)
        if spec.to is None:
            self.complaints.error(path, "PF324", key=True, name=name)
        elif spec.to not in self.specs:
            self.complaints.unknown((*path, "to"), "PF301", spec.to, tuple(self.specs))
        for index, result in enumerate(spec.produces or ()):
            if result not in self.results:
                self.complaints.unknown((*path, "produces", index), "PF307", result, tuple(self.results))
        if spec.completes is not None and spec.completes not in self.limits.marks:
            self.complaints.unknown((*path, "completes"), "PF312", spec.completes, sorted(self.limits.marks))
        return Outcome(
            id=name,
            to=spec.to or "",
            by=spec.by or actor,
            name=spec.name or "",
            name_en=spec.name_en or "",
            produces=tuple(spec.produces or ()),
            completes=spec.completes or "",
            accepts=spec.accepts,
            outside=spec.outside,
            needs_reason=spec.needs_reason,
            when=None if spec.when is None else self._condition(spec.when, path),
            at_most=spec.at_most,
            within=None if spec.within is None else self.limits.compile(spec.within, (*path, "within"), "entered"),
            form=spec.form or self._form(spec),
            basis=spec.basis or "",
        )

    def _form(self, spec: OutcomeSpec) -> str:
        """Give the form the profile fixes for what an outcome does, unless the step it leads to names one."""
        target = self.specs.get(spec.to or "")
        event = form_event(spec, target, self.results, is_shared=spec.to in self.shared)
        return "" if event is None or (target is not None and target.form) else self.forms.get(event, "")

    def _consult(self, path: Path, name: str, spec: ConsultSpec, step: StepSpec) -> Consult:
        outcomes = tuple(step.outcomes or ())
        for index, blocked in enumerate(spec.blocks or ()):
            if blocked not in outcomes:
                self.complaints.unknown((*path, "blocks", index), "PF308", blocked, outcomes)
        if spec.within is None:
            self.complaints.error(path, "PF325", key=True, name=name)
        silence = spec.on_timeout or OnTimeout.ESCALATE  # NĐ 118/2025 Đ.19 k.4 đ.c: no tacit consent
        if silence is OnTimeout.CONSENT and spec.basis is None:
            self.complaints.error((*path, "on_timeout"), "PF315", name=name)
        self._check_consult(path, name, spec, step, silence)
        return Consult(
            id=name,
            name=spec.name or name,
            name_en=spec.name_en or "",
            after=tuple(spec.after or ()),
            again=spec.again or Again.ASK,
            takes=spec.takes or "",
            within=None if spec.within is None else self.limits.compile(spec.within, (*path, "within"), "received"),
            on_timeout=silence,
            when=None if spec.when is None else self._condition(spec.when, path),
            blocks=frozenset(spec.blocks if spec.blocks is not None else self._going_on(step)),
            basis=spec.basis or "",
        )

    def _condition(self, text: str, path: Path) -> Condition | None:
        return compile_when(text, self.limits.facts, (*path, "when"), self.complaints)

    def _check_consult(self, path: Path, name: str, spec: ConsultSpec, step: StepSpec, silence: OnTimeout) -> None:
        others = [key for key in step.consult or {} if key != name]
        for index, other in enumerate(spec.after or ()):
            if other not in others:
                self.complaints.unknown((*path, "after", index), "PF339", other, others)
        if spec.takes is not None and spec.takes not in (step.outcomes or {}):
            self.complaints.unknown((*path, "takes"), "PF308", spec.takes, tuple(step.outcomes or ()))
        if silence is OnTimeout.REFUSE and spec.takes is None:
            self.complaints.error((*path, "on_timeout"), "PF386", name=name)

    @staticmethod
    def _children(spec: StepSpec) -> list[tuple[str, ChildSpec]]:
        return list((spec.children or {}).items())

    def _child(self, path: Path, name: str, spec: ChildSpec, step: StepSpec) -> Child:
        others = [key for key in step.children or {} if key != name]
        for index, other in enumerate(spec.after or ()):
            if other not in others:
                self.complaints.unknown((*path, "after", index), "PF339", other, others)
        for key, fact in (spec.facts or {}).items():
            if fact not in self.limits.facts:
                self.complaints.unknown((*path, "facts", key), "PF398", fact, tuple(self.limits.facts))
        return Child(
            id=name,
            procedure=spec.procedure,
            name=spec.name or name,
            name_en=spec.name_en or "",
            after=tuple(spec.after or ()),
            basis=spec.basis or "",
            agency=spec.agency or "",
            case=spec.case or "",
            facts=MappingProxyType(dict(spec.facts or {})),
        )

    def _going_on(self, step: StepSpec) -> list[str]:
        """List the outcomes that go on with the dossier; asking the applicant back need not wait for an opinion."""
        return [
            name
            for name, outcome in self._outcomes(step)
            if (target := self.specs.get(outcome.to or "")) and (target.clock or Clock.RUN) in (Clock.RUN, Clock.NONE)
        ]

    def _check(self, path: Path, step: Step) -> None:
        for index, other in enumerate(step.separate_from):
            if other not in self.specs:
                self.complaints.unknown((*path, "separate_from", index), "PF326", other, tuple(self.specs))
        if step.on_expiry:
            if step.on_expiry not in step.outcomes:
                self.complaints.unknown((*path, "on_expiry"), "PF309", step.on_expiry, tuple(step.outcomes))
            if step.within is None:
                self.complaints.error((*path, "on_expiry"), "PF327", step=step.id)
        if step.clock is Clock.RESTART and not self._can_complete(step):
            self.complaints.error((*path, "clock"), "PF317", step=step.id)
        if step.clock in (Clock.RESUME, Clock.RESTART) and step.within is None and step.actor == "applicant":
            self.complaints.error(path, "PF328", key=True, step=step.id)

    def _can_complete(self, step: Step) -> bool:
        """Say whether a stop that starts here can end in a completed dossier, here or in the steps it goes through."""
        seen, todo = {step.id}, [step.id]
        while todo:
            for _, outcome in self._outcomes(self.specs[todo.pop()]):
                if outcome.completes is not None:
                    return True
                name = outcome.to or ""
                target = self.specs.get(name)
                if target is not None and name not in seen and target.clock is Clock.RESTART:
                    seen.add(name)
                    todo.append(name)
        return False
