"""Corrections a program can make: for one diagnostic, the edits of the text that may be what its author meant.

Invariants: an edit touches what the diagnostic speaks of and nothing else, so that comments and layout stay; no edit
changes a digit, because a wrong figure of law must be read again by a person; whether an edit mends anything is for the
reader of the whole file to say, and is never taken for granted here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from procflow.clock import Span
from procflow.errors import Diagnostic, Place, SpanError
from procflow.source.characters import LINE_BREAK

__all__ = ["Edit", "edits"]

_SHORT: Final = 4
_ACCENTS: Final = MappingProxyType({"đ": "d", "Đ": "D"})
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TRUE: Final = frozenset({"true", "yes", "co", "dung"})
_FALSE: Final = frozenset({"false", "no", "khong", "sai"})
_UNITS: Final = tuple(
    (re.compile(rf"\b{folded}\b"), told)
    for folded, told in (("lam viec", "làm việc"), ("ngay", "ngày"), ("gio", "giờ"), ("thang", "tháng"),
                         ("tuan", "tuần"), ("phut", "phút"))
)  # fmt: skip
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_HOUR: Final = re.compile(r"\b(\d{1,2})\s?(?:h|giờ)\s?(\d{2})?\b")
_MONTH: Final = re.compile(r"(\d{4})[/.](\d{1,2})|(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_VALUE: Final = re.compile(r"(?P<before>\s*(?:- )*(?:[^\s:#'\"{}\[\]]+:\s+)?)(?P<value>\S.*?)(?P<after>\s+#.*|\s*)\Z")
_MOST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `start` to `end` of a text."""

    start: int
    end: int
    was: str
    becomes: str

    def applied(self, text: str) -> str:
        """Give `text` with the edit made."""
        return f"{text[: self.start]}{self.becomes}{text[self.end :]}"


def edits(text: str, diagnostic: Diagnostic) -> list[Edit]:
    """Give what may mend `diagnostic` in `text`, the likeliest first; nothing where only its author can know."""
    propose = _PROPOSALS.get(diagnostic.code)
    spot = _spot(text, diagnostic.place)
    if propose is None or spot is None:
        return []
    made = (Edit(start, end, text[start:end], becomes) for start, end, becomes in propose(spot, diagnostic.params))
    return [edit for edit in made if edit.was != edit.becomes and _figures(edit.was) == _figures(edit.becomes)]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Hold what a diagnostic speaks of: the whole text, and where the place and its line begin and end in it."""

    text: str
    start: int
    end: int
    line_start: int
    line_end: int

    @property
    def said(self) -> str:
        return self.text[self.start : self.end]


_Proposal = tuple[int, int, str]
_Params = Mapping[str, object]


def _spot(text: str, place: Place) -> _Spot | None:
    lines = LINE_BREAK.split(text)
    starts = [0, *accumulate(len(line) for line in lines)]
    breaks = [0, *accumulate(len(found[0]) for found in LINE_BREAK.finditer(text))]
    if not (1 <= place.line <= place.end_line <= len(lines)):
        return None
    begin = [start + gap for start, gap in zip(starts, breaks, strict=False)]
    first, last = begin[place.line - 1], begin[place.end_line - 1]
    return _Spot(text, first + place.column - 1, last + place.end_column - 1, first, first + len(lines[place.line - 1]))


def _name(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    """Put the known name in place of the one that stands for nothing, where it can hardly be another."""
    said = next((str(params[key]) for key in ("key", "value", "name") if key in params), "")
    meant = next((str(params[key]) for key in ("guess", "near") if key in params), "")
    known = [each for each in str(params.get("known", "")).split(", ") if each != "…"]
    if not said or meant in {"", "-"} or _digits(said) != _digits(meant) or not _is_surely(said, meant, known):
        return
    at = [found.start() for found in re.finditer(rf"(?<![\w-]){re.escape(said)}(?![\w-])", spot.said)]
    if len(at) == 1:
        yield spot.start + at[0], spot.start + at[0] + len(said), meant


def _is_surely(said: str, meant: str, known: list[str]) -> bool:
    """Say that `meant` is a slip of the hand away, and nothing else known is as near."""
    if _folded(said) == _folded(meant):
        return True
    far = _distance(said, meant)
    others = [_distance(said, each) for each in known if each != meant]
    return far <= (1 if len(said) <= _SHORT else 2) and far < min(others, default=far + 1)


def _distance(one: str, other: str) -> int:
    return int(OSA.distance(_folded(one), _folded(other)))


def _folded(text: str) -> str:
    """Take accents, case and the choice between `-`, `_` and a space away."""
    plain = "".join(_ACCENTS.get(each, each) for each in unicodedata.normalize("NFD", text))
    kept = "".join(each for each in plain if unicodedata.category(each) != "Mn")
    return re.sub(r"[\s_-]+", "-", kept).casefold()


def _digits(text: str) -> list[str]:
    return [each for each in text if each.isdigit()]


def _figures(text: str) -> list[str]:
    """Give the digits in whatever order, because a date is turned round, and without the zeros that fill it up."""
    return sorted(each for each in _digits(text) if each != "0")


def _slug(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    """Spell a name as names are spelt, where the file knows the name so spelt."""
    said = str(params["text"])
    slug = re.sub(r"[^a-z0-9]+", "-", _folded(said)).strip("-")
    rest = spot.text[: spot.start] + spot.text[spot.end :]
    if slug and spot.said == said and re.search(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", rest):
        yield spot.start, spot.end, slug


def _word(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    """Put the name this language has for what the decree calls otherwise."""
    if spot.said == params["text"]:
        yield spot.start, spot.end, str(params["word"])


def _flag(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    word = _folded(str(params["text"]))
    if word in _TRUE | _FALSE:
        yield spot.start, spot.end, "true" if word in _TRUE else "false"


def _span(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    """Put the accents on the units of a time limit, and take away what is no part of it."""
    said = str(params["text"])
    told = _folded(said).replace("-", " ").rstrip(" .;,")
    for pattern, word in _UNITS:
        told = pattern.sub(word, told)
    try:
        Span.parse(told)
    except SpanError:
        return
    at = spot.said.find(said)
    if at >= 0:
        yield spot.start + at, spot.start + at + len(said), told


def _date(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    """Turn a date round, where day and month cannot be taken for each other."""
    yield from _turned(spot, spot.said)


def _turned(spot: _Spot, said: str) -> Iterator[_Proposal]:
    made = _YEAR_FIRST.sub(lambda found: f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", said)
    made = _DAY_FIRST.sub(
        lambda found: (
            f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
            if int(found[1]) > _MOST_MONTH or int(found[1]) == int(found[2])
            else found[0]
        ),
        made,
    )
    yield spot.start, spot.end, made


def _moment(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    hours = _HOUR.sub(lambda found: f"{found[1]:0>2}:{found[2] or '00'}", spot.said)
    yield from _turned(spot, hours)


def _wait(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    yield spot.start, spot.end, f"until {spot.said}"


def _version(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    found = _MONTH.fullmatch(spot.said)
    if found:
        year, month = found["year"] or found[1], found["month"] or found[2]
        yield spot.start, spot.end, f"{year}-{month:0>2}"


def _operator(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    sign, word = str(params["sign"]), str(params["word"])
    if spot.said == sign:
        before, after = spot.text[spot.start - 1 : spot.start], spot.text[spot.end : spot.end + 1]
        left = " " if word.isalpha() and before.isalnum() else ""
        right = " " if word.isalpha() and after and not after.isspace() else ""
        yield spot.start, spot.end, f"{left}{word}{right}"


def _unseen(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    if spot.said in _UNSEEN:
        yield spot.start, spot.end, ""


def _spaces(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    """Put ordinary spaces in place of those that only look so."""
    if spot.said and not spot.said.strip():
        yield spot.start, spot.end, " " * len(spot.said)


def _apart(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    """Put the space between a key and its value."""
    said = f"{params['key']}:"
    yield spot.start, spot.start + len(said), f"{said} "


def _tabs(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    """Put spaces in place of the tabs of the whole text: one at a time, they cannot be told from a wrong indent."""
    for wide in (2, 4):
        rows = re.sub(r"(?m)^[ \t]+", lambda found: found[0].replace("\t", " " * wide), spot.text)  # noqa: B023
        yield 0, len(spot.text), rows.replace("\t", " ")


def _comma(spot: _Spot, params: _Params) -> Iterator[_Proposal]:
    """Put a text that a comma cut in quotes."""
    whole = str(params["whole"])
    at = spot.text.find(whole, spot.line_start, spot.line_end)
    if at >= 0 and not set(whole) & {'"', "'", "\\"}:
        yield at, at + len(whole), f'"{whole}"'


def _quotes(spot: _Spot, _: _Params) -> Iterator[_Proposal]:
    """Put the value that stands at the place in quotes: up to the end of its line, or to the comma or brace."""
    line = spot.text[spot.line_start : spot.line_end]
    column = spot.start - spot.line_start
    found = _VALUE.match(line)
    if found and found.start("value") <= column and found["value"][0] not in "{[":
        yield _in_quotes(spot.line_start + found.start("value"), found["value"])
    rest = re.match(r"[^,{}\[\]#]+", line[column:])
    if rest and line[:column].count("{") > line[:column].count("}"):
        yield _in_quotes(spot.start, rest[0].rstrip())


def _in_quotes(start: int, value: str) -> _Proposal:
    return start, start + len(value), "'" + value.replace("'", "''") + "'"


_NAMES: Final = (
    "PF131", "PF133", "PF259", "PF264", "PF301", "PF304", "PF305", "PF307", "PF308", "PF309", "PF312", "PF316", "PF319",
    "PF326", "PF336", "PF339",
)  # fmt: skip
_PROPOSALS: Final[Mapping[str, Callable[[_Spot, _Params], Iterator[_Proposal]]]] = {
    **dict.fromkeys(_NAMES, _name),
    "PF104": _unseen,
    "PF105": _tabs,
    "PF117": _comma,
    "PF119": _quotes,
    "PF122": _quotes,
    "PF127": _spaces,
    "PF128": _apart,
    "PF123": _quotes,
    "PF201": _slug,
    "PF203": _date,
    "PF206": _flag,
    "PF215": _version,
    "PF222": _word,
    "PF253": _operator,
    "PF410": _span,
    "PF740": _moment,
    "PF741": _wait,
}
