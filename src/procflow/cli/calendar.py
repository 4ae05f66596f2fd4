"""`procflow calendar`: a year, a month or a day of the working calendar, each day off with the notice behind it."""

import re
from calendar import Calendar, monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final

import click

from procflow.calendar import Day, Status, Verdict, WorkCalendar, enterprise, vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.moment import parse_date, spoken_date
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import Language, MisuseError

__all__ = ["COMMAND"]

_PERIOD: Final = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")
_MONTHS_A_ROW: Final = 3
_WIDTH: Final = 28
_WEEKDAYS: Final[Mapping[Language, str]] = {"en": " Mo  Tu  We  Th  Fr  Sa  Su ", "vi": " T2  T3  T4  T5  T6  T7  CN "}
_WORDS: Final[Mapping[Language, Mapping[Verdict | Status, str]]] = {
    "en": {
        Verdict.WORKING: "working day",
        Verdict.WEEKEND: "weekend",
        Verdict.HOLIDAY: "off",
        Verdict.MAKE_UP: "make-up",
        Verdict.CLOSURE: "closed",
        Status.ANNOUNCED: "announced",
        Status.PROPOSED: "proposed",
        Status.PROJECTED: "projected",
    },
    "vi": {
        Verdict.WORKING: "làm việc",
        Verdict.WEEKEND: "cuối tuần",
        Verdict.HOLIDAY: "nghỉ",
        Verdict.MAKE_UP: "làm bù",
        Verdict.CLOSURE: "đóng cửa",
        Status.ANNOUNCED: "đã công bố",
        Status.PROPOSED: "đang đề xuất",
        Status.PROJECTED: "tạm tính",
    },
}
_LEGEND: Final[Mapping[Language, str]] = {
    "en": "*  day off    +  make-up working day    ?  a change is proposed    ~  projected, not announced yet",
    "vi": "*  ngày nghỉ    +  ngày làm bù    ?  đang được đề xuất thay đổi    ~  tạm tính, chưa công bố",
}
_DOUBT: Final = {Status.ANNOUNCED: "", Status.PROPOSED: "?", Status.PROJECTED: "~"}
_ORDINARY: Final = frozenset({Verdict.WORKING, Verdict.WEEKEND})


@dataclass(frozen=True, slots=True)
class _Period:
    """Hold the days from `first` to `last`, both included."""

    first: date
    last: date

    def days(self, calendar: WorkCalendar) -> list[Day]:
        """Ask `calendar` about each day."""
        length = (self.last - self.first).days + 1
        return [calendar.day(self.first + timedelta(days=index)) for index in range(length)]

    def months(self) -> list[date]:
        """List the first days of the months."""
        return [date(self.first.year, month, 1) for month in range(self.first.month, self.last.month + 1)]


def _run(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    period: str,
    as_json: bool,
    ics: bool,
    svg: bool,
    known_on: str | None,
    of: str,
) -> int:
    if as_json + ics + svg > 1:
        raise MisuseError("PF719", options="--json, --ics, --svg", program=context.command_path)
    lang = language(context)
    asked = _parse_period(period)
    calendar = _calendar(of, known_on)
    days = asked.days(calendar)
    if as_json:
        print_json(_data(calendar, asked, days, lang))
    elif ics or svg:
        print_text(_drawn(calendar, days, lang, ics=ics), newline=False)
    elif asked.first == asked.last:
        print_text("\n".join([_line(days[0], lang), *_doubts(calendar, asked, lang)]))
    else:
        print_text("\n".join(_page(calendar, asked, days, lang)))
    return 0


def _drawn(calendar: WorkCalendar, days: Sequence[Day], lang: Language, *, ics: bool) -> str:
    from procflow.render import icalendar, year_page  # noqa: PLC0415 - loaded when something is drawn

    return icalendar(calendar, days, lang) if ics else year_page(calendar, days, lang)


def _calendar(of: str, known_on: str | None) -> WorkCalendar:
    calendar = enterprise() if of == "enterprise" else vietnam()
    return calendar if known_on is None else calendar.known_on(parse_date(known_on))


def _parse_period(text: str) -> _Period:
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise MisuseError("PF709", value=text)
    year, month, day = (int(found[part]) if found[part] else 0 for part in ("year", "month", "day"))
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError as error:
        raise MisuseError("PF709", value=text) from error
    return _Period(first, last)


def _data(calendar: WorkCalendar, asked: _Period, days: Sequence[Day], lang: Language) -> Mapping[str, object]:
    return {
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "working_days": sum(day.is_working for day in days),
        "calendar": calendar.version,
        "days": [
            {
                "date": day.date.isoformat(),
                "working": day.is_working,
                "verdict": day.verdict.value,
                "status": day.status.value,
                "name": day.name(lang),
                "document": day.document.text(lang) if day.document else None,
            }
            for day in days
        ],
    }


def _page(calendar: WorkCalendar, asked: _Period, days: Sequence[Day], lang: Language) -> Iterator[str]:
    by_date = {day.date: day for day in days}
    grids = [_grid(first, by_date, lang) for first in asked.months()]
    for start in range(0, len(grids), _MONTHS_A_ROW):
        row = grids[start : start + _MONTHS_A_ROW]
        for lines in zip_longest(*row, fillvalue=" " * _WIDTH):
            yield "   ".join(lines).rstrip()
        yield ""
    yield _LEGEND[lang]
    yield ""
    yield from (_line(day, lang) for day in days if day.verdict not in _ORDINARY)
    yield ""
    yield from _doubts(calendar, asked, lang)
    yield _summary(calendar, days, lang)


def _grid(first: date, by_date: Mapping[date, Day], lang: Language) -> list[str]:
    title = f"{first:%m/%Y}" if lang == "vi" else f"{first:%Y-%m}"
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    rows = ["".join(_cell(day, first.month, by_date) for day in week) for week in weeks]
    before = (_WIDTH - len(title)) // 2
    head = " " * before + in_colour(title, "cyan", bold=True) + " " * (_WIDTH - before - len(title))
    return [head, _WEEKDAYS[lang], *rows]


def _cell(day: date, month: int, by_date: Mapping[date, Day]) -> str:
    if day.month != month:
        return " " * 4
    mark, colour = _mark(by_date[day])
    text = f"{day.day:>3}{mark}".rstrip()
    return f"{in_colour(text, colour) if colour else text}{' ' * (4 - len(text))}"


def _mark(day: Day) -> tuple[str, str]:
    doubt = _DOUBT[day.status]
    match day.verdict:
        case Verdict.HOLIDAY | Verdict.CLOSURE:
            return doubt or "*", "red"
        case Verdict.MAKE_UP:
            return doubt or "+", "green"
        case Verdict.WEEKEND:
            return (doubt if day.status is Status.PROPOSED else "") or " ", "bright_black"
        case Verdict.WORKING:
            return (doubt if day.status is Status.PROPOSED else "") or " ", ""


def _line(day: Day, lang: Language) -> str:
    words = _WORDS[lang]
    status = "" if day.status is Status.ANNOUNCED else f" ({words[day.status]})"
    document = f" · {day.document.text(lang)}" if day.document else ""
    verdict = words[day.verdict]
    name = "" if day.verdict in _ORDINARY else f" {day.name(lang)}"
    return f"{spoken_date(day.date, lang):<21} {verdict:<8}{name}{document}{status}"


def _doubts(calendar: WorkCalendar, asked: _Period, lang: Language) -> Iterator[str]:
    eve = max(calendar.first, asked.first - timedelta(days=1))
    for reason in calendar.provisional_reasons(eve, asked.last):
        yield f"{in_colour('?', 'yellow')} {reason.text(lang)}"


def _summary(calendar: WorkCalendar, days: Sequence[Day], lang: Language) -> str:
    working = sum(day.is_working for day in days)
    what = "ngày làm việc, lịch" if lang == "vi" else "working days, calendar"
    return f"{working} {what} {calendar.name} {calendar.version[:12]}"


COMMAND: Final = Command(
    "calendar",
    en="""Show which days public bodies work in PERIOD: a year, a month or a day.

    Each day off and each make-up working day is listed with the notice that decided it.

    \b
      procflow calendar 2026
      procflow calendar 2026-08
      procflow calendar 2026-08-22
      procflow calendar 2026 --known-on 2025-12-20
      procflow calendar 2026 --ics > vietnam-2026.ics
    """,
    vi="""Xem ngày làm việc của cơ quan nhà nước trong PERIOD: một năm, một tháng hoặc một ngày.

    Mỗi ngày nghỉ, ngày làm bù được liệt kê kèm văn bản quy định.

    \b
      procflow calendar 2026
      procflow calendar 2026-08
      procflow calendar 2026-08-22
      procflow calendar 2026 --known-on 2025-12-20
      procflow calendar 2026 --ics > vietnam-2026.ics
    """,
    params=[
        click.Argument(["period"]),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
        Option("--ics", is_flag=True, en="Write iCalendar, for other calendars.", vi="Xuất iCalendar."),
        Option("--svg", is_flag=True, en="Draw a page.", vi="Vẽ thành trang hình SVG."),
        Option(
            "--known-on",
            metavar="DATE",
            en="As it was known on that day, without later notices.",
            vi="Theo những gì đã biết vào ngày đó, không kể văn bản ban hành sau.",
        ),
        Option(
            "--of",
            type=click.Choice(["vietnam", "enterprise"]),
            default="vietnam",
            en="Public bodies (vietnam), or enterprises, which make-up days do not bind.",
            vi="Cơ quan nhà nước (vietnam), hoặc doanh nghiệp (enterprise), không theo ngày làm bù.",
        ),
    ],
    callback=click.pass_context(_run),
)
