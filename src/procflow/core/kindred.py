"""Open the dossier of an interlinked procedure from its parent's: received with it, and counted from then on.

Invariants: the child is a dossier of its own, under the version of its own procedure in force on the day; the parent's
limit is not touched; the child's limit runs from the moment its inputs exist, because that is when it is opened, and
nobody accepts a second time what the one-stop accepted (NĐ 118/2025 Đ.20 k.2).
"""

from collections.abc import Mapping
from dataclasses import replace

from procflow.core.draft import Draft
from procflow.core.law import Law
from procflow.core.move import enter, move
from procflow.core.submit import check_choice, check_facts, check_in_force
from procflow.dossier import ENGINE, Command, Dossier, Event, FinishChild, Submit, Submitted, Withheld
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import FactValue
from procflow.errors import MisuseError, Rejected
from procflow.procedure import Child, Outcome, Procedure, Step

__all__ = ["child_done", "open_child", "submission_of_child"]

_REFUSAL = "refusal"


def submission_of_child(law: Law, parent: Dossier, parent_law: Law, child: Child) -> Submit:
    """Say with what the child procedure of `law` begins: applicant, channel and facts are the parent's.

    A fact is taken from the one `child.facts` names, else from the one of the same name; the case is the one the child
    names, else the parent's where the child's procedure knows it; a channel it does not offer becomes its first.

    Raises:
        Rejected: PF691, when a personal value of the parent would stand open in the child's journal.
    """
    procedure = law.procedure
    stated: dict[str, FactValue] = {**parent.facts, "channel": parent.channel, "case": parent.case}
    seen = {name: parent_law.disclosed.get(getattr(value, "commitment", ""), value) for name, value in stated.items()}
    names = {name: child.facts.get(name, name) for name, spec in procedure.facts.items() if spec.derived is None}
    for name, source in names.items():
        if isinstance(stated.get(source), Withheld) and not procedure.facts[name].personal:
            raise Rejected("PF691", name=name, source=source, procedure=procedure.code)
    own_case = parent.case if parent.case in procedure.cases else ""
    return Submit(
        by=ENGINE,
        channel=parent.channel if parent.channel in procedure.submit_channels else procedure.submit_channels[0],
        case=child.case or own_case,
        applicant=parent.applicant,
        representatives=parent.representatives,
        facts={name: seen[source] for name, source in names.items() if source in seen},
        assisted_by=parent.assisted_by,
        unit=child.agency,
        competent=child.agency,
    )


def open_child(
    law: Law, command: Command, *, parent: str, child: str, parent_version: int = 0
) -> tuple[tuple[Event, ...], Dossier]:
    """Open the child `child` of the dossier `parent` as `command`, a dated submission, says; give events and dossier.

    `parent_version` is the entry of the parent's journal that begins it.

    Raises:
        Rejected: when channel, case or facts are not those of its procedure, or it was not in force on that day.
        MisuseError: PF531, when the command is not a dated submission.
    """
    procedure, at = law.procedure, command.at
    if at is None or not isinstance(command, Submit):
        raise MisuseError("PF531", kind=type(command).__name__)
    draft = Draft(law, None, ENGINE, at)
    check_in_force(procedure, at.date())
    check_choice("PF520", command.channel, procedure.submit_channels)
    if procedure.cases or command.case:
        check_choice("PF521", command.case, tuple(procedure.cases))
    derived = check_facts(draft, command.facts, at.date())
    submitted = _submitted(draft, command, {**command.facts, **derived})
    draft.begin(replace(submitted, parent=parent, child=child, parent_version=parent_version))
    start = procedure.steps[procedure.start]
    enter(draft, start)
    outcome = _accepting(draft, start)
    if outcome is not None:
        move(draft, start, outcome)
    return tuple(draft.events), draft.dossier


def _submitted(draft: Draft, command: Submit, facts: Mapping[str, FactValue]) -> Submitted:
    procedure = draft.law.procedure
    return Submitted(
        at=draft.at,
        by=draft.by,
        procedure=procedure.code,
        version=procedure.version,
        definition=procedure.hash,
        calendar=draft.law.calendar.version,
        channel=command.channel,
        case=command.case,
        applicant=command.applicant,
        representatives=command.representatives,
        facts=FrozenDict(facts),
        assisted_by=command.assisted_by,
        unit=command.unit,
        competent=command.competent,
    )


def _accepting(draft: Draft, start: Step) -> Outcome | None:
    """Choose the outcome by which the first step accepts; None where a procedure has no acceptance."""
    open_now = (each for each in start.outcomes.values() if each.accepts)
    return next((each for each in open_now if each.when is None or each.when(draft.values())), None)


def child_done(procedure: Procedure, dossier: Dossier, *, at_entry: int, dossier_id: str) -> FinishChild:
    """Say to the parent that this child is done: with its results, or `refused`, where others cannot build on it.

    A child is done when its result is ready, collected or not; one that ended without a result, or with a refusal
    alone, gave no input to any other. `at_entry` is the entry of its journal that says so.
    """
    fruitful = [name for name in dossier.results if procedure.results[name].kind != _REFUSAL]
    is_fruitful = dossier.finished_at is not None and bool(fruitful or procedure.no_result)
    return FinishChild(
        dossier.child,
        by=ENGINE,
        results=dossier.results,
        refused=not is_fruitful,
        dossier=dossier_id,
        version=at_entry,
        at=dossier.finished_at if dossier.finished_at is not None else dossier.last_at,
    )
