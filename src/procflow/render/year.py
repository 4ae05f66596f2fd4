"""The months of a working calendar as an SVG page: days off, make-up days, what is not certain, on whose notice.

Invariant: nothing but text is written, in colours of a light and of a dark reading; nothing has to be installed.
"""

from calendar import Calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Final

from procflow.calendar import Day, Status, Verdict, WorkCalendar
from procflow.errors import Language

__all__ = ["year_page"]

_CELL: Final = 30
_ROW: Final = 24
_MONTHS_A_ROW: Final = 3
_MONTH_WIDTH: Final = 7 * _CELL + 30
_MONTH_HEIGHT: Final = 8 * _ROW + 20
_MARGIN: Final = 24
_TOP: Final = 64
_LINE: Final = 20
_NARROWEST: Final = 640
_ORDINARY: Final = frozenset({Verdict.WORKING, Verdict.WEEKEND})
_WEEKDAYS: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
}
_WORDS: Final[Mapping[Language, tuple[str, str, str, str, str]]] = {
    "en": (
        "Working calendar",
        "working days",
        "day off",
        "make-up working day",
        "not announced, or a change is proposed",
    ),
    "vi": ("Lịch làm việc", "ngày làm việc", "ngày nghỉ", "ngày làm bù", "chưa công bố, hoặc đang đề xuất thay đổi"),
}
_STYLE: Final = """<style>
text { font: 13px "DejaVu Sans", Verdana, sans-serif; fill: #1a202c }
.page { fill: #ffffff } .title { font-size: 18px; font-weight: bold } .month { font-weight: bold }
.small { font-size: 11px } .head, .weekend { fill: #8a94a0 }
.off { fill: #fbd5d5 } .make-up { fill: #c9ecd2 } .doubt { fill: none; stroke: #b7791f; stroke-dasharray: 3 2 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .page { fill: #10161d } .head, .weekend { fill: #7d8996 }
.off { fill: #5b2328 } .make-up { fill: #1d4a2b } .doubt { stroke: #e0a33a }
}</style>"""


def year_page(calendar: WorkCalendar, days: Sequence[Day], lang: Language = "vi") -> str:
    """Draw the months `days` lie in, and list the days that are no ordinary ones with the notices behind them."""
    by_date = {day.date: day for day in days}
    months = sorted({day.date.replace(day=1) for day in days})
    listed = [day for day in days if day.verdict not in _ORDINARY]
    rows = -(-len(months) // _MONTHS_A_ROW)
    width = max(min(len(months), _MONTHS_A_ROW) * _MONTH_WIDTH + 2 * _MARGIN, _NARROWEST)
    below = _TOP + rows * _MONTH_HEIGHT + _LINE
    height = below + (len(listed) + 1) * _LINE + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        _STYLE,
        f'<rect class="page" width="{width}" height="{height}"/>',
        *_heading(calendar, days, lang),
    ]
    for index, month in enumerate(months):
        row, column = divmod(index, _MONTHS_A_ROW)
        parts.extend(_month(month, by_date, lang, (_MARGIN + column * _MONTH_WIDTH, _TOP + row * _MONTH_HEIGHT)))
    parts.extend(_legend(lang, below))
    parts.extend(
        _text(_MARGIN, below + (index + 2) * _LINE, _told(day, lang), "small") for index, day in enumerate(listed)
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _heading(calendar: WorkCalendar, days: Sequence[Day], lang: Language) -> Iterator[str]:
    title, working, *_ = _WORDS[lang]
    first, last = days[0].date, days[-1].date
    span = f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"
    count = sum(day.is_working for day in days)
    yield _text(_MARGIN, 32, f"{title} {calendar.name}", "title")
    yield _text(_MARGIN, 50, f"{span} · {count} {working} · {calendar.version[:12]}", "small")


def _month(first: date, by_date: Mapping[date, Day], lang: Language, at: tuple[int, int]) -> Iterator[str]:
    left, top = at
    title = f"{first:%m/%Y}" if lang == "vi" else f"{first:%Y-%m}"
    yield _text(left, top + 16, title, "month")
    for column, name in enumerate(_WEEKDAYS[lang]):
        yield _text(left + column * _CELL + _CELL // 2, top + 16 + _ROW, name, "head small", middle=True)
    for row, week in enumerate(Calendar().monthdatescalendar(first.year, first.month)):
        for column, day in enumerate(week):
            if day in by_date and day.month == first.month:
                yield from _cell(by_date[day], left + column * _CELL, top + (row + 2) * _ROW)


def _cell(day: Day, left: int, top: int) -> Iterator[str]:
    box = f'x="{left + 2}" y="{top}" width="{_CELL - 4}" height="{_ROW - 3}" rx="4"'
    match day.verdict:
        case Verdict.HOLIDAY | Verdict.CLOSURE:
            yield f'<rect class="off" {box}/>'
        case Verdict.MAKE_UP:
            yield f'<rect class="make-up" {box}/>'
        case Verdict.WEEKEND | Verdict.WORKING:
            pass
    if day.status is Status.PROPOSED or (day.status is Status.PROJECTED and day.verdict not in _ORDINARY):
        yield f'<rect class="doubt" {box}/>'
    look = "weekend" if day.verdict is Verdict.WEEKEND else "day"
    yield _text(left + _CELL // 2, top + 15, str(day.date.day), look, middle=True)


def _legend(lang: Language, y: int) -> Iterator[str]:
    left = _MARGIN
    for look, word in zip(("off", "make-up", "doubt"), _WORDS[lang][2:], strict=True):
        yield f'<rect class="{look}" x="{left}" y="{y - 12}" width="20" height="15" rx="4"/>'
        yield _text(left + 26, y, word, "small")
        left += 50 + 8 * len(word)


def _told(day: Day, lang: Language) -> str:
    weekday = _WEEKDAYS[lang][day.date.weekday()]
    document = f" · {day.document.text(lang)}" if day.document else ""
    return f"{weekday} {day.date:%d/%m/%Y}   {day.name(lang)}{document}"


def _text(x: int, y: int, text: str, look: str, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text class="{look}" x="{x}" y="{y}"{anchor}>{escape(text)}</text>'
