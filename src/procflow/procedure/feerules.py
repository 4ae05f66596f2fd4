"""Check the fees of a procedure: every choice answered, every unit a declared fact, every exemption a condition."""

from collections.abc import Iterator, Mapping

from procflow.definition import FactKind, FactSpec, FeePeriod, FeeRate, FeeSpec, ProcedureFile
from procflow.procedure.complaints import Complaints, Path
from procflow.procedure.effects import check_fees
from procflow.procedure.facts import compile_when
from procflow.procedure.limits import LimitCompiler
from procflow.procedure.model import Exemption

__all__ = ["compile_fees"]


def compile_fees(
    fees: Mapping[str, FeeSpec], file: ProcedureFile, limits: LimitCompiler, complaints: Complaints
) -> dict[str, tuple[Exemption, ...]]:
    """Check `fees`, and give the exemptions of each."""
    exemptions = {}
    check_fees(fees, complaints)
    for name, fee in fees.items():
        path: Path = ("fees", name)
        _check(fee, path, file, complaints)
        if fee.unverified is not None:
            complaints.warn((*path, "unverified"), "PF330", reason=fee.unverified)
        for index, period in enumerate(fee.during or ()):
            _check(period, (*path, "during", index), file, complaints)
        exemptions[name] = tuple(_exemptions(fee, path, limits, complaints))
    return exemptions


def _exemptions(fee: FeeSpec, path: Path, limits: LimitCompiler, complaints: Complaints) -> Iterator[Exemption]:
    for index, exempt in enumerate(fee.exempt or ()):
        when = compile_when(exempt.when, limits.facts, (*path, "exempt", index, "when"), complaints)
        if when is not None:
            yield Exemption(name=exempt.name, when=when, basis=exempt.basis)


def _check(fee: FeeSpec | FeePeriod, path: Path, file: ProcedureFile, complaints: Complaints) -> None:
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
    for at, rate in _rates(fee):
        _check_units(rate, (*path, *at), file, complaints)


def _rates(fee: FeeSpec | FeePeriod) -> Iterator[tuple[Path, FeeRate]]:
    if fee.rate is not None:
        yield ("rate",), fee.rate
    for key, table in (("by_case", fee.by_case), ("by_channel", fee.by_channel)):
        yield from (((key, choice), rate) for choice, rate in (table or {}).items())


def _check_units(rate: FeeRate, path: Path, file: ProcedureFile, complaints: Complaints) -> None:
    for at, fact in ((("per",), rate.per), (("tiers", "of"), rate.tiers.of if rate.tiers else None)):
        if fact is not None and not _is_stated_number(fact, file.facts):
            complaints.unknown((*path, *at), "PF319", fact, tuple(file.facts))


def _is_stated_number(name: str, facts: Mapping[str, FactSpec]) -> bool:
    """Say whether every dossier states the fact or has it derived from dates that every dossier states."""
    spec = facts.get(name)
    if spec is None or spec.type is not FactKind.INTEGER or spec.optional:
        return False
    dates = () if spec.derived is None else (spec.derived.from_, spec.derived.to)
    return not any(each in facts and facts[each].optional for each in dates)
