"""When time itself brings something about: the ends of the limits that are open and run.

Invariants: an effect of the end of a day is an event of that day, dated its last instant, and may be drawn from 24:00
on; a limit that is stopped or has already expired brings nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from procflow.clock import Limit
from procflow.dossier import MAIN_LIMIT, Dossier

__all__ = ["INSTANT", "Timer", "next_timer", "wake_on"]

INSTANT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Timer:
    """Hold the end of one limit: `fires_at` is the first moment it may take effect, `at` the moment it is dated."""

    fires_at: datetime
    is_main: bool
    name: str
    at: datetime


def _dated(limit: Limit, entered_at: datetime | None) -> datetime:
    """Date the end of a limit; one that had ended before its dossier came into this step is dated there."""
    end = limit.ends_at - INSTANT if limit.ends_with_its_day else limit.ends_at
    return end if entered_at is None else max(end, entered_at)


def next_timer(dossier: Dossier) -> Timer | None:
    """Give the next end of a limit; consultations and steps come before the main limit that ends with them."""
    first = _first(dossier)
    return None if first is None else Timer(*first, _dated(dossier.limits[first[2]], dossier.entered_at))


def wake_on(dossier: Dossier) -> datetime | None:
    """Give the first moment at which `Wake` brings something about; None when time alone changes nothing."""
    first = _first(dossier)
    return None if first is None else first[0]


def _first(dossier: Dossier) -> tuple[datetime, bool, str] | None:
    """Find the limit that ends first: when it may take effect, whether it is the main one, and its name."""
    first: tuple[datetime, bool, str] | None = None
    expired = dossier.expired
    for name, limit in dossier.limits.items():
        if limit.held_since is None and name not in expired:
            fires_at = limit.ends_at if limit.ends_with_its_day else limit.ends_at + INSTANT
            one = (fires_at, name == MAIN_LIMIT, name)
            if first is None or one < first:
                first = one
    return first
