"""Strict YAML: every scalar is text, everything has a place, and what misleads a reader is refused.

Invariants: no tag, alias, merge key or directive has any effect; `1.001990`, `010`, `8:00` and `no` reach the model as
written; keys are compared and values given in NFC; depth and size are bounded before anything recurses; a file is
either read whole or refused with every problem found.
"""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, cast

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from procflow.errors import DefinitionError, Diagnostic, Place
from procflow.source.characters import LINE_BREAK, blanked, clipped, odd_spaces, refused_characters, unicode_name
from procflow.source.syntax import KEY_WITHOUT_SPACE, syntax_diagnostic
from procflow.source.tree import Branch, Data, Leaf, Mark, Node, Source, Twig, span

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "MAX_PROBLEMS", "read", "survey"]

MAX_BYTES: Final = 1 << 20
MAX_NODES: Final = 10_000  # keys and values; a procedure of 300 lines has about a thousand
MAX_DEPTH: Final = 32
MAX_PROBLEMS: Final = 50  # of one kind; nobody reads on after that, and an attack must not be answered at length


def read(text: str | bytes, file: str) -> Source:
    """Read one YAML document strictly; `file` is only a name, nothing is opened.

    Raises:
        DefinitionError: the text is not a single plain YAML document; every problem found, in order of place.
    """
    source, found = survey(text, file)
    if source is None or found:
        raise DefinitionError(found)
    return source


def survey(text: str | bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read as `read` does, and give what could be read beside every problem, in order of place.

    None in place of a source says that nothing could be read on: the bytes, the syntax or the bounds do not let it.

    Raises:
        DefinitionError: the text is no text, or too long to be looked at.
    """
    decoded = _decoded(text, file)
    found = list(islice(_character_problems(decoded, file), MAX_PROBLEMS))
    if len(found) == MAX_PROBLEMS:
        return None, found
    readable = blanked(decoded) if found else decoded  # half a character in it could not even be hashed
    composer = _Composer(readable, file)
    source: Source | None = None
    try:
        source = Source(file, readable, *composer.document())
    except _TooMuch:
        pass
    except YAMLError as error:
        if not found:  # with characters blanked out, a syntax error may be of our own making
            composer.found.append(syntax_diagnostic(error, decoded, file))
    return source, sorted(found + composer.found, key=lambda diagnostic: diagnostic.place)


def _decoded(text: str | bytes, file: str) -> str:
    if len(text) > MAX_BYTES or (isinstance(text, str) and len(text.encode("utf-8", "replace")) > MAX_BYTES):
        raise DefinitionError([Diagnostic(Place(file), "PF101", {"limit_kib": MAX_BYTES >> 10})])
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = text[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Place(file, line, column, line, column + 1)
        raise DefinitionError([Diagnostic(place, "PF100", {"byte": f"0x{text[error.start]:02X}"})]) from error


def _character_problems(text: str, file: str) -> Iterator[Diagnostic]:
    for match in refused_characters(text):
        place = _place(text, file, match.start(), match.end())
        if match[0] == "\t":
            yield Diagnostic(place, "PF105")
        else:
            yield Diagnostic(place, "PF104", {"character": unicode_name(match[0])})
    for match in odd_spaces(text):
        yield Diagnostic(_place(text, file, *match.span(1)), "PF127", {"character": unicode_name(match[1][0])})


def _place(text: str, file: str, start: int, end: int) -> Place:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Place(file, line, column, line, column + end - start)


class _TooMuch(Exception):  # noqa: N818 - not an error to anybody: it ends the reading of a hostile file
    """Stop reading: a bound was passed."""


class _Composer:
    """Build data and places from the parser's events, noting every problem on the way."""

    __slots__ = ("_event", "_nodes", "_normal", "_text", "file", "found")

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self._text = text
        self._nodes = 0
        # the parser gives None only after the event that ends the stream, and nothing is asked after that
        self._event = cast("Callable[[], Event]", CParser(text).get_event)
        self._normal = unicodedata.is_normalized("NFC", text)

    def document(self) -> tuple[Data, Node]:
        """Read the one document there may be."""
        self._event()  # the stream starts
        event = self._event()
        if isinstance(event, StreamEndEvent):
            self._nothing(Leaf(*_marks(event)))
            raise _TooMuch
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self._note("PF108", Leaf(*_marks(event)))
        event = self._event()
        empty = _is_null(event)
        data, node = self._node(event, 1)
        if empty:
            self._nothing(node)
        self._event()  # the document ends
        second = self._event()
        if not isinstance(second, StreamEndEvent):
            self._note("PF107", Leaf(*_marks(second)))
        return data, node

    def _nothing(self, node: Node) -> None:
        """Note that there is nothing; the parser may see it begin on a line after the last."""
        place = span(self.file, node)
        lines = LINE_BREAK.split(self._text)
        if place.line > len(lines):
            line, column = len(lines), len(lines[-1]) + 1
            place = Place(self.file, line, column, line, column)
        self.found.append(Diagnostic(place, "PF106"))

    def _node(self, event: Event, depth: int) -> tuple[Data, Node]:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop("PF102", event, MAX_NODES)
        if isinstance(event, ScalarEvent):
            leaf = Leaf(*_marks(event))
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event, leaf)
            return self._scalar(event, leaf), leaf
        if isinstance(event, CollectionStartEvent):
            if depth > MAX_DEPTH:
                self._stop("PF103", event, MAX_DEPTH)
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event, Leaf(*_marks(event)))
            return self._mapping(event, depth) if isinstance(event, MappingStartEvent) else self._list(event, depth)
        leaf = Leaf(*_marks(event))
        self._note("PF110", leaf, name=clipped(getattr(event, "anchor", "")), sign="*")
        return "", leaf

    def _scalar(self, event: ScalarEvent, leaf: Leaf) -> str:
        value = str(event.value)
        if self._normal and event.style != '"':
            return value
        # A quoted scalar may spell with escapes what the text itself may not hold.
        for match in islice(refused_characters(value), 1):
            self._note("PF104", leaf, character=unicode_name(match[0]))
        return unicodedata.normalize("NFC", value)

    def _list(self, opening: CollectionStartEvent, depth: int) -> tuple[Data, Node]:
        twig, data = Twig(*_marks(opening), flow=bool(opening.flow_style)), list[Data]()
        while not isinstance(event := self._event(), SequenceEndEvent):
            value, node = self._node(event, depth + 1)
            if _is_null(event):
                self._note("PF118", node)
            data.append(value)
            twig.items.append(node)
        twig.end = _marks(event)[1]
        return data, twig

    def _mapping(self, opening: CollectionStartEvent, depth: int) -> tuple[Data, Node]:
        branch, data = Branch(*_marks(opening), flow=bool(opening.flow_style)), dict[str, Data]()
        plain: Node | None = None  # in braces, the unquoted value that a comma may have cut
        while not isinstance(event := self._event(), MappingEndEvent):
            key, leaf = self._key(event, branch, depth)
            event = self._event()
            value, node = self._node(event, depth + 1)
            if key is None:
                continue
            if _is_null(event):
                self._without_value(key, leaf, node, plain)
            else:
                plain = node if branch.flow and isinstance(event, ScalarEvent) and not event.style else None
            data[key], branch.keys[key], branch.values[key] = value, leaf, node
        branch.end = _marks(event)[1]
        return data, branch

    def _key(self, event: Event, branch: Branch, depth: int) -> tuple[str | None, Leaf]:
        """Read a key; one that cannot serve is noted and given as nothing."""
        key, node = self._node(event, depth + 1)
        leaf = Leaf(node.start, node.end)
        if isinstance(event, AliasEvent):
            return None, leaf
        if not isinstance(key, str):
            self._note("PF114", leaf)
        elif _is_null(event):
            self._note("PF115", leaf)
        elif key == "<<":
            self._note("PF112", leaf)
        elif key in branch.keys:
            self._note("PF113", leaf, key=clipped(key), first_line=branch.keys[key].start.line + 1)
        else:
            return key, leaf
        return None, leaf

    def _without_value(self, key: str, leaf: Leaf, node: Node, plain: Node | None) -> None:
        if (run := KEY_WITHOUT_SPACE.match(key)) is not None:
            self._note("PF128", leaf, key=clipped(run[1]))
            return
        between = self._text[leaf.end.index : node.start.index]
        if plain is None or ":" in between:
            self._note("PF116", leaf, key=clipped(key))
            return
        whole = clipped(self._text[plain.start.index : leaf.end.index].replace('"', "'"))
        last = self.found[-1] if self.found else None
        if last is not None and last.code == "PF117" and whole.startswith(str(last.params["whole"])):
            # one text with several commas is one mistake
            self.found[-1] = Diagnostic(last.place, last.code, {**last.params, "whole": whole})
        else:
            self._note("PF117", leaf, key=clipped(key), whole=whole)

    def _refuse_properties(self, event: ScalarEvent | CollectionStartEvent, leaf: Leaf) -> None:
        if event.anchor is not None:
            self._note("PF110", leaf, name=clipped(event.anchor), sign="&")
        if event.tag is not None:
            self._note("PF111", leaf, tag=clipped(event.tag))

    def _note(self, code: str, node: Node, **params: object) -> None:
        if len(self.found) >= MAX_PROBLEMS:
            raise _TooMuch
        self.found.append(Diagnostic(span(self.file, node), code, params))

    def _stop(self, code: str, event: Event, limit: int) -> None:
        start, end = _marks(event)
        self.found.append(Diagnostic(span(self.file, Leaf(start, end)), code, {"limit": limit}))
        raise _TooMuch


def _marks(event: Event) -> tuple[Mark, Mark]:
    # The stubs allow events without marks, for those who build events by hand; the parser gives both to every event.
    return event.start_mark, event.end_mark  # type: ignore[return-value]


def _is_null(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and not event.value and not event.style and event.tag is None
