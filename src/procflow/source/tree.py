"""A file read: its text, its data, and where in the file every key and value stands.

Invariants: `data` holds dicts, lists and text only, all in Unicode NFC; every key and value of it has a place, counted
in characters of the text as it was given, without a byte order mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from procflow.errors import Place

__all__ = ["Branch", "Data", "Item", "Leaf", "Mark", "Node", "Source", "Twig", "descend", "span"]

Data = dict[str, "Data"] | list["Data"] | str
Item = str | int


class Mark(Protocol):
    """Name a point of the text as the YAML parser does; everything counts from 0."""

    index: int
    line: int
    column: int


@dataclass(slots=True)
class Leaf:
    """Hold the place of a scalar, quotes included."""

    start: Mark
    end: Mark


@dataclass(slots=True)
class Branch:
    """Hold the places of a mapping: of itself, its keys and its values."""

    start: Mark
    end: Mark
    flow: bool
    keys: dict[str, Leaf] = field(default_factory=dict)
    values: dict[str, "Node"] = field(default_factory=dict)


@dataclass(slots=True)
class Twig:
    """Hold the places of a list: of itself and its items."""

    start: Mark
    end: Mark
    flow: bool
    items: list["Node"] = field(default_factory=list)


Node = Branch | Twig | Leaf


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one YAML file read: its name, its text, its data and the places of all its parts."""

    file: str
    text: str
    data: Data
    root: Node = field(repr=False, compare=False)

    def place(self, path: Sequence[Item], *, key: bool = False) -> Place:
        """Say where the value at `path` stands, or its key; where there is none, its nearest ancestor.

        `path` names keys and list indices from the top: `("steps", "appraise", "actor", 0)`. With `key`, a path that
        ends in a list index gives the item itself, since items have no key.
        """
        node = found = self.root
        for step in path:
            child = descend(node, step)
            if child is None:
                break
            found = node.keys[str(step)] if key and isinstance(node, Branch) else child
            node = child
        return span(self.file, found)

    def resolve(self, path: Sequence[Item]) -> tuple[Item, ...]:
        """Keep the steps of `path` that lead on in this file; a model's error path also names unions and functions."""
        node = self.root
        real: list[Item] = []
        for step in path:
            child = descend(node, step)
            if child is not None:
                node = child
                real.append(step)
        return tuple(real)


def descend(node: Node, step: Item) -> Node | None:
    """Give the child of `node` that `step` names, or nothing."""
    match node, step:
        case Branch(values=values), str(key):
            return values.get(key)
        case Twig(items=items), int(index) if 0 <= index < len(items):
            return items[index]
        case _:
            return None


def span(file: str, node: Node) -> Place:
    """Give the place of a node; a block ends where its last value does, not at the next line that has text."""
    start, end = node.start, _last(node)
    return Place(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _last(node: Node) -> Mark:
    match node:
        case Branch(flow=False, values=values) if values:
            return _last(next(reversed(values.values())))
        case Twig(flow=False, items=items) if items:
            return _last(items[-1])
        case _:
            return node.end
