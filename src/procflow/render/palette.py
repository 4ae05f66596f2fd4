"""The colours of a diagram: a light and a dark reading of the same picture.

Invariant: whatever has a colour in one reading has one in the other; colours carry no meaning that a shape or a line
does not carry too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from procflow.render.diagram import NodeKind

__all__ = ["DARK", "LIGHT", "PALETTES", "Palette", "Theme"]

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Hold the colours of one reading, each as `#rrggbb`; a kind of node has a fill and a border."""

    page: str
    lane: str
    lane_border: str
    text: str
    line: str
    line_text: str
    start: str
    nodes: Mapping[NodeKind, tuple[str, str]]


LIGHT: Final = Palette(
    page="#ffffff",
    lane="#f6f8fa",
    lane_border="#d8dee4",
    text="#000000",
    line="#4a5568",
    line_text="#2d3748",
    start="#1a202c",
    nodes={
        NodeKind.WORK: ("#eaf2fb", "#3a6ea5"),
        NodeKind.STOPPED: ("#fff4d6", "#b7791f"),
        NodeKind.FINISHED: ("#e3f4e6", "#2f855a"),
        NodeKind.END: ("#ececec", "#6b6b6b"),
        NodeKind.CONSULTED: ("#f7f2fc", "#805ad5"),
    },
)
DARK: Final = Palette(
    page="#10161d",
    lane="#161d26",
    lane_border="#2c3642",
    text="#e6edf3",
    line="#8b98a8",
    line_text="#b8c4d0",
    start="#e6edf3",
    nodes={
        NodeKind.WORK: ("#16283b", "#6ea8dc"),
        NodeKind.STOPPED: ("#3a2c0b", "#e0a33a"),
        NodeKind.FINISHED: ("#12301d", "#5cc98a"),
        NodeKind.END: ("#262b31", "#9aa4af"),
        NodeKind.CONSULTED: ("#231a33", "#b795f5"),
    },
)
PALETTES: Final[Mapping[Theme, Palette]] = {"light": LIGHT, "dark": DARK}
