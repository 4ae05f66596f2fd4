"""Check that whatever an author writes has an effect: no key stands where nothing reads it, and no wait is circular.

Invariant: what is judged here is one file and its profile as written; what a compiled procedure means, `lint` judges.
"""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final

from procflow.definition import (
    ChildSpec,
    ConsultSpec,
    FactKind,
    FactSpec,
    FeeSpec,
    OnTimeout,
    OverlayFile,
    ProcedureFile,
    ProfileFile,
    StepSpec,
)
from procflow.errors import Diagnostic
from procflow.procedure.complaints import Complaints, Path
from procflow.source import Source

__all__ = ["check_days", "check_effects", "check_fees"]

_NOT_IN_AN_END: Final = ("within", "budget", "consult", "separate_from")
_OUTCOMES: Final = "outcomes"


def check_effects(file: ProcedureFile, specs: Mapping[str, StepSpec], complaints: Complaints) -> None:
    """Complain of every key of `file` and its merged steps `specs` that would change nothing."""
    for key, wanted, path in _without_effect(file, specs):
        complaints.idle((*path, key), wanted)
    for name, step in specs.items():
        for key, parts in (("consult", step.consult), ("children", step.children)):
            _check_cycle(("steps", name, key), parts or {}, ordered=bool(step.in_sequence), complaints=complaints)
        _check_sequence(("steps", name, "in_sequence"), step, file, complaints)


def _without_effect(file: ProcedureFile, specs: Mapping[str, StepSpec]) -> Iterator[tuple[str, str, Path]]:
    """Give each key that changes nothing, what it would need, and the path of what it stands in."""
    for name, fact in file.facts.items():
        yield from ((key, wanted, ("facts", name)) for key, wanted in _of_fact(fact))
    for name, step in specs.items():
        yield from _of_step(step, ("steps", name))
    if file.withdrawal is not None and file.withdrawal.within is not None and file.withdrawal.decided_by is None:
        yield "within", "decided_by", ("withdrawal",)
    stopping = file.stopping
    if stopping is not None and stopping.to and not any(ground.ends for ground in stopping.grounds.values()):
        yield "to", "ends: true", ("stopping",)


def _of_fact(fact: FactSpec) -> Iterator[tuple[str, str]]:
    if fact.type is not FactKind.INTEGER:
        yield from ((key, "type: integer") for key in ("least", "most") if getattr(fact, key) is not None)
    if fact.type is not FactKind.CHOICE and fact.choices is not None:
        yield "choices", "type: choice"


def _of_step(step: StepSpec, path: Path) -> Iterator[tuple[str, str, Path]]:
    if step.in_sequence and not (step.consult or step.children):
        yield "in_sequence", "consult", path
    if step.ends is not None:
        yield from ((key, _OUTCOMES, path) for key in _NOT_IN_AN_END if getattr(step, key) is not None)
    for name, consult in (step.consult or {}).items():
        if consult.takes is not None and consult.on_timeout is not OnTimeout.REFUSE:
            yield "takes", "on_timeout: refuse", (*path, "consult", name)


def _check_sequence(path: Path, step: StepSpec, file: ProcedureFile, complaints: Complaints) -> None:
    channels = tuple(file.channels.submit)
    for index, channel in enumerate(step.in_sequence or ()):
        if channel not in channels and complaints.says(path):  # a profile may speak of channels not opened here
            complaints.unknown((*path, index), "PF305", channel, channels)


def _check_cycle(
    path: Path, parts: Mapping[str, ConsultSpec] | Mapping[str, ChildSpec], *, ordered: bool, complaints: Complaints
) -> None:
    """Complain of parts that wait for each other; in sequence each waits for the one written before it, too."""
    waits = {name: [other for other in part.after or () if other in parts] for name, part in parts.items()}
    if ordered:
        names = list(parts)
        for before, name in pairwise(names):
            waits[name].append(before)
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        loop = list(reversed(error.args[1]))
        complaints.error((*path, min(loop, key=list(parts).index)), "PF390", key=True, loop=" → ".join(loop))


def check_fees(fees: Mapping[str, FeeSpec], complaints: Complaints) -> None:
    """Complain of exemptions from an amount nobody states, and of periods that leave open which of two rates holds."""
    for name, fee in fees.items():
        path: Path = ("fees", name)
        if fee.exempt and fee.set_by is not None and not fee.during:
            complaints.idle((*path, "exempt"), "rate")
        periods = sorted(enumerate(fee.during or ()), key=lambda numbered: (numbered[1].from_, numbered[0]))
        for (_, earlier), (index, later) in pairwise(periods):
            if later.from_ <= earlier.until:
                days = [f"{each.from_}..{each.until}" for each in (earlier, later)]
                complaints.error((*path, "during", index), "PF394", first=days[0], second=days[1])


def check_days(written: ProcedureFile | ProfileFile | OverlayFile, source: Source) -> list[Diagnostic]:
    """Tell a last day that lies before the first, at its place in `source`."""
    if written.until is None or written.until >= written.effective:
        return []
    params = {"until": written.until, "effective": written.effective}
    return [Diagnostic(source.place(("until",)), "PF389", params)]
