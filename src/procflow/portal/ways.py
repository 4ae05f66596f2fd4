"""The ways of doing a procedure: one row for each channel (and case), with its limit, its fees and a description.

The form's table reaches us run together: `Trực tuyến7 Ngày làm việc10,000 Việt Nam Đồng(...)...Trực tiếp...`.
Invariants: a row begins where a channel's name runs straight into a limit; nothing of the text is lost: what is not a
limit or a fee is the row's note, what comes before the first row is `leftover`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from procflow.clock import Span, Unit
from procflow.portal.record import NO_INFORMATION
from procflow.portal.scanner import Scanner, digit_run

__all__ = ["CHANNELS", "StatedFee", "StatedLimit", "Way", "Ways", "money_in", "read_ways"]

CHANNELS: Final[Mapping[str, str]] = MappingProxyType(
    {"Trực tuyến": "online", "Dịch vụ bưu chính": "post", "Trực tiếp": "direct"}
)
"""The form's three channels, and the words of the language for them."""

_HEAD: Final = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_FREE: Final = "Miễn phí"
_FEE_WORDS: Final = (_FREE, NO_INFORMATION)
_CURRENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {"Việt Nam Đồng": "VND", "VNĐ": "VND", "VND": "VND", "USD": "USD", "Đô la Mỹ": "USD", "EUR": "EUR", "Euro": "EUR"}
)
_UNITS: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        "Ngày làm việc": Unit.WORKING_DAY,
        "Giờ làm việc": Unit.WORKING_HOUR,
        "Phút": Unit.MINUTE,
        "Ngày": Unit.DAY,
        "Giờ": Unit.HOUR,
        "Tuần": Unit.WEEK,
        "Tháng": Unit.MONTH,
        "Năm": Unit.YEAR,
    }
)
_FIGURE_MOST: Final = 20  # no amount of money has more signs; Python refuses to read thousands of digits
_DAYS_MOST: Final = 10_000  # 27 years: anything longer is a slip of the key
_WORDS_MOST: Final = 400  # a limit told in words is no longer than this
_GROUP: Final = 3
_SPOKEN_MONEY: Final = ("đồng", "Đồng", "VNĐ", "vnđ", "VND", "đ/", "đ)", "Đ/", "đ ", "USD")
_MILLION: Final = "triệu"


@dataclass(frozen=True, slots=True)
class StatedLimit:
    """Hold a limit as a row states it: a figure with or without unit, or only words; all empty: nothing stated."""

    figure: str = ""
    unit: Unit | None = None
    words: str = ""

    def span(self) -> Span | None:
        """Return the limit as a span; None where the unit is missing or the figure is no sensible whole number.

        A legal limit is never a fraction: `1.5 Ngày làm việc` is left for a person to read.
        """
        if self.unit is None or not self.figure.isdecimal() or len(self.figure) > _FIGURE_MOST:
            return None
        if not 0 < int(self.figure) <= _DAYS_MOST:
            return None
        return Span(int(self.figure), self.unit)

    def text(self) -> str:
        """Tell figure and unit as the form does, in small letters; empty where there is no figure."""
        word = next((word for word, unit in _UNITS.items() if unit is self.unit), "")
        return f"{self.figure} {word.casefold()}".strip()


@dataclass(frozen=True, slots=True)
class StatedFee:
    """Hold one fee of a row: free, an amount of a currency, or (neither) not stated; `note` is what brackets say."""

    is_free: bool = False
    amount: Decimal | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Hold one row; `is_blended` says that limit and amount were run together without a unit between them."""

    channel: str
    limit: StatedLimit
    fees: tuple[StatedFee, ...]
    note: str = ""
    is_blended: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """Hold the rows, and the text no row could be made of."""

    rows: tuple[Way, ...]
    leftover: str = ""


def read_ways(text: str) -> Ways:
    """Read the form's table of channels, limits and fees."""
    body = text.removeprefix(_HEAD)
    starts = list(_row_starts(body))
    if not starts:
        return Ways((), body.strip())
    ends = [*starts[1:], len(body)]
    rows = tuple(_row(body[start:end]) for start, end in zip(starts, ends, strict=True))
    return Ways(rows, body[: starts[0]].strip())


def _row_starts(text: str) -> Iterator[int]:
    at = 0
    while at < len(text):
        word = next((word for word in CHANNELS if text.startswith(word, at)), "")
        if word and _is_limit(text, at + len(word)):
            yield at
        at += len(word) or 1


def _is_limit(text: str, at: int) -> bool:
    """Say whether a limit and then a fee begin at `at`, with nothing between the channel's name and them."""
    scanner = Scanner(text, at)
    if scanner.figure():
        scanner.blanks()
        return bool(scanner.word(tuple(_UNITS)) or scanner.word((*_FEE_WORDS, *_CURRENCIES)))
    if not text[at : at + 1].isupper():
        return False
    if scanner.word((NO_INFORMATION,)):
        return True
    return _fee_at(text, at) is not None


def _fee_at(text: str, at: int) -> int | None:
    """Find the fee that ends a limit told in words; another channel's name in between says there is none."""
    for place in range(at, min(len(text), at + _WORDS_MOST)):
        if any(text.startswith(word, place) for word in CHANNELS):
            return None
        if any(text.startswith(word, place) for word in _FEE_WORDS) or _is_amount(text, place):
            return place
    return None


def _is_amount(text: str, at: int) -> bool:
    scanner = Scanner(text, at)
    figure = scanner.figure()
    scanner.blanks()
    return 0 < len(figure) <= _FIGURE_MOST and bool(scanner.word(tuple(_CURRENCIES)))


def _row(text: str) -> Way:
    scanner = Scanner(text)
    channel = CHANNELS[scanner.word(tuple(CHANNELS))]
    if _is_amount(text, scanner.at):
        return _blended(channel, scanner)
    limit = _limit(scanner)
    return Way(channel, limit, tuple(_fees(scanner)), scanner.rest().strip())


def _limit(scanner: Scanner) -> StatedLimit:
    figure = scanner.figure()
    if figure:
        at = scanner.at
        scanner.blanks()
        unit = scanner.word(tuple(_UNITS))
        if not unit:
            scanner.at = at
        return StatedLimit(figure, _UNITS.get(unit))
    if scanner.word((NO_INFORMATION,)):
        return StatedLimit()
    end = _fee_at(scanner.text, scanner.at)
    words = scanner.text[scanner.at : end]
    scanner.at += len(words)
    return StatedLimit(words=words.strip())


def _fees(scanner: Scanner) -> Iterator[StatedFee]:
    scanner.blanks()
    word = scanner.word(_FEE_WORDS)
    if word:
        yield StatedFee(is_free=word == _FREE, note=scanner.bracketed())
    while _is_amount(scanner.text, scanner.at):
        yield _amount(scanner, scanner.figure())


def _amount(scanner: Scanner, figure: str) -> StatedFee:
    scanner.blanks()
    currency = _CURRENCIES[scanner.word(tuple(_CURRENCIES))]
    return StatedFee(amount=_money(figure), currency=currency, note=scanner.bracketed())


def _money(figure: str) -> Decimal:
    """Read `1,500,000` and `450.000` as grouped, `12.5` as a decimal."""
    *head, last = figure.replace(",", ".").split(".")
    if head and (len(last) == _GROUP or len(head) > 1 or "," in figure):
        return Decimal("".join((*head, last)))
    return Decimal(figure)


def _blended(channel: str, scanner: Scanner) -> Way:
    """Read `120 VNĐ`: the limit `1`, left without its unit, and the amount `20`.

    The note decides where it repeats the amount, in full or in thousands; otherwise the limit is the first digit,
    because the form fills in `1` where nobody entered a limit.
    """
    digits = scanner.figure()
    note = Scanner(scanner.text, scanner.at).rest()
    spoken = {int(amount) for amount in money_in(note)}
    splits = [at for at in range(1, digit_run(digits, 0)) if digits[at] != "0"]
    matching = (at for at in splits if {int(_money(digits[at:])), 1000 * int(_money(digits[at:]))} & spoken)
    cut = next(matching, splits[0] if splits else 0)
    fees = [_amount(scanner, digits[cut:])]
    fees += _fees(scanner)
    return Way(channel, StatedLimit(digits[:cut]), tuple(fees), scanner.rest().strip(), is_blended=True)


def money_in(text: str) -> Iterator[Decimal]:
    """Find the amounts of money that running text speaks of: `100.000 đồng/lần`, `01 triệu đồng`, `10 USD`."""
    at = 0
    while at < len(text):
        scanner = Scanner(text, at)
        figure = scanner.figure()
        at = max(scanner.at, at + 1)
        if 0 < len(figure) <= _FIGURE_MOST:
            scanner.blanks()
            millions = scanner.word((_MILLION,))
            scanner.blanks()
            if scanner.word(_SPOKEN_MONEY) or millions:
                yield _money(figure) * (1_000_000 if millions else 1)
