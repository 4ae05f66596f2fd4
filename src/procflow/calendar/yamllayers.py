"""Layers of a host, read from YAML text.

Invariants: text in, layers out, no file is opened; every scalar stays text until it is read as what it must be; every
complaint names its line and column.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final, NoReturn, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from procflow.calendar.days import Confidence, Document, Status
from procflow.calendar.hours import sessions_of
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope, swap
from procflow.errors import CalendarError

__all__ = ["read"]

_KEYS: Final = (
    "name",
    "document",
    "status",
    "scope",
    "off",
    "work",
    "closed",
    "swaps",
    "sessions",
    "restates",
    "settles",
)
_T = TypeVar("_T")


def read(text: str, file: str) -> tuple[Layer, ...]:
    """Read layers from YAML text, as `procflow.calendar.layers_from_yaml` documents.

    Raises:
        CalendarError: PF422 with file, line and column for what cannot be read or makes no sense.
    """
    reader = _Reader(file)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise CalendarError("PF422", place=place, what=str(error.problem)) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CalendarError("PF422", place=file, what=str(error)) from error
    if root is None:
        raise CalendarError("PF422", place=f"{file}:1:1", what="layers: ...")
    top = reader.mapping(root, ("layers",))
    return tuple(reader.layer(item) for item in reader.items(top.get("layers", root)))


class _Reader:
    """Read nodes of one file, each as what it must be."""

    def __init__(self, file: str) -> None:
        self._file = file

    def layer(self, node: Node) -> Layer:
        keys = self.mapping(node, _KEYS)
        for key in ("name", "document"):
            if key not in keys:
                self._refuse(node, f"{key}: ...")
        return Layer(
            name=self.text(keys["name"]),
            document=self.document(keys["document"]),
            marks=tuple(self.marks(keys)),
            status=self.read(keys["status"], Status) if "status" in keys else Status.ANNOUNCED,
            scope=self.read(keys["scope"], Scope) if "scope" in keys else Scope.OFFICE,
            restates=self.periods(keys.get("restates")),
            settles=self.periods(keys.get("settles")),
        )

    def document(self, node: Node) -> Document:
        keys = self.mapping(node, ("number", "issued", "confidence", "source"))
        if "number" not in keys:
            self._refuse(node, "number: ...")
        return Document(
            self.text(keys["number"]),
            self.read(keys["issued"], date.fromisoformat) if "issued" in keys else None,
            self.read(keys["confidence"], Confidence) if "confidence" in keys else Confidence.OFFICIAL,
            self.text(keys["source"]) if "source" in keys else "",
        )

    def marks(self, keys: dict[str, Node]) -> Iterator[Mark]:
        for key, kind in (("off", Kind.OFF), ("work", Kind.WORK), ("closed", Kind.CLOSURE)):
            for day, name in self.days(keys.get(key)):
                yield self.made(name, partial(Mark, day, kind, self.text(name), self.text(name)))
        for off, work in self.days(keys.get("swaps")):
            yield from self.made(work, partial(swap, off, self.read(work, date.fromisoformat)))
        for day, hours in self.days(keys.get("sessions")):
            text = self.text(hours)
            sessions = self.read(hours, sessions_of)
            yield Mark(day, Kind.SESSIONS, text, text, sessions=sessions)

    def days(self, node: Node | None) -> Iterator[tuple[date, Node]]:
        if node is not None:
            for key, value in self.pairs(node):
                yield self.read(key, date.fromisoformat), value

    def periods(self, node: Node | None) -> tuple[Period, ...]:
        return () if node is None else tuple(self.read(item, _period) for item in self.items(node))

    def mapping(self, node: Node, known: tuple[str, ...]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in self.pairs(node):
            name = self.text(key)
            if name not in known:
                self._refuse(key, " | ".join(known))
            found[name] = value
        return found

    def pairs(self, node: Node) -> list[tuple[Node, Node]]:
        if not isinstance(node, MappingNode):
            self._refuse(node, "key: value")
        seen: set[str] = set()
        for key, _ in node.value:
            name = self.text(key)
            if name in seen:
                self._refuse(key, f"{name}: only once")
            seen.add(name)
        return list(node.value)

    def items(self, node: Node) -> list[Node]:
        if not isinstance(node, SequenceNode):
            self._refuse(node, "- ...")
        return list(node.value)

    def text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            self._refuse(node, "text")
        return str(node.value)

    def read(self, node: Node, parse: Callable[[str], _T]) -> _T:
        text = self.text(node)
        try:
            return self.made(node, partial(parse, text))
        except ValueError:
            self._refuse(node, text)

    def made(self, node: Node, make: Callable[[], _T]) -> _T:
        """Make what the node says; what makes no sense is told with its place."""
        try:
            return make()
        except CalendarError as error:
            self._refuse(node, f"{error.code} {error.message()}")

    def _refuse(self, node: Node, what: str) -> NoReturn:
        mark = node.start_mark
        raise CalendarError("PF422", place=f"{self._file}:{mark.line + 1}:{mark.column + 1}", what=what)


def _period(text: str) -> Period:
    if text.isdigit():
        return Period.year(int(text))
    first, last = text.split("..")
    return Period(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))
