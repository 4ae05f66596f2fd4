"""Interlinked procedures: which may begin, which are done; the parent's limit runs on its own whatever they do.

Invariants: a child begins when its inputs exist (those in `after` are done, and something came of them), and on paper
one after the other (NĐ 118/2025 Đ.20 k.2); what can never begin any more holds nothing back.
"""

from procflow.core.draft import Draft
from procflow.core.guards import check_order, check_role
from procflow.dossier import ChildFinished, ChildStarted, Dossier, FinishChild
from procflow.dossier.actor import ENGINE_ROLE
from procflow.errors import Rejected
from procflow.procedure import Step

__all__ = ["finish_child", "start_children", "unfinished_children"]


def start_children(draft: Draft, step: Step) -> None:
    """Start every child of `step` whose inputs exist; on paper the next one, once those begun are done."""
    if not step.children:
        return
    known = draft.dossier.children
    done = {name for name, finished in known.items() if finished}
    fruitful = done.difference(draft.dossier.fruitless)
    in_order = draft.dossier.channel in step.in_sequence
    for child in step.children.values():
        if child.id in known:
            if in_order and child.id not in done:
                return
            continue
        if set(child.after) <= fruitful:
            draft.emit(ChildStarted(at=draft.at, by=draft.by, child=child.id, procedure=child.procedure))
            if in_order:
                return


def unfinished_children(dossier: Dossier, step: Step) -> list[str]:
    """Name the children of `step` that are waited for: neither done nor out of reach for want of their inputs."""
    hopeless = _hopeless(dossier, step)
    return [name for name in step.children if not dossier.children.get(name, False) and name not in hopeless]


def _hopeless(dossier: Dossier, step: Step) -> set[str]:
    """Name the children that can never begin: nothing came of one they build on, directly or further back."""
    barren, hopeless = set(dossier.fruitless), set[str]()
    while barren:
        barren = {
            name
            for name, child in step.children.items()
            if name not in dossier.children and name not in hopeless and not barren.isdisjoint(child.after)
        }
        hopeless |= barren
    return hopeless


def finish_child(draft: Draft, command: FinishChild) -> None:
    """Record that an interlinked dossier is done, and start those that waited for it.

    Told by the engine, which keeps both dossiers, it is a fact from outside this one: dated when it happened there.
    Of a dossier kept beside this one nobody else says so: that is read from its journal.

    Raises:
        Rejected: PF554 when it was not begun or is done already, PF567 when its own dossier says whether it is.
    """
    step = draft.law.procedure.steps[draft.dossier.step]
    check_role(draft.by, step.actor, ENGINE_ROLE)
    check_order(draft, outside=draft.by.plays(ENGINE_ROLE))
    if draft.dossier.children.get(command.child, True):
        raise Rejected("PF554", child=command.child, known=", ".join(step.children) or "-")
    if command.child in draft.dossier.kin and not draft.by.plays(ENGINE_ROLE):
        raise Rejected("PF567", child=command.child, dossier=draft.dossier.kin[command.child])
    draft.emit(
        ChildFinished(
            at=draft.at,
            by=draft.by,
            child=command.child,
            results=command.results,
            refused=command.refused,
            dossier=command.dossier,
            version=command.version,
        )
    )
    start_children(draft, step)
