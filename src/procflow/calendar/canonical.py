"""The canonical bytes of a calendar: one spelling for one content, hashed as its version and kept by stores.

Invariants: UTF-8 JSON, keys sorted, no spaces, dates as ISO text; `read(write(content)) == content`, and reading
refuses any spelling but the canonical one, so that equal versions mean equal bytes.
"""

import json
from dataclasses import dataclass
from datetime import date

from procflow.calendar.days import Confidence, Document, Status
from procflow.calendar.hours import Hours, Season, Session
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope
from procflow.calendar.table import Week
from procflow.errors import CalendarError

__all__ = ["Content", "read", "write"]

_FORMAT = 1

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Content:
    """Hold everything a calendar is made of."""

    name: str
    first: date
    last: date
    layers: tuple[Layer, ...]
    weeks: tuple[Week, ...]
    hours: tuple[Hours, ...]


def write(content: Content) -> bytes:
    """Write `content` in its one canonical spelling."""
    return _dump(
        {
            "format": _FORMAT,
            "name": content.name,
            "first": content.first.isoformat(),
            "last": content.last.isoformat(),
            "weeks": [[list(week.rest), _day(week.since)] for week in content.weeks],
            "hours": [_hours(entry) for entry in content.hours],
            "layers": [_layer(layer) for layer in content.layers],
        },
    )


def _dump(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _sessions(sessions: tuple[Session, ...]) -> list[Json]:
    return [[session.opens, session.closes] for session in sessions]


def _hours(entry: Hours) -> Json:
    season: Json = None
    if entry.season is not None:
        season = [*entry.season.start, *entry.season.end]
    return {
        "sessions": _sessions(entry.sessions),
        "weekdays": list(entry.weekdays),
        "since": _day(entry.since),
        "until": _day(entry.until),
        "season": season,
        "basis": entry.basis,
    }


def _layer(layer: Layer) -> Json:
    document = layer.document
    return {
        "name": layer.name,
        "document": [document.number, _day(document.issued_on), document.confidence.value, document.source],
        "status": layer.status.value,
        "scope": layer.scope.value,
        "restates": [[span.first.isoformat(), span.last.isoformat()] for span in layer.restates],
        "settles": [[span.first.isoformat(), span.last.isoformat()] for span in layer.settles],
        "marks": [_mark(mark) for mark in layer.marks],
    }


def _mark(mark: Mark) -> Json:
    return [mark.day.isoformat(), mark.kind.value, mark.vi, mark.en, _day(mark.pair), _sessions(mark.sessions)]


def read(content: bytes) -> Content:
    """Read canonical bytes back.

    Raises:
        CalendarError: PF430 when they are not the canonical content of a calendar.
    """
    try:
        found = _content(json.loads(content))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise CalendarError("PF430", reason=str(error)) from error
    if write(found) != content:
        raise CalendarError("PF430", reason="not the canonical spelling")
    return found


def _content(raw: object) -> Content:
    top = _dict(raw)
    if top["format"] != _FORMAT:
        message = f"format {top['format']} is not {_FORMAT}"
        raise ValueError(message)
    return Content(
        name=_text(top["name"]),
        first=_date(top["first"]),
        last=_date(top["last"]),
        layers=tuple(_read_layer(item) for item in _list(top["layers"])),
        weeks=tuple(_read_week(item) for item in _list(top["weeks"])),
        hours=tuple(_read_hours(item) for item in _list(top["hours"])),
    )


def _read_week(raw: object) -> Week:
    rest, since = _list(raw)
    return Week(tuple(_int(day) for day in _list(rest)), _maybe_date(since))


def _read_hours(raw: object) -> Hours:
    item = _dict(raw)
    season = None
    if item["season"] is not None:
        start_month, start_day, end_month, end_day = (_int(part) for part in _list(item["season"]))
        season = Season((start_month, start_day), (end_month, end_day))
    return Hours(
        sessions=_read_sessions(item["sessions"]),
        weekdays=tuple(_int(day) for day in _list(item["weekdays"])),
        since=_maybe_date(item["since"]),
        until=_maybe_date(item["until"]),
        season=season,
        basis=_text(item["basis"]),
    )


def _read_sessions(raw: object) -> tuple[Session, ...]:
    pairs = (_list(item) for item in _list(raw))
    return tuple(Session(_int(opens), _int(closes)) for opens, closes in pairs)


def _read_layer(raw: object) -> Layer:
    item = _dict(raw)
    number, issued_on, confidence, source = _list(item["document"])
    return Layer(
        name=_text(item["name"]),
        document=Document(_text(number), _maybe_date(issued_on), Confidence(_text(confidence)), _text(source)),
        marks=tuple(_read_mark(mark) for mark in _list(item["marks"])),
        status=Status(_text(item["status"])),
        scope=Scope(_text(item["scope"])),
        restates=_read_periods(item["restates"]),
        settles=_read_periods(item["settles"]),
    )


def _read_periods(raw: object) -> tuple[Period, ...]:
    pairs = (_list(item) for item in _list(raw))
    return tuple(Period(_date(first), _date(last)) for first, last in pairs)


def _read_mark(raw: object) -> Mark:
    day, kind, vi, en, pair, sessions = _list(raw)
    return Mark(_date(day), Kind(_text(kind)), _text(vi), _text(en), _maybe_date(pair), _read_sessions(sessions))


def _dict(raw: object) -> dict[str, object]:
    if isinstance(raw, dict):
        return raw
    raise TypeError(_unexpected(raw))


def _list(raw: object) -> list[object]:
    if isinstance(raw, list):
        return raw
    raise TypeError(_unexpected(raw))


def _text(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise TypeError(_unexpected(raw))


def _int(raw: object) -> int:
    if isinstance(raw, int):
        return raw
    raise TypeError(_unexpected(raw))


def _date(raw: object) -> date:
    return date.fromisoformat(_text(raw))


def _maybe_date(raw: object) -> date | None:
    return None if raw is None else _date(raw)


def _unexpected(raw: object) -> str:
    return f"unexpected {raw!r:.40}"
