"""Hand in a dossier: check what it states against what the procedure declares, then let it wait for acceptance."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from procflow.clock import count_back
from procflow.core.draft import Draft
from procflow.core.guards import check_role
from procflow.core.move import enter
from procflow.definition import FactKind, FactSpec
from procflow.dossier import Breach, BreachFlagged, Submit, Submitted
from procflow.dossier.actor import APPLICANT_ROLE
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import FactValue
from procflow.errors import Rejected, Spoken, nearest
from procflow.procedure import LARGEST, Procedure, derive

__all__ = ["check_choice", "check_fact", "check_facts", "check_in_force", "submit"]

_LONGEST: Final = 2000
"""A text fact is a name or an address, not a document."""


def submit(draft: Draft, command: Submit) -> None:
    """Start a dossier, pinned to the procedure and the calendar of `draft.law`.

    Raises:
        Rejected: when the channel, case or facts are not those of the procedure, or it was not in force on that day.
    """
    law, procedure = draft.law, draft.law.procedure
    check_role(draft.by, "applicant", procedure.steps[procedure.start].actor)
    helps = bool(command.assisted_by) and command.assisted_by == draft.by.id
    if not command.applicant and (helps or not draft.by.plays(APPLICANT_ROLE)):
        raise Rejected("PF559")  # whoever keys a dossier in, or helps, does not become its applicant
    check_in_force(procedure, draft.at.date())
    check_choice("PF520", command.channel, procedure.submit_channels)
    if procedure.cases or command.case:
        check_choice("PF521", command.case, tuple(procedure.cases))
    derived = check_facts(draft, command.facts, draft.at.date())
    draft.begin(
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
            facts=FrozenDict({**command.facts, **derived}),
            assisted_by=command.assisted_by,
            unit=command.unit,
            competent=command.competent,
            details=FrozenDict(command.details),
            handover=command.handover,
            representatives=_representatives(draft, command),
        )
    )
    _flag_late_notice(draft)
    enter(draft, procedure.steps[procedure.start])


def _representatives(draft: Draft, command: Submit) -> tuple[str, ...]:
    """Name who may act for the applicant: those declared, and whoever hands in as an applicant for somebody else."""
    by, declared = draft.by, command.representatives
    is_another = command.applicant not in ("", by.id) and by.id not in (command.assisted_by, *declared)
    return (*declared, by.id) if by.plays(APPLICANT_ROLE) and is_another else declared


def check_in_force(procedure: Procedure, on: date) -> None:
    """Refuse a day on which this version of the procedure is not in force.

    Raises:
        Rejected: PF526; PF560, where the province's overlay is not.
    """
    if on < procedure.effective or (procedure.until is not None and on > procedure.until):
        raise Rejected("PF526", code=procedure.code, version=procedure.version, effective=procedure.effective, on=on)
    if not procedure.is_in_force(on):
        until = procedure.overlay_until or "…"
        raise Rejected("PF560", overlay=procedure.overlay, effective=procedure.overlay_effective, until=until, on=on)


def check_choice(code: str, word: str, known: tuple[str, ...]) -> None:
    """Refuse a word that is none of those known.

    Raises:
        Rejected: `code`, with the nearest word.
    """
    if word not in known:
        raise Rejected(code, name=word, near=nearest(word, known), known=", ".join(known) or "-")


def check_facts(draft: Draft, said: Mapping[str, FactValue], submitted_on: date) -> dict[str, bool | int]:
    """Check facts against their declarations, and derive those the procedure derives.

    A personal value is told to nobody: neither in an error nor, where what is derived from it is personal too, in an
    event; that is derived anew whenever it is asked for.

    Raises:
        Rejected: PF522 for one nobody declared, PF523 for one that does not fit, PF525 for one that is missing.
    """
    specs = draft.law.procedure.facts
    stated = {name: draft.reveal(value) for name, value in said.items()}
    asked = {name: spec for name, spec in specs.items() if spec.derived is None}
    for name in stated:
        check_choice("PF522", name, tuple(asked))
    for name, spec in asked.items():
        if name not in stated:
            if not spec.optional:
                raise Rejected("PF525", name=name, wanted=_wanted(spec))
            continue
        check_fact(name, spec, stated[name])
    derived = derive(specs, stated, submitted_on, draft.law.calendar)
    return {name: value for name, value in derived.items() if not specs[name].personal}


def check_fact(name: str, spec: FactSpec, value: object) -> None:
    """Refuse a value that is none of the fact `name`; a personal one is not repeated.

    Raises:
        Rejected: PF523.
    """
    if not _fits(value, spec):
        raise Rejected("PF523", name=name, value="…" if spec.personal else value, wanted=_wanted(spec))


def _flag_late_notice(draft: Draft) -> None:
    """Flag a notification that arrives later than the law allows before the day it is about."""
    notice = draft.law.procedure.clauses.notice
    stated = draft.dossier.facts.get(notice.before) if notice else None
    on = None if stated is None else draft.reveal(stated)
    span = notice.at_least.span(case=draft.dossier.case, channel=draft.dossier.channel) if notice else None
    if notice is None or not isinstance(on, date) or span is None:
        return
    if draft.at.date() > count_back(on, span, calendar=draft.law.calendar).due_on:
        draft.emit(BreachFlagged(at=draft.at, by=draft.by, breach=Breach.LATE_NOTICE, basis=notice.basis))


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
        case _:  # a text
            return isinstance(value, str) and len(value) <= _LONGEST


def _range(spec: FactSpec) -> tuple[int, int]:
    return spec.least or 0, spec.most if spec.most is not None else LARGEST


def _wanted(spec: FactSpec) -> Spoken:
    match spec.type:
        case FactKind.BOOLEAN:
            return Spoken("true or false", "true hoặc false")
        case FactKind.INTEGER:
            least, most = _range(spec)
            return Spoken(f"a whole number, {least} to {most}", f"số nguyên từ {least} đến {most}")
        case FactKind.DATE:
            day = "2026-08-31"
            return Spoken(
                f"a day, as {day} (in Python a `datetime.date`)",
                f"ngày, viết như {day} (trong Python là `datetime.date`)",
            )
        case FactKind.CHOICE:
            choices = ", ".join(spec.choices or {})
            return Spoken(f"one of {choices}", f"một trong các giá trị: {choices}")
        case _:  # a text
            return Spoken(f"a text of at most {_LONGEST} characters", f"văn bản dài tối đa {_LONGEST} ký tự")
