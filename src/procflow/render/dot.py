"""A diagram as DOT text, the language of Graphviz."""

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap
from typing import Final

from procflow.render.diagram import Diagram, Edge, Node, NodeKind

__all__ = ["dot"]

# Verdana is as wide as DejaVu Sans: a picture laid out with one reads well where only the other is installed.
FONT: Final = "DejaVu Sans,Verdana,sans-serif"
_TITLE_WIDTH: Final = 96
_SUBTITLE_WIDTH: Final = 130
_NAME_WIDTH: Final = 34
_NOTE_WIDTH: Final = 42
_EDGE_WIDTH: Final = 24
_LOOKS: Final[Mapping[NodeKind, str]] = {
    NodeKind.WORK: 'shape=box style="rounded,filled" fillcolor="#eef4fb" color="#3a6ea5"',
    NodeKind.STOPPED: 'shape=box style="rounded,filled" fillcolor="#fff4d6" color="#b7791f" penwidth=2 peripheries=2',
    NodeKind.FINISHED: 'shape=box style="rounded,filled" fillcolor="#e3f4e6" color="#2f855a"',
    NodeKind.END: 'shape=box style="rounded,filled" fillcolor="#f1f1f1" color="#6b6b6b" penwidth=2',
    NodeKind.CONSULTED: 'shape=box style="rounded,dashed" color="#805ad5"',
}


def dot(diagram: Diagram) -> str:
    """Write `diagram` as a DOT graph, from top to bottom."""
    return "\n".join(_lines(diagram)) + "\n"


def _lines(diagram: Diagram) -> Iterator[str]:
    yield "digraph procedure {"
    yield f'  graph [rankdir=TB charset="UTF-8" fontname="{FONT}" fontsize=15 labelloc=t'
    yield f"         nodesep=0.45 ranksep=0.55 pad=0.3 bgcolor=white label={_heading(diagram)}]"
    yield f'  node [fontname="{FONT}" fontsize=12 margin="0.2,0.07"]'
    yield f'  edge [fontname="{FONT}" fontsize=10.5 color="#4a5568" fontcolor="#2d3748" arrowsize=0.75]'
    yield '  "·start" [shape=circle style=filled fillcolor="#1a202c" class=start label="" width=0.18 height=0.18]'
    yield f'  "·start" -> "{diagram.start}"'
    yield from (_node(node) for node in diagram.nodes)
    yield from (_edge(edge) for edge in diagram.edges)
    yield "}"


def _heading(diagram: Diagram) -> str:
    title = [f"<b>{line}</b>" for line in _wrapped(diagram.title, _TITLE_WIDTH)]
    notes = [_small(line, 11) for note in diagram.notes for line in _wrapped(note, _SUBTITLE_WIDTH)]
    return _table([*title, *notes, " "], padding=2)


def _node(node: Node) -> str:
    rows = [f"<b>{line}</b>" for line in _wrapped(node.name, _NAME_WIDTH)]
    rows += [_small(f"<i>{line}</i>", 10) for line in _wrapped(node.actor, _NAME_WIDTH) if node.actor]
    rows += [_small(line, 10) for note in node.notes for line in _wrapped(note, _NOTE_WIDTH)]
    return f'  "{node.id}" [{_LOOKS[node.kind]} class="{node.kind}" label={_table(rows)}]'


def _small(line: str, points: int) -> str:
    return f'<font point-size="{points}">{line}</font>'


def _table(rows: list[str], padding: int = 1) -> str:
    """Stack `rows` with air between them: Vietnamese letters carry two accents above and one below."""
    cells = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    return f'<<table border="0" cellborder="0" cellspacing="0" cellpadding="{padding}">{cells}</table>>'


def _edge(edge: Edge) -> str:
    label = "<br/>".join(_wrapped(edge.label, _EDGE_WIDTH))
    style = " style=dashed" if edge.dashed else ""
    return f'  "{edge.source}" -> "{edge.target}" [label=< {label} >{style}]'


def _wrapped(text: str, width: int) -> list[str]:
    return [escape(line, quote=True) for line in wrap(text, width)] or [""]
