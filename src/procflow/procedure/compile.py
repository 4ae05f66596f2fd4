"""Compile a procedure and its profile into one immutable value, or say everything that is wrong with them.

Invariant: pure; the texts come in as `Source` values, and the same texts always compile to the same procedure.
"""

import hashlib
from types import MappingProxyType

from procflow.clock import RULES
from procflow.definition import ProcedureFile, ProfileFile
from procflow.procedure.checks import check_graph
from procflow.procedure.complaints import Complaints
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.machine import build_machine
from procflow.procedure.merge import SUPPLEMENT_STEP, merge_steps
from procflow.procedure.model import Apology, Procedure
from procflow.procedure.steps import MARKS, StepCompiler
from procflow.source import Source, validate

__all__ = ["compile_procedure"]


def compile_procedure(own: Source, profile: Source) -> Procedure:
    """Compile the procedure read as `own` on the profile read as `profile`.

    Raises:
        DefinitionError: with every problem found, each at its place.
    """
    file, shared = validate(own, ProcedureFile), validate(profile, ProfileFile)
    complaints = Complaints(own, profile)
    _check_profile(file, shared, complaints)
    specs = merge_steps(file, shared)
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
    )
    own_results = {} if file.results == "none" else file.results
    results = {**shared.results, **own_results}
    compiler = StepCompiler(complaints=complaints, limits=limits, specs=specs, results=results, own=set(file.steps))
    steps = {name: compiler.compile(name, spec) for name, spec in specs.items()}
    limit = limits.compile(file.limit, ("limit",), "accepted")
    apology = None
    if shared.apology is not None:
        apology = Apology(
            before_expiry=limits.compile(shared.apology.before_expiry, ("apology", "before_expiry"), "due"),
            reappointments=shared.apology.reappointments,
            form=shared.apology.form or "",
            basis=shared.apology.basis or "",
        )
    check_graph(steps, shared.start, complaints)
    _check_fees(file, complaints)
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
        rule=rule,
        start=shared.start,
        limit=limit,
        steps=MappingProxyType(steps),
        cases=MappingProxyType({name: case.name for name, case in file.cases.items()}),
        submit_channels=tuple(file.channels.submit),
        return_channels=tuple(file.channels.return_),
        facts=MappingProxyType(file.facts),
        fees=MappingProxyType(file.fees),
        results=MappingProxyType(results),
        no_result=file.results == "none",
        apology=apology,
        machine=build_machine(steps, shared.start),
        warnings=tuple(complaints.warnings),
        file=own.file,
        text=own.text,
        profile_text=profile.text,
        hash=_hash(own.text, profile.text),
    )


def _hash(text: str, profile_text: str) -> str:
    """Hash both texts, each behind its length, so that no two pairs run together."""
    digest = hashlib.sha256()
    for part in (text.encode(), profile_text.encode()):
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


def _check_fees(file: ProcedureFile, complaints: Complaints) -> None:
    for name, fee in file.fees.items():
        path = ("fees", name)
        for key, table, wanted, code in (
            ("by_case", fee.by_case, tuple(file.cases), "PF304"),
            ("by_channel", fee.by_channel, tuple(file.channels.submit), "PF305"),
        ):
            for choice in table or ():
                if choice not in wanted:
                    complaints.unknown((*path, key, choice), code, choice, wanted, key=True)
            for choice in wanted if table else ():
                if choice not in (table or {}):
                    complaints.error((*path, key), "PF306", key=True, name=choice)
        rates = [fee.rate, *(fee.by_case or {}).values(), *(fee.by_channel or {}).values()]
        for rate in (rate for rate in rates if rate is not None):
            for fact in (rate.per, rate.tiers.of if rate.tiers else None):
                if fact is not None and (fact not in file.facts or file.facts[fact].type != "integer"):
                    complaints.unknown(path, "PF319", fact, tuple(file.facts), key=True)
