"""The small types every part of the language is made of: names, texts, dates, counts.

Invariants: the reader hands over text only, so each type here says itself how its text is read; and each says for the
JSON Schema what an editor's YAML reader may make of that text (`1.013225` is a number to it, `yes` a text).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from procflow.source import refuse

__all__ = [
    "CHANNEL_WORDS",
    "Code",
    "Count",
    "Flag",
    "Id",
    "IdList",
    "IsoDate",
    "LanguageVersion",
    "ProfileName",
    "SomeChannels",
    "SomeIds",
    "Spec",
    "Text",
    "VersionName",
    "wrap",
]

_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\Z")
_CODE: Final = re.compile(r"[1-9]\.\d{6}\Z", re.ASCII)
_PROFILE: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+\Z")
_VERSION: Final = re.compile(r"(\d{4}-\d{2})(-\d{2})?\Z", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
CHANNEL_WORDS: Final = MappingProxyType({
    "trực tiếp": "direct", "trực tuyến": "online", "bưu chính": "post", "qua bưu chính": "post",
    "bưu chính công ích": "post", "dịch vụ bưu chính công ích": "post", "qua dịch vụ bưu chính công ích": "post",
})  # fmt: skip
"""The words of decrees for the usual channels, and the name of each here."""


class Spec(BaseModel):
    """Be strict and immutable: an unknown key is an error, a value is never converted by guesswork."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


def _identifier(text: str) -> str:
    if not _ID.match(text):
        raise refuse("PF201", text=text)
    return text


def _channel(value: object) -> object:
    """Refuse the words of a decree for a channel, and tell the name it has here."""
    name = CHANNEL_WORDS.get(value.strip().casefold()) if isinstance(value, str) else None
    if name is not None:
        raise refuse("PF222", text=value, word=name)
    return value


def _code(text: str) -> str:
    if not _CODE.match(text):
        raise refuse("PF202", text=text)
    return text


def _profile_name(text: str) -> str:
    if not _PROFILE.match(text):
        raise refuse("PF214", text=text)
    return text


def _version(text: str) -> str:
    match = _VERSION.match(text)
    if match is None:
        raise refuse("PF215", text=text)
    try:
        date.fromisoformat(f"{match[1]}{match[2] or '-01'}")
    except ValueError:  # a thirteenth month, or 30 February
        raise refuse("PF215", text=text) from None
    return text


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _DATE.match(value)
    if match is None:
        raise refuse("PF203", text=value)
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise refuse("PF204", text=value) from None


def _count(value: object) -> object:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and len(value) <= 9):  # noqa: PLR2004 - below 10^9 nothing overflows
            raise refuse("PF205", text=value)
        return int(value)
    return value


def _flag(value: object) -> object:
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str):
        if value not in words:
            raise refuse("PF206", text=value)
        return words[value]
    return value


@dataclass(frozen=True, slots=True)
class _Short(BeforeValidator):
    """Read the short form of a mapping, and tell the JSON Schema of it: the value of `key` may stand alone."""

    key: str = field(kw_only=True)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        long = handler(core)
        short: JsonSchemaValue = handler.resolve_ref_schema(long)["properties"][self.key]
        return {"anyOf": [short, long]}


def wrap(key: str) -> BeforeValidator:
    """Let an author write the one value of `key` where a mapping may stand: `limit: 15 ngày` for `{limit: 15 ngày}`."""

    def widen(value: object) -> object:
        return {key: value} if isinstance(value, str | list) else value

    widen_value: Callable[[object], object] = widen
    return _Short(widen_value, key=key)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _each_once(names: list[str]) -> list[str]:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise refuse("PF219", name=name)
    return names


_SCALAR: Final[list[str]] = ["string", "number", "boolean"]
_ID_SCHEMA: Final[JsonSchemaValue] = {"type": "string", "pattern": r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"}

Text = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    WithJsonSchema({"type": _SCALAR, "minLength": 1}),
]
Id = Annotated[str, AfterValidator(_identifier), WithJsonSchema(_ID_SCHEMA)]
IdList = Annotated[
    list[Id],
    BeforeValidator(_listed),
    AfterValidator(_each_once),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "uniqueItems": True}]}),
]
SomeIds = Annotated[
    list[Id],
    Field(min_length=1),
    BeforeValidator(_listed),
    AfterValidator(_each_once),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "uniqueItems": True, "minItems": 1}]}),
]
SomeChannels = Annotated[
    list[Annotated[Id, BeforeValidator(_channel)]],
    Field(min_length=1),
    BeforeValidator(_listed),
    AfterValidator(_each_once),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "uniqueItems": True, "minItems": 1}]}),
]
Code = Annotated[
    str,
    AfterValidator(_code),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^[1-9]\.[0-9]{6}$"}),
]
IsoDate = Annotated[
    date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
ProfileName = Annotated[
    str,
    AfterValidator(_profile_name),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9-]+(/[a-z0-9-]+)+$"}),
]
VersionName = Annotated[
    str,
    AfterValidator(_version),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}),
]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 999999999})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
LanguageVersion = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
