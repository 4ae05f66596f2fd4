"""Hand in a dossier: check what it states against what the procedure declares, then let it wait for acceptance."""

from datetime import date
from typing import Final

from procflow.core.draft import Draft
from procflow.core.guards import check_role
from procflow.core.move import enter
from procflow.definition import FactKind, FactSpec
from procflow.dossier import Submit, Submitted
from procflow.errors import Rejected, nearest
from procflow.procedure import Procedure

__all__ = ["submit"]

_LARGEST: Final = 2**53
"""Beyond this, JSON readers of other languages lose whole numbers."""


def submit(draft: Draft, command: Submit) -> None:
    """Start a dossier, pinned to the procedure and the calendar of `draft.law`.

    Raises:
        Rejected: when the channel, case or facts are not those of the procedure, or it was not in force on that day.
    """
    law, procedure = draft.law, draft.law.procedure
    check_role(draft.by, "applicant", procedure.steps[procedure.start].actor)
    on = draft.at.date()
    if on < procedure.effective or (procedure.until is not None and on > procedure.until):
        raise Rejected("PF526", code=procedure.code, version=procedure.version, effective=procedure.effective, on=on)
    _check_choice("PF520", command.channel, procedure.submit_channels)
    if procedure.cases or command.case:
        _check_choice("PF521", command.case, tuple(procedure.cases))
    _check_facts(procedure, command)
    draft.emit(
        Submitted(
            at=draft.at,
            by=draft.by,
            procedure=procedure.code,
            version=procedure.version,
            definition=procedure.hash,
            calendar=law.calendar.version,
            channel=command.channel,
            case=command.case,
            applicant=command.applicant or draft.by.id,
            facts=dict(command.facts),
        )
    )
    enter(draft, procedure.steps[procedure.start])


def _check_choice(code: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise Rejected(code, name=word, near=nearest(word, known), known=", ".join(known))


def _check_facts(procedure: Procedure, command: Submit) -> None:
    for name in command.facts:
        _check_choice("PF522", name, tuple(procedure.facts))
    for name, spec in procedure.facts.items():
        if name not in command.facts:
            if not spec.optional:
                raise Rejected("PF525", name=name)
            continue
        if not _fits(command.facts[name], spec):
            raise Rejected("PF523", name=name, value=command.facts[name], wanted=_wanted(spec))


def _fits(value: object, spec: FactSpec) -> bool:
    match spec.type:
        case FactKind.BOOLEAN:
            return isinstance(value, bool)
        case FactKind.INTEGER:
            least, most = _range(spec)
            return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        case FactKind.DATE:
            return type(value) is date
        case FactKind.CHOICE:
            return isinstance(value, str) and value in (spec.choices or {})
        case FactKind.TEXT:
            return isinstance(value, str)


def _range(spec: FactSpec) -> tuple[int, int]:
    return spec.least or 0, spec.most if spec.most is not None else _LARGEST


def _wanted(spec: FactSpec) -> str:
    match spec.type:
        case FactKind.INTEGER:
            return "integer {}..{}".format(*_range(spec))
        case FactKind.CHOICE:
            return ", ".join(spec.choices or {})
        case _:
            return spec.type.value
