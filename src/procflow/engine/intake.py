"""What may be recorded: every command is brought into one form, or refused, before anything is decided.

Invariants: text is in NFC, within bounds and free of characters that hide or turn text; a moment is aware and carries
+07:00; ids are of a small alphabet, because people read them aloud and databases compare them.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import MINYEAR, date, datetime
from operator import is_
from types import NoneType, UnionType
from typing import Final, TypeVar, cast, get_args, get_origin, get_type_hints

from procflow.clock.hold import local, plain
from procflow.dossier import Actor, Command
from procflow.dossier.frozen_dict import FrozenDict
from procflow.engine.kinds import TEXT_LIMIT, WHOLE_BITS, Kind, kind_of
from procflow.errors import CalendarError, MisuseError, Rejected, StoreError

__all__ = [
    "ITEMS_LIMIT",
    "RESERVED",
    "TEXT_LIMIT",
    "check_id",
    "check_kind",
    "check_limit",
    "check_time",
    "check_triple",
    "clean",
    "moment",
    "normal",
    "possible_id",
]

ITEMS_LIMIT: Final = 1_000

TEXTS_LIMIT: Final = 200_000
"""The most characters all texts of one field may have together."""

NAME_LIMIT: Final = 128
"""The most characters of what a row is found by: a unit, a person, the name of a value kept apart."""

_NAMES: Final = frozenset({"unit", "competent", "to"})
RESERVED: Final = "procflow:"
"""How the ids begin that the engine makes itself."""

_ID: Final = re.compile(r"[A-Za-z0-9._:/-]{1,128}", re.ASCII)
_DIRECTIONS: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_LAYOUT: Final = frozenset("\n\t")
C = TypeVar("C", bound=Command)


def check_id(value: object, field: str) -> str:
    """Accept an id a host chose; raise `MisuseError` PF614 for any other."""
    if not isinstance(value, str) or not _ID.fullmatch(value) or value.startswith(RESERVED):
        raise MisuseError("PF614", value=_shown(value)[:64], field=field)
    return value


def possible_id(dossier_id: object) -> str:
    """Give the id of a dossier back; raise `StoreError` PF601 for what can be none, before a database trips over it."""
    if not isinstance(dossier_id, str) or not _ID.fullmatch(dossier_id):
        raise StoreError("PF601", dossier=_shown(dossier_id)[:128].encode("unicode_escape").decode())
    return dossier_id


def _shown(value: object) -> str:
    """Give text as it is; of anything else its kind, because not everything can be spelled."""
    return value if isinstance(value, str) else type(value).__name__


def check_kind(value: object, kinds: type | tuple[type, ...], field: str, wanted: str) -> None:
    """Refuse what a caller without a type checker gave for something else; raise `MisuseError` PF616."""
    if not isinstance(value, kinds):
        raise MisuseError("PF616", field=field, given=type(value).__name__, wanted=wanted)


def check_triple(one: tuple[str, Command, str | None]) -> tuple[str, Command, str | None]:
    """Refuse what is not three things; what is wrong with one of them is said where it is taken; raise PF616."""
    check_kind(one, (tuple, list), "commands", _TRIPLE)
    if len(one) != _PARTS:
        raise MisuseError("PF616", field="commands", given=f"a tuple of {len(one)}", wanted=_TRIPLE)
    return one


_TRIPLE: Final = "(dossier_id, command, command_id)"
_PARTS: Final = 3


def check_limit(limit: int) -> None:
    """Refuse to treat none at a time, with which whoever goes on while there is more never ends.

    Raises:
        MisuseError: PF616; PF613 for more than any database can count.
    """
    if limit < 1:
        raise MisuseError("PF616", field="limit", given=str(limit), wanted="≥ 1")
    if limit > _MOST:
        raise MisuseError("PF613", field="limit", size=limit, limit=_MOST)


_MOST: Final = 2**31 - 1


def normal(command: C) -> C:
    """Bring a command into the form in which it is decided, hashed and recorded.

    Raises:
        MisuseError: PF610 to PF617, for a naive moment, text or values that cannot be recorded, an act of nobody.
    """
    check_kind(command, _COMMANDS, "command", "Command")
    recorded = cast("C", _record(command, type(command).__name__))
    _check_somebody(recorded.by)
    return recorded


_COMMANDS: Final[tuple[type, ...]] = get_args(Command)


def clean(by: Actor, reason: str) -> tuple[Actor, str]:
    """Bring an actor and a reason given without a command into the form in which they are recorded.

    Raises:
        MisuseError: PF612 to PF617, for text that cannot be recorded, an act of nobody.
    """
    check_kind(by, Actor, "by", "Actor")
    actor = cast("Actor", _record(by, "by"))
    _check_somebody(actor)
    return actor, _text(reason, "reason")


def _check_somebody(actor: Actor) -> None:
    """Refuse an act of nobody: the journal says of every act whose it is; raise `MisuseError` PF617."""
    if not actor.id or actor.id.isspace():
        raise MisuseError("PF617")


def check_time(at: datetime, now: datetime) -> None:
    """Refuse an act dated after the engine's clock.

    Raises:
        Rejected: PF611.
    """
    if at > now:
        raise Rejected("PF611", at=at.isoformat(), now=now.isoformat())


def _record(value: Command | Actor, name: str) -> object:
    """Give the record itself where nothing about it has to change, as is usual.

    Each field is of the type it declares, or refused: one role as text would be a tuple of its letters.
    """
    changed: dict[str, object] = {}
    for field, at_once, kind in _fields(type(value)):
        before = getattr(value, field)
        after = before if before is None or _is_plain(before) else _value(before, f"{name}.{field}")
        if type(after) not in at_once:
            kind.check(after, f"{name}.{field}")
            _check_facts(after, field)
        elif field in _NAMES and isinstance(after, str):
            _check_size(len(after), NAME_LIMIT, f"{name}.{field}")
        if after is not before:
            changed[field] = after
    if not changed:
        return value
    copy: Callable[..., object] = dataclasses.replace
    return copy(value, **changed)


def _check_facts(values: object, field: str) -> None:
    """Refuse a fact that is a moment: days are compared, and a moment has no one day outside Vietnam."""
    if isinstance(values, Mapping) and field in {"facts", "details"}:
        for name, value in values.items():
            _check_size(len(name), NAME_LIMIT, f"{field}.{name[:64]}")
            if isinstance(value, datetime):
                raise MisuseError("PF615", field=f"{field}.{name}", type="datetime")


_Field = tuple[str, frozenset[type], Kind]
"""A field's name, the types that need no closer look, and the kind it declares."""


def _fields(kind: type[Command | Actor]) -> tuple[_Field, ...]:
    """Name the fields of a kind, which never change, and what each takes."""
    known = _FIELDS.get(kind)
    if known is None:
        hints = get_type_hints(kind)
        known = _FIELDS[kind] = tuple(
            (one.name, _at_once(hints[one.name]), kind_of(hints[one.name])) for one in dataclasses.fields(kind)
        )
    return known


def _at_once(hint: object) -> frozenset[type]:
    """Give the types of which every value is of the kind `hint`."""
    if get_origin(hint) in {None, UnionType}:
        return frozenset(one for one in (hint, *get_args(hint)) if one in _FLAT)
    return frozenset()


_FLAT: Final = (str, bool, int, date, datetime, NoneType, Actor)
_FIELDS: Final[dict[type[Command | Actor], tuple[_Field, ...]]] = {}


def _is_plain(value: object) -> bool:
    """Say whether a value is a text of printable ASCII within bounds: its own one form."""
    return type(value) is str and value.isascii() and value.isprintable() and len(value) <= TEXT_LIMIT


def _value(value: object, name: str) -> object:
    match value:
        case str():
            return _text(value, name)
        case datetime():
            return moment(value)
        case None | bool():
            return value
        case date():
            return plain(value)
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
            _check_texts(items, name)
            return value if isinstance(value, tuple) and all(map(is_, items, value)) else items
        case Mapping():
            _check_size(len(value), ITEMS_LIMIT, name)
            kept = {_text(key, name): _item(item, f"{name}.{str(key)[:64]}") for key, item in value.items()}
            _check_texts(kept.values(), name)
            return FrozenDict(kept)
        case _:
            raise MisuseError("PF615", field=name, type=type(value).__name__)


def _item(value: object, name: str) -> object:
    """Take one value of a mapping, which is no list and no mapping of its own."""
    if value is None or isinstance(value, tuple | list | Mapping | Actor):
        raise MisuseError("PF615", field=name, type=type(value).__name__)
    return _value(value, name)


def _check_texts(items: Collection[object], name: str) -> None:
    """Refuse a document in pieces; so few of them cannot be one."""
    if len(items) > TEXTS_LIMIT // TEXT_LIMIT:
        _check_size(sum(len(item) for item in items if isinstance(item, str)), TEXTS_LIMIT, name)


def _check_size(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise MisuseError("PF613", field=name, size=size, limit=limit)


def _whole(value: int, name: str) -> int:
    _check_size(value.bit_length(), WHOLE_BITS, name)
    return int(value)


def moment(at: datetime) -> datetime:
    """Bring an aware moment to +07:00, as a plain `datetime`.

    Raises:
        MisuseError: PF610 for a naive one.
        CalendarError: PF400 for one that no date can hold, at +07:00 or in UTC, as which it is recorded.
    """
    if at.utcoffset() is None:
        raise MisuseError("PF610", at=at.isoformat())
    here = local(at)
    if here.year == MINYEAR:
        first, last = date(MINYEAR + 1, 1, 1).isoformat(), date.max.isoformat()
        raise CalendarError("PF400", day=at.isoformat(), name="+07:00", first=first, last=last)
    return here


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise MisuseError("PF615", field=name, type=type(value).__name__)
    _check_size(len(value), TEXT_LIMIT, name)
    if value.isascii() and value.isprintable():
        return str.__str__(value)
    for character in value:
        if character not in _LAYOUT and (
            character in _DIRECTIONS or unicodedata.category(character) in {"Cc", "Cs", "Cn"}
        ):
            raise MisuseError("PF612", field=name, character=f"U+{ord(character):04X}")
    return unicodedata.normalize("NFC", value)
