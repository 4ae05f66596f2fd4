"""Pictures of a compiled procedure: one `Diagram`, written as Mermaid or DOT text, or drawn as SVG or PNG.

Invariants: a diagram is made from a procedure alone and is the same each time; the text forms need nothing installed.
"""

from procflow.render.diagram import Diagram, Edge, Node, NodeKind, diagram
from procflow.render.dot import dot
from procflow.render.mermaid import mermaid
from procflow.render.picture import draw

__all__ = ["Diagram", "Edge", "Node", "NodeKind", "diagram", "dot", "draw", "mermaid"]
