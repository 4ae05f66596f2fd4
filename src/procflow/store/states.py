"""The spelling of a dossier's state in its row: a line of canonical JSON for each field that is not at its default.

Invariants: one state has one spelling, its lines in the order of their keys; what did not change since the row was read
is neither spelled nor read anew, and gives the very bytes and values it would give; a state is an index over the
journal and is replayed from it wherever its spelling is of another release.
"""

import dataclasses
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeVar

from procflow.dossier import Dossier
from procflow.errors import ProcflowError
from procflow.store.encoding import EncodingError, Field, fields_of, parse, shape_of
from procflow.store.recent import Recent

__all__ = ["STATE_SHAPE", "decode_part", "decode_state", "encode_state", "forget_states"]

T = TypeVar("T")
_LINES_KEPT: Final = 8192  # most lines are shared by many dossiers: of one law, in one step, under one limit
_LONG: Final = 1_000  # characters; a longer line is of one dossier alone
_FIELDS, _values_of = fields_of(Dossier)
_PLACE: Final = {field.key: place for place, field in enumerate(_FIELDS)}
_LAYOUT: Final = "lines 1"
STATE_SHAPE: Final = hashlib.sha256(f"{_LAYOUT} {shape_of(Dossier)}".encode()).hexdigest()[:16]
"""The fields a state is spelled by, and how; a row spelled otherwise is replayed from its journal."""


@dataclasses.dataclass(frozen=True, slots=True)
class _State:
    """Hold a state, and the line of each of its fields: empty where it is at its default."""

    dossier: Dossier
    lines: tuple[str, ...]


_STATES: Final[Recent[_State]] = Recent(512)  # a dossier an office works on is asked for again; some 15 kB each


def encode_state(dossier: Dossier, since: bytes = b"") -> bytes:
    """Spell the state of a dossier, for the projection; `STATE_SHAPE` says by which fields.

    `since` is how an earlier state of it was spelled: a field that still holds the very same value is spelled the same.
    """
    values = _values_of(dossier)
    before = _STATES.get(since) if since else None
    if before is None:
        lines = tuple(map(_spelled, _FIELDS, values))
    else:
        held = zip(_FIELDS, values, _values_of(before.dossier), before.lines, strict=True)
        lines = tuple([line if one is old else _spelled(field, one) for field, one, old, line in held])
    body = "\n".join(filter(None, lines)).encode()
    _STATES.put(body, _State(dossier, lines))
    return body


def decode_state(body: bytes) -> Dossier:
    """Read a state spelled under the same `STATE_SHAPE`; raise `EncodingError`."""
    state = _STATES.get(body)
    if state is None:
        state = _read(body)
        _STATES.put(body, state)
    return state.dossier


def decode_part(kind: type[T], body: bytes) -> T:
    """Read of a state those fields that a smaller record has, called the same; raise `EncodingError`."""
    record: type = kind
    wanted, _ = fields_of(record)
    names = {field.name for field in wanted}
    defaults = ((field.name, _FIELDS[_PLACE[field.key]].default) for field in wanted)
    values = {name: default for name, default in defaults if default is not dataclasses.MISSING}
    for line in _lines_of(body):
        if line[1 : line.find('"', 1)] in names:
            place, value = _read_at(line)
            values[_FIELDS[place].name] = value
    return _made(kind, values)


def forget_states() -> None:
    """Forget what was used last, as a process does that has just been started."""
    _STATES.clear()
    _read_short.cache_clear()


def _spelled(field: Field, value: object) -> str:
    """Spell one field with its name; nothing where it is at its default."""
    return field.key + field.codec.spell(value) if value != field.default else ""


def _read(body: bytes) -> _State:
    values: dict[str, object] = {}
    lines = [""] * len(_FIELDS)
    for line in _lines_of(body):
        place, value = _read_at(line)
        lines[place] = line
        values[_FIELDS[place].name] = value
    try:
        return _State(Dossier.of_fields(values), tuple(lines))
    except TypeError as error:
        raise EncodingError(str(error)) from error


def _lines_of(body: bytes) -> list[str]:
    try:
        return body.decode().split("\n")
    except UnicodeDecodeError as error:
        raise EncodingError(str(error)) from error


def _made(kind: type[T], values: Mapping[str, object]) -> T:
    try:
        return kind(**values)
    except (TypeError, ProcflowError) as error:
        raise EncodingError(str(error)) from error


def _read_at(line: str) -> tuple[int, object]:
    return _read_short(line) if len(line) <= _LONG else _read_line(line)


def _read_line(line: str) -> tuple[int, object]:
    """Read one line: the place of its field, and its value."""
    content = parse(f"{{{line}}}".encode())
    if not isinstance(content, dict) or len(content) != 1:
        message = "a line holds one field"
        raise EncodingError(message)
    [(name, value)] = content.items()
    place = _PLACE.get(f'"{name}":')
    if place is None:
        message = f"no field is called {name!r}"
        raise EncodingError(message)
    return place, _FIELDS[place].codec.decode(value)


_read_short: Final = lru_cache(maxsize=_LINES_KEPT)(_read_line)
