"""The worst day to submit, against a walk over every day of the year that shares no code with it."""

from datetime import date, datetime, timedelta

import pytest
from office import procedure

from procflow.calendar import vietnam
from procflow.clock import deadline
from procflow.errors import MisuseError
from procflow.library import load, shipped
from procflow.lint import worst_day
from procflow.lint.timetable import Timetable
from procflow.lint.walks import Choice

CALENDAR = vietnam()
DAY = timedelta(days=1)


def waits(year: int, n: int) -> dict[date, int]:
    """Walk from every working day of a year over `n` working days, one day after another."""
    found, day = {}, date(year, 1, 1)
    while day.year == year:
        due, left = day, n
        while left:
            due += DAY
            left -= CALENDAR.is_working(due)
        if CALENDAR.is_working(day):
            found[day] = (due - day).days
        day += DAY
    return found


@pytest.mark.parametrize("year", [2021, 2024, 2026])
@pytest.mark.parametrize("n", [1, 7, 20])
def test_the_longest_wait_of_a_year_is_the_one_a_walk_finds(year: int, n: int) -> None:
    found = worst_day(procedure(limit=f"{n} ngày làm việc"), channel="direct", year=year, calendar=CALENDAR)
    walked = waits(year, n)
    assert found is not None
    assert found.worst.days == max(walked.values())
    assert list(found.days) == [day for day, length in walked.items() if length == found.worst.days]
    assert found.worst.submitted_at.date() == found.days[0]
    assert found.shortest == min(walked.values())
    assert list(walked.values()).count(found.usual) == max(map(list(walked.values()).count, walked.values()))


def test_the_days_off_in_between_are_the_reason() -> None:
    found = worst_day(load(shipped("1.013225")), case="house", channel="direct", year=2026, calendar=CALENDAR)
    assert found is not None
    assert (found.worst.submitted_at.date(), found.worst.counted.due_on) == (date(2026, 2, 5), date(2026, 2, 23))
    weekend, tet = found.off
    assert weekend == (date(2026, 2, 7), date(2026, 2, 8), "Weekly day of rest")
    assert tet[:2] == (date(2026, 2, 14), date(2026, 2, 22))
    assert "2026-02-14..2026-02-22" in found.reason()
    assert "Lunar New Year" in found.reason()


def test_what_is_submitted_online_first_waits_for_reception() -> None:
    found = worst_day(load(shipped("1.013225")), case="house", channel="online", year=2026, calendar=CALENDAR)
    assert found is not None
    assert found.worst.days == 19
    assert found.worst.accepted_at - found.worst.submitted_at == timedelta(days=1)


def test_an_hour_after_the_cut_off_can_make_the_wait() -> None:
    found = worst_day(load(shipped("2.000815")), year=2026, calendar=CALENDAR)
    assert found is not None
    assert (found.worst.submitted_at.date(), found.usual) == (date(2026, 2, 13), 0)
    assert found.worst.submitted_at.time() == datetime(2026, 2, 13, 15, 1).time()  # noqa: DTZ001 - a clock time only


def test_a_procedure_without_a_limit_has_no_worst_day() -> None:
    open_ended = procedure(limit="{limit: none, reason: luật để ngỏ}")
    assert worst_day(open_ended, year=2026, calendar=CALENDAR) is None


@pytest.mark.parametrize("choice", [{"case": "house"}, {"channel": "post"}])
def test_a_case_or_channel_that_is_not_there_is_told(choice: dict[str, str]) -> None:
    with pytest.raises(MisuseError) as caught:
        worst_day(
            procedure(), case=choice.get("case", ""), channel=choice.get("channel", ""), year=2026, calendar=CALENDAR
        )
    assert caught.value.code == "PF720"


@pytest.mark.parametrize("code", ["1.001193", "1.004222", "1.009645", "1.013225", "1.013831", "2.000815"])
def test_the_worst_day_and_the_proof_count_the_limit_alike(code: str) -> None:
    """From each start of a year: the proof's own count of the limit ends where the worst day's does."""
    procedure = load(shipped(code))
    limit = procedure.limit
    case, channel = next(iter(procedure.cases), ""), procedure.submit_channels[0]
    table = Timetable(procedure, Choice(case, channel), CALENDAR)
    span = table.span(limit)
    assert span is not None
    for at in table.moments(date(2026, 1, 1), date(2026, 12, 31)):
        counted, start = deadline(at, span, rule=limit.rule, calendar=CALENDAR), table.begin(at)
        assert start is not None
        assert (start.due.on, start.due.ends_at) == (counted.due_on, counted.ends_at)
    found = worst_day(procedure, year=2026, calendar=CALENDAR)
    assert found is not None
    again = table.begin(found.worst.submitted_at if limit.start == "submitted" else found.worst.accepted_at)
    assert again is not None
    assert again.due.on == found.worst.counted.due_on
