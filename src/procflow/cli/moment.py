"""Dates and moments as people type them: a naive moment means Vietnam time, and is written back as people read it.

Invariants: ISO 8601 and the Vietnamese order (day/month/year) are read, nothing that must be completed; pendulum is
loaded only for what the standard library cannot read or word, because it costs more than the answer.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from procflow.calendar import VIETNAM_TIME
from procflow.clock.hold import local
from procflow.errors import Language, MisuseError

__all__ = ["parse_date", "parse_moment", "parse_start", "spoken_date", "spoken_length", "spoken_moment"]

_FORM: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<time>[T ]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_SPOKEN_FORMS: Final = (
    (re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"), "D/M/YYYY"),
    (re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [0-9]{1,2}:[0-9]{2}"), "D/M/YYYY H:mm"),
    (re.compile(r"[0-9]{1,2}:[0-9]{2} [0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"), "H:mm D/M/YYYY"),
)
_OPENING: Final = time(8)
_HERE: Final = "Asia/Ho_Chi_Minh"
# pendulum 3 has no Vietnamese locale; a test holds the English names equal to pendulum's.
_WEEKDAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
}


def parse_start(text: str) -> date | datetime:
    """Read a date, or a moment, in ISO 8601 or as `20/8/2026`, `20/8/2026 16:30`: a naive one is at +07:00.

    Raises:
        MisuseError: PF704 where the text is neither.
    """
    text = " ".join(text.split())
    found = _FORM.fullmatch(text)
    if found is None:
        return _as_spoken(text)
    try:
        if found["time"] is None:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise MisuseError("PF704", value=text) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)


def _as_spoken(text: str) -> date | datetime:
    form = next((form for pattern, form in _SPOKEN_FORMS if pattern.fullmatch(text)), None)
    if form is None:
        raise MisuseError("PF704", value=text)
    import pendulum  # noqa: PLC0415 - scripts write ISO 8601, and need not wait for it

    try:
        moment = local(pendulum.from_format(text, form, tz=_HERE))
    except ValueError as error:
        raise MisuseError("PF704", value=text) from error
    return moment if "H" in form else moment.date()


def parse_date(text: str) -> date:
    """Read a date.

    Raises:
        MisuseError: PF704 where the text is none.
    """
    day = parse_start(text)
    if isinstance(day, datetime):
        raise MisuseError("PF704", value=text)
    return day


def parse_moment(text: str) -> datetime:
    """Read a moment as `parse_start` does; a day alone means 8 o'clock of it, when offices open.

    Raises:
        MisuseError: PF704 where the text is neither.
    """
    start = parse_start(text)
    return start if isinstance(start, datetime) else datetime.combine(start, _OPENING, VIETNAM_TIME)


def spoken_date(day: date, lang: Language) -> str:
    """Write a day with its weekday: `Saturday 2026-08-22`, `thứ Bảy 22/08/2026`."""
    weekday = _WEEKDAYS[lang][day.weekday()]
    return f"{weekday} {day:%d/%m/%Y}" if lang == "vi" else f"{weekday} {day.isoformat()}"


def spoken_length(start: datetime, end: datetime, lang: Language) -> str:
    """Word how long it is from `start` to `end` by the clock on the wall, to the minute."""
    import pendulum  # noqa: PLC0415 - as above

    length = pendulum.duration(minutes=(end - start) // timedelta(minutes=1))
    if lang == "en":
        return length.in_words(locale="en")
    parts = (length.weeks, length.remaining_days, length.hours, length.minutes)
    names = zip(parts, ("tuần", "ngày", "giờ", "phút"), strict=True)
    return " ".join(f"{amount} {name}" for amount, name in names if amount)


def spoken_moment(moment: datetime, lang: Language, *, ends: bool = False) -> str:
    """Write a moment in Vietnam time; midnight that `ends` a day is 24:00 of that day (BLDS 2015 Đ.148 k.6)."""
    local = moment.astimezone(VIETNAM_TIME)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    day = local.date()
    if ends and local.time() == time():
        day, clock = day - timedelta(days=1), "24:00"
    return f"{clock} {spoken_date(day, lang)}" if lang == "vi" else f"{spoken_date(day, lang)} {clock}"
