"""Time limits that running text speaks of, each with its sentence.

Invariants: a span is a number (digits, words, or both) followed by a unit; it counts as a deadline where words around
it bind somebody to it (`trong thời hạn`, `chậm nhất`, `kể từ ngày`); dates, times of day, ages and validities do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from procflow.clock import Span, Unit

__all__ = ["Deadline", "find_deadlines", "sentence_at", "spans_in"]

_UNITS: Final[dict[str, Unit]] = {
    "ngày làm việc": Unit.WORKING_DAY,
    "giờ làm việc": Unit.WORKING_HOUR,
    "ngày": Unit.DAY,
    "giờ": Unit.HOUR,
    "phút": Unit.MINUTE,
    "tuần": Unit.WEEK,
    "tháng": Unit.MONTH,
    "năm": Unit.YEAR,
}
_ONES: Final = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_WORDS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES) if word},
    "mười": 10,
    **{f"mười {word}": 10 + value for value, word in enumerate(_ONES) if word},
    "mười lăm": 15,
    **{f"{_ONES[tens]} mươi": 10 * tens for tens in range(2, 10)},
    "hai mươi lăm": 25,
    "bốn mươi lăm": 45,
}
_SPOKEN: Final = "|".join(sorted(_WORDS, key=len, reverse=True)).replace(" ", r"\s+")
_AMOUNT: Final = re.compile(
    rf"""(?<![\w/.,-])
    (?: (?P<digits>\d{{1,3}}) (?:\s*\([^()\d]{{1,20}}\))?
      | (?P<spoken>{_SPOKEN}) (?:\s*\(\s*(?P<both>\d{{1,3}})\s*\))? )
    \s* (?P<unit>{"|".join(_UNITS).replace(" ", chr(92) + "s+")}) (?![\w])""",
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"ngày thứ (?P<digits>\d{1,3})(?=\s+(?:kể từ|tính từ))", re.IGNORECASE)


def _either(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_CASELESS: Final = re.IGNORECASE
# A number after one of these is a day of a month, an article, an age, or a repetition.
_NEVER_BEFORE: Final = re.compile(
    r"\b"
    + _either("ngày", "tháng", "năm", "quý", "tuần", "thứ", "khoản", "điều", "mẫu", "số")
    + r"\s*$|\b"
    + _either("tuổi", "đủ", "mỗi", "hằng", "hàng", "trên", "dưới")
    + r"\s*$",
    _CASELESS,
)
_NEVER_AFTER: Final = re.compile(
    r"\s*(?:\([^)]*\)\s*)?"
    + _either("tuổi", "kinh nghiệm", "trở lên", "gần nhất", "liền kề", r"\d{4}\b", r"\d{1,2} năm", r"lần\b", "một lần"),
    _CASELESS,
)
# How long a paper holds, or how long somebody has worked, bounds nobody's act.
_VALIDITY: Final = re.compile(
    _either("giá trị", "hiệu lực", "thời hạn của giấy", "thời hạn sử dụng", "kinh nghiệm", "còn lại", "tái phạm")
    + r"[^.;]{0,40}$|"
    + _either("giấy", "phép", "chứng chỉ", "nhận")
    + r" có thời hạn[^.;]{0,40}$",
    _CASELESS,
)
_SURELY: Final = re.compile(
    _either("trong thời hạn", "trong vòng", "chậm nhất", "muộn nhất") + r"(?: là| không quá| tối đa)*\s*$", _CASELESS
)
_BINDS_BEFORE: Final = re.compile(
    _either(
        "thời hạn",
        "thời gian",
        "trong vòng",
        r"\btrong",
        "chậm nhất",
        "muộn nhất",
        "không muộn hơn",
        "không chậm hơn",
        "không vượt quá",
        "quá",
        "tối đa",
        "tối thiểu",
        "ít nhất",
        r"\bsau",
        "trước",
    )
    + r"(?:\s+"
    + _either("là", "không quá", "tối đa", "thời hạn", "tối thiểu", "ít nhất", "vòng", "khoảng")
    + r")*\s*:?\s*$",
    _CASELESS,
)
_BINDS_AFTER: Final = re.compile(
    r"[\s,]*(?:liên tục)?[\s,]*\(?"
    + _either("kể từ", "tính từ", "từ ngày", "trước ngày", "trước khi", "trước thời", "sau khi", "sau ngày"),
    _CASELESS,
)
_OR: Final = re.compile(r"[^.;\n]{0,60}(?:\bhoặc|\bvà|/|,)\s*\(?\s*", _CASELESS)
_AROUND_THE_CLOCK: Final = re.compile(r"\s*/\s*\d")
_TIME_OF_DAY: Final = re.compile(r"\b" + _either("sau", "trước", "lúc", "từ", "đến", "vào") + r"\s*$", _CASELESS)
_LOOK: Final = 60
_SENTENCE_MOST: Final = 300
_SENTENCE_LOOK: Final = 2000  # no sentence of a decree is longer
_SENTENCE_ENDS: Final = (". ", ".\n", "\n", "; ")
_NOON: Final = range(6, 19)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold one time limit and the sentence that states it."""

    span: Span
    sentence: str


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    start: int
    end: int


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Find every span that binds somebody to act, in the order of the text."""
    return tuple(Deadline(found.span, sentence_at(text, found.start)) for found in _deadlines(text))


def spans_in(text: str) -> tuple[Span, ...]:
    """Find the spans of `find_deadlines`, without their sentences."""
    return tuple(found.span for found in _deadlines(text))


def sentence_at(text: str, at: int) -> str:
    """Cut out the sentence (or line) around `at`, at most 300 characters."""
    before, after = text[max(0, at - _SENTENCE_LOOK) : at], text[at : at + _SENTENCE_LOOK]
    start = max(before.rfind(sign) + len(sign) if sign in before else 0 for sign in _SENTENCE_ENDS)
    end = min((place for sign in _SENTENCE_ENDS if (place := after.find(sign)) >= 0), default=len(after))
    sentence = " ".join((before[start:] + after[:end]).split()).strip("-+ ")
    return sentence if len(sentence) <= _SENTENCE_MOST else f"{sentence[: _SENTENCE_MOST - 1]}…"


def _deadlines(text: str) -> Iterator[_Found]:
    found = [*_spans(text), *_ordinals(text)]
    yield from sorted(found, key=lambda each: each.start)


def _ordinals(text: str) -> Iterator[_Found]:
    """Find `ngày thứ 35 kể từ ngày ...`: a limit of 35 days."""
    for match in _ORDINAL.finditer(text):
        if int(match["digits"]) > 0:
            yield _Found(Span(int(match["digits"]), Unit.DAY), match.start(), match.end())


def _spans(text: str) -> Iterator[_Found]:
    last: _Found | None = None
    for match in _AMOUNT.finditer(text):
        amount = _amount(match)
        unit = _UNITS[" ".join(match["unit"].casefold().split())]
        between = text[last.end : match.start()] if last else ""
        if amount > 0 and (_binds(text, match, amount, unit) or (between and _is_alternative(text, match, between))):
            last = _Found(Span(amount, unit), match.start(), match.end())
            yield last


def _is_alternative(text: str, match: re.Match[str], between: str) -> bool:
    """Say whether a span goes on from the one before: `20 ngày (hoặc 15 ngày đối với nhà ở riêng lẻ)`."""
    return _OR.fullmatch(between) is not None and _NEVER_AFTER.match(text, match.end()) is None


def _amount(match: re.Match[str]) -> int:
    digits = match["digits"] or match["both"]
    return int(digits) if digits else _WORDS[" ".join(match["spoken"].casefold().split())]


def _binds(text: str, match: re.Match[str], amount: int, unit: Unit) -> bool:
    before = text[max(0, match.start() - _LOOK) : match.start()]
    after = text[match.end() : match.end() + _LOOK]
    if _NEVER_BEFORE.search(before) or _NEVER_AFTER.match(after):
        return False
    if unit in (Unit.WORKING_DAY, Unit.WORKING_HOUR):
        return True
    if _AROUND_THE_CLOCK.match(after) or (_VALIDITY.search(before) and not _SURELY.search(before)):
        return False
    follows = _BINDS_AFTER.match(after) is not None
    if unit is Unit.HOUR and amount in _NOON and _TIME_OF_DAY.search(before) and not follows:
        return False
    return follows or _BINDS_BEFORE.search(before) is not None
