"""The bulk path gives the answers of the scalar path, row by row."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from procflow.calendar import VIETNAM_TIME, WorkCalendar
from procflow.clock import RULES, deadline
from procflow.clock.bulk import Bulk, Days, Moments
from procflow.errors import CalendarError, ProcflowError, SpanError

SEED = 20261122
SPANS = (
    "1 working day",
    "7 working days",
    "15 days",
    "2 weeks",
    "1 month",
    "1 year",
    "10 days then 5 working days",
    "same day",
)
NEED_A_MOMENT = {"clock-preserving", "eight-hour-days", "office-budget"}


def random_days(count: int) -> Days:
    draw = np.random.default_rng(SEED)
    return np.datetime64("2010-01-01") + draw.integers(0, 6209, count)


def random_moments(count: int) -> Moments:
    draw = np.random.default_rng(SEED)
    return np.datetime64("2010-01-01T00:00:00", "us") + draw.integers(0, 6209 * 86_400_000_000, count)


@pytest.mark.parametrize("span", SPANS)
def test_due_dates_are_those_of_the_scalar_path(vn: WorkCalendar, span: str) -> None:
    days, bulk = random_days(2000), Bulk(vn)
    for name, rule in RULES.items():
        if name in NEED_A_MOMENT or rule.cutoff is not None or (span == "1 year" and name != "blds-2015/leap-28-02"):
            continue
        found = bulk.due(days, span, rule=name)
        expected = [deadline(day, span, rule=name, calendar=vn) for day in days.tolist()]
        assert found.due_on.tolist() == [each.due_on for each in expected]
        assert found.due_at.tolist() == [each.due_at.replace(tzinfo=None) for each in expected]
        assert found.ends_at.tolist() == [each.ends_at.replace(tzinfo=None) for each in expected]
        assert found.provisional.tolist() == [each.provisional for each in expected]


def test_working_days_are_those_of_the_scalar_path(vn: WorkCalendar) -> None:
    days, bulk = random_days(4000), Bulk(vn)
    steps = np.random.default_rng(SEED).integers(1, 251, days.size)
    steps[::2] *= -1
    assert bulk.add(days, steps).tolist() == [
        vn.add(day, n) for day, n in zip(days.tolist(), steps.tolist(), strict=True)
    ]
    for n in (1, -1, 15, -250):
        assert bulk.add(days, n).tolist() == [vn.add(day, n) for day in days.tolist()]
    others = days[::-1]
    pairs = zip(days.tolist(), others.tolist(), strict=True)
    assert bulk.count(days, others).tolist() == [vn.count(one, two) for one, two in pairs]
    assert bulk.is_working(days).tolist() == [vn.is_working(day) for day in days.tolist()]


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=VIETNAM_TIME)


def test_working_hours_are_those_of_the_scalar_path(vn: WorkCalendar) -> None:
    moments, bulk = random_moments(4000), Bulk(vn)
    minutes = np.random.default_rng(SEED).integers(1, 6000, moments.size)
    found = bulk.due_after(moments, minutes.astype("timedelta64[m]"))
    assert [aware(each) for each in found.tolist()] == [
        vn.due_after(aware(at), timedelta(minutes=n)) for at, n in zip(moments.tolist(), minutes.tolist(), strict=True)
    ]
    hour = timedelta(hours=1)
    assert [aware(each) for each in bulk.due_after(moments, hour).tolist()] == [
        vn.due_after(aware(at), hour) for at in moments.tolist()
    ]
    others = moments[::-1]
    assert bulk.worked(moments, others).tolist() == [
        vn.worked(aware(one), aware(two)) for one, two in zip(moments.tolist(), others.tolist(), strict=True)
    ]


def test_the_first_hours_of_a_calendar_are_before_its_first_session() -> None:
    first = np.array(["2005-01-01T00:00"], "datetime64[us]")
    assert Bulk().due_after(first, timedelta(hours=1)).tolist() == [datetime(2005, 1, 4, 8, 30)]  # noqa: DTZ001


def test_no_rows_have_no_answers() -> None:
    bulk, none = Bulk(), np.array([], "datetime64[D]")
    assert bulk.add(none, 1).size == 0
    assert bulk.due(none, "1 day").due_on.size == 0
    assert bulk.due_after(none.astype("datetime64[us]"), timedelta(hours=1)).size == 0


@pytest.mark.parametrize(
    ("days", "n", "code"),
    [
        (["2004-12-31"], 1, "PF400"),
        (["2051-01-01"], 1, "PF400"),
        (["NaT"], 1, "PF400"),
        (["2050-12-30", "2026-03-02"], 5, "PF400"),
        (["2005-01-04"], -5, "PF400"),
        (["2026-03-02"], 0, "PF401"),
    ],
)
def test_a_row_out_of_range_is_an_error(days: list[str], n: int, code: str) -> None:
    with pytest.raises(CalendarError) as caught:
        Bulk().add(np.array(days, "datetime64[D]"), n)
    assert caught.value.code == code


def test_moments_are_not_taken_for_days_nor_days_for_moments() -> None:
    moments = np.array(["2026-03-02T09:00"], "datetime64[us]")
    with pytest.raises(CalendarError) as caught:
        Bulk().add(moments, 1)
    assert caught.value.code == "PF407"
    with pytest.raises(SpanError) as refused:
        Bulk().due(np.array([date(2026, 3, 2)], "datetime64[D]"), "2 working hours")
    assert refused.value.code == "PF413"


@pytest.mark.parametrize(
    ("moment", "work", "code"),
    [
        ("2051-01-01T09:00", 1, "PF400"),
        ("2004-12-31T09:00", 1, "PF400"),
        ("2050-12-30T16:30", 1, "PF400"),
        ("2026-03-02T09:00", 0, "PF416"),
        ("2026-03-02T09:00", -1, "PF416"),
    ],
)
def test_hours_out_of_range_are_an_error(moment: str, work: int, code: str) -> None:
    with pytest.raises(ProcflowError) as caught:
        Bulk().due_after(np.array([moment], "datetime64[us]"), timedelta(hours=work))
    assert caught.value.code == code


def test_a_span_asked_again_is_looked_up_and_many_spans_push_out_the_oldest(vn: WorkCalendar) -> None:
    bulk, days = Bulk(vn), random_days(50)
    first = bulk.due(days, "3 working days").due_on.tolist()
    assert bulk.due(days, "3 working days").due_on.tolist() == first
    for amount in range(1, 70):
        assert bulk.due(days[:2], f"{amount} days").due_on.tolist() == [
            deadline(day, f"{amount} days", calendar=vn).due_on for day in days[:2].tolist()
        ]
    assert bulk.due(days[::-1], "3 working days").due_on.tolist() == first[::-1]
