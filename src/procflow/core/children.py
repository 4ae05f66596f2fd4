"""Interlinked procedures: which may begin, which are done; the parent's limit runs on its own whatever they do.

Invariant: a child begins when its inputs exist (those in `after` are done), and on paper one after the other
(NĐ 118/2025 Đ.20 k.2).
"""

from procflow.core.draft import Draft
from procflow.core.guards import check_order, check_role
from procflow.dossier import ChildFinished, ChildStarted, FinishChild
from procflow.errors import Rejected
from procflow.procedure import Step

__all__ = ["finish_child", "start_children"]


def start_children(draft: Draft, step: Step) -> None:
    """Start every child of `step` whose inputs exist."""
    if not step.children:
        return
    known = draft.dossier.children
    done = {name for name, finished in known.items() if finished}
    in_order = draft.dossier.channel in step.in_sequence
    for child in step.children.values():
        if child.id in known:
            if in_order and child.id not in done:
                return
            continue
        if set(child.after) <= done:
            draft.emit(ChildStarted(at=draft.at, by=draft.by, child=child.id, procedure=child.procedure))
        if in_order:
            return


def finish_child(draft: Draft, command: FinishChild) -> None:
    """Record that an interlinked dossier is done, and start those that waited for it.

    Raises:
        Rejected: PF554 when it was not begun or is done already.
    """
    step = draft.law.procedure.steps[draft.dossier.step]
    check_role(draft.by, step.actor, "engine")
    check_order(draft, outside=False)
    if draft.dossier.children.get(command.child, True):
        raise Rejected("PF554", child=command.child, known=", ".join(step.children) or "-")
    draft.emit(ChildFinished(at=draft.at, by=draft.by, child=command.child, results=command.results))
    start_children(draft, step)
