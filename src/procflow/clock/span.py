"""Span: a legal time limit as the law words it, in Vietnamese or English, with its unit kept.

Invariants: `Span.parse(str(span)) == span` and likewise for both wordings; a unit is never converted (a month is not 30
days, a working day is not 8 hours); an amount is a positive whole number, except in an office's own plan.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from procflow.calendar.days import Language
from procflow.errors import SpanError

__all__ = ["Span", "Unit"]


class Unit(StrEnum):
    """The units in which the law gives time limits (BLDS 2015 Đ.144 k.2, and the working units of special laws)."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_MINUTE = "working minute"
    WORKING_HOUR = "working hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SAME_DAY = "same day"


_CLOCK_UNITS: Final = frozenset({Unit.MINUTE, Unit.HOUR, Unit.WORKING_MINUTE, Unit.WORKING_HOUR})
_WORKING_UNITS: Final = frozenset({Unit.WORKING_MINUTE, Unit.WORKING_HOUR, Unit.WORKING_DAY, Unit.SAME_DAY})

_VIETNAMESE: Final[dict[Unit, str]] = {
    Unit.MINUTE: "phút",
    Unit.HOUR: "giờ",
    Unit.WORKING_MINUTE: "phút làm việc",
    Unit.WORKING_HOUR: "giờ làm việc",
    Unit.DAY: "ngày",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.WEEK: "tuần",
    Unit.MONTH: "tháng",
    Unit.YEAR: "năm",
}

_WORDS: Final[dict[str, Unit]] = {
    **{word: unit for unit, word in _VIETNAMESE.items()},
    **{unit.value: unit for unit in _VIETNAMESE},
    **{f"{unit.value}s": unit for unit in _VIETNAMESE},
    "calendar day": Unit.DAY,
    "calendar days": Unit.DAY,
    "business day": Unit.WORKING_DAY,
    "business days": Unit.WORKING_DAY,
    "business hour": Unit.WORKING_HOUR,
    "business hours": Unit.WORKING_HOUR,
    "ngày theo lịch": Unit.DAY,
    "ngày liên tục": Unit.DAY,
    "ngày dương lịch": Unit.DAY,
    "tiếng": Unit.HOUR,
}

# Decrees also write small numbers as words; "năm" is both five and year, and stands first only as five.
_NUMBER_WORDS: Final[dict[str, int]] = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười hai": 12,
    "mười lăm": 15,
    "hai mươi": 20,
    "ba mươi": 30,
    "bốn mươi lăm": 45,
    "sáu mươi": 60,
    "chín mươi": 90,
}
_NUMBER_WORD = re.compile(
    f"^({'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))}) (?=ngày|giờ|phút|tuần|tháng|năm)"
)
_LEAD = re.compile(r"^(?:trong thời hạn|trong vòng|không quá|chậm nhất|tối đa|within|at most) ")
_THOUSANDS: Final = re.compile(r"\d+[.,]000")
_AMOUNT = re.compile(r"^(\d{1,6}(?:[.,]\d{1,4})?)\s*(?:\([^()]*\)\s*)?(.*)$")
_SAME_DAY = re.compile(
    r"""^(?:same\ day|(?:ngay\ )?trong\ ngày(?:\ làm\ việc)?)
        (?:[,;]?\ *\(?(?:before|trước|sau|tiếp\ nhận\ sau)\ +
           (?P<hour>\d{1,2})(?:\ ?(?::|h|giờ)\ ?(?P<minute>\d{2})?(?:\ ?phút)?)?
           (?:[:,]?\ *(?:thì\ )?(?:trả\ )?(?:vào\ )?ngày\ làm\ việc\ (?:tiếp\ theo|kế\ tiếp))?\)?)?$""",
    re.VERBOSE,
)
_THEN = re.compile(r"\s+(?:then|rồi(?: đến)?)\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """Hold one time limit: `amount` of `unit`; a same-day limit may have a cut-off; `then` is the next phase.

    Build it with `Span.parse`, or by hand; PF416 refuses an amount below 1, PF418 phases that join days and hours.

    `is_clock` tells that it runs from a moment to a moment (BLDS 2015 Đ.147 k.1) and not from a day to a day,
    `is_same_day` that it ends with the day it is about, `is_working` that its first phase counts working time only,
    `is_whole` that every amount is a whole number. The same day may be the first of several phases: an extension of it.
    """

    amount: int | Decimal
    unit: Unit
    cutoff: time | None = None
    then: "Span | None" = None
    is_clock: bool = field(init=False, repr=False, compare=False)
    is_same_day: bool = field(init=False, repr=False, compare=False)
    is_working: bool = field(init=False, repr=False, compare=False)
    is_whole: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.amount <= 0 or (self.unit is Unit.SAME_DAY and self.amount != 1):
            raise SpanError("PF416", text=f"{self.amount} {self.unit}")
        # Read millions of times by the count, and an enum member's hash is slow.
        put = object.__setattr__
        put(self, "is_clock", self.unit in _CLOCK_UNITS)
        put(self, "is_same_day", self.unit is Unit.SAME_DAY and self.then is None)
        put(self, "is_working", self.unit in _WORKING_UNITS)
        put(self, "is_whole", all(isinstance(phase.amount, int) for phase in self.phases()))
        later = () if self.then is None else tuple(self.then.phases())
        if later and (self.is_clock or any(one.is_clock or one.unit is Unit.SAME_DAY for one in later)):
            raise SpanError("PF418", span=str(self))

    def phases(self) -> Iterator["Span"]:
        """Yield the phases in the order in which they run."""
        phase: Span | None = self
        while phase is not None:
            yield phase
            phase = phase.then

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read a span in the wording of the law, Vietnamese or English: `05 ngày làm việc`, `5 working days`.

        Raises:
            SpanError: PF410 when it cannot be read, PF412 for a number without a unit, PF416 for an amount below 1,
                PF418 when phases join days and hours.
        """
        if not isinstance(text, str):
            raise SpanError("PF410", text=text)
        return _parse(text)

    def text(self, lang: Language = "en") -> str:
        """Write the span as the law would, in `lang`; `parse` reads it back."""
        first = self._vietnamese() if lang == "vi" else self._english()
        if self.then is None:
            return first
        return f"{first} {'rồi' if lang == 'vi' else 'then'} {self.then.text(lang)}"

    def __str__(self) -> str:
        return self.text("en")

    def _english(self) -> str:
        if self.unit is Unit.SAME_DAY:
            return "same day" if self.cutoff is None else f"same day before {self.cutoff:%H:%M}"
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    def _vietnamese(self) -> str:
        if self.unit is not Unit.SAME_DAY:
            amount = f"{self.amount:02}" if isinstance(self.amount, int) else str(self.amount).replace(".", ",")
            return f"{amount} {_VIETNAMESE[self.unit]}"
        if self.cutoff is None:
            return "trong ngày"
        minutes = f" {self.cutoff.minute:02} phút" if self.cutoff.minute else ""
        return f"trong ngày (sau {self.cutoff.hour} giờ{minutes}: ngày làm việc tiếp theo)"


@lru_cache(maxsize=4096)
def _parse(text: str) -> Span:
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    *earlier, last = _THEN.split(plain)
    span = _phase(last, text)
    for part in reversed(earlier):
        span = replace(_phase(part, text), then=span)
    return span


def _phase(plain: str, text: str) -> Span:
    same_day = _SAME_DAY.match(plain)
    if same_day is not None:
        return Span(1, Unit.SAME_DAY, _cutoff(same_day, text))
    bare = _NUMBER_WORD.sub(lambda word: f"{_NUMBER_WORDS[word[1]]} ", _LEAD.sub("", plain))
    found = _AMOUNT.match(bare)
    if found is None:
        raise SpanError("PF410", text=text)
    amount, word = found.groups()
    if not word:
        raise SpanError("PF412", text=text, amount=amount)
    unit = _WORDS.get(word.rstrip(" .;,"))
    if unit is None:
        raise SpanError("PF410", text=text)
    return _checked(amount, unit, text)


def _checked(amount: str, unit: Unit, text: str) -> Span:
    if _THOUSANDS.fullmatch(amount):  # "1.000 ngày" is a thousand in Vietnamese; read as a fraction it would be one
        raise SpanError("PF410", text=text)
    number = Decimal(amount.replace(",", ".")).normalize()
    if number <= 0:
        raise SpanError("PF416", text=text)
    return Span(int(number) if number == number.to_integral_value() else number, unit)


def _cutoff(found: re.Match[str], text: str) -> time | None:
    if found["hour"] is None:
        return None
    try:
        return time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError as error:
        raise SpanError("PF410", text=text) from error
