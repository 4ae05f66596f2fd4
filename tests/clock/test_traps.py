"""The traps deployed systems fell into, each as one sentence."""

from datetime import UTC, date, datetime

import pytest

from procflow.calendar import VIETNAM_TIME, vietnam
from procflow.clock import deadline
from procflow.errors import CalendarError, SpanError


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


@pytest.mark.parametrize(
    ("received", "span", "due_at"),
    [
        # A provincial system answers 03:00 of the same day, before the dossier came.
        ("2026-03-02T11:30", "1 working hour", "2026-03-02T14:00"),
        # It answers 14:30.
        ("2026-03-02T11:30", "3 working hours", "2026-03-02T16:00"),
        # It answers Sunday 15:00.
        ("2026-03-08T09:00", "4 working hours", "2026-03-09T11:30"),
        # It answers Tuesday 07:00.
        ("2026-03-06T17:30", "1 working day", "2026-03-09T17:00"),
    ],
)
def test_hours_across_lunch_weekends_and_closing(received: str, span: str, due_at: str) -> None:
    assert deadline(moment(received), span).due_at == moment(due_at)


def test_a_failure_is_an_error_and_never_the_year_1() -> None:
    with pytest.raises(SpanError):
        deadline(date(2026, 3, 2), "soon")
    with pytest.raises(CalendarError):
        deadline(date(2060, 3, 2), "1 working day")


def test_the_past_can_be_counted_again() -> None:
    assert deadline(date(2014, 1, 27), "1 working day").due_on == date(2014, 2, 6)


def test_a_holiday_is_off_from_its_very_first_instant() -> None:
    assert deadline(moment("2026-09-02T00:00"), "1 working hour").due_at == moment("2026-09-03T08:30")


def test_a_working_day_is_never_turned_into_8_or_24_hours() -> None:
    assert deadline(moment("2026-03-02T16:59"), "1 working day").due_at == moment("2026-03-03T17:00")
    assert deadline(moment("2026-03-02T07:30"), "1 working day").due_at == moment("2026-03-03T17:00")


def test_the_day_of_the_event_is_never_the_first_day() -> None:
    # Pages on the web answer 10/01/2024 and 03/01/2023.
    assert deadline(date(2024, 1, 1), "10 ngày", rule="blds-2015").due_on == date(2024, 1, 11)
    assert deadline(date(2022, 12, 31), "3 ngày", rule="blds-2015").due_on == date(2023, 1, 3)


def test_two_months_are_not_one_month_twice() -> None:
    assert deadline(date(2024, 1, 31), "2 months", rule="blds-2015").due_on == date(2024, 4, 1)
    assert deadline(date(2024, 1, 31), "1 month then 1 month", rule="blds-2015").due_on == date(2024, 3, 29)


def test_a_saturday_is_not_a_day_off_because_it_is_a_saturday() -> None:
    assert deadline(date(2024, 4, 24), "10 ngày", rule="blds-2015").due_on == date(2024, 5, 4)


def test_a_receipt_on_sunday_makes_monday_the_first_day() -> None:
    assert deadline(moment("2026-05-10T10:26"), "1 ngày làm việc").due_on == date(2026, 5, 11)


def test_the_length_of_the_longest_closure_is_crossed_in_one_step() -> None:
    assert deadline(date(2026, 2, 13), "1 working day").due_on == date(2026, 2, 23)


def test_an_evening_in_another_zone_is_the_next_vietnamese_day() -> None:
    assert deadline(datetime(2026, 3, 5, 18, tzinfo=UTC), "1 working day").due_on == date(2026, 3, 9)


def test_a_due_date_due_in_a_make_up_week_is_not_two_days_late() -> None:
    assert vietnam().count(date(2026, 1, 5), date(2026, 1, 12)) == 6
