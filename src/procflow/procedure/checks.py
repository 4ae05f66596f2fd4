"""Check that the graph of a procedure is sound: every step can be reached and every step can reach an end."""

from collections.abc import Callable, Iterable, Mapping

from procflow.procedure.complaints import Complaints
from procflow.procedure.model import Step

__all__ = ["check_graph"]


def check_graph(steps: Mapping[str, Step], start: str, by_clause: Iterable[str], complaints: Complaints) -> None:
    """Complain about steps nobody can reach, steps without a way out, and steps from which no end can be reached."""
    if start not in steps:
        complaints.unknown(("start",), "PF301", start, tuple(steps))
        return
    forward = {name: [out.to for out in step.outcomes.values() if out.to in steps] for name, step in steps.items()}
    backward: dict[str, list[str]] = {name: [] for name in steps}
    for name, targets in forward.items():
        for target in targets:
            backward[target].append(name)
    reached = _closure([start, *(name for name in by_clause if name in steps)], forward.__getitem__)
    ending = _closure([name for name, step in steps.items() if step.ends is not None], backward.__getitem__)
    for name, step in steps.items():
        path = ("steps", name)
        if step.ends is None and not step.outcomes:
            complaints.error(path, "PF303", key=True, step=name)
        elif step.own and name not in reached:
            complaints.error(path, "PF302", key=True, step=name)
        elif name in reached and name not in ending:
            complaints.error(path, "PF313", key=True, step=name)
        if step.ends is not None and step.outcomes:
            complaints.error((*path, "outcomes"), "PF329", key=True, step=name)


def _closure(seeds: Iterable[str], follow: Callable[[str], Iterable[str]]) -> set[str]:
    found = set(seeds)
    todo = list(found)
    while todo:
        for name in follow(todo.pop()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found
