"""The small types every part of the language is made of: names, texts, dates, counts.

Invariant: the reader hands over text only, so each type here says itself how its text is read.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from procflow.source import refuse

__all__ = ["Code", "Count", "Flag", "Id", "IdList", "IsoDate", "ProfileName", "Spec", "Text", "VersionName", "wrap"]

_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\Z")
_CODE: Final = re.compile(r"[1-9]\.\d{6}\Z", re.ASCII)
_PROFILE: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+\Z")
_VERSION: Final = re.compile(r"\d{4}-\d{2}(?:-\d{2})?\Z", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)


class Spec(BaseModel):
    """Be strict and immutable: an unknown key is an error, a value is never converted by guesswork."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


def _identifier(text: str) -> str:
    if not _ID.match(text):
        raise refuse("PF201", text=text)
    return text


def _code(text: str) -> str:
    if not _CODE.match(text):
        raise refuse("PF202", text=text)
    return text


def _profile_name(text: str) -> str:
    if not _PROFILE.match(text):
        raise refuse("PF214", text=text)
    return text


def _version(text: str) -> str:
    if not _VERSION.match(text):
        raise refuse("PF215", text=text)
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


def wrap(key: str) -> BeforeValidator:
    """Let an author write the one value of `key` where a mapping may stand: `limit: 15 ngày` for `{limit: 15 ngày}`."""

    def widen(value: object) -> object:
        return {key: value} if isinstance(value, str | list) else value

    widen_value: Callable[[object], object] = widen
    return BeforeValidator(widen_value)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, AfterValidator(_identifier)]
IdList = Annotated[list[Id], BeforeValidator(_listed)]
Code = Annotated[str, AfterValidator(_code)]
IsoDate = Annotated[date, BeforeValidator(_date)]
ProfileName = Annotated[str, AfterValidator(_profile_name)]
VersionName = Annotated[str, AfterValidator(_version)]
Count = Annotated[int, BeforeValidator(_count)]
Flag = Annotated[bool, BeforeValidator(_flag)]
