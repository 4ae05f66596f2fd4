"""What a call declares to take, checked for hosts that have no type checker: a coded error in place of a traceback.

Invariants: what passes is of the type its signature declares, down to the fields of the records a host builds for the
engine, and of a form and size that a database can be asked for; what a value *says* is judged elsewhere, as is whether
a text can be an id; nothing is read of what can be read once only; a check is built once.
"""

import inspect
import re
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, wraps
from types import NoneType, UnionType
from typing import Final, ParamSpec, TypeVar

from procflow.dossier.personal import FactValue
from procflow.errors import MisuseError

__all__ = ["TEXT_LIMIT", "WHOLE_BITS", "Kind", "declaring", "kind_of"]

TEXT_LIMIT: Final = 10_000
"""The most characters one text may have: a reason or a name, not a document."""

WHOLE_BITS: Final = 63
"""The most a whole number of either database holds, beside its sign."""

C = TypeVar("C")
P = ParamSpec("P")
R = TypeVar("R")
Check = Callable[[object, str], None]
"""Look at a value given for the field of that name; raise `MisuseError` PF616 where it is of another kind."""

_OWN: Final = ("procflow.engine.", "procflow.store.")
"""The rooms whose records hosts build: those are looked into field by field."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Name a declared type as its signature writes it, and check values against it."""

    label: str
    check: Check


def declaring(of: type[C]) -> type[C]:
    """Check, from now on, every call of a public method of `of` against what the method declares to take.

    The host's connection is left to whoever works on it.
    """
    for name, method in inspect.getmembers(of, inspect.isfunction):
        if not name.startswith("_") or name == "__init__":
            setattr(of, name, _declaring(method))
    return of


def _declaring(method: Callable[P, R]) -> Callable[P, R]:
    names = tuple(inspect.signature(method).parameters)

    @cache
    def checks() -> Mapping[str, Check]:
        hints = typing.get_type_hints(method)
        return {name: kind_of(hint).check for name, hint in hints.items() if name not in _LEFT}

    @wraps(method)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        known = checks()
        for name, value in (*zip(names, args, strict=False), *kwargs.items()):
            if name in known:
                known[name](value, name)
        return method(*args, **kwargs)

    return checked


_LEFT: Final = frozenset({"self", "host", "return"})


@cache
def kind_of(hint: object) -> Kind:
    """Give the kind a hint declares."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint == FactValue:
        return Kind("FactValue", _anything)  # what is none is said better where facts are taken in
    if origin in {typing.Union, UnionType}:
        return _union(arguments)
    if origin is Callable:
        return Kind("Callable", lambda value, field: None if callable(value) else _refuse(value, field, "Callable"))
    if origin is not None:
        return _made_of(origin, arguments)
    return _single(typing.cast("type", hint))


def _anything(_: object, __: str) -> None:
    """Let everything pass."""


def _refuse(value: object, field: str, wanted: str) -> typing.NoReturn:
    given = f"{value.__name__} itself" if isinstance(value, type) else type(value).__name__
    raise MisuseError("PF616", field=field, given=given, wanted=wanted)


def _single(kind: type) -> Kind:
    label = kind.__name__
    fits = _FITTING.get(kind) or _fitting(kind)
    bound = _BOUNDS.get(kind)

    def check(value: object, field: str) -> None:
        if not fits(value):
            _refuse(value, field, label)
        if bound is not None:
            bound(value, field)

    if is_dataclass(kind) and f"{kind.__module__}.".startswith(_OWN):
        return Kind(label, _record(kind, check))
    return Kind(label, check)


_FITTING: Final[Mapping[type, Callable[[object], bool]]] = {
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    date: lambda value: isinstance(value, date) and not isinstance(value, datetime),
}
"""Where Python calls one thing another that the law keeps apart: a truth is no number, a moment is no day."""


def _check_text(value: object, field: str) -> None:
    """Refuse text that a database trips over, before it is asked; what can be an id is judged where ids are."""
    text = typing.cast("str", value)
    if field.rpartition(".")[2] in _IDS:
        return
    if len(text) > TEXT_LIMIT:
        raise MisuseError("PF613", field=field, size=len(text), limit=TEXT_LIMIT)
    found = None if text.isascii() and text.isprintable() else _UNASKABLE.search(text)
    if found is not None:
        raise MisuseError("PF612", field=field, character=f"U+{ord(found[0]):04X}")


def _check_whole(value: object, field: str) -> None:
    bits = typing.cast("int", value).bit_length()
    if bits > WHOLE_BITS:
        raise MisuseError("PF613", field=field, size=bits, limit=WHOLE_BITS)


_BOUNDS: Final[Mapping[type, Check]] = {str: _check_text, int: _check_whole}
_IDS: Final = frozenset({"dossier_id", "command_id", "record", "slip"})
_UNASKABLE: Final = re.compile("[\0\ud800-\udfff]")


def _fitting(kind: type) -> Callable[[object], bool]:
    if issubclass(kind, StrEnum):
        words = frozenset(kind)
        return lambda value: isinstance(value, str) and value in words
    if getattr(kind, "_is_protocol", False):
        names = [name for name in vars(kind) if not name.startswith("_")]
        return lambda value: not isinstance(value, type) and all(callable(getattr(value, name, None)) for name in names)
    return lambda value: isinstance(value, kind)


def _record(kind: type, check: Check) -> Check:
    """Look into a record: the hints are read when the first is given, because they may name each other.

    What is read stands whole before any thread sees it: half of the checks would let the other half pass.
    """

    @cache
    def inner() -> Mapping[str, Check]:
        hints = typing.get_type_hints(kind)
        return {one.name: kind_of(hints[one.name]).check for one in fields(kind)}

    def look(value: object, field: str) -> None:
        check(value, field)
        for name, check_one in inner().items():
            check_one(getattr(value, name), f"{field}.{name}")

    return look


def _union(arguments: tuple[object, ...]) -> Kind:
    """Take one of several classes, or one kind or nothing: no call declares more."""
    kinds = [kind_of(argument) for argument in arguments if argument is not NoneType]
    label = " | ".join([kind.label for kind in kinds] + ["None"] * (NoneType in arguments))
    classes = tuple(argument for argument in arguments if isinstance(argument, type))

    def check(value: object, field: str) -> None:
        if value is None and NoneType in arguments:
            return
        if len(kinds) == 1:
            kinds[0].check(value, field)
        elif not isinstance(value, classes):
            _refuse(value, field, label)

    return Kind(label, check)


def _made_of(origin: type, arguments: tuple[object, ...]) -> Kind:
    """Take what holds others: each of them is looked at, but for what can be gone through once only."""
    inner = [kind_of(argument) for argument in arguments if argument is not ...]
    label = f"{origin.__name__}[{', '.join([kind.label for kind in inner] + ['...'] * (... in arguments))}]"
    accepted = (tuple, list) if origin is tuple else origin

    def check(value: object, field: str) -> None:
        if isinstance(value, str | bytes | bytearray | type) or not isinstance(value, accepted):
            _refuse(value, field, label)
        if isinstance(value, Mapping) and len(inner) == len(_KEY_AND_VALUE):
            for key, item in value.items():
                inner[0].check(key, f"{field} key")
                inner[1].check(item, f"{field}[{str(key)[:64]}]")
        elif isinstance(value, Collection) and origin is not Iterable:
            for item in value:
                inner[0].check(item, field)

    return Kind(label, check)


_KEY_AND_VALUE: Final = ("key", "value")
