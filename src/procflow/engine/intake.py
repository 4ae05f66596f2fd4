"""What may be recorded: every command is brought into one form, or refused, before anything is decided.

Invariants: text is in NFC, within bounds and free of characters that hide or turn text; a moment is aware and carries
+07:00; ids are of a small alphabet, because people read them aloud and databases compare them.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import is_
from typing import Final, TypeVar, cast, get_args

from procflow.clock import VIETNAM_TIME
from procflow.dossier import Actor, Command
from procflow.errors import MisuseError, Rejected, StoreError

__all__ = [
    "ITEMS_LIMIT",
    "RESERVED",
    "TEXT_LIMIT",
    "check_id",
    "check_kind",
    "check_limit",
    "check_time",
    "clean",
    "normal",
    "possible_id",
]

TEXT_LIMIT: Final = 10_000
"""The most characters one text may have: a reason or a name, not a document."""

ITEMS_LIMIT: Final = 1_000
WHOLE_BITS: Final = 63
RESERVED: Final = "procflow:"
"""How the ids begin that the engine makes itself."""

_ID: Final = re.compile(r"[A-Za-z0-9._:/-]{1,128}", re.ASCII)
_DIRECTIONS: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_LAYOUT: Final = frozenset("\n\t")
C = TypeVar("C", bound=Command)


def check_id(value: object, field: str) -> str:
    """Accept an id a host chose; raise `MisuseError` PF614 for any other."""
    if not isinstance(value, str) or not _ID.fullmatch(value) or value.startswith(RESERVED):
        raise MisuseError("PF614", value=str(value)[:64], field=field)
    return value


def possible_id(dossier_id: object) -> str:
    """Give the id of a dossier back; raise `StoreError` PF601 for what can be none, before a database trips over it."""
    if not isinstance(dossier_id, str) or not _ID.fullmatch(dossier_id):
        raise StoreError("PF601", dossier=str(dossier_id)[:128].encode("unicode_escape").decode())
    return dossier_id


def check_kind(value: object, kinds: type | tuple[type, ...], field: str, wanted: str) -> None:
    """Refuse what a caller without a type checker gave for something else; raise `MisuseError` PF616."""
    if not isinstance(value, kinds):
        raise MisuseError("PF616", field=field, given=type(value).__name__, wanted=wanted)


def check_limit(limit: int) -> None:
    """Refuse to treat none at a time, with which whoever goes on while there is more never ends; raise PF616."""
    if limit < 1:
        raise MisuseError("PF616", field="limit", given=str(limit), wanted="≥ 1")


def normal(command: C) -> C:
    """Bring a command into the form in which it is decided, hashed and recorded.

    Raises:
        MisuseError: PF610 to PF616, for a naive moment, text or values that cannot be recorded.
    """
    check_kind(command, _COMMANDS, "command", "Command")
    recorded = cast("C", _record(command, type(command).__name__))
    _check_actor(recorded.by)
    check_kind(recorded.at, _MOMENT, "at", "datetime")
    for name in ("facts", "details"):
        check_kind(getattr(recorded, name, _NONE), Mapping, name, "Mapping")
    return recorded


_COMMANDS: Final[tuple[type, ...]] = get_args(Command)
_MOMENT: Final = (datetime, type(None))
_NONE: Final[Mapping[str, object]] = {}


def _check_actor(by: object) -> None:
    """Refuse an actor that only a type checker would: one role as text would be a tuple of its letters."""
    check_kind(by, Actor, "by", "Actor")
    actor = cast("Actor", by)
    check_kind(actor.id, str, "by.id", "str")
    check_kind(actor.roles, tuple, "by.roles", "tuple[str, ...]")
    for role in actor.roles:
        check_kind(role, str, "by.roles", "tuple[str, ...]")


def clean(by: Actor, reason: str) -> tuple[Actor, str]:
    """Bring an actor and a reason given without a command into the form in which they are recorded.

    Raises:
        MisuseError: PF612 to PF616, for text that cannot be recorded.
    """
    check_kind(by, Actor, "by", "Actor")
    actor = cast("Actor", _record(by, "by"))
    _check_actor(actor)
    return actor, _text(reason, "reason")


def check_time(at: datetime, now: datetime) -> None:
    """Refuse an act dated after the engine's clock.

    Raises:
        Rejected: PF611.
    """
    if at > now:
        raise Rejected("PF611", at=at.isoformat(), now=now.isoformat())


def _record(value: Command | Actor, name: str) -> object:
    """Give the record itself where nothing about it has to change, as is usual."""
    changed: dict[str, object] = {}
    for field in _fields(type(value)):
        before = getattr(value, field)
        if before is None or _is_plain(before):
            continue
        after = _value(before, f"{name}.{field}")
        if after is not before:
            changed[field] = after
    if not changed:
        return value
    copy: Callable[..., object] = dataclasses.replace
    return copy(value, **changed)


def _fields(kind: type[Command | Actor]) -> tuple[str, ...]:
    """Name the fields of a kind, which never change."""
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return names


_FIELDS: Final[dict[type[Command | Actor], tuple[str, ...]]] = {}


def _is_plain(value: object) -> bool:
    """Say whether a value is a text of printable ASCII within bounds: its own one form."""
    return type(value) is str and value.isascii() and value.isprintable() and len(value) <= TEXT_LIMIT


def _value(value: object, name: str) -> object:
    match value:
        case str():
            return _text(value, name)
        case datetime():
            return _moment(value)
        case None | bool() | date():
            return value
        case int():
            return _whole(value, name)
        case _:
            return _compound(value, name)


def _compound(value: object, name: str) -> object:
    match value:
        case Actor():
            return _record(value, name)
        case tuple() | list():
            _check_size(len(value), ITEMS_LIMIT, name)
            items = tuple(item if _is_plain(item) else _value(item, name) for item in value)
            return value if isinstance(value, tuple) and all(map(is_, items, value)) else items
        case Mapping():
            _check_size(len(value), ITEMS_LIMIT, name)
            return {_text(key, name): _item(item, f"{name}.{str(key)[:64]}") for key, item in value.items()}
        case _:
            raise MisuseError("PF615", field=name, type=type(value).__name__)


def _item(value: object, name: str) -> object:
    """Take one value of a mapping, which is no list and no mapping of its own."""
    if value is None or isinstance(value, tuple | list | Mapping | Actor):
        raise MisuseError("PF615", field=name, type=type(value).__name__)
    return _value(value, name)


def _check_size(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise MisuseError("PF613", field=name, size=size, limit=limit)


def _whole(value: int, name: str) -> int:
    _check_size(value.bit_length(), WHOLE_BITS, name)
    return value


def _moment(value: datetime) -> datetime:
    if type(value) is datetime and value.tzinfo is VIETNAM_TIME:
        return value
    if value.tzinfo is None or value.utcoffset() is None:
        raise MisuseError("PF610", at=value.isoformat())
    return value.astimezone(VIETNAM_TIME)


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise MisuseError("PF615", field=name, type=type(value).__name__)
    _check_size(len(value), TEXT_LIMIT, name)
    if value.isascii() and value.isprintable():
        return str(value)
    for character in value:
        if character not in _LAYOUT and (
            character in _DIRECTIONS or unicodedata.category(character) in {"Cc", "Cs", "Cn"}
        ):
            raise MisuseError("PF612", field=name, character=f"U+{ord(character):04X}")
    return unicodedata.normalize("NFC", value)
