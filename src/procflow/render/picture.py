"""A diagram as a picture, SVG or PNG, laid out by Graphviz through pygraphviz (extra `diagram`).

Graphviz ranks and measures the nodes, they are put into the lane of whoever acts, and Graphviz draws the edges round
them. An SVG is light by itself and dark where the page that shows it is; a PNG is what it is asked to be.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from procflow.errors import MisuseError
from procflow.render.diagram import Diagram
from procflow.render.dot import FONT, START, dot
from procflow.render.lanes import Box, Plan, mutual, plan
from procflow.render.palette import DARK, LIGHT, PALETTES, Palette, Theme

if TYPE_CHECKING:
    import pygraphviz

__all__ = ["PictureFormat", "draw"]

PictureFormat = Literal["svg", "png"]

_POINTS: Final = 72.0
_PAGE: Final = (11.3, 16.1)
"""An A3 page within its margins, in inches; a larger picture is scaled to it, upright or on its side."""
_START_GAP: Final = 30.0
_LANE_TITLE: Final = 20.0
_GAP: Final = 6.0


def draw(diagram: Diagram, form: PictureFormat = "svg", *, theme: Theme = "light", lanes: bool = True) -> bytes:
    """Draw `diagram` and return the bytes of the picture; a `theme` is for PNG, an SVG follows the page it stands on.

    Raises:
        MisuseError: PF711 where pygraphviz is not installed.
    """
    palette = LIGHT if form == "svg" else PALETTES[theme]
    in_lanes = lanes and bool(diagram.lanes)
    text = dot(_without_actors(diagram) if in_lanes else diagram, palette)
    graph = _graph(text)
    prog = "dot"
    if in_lanes:
        placed = plan(diagram, _measured(diagram, text))
        _place(graph, diagram, placed, palette)
        page = _PAGE if placed.is_upright else _PAGE[::-1]
        graph.graph_attr["size"] = f"{page[0]},{page[1]}"
        prog = "nop"  # keeps the nodes where they are put, and draws the edges
    if form == "png":
        graph.graph_attr["dpi"] = "144"
    picture = graph.draw(format=form, prog=prog)
    if not isinstance(picture, bytes):
        message = "pygraphviz gave no picture"
        raise TypeError(message)
    return _with_dark_reading(picture) if form == "svg" else picture


def _without_actors(diagram: Diagram) -> Diagram:
    """Leave out who acts in a step: the lane says it."""
    return replace(diagram, nodes=tuple(replace(node, actor="") for node in diagram.nodes))


def _measured(diagram: Diagram, text: str) -> dict[str, Box]:
    """Let Graphviz rank the nodes and say how large each is with its text in it."""
    graph = _graph(text)
    graph.layout(prog="dot")
    return {node.id: _box(graph.get_node(node.id)) for node in diagram.nodes}


def _box(node: "pygraphviz.Node") -> Box:
    x, y = node.attr["pos"].split(",")
    return Box(float(x), float(y), float(node.attr["width"]) * _POINTS, float(node.attr["height"]) * _POINTS)


def _place(graph: "pygraphviz.AGraph", diagram: Diagram, placed: Plan, palette: Palette) -> None:
    for name, box in placed.boxes.items():
        graph.get_node(name).attr["pos"] = f"{box.x:.1f},{box.y:.1f}"
    first = placed.boxes[diagram.start]
    graph.get_node(START).attr["pos"] = f"{first.x:.1f},{first.y + first.height / 2 + _START_GAP:.1f}"
    graph.graph_attr["_background"] = _columns(placed, palette)
    graph.graph_attr["splines"] = "true"
    for source, target in mutual(diagram.edges):
        _part(graph, placed, source, target)


def _part(graph: "pygraphviz.AGraph", placed: Plan, source: str, target: str) -> None:
    """Keep the two edges between a pair of nodes apart: what leads down leaves below, what leads up enters beside."""
    one, two = placed.boxes[source], placed.boxes[target]
    edge = graph.get_edge(source, target)
    if one.x == two.x:  # one above the other: what leads up goes round
        ports = ("e", "e") if one.y < two.y else ("s", "n")
    else:
        ports = ("s" if one.y > two.y else "n", "w" if one.x < two.x else "e")
    if one.y != two.y:
        edge.attr["tailport"], edge.attr["headport"] = ports


def _columns(placed: Plan, palette: Palette) -> str:
    """Write the lanes in the drawing language of Graphviz, to lie behind everything else."""
    parts = []
    font = FONT.split(",", 1)[0]
    for lane in placed.lanes:
        left, right = lane.left + _GAP / 2, lane.right - _GAP / 2
        around = ((left, placed.top), (right, placed.top), (right, placed.bottom), (left, placed.bottom))
        corners = " ".join(f"{x:.0f} {y:.0f}" for x, y in around)
        middle, title = (left + right) / 2, placed.top - _LANE_TITLE
        parts += [
            f"c 7 -{palette.lane_border} C 7 -{palette.lane} P 4 {corners}",
            f"c 7 -{palette.text} F 13 {len(font)} -{font}",
            f"T {middle:.0f} {title:.0f} 0 {len(lane.name) * 8} {len(lane.name.encode())} -{lane.name}",
        ]
    return " ".join(parts)


def _with_dark_reading(svg: bytes) -> bytes:
    """Put the dark colours behind the opening tag, where they win over the colours Graphviz wrote on each shape."""
    opening = svg.index(b"<svg")
    end = svg.index(b">", opening) + 1
    return svg[:end] + b"\n" + _dark_style().encode() + svg[end:].lstrip(b"\n")


def _dark_style() -> str:
    nodes = "".join(
        f".node.{kind} path {{ fill: {fill}; stroke: {border} }}\n" for kind, (fill, border) in DARK.nodes.items()
    )
    return (
        "<style>@media (prefers-color-scheme: dark) {\n"
        f".graph > polygon {{ fill: {DARK.page} }}\n"
        f'.graph > polygon[fill="{LIGHT.lane}"] {{ fill: {DARK.lane}; stroke: {DARK.lane_border} }}\n'
        f"text {{ fill: {DARK.text} }}\n"
        f".edge text {{ fill: {DARK.line_text} }}\n"
        f".edge path {{ stroke: {DARK.line} }}\n"
        f".edge polygon {{ fill: {DARK.line}; stroke: {DARK.line} }}\n"
        f'.edge polygon[fill="{LIGHT.lane}"] {{ fill: {DARK.lane}; stroke: none }}\n'
        f".node.start ellipse {{ fill: {DARK.start}; stroke: {DARK.start} }}\n"
        f"{nodes}"
        ".node.stopped path + path { fill: none }\n"
        "}</style>\n"
    )


def _graph(text: str) -> "pygraphviz.AGraph":
    try:
        import pygraphviz  # noqa: PLC0415 - an extra, loaded when a picture is asked for
    except ImportError as error:
        raise MisuseError("PF711") from error
    return pygraphviz.AGraph(string=text)
