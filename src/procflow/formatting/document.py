"""One file laid out anew, and held against what it said before."""

from procflow.errors import DefinitionError, Diagnostic, Place
from procflow.formatting.block import Blocks
from procflow.formatting.comments import comments_of
from procflow.formatting.order import Order, in_order
from procflow.source import Source, read
from procflow.source.characters import LINE_BREAK

__all__ = ["formatted"]


def formatted(text: str | bytes, file: str = "<text>") -> str:
    """Lay the `text` of a procedure, profile, overlay or file of worked examples out anew; `file` is only a name.

    Raises:
        DefinitionError: the text is not the strict YAML of the language; or PF760, where laying it out would change
            what it says.
    """
    source = read(text, file)
    source = read(LINE_BREAK.sub("\n", source.text), file)
    made = "\n".join(Blocks(source, Order(source.data)).lines(source.root)) + "\n"
    if not _says_the_same(source, made):
        raise DefinitionError([Diagnostic(Place(file), "PF760")])
    return made


def _says_the_same(source: Source, made: str) -> bool:
    """Hold data, order and comments of the new text against the old: a layout may change none of them."""
    try:
        other = read(made, source.file)
    except DefinitionError:
        return False
    order = Order(source.data)
    return in_order(other.data, None) == in_order(source.data, order) and _said(other) == _said(source)


def _said(source: Source) -> list[str]:
    return sorted(comment.text for comment in comments_of(source))
