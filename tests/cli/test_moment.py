"""Moments as people type them, and how they are written back."""

from datetime import date, datetime, timedelta

import pendulum
import pytest

from procflow.calendar import VIETNAM_TIME
from procflow.cli.moment import parse_moment, parse_start, spoken_date, spoken_length
from procflow.errors import MisuseError

HALF_PAST_FOUR = datetime(2026, 8, 20, 16, 30, tzinfo=VIETNAM_TIME)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-08-20", date(2026, 8, 20)),
        ("20/8/2026", date(2026, 8, 20)),
        ("03/04/2026", date(2026, 4, 3)),
        ("2026-08-20 16:30", HALF_PAST_FOUR),
        ("20/08/2026 16:30", HALF_PAST_FOUR),
        ("16:30  20/8/2026", HALF_PAST_FOUR),
        ("2026-08-20T05:30-04:00", HALF_PAST_FOUR),
    ],
)
def test_a_date_is_read_as_the_standard_and_as_vietnam_writes_it(text: str, meant: date) -> None:
    found = parse_start(text)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    "text", ["31/2/2026", "20/13/2026", "20/8/26", "8/2026", "24:00 20/8/2026", "2026-08-20T24:00", "now", "16:30", ""]
)
def test_what_would_have_to_be_guessed_is_no_date(text: str) -> None:
    with pytest.raises(MisuseError) as caught:
        parse_start(text)
    assert caught.value.code == "PF704"


def test_a_day_alone_means_its_morning_where_a_moment_is_wanted() -> None:
    assert parse_moment("20/8/2026") == datetime(2026, 8, 20, 8, tzinfo=VIETNAM_TIME)
    assert parse_moment("20/8/2026 16:30") == HALF_PAST_FOUR


def test_the_weekdays_are_named_as_pendulum_names_them() -> None:
    for offset in range(7):
        day = pendulum.date(2026, 3, 2).add(days=offset)
        assert spoken_date(day, "en") == day.format("dddd YYYY-MM-DD", locale="en")


def test_a_length_is_worded_in_both_languages() -> None:
    end = HALF_PAST_FOUR + timedelta(days=8, hours=1, minutes=2, seconds=59)
    assert spoken_length(HALF_PAST_FOUR, end, "en") == "1 week 1 day 1 hour 2 minutes"
    assert spoken_length(HALF_PAST_FOUR, end, "vi") == "1 tuần 1 ngày 1 giờ 2 phút"
