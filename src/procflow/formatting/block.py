"""Blocks of keys and lists, laid out with two spaces a level, each with the comments that stand by it.

Invariants: a comment above a key moves with the key, one beside a value with the value; the comments above the first
key of a file are the file's own and stay where they are.
"""

import re
from dataclasses import dataclass
from typing import Final

from procflow.formatting.comments import Comments
from procflow.formatting.flow import Flow, is_foldable
from procflow.formatting.order import Order
from procflow.source import Item, Source
from procflow.source.tree import Branch, Leaf, Mark, Node, Twig

__all__ = ["Blocks"]

_STEP: Final = 2
_SIZED: Final = re.compile(r"[|>][+-]?([1-9])")
_End = tuple[int, int]  # the line and the column of what comes next in the file


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Hold one key or item laid out: the comments above it, and its own lines."""

    key: str
    above: list[str]
    lines: list[str]


class Blocks:
    """Lay out one file."""

    __slots__ = ("_comments", "_flow", "_order", "_text")

    def __init__(self, source: Source, order: Order) -> None:
        """Prepare the comments of `source`."""
        self._text = source.text
        self._order = order
        self._comments = Comments(source)
        self._flow = Flow(source.text, order)

    def lines(self, root: Node) -> list[str]:
        """Lay out the whole file."""
        head = self._comments.before(root.start.line)
        if not _is_block(root):
            return _trimmed([*head, *self._inline(root, (), 0, 0), *self._comments.below(0, (1 << 60, -1))])
        return _trimmed([*head, *self._block(root, (), 0, (1 << 60, -1))])

    def _block(self, node: Node, path: tuple[Item, ...], indent: int, after: _End) -> list[str]:
        chunks = self._entries(node, path, indent, after) if isinstance(node, Branch) else []
        chunks = self._items(node, path, indent, after) if isinstance(node, Twig) else chunks
        below = self._comments.below(node.start.column, after)
        laid: list[str] = []
        for chunk in chunks:
            laid += [*(f"{' ' * indent}{line}" if line else "" for line in chunk.above), *chunk.lines]
        return _trimmed([*laid, *(f"{' ' * indent}{line}" if line else "" for line in below)], end=False)

    def _entries(self, node: Branch, path: tuple[Item, ...], indent: int, after: _End) -> list[_Chunk]:
        keys = list(node.keys)
        starts = [node.keys[key].start for key in keys]
        ends = [*(_point(mark) for mark in starts[1:]), after]
        chunks = {key: self._entry(node, key, path, indent, end) for key, end in zip(keys, ends, strict=True)}
        return [chunks[key] for key in self._order.of(path, keys)]

    def _entry(self, node: Branch, key: str, path: tuple[Item, ...], indent: int, after: _End) -> _Chunk:
        leaf, value, where = node.keys[key], node.values[key], (*path, key)
        above = self._comments.before(leaf.start.line)
        name = f"{' ' * indent}{self._raw(leaf)}:"
        if _is_block(value):
            name += self._comments.beside(leaf.end.line)
            return _Chunk(key, above, [name, *self._block(value, where, indent + _STEP, after)])
        between = self._comments.up_to(value.start.index)
        rows = self._inline(value, where, indent, len(name) + 1)
        rows[-1] += self._comments.beside(value.end.line) if not self._is_literal(value) else ""
        return _Chunk(key, [*above, *between], [f"{name} {rows[0]}", *rows[1:]])

    def _items(self, node: Twig, path: tuple[Item, ...], indent: int, after: _End) -> list[_Chunk]:
        ends = [*((item.start.line, node.start.column) for item in node.items[1:]), after]
        pairs = enumerate(zip(node.items, ends, strict=True))
        return [self._item(item, (*path, index), indent, end) for index, (item, end) in pairs]

    def _item(self, item: Node, path: tuple[Item, ...], indent: int, after: _End) -> _Chunk:
        above = self._comments.before(item.start.line)
        if _is_block(item):
            rows = self._block(item, path, indent + _STEP, after)
            # A dash stands before a key: comments above the first key, and blank lines between them, go above the dash.
            while not rows[0] or rows[0].lstrip().startswith("#"):
                above.append(rows.pop(0).lstrip())
            return _Chunk("", above, [f"{' ' * indent}- {rows[0].lstrip()}", *rows[1:]])
        rows = self._inline(item, path, indent, indent + _STEP)
        rows[-1] += self._comments.beside(item.end.line) if not self._is_literal(item) else ""
        return _Chunk("", above, [f"{' ' * indent}- {rows[0]}", *rows[1:]])

    def _inline(self, node: Node, path: tuple[Item, ...], indent: int, column: int) -> list[str]:
        """Lay out a scalar, or a group in braces, that begins at `column` of a line indented by `indent`."""
        if self._is_literal(node):
            return self._literal(node, indent)
        if isinstance(node, Leaf):
            first, *rest = self._raw(node).split("\n")
            return [first.rstrip(), *(f"{' ' * (indent + _STEP)}{line.strip()}".rstrip() for line in rest)]
        inside = self._comments.up_to(node.end.index)
        if not inside and is_foldable(node, self._text):
            return self._flow.lines(node, path, column)
        return self._as_written(node, column)

    def _as_written(self, node: Node, column: int) -> list[str]:
        """Keep a group that holds comments line by line, moved as a whole."""
        first, *rest = self._raw(node).split("\n")
        shift = column - node.start.column
        moved = [f"{' ' * max(1, len(line) - len(line.lstrip()) + shift)}{line.strip()}".rstrip() for line in rest]
        return [first.rstrip(), *moved]

    def _is_literal(self, node: Node) -> bool:
        return isinstance(node, Leaf) and self._text[node.start.index : node.start.index + 1] in {"|", ">"}

    def _literal(self, node: Node, indent: int) -> list[str]:
        """Keep a literal text (`|`, `>`) line by line, indented one level from its key."""
        header, *rest = self._raw(node).rstrip().split("\n")
        self._comments.up_to(node.end.index)
        sized = _SIZED.match(header)
        filled = [line for line in rest if line.strip()]
        least = min((len(line) - len(line.lstrip(" ")) for line in filled), default=0)
        if sized:  # the number counts the spaces from the key on, whatever the first line begins with
            return [header.rstrip(), *(line.rstrip() for line in rest)]
        return [header.rstrip(), *(f"{' ' * (indent + _STEP)}{line[least:]}".rstrip() for line in rest)]

    def _raw(self, node: Node) -> str:
        return self._text[node.start.index : node.end.index]


def _point(mark: Mark) -> _End:
    return mark.line, mark.column


def _is_block(node: Node) -> bool:
    return isinstance(node, Branch | Twig) and not node.flow


def _trimmed(lines: list[str], *, end: bool = True) -> list[str]:
    """Take away blank lines at the beginning, doubled ones, and with `end` those at the end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while end and kept and not kept[-1]:
        kept.pop()
    return kept
