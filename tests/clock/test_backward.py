"""Counting back, to the last day on which something can still be done."""

from datetime import date, datetime

import pytest

from procflow.calendar import VIETNAM_TIME
from procflow.clock import count_back
from procflow.errors import CalendarError, SpanError


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


@pytest.mark.parametrize(
    ("end", "span", "last_day"),
    [
        # The apology at the latest one day before expiry, over a weekend: the Friday.
        ("2026-03-09", "1 day", "2026-03-06"),
        ("2026-03-10", "1 day", "2026-03-09"),
        # Sunday moves to the make-up Saturday before it.
        ("2026-08-24", "1 day", "2026-08-22"),
        ("2026-02-23", "1 day", "2026-02-13"),
        ("2026-03-09", "3 working days", "2026-03-04"),
        ("2026-03-16", "1 week", "2026-03-09"),
        ("2026-03-31", "1 month", "2026-02-27"),
        ("2027-03-03", "1 year", "2026-03-03"),
    ],
)
def test_a_day_off_moves_to_the_working_day_before(end: str, span: str, last_day: str) -> None:
    found = count_back(date.fromisoformat(end), span)
    assert found.due_on.isoformat() == last_day
    assert found.due_at == moment(f"{last_day}T17:00")
    assert (found.ends_at.date() - found.due_on).days == 1


def test_hours_are_counted_back_from_a_moment() -> None:
    assert count_back(moment("2026-03-03T08:30"), "2 working hours").due_at == moment("2026-03-02T16:00")
    assert count_back(moment("2026-03-03T08:30"), "24 hours").due_at == moment("2026-03-02T08:30")
    assert count_back(moment("2026-03-03T08:30"), "90 phút").due_at == moment("2026-03-03T07:00")
    assert count_back(moment("2026-03-03T08:30"), "1 day").due_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("span", "code"),
    [("2 hours", "PF413"), ("0.5 days", "PF417"), ("same day", "PF418"), ("1 day then 2 working days", "PF418")],
)
def test_what_cannot_be_counted_back_is_refused(span: str, code: str) -> None:
    with pytest.raises(SpanError) as caught:
        count_back(date(2026, 3, 9), span)
    assert caught.value.code == code


@pytest.mark.parametrize("span", ["30000 days", "999999 weeks", "9999 working days", "99999 years"])
def test_beyond_the_calendar_is_an_error(span: str) -> None:
    with pytest.raises(CalendarError) as caught:
        count_back(date(2026, 3, 9), span)
    assert caught.value.code == "PF400"
