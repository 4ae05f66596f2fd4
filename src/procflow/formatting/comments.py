"""The comments of a YAML text, in order, handed out to the parts of the file they stand by.

Invariants: a comment is handed out once; those left when the last part is laid out are none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from procflow.source.tree import Branch, Leaf, Node, Source, Twig

__all__ = ["Comment", "Comments", "comments_of"]


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold one comment and where it starts; everything counts from 0."""

    index: int
    line: int
    column: int
    text: str


class Comments:
    """Hand out the comments of one file from its top to its end."""

    __slots__ = ("_all", "_blank", "_next")

    def __init__(self, source: Source) -> None:
        """Find the comments of `source`, and which of its lines are blank."""
        self._all = tuple(comments_of(source))
        self._blank = {number for number, line in enumerate(source.text.split("\n")) if not line.strip()}
        self._next = 0

    def before(self, line: int) -> list[str]:
        """Take the comments above `line`, with an empty text for a blank line before one of them or before `line`."""
        taken = self._take(lambda comment: comment.line < line)
        return [*self._spaced(taken), *self._gap(line)]

    def up_to(self, index: int) -> list[str]:
        """Take the comments that start before the character `index`."""
        return [comment.text for comment in self._take(lambda comment: comment.index < index)]

    def beside(self, line: int) -> str:
        """Take the comment that ends `line`, or nothing."""
        taken = self._take(lambda comment: comment.line == line)
        return "".join(f"  {comment.text}" for comment in taken)

    def below(self, column: int, after: tuple[int, int]) -> list[str]:
        """Take the comments that end a block at `column`: those indented like it, and deeper than what comes `after`.

        `after` is the line and the column of what comes next in the file.
        """
        line, outer = after
        taken = self._take(lambda each: each.line < line and each.column >= column and each.column > outer)
        return list(self._spaced(taken))

    def _take(self, wanted: Callable[[Comment], bool]) -> list[Comment]:
        start = self._next
        while self._next < len(self._all) and wanted(self._all[self._next]):
            self._next += 1
        return list(self._all[start : self._next])

    def _spaced(self, comments: list[Comment]) -> Iterator[str]:
        for comment in comments:
            yield from self._gap(comment.line)
            yield comment.text

    def _gap(self, line: int) -> Iterator[str]:
        if line - 1 in self._blank:
            yield ""


def comments_of(source: Source) -> Iterator[Comment]:
    """Find every comment: a `#` between two scalars can be nothing else."""
    at = line = start = 0  # where the search stands: the character, its line, and the first character of that line
    text = source.text
    for begin, end in [*_scalars(source.root), (len(text), len(text))]:
        while (found := text.find("#", at, begin)) >= 0:
            line, start = line + text.count("\n", start, found), text.rfind("\n", 0, found) + 1
            stop = text.find("\n", found)
            at = len(text) if stop < 0 else stop
            yield Comment(found, line, found - start, text[found:at].rstrip())
        at = max(at, end)


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    match node:
        case Leaf():
            yield node.start.index, node.end.index
        case Branch():
            for key, value in zip(node.keys.values(), node.values.values(), strict=True):
                yield key.start.index, key.end.index
                yield from _scalars(value)
        case Twig():
            for item in node.items:
                yield from _scalars(item)
