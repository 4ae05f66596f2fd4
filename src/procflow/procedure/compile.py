"""Compile a procedure and its profile into one immutable value, or say everything that is wrong with them.

Invariant: pure; the texts come in as `Source` values, and the same texts always compile to the same procedure.
"""

import hashlib
from types import MappingProxyType
from typing import Final

from procflow.clock import RULES
from procflow.definition import ProcedureFile, ProfileFile
from procflow.errors import DefinitionError
from procflow.procedure.checks import check_graph
from procflow.procedure.clauses import compile_clauses
from procflow.procedure.complaints import Complaints
from procflow.procedure.components import compile_components
from procflow.procedure.effects import check_days, check_effects
from procflow.procedure.facts import compile_facts
from procflow.procedure.feerules import compile_fees
from procflow.procedure.forms import check_forms, with_forms
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.machine import build_machine
from procflow.procedure.merge import SUPPLEMENT_STEP, merge_steps
from procflow.procedure.model import Clauses, Procedure
from procflow.procedure.overlay import compile_overlay
from procflow.procedure.repeats import check_repeats
from procflow.procedure.roles import check_roles
from procflow.procedure.steps import MARKS, StepCompiler
from procflow.procedure.transition import compile_transition
from procflow.source import Source, model_of, validate

__all__ = ["compile_procedure"]

_STAND_INS: Final = {
    **dict.fromkeys(("name", "basis"), "-"),
    "code": "1.000000",
    "version": "2000-01",
    "effective": "2000-01-01",
    "results": "none",
    "procflow": "1",
}
"""What takes the place of a faulty head, so that the rest of the file is looked at all the same."""

_NAMES: Final = frozenset(
    {"PF301", "PF304", "PF305", "PF307", "PF308", "PF309", "PF312", "PF316", "PF326", "PF336", "PF393"}
)
"""Names that stand for nothing: what can be told of a file although other values in it are faulty."""


def compile_procedure(own: Source, profile: Source, overlay: Source | None = None) -> Procedure:
    """Compile the procedure read as `own` on the profile read as `profile`, under a province's `overlay` if any.

    Raises:
        DefinitionError: with every problem found, each at its place.
    """
    file, faults = model_of(own, ProcedureFile, _STAND_INS)
    if file is not None and not faults:
        return _compile(own, file, profile, overlay)
    if file is not None:
        try:
            _compile(own, file, profile, overlay)
        except DefinitionError as error:
            names = _NAMES - {"PF307"} if file.results == "none" else _NAMES  # faulty results are no missing results
            faults.extend(each for each in error.diagnostics if each.code in names and each.place.file == own.file)
    raise DefinitionError(sorted(faults, key=lambda diagnostic: diagnostic.place))


def _compile(own: Source, file: ProcedureFile, profile: Source, overlay: Source | None) -> Procedure:
    shared = validate(profile, ProfileFile)
    complaints = Complaints(own, profile)
    _check_profile(file, shared, complaints)
    complaints.extend([*check_days(file, own), *check_days(shared, profile), *check_forms(shared, profile)])
    specs = merge_steps(file, shared)
    check_effects(file, specs, complaints)
    check_repeats(file, shared, complaints)
    rule = file.rule or shared.rule
    if rule not in RULES:
        complaints.unknown(("rule",), "PF316", rule, sorted(RULES))
    outcomes = {name for spec in specs.values() for name in spec.outcomes or {}}
    limits = LimitCompiler(
        complaints=complaints,
        cases=tuple(file.cases),
        channels=tuple(file.channels.submit),
        rule=rule,
        marks=frozenset(MARKS | specs.keys() | outcomes),
        facts=compile_facts(file.facts, tuple(file.cases), tuple(file.channels.submit), complaints),
    )
    own_results = {} if file.results == "none" else file.results
    results = with_forms({**shared.results, **own_results}, shared.forms)
    compiler = StepCompiler(
        complaints=complaints,
        limits=limits,
        specs=specs,
        results=results,
        own=set(file.steps),
        shared=set(shared.steps),
        forms=shared.forms,
    )
    steps = {name: compiler.compile(name, spec) for name, spec in specs.items()}
    limit = limits.compile(file.limit, ("limit",), "accepted")
    clauses = compile_clauses(file, shared, tuple(steps), limits, complaints)
    local = None if overlay is None else compile_overlay(overlay, file, limit, limits)
    fees = file.fees if local is None else {**file.fees, **local.fees}
    check_graph(steps, shared.start, _by_clause(clauses), complaints)
    components = compile_components(file, limits, complaints)
    exemptions = {**compile_fees(file.fees, file, limits, complaints), **({} if local is None else local.exemptions)}
    check_roles(file, steps, clauses, complaints)
    transition = compile_transition(file.transition, tuple(steps), tuple(file.cases), complaints)
    complaints.settle()
    return Procedure(
        code=file.code,
        version=file.version,
        effective=file.effective,
        until=file.until,
        name=file.name,
        name_en=file.name_en or "",
        basis=file.basis,
        decision=file.decision or "",
        profile=file.profile,
        profile_basis=shared.basis,
        rule=rule,
        start=shared.start,
        limit=limit,
        steps=MappingProxyType(steps),
        cases=MappingProxyType({name: case.name for name, case in file.cases.items()}),
        cases_en=MappingProxyType({name: case.name_en or case.name for name, case in file.cases.items()}),
        submit_channels=tuple(file.channels.submit),
        return_channels=tuple(file.channels.return_),
        facts=MappingProxyType(file.facts),
        condition_facts=MappingProxyType(dict(limits.facts)),
        components=MappingProxyType(components),
        fees=MappingProxyType(fees),
        exemptions=MappingProxyType(exemptions),
        results=MappingProxyType(results),
        no_result=file.results == "none",
        forms=MappingProxyType(shared.forms),
        roles=MappingProxyType({**shared.roles, **file.roles}),
        clauses=clauses,
        committed=None if local is None else local.limit,
        machine=build_machine(steps, shared.start),
        warnings=tuple(complaints.warnings),
        file=own.file,
        text=own.text,
        profile_text=profile.text,
        overlay="" if local is None else local.name,
        overlay_text="" if overlay is None else overlay.text,
        overlay_effective=None if local is None else local.effective,
        overlay_until=None if local is None else local.until,
        transition=transition,
        hash=_hash(own.text, profile.text, *([] if overlay is None else [overlay.text])),
    )


def _by_clause(clauses: Clauses) -> list[str]:
    """List the steps to which a clause leads from anywhere."""
    led = (clauses.withdrawal and clauses.withdrawal.to, clauses.stopping and clauses.stopping.to)
    return [step for step in led if step]


def _hash(*texts: str) -> str:
    """Hash the texts, each behind its length, so that no two sets run together."""
    digest = hashlib.sha256()
    for part in (text.encode() for text in texts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _check_profile(file: ProcedureFile, profile: ProfileFile, complaints: Complaints) -> None:
    if file.profile != profile.profile:
        complaints.error(("profile",), "PF320", name=file.profile)
    if file.effective < profile.effective or (profile.until is not None and file.effective > profile.until):
        complaints.error(("profile",), "PF321", name=profile.profile, effective=profile.effective, on=file.effective)
    if file.supplement is not None and SUPPLEMENT_STEP not in profile.steps:
        complaints.error(("supplement",), "PF322", key=True, name=profile.profile)
    if all(name in profile.steps for name in file.steps):
        complaints.error(("steps",), "PF323", key=True)
