"""The time of one dossier as bars over the days of the calendar: each step and opinion beside the limits.

Invariants: nothing but text is written, in colours of a light and of a dark reading; a day off is shaded, a bar ends at
the moment that counts, and what lies beyond the limit is told in words too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from textwrap import shorten
from typing import Final

from procflow.calendar import VIETNAM_TIME, Verdict, WorkCalendar
from procflow.errors import Language
from procflow.lint import Bar, BarKind, Spending
from procflow.procedure import Procedure
from procflow.wording import Wording

__all__ = ["gantt_svg", "gantt_text"]

Pair = tuple[str, str]

_DAY: Final = timedelta(days=1)
_INSTANT: Final = timedelta(microseconds=1)
_ROW: Final = 26
_LABEL: Final = 330
_SIDE: Final = 150
_MARGIN: Final = 20
_TOP: Final = 112
_WIDTH: Final = 900
_WIDEST_DAY: Final = 60
_DAY_NAME: Final = 44
_MONTH: Final = 5  # letters of a month and its year
_END_NAME: Final = 90
_LETTERS: Final = 44
_CELLS: Final = 60
_SAID: Final[Mapping[str, Pair]] = {
    "title": ("Ngân sách thời gian", "Time budget"),
    "limit": ("Thời hạn giải quyết", "Legal limit"),
    "committed": ("Thời hạn cam kết", "Committed limit"),
    "submitted": ("nộp", "submitted"),
    "accepted": ("tiếp nhận", "accepted"),
    "due": ("hết hạn", "the limit ends"),
    "ready": ("xong chậm nhất", "ready at the latest"),
    "left": ("còn dư {count} ngày làm việc", "{count} working days to spare"),
    "late": ("QUÁ HẠN {count} ngày làm việc", "LATE by {count} working days"),
    "late-hours": ("QUÁ HẠN trong ngày", "LATE on the day"),
    "silent": ("không bước nào có thời hạn riêng", "no step has a time of its own"),
    "free": ("không có thời hạn riêng", "no time of its own"),
}
_STYLE: Final = """<style>
text { font: 13px "DejaVu Sans", Verdana, sans-serif; fill: #1a202c }
.page { fill: #ffffff } .title { font-size: 17px; font-weight: bold } .small { font-size: 11px; fill: #57606a }
.off { fill: #eceff2 } .rule { stroke: #d8dee4 } .due { stroke: #c53030; stroke-width: 2; stroke-dasharray: 5 3 }
.limit { fill: #3a6ea5 } .committed { fill: #7fa7d1 } .reception { fill: #9aa4af } .step { fill: #2f855a }
.consult { fill: #b795f5 } .over { fill: #c53030 } .bad { fill: #c53030; font-weight: bold }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .page { fill: #10161d } .small { fill: #9aa7b4 } .off { fill: #1d2630 } .rule { stroke: #2c3642 }
.due { stroke: #ff7b72 } .limit { fill: #6ea8dc } .committed { fill: #3f6f9e } .reception { fill: #6b7783 }
.step { fill: #5cc98a } .consult { fill: #8f6fd6 } .over { fill: #ff7b72 } .bad { fill: #ff7b72 }
}</style>"""


@dataclass(frozen=True, slots=True)
class _Told:
    """Word one dossier's time."""

    procedure: Procedure
    spending: Spending
    calendar: WorkCalendar
    lang: Language

    def say(self, key: str) -> str:
        return self.reader.pick(_SAID[key])

    @property
    def reader(self) -> Wording:
        return Wording(self.procedure, self.lang)

    @property
    def days(self) -> list[date]:
        """Give every day from handing in to the last end of a bar."""
        last = max(self.spending.due_at, *(bar.ends for bar in self.spending.bars))
        first, end = self.spending.submitted_at.date(), (last - _INSTANT).date()
        return [first + _DAY * index for index in range((end - first).days + 1)]

    def label(self, bar: Bar) -> str:
        match bar.kind:
            case BarKind.LIMIT | BarKind.COMMITTED:
                return self.say(bar.kind)
            case BarKind.RECEPTION | BarKind.STEP:
                return self.reader.step(bar.name)
            case BarKind.CONSULT:
                asked = self.procedure.steps[bar.name].consult[bar.consult]
                return f"  {self.reader.pick((asked.name, asked.name_en))}"

    def until(self, bar: Bar) -> str:
        """Say when a bar ends: the hour counts where it is not the end of a working day."""
        if bar.begins == bar.ends:
            return self.say("free")
        return self.moment(bar.ends)

    def moment(self, moment: datetime) -> str:
        """Write a moment; midnight is the end of the day before (BLDS 2015 Đ.148 k.6)."""
        if moment.time() == time():
            return f"{moment - _DAY:%d/%m} 24:00"
        return f"{moment:%d/%m %H:%M}"

    def dated(self, moment: datetime) -> str:
        """Write a moment, with its year where that is not the year of handing in."""
        day = (moment - _INSTANT).date()
        said = self.moment(moment)
        return said if day.year == self.spending.submitted_at.year else said.replace(" ", f"/{day:%Y} ")

    def verdict(self) -> str:
        """Say how much of the limit is left, or how far beyond it everybody is done."""
        spent, count = self.spending, self.calendar.count
        due_on, ready_on = (spent.due_at - _INSTANT).date(), spent.ready_at.date()
        if not any(bar.kind is BarKind.STEP and bar.ends > bar.begins for bar in spent.bars):
            return self.say("silent")
        if not spent.late:
            return self.say("left").format(count=count(ready_on, due_on))
        over = count(due_on, ready_on)
        return self.say("late").format(count=over) if over else self.say("late-hours")

    def heading(self) -> tuple[str, str]:
        procedure, spent = self.procedure, self.spending
        chosen = [self.reader.case(spent.choice.case), self.reader.channel(spent.choice.channel)]
        title = f"{procedure.code} · {self.reader.pick((procedure.name, procedure.name_en))}"
        which = ", ".join(each for each in chosen if each)
        begins = f"{self.say('submitted')} {spent.submitted_at:%d/%m/%Y %H:%M} · {self.say('accepted')} "
        begins += f"{spent.accepted_at:%d/%m %H:%M}"
        ends = f"{self.say('due')} {self.dated(spent.due_at)} · {self.say('ready')} {self.dated(spent.ready_at)}"
        return title, f"{which} · {begins} · {ends}"


def gantt_text(procedure: Procedure, spending: Spending, calendar: WorkCalendar, lang: Language = "en") -> str:
    """Tell how the time of one dossier is spent, a row for each bar and a column for each day or few days."""
    told = _Told(procedure, spending, calendar, lang)
    days = told.days
    each = -(-len(days) // _CELLS)
    groups = [days[begin : begin + each] for begin in range(0, len(days), each)]
    wide = 2 if len(groups) <= _CELLS // 2 else 1
    title, moments = told.heading()
    lines = [title, moments, told.verdict(), ""]
    lines += [" " * _LETTERS + line for line in _scale(groups, wide)]
    for bar in spending.bars:
        cells = "".join(_cell(bar, group, calendar, spending.due_at) * wide for group in groups)
        lines.append(
            f"{shorten(told.label(bar).strip(), _LETTERS - 4, placeholder='…'):<{_LETTERS}}{cells}  {told.until(bar)}"
        )
    return "\n".join(line.rstrip() for line in lines)


def _scale(groups: list[list[date]], wide: int) -> Iterator[str]:
    """Name the days: the month over its first, the day, each where there is room."""
    begins = [at for at, group in enumerate(groups) if at == 0 or group[0].month != groups[at - 1][0].month]
    months = ""
    for at, following in zip(begins, [*begins[1:], len(groups) + _MONTH], strict=True):
        if (following - at) * wide > _MONTH:  # of a month with a few days only, the next one tells enough
            months = f"{months:<{at * wide}}{groups[at][0]:%m/%y}"
    yield months
    yield "".join(f"{group[0]:%d}" if wide > 1 else ("·" if at % 5 else "|") for at, group in enumerate(groups))


def _cell(bar: Bar, group: list[date], calendar: WorkCalendar, due_at: datetime) -> str:
    begins = datetime.combine(group[0], time(), VIETNAM_TIME)
    ends = datetime.combine(group[-1], time(), VIETNAM_TIME) + _DAY
    if bar.begins < ends and bar.ends > begins:
        own = bar.kind not in (BarKind.LIMIT, BarKind.COMMITTED, BarKind.RECEPTION)
        return "▓" if own and begins >= due_at else ("█" if bar.kind is not BarKind.CONSULT else "▒")
    return " " if any(calendar.is_working(day) for day in group) else "·"


def gantt_svg(procedure: Procedure, spending: Spending, calendar: WorkCalendar, lang: Language = "vi") -> str:
    """Draw how the time of one dossier is spent, as an SVG page."""
    told = _Told(procedure, spending, calendar, lang)
    days = told.days
    unit = min(_WIDEST_DAY, _WIDTH / len(days)) if len(days) > 1 else _WIDTH / 2
    width = round(_LABEL + max(unit * len(days), 420) + _SIDE + 2 * _MARGIN)
    height = _TOP + _ROW * len(spending.bars) + 40
    left = _MARGIN + _LABEL
    title, moments = told.heading()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        _STYLE,
        f'<rect class="page" width="{width}" height="{height}"/>',
        _text(_MARGIN, 30, title, "title"),
        _text(_MARGIN, 50, moments, "small"),
        _text(_MARGIN, 70, told.verdict(), "bad" if spending.late else "small"),
        *_days(days, left, unit, height, calendar),
    ]
    origin = datetime.combine(days[0], time(), VIETNAM_TIME)
    for index, bar in enumerate(spending.bars):
        parts += _bar(told, bar, _TOP + index * _ROW, (origin, left, unit))
    due = left + (spending.due_at - origin) / _DAY * unit
    parts.append(f'<line class="due" x1="{due:.1f}" y1="{_TOP - 8}" x2="{due:.1f}" y2="{height - 34}"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _days(days: list[date], left: int, unit: float, height: int, calendar: WorkCalendar) -> Iterator[str]:
    every = max(1, round(_DAY_NAME / unit + 0.49))
    for index, day in enumerate(days):
        x = left + index * unit
        if calendar.day(day).verdict not in (Verdict.WORKING, Verdict.MAKE_UP):
            yield f'<rect class="off" x="{x:.1f}" y="{_TOP - 6}" width="{unit:.1f}" height="{height - _TOP - 28}"/>'
        if index % every == 0 and (index == 0 or (len(days) - index) * unit >= _DAY_NAME):
            yield _text(round(x + unit * min(every, len(days) - index) / 2 - 15), _TOP - 12, f"{day:%d/%m}", "small")


def _bar(told: _Told, bar: Bar, y: int, scale: tuple[datetime, int, float]) -> Iterator[str]:
    origin, left, unit = scale
    begins, ends = (left + (at - origin) / _DAY * unit for at in (bar.begins, bar.ends))
    indent = 16 if bar.kind is BarKind.CONSULT else 0
    yield _text(_MARGIN + indent, y + 14, shorten(told.label(bar).strip(), 46, placeholder="…"), "label")
    yield _block(bar.kind, begins, ends, y)
    due = left + (told.spending.due_at - origin) / _DAY * unit
    if ends > due + 1 and bar.kind in (BarKind.STEP, BarKind.CONSULT):
        yield _block("over", max(begins, due), ends, y)
    beside = due if ends <= due < ends + _END_NAME else max(ends, begins + 2)  # no text across the line
    yield _text(round(beside) + 8, y + 14, told.until(bar), "small")


def _block(look: str, begins: float, ends: float, y: int) -> str:
    return f'<rect class="{look}" x="{begins:.1f}" y="{y + 4}" width="{max(ends - begins, 2):.1f}" height="12" rx="3"/>'


def _text(x: int, y: int, text: str, look: str) -> str:
    return f'<text class="{look}" x="{x}" y="{y}">{escape(text)}</text>'
