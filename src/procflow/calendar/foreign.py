"""Calendars of other places, made on request out of the `holidays` package.

Invariants: frozen into a value when made, so that nothing expands later; every day is `projected`, because a package is
not an announcement.
"""

from datetime import date
from typing import Final

from procflow.calendar.days import Confidence, Document, Status
from procflow.calendar.layer import Kind, Layer, Mark
from procflow.calendar.table import Week

__all__ = ["holiday_layer", "weekly_rest"]

_SATURDAY: Final = 5


def holiday_layer(country: str, subdivision: str | None, first: date, last: date) -> Layer:
    """Return the holidays and make-up weekend days that `holidays` knows of a country from `first` to `last`."""
    from importlib import metadata  # noqa: PLC0415 - only who asks for another country pays

    import holidays  # noqa: PLC0415 - likewise, 76 ms

    release = metadata.version("holidays")
    known = holidays.country_holidays(country, subdiv=subdivision, years=range(first.year, last.year + 1))
    marks = [Mark(day, Kind.OFF, name, name) for day, name in sorted(known.items()) if first <= day <= last]
    off = {mark.day for mark in marks}
    marks.extend(
        Mark(day, Kind.WORK, "Make-up working day", "Make-up working day")
        for day in sorted(known.weekend_workdays)
        if first <= day <= last and day.weekday() >= _SATURDAY and day not in off
    )
    place = country if subdivision is None else f"{country}-{subdivision}"
    document = Document(f"holidays {release} {place}", None, Confidence.SECONDARY)
    return Layer(f"holidays-{place}", document, tuple(marks), Status.PROJECTED)


def weekly_rest(country: str) -> tuple[Week, ...]:
    """Return the weekly days of rest that `holidays` knows of a country."""
    import holidays  # noqa: PLC0415 - as above

    return (Week(tuple(sorted(holidays.country_holidays(country).weekend))),)
