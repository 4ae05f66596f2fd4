"""Facts from outside that come when they can change nothing any more: noted beside what was drawn without them.

Invariants: only what the procedure calls a fact from outside, or an opinion that was asked for, is noted; it is noted
once for each time it was waited for, dated when it happened, and never before it was waited for; no limit, step or
ending moves, because a consequence drawn by law is not undone by what comes to the office later.
"""

from datetime import datetime

from procflow.core.draft import Draft
from procflow.core.guards import OPINION, check_named, check_order, check_party, check_role
from procflow.dossier import Answer, Command, OutsideFactNoted, Take
from procflow.errors import Rejected
from procflow.procedure import Step

__all__ = ["note"]


def note(draft: Draft, command: Command) -> bool:
    """Note the fact `command` tells of, where it came too late to be taken; say whether it was such a fact.

    Raises:
        Rejected: PF504, PF563, PF506, PF509, PF583, when it is not this person's to tell, dated wrongly, or empty.
    """
    match command:
        case Take():
            return _note_outcome(draft, command)
        case Answer():
            return _note_opinion(draft, command)
        case _:
            return False


def _note_outcome(draft: Draft, command: Take) -> bool:
    procedure, name = draft.law.procedure, command.outcome
    missing = [each for each in _visited(draft) if _is_missing(draft, each, name)]
    if not missing:
        return False
    # Steps may call their ways out alike: the latest counts whose fact this person may tell.
    step = next((each for each in missing if draft.by.plays(each.outcomes[name].by)), missing[0])
    outcome = step.outcomes[name]
    check_party(draft, outcome.by, procedure.steps[procedure.start].actor)
    if outcome.needs_reason and not command.reason.strip():
        raise Rejected("PF509", outcome=name)
    _note(draft, step, name, since=draft.dossier.marks[step.id], content=command.reason)
    return True


def _note_opinion(draft: Draft, command: Answer) -> bool:
    name, marks = command.consultation, draft.dossier.marks
    for step in _visited(draft):
        asked = marks.get(f"asked:{step.id}/{name}")
        known = draft.dossier.remembered.get(f"{step.id}/{name}")
        is_told = known is not None and known.asked_at == asked and bool(known.content)
        if asked is None or is_told or _noted(draft, step, name) >= draft.dossier.visits[step.id]:
            continue
        check_role(draft.by, name, step.actor)
        check_named(command.opinion, name, OPINION)
        _note(draft, step, name, since=asked, content=command.opinion)
        return True
    return False


def _visited(draft: Draft) -> list[Step]:
    """List the steps the dossier was in, the latest first."""
    steps, marks = draft.law.procedure.steps, draft.dossier.marks
    return [steps[name] for name in sorted(draft.dossier.visits, key=lambda name: marks[name], reverse=True)]


def _is_missing(draft: Draft, step: Step, outcome: str) -> bool:
    """Say whether the step was left, or is stopped, without this fact from outside once more than was noted."""
    dossier, known = draft.dossier, step.outcomes.get(outcome)
    if known is None or not known.outside:
        return False
    told = dossier.taken.get(f"{step.id}.{outcome}", 0) + _noted(draft, step, outcome)
    return told < dossier.visits[step.id]


def _noted(draft: Draft, step: Step, fact: str) -> int:
    return draft.dossier.noted.count(f"{step.id}/{fact}")


def _note(draft: Draft, step: Step, fact: str, *, since: datetime, content: str) -> None:
    dossier = draft.dossier
    check_order(draft, outside=True, since=since)
    beside = dossier.ended or dossier.stopped_on or dossier.step
    draft.emit(
        OutsideFactNoted(at=draft.at, by=draft.by, fact=fact, step=step.id, beside=str(beside), content=content.strip())
    )
