"""The loops of a graph: of each knot of nodes that lead to each other, the shortest way round."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

__all__ = ["knots", "loops"]

N = TypeVar("N", bound=Hashable)


def loops(graph: Mapping[N, Sequence[N]]) -> Iterator[tuple[N, ...]]:
    """Yield a shortest loop through the first node of each knot; a node that leads to itself is one.

    `graph` names for each node the nodes it leads to; nodes it does not name lead nowhere.
    """
    for knot in knots(graph):
        yield _round(graph, next(node for node in graph if node in knot))


def knots(graph: Mapping[N, Sequence[N]]) -> list[frozenset[N]]:
    """Give the sets of nodes that lead to each other, in the order of `graph`."""
    beyond = {node: _beyond(graph, node) for node in graph}
    found: list[frozenset[N]] = []
    for node in graph:
        if node in beyond[node] and not any(node in knot for knot in found):
            found.append(frozenset(other for other in beyond[node] if node in beyond.get(other, ())))
    return found


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


def _beyond(graph: Mapping[N, Sequence[N]], node: N) -> set[N]:
    found: set[N] = set()
    queue = [node]
    for here in queue:
        new = [after for after in graph.get(here, ()) if after not in found]
        found.update(new)
        queue.extend(dict.fromkeys(new))
    return found
