"""The canonical bytes of a calendar rebuild exactly that version, and nothing else is accepted."""

import json
from datetime import date

import pytest

from procflow.calendar import Hours, Season, WorkCalendar, sessions_of
from procflow.errors import CalendarError


def test_the_shipped_calendar_is_rebuilt_from_its_bytes(vn: WorkCalendar) -> None:
    seasonal = vn.with_hours(Hours(sessions_of("07:00-12:00"), (0, 1), date(2026, 1, 1), None, Season((4, 1), (10, 1))))
    for calendar in (vn, seasonal):
        again = WorkCalendar.from_canonical(calendar.canonical())
        assert again == calendar
        assert again.canonical() == calendar.canonical()
        assert again.proposals == calendar.proposals
        assert again.add(date(2026, 8, 20), 2) == date(2026, 8, 22)


def test_the_version_is_the_hash_of_the_bytes(vn: WorkCalendar) -> None:
    other = vn.canonical().replace("Quốc khánh".encode(), b"Quoc khanh", 1)
    assert WorkCalendar.from_canonical(other).version != vn.version


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"format":2}',
        b'{"first":"2026-01-01","format":1,"hours":[],"last":"2026-01-31","layers":[],"name":7,"weeks":[]}',
        b'{"first":"2026-01-01","format":1,"hours":[],"last":"2026-01-31","layers":{},"name":"a","weeks":[]}',
        b'{"first":"2026-01-01","format":1,"hours":[],"last":"2026-01-31","layers":[],"name":"a","weeks":[["a",null]]}',
        b'{"first":"2026-01-01","format":1,"hours":[],"last":"2026-01-31","layers":[],"name":"a","weeks":[[["a"],null]]}',
    ],
)
def test_bytes_that_are_no_calendar_are_refused(content: bytes) -> None:
    with pytest.raises(CalendarError) as caught:
        WorkCalendar.from_canonical(content)
    assert caught.value.code == "PF430"


def test_another_spelling_of_the_same_content_is_refused(vn: WorkCalendar) -> None:
    spaced = json.dumps(json.loads(vn.canonical()), ensure_ascii=False, sort_keys=True).encode()
    with pytest.raises(CalendarError) as caught:
        WorkCalendar.from_canonical(spaced)
    assert caught.value.code == "PF430"
