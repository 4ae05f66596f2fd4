"""Pictures of procedures and calendars: a `Diagram` as Mermaid, DOT, SVG or PNG; working days as a page or iCalendar.

Invariants: a picture is made from its subject alone and is the same each time; the text forms need nothing installed.
"""

from procflow.render.diagram import Diagram, Edge, Node, NodeKind, diagram
from procflow.render.dot import dot
from procflow.render.icalendar import icalendar
from procflow.render.mermaid import mermaid
from procflow.render.picture import draw
from procflow.render.year import year_page

__all__ = ["Diagram", "Edge", "Node", "NodeKind", "diagram", "dot", "draw", "icalendar", "mermaid", "year_page"]
