"""Groups in braces and brackets, on one line where they fit and broken after a comma where they do not.

Invariant: what a group is laid out as depends on its content and its column alone, not on how it was laid out before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from procflow.formatting.order import Order
from procflow.source import Item
from procflow.source.characters import width
from procflow.source.tree import Branch, Leaf, Node, Twig

__all__ = ["COLUMNS", "Flow", "is_foldable"]

COLUMNS: Final = 120
_FOLD: Final = re.compile(r"[ ]*\n[ ]*")
_KEPT_BREAK: Final = re.compile(r"\n[ ]*\n|\\\n")


def is_foldable(node: Node, text: str) -> bool:
    """Say that no scalar of a group runs over several lines in a way that one line could not say as well."""
    match node:
        case Branch():
            return all(is_foldable(each, text) for each in (*node.keys.values(), *node.values.values()))
        case Twig():
            return all(is_foldable(each, text) for each in node.items)
        case _:
            return _KEPT_BREAK.search(_raw(node, text)) is None


@dataclass(frozen=True, slots=True)
class Flow:
    """Lay out the groups of one text."""

    text: str
    order: Order

    def lines(self, node: Node, path: tuple[Item, ...], column: int, closing: int = 0) -> list[str]:
        """Lay out the group that starts at `column`; `closing` brackets follow it, and its first line has no indent."""
        whole = self._whole(node, path)
        if isinstance(node, Leaf) or column + width(whole) + closing <= COLUMNS:
            return [whole]
        opening, shutting = "{}" if isinstance(node, Branch) else "[]"
        members = list(self._members(node, path))
        margin = " " * (column + 1)
        done: list[str] = []
        line = opening
        for number, (lead, member, where) in enumerate(members, start=1):
            sign = shutting if number == len(members) else ","
            after = len(sign) + (closing if sign == shutting else 0)
            joint = "" if line == opening else " "
            start = width(line) + len(joint) + (0 if done else column)
            if joint and start + width(lead + self._whole(member, where)) + after > COLUMNS:
                done.append(line)
                line, joint, start = margin, "", len(margin)
            first, *rest = self.lines(member, where, start + width(lead), after)
            *full, line = [f"{line}{joint}{lead}{first}", *rest]
            done += full
            line += sign
        return [*done, line]

    def _whole(self, node: Node, path: tuple[Item, ...]) -> str:
        """Lay out on one line."""
        if isinstance(node, Leaf):
            return _FOLD.sub(" ", _raw(node, self.text))
        opening, shutting = "{}" if isinstance(node, Branch) else "[]"
        inner = ", ".join(lead + self._whole(member, where) for lead, member, where in self._members(node, path))
        return f"{opening}{inner}{shutting}"

    def _members(self, node: Node, path: tuple[Item, ...]) -> Iterator[tuple[str, Node, tuple[Item, ...]]]:
        match node:
            case Branch():
                for key in self.order.of(path, list(node.keys)):
                    yield f"{self._whole(node.keys[key], path)}: ", node.values[key], (*path, key)
            case Twig():
                for index, item in enumerate(node.items):
                    yield "", item, (*path, index)
            case Leaf():
                return


def _raw(leaf: Leaf, text: str) -> str:
    return text[leaf.start.index : leaf.end.index]
