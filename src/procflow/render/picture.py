"""A diagram as a picture, SVG or PNG, laid out by Graphviz through pygraphviz (extra `diagram`)."""

from typing import TYPE_CHECKING, Literal

from procflow.errors import MisuseError
from procflow.render.diagram import Diagram
from procflow.render.dot import dot

if TYPE_CHECKING:
    import pygraphviz

__all__ = ["PictureFormat", "draw"]

PictureFormat = Literal["svg", "png"]


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
    return picture


def _graph(text: str) -> "pygraphviz.AGraph":
    try:
        import pygraphviz  # noqa: PLC0415 - an extra, loaded when a picture is asked for
    except ImportError as error:
        raise MisuseError("PF711") from error
    return pygraphviz.AGraph(string=text)
