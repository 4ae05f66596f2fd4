"""A diagram as DOT text, the language of Graphviz."""

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap
from typing import Final

from procflow.render.diagram import Diagram, Edge, Node, NodeKind
from procflow.render.palette import LIGHT, Palette

__all__ = ["FONT", "START", "dot"]

# Verdana is as wide as DejaVu Sans: a picture laid out with one reads well where only the other is installed.
FONT: Final = "DejaVu Sans,Verdana,sans-serif"
START: Final = "·start"
_TITLE_WIDTH: Final = 96
_SUBTITLE_WIDTH: Final = 130
_NAME_WIDTH: Final = 34
_NOTE_WIDTH: Final = 46
_EDGE_WIDTH: Final = 24
_SHAPES: Final[Mapping[NodeKind, str]] = {
    NodeKind.WORK: 'style="rounded,filled"',
    NodeKind.STOPPED: 'style="rounded,filled" penwidth=2 peripheries=2',
    NodeKind.FINISHED: 'style="rounded,filled"',
    NodeKind.END: 'style="rounded,filled" penwidth=2',
    NodeKind.CONSULTED: 'style="rounded,dashed,filled"',
}


def dot(diagram: Diagram, palette: Palette = LIGHT) -> str:
    """Write `diagram` as a DOT graph, from top to bottom."""
    return "\n".join(_lines(diagram, palette)) + "\n"


def _lines(diagram: Diagram, palette: Palette) -> Iterator[str]:
    yield "digraph procedure {"
    yield f'  graph [rankdir=TB charset="UTF-8" fontname="{FONT}" fontsize=15 fontcolor="{palette.text}" labelloc=t'
    yield f'         nodesep=0.45 ranksep=0.55 pad=0.3 bgcolor="{palette.page}" label={_heading(diagram)}]'
    yield f'  node [fontname="{FONT}" fontsize=12 fontcolor="{palette.text}" margin="0.2,0.07" shape=box]'
    yield f'  edge [fontname="{FONT}" fontsize=10.5 color="{palette.line}" fontcolor="{palette.line_text}"'
    yield "        arrowsize=0.75]"
    yield f'  "{START}" [shape=circle style=filled fillcolor="{palette.start}" class=start label=""'
    yield "        width=0.18 height=0.18]"
    yield f'  "{START}" -> "{diagram.start}"'
    yield from (_node(node, palette) for node in diagram.nodes)
    yield from (_edge(edge, palette) for edge in diagram.edges)
    yield "}"


def _heading(diagram: Diagram) -> str:
    title = [f"<b>{line}</b>" for line in _wrapped(diagram.title, _TITLE_WIDTH)]
    notes = [_small(line, 11) for note in diagram.notes for line in _wrapped(note, _SUBTITLE_WIDTH)]
    return _table([*title, *notes, " "], padding=2)


def _node(node: Node, palette: Palette) -> str:
    rows = [f"<b>{line}</b>" for line in _wrapped(node.name, _NAME_WIDTH)]
    rows += [_small(f"<i>{line}</i>", 10) for line in _wrapped(node.actor, _NAME_WIDTH) if node.actor]
    rows += [_small(line, 10) for note in node.notes for line in _wrapped(note, _NOTE_WIDTH)]
    fill, border = palette.nodes[node.kind]
    look = f'{_SHAPES[node.kind]} fillcolor="{fill}" color="{border}"'
    return f'  "{node.id}" [{look} class="{node.kind}" label={_table(rows)}]'


def _small(line: str, points: int) -> str:
    return f'<font point-size="{points}">{line}</font>'


def _table(rows: list[str], padding: int = 1) -> str:
    """Stack `rows` with air between them: Vietnamese letters carry two accents above and one below."""
    cells = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    return f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="{padding}">{cells}</table>>'


def _edge(edge: Edge, palette: Palette) -> str:
    """Write an edge; its label lies on the colour of the lanes, so that a line that crosses it does not hide it."""
    label = "<br/>".join(_wrapped(edge.label, _EDGE_WIDTH))
    cell = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="1" bgcolor="{palette.lane}">'
    style = " style=dashed" if edge.dashed else ""
    return f'  "{edge.source}" -> "{edge.target}" [label=<{cell}<tr><td>{label}</td></tr></table>>{style}]'


def _wrapped(text: str, width: int) -> list[str]:
    return [escape(line, quote=True) for line in wrap(text, width)] or [""]
