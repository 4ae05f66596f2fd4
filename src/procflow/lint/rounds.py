"""How often a dossier may go round the loops of a procedure within one limit.

Invariant: every loop has an outcome whose rounds are counted, by the law (`at_most`) or, where it counts none, by
walking it a few times and saying so; so every walk is finite.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from procflow.lint.loops import knots, loops
from procflow.lint.walks import Walks
from procflow.procedure import Procedure

__all__ = ["Edge", "Map", "Rounds"]

Edge = tuple[str, str]
"""A step and one of its outcomes."""

_FEW: Final = 3
"""How often a loop is walked that nothing counts: its time was told, or grows by the same step each round."""

_MANY: Final = 256
"""How many ways of going back are told apart, where nothing counts them: beyond, each loop is walked less often."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Hold the counts of what may be done a counted number of times: their bounds, and which of them an outcome raises.

    An outcome raises its own, and that of the step it leads to: a step is entered so often by all its ways together.
    """

    bounds: tuple[int, ...]
    counts: Mapping[Edge, tuple[int, ...]]

    @classmethod
    def of(cls, counted: Mapping[str | Edge, int], raised: Mapping[Edge, Iterable[str | Edge]]) -> "Rounds":
        """Give each of what is `counted`, a step or an outcome, a place among the counts."""
        place = {name: index for index, name in enumerate(counted)}
        counts = {edge: tuple(place[name] for name in names) for edge, names in raised.items()}
        return cls(tuple(counted.values()), counts)

    def none(self) -> tuple[int, ...]:
        """Give the counts before anything was taken."""
        return (0,) * len(self.bounds)

    def take(self, used: tuple[int, ...], edge: Edge) -> tuple[int, ...] | None:
        """Count `edge` once more; None where it may not be taken any more."""
        counts = self.counts.get(edge)
        if not counts:
            return used
        if any(used[index] >= self.bounds[index] for index in counts):
            return None
        return tuple(count + (index in counts) for index, count in enumerate(used))


class Map:
    """Know the loops that a dossier can go within one limit: what counts the limit anew ends the round."""

    def __init__(self, procedure: Procedure, walks: Walks) -> None:
        """Draw the map of what may be walked."""
        self._steps = procedure.steps
        self._start = procedure.start
        self._edges = [edge for edge in sorted(walks.taken) if self._stays(edge)]

    def _stays(self, edge: Edge) -> bool:
        outcome = self._steps[edge[0]].outcomes.get(edge[1])
        return outcome is not None and not outcome.completes

    def _target(self, edge: Edge) -> str:
        return self._steps[edge[0]].outcomes[edge[1]].to

    def _bound(self, edge: Edge) -> int | None:
        outcome = self._steps[edge[0]].outcomes[edge[1]]
        bounds = [most for most in (outcome.at_most, self._steps[outcome.to].at_most) if most is not None]
        return min(bounds, default=None)

    def _graph(self, edges: list[Edge]) -> dict[str, list[str]]:
        graph: dict[str, list[str]] = {}
        for edge in edges:
            graph.setdefault(edge[0], []).append(self._target(edge))
        return graph

    @cached_property
    def _uncounted(self) -> list[Edge]:
        return [edge for edge in self._edges if self._bound(edge) is None]

    def uncounted_loops(self) -> Iterator[tuple[str, ...]]:
        """Yield the loops whose rounds nothing counts, as steps."""
        return loops(self._graph(self._uncounted))

    def rounds(self) -> Rounds:
        """Count the rounds of every loop: what the law counts as it does, and of the rest what leads back."""
        around = self._inside(self._edges)
        counted: dict[str | Edge, int] = {}
        raised: dict[Edge, list[str | Edge]] = {}
        for edge in around:
            most, step = self._steps[edge[0]].outcomes[edge[1]].at_most, self._target(edge)
            if most is not None:
                counted[edge] = most
                raised.setdefault(edge, []).append(edge)
            if (visits := self._steps[step].at_most) is not None:
                counted[step] = visits
        for edge in self._edges:  # the first way into a loop is an entry, too
            if self._target(edge) in counted:
                raised.setdefault(edge, []).append(self._target(edge))
        back = self._returning(self._inside(self._uncounted))
        few = min(_FEW, 1 + sum(counted.values()))
        while few and (few + 1) ** len(back) > _MANY:
            few -= 1
        for edge in back:
            counted[edge] = few
            raised.setdefault(edge, []).append(edge)
        return Rounds.of(counted, raised)

    def _returning(self, edges: list[Edge]) -> list[Edge]:
        """Give the edges that lead back to a step on the way to them: every loop of `edges` has one."""
        graph: dict[str, list[Edge]] = {}
        for edge in edges:
            graph.setdefault(edge[0], []).append(edge)
        found: list[Edge] = []
        done: set[str] = set()
        far = self._distances()
        for first in sorted(graph, key=lambda name: far.get(name, len(far))):
            way = [] if first in done else [(first, iter(graph[first]))]
            while way:
                step, rest = way[-1]
                after = next(rest, None)
                if after is None:
                    done.add(step)
                    way.pop()
                elif any(self._target(after) == before for before, _ in way):
                    found.append(after)
                elif self._target(after) not in done:
                    way.append((self._target(after), iter(graph.get(self._target(after), ()))))
        return found

    def no_rounds(self) -> Rounds:
        """Allow nothing that goes back: every step is walked once at most."""
        far = self._distances()
        back = [edge for edge in self._inside(self._edges) if far[self._target(edge)] <= far[edge[0]]]
        return Rounds.of(dict.fromkeys(back, 0), {edge: (edge,) for edge in back})

    def _inside(self, edges: list[Edge]) -> list[Edge]:
        """Keep the edges that lie on a loop of `edges`."""
        tied = knots(self._graph(edges))
        return [edge for edge in edges if any({edge[0], self._target(edge)} <= knot for knot in tied)]

    def _distances(self) -> dict[str, int]:
        far = {self._start: 0}
        queue = [self._start]
        for here in queue:
            for outcome in self._steps[here].outcomes.values():
                if outcome.to not in far:
                    far[outcome.to] = far[here] + 1
                    queue.append(outcome.to)
        return far
