"""Where the nodes of a diagram stand when everybody who acts has a column: a lane from top to bottom.

Invariants: pure; no two nodes touch, every node stands inside its lane, and one that Graphviz put above another stays
above it; all lengths are in points, `y` grows upwards as in Graphviz.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from procflow.render.diagram import Diagram, Edge, NodeKind

__all__ = ["Box", "Lane", "Plan", "mutual", "plan"]

_BETWEEN: Final = 34.0
_ROW_GAP: Final = 48.0
_LANE_GAP: Final = 64.0
_HEADER: Final = 84.0
_FOOTER: Final = 20.0
_LETTER: Final = 8.0
_ABREAST: Final = 2
"""How many nodes stand side by side in one lane before the next goes below; those consulted stand one by one."""


@dataclass(frozen=True, slots=True)
class Box:
    """Hold the middle and the size of a node."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold one lane, from `left` to `right`."""

    name: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold where everything stands."""

    boxes: Mapping[str, Box]
    lanes: tuple[Lane, ...]
    top: float
    bottom: float

    @property
    def is_upright(self) -> bool:
        """Say whether it is taller than wide."""
        return self.top - self.bottom > self.lanes[-1].right - self.lanes[0].left


_Row = Mapping[str, tuple[str, ...]]
"""The nodes of one row by lane, from left to right."""


def plan(diagram: Diagram, found: Mapping[str, Box]) -> Plan:
    """Place the nodes of `diagram` in lanes; `found` holds their sizes, and where they stood without lanes."""
    alone = {node.lane for node in diagram.nodes if node.kind is NodeKind.CONSULTED}
    rows = [row for level in _levels(diagram, found) for row in _broken(level, alone)]
    lanes = tuple(_lanes(diagram.lanes, rows, found))
    boxes: dict[str, Box] = {}
    y = 0.0
    for row in rows:
        height = max(found[name].height for names in row.values() for name in names)
        for lane in lanes:
            boxes |= _abreast(row.get(lane.name, ()), lane, y - height / 2, found)
        y -= height + _ROW_GAP
    return Plan(boxes, lanes, _HEADER, y + _ROW_GAP - _FOOTER)


def mutual(edges: Sequence[Edge]) -> frozenset[tuple[str, str]]:
    """Give the pairs of nodes between which edges lead both ways: drawn straight, one would hide the other."""
    pairs = {(edge.source, edge.target) for edge in edges}
    return frozenset((source, target) for source, target in pairs if (target, source) in pairs)


def _levels(diagram: Diagram, found: Mapping[str, Box]) -> Iterator[_Row]:
    """Group the nodes by the height at which they were found, from above, and within it by lane."""
    nodes = sorted(diagram.nodes, key=lambda node: (-round(found[node.id].y), found[node.id].x))
    for _, level in groupby(nodes, key=lambda node: round(found[node.id].y)):
        row: dict[str, tuple[str, ...]] = {}
        for node in level:
            row[node.lane] = (*row.get(node.lane, ()), node.id)
        yield row


def _broken(level: _Row, alone: Collection[str]) -> Iterator[_Row]:
    """Break a level into rows in which no lane holds more nodes than may stand side by side."""
    rows: list[dict[str, tuple[str, ...]]] = []
    for lane, names in level.items():
        abreast = 1 if lane in alone else _ABREAST
        for number, begin in enumerate(range(0, len(names), abreast)):
            if number == len(rows):
                rows.append({})
            rows[number][lane] = names[begin : begin + abreast]
    yield from rows


def _lanes(names: Sequence[str], rows: Sequence[_Row], found: Mapping[str, Box]) -> Iterator[Lane]:
    left = 0.0
    for name in names:
        widest = max((_width(row.get(name, ()), found) for row in rows), default=0.0)
        right = left + max(widest, len(name) * _LETTER) + _LANE_GAP
        yield Lane(name, left, right)
        left = right


def _width(names: Sequence[str], found: Mapping[str, Box]) -> float:
    return sum(found[name].width for name in names) + _BETWEEN * max(0, len(names) - 1)


def _abreast(names: Sequence[str], lane: Lane, y: float, found: Mapping[str, Box]) -> Iterator[tuple[str, Box]]:
    """Put nodes side by side in the middle of their lane."""
    x = (lane.left + lane.right - _width(names, found)) / 2
    for name in names:
        box = found[name]
        yield name, Box(x + box.width / 2, y, box.width, box.height)
        x += box.width + _BETWEEN
