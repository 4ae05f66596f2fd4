"""Explanation: why a due date is what it is, day by day, with the articles, the notices and the calendar version.

Invariants: an explanation is computed from the deadline alone and only when asked for; its `data()` holds enough for a
stranger to verify the date without this package.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from procflow.calendar import VIETNAM_TIME, Day, Verdict
from procflow.calendar.days import Language
from procflow.clock.counting import Case, lost
from procflow.clock.hold import Hold, as_days, merged

if TYPE_CHECKING:
    from procflow.clock.deadline import Deadline

__all__ = ["Explanation", "Line", "Part"]

_ONE_DAY: Final = timedelta(days=1)
_NOTHING: Final = timedelta()
_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = 60

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class Part(StrEnum):
    """What a day did in the count."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    ROLLED = "rolled"


# Bound once, because they are read for every day and an enum's attributes are slow to look up.
_WORKING, _COUNTED, _SKIPPED, _ROLLED = Verdict.WORKING, Part.COUNTED, Part.SKIPPED, Part.ROLLED


class Line(NamedTuple):
    """Say what one day did: `number` is its place in the count, `minutes` its share of a span of hours."""

    day: Day
    part: Part
    number: int | None = None
    minutes: int | None = None
    ground: str = ""

    def note(self, lang: Language = "en") -> str:
        """Say why the day counted or did not, with the notice that decided it."""
        day, part, _, _, ground = self
        if ground or (day.verdict is _WORKING and part is not _ROLLED):
            return ground
        return day.note(lang)


class Explanation:
    """Explain one deadline: `lines` day by day, `text`, `data` and `picture` for people, programs and terminals."""

    __slots__ = ("_deadline",)

    def __init__(self, deadline: "Deadline") -> None:
        """Explain `deadline`."""
        self._deadline = deadline

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return one line a day, from the day of the event to the last day."""
        deadline, case = self._deadline, self._deadline.case
        if case.at is not None and case.runs_by_clock():
            return tuple(_clock_lines(case, case.at, deadline.due_at, deadline.due_on))
        return tuple(_day_lines(case, deadline.due_on))

    def data(self) -> dict[str, Json]:
        """Return the explanation as JSON-able data, complete enough to verify the date without procflow."""
        deadline, rule = self._deadline, self._deadline.case.rule
        return {
            "start": deadline.start.isoformat(),
            "counts_from": deadline.counts_from.isoformat(),
            "span": str(deadline.span),
            "rule": rule.name,
            "source": rule.source,
            "first_day_counts": rule.first_day_counts,
            "roll": rule.roll.value,
            "due_on": deadline.due_on.isoformat(),
            "due_at": deadline.due_at.isoformat(),
            "ends_at": deadline.ends_at.isoformat(),
            "provisional": deadline.provisional,
            "reasons": [reason.text("vi") for reason in deadline.provisional_reasons],
            "calendar": deadline.calendar,
            "holds": [
                {"start": hold.start.isoformat(), "end": hold.end.isoformat(), "ground": hold.ground}
                for hold in deadline.holds
            ],
            "days": [_line_data(line) for line in self.lines],
        }

    def text(self, lang: Language = "en") -> str:
        """Tell the explanation line by line, in `lang`."""
        words = _WORDS[lang]
        deadline, rule = self._deadline, self._deadline.case.rule
        head = [
            f"{deadline.span.text(lang)}, {words['from']} {_moment(deadline.start)}",
            f"{words['rule']} {rule.name}: {rule.title(lang)} ({rule.source})",
        ]
        body = [_line_text(line, lang) for line in self.lines]
        end = [f"{words['due']} {_moment(deadline.due_at)}; {words['ends']} {_end(deadline.ends_at)}"]
        end.append(f"{words['calendar']} {deadline.case.calendar.name} {deadline.calendar[:12]}")
        end.extend(f"{words['provisional']} {reason.text(lang)}" for reason in deadline.provisional_reasons)
        return "\n".join([*head, *body, *end])

    def picture(self, lang: Language = "en") -> str:
        """Draw the weeks of the count as a small calendar for the terminal."""
        by_day = {line.day.date: line for line in self.lines}
        first, last = min(by_day), max(by_day)
        monday = first - timedelta(days=first.weekday())
        rows = [" ".join(f"{name:>5}" for name in ("", *_WEEKDAYS[lang]))]
        while monday <= last:
            cells = (_cell(monday + timedelta(days=offset), by_day, self._deadline.due_on) for offset in range(7))
            rows.append(" ".join((f"{monday:%d/%m}", *cells)).rstrip())
            monday += timedelta(days=7)
        return "\n".join([*rows, _WORDS[lang]["legend"]])

    def __str__(self) -> str:
        return self.text("en")


def _day_lines(case: Case, due_on: date) -> Iterator[Line]:
    calendar, start = case.calendar, case.day
    stops = _stopped_days(case.holds) if case.holds else {}
    days = iter(calendar.days(start, due_on))
    if not (case.rule.first_day_counts or (case.span.is_same_day and due_on == start)):
        yield Line(next(days), Part.START)
    phases = iter(_phases(case, due_on))
    working, end = next(phases)
    number = 0
    for day in days:
        on = day.date
        while on > end:
            working, end, number = *next(phases, (False, date.max)), 0
        if end is date.max:
            yield Line(day, _ROLLED)
        elif on in stops:
            yield Line(day, Part.STOPPED, ground=stops[on])
        elif working and not day.is_working:
            yield Line(day, _SKIPPED)
        else:
            number += 1
            yield Line(day, _COUNTED, number)


def _phases(case: Case, due_on: date) -> list[tuple[bool, date]]:
    """Return of each phase whether it counts working days only, and its last day."""
    if case.span.is_same_day:
        return [(True, due_on)]
    return [(phase.is_working, end) for phase, end in zip(case.span.phases(), case.phase_ends(), strict=True)]


def _stopped_days(holds: tuple[Hold, ...]) -> dict[date, str]:
    found: dict[date, str] = {}
    for hold in holds:
        for start, end in as_days(merged([hold])):
            for offset in range(1, (end - start).days + 1):
                found.setdefault(start + timedelta(days=offset), hold.ground)
    return found


def _clock_lines(case: Case, start: datetime, due_at: datetime, due_on: date) -> Iterator[Line]:
    working, stops = case.is_working_time(), merged(case.holds)
    midnight = datetime.combine(start.date(), time(), VIETNAM_TIME)
    used = _NOTHING
    while midnight.date() <= due_on:
        low, high = max(start, midnight), min(due_at, midnight + _ONE_DAY)
        day = case.calendar.day(midnight.date())
        total = lost(case.calendar, low, high, working=working)
        held = [(max(low, begun), min(high, resumed)) for begun, resumed in stops if begun < high and resumed > low]
        stopped = sum((lost(case.calendar, *each, working=working) for each in held), _NOTHING)
        if total == _NOTHING:
            yield Line(day, Part.START if low == start else Part.SKIPPED, minutes=0)
        elif stopped == total:
            yield Line(day, Part.STOPPED, minutes=0, ground=_ground(case.holds, low, high))
        else:
            # Minutes of the running total, so that the days of a start at 16:00:30 add up to the span.
            before, used = used, used + total - stopped
            yield Line(day, _COUNTED, minutes=used // _MINUTE - before // _MINUTE)
        midnight += _ONE_DAY


def _ground(holds: tuple[Hold, ...], low: datetime, high: datetime) -> str:
    return "; ".join(dict.fromkeys(hold.ground for hold in holds if hold.start < high and hold.end > low))


def _line_data(line: Line) -> Json:
    day, part, number, minutes, _ = line
    data: dict[str, Json] = {"date": day.iso, "part": part, "verdict": day.verdict}
    if number is not None:
        data["number"] = number
    if minutes is not None:
        data["minutes"] = minutes
    if note := line.note("vi"):
        data["note"] = note
    return data


_WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "vi": {
        "from": "tính từ",
        "rule": "Quy tắc",
        "due": "Hẹn trả:",
        "ends": "hết hạn lúc",
        "calendar": "Lịch:",
        "provisional": "Tạm tính:",
        "start": "ngày bắt đầu, không tính (BLDS 2015 Đ.147)",
        "counted": "ngày thứ",
        "skipped": "không tính",
        "stopped": "tạm dừng",
        "rolled": "chuyển tiếp (BLDS 2015 Đ.148 k.5)",
        "hours": "giờ",
        "legend": "số: ngày được tính · [số]: hạn · o: ngày bắt đầu · -: ngày nghỉ · =: tạm dừng · >: chuyển tiếp",
    },
    "en": {
        "from": "from",
        "rule": "Rule",
        "due": "Due:",
        "ends": "legal end",
        "calendar": "Calendar:",
        "provisional": "Provisional:",
        "start": "the day of the event, not counted (BLDS 2015 Đ.147)",
        "counted": "day",
        "skipped": "not counted",
        "stopped": "stopped",
        "rolled": "moved on (BLDS 2015 Đ.148 k.5)",
        "hours": "hours",
        "legend": "number: counted · [number]: due · o: start · -: day off · =: stopped · >: moved on",
    },
}


def _moment(moment: date | datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if isinstance(moment, datetime) else f"{moment:%d/%m/%Y}"


def _end(ends_at: datetime) -> str:
    if ends_at.time() == time():
        return f"24:00 {ends_at - _ONE_DAY:%d/%m/%Y}"
    return _moment(ends_at)


def _line_text(line: Line, lang: Language) -> str:
    day, part, number, minutes, _ = line
    words = _WORDS[lang]
    if part is not _COUNTED:
        what = words[part.value]
    elif minutes is None:
        what = f"{words['counted']} {number}"
    else:
        what = f"{minutes // 60}:{minutes % 60:02} {words['hours']}"
    note = line.note(lang)
    weekday = _WEEKDAYS[lang][day.date.weekday()]
    told = f"  {weekday:<3} {day.spelled}  {what}"
    return f"{told}: {note}" if note else told


def _short(minutes: int) -> str:
    return f"{minutes}m" if minutes < _HOUR else f"{minutes // _HOUR}h"


def _cell(day: date, lines: dict[date, Line], due_on: date) -> str:
    line = lines.get(day)
    if line is None:
        return f"{'.':>5}"
    match line.part:
        case Part.START:
            mark = "o"
        case Part.COUNTED:
            mark = str(line.number) if line.number is not None else _short(line.minutes or 0)
        case Part.SKIPPED:
            mark = "-"
        case Part.STOPPED:
            mark = "="
        case Part.ROLLED:
            mark = ">"
        case _:
            assert_never(line.part)
    return f"{f'[{mark}]' if day == due_on else mark:>5}"
