"""Compile the papers of a dossier: each with the cases that need it and the condition under which it is needed."""

from procflow.definition import ComponentSpec, ProcedureFile
from procflow.procedure.complaints import Complaints, Path
from procflow.procedure.facts import compile_when
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.model import Component

__all__ = ["compile_components"]


def compile_components(file: ProcedureFile, limits: LimitCompiler, complaints: Complaints) -> dict[str, Component]:
    """Compile the components of `file`, and complain of cases and facts that stand for nothing."""
    return {name: _compile(name, spec, tuple(file.cases), limits, complaints) for name, spec in file.components.items()}


def _compile(
    name: str, spec: ComponentSpec, cases: tuple[str, ...], limits: LimitCompiler, complaints: Complaints
) -> Component:
    path: Path = ("components", name)
    for index, case in enumerate(spec.cases or ()):
        if case not in cases:
            complaints.unknown((*path, "cases", index), "PF304", case, cases)
    return Component(
        id=name,
        name=spec.name,
        originals=spec.originals,
        copies=spec.copies,
        cases=tuple(spec.cases or ()),
        when=None if spec.when is None else compile_when(spec.when, limits.facts, (*path, "when"), complaints),
        basis=spec.basis or "",
    )
