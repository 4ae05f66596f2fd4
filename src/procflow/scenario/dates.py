"""Days and moments as a worked example writes them: the year first, or the day first where no month can be meant.

Invariant: no date is guessed. Vietnam writes the day first and much software the month first, so `03/04/2026` is
refused with both readings; `17/08/2026` and `05/05/2026` have one reading only.
"""

import re
from datetime import date, datetime, time
from typing import Final

from procflow.clock import VIETNAM_TIME
from procflow.errors import MisuseError

__all__ = ["DAY_PATTERN", "MOMENT_PATTERN", "is_ambiguous", "read_day", "read_moment"]

_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_MOMENT: Final = re.compile(r"(?P<day>\S+?)[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})", re.ASCII)
_MONTHS: Final = 12

DAY_PATTERN: Final = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|(1[3-9]|2[0-9]|3[01])/(0?[1-9]|1[0-2])/[0-9]{4}"
    r"|(0?1/0?1|0?2/0?2|0?3/0?3|0?4/0?4|0?5/0?5|0?6/0?6|0?7/0?7|0?8/0?8|0?9/0?9|10/10|11/11|12/12)/[0-9]{4}"
)
"""What `read_day` reads, for an editor; which months have 31 days it leaves to the reader."""

MOMENT_PATTERN: Final = rf"({DAY_PATTERN})[ T]+[0-9]{{1,2}}:[0-9]{{2}}"


def read_day(text: str) -> date:
    """Read a day: `2026-08-17`, or `17/08/2026` as Vietnam writes it.

    Raises:
        MisuseError: PF746 where the first two numbers could each be the month; PF204 for a day that does not exist,
            PF203 for what is no date.
    """
    if is_ambiguous(text):
        raise _ambiguous(text)
    vietnamese = _DAY_FIRST.fullmatch(text)
    found = _YEAR_FIRST.fullmatch(text) or vietnamese
    if found is None or (vietnamese and int(found["month"]) > _MONTHS):  # 08/17/2026 is nobody's date here
        raise MisuseError("PF203", text=text)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise MisuseError("PF204", text=text) from error


def read_moment(text: str) -> datetime:
    """Read a day and a time of day, `2026-08-17 09:00` or `17/08/2026 9:00`; it means Vietnam's time (+07:00).

    Raises:
        MisuseError: PF740 for what is no moment; PF746 as `read_day` does.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise MisuseError("PF740", text=text)
    try:
        day = read_day(found["day"])
        return datetime.combine(day, time(int(found["hour"]), int(found["minute"])), VIETNAM_TIME)
    except MisuseError as error:
        raise error if error.code == "PF746" else MisuseError("PF740", text=text) from error
    except ValueError as error:
        raise MisuseError("PF740", text=text) from error


def is_ambiguous(text: str) -> bool:
    """Say whether `text` is a date of which one reader says it is in this month, another in that."""
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return False
    day, month, year = (int(found[part]) for part in ("day", "month", "year"))
    return year > 0 and day != month and 1 <= day <= _MONTHS and 1 <= month <= _MONTHS


def _ambiguous(text: str) -> MisuseError:
    first, second, year = (int(part) for part in text.split("/"))
    day_first, month_first = date(year, second, first), date(year, first, second)
    return MisuseError("PF746", text=text, day_first=day_first, month_first=month_first)
