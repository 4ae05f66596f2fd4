"""Layers of a host: read from YAML text, from an iCalendar text, or made by hand for one office.

Invariants: text in, layers out, no file is opened; every scalar stays text until it is read as what it must be; a
complaint names its line and column; what cannot be read without guessing (a repeating event, an event with an hour) is
refused.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, NoReturn, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from procflow.calendar.days import Confidence, Document, Status
from procflow.calendar.hours import sessions_of
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope, swap
from procflow.errors import CalendarError

__all__ = ["closure", "layer_from_ics", "layers_from_yaml"]

_ONE_DAY: Final = timedelta(days=1)
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


def closure(first: date, last: date, *, vi: str, en: str, document: Document) -> Layer:
    """Return the layer that closes one office from `first` to `last`, for a storm or a move, make-up days included.

    Raises:
        CalendarError: PF411 when it ends before it starts.
    """
    days = Period(first, last)
    length = (days.last - days.first).days + 1
    marks = tuple(Mark(first + timedelta(days=offset), Kind.CLOSURE, vi, en) for offset in range(length))
    return Layer(f"closure-{first.isoformat()}", document, marks, scope=Scope.OFFICE)


def layers_from_yaml(text: str, file: str = "<layers>") -> tuple[Layer, ...]:
    """Read layers from YAML text: a list of mappings under the key `layers`.

    Each has a `name`, a `document` (`number`, `issued`, `confidence`, `source`), and any of `off`, `work`, `closed`
    (date: Vietnamese name), `swaps` (day off: make-up day), `sessions` (date: hours), `restates`, `settles` (years or
    `first..last`), `status`, `scope`.

    Raises:
        CalendarError: PF422 with file, line and column for what cannot be read, PF404-PF411 for what makes no sense.
    """
    reader = _Reader(file)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise CalendarError("PF422", place=place, what=str(error.problem)) from error
    except yaml.YAMLError as error:
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
                yield Mark(day, kind, self.text(name), self.text(name))
        for off, work in self.days(keys.get("swaps")):
            yield from swap(off, self.read(work, date.fromisoformat))
        for day, hours in self.days(keys.get("sessions")):
            text = self.text(hours)
            yield Mark(day, Kind.SESSIONS, text, text, sessions=sessions_of(text))

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
            return parse(text)
        except ValueError:
            self._refuse(node, text)

    def _refuse(self, node: Node, what: str) -> NoReturn:
        mark = node.start_mark
        raise CalendarError("PF422", place=f"{self._file}:{mark.line + 1}:{mark.column + 1}", what=what)


def _period(text: str) -> Period:
    if text.isdigit():
        return Period.year(int(text))
    first, last = text.split("..")
    return Period(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))


def layer_from_ics(  # noqa: PLR0913 - keyword-only beyond the text
    text: str,
    *,
    name: str,
    document: Document,
    kind: Kind = Kind.OFF,
    scope: Scope = Scope.OFFICE,
    file: str = "<ics>",
) -> Layer:
    """Read the whole-day events of an iCalendar text (RFC 5545) as days of one kind, DTSTART to DTEND exclusive.

    Raises:
        CalendarError: PF422 for an event with an hour, a repeating event, or one without a start; PF405 for a make-up
            day in the week.
    """
    marks: list[Mark] = []
    for line, event in _events(text, file):
        place = f"{file}:{line}:1"
        if "RRULE" in event:
            raise CalendarError("PF422", place=place, what="RRULE")
        first = _ics_date(event.get("DTSTART", ""), place)
        end = _ics_date(event["DTEND"], place) if "DTEND" in event else first + _ONE_DAY
        summary = event.get("SUMMARY", "").replace("\\,", ",").replace("\\;", ";")
        for offset in range(max((end - first).days, 1)):
            marks.append(Mark(first + timedelta(days=offset), kind, summary, summary))  # noqa: PERF401 - two loops
    return Layer(name, document, tuple(marks), scope=scope)


def _events(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each event's line and properties, its folded lines joined."""
    event: dict[str, str] | None = None
    start = 0
    for number, line in _unfolded(text):
        key, _, value = line.partition(":")
        match key.partition(";")[0].upper(), value.upper():
            case "BEGIN", "VEVENT":
                event, start = {}, number
            case "END", "VEVENT":
                if event is None:
                    raise CalendarError("PF422", place=f"{file}:{number}:1", what=line)
                yield start, event
                event = None
            case property_name, _ if event is not None:
                event[property_name] = value


def _unfolded(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line[:1] in {" ", "\t"} and lines:
            first, before = lines[-1]
            lines[-1] = (first, before + line[1:])
        else:
            lines.append((number, line))
    return lines


def _ics_date(value: str, place: str) -> date:
    try:
        if len(value) == len("20261124"):
            return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    except ValueError:
        pass
    raise CalendarError("PF422", place=place, what=f"DTSTART/DTEND {value}")
