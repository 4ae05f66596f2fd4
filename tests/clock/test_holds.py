"""Which days and minutes a hold stops, nested, overlapping and on the last day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.calendar import VIETNAM_TIME, WorkCalendar, vietnam
from procflow.clock import Hold, deadline
from procflow.errors import SpanError

VN = vietnam()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def hold(start: str, end: str) -> Hold:
    return Hold(moment(start), moment(end), "nghĩa vụ tài chính")


def due(span: str, *holds: Hold, start: str = "2026-03-02T09:00") -> str:
    return deadline(moment(start), span, holds=holds).due_at.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("span", "holds", "expected"),
    [
        # From Tuesday the 3rd to Friday the 6th: three working days, three calendar days.
        ("5 working days", [("2026-03-03T16:00", "2026-03-06T08:00")], "2026-03-12T17:00"),
        ("10 days", [("2026-03-03T16:00", "2026-03-06T08:00")], "2026-03-16T17:00"),
        # Within one day a hold stops no day.
        ("5 working days", [("2026-03-03T08:00", "2026-03-03T16:00")], "2026-03-09T17:00"),
        # Over a weekend only the working days move a limit of working days.
        ("5 working days", [("2026-03-06T16:00", "2026-03-09T08:00")], "2026-03-10T17:00"),
        # Overlapping and nested holds exclude time once.
        (
            "5 working days",
            [("2026-03-03T08:00", "2026-03-05T08:00"), ("2026-03-04T08:00", "2026-03-06T08:00")],
            "2026-03-12T17:00",
        ),
        (
            "5 working days",
            [("2026-03-03T08:00", "2026-03-06T08:00"), ("2026-03-04T08:00", "2026-03-05T08:00")],
            "2026-03-12T17:00",
        ),
        # Two holds one after the other add up.
        (
            "5 working days",
            [("2026-03-03T08:00", "2026-03-04T08:00"), ("2026-03-05T08:00", "2026-03-06T08:00")],
            "2026-03-11T17:00",
        ),
        # Begun before the limit, only what lies within it counts; over before it, nothing.
        ("5 working days", [("2026-02-25T08:00", "2026-03-04T08:00")], "2026-03-11T17:00"),
        ("5 working days", [("2026-02-24T08:00", "2026-02-26T08:00")], "2026-03-09T17:00"),
        # Begun after the limit was over, it changes nothing.
        ("5 working days", [("2026-03-10T08:00", "2026-03-20T08:00")], "2026-03-09T17:00"),
        # Stopped on its last day, a limit ends no earlier than it resumes, on a working day.
        ("5 working days", [("2026-03-09T08:00", "2026-03-11T08:00")], "2026-03-11T17:00"),
        ("5 working days", [("2026-03-09T08:00", "2026-03-14T08:00")], "2026-03-16T17:00"),
        # The last calendar day is Sunday the 8th, rolled to Monday the 9th, and there it is stopped.
        ("6 days", [("2026-03-09T08:00", "2026-03-11T08:00")], "2026-03-11T17:00"),
        ("1 month", [("2026-03-10T08:00", "2026-03-12T08:00")], "2026-04-06T17:00"),
        # Phases: a hold on the border counts in the phase that follows.
        ("5 days then 2 working days", [("2026-03-07T08:00", "2026-03-10T08:00")], "2026-03-12T17:00"),
        ("5 days then 2 working days", [("2026-03-04T08:00", "2026-03-06T08:00")], "2026-03-11T17:00"),
        ("same day", [("2026-03-02T10:00", "2026-03-04T08:00")], "2026-03-04T17:00"),
        # Hours are stopped to the minute.
        ("4 working hours", [("2026-03-02T10:00", "2026-03-02T14:00")], "2026-03-02T17:00"),
        ("4 working hours", [("2026-03-02T10:00", "2026-03-03T08:00")], "2026-03-03T11:00"),
        ("4 working hours", [("2026-03-02T18:00", "2026-03-03T08:00")], "2026-03-02T14:30"),
        ("4 working hours", [("2026-03-02T08:00", "2026-03-02T08:30")], "2026-03-02T14:30"),
        ("24 hours", [("2026-03-02T10:00", "2026-03-02T14:30")], "2026-03-03T13:30"),
        ("24 hours", [("2026-03-03T09:00", "2026-03-05T14:30")], "2026-03-03T09:00"),
    ],
)
def test_a_hold_moves_a_limit(span: str, holds: Sequence[tuple[str, str]], expected: str) -> None:
    assert due(span, *(hold(*each) for each in holds)) == expected


def test_a_hold_that_ends_before_it_starts_or_is_naive_is_refused() -> None:
    with pytest.raises(SpanError) as caught:
        hold("2026-03-03T08:00", "2026-03-02T08:00")
    assert caught.value.code == "PF419"
    with pytest.raises(SpanError) as caught:
        Hold(datetime(2026, 3, 2), datetime(2026, 3, 3), "")  # noqa: DTZ001 - the mistake under test
    assert caught.value.code == "PF406"


MOMENTS = st.datetimes(datetime(2026, 2, 1), datetime(2026, 4, 30)).map(lambda at: at.replace(tzinfo=VIETNAM_TIME))  # noqa: DTZ001
HOLDS = st.lists(st.tuples(MOMENTS, MOMENTS).map(lambda pair: Hold(min(pair), max(pair), "ground")), max_size=3)
SPANS = st.sampled_from(
    ["5 working days", "15 days", "1 month", "16 working hours", "48 hours", "30 days then 5 working days", "same day"]
)


@given(MOMENTS, SPANS, HOLDS)
def test_a_hold_never_makes_a_limit_end_earlier(at: datetime, span: str, holds: list[Hold]) -> None:
    assert deadline(at, span, holds=holds).ends_at >= deadline(at, span).ends_at


@given(MOMENTS, SPANS, HOLDS.flatmap(lambda holds: st.tuples(st.just(holds), st.permutations(holds))))
def test_the_order_of_holds_does_not_matter(at: datetime, span: str, both: tuple[list[Hold], list[Hold]]) -> None:
    one, two = both
    assert deadline(at, span, holds=one).ends_at == deadline(at, span, holds=two).ends_at


@given(MOMENTS, SPANS, HOLDS)
def test_a_hold_counted_twice_counts_once(at: datetime, span: str, holds: list[Hold]) -> None:
    assert deadline(at, span, holds=[*holds, *holds]).ends_at == deadline(at, span, holds=holds).ends_at


def walk(calendar: WorkCalendar, start: date, n: int, stopped: set[date]) -> date:
    """The n-th working day after start that no hold stops."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= calendar.is_working(day) and day not in stopped
    return day


@given(MOMENTS, st.integers(1, 30), HOLDS)
def test_working_days_are_the_ones_no_hold_stops(at: datetime, n: int, holds: list[Hold]) -> None:
    stopped = {
        each.start.date() + timedelta(days=offset)
        for each in holds
        for offset in range(1, (each.end.date() - each.start.date()).days + 1)
    }
    expected = walk(VN, at.date(), n, stopped)
    found = deadline(at, f"{n} working days", holds=holds).due_on
    # A limit stopped on its last day waits for the day it resumes; all else is the walk.
    if not any(each.start.date() == expected < each.end.date() for each in holds):
        assert found == expected
    else:
        assert found >= expected
