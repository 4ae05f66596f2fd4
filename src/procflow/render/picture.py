"""A diagram as a picture, SVG or PNG, laid out by Graphviz through pygraphviz (extra `diagram`).

An SVG is light by itself and dark where the page that shows it is.
"""

from typing import TYPE_CHECKING, Final, Literal

from procflow.errors import MisuseError
from procflow.render.diagram import Diagram
from procflow.render.dot import dot

if TYPE_CHECKING:
    import pygraphviz

__all__ = ["PictureFormat", "draw"]

PictureFormat = Literal["svg", "png"]

_DARK: Final = b"""<style>@media (prefers-color-scheme: dark) {
.graph > polygon { fill: #10161d }
text { fill: #e6edf3 }
.edge text { fill: #b8c4d0 }
.edge path { stroke: #8b98a8 }
.edge polygon { fill: #8b98a8; stroke: #8b98a8 }
.node.start ellipse { fill: #e6edf3; stroke: #e6edf3 }
.node.work path { fill: #16283b; stroke: #6ea8dc }
.node.stopped path { fill: #3a2c0b; stroke: #e0a33a }
.node.stopped path + path { fill: none }
.node.finished path { fill: #12301d; stroke: #5cc98a }
.node.end path { fill: #262b31; stroke: #9aa4af }
.node.consulted path { fill: none; stroke: #b795f5 }
}</style>
"""


def draw(diagram: Diagram, form: PictureFormat = "svg") -> bytes:
    """Draw `diagram` and return the bytes of the picture.

    Raises:
        MisuseError: PF711 where pygraphviz is not installed.
    """
    graph = _graph(dot(diagram))
    if form == "png":
        graph.graph_attr["dpi"] = "144"
    picture = graph.draw(format=form, prog="dot")
    if not isinstance(picture, bytes):
        message = "pygraphviz gave no picture"
        raise TypeError(message)
    return _with_dark_reading(picture) if form == "svg" else picture


def _with_dark_reading(svg: bytes) -> bytes:
    """Put the dark colours behind the opening tag, where they win over the colours Graphviz wrote on each shape."""
    opening = svg.index(b"<svg")
    end = svg.index(b">", opening) + 1
    return svg[:end] + b"\n" + _DARK + svg[end:].lstrip(b"\n")


def _graph(text: str) -> "pygraphviz.AGraph":
    try:
        import pygraphviz  # noqa: PLC0415 - an extra, loaded when a picture is asked for
    except ImportError as error:
        raise MisuseError("PF711") from error
    return pygraphviz.AGraph(string=text)
