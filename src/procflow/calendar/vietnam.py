"""The Vietnamese calendars that ship: public administration, and enterprises, which swaps do not bind.

Invariants: built from frozen data alone, lazily, once per variant; upgrading a package moves no date.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Final

from procflow.calendar.announced import COMPENSATION, FIRST, LAST, announced_layers, law_layers
from procflow.calendar.layer import Scope
from procflow.calendar.table import Week
from procflow.calendar.work import WEEKEND, WorkCalendar

__all__ = ["enterprise", "vietnam"]

_KEPT: Final = 64
"""How many as-of calendars stay built: a report asks for a few days, a hostile loop for thousands, each a megabyte."""


def vietnam(*, known_on: date | None = None, culture_day_in_lieu: bool = False) -> WorkCalendar:
    """Return the working calendar of Vietnamese public bodies, 2005 to 2050.

    Args:
        known_on: Answer as of that day, without the notices issued later.
        culture_day_in_lieu: Give a Monday off for a 24 November on a weekend. BLLĐ 2019 Đ.111 k.3 compensates the
            holidays listed in Đ.112 k.1 only, and NQ 28/2026/QH16 did not add this one to the list.
    """
    return _vietnam(known_on, culture_day_in_lieu)


@lru_cache(maxsize=_KEPT)
def _vietnam(known_on: date | None, culture_day_in_lieu: bool) -> WorkCalendar:  # noqa: FBT001 - cache key
    if known_on is not None:
        return _vietnam(None, culture_day_in_lieu).known_on(known_on)
    if culture_day_in_lieu:
        return _vietnam(None, False).adopt(COMPENSATION)  # noqa: FBT003 - cache key
    return WorkCalendar("vietnam", first=FIRST, last=LAST, layers=(*law_layers(), *announced_layers()))


@cache
def enterprise(*, rest: tuple[int, ...] = (5, 6)) -> WorkCalendar:
    """Return the calendar of an enterprise: the holidays of the law, without the swaps of public bodies.

    Args:
        rest: The weekly days of rest (Monday is 0), which the enterprise lays down (BLLĐ 2019 Đ.111 k.2).
    """
    layers = (layer for layer in (*law_layers(), *announced_layers()) if layer.scope is not Scope.PUBLIC)
    weeks = WEEKEND if rest == WEEKEND[0].rest else (Week(rest),)
    return WorkCalendar("enterprise", first=FIRST, last=LAST, layers=layers, weeks=weeks)
