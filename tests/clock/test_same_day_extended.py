"""A limit of the same day that is lengthened: the days agreed run on from the day it would have ended."""

from datetime import date, datetime, time, timedelta

import pytest

from procflow import vietnam
from procflow.calendar import VIETNAM_TIME
from procflow.clock import (
    Debtor,
    Hold,
    Span,
    deadline,
    explain_limit,
    extend_limit,
    hold_limit,
    resume_limit,
    start_limit,
)

SAME_DAY = "trong ngày, sau 15 giờ thì ngày làm việc tiếp theo"


def at(spelled: str) -> datetime:
    return datetime.fromisoformat(spelled).replace(tzinfo=VIETNAM_TIME)


def days_later(moment: datetime, more: int, stopped: set[date]) -> date:
    """Walk day by day: to the day itself or the next working one after 15:00, then over `more` working days."""
    day, works = moment.date(), vietnam().is_working
    if not works(day) or moment.time() > time(15):
        day += timedelta(days=1)
        while not works(day):
            day += timedelta(days=1)
    while more:
        day += timedelta(days=1)
        more -= works(day) and day not in stopped
    return day


@pytest.mark.parametrize(
    ("accepted", "due_on"),
    [
        ("2026-08-20 09:00", date(2026, 8, 22)),  # a make-up Saturday is the second of the two days
        ("2026-08-20 15:00", date(2026, 8, 22)),
        ("2026-08-20 15:01", date(2026, 8, 24)),
        ("2026-08-21 16:00", date(2026, 8, 25)),
        ("2026-02-13 15:30", date(2026, 2, 25)),  # over Tết: the 23rd, then two days
    ],
)
def test_two_days_agreed_run_on_from_the_day_it_would_have_ended(accepted: str, due_on: date) -> None:
    limit = start_limit(
        "main", SAME_DAY, rule="one-stop", debtor=Debtor.AGENCY, anchor_at=at(accepted), calendar=vietnam()
    )
    longer = extend_limit(limit, "02 ngày làm việc", vietnam())
    assert longer.due_on == due_on == days_later(at(accepted), 2, set())
    assert longer.ends_at == at(f"{due_on + timedelta(days=1)} 00:00")
    assert longer.span == "same day before 15:00 then 2 working days"


def test_every_start_of_a_year_agrees_with_a_walk_over_the_days() -> None:
    span = Span.parse(f"{SAME_DAY} rồi 02 ngày làm việc")
    for offset in range(365):
        for clock in ("08:00", "15:00", "15:01", "23:59"):
            moment = at(f"{date(2026, 1, 1) + timedelta(days=offset)} {clock}")
            assert deadline(moment, span).due_on == days_later(moment, 2, set()), moment


@pytest.mark.parametrize(
    ("since", "until", "due_on"),
    [
        ("2026-03-02 10:00", "2026-03-04 09:00", date(2026, 3, 6)),  # in the same day itself
        ("2026-03-03 10:00", "2026-03-05 09:00", date(2026, 3, 6)),  # in the days agreed
        ("2026-03-04 10:00", "2026-03-06 09:00", date(2026, 3, 6)),  # on the last: it runs on the day it resumes
    ],
)
def test_a_stop_moves_it_as_it_moves_any_limit(since: str, until: str, due_on: date) -> None:
    start = at("2026-03-02 09:00")
    limit = start_limit("main", SAME_DAY, rule="one-stop", debtor=Debtor.AGENCY, anchor_at=start, calendar=vietnam())
    longer = extend_limit(limit, "2 working days", vietnam())
    assert longer.due_on == date(2026, 3, 4)
    stopped = resume_limit(hold_limit(longer, at(since), "x"), at(until), vietnam())
    assert stopped.due_on == due_on
    assert stopped.holds == (Hold(at(since), at(until), "x"),)


def test_each_day_of_it_is_explained() -> None:
    start = at("2026-03-05 15:30")
    limit = start_limit("main", SAME_DAY, rule="one-stop", debtor=Debtor.AGENCY, anchor_at=start, calendar=vietnam())
    told = explain_limit(extend_limit(limit, "2 working days", vietnam()), vietnam()).text("en")
    lines = [line.split("  ")[-1] for line in told.splitlines()[2:-2]]
    assert lines == [
        "the day of the event, not counted (BLDS 2015 Đ.147)",
        "day 1",
        "not counted: Weekly day of rest",
        "not counted: Weekly day of rest",
        "day 1",
        "day 2",
    ]


def test_a_day_that_is_in_doubt_makes_the_extended_date_provisional() -> None:
    """A swap of Monday 23/11/2026 is proposed; the count begins on it."""
    assert deadline(at("2026-11-23 09:00"), f"{SAME_DAY} rồi 02 ngày làm việc").provisional
