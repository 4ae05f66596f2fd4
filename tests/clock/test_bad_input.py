"""Input that would be misread is refused with a code, and says what to do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from procflow.calendar import (
    VIETNAM_TIME,
    Document,
    Hours,
    Kind,
    Layer,
    Mark,
    Season,
    Week,
    WorkCalendar,
    sessions_of,
    swap,
    vietnam,
)
from procflow.clock import Hold, Span, deadline
from procflow.errors import CalendarError, ProcflowError

NEW_YORK = ZoneInfo("America/New_York")
PAPER = Document("01/TB")


@pytest.mark.parametrize("text", ["1.000 ngày", "1,000 days", "10.000 giờ"])
def test_a_thousand_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ProcflowError) as caught:
        Span.parse(text)
    assert caught.value.code == "PF410"


def test_a_hold_over_the_hour_that_summer_time_repeats_is_measured_in_instants() -> None:
    first = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)
    second = datetime(2026, 11, 1, 1, 10, fold=1, tzinfo=NEW_YORK)
    assert Hold(first, second, "x").end is second
    with pytest.raises(ProcflowError) as caught:
        Hold(second, first, "x")
    assert caught.value.code == "PF419"


def test_a_deadline_from_the_repeated_hour_knows_which_of_the_two_it_was() -> None:
    ends = [
        deadline(datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=NEW_YORK), "24 hours").ends_at.astimezone(UTC)
        for fold in (0, 1)
    ]
    assert ends[1] - ends[0] == timedelta(hours=1)


@pytest.mark.parametrize(
    "moment",
    [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo"))],
)
def test_a_moment_beyond_all_dates_is_beyond_the_calendar(moment: datetime) -> None:
    with pytest.raises(CalendarError) as caught:
        deadline(moment, "1 day")
    assert caught.value.code == "PF400"


def both_off() -> WorkCalendar:
    one, other = date(2026, 9, 9), date(2026, 9, 12)
    marks = (Mark(one, Kind.OFF, pair=other), Mark(other, Kind.OFF, pair=one))
    return vietnam().with_layers(Layer("h", PAPER, marks))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Week((7,)), "PF411"),
        (lambda: Week(tuple(range(7))), "PF411"),
        (lambda: Season((2, 30), (4, 1)), "PF411"),
        (lambda: Hours(sessions_of("07:00-11:00"), season=Season((1, 1), (13, 1))), "PF411"),
        (lambda: vietnam().with_layers(Layer("h", PAPER, swap(date(2026, 8, 31), date(2026, 8, 29)))), "PF411"),
        (both_off, "PF403"),
        (lambda: vietnam().known_on(datetime(2026, 1, 1, tzinfo=VIETNAM_TIME)), "PF407"),
        (lambda: WorkCalendar.from_canonical(b"[" * 100_000), "PF430"),
    ],
)
def test_what_makes_no_sense_in_a_calendar_is_refused(make: "object", code: str) -> None:
    assert callable(make)
    with pytest.raises(CalendarError) as caught:
        make()
    assert caught.value.code == code
