"""Adding and counting working days, against walks and against numpy, which share no code with the tables."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from procflow.calendar import WorkCalendar
from procflow.errors import CalendarError

FIRST, LAST = date(2010, 1, 1), date(2026, 12, 31)
FARTHEST = 250


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def days_off(calendar: WorkCalendar) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    return np.array([day for day in every_day(calendar.first, calendar.last) if not calendar.is_working(day)], "M8[D]")


def test_1_to_250_working_days_from_every_day_agree_with_a_walk(vn: WorkCalendar) -> None:
    upcoming = [day for day in every_day(LAST + timedelta(days=1), date(2029, 1, 1)) if vn.is_working(day)]
    for start in reversed(every_day(FIRST, LAST)):
        assert [vn.add(start, n) for n in range(1, FARTHEST + 1)] == upcoming[:FARTHEST]
        if vn.is_working(start):
            upcoming.insert(0, start)


def test_1_to_250_working_days_back_from_every_day_agree_with_a_walk(vn: WorkCalendar) -> None:
    past = [day for day in every_day(date(2008, 6, 1), FIRST - timedelta(days=1)) if vn.is_working(day)]
    for start in every_day(FIRST, LAST):
        assert [vn.add(start, -n) for n in range(1, FARTHEST + 1)] == past[: -FARTHEST - 1 : -1]
        if vn.is_working(start):
            past.append(start)


def test_1_to_250_working_days_from_every_day_agree_with_numpy(vn: WorkCalendar) -> None:
    starts = every_day(FIRST, LAST)
    off, as_numpy = days_off(vn), np.array(starts, "M8[D]")
    for n in range(1, FARTHEST + 1):
        expected = np.busday_offset(as_numpy, n, roll="backward", weekmask="1111111", holidays=off)
        assert [vn.add(start, n) for start in starts] == expected.tolist()


def test_counts_between_days_agree_with_numpy_and_are_negated_backward(vn: WorkCalendar) -> None:
    days, off = every_day(date(2024, 12, 1), date(2026, 12, 31)), days_off(vn)
    for index, start in enumerate(days[:-1:7]):
        ends = days[index * 7 :]
        expected = np.busday_count(
            np.datetime64(start) + 1, np.array(ends, "M8[D]") + 1, weekmask="1111111", holidays=off
        )
        assert [vn.count(start, end) for end in ends] == expected.tolist()
        assert [-vn.count(end, start) for end in ends] == expected.tolist()


def test_counting_excludes_the_first_day_and_includes_the_last(vn: WorkCalendar) -> None:
    assert vn.count(date(2026, 3, 2), date(2026, 3, 3)) == 1
    assert vn.count(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert vn.count(date(2026, 3, 3), date(2026, 3, 2)) == -1


def test_0_working_days_is_refused_by_name(vn: WorkCalendar) -> None:
    with pytest.raises(CalendarError) as caught:
        vn.add(date(2026, 3, 2), 0)
    assert caught.value.code == "PF401"


def test_a_day_off_moves_to_the_next_or_the_previous_working_day(vn: WorkCalendar) -> None:
    saturday = date(2026, 2, 14)
    assert vn.next_or_same(saturday) == date(2026, 2, 23)
    assert vn.previous_or_same(saturday) == date(2026, 2, 13)
    assert vn.next_or_same(date(2026, 2, 13)) == vn.previous_or_same(date(2026, 2, 13)) == date(2026, 2, 13)


def test_beyond_the_computed_range_is_an_error_and_never_a_guess(vn: WorkCalendar) -> None:
    before, after = date(2004, 12, 31), date(2051, 1, 1)
    for question in (vn.is_working, vn.day, vn.sessions, vn.status, vn.next_or_same, vn.previous_or_same, vn.verdict):
        for day in (before, after):
            with pytest.raises(CalendarError) as caught:
                question(day)
            assert caught.value.code == "PF400"
    for day, n in ((before, 1), (after, 1), (before, -1), (after, -1), (date(2050, 12, 30), 9), (date(2005, 1, 4), -9)):
        with pytest.raises(CalendarError) as caught:
            vn.add(day, n)
        assert caught.value.code == "PF400"


def test_a_range_that_ends_on_days_off_has_no_next_working_day() -> None:
    weekend = WorkCalendar("weekend", first=date(2026, 3, 7), last=date(2026, 3, 8))
    for question in (weekend.next_or_same, weekend.previous_or_same):
        with pytest.raises(CalendarError) as caught:
            question(date(2026, 3, 7))
        assert caught.value.code == "PF400"


def test_a_time_is_not_taken_for_its_date(vn: WorkCalendar) -> None:
    moment = datetime(2026, 3, 2, 23, tzinfo=UTC)
    for question in (vn.is_working, vn.next_or_same, lambda day: vn.add(day, 1), lambda day: vn.add(day, -1)):
        with pytest.raises(CalendarError) as caught:
            question(moment)
        assert caught.value.code == "PF407"
