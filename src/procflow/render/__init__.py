"""Procedures and calendars for the eye: diagrams, what changed between two versions, working days, timelines.

Invariants: a picture is made from its subject alone and is the same each time; the text forms need nothing installed.
"""

from procflow.render.diagram import Diagram, Edge, Node, NodeKind, diagram
from procflow.render.difference import difference_data, difference_markdown, difference_text
from procflow.render.dot import dot
from procflow.render.gantt import gantt_svg, gantt_text
from procflow.render.icalendar import icalendar
from procflow.render.mermaid import mermaid
from procflow.render.picture import draw
from procflow.render.public import describe_public, status_name
from procflow.render.sheet import Sheet, sheet
from procflow.render.sheet_page import sheet_html, sheet_markdown
from procflow.render.year import year_page

__all__ = [
    "Diagram",
    "Edge",
    "Node",
    "NodeKind",
    "Sheet",
    "describe_public",
    "diagram",
    "difference_data",
    "difference_markdown",
    "difference_text",
    "dot",
    "draw",
    "gantt_svg",
    "gantt_text",
    "icalendar",
    "mermaid",
    "sheet",
    "sheet_html",
    "sheet_markdown",
    "status_name",
    "year_page",
]
