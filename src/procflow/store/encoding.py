"""The one spelling of an event, a command or a value as bytes: canonical JSON.

Invariants: one value has one spelling (sorted keys, no spaces, no floats, text in NFC, moments in UTC to the
microsecond, fields at their default left out) and `encode(decode(b)) == b`, or `decode` refuses; a decoded moment
carries +07:00, so that what is replayed and what was decided are the same value. A field may be added to an event with
a default that never changes afterwards; nothing else about an event's fields may change.
"""

import dataclasses
import hashlib
import json
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Final, NoReturn, TypeAlias, cast

from procflow.clock import VIETNAM_TIME, Limit
from procflow.dossier import EVENT_KINDS, Actor, Command, Consultation, Event, Promise, Withheld
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import FactValue
from procflow.errors import ProcflowError

__all__ = [
    "EncodingError",
    "Field",
    "command_digest",
    "decode_event",
    "decode_fact",
    "decode_moment",
    "encode_event",
    "encode_fact",
    "encode_moment",
    "fields_of",
    "parse",
    "shape_of",
]

T = typing.TypeVar("T")
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Speller = Callable[[object], str]
Decoder = Callable[[Json], object]

MOMENT_LENGTH: Final = len("2026-08-17T02:00:00.000000Z")
_DATE: Final = "date"
_WITHHELD: Final = "withheld"
_ERASED: Final = "erased"
_COMMITMENT: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENTS_KEPT: Final = 4096  # the moments of a dossier come again and again
_SHORT: Final = 64  # names, ids and roles come again and again, reasons do not
_VALUES_KEPT: Final = 2048


class EncodingError(ValueError):
    """The bytes are not the canonical spelling of anything, or a value has no spelling."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Codec:
    """Pair the two directions of one type, `spell` into JSON text; `shape` names the type's structure."""

    spell: Speller
    decode: Decoder
    shape: str


@lru_cache(maxsize=_MOMENTS_KEPT)
def encode_moment(moment: datetime) -> str:
    """Spell an aware moment in UTC to the microsecond: `2026-08-17T02:00:00.000000Z`."""
    if moment.tzinfo is None:
        message = f"{moment} has no time zone"
        raise EncodingError(message)
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


@lru_cache(maxsize=_MOMENTS_KEPT)
def decode_moment(text: str) -> datetime:
    """Read a moment as `encode_moment` spells it, and no other spelling, into +07:00; raise `EncodingError`."""
    try:
        moment = datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError as error:
        raise EncodingError(str(error)) from error
    if len(text) != MOMENT_LENGTH or encode_moment(moment) != text:
        message = f"{text!r} is not the one spelling of a moment"
        raise EncodingError(message)
    return moment.astimezone(VIETNAM_TIME)


def encode_event(event: Event) -> bytes:
    """Spell the content of an event; its kind is the name of its class."""
    return _codec(type(event)).spell(event).encode()


def decode_event(kind: str, body: bytes) -> Event:
    """Read an event of `kind` back; raise `EncodingError` unless `body` is its one spelling."""
    if kind not in EVENT_KINDS:
        message = f"no kind of event is called {kind!r}"
        raise EncodingError(message)
    codec = _codec(EVENT_KINDS[kind])
    event = codec.decode(parse(body))
    if codec.spell(event).encode() != body:
        message = "the spelling is not canonical"
        raise EncodingError(message)
    return cast("Event", event)


def encode_fact(value: FactValue) -> bytes:
    """Spell the value of one fact."""
    return _codec(FactValue).spell(value).encode()


def decode_fact(body: bytes) -> FactValue:
    """Read the value of a fact back; raise `EncodingError` unless `body` is its one spelling."""
    value = cast("FactValue", _codec(FactValue).decode(parse(body)))
    if encode_fact(value) != body:
        message = "the spelling is not canonical"
        raise EncodingError(message)
    return value


def command_digest(target: str, command: Command) -> bytes:
    """Hash what was asked of whom (`target`: a dossier's id or a procedure's code): a repeat has the same digest."""
    name, content = type(command).__name__, _codec(type(command)).spell(command)
    spelled = f'{{"command":"{name}","content":{content},"target":{_quote(target)}}}'
    return hashlib.sha256(spelled.encode()).digest()


def parse(body: bytes) -> Json:
    """Read JSON without numbers that are not whole; raise `EncodingError`."""
    try:
        return cast("Json", json.loads(body.decode(), parse_float=_refuse_number, parse_constant=_refuse_number))
    except (ValueError, RecursionError) as error:
        raise EncodingError(str(error)) from error


def _refuse_number(text: str) -> NoReturn:
    message = f"{text} is not a whole number"
    raise EncodingError(message)


def _refuse(value: object, wanted: str) -> NoReturn:
    message = f"{type(value).__name__} where {wanted} belongs"
    raise EncodingError(message)


def _codec(hint: object) -> _Codec:
    """Give the codec of a type, built once."""
    return _build(hint)


@cache
def _build(hint: Hashable) -> _Codec:
    """Build the codec of a type; the types are those a dossier's values are made of."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint)
    return _compound(hint, typing.get_origin(hint), typing.get_args(hint))


def _compound(hint: object, origin: object, arguments: tuple[object, ...]) -> _Codec:
    if origin in {typing.Union, types.UnionType}:
        return _optional(hint, arguments) if type(None) in arguments else _fact(arguments)
    if origin is tuple:
        return _sequence(_codec(arguments[0]))
    if origin is frozenset:
        return _set(_codec(arguments[0]))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_codec(arguments[1]))
    message = f"no spelling is laid down for {hint}"
    raise TypeError(message)


def _spell_text(value: object) -> str:
    if type(value) is not str:
        _refuse(value, "text")
    return _quote_short(value) if len(value) <= _SHORT else _quote(value)


def _quote(text: str) -> str:
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        message = "text is not in NFC"
        raise EncodingError(message)
    return encode_basestring(text)


_quote_short: Final = lru_cache(maxsize=_VALUES_KEPT)(_quote)


def _decode_text(value: Json) -> object:
    return value if type(value) is str else _refuse(value, "text")


def _spell_whole(value: object) -> str:
    return str(value) if type(value) is int else _refuse(value, "a whole number")


def _decode_whole(value: Json) -> object:
    return value if type(value) is int else _refuse(value, "a whole number")


def _spell_truth(value: object) -> str:
    if type(value) is not bool:
        _refuse(value, "true or false")
    return "true" if value else "false"


def _decode_truth(value: Json) -> object:
    return value if type(value) is bool else _refuse(value, "true or false")


def _spell_date(value: object) -> str:
    return f'"{value.isoformat()}"' if type(value) is date else _refuse(value, "a date")


def _decode_date(value: Json) -> object:
    if type(value) is not str:
        _refuse(value, "a date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise EncodingError(str(error)) from error


def _spell_moment(value: object) -> str:
    return f'"{encode_moment(value)}"' if isinstance(value, datetime) else _refuse(value, "a moment")


def _decode_datetime(value: Json) -> object:
    return decode_moment(value) if type(value) is str else _refuse(value, "a moment")


_SCALARS: Final[Mapping[object, _Codec]] = {
    str: _Codec(_spell_text, _decode_text, "text"),
    int: _Codec(_spell_whole, _decode_whole, "whole"),
    bool: _Codec(_spell_truth, _decode_truth, "truth"),
    date: _Codec(_spell_date, _decode_date, "date"),
    datetime: _Codec(_spell_moment, _decode_datetime, "moment"),
}


def _enum(kind: type[StrEnum]) -> _Codec:
    spelled = {member: _quote(member.value) for member in kind}
    members = {member.value: member for member in kind}

    def spell(value: object) -> str:
        return spelled[value] if isinstance(value, kind) else _refuse(value, kind.__name__)

    def decode(value: Json) -> object:
        member = members.get(value) if type(value) is str else None
        return _refuse(value, kind.__name__) if member is None else member

    return _Codec(spell, decode, kind.__name__)


def _optional(hint: object, arguments: tuple[object, ...]) -> _Codec:
    others = [argument for argument in arguments if argument is not type(None)]
    if len(others) != 1:
        message = f"no spelling is laid down for {hint}"
        raise TypeError(message)
    inner = _codec(others[0])
    return _Codec(
        lambda value: "null" if value is None else inner.spell(value),
        lambda value: None if value is None else inner.decode(value),
        f"{inner.shape}?",
    )


def _fact(arguments: tuple[object, ...]) -> _Codec:
    """Spell the value of a fact: its JSON type tells truths, numbers and text apart, a date is `{"date": ...}`.

    What is kept apart is `{"withheld": commitment}`, and `{"erased": commitment}` once the value is gone.
    """
    codecs: dict[object, _Codec] = {one: _codec(one) for one in arguments if one is not Withheld}
    if not set(codecs) <= {bool, int, date, str}:
        message = f"no spelling is laid down for a fact of {arguments}"
        raise TypeError(message)

    def spell(value: object) -> str:
        if type(value) is Withheld:
            return f'{{"{_ERASED if value.erased else _WITHHELD}":{_quote(value.commitment)}}}'
        if type(value) is str:
            return _quote(value)  # not among the texts that are kept: it may be personal
        codec = codecs.get(type(value))
        if codec is None:
            _refuse(value, "the value of a fact")
        return f'{{"{_DATE}":{codec.spell(value)}}}' if type(value) is date else codec.spell(value)

    def decode(value: Json) -> object:
        if type(value) is dict and len(value) == 1:
            [(kind, content)] = value.items()
            return codecs[date].decode(content) if kind == _DATE else _decode_withheld(kind, content)
        codec = codecs.get(type(value))
        return codec.decode(value) if codec is not None else _refuse(value, "the value of a fact")

    return _Codec(spell, decode, "fact")


def _decode_withheld(kind: str, commitment: Json) -> Withheld:
    if kind not in {_WITHHELD, _ERASED} or type(commitment) is not str or not _COMMITMENT.fullmatch(commitment):
        _refuse(commitment, "a commitment")
    return Withheld(commitment, erased=kind == _ERASED)


def _sequence(item: _Codec) -> _Codec:
    spell_one = item.spell

    def spell(value: object) -> str:
        return f"[{','.join(map(spell_one, value))}]" if isinstance(value, tuple) else _refuse(value, "a tuple")

    def decode(value: Json) -> object:
        return tuple(item.decode(one) for one in value) if type(value) is list else _refuse(value, "a list")

    return _Codec(spell, decode, f"[{item.shape}]")


def _set(item: _Codec) -> _Codec:
    def spell(value: object) -> str:
        if not isinstance(value, frozenset):
            _refuse(value, "a frozenset")
        spelled = {one: item.spell(one) for one in value}
        return f"[{','.join([spelled[one] for one in sorted(spelled)])}]"

    def decode(value: Json) -> object:
        return frozenset(item.decode(one) for one in value) if type(value) is list else _refuse(value, "a list")

    return _Codec(spell, decode, f"{{{item.shape}}}")


def _mapping(item: _Codec) -> _Codec:
    spell_one, decode_one = item.spell, item.decode

    def spell(value: object) -> str:
        if not isinstance(value, Mapping):
            _refuse(value, "a mapping")
        spelled = {key: f"{_spell_text(key)}:{spell_one(one)}" for key, one in value.items()}
        return f"{{{','.join([spelled[key] for key in sorted(spelled)])}}}"

    def decode(value: Json) -> object:
        if type(value) is not dict:
            _refuse(value, "keys")
        return FrozenDict({key: decode_one(one) for key, one in value.items()})

    return _Codec(spell, decode, f"{{text:{item.shape}}}")


_KEPT: Final = frozenset({Actor, Consultation, Limit, Promise})
"""The hashable records that stand in an event and again in every state after it: spelled once."""


def _record(kind: type) -> _Codec:
    """Spell a dataclass by its fields; one at its default is left out, so that a field can be added later."""
    fields, values_of = fields_of(kind)
    codecs = {field.name: field.codec for field in fields}
    spellers = tuple((field.key, field.codec.spell, field.default) for field in fields)

    def spell(value: object) -> str:
        if type(value) is not kind:
            _refuse(value, kind.__name__)
        pairs = zip(spellers, values_of(value), strict=True)
        return f"{{{','.join([key + spell_one(one) for (key, spell_one, default), one in pairs if one != default])}}}"

    def decode(value: Json) -> object:
        if type(value) is not dict:
            _refuse(value, kind.__name__)
        try:
            return kind(**{name: codecs[name].decode(one) for name, one in value.items()})
        except (KeyError, TypeError, ProcflowError) as error:
            message = f"the fields are not those of {kind.__name__}: {error}"
            raise EncodingError(message) from error

    declared = (f"{one.name}:{codecs[one.name].shape}" for one in dataclasses.fields(kind))
    shape = f"{kind.__name__}({','.join(declared)})"
    return _Codec(lru_cache(maxsize=_VALUES_KEPT)(spell) if kind in _KEPT else spell, decode, shape)


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """Hold one field of a record: its name, the `key` it is spelled with, its codec and its default."""

    name: str
    key: str
    codec: _Codec
    default: object


@cache
def fields_of(kind: type) -> tuple[tuple[Field, ...], Callable[[object], tuple[object, ...]]]:
    """Give the fields of a record in the order of their names, and what reads them in that order."""
    hints = typing.get_type_hints(kind)
    ordered = sorted(dataclasses.fields(kind), key=attrgetter("name"))
    fields = tuple(Field(one.name, f'"{one.name}":', _codec(hints[one.name]), _default(one)) for one in ordered)
    return fields, _getter([one.name for one in fields])


def shape_of(kind: type) -> str:
    """Name the structure of a type."""
    return _codec(kind).shape


def _getter(names: list[str]) -> Callable[[object], tuple[object, ...]]:
    """Give what reads the fields of a record at once."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _default(field: "dataclasses.Field[object]") -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else dataclasses.MISSING
