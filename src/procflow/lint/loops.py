"""The loops of a graph: of each knot of nodes that lead to each other, the shortest way round."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

__all__ = ["loops"]

N = TypeVar("N", bound=Hashable)


def loops(graph: Mapping[N, Sequence[N]]) -> Iterator[tuple[N, ...]]:
    """Yield a shortest loop through each knot; a node that leads to itself is one.

    `graph` names for each node the nodes it leads to; nodes it does not name lead nowhere.
    """
    told: set[N] = set()
    for node in graph:
        if node in told:
            continue
        loop = _round(graph, node)
        if loop:
            told |= _knot(graph, node)
            yield loop


def _round(graph: Mapping[N, Sequence[N]], node: N) -> tuple[N, ...]:
    """Give the shortest way from `node` back to itself; nothing where there is none."""
    came: dict[N, N] = {}
    queue = [node]
    for here in queue:
        for after in graph.get(here, ()):
            if after == node:
                way = [here]
                while way[-1] != node:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if after not in came:
                came[after] = here
                queue.append(after)
    return ()


def _knot(graph: Mapping[N, Sequence[N]], node: N) -> set[N]:
    return {other for other in _beyond(graph, node) if node in _beyond(graph, other)} | {node}


def _beyond(graph: Mapping[N, Sequence[N]], node: N) -> set[N]:
    found: set[N] = set()
    queue = [node]
    for here in queue:
        new = [after for after in graph.get(here, ()) if after not in found]
        found.update(new)
        queue.extend(dict.fromkeys(new))
    return found
