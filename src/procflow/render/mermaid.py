"""A diagram as Mermaid text, for pages that draw it themselves.

A flowchart rather than a state diagram: its labels may hold a colon, and its edges may be dashed.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from procflow.render.diagram import Diagram, Edge, Node, NodeKind

__all__ = ["mermaid"]

_SHAPES: Final[Mapping[NodeKind, tuple[str, str]]] = {
    NodeKind.WORK: ("[", "]"),
    NodeKind.STOPPED: ("[", "]"),
    NodeKind.FINISHED: ("[", "]"),
    NodeKind.END: ("([", "])"),
    NodeKind.CONSULTED: (">", "]"),
}
_LOOKS: Final = (
    "  classDef work fill:#eef4fb,stroke:#3a6ea5,color:#12263a",
    "  classDef stopped fill:#fff4d6,stroke:#b7791f,color:#3d2a00,stroke-width:2px",
    "  classDef finished fill:#e3f4e6,stroke:#2f855a,color:#0f3320",
    "  classDef end_ fill:#f1f1f1,stroke:#6b6b6b,color:#1f1f1f",
    "  classDef consulted fill:#ffffff,stroke:#805ad5,color:#322659,stroke-dasharray:4 3",
)


def mermaid(diagram: Diagram) -> str:
    """Write `diagram` as a Mermaid flowchart."""
    return "\n".join(_lines(diagram)) + "\n"


def _lines(diagram: Diagram) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(diagram.title)}"
    yield "---"
    yield "flowchart TD"
    yield from (f"  %% {note}" for note in diagram.notes)
    yield f"  start_(( )) --> {_id(diagram.start)}"
    yield from (_node(node) for node in diagram.nodes)
    yield from (_edge(edge) for edge in diagram.edges)
    yield from _LOOKS


def _node(node: Node) -> str:
    opening, closing = _SHAPES[node.kind]
    lines = [f"<b>{_text(node.name)}</b>"]
    lines += [f"<i>{_text(node.actor)}</i>"] if node.actor else []
    lines += [_text(note) for note in node.notes]
    look = "end_" if node.kind is NodeKind.END else node.kind.value
    return f'  {_id(node.id)}{opening}"{"<br/>".join(lines)}"{closing}:::{look}'


def _edge(edge: Edge) -> str:
    arrow = "-.->" if edge.dashed else "-->"
    return f'  {_id(edge.source)} {arrow}|"{_text(edge.label)}"| {_id(edge.target)}'


def _id(name: str) -> str:
    """Spell a name as Mermaid allows: `end` is a keyword, a hyphen an arrow. No two names fall together."""
    return f"s_{name.replace('-', '__').replace('.', '___')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _text(text: str) -> str:
    """Escape what would end a label or be read as markup."""
    return text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
