"""Office hours: minute by minute against a walk, seasons, half days, make-up days and both inverses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from procflow.calendar import (
    OFFICE_HOURS,
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
)
from procflow.errors import CalendarError

MINUTE = timedelta(minutes=1)
SPANS = (1, 60, 120, 240, 480, 600, 2400)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def office_minutes(calendar: WorkCalendar, first: date, last: date) -> list[datetime]:
    """Every minute an office works, walked from the clock on the wall."""
    minutes = []
    moment = datetime.combine(first, time(), VIETNAM_TIME)
    while moment.date() <= last:
        wall = moment.time()
        if calendar.is_working(moment.date()) and (time(7, 30) <= wall < time(11, 30) or time(13) <= wall < time(17)):
            minutes.append(moment)
        moment += MINUTE
    return minutes


def test_every_minute_of_a_fortnight_around_tet_agrees_with_a_walk(vn: WorkCalendar) -> None:
    worked = office_minutes(vn, date(2026, 2, 9), date(2026, 3, 10))
    moment, position = at("2026-02-09 00:00"), 0
    while moment < at("2026-02-24 00:00"):
        for minutes in SPANS:
            length = minutes * MINUTE
            assert vn.due_after(moment, length) == worked[position + minutes - 1] + MINUTE
            assert vn.begins_after(moment, length) == worked[position + minutes]
        if worked[position] == moment:
            position += 1
        moment += MINUTE


def test_working_time_between_minutes_agrees_with_a_walk(vn: WorkCalendar) -> None:
    worked = set(office_minutes(vn, date(2026, 2, 9), date(2026, 2, 25)))
    start, total = at("2026-02-09 09:10"), 0
    moment = start
    while moment < at("2026-02-25 00:00"):
        assert vn.worked(start, moment) == total * MINUTE
        assert vn.worked(moment, start) == -total * MINUTE
        total += moment in worked
        moment += MINUTE


def test_seconds_are_kept(vn: WorkCalendar) -> None:
    start = at("2026-03-02 16:59:30.000250")
    assert vn.due_after(start, MINUTE) == at("2026-03-03 07:30:30.000250")
    assert vn.worked(start, at("2026-03-02 17:00")) == timedelta(seconds=29, microseconds=999750)


def test_a_due_moment_is_the_end_of_a_session_and_work_begins_at_the_next(vn: WorkCalendar) -> None:
    start, hour = at("2026-03-02 16:00"), timedelta(hours=1)
    assert vn.due_after(start, hour) == at("2026-03-02 17:00")
    assert vn.begins_after(start, hour) == at("2026-03-03 07:30")


def test_counting_working_hours_back_ends_where_work_would_begin(vn: WorkCalendar) -> None:
    assert vn.due_after(at("2026-03-03 08:30"), timedelta(hours=-2)) == at("2026-03-02 16:00")
    assert vn.due_after(at("2026-03-03 09:30"), timedelta(hours=-2)) == at("2026-03-03 07:30")


def test_no_working_time_after_a_day_off_is_the_close_before_or_the_opening_after(vn: WorkCalendar) -> None:
    sunday = at("2026-03-08 10:00")
    assert vn.due_after(sunday, timedelta()) == at("2026-03-06 17:00")
    assert vn.begins_after(sunday) == at("2026-03-09 07:30")


def test_another_zone_is_the_same_instant(vn: WorkCalendar) -> None:
    assert vn.due_after(datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(hours=2)) == at("2026-03-03 08:30")


def test_a_naive_time_is_refused(vn: WorkCalendar) -> None:
    with pytest.raises(CalendarError) as caught:
        vn.due_after(datetime(2026, 3, 2, 9), MINUTE)  # noqa: DTZ001 - the mistake under test
    assert caught.value.code == "PF406"


def test_the_range_has_two_ends(vn: WorkCalendar) -> None:
    first, last = at("2005-01-04 07:30"), at("2050-12-30 17:00")
    assert vn.due_after(first, timedelta()) == first
    assert vn.due_after(at("2005-01-01 00:00"), timedelta()) == first
    assert vn.due_after(at("2050-12-30 16:00"), timedelta(hours=1)) == last
    for moment, length in ((last, MINUTE), (first, -MINUTE), (at("2051-01-01 00:00"), MINUTE)):
        with pytest.raises(CalendarError) as caught:
            vn.due_after(moment, length)
        assert caught.value.code == "PF400"
    with pytest.raises(CalendarError):
        vn.begins_after(last)


def test_an_office_opens_and_closes_on_working_days_only(vn: WorkCalendar) -> None:
    assert vn.opens_at(date(2026, 3, 2)) == at("2026-03-02 07:30")
    assert vn.closes_at(date(2026, 3, 2)) == at("2026-03-02 17:00")
    assert vn.sessions(date(2026, 3, 7)) == ()
    for edge in (vn.opens_at, vn.closes_at):
        with pytest.raises(CalendarError) as caught:
            edge(date(2026, 3, 7))
        assert caught.value.code == "PF408"


def test_a_make_up_saturday_has_the_hours_of_the_day_it_makes_up_for(vn: WorkCalendar) -> None:
    # 31/08/2026 is a Monday, and this office works shorter Mondays and no Saturdays.
    shorter = Hours(sessions_of("08:00-11:00"), weekdays=(0,))
    none = Hours((), weekdays=(5, 6))
    assert vn.with_hours(shorter, none).sessions(date(2026, 8, 22)) == sessions_of("08:00-11:00")


def test_a_make_up_day_without_a_pair_has_the_hours_of_its_monday() -> None:
    extra = Layer("extra", Document("A"), (Mark(date(2026, 3, 7), Kind.WORK), Mark(date(2026, 3, 1), Kind.WORK)))
    hours = (*OFFICE_HOURS, Hours(sessions_of("08:00-11:00"), weekdays=(0,)))
    calendar = WorkCalendar("a", first=date(2026, 3, 1), last=date(2026, 3, 31), layers=[extra], hours=hours)
    assert calendar.sessions(date(2026, 3, 7)) == sessions_of("08:00-11:00")
    # The Monday of Sunday the 1st lies before the range: its own weekday's hours stand in.
    assert calendar.sessions(date(2026, 3, 1)) == OFFICE_HOURS[0].sessions


def test_hours_are_effective_dated_and_seasonal(vn: WorkCalendar) -> None:
    summer = Hours(sessions_of("07:00-11:30,13:30-17:00"), season=Season((4, 16), (10, 15)), since=date(2026, 1, 1))
    calendar = vn.with_hours(summer)
    assert calendar.closes_at(date(2026, 4, 15)) == at("2026-04-15 17:00")
    assert calendar.opens_at(date(2026, 4, 15)) == at("2026-04-15 07:30")
    assert calendar.opens_at(date(2026, 4, 16)) == at("2026-04-16 07:00")
    assert calendar.opens_at(date(2026, 10, 15)) == at("2026-10-15 07:00")
    assert calendar.opens_at(date(2026, 10, 16)) == at("2026-10-16 07:30")
    assert calendar.opens_at(date(2025, 7, 1)) == at("2025-07-01 07:30")


def test_a_season_may_run_over_new_year_and_end_in_february(vn: WorkCalendar) -> None:
    winter = Hours(sessions_of("08:00-12:00"), season=Season((11, 1), (2, 29)), until=date(2029, 6, 1))
    calendar = vn.with_hours(winter)
    assert calendar.opens_at(date(2026, 12, 31)) == at("2026-12-31 08:00")
    assert calendar.opens_at(date(2028, 2, 29)) == at("2028-02-29 08:00")
    assert calendar.opens_at(date(2028, 3, 1)) == at("2028-03-01 07:30")
    assert calendar.opens_at(date(2029, 12, 3)) == at("2029-12-03 07:30")


def test_a_half_day_is_a_working_day_with_fewer_hours(vn: WorkCalendar) -> None:
    new_year_eve = date(2026, 12, 31)
    half = Mark(new_year_eve, Kind.SESSIONS, sessions=sessions_of("07:30-11:30"))
    calendar = vn.with_layers(Layer("half", Document("A"), (half,)))
    assert calendar.is_working(new_year_eve)
    assert calendar.closes_at(new_year_eve) == at("2026-12-31 11:30")
    assert calendar.due_after(at("2026-12-31 11:00"), timedelta(hours=1)) == at("2027-01-04 08:00")


def test_an_office_may_receive_on_saturday_mornings(vn: WorkCalendar) -> None:
    saturdays = Hours(sessions_of("07:30-11:30"), weekdays=(5,))
    desk = vn.with_weeks(Week((6,)), name="desk").with_hours(saturdays)
    assert desk.closes_at(date(2026, 3, 7)) == at("2026-03-07 11:30")
    # A make-up Saturday is worked whole, as the Monday it makes up for.
    assert desk.closes_at(date(2026, 8, 22)) == at("2026-08-22 17:00")


def test_a_working_day_without_hours_is_refused(vn: WorkCalendar) -> None:
    never = WorkCalendar("never", first=date(2026, 1, 1), last=date(2026, 2, 1), hours=())
    with pytest.raises(CalendarError) as caught:
        never.sessions(date(2026, 1, 5))
    assert caught.value.code == "PF408"
    with pytest.raises(CalendarError) as caught:
        vn.with_hours(Hours((), weekdays=(0,)))
    assert caught.value.code == "PF408"


def test_hours_that_make_no_sense_are_refused() -> None:
    morning = sessions_of("07:30-11:30")
    for weekdays in ((), (7,)):
        with pytest.raises(CalendarError) as caught:
            Hours(morning, weekdays=weekdays)
        assert caught.value.code == "PF411"
    with pytest.raises(CalendarError) as caught:
        Hours(morning, since=date(2026, 2, 1), until=date(2026, 1, 1))
    assert caught.value.code == "PF411"


def test_hours_outside_the_range_do_nothing(vn: WorkCalendar) -> None:
    old = Hours(sessions_of("08:00-12:00"), until=date(2000, 1, 1))
    assert vn.with_hours(old).sessions(date(2026, 3, 2)) == vn.sessions(date(2026, 3, 2))


def test_an_office_may_work_until_midnight() -> None:
    night = WorkCalendar(
        "night", first=date(2026, 3, 2), last=date(2026, 3, 6), hours=(Hours(sessions_of("00:00-24:00")),)
    )
    assert night.closes_at(date(2026, 3, 2)) == at("2026-03-03 00:00")
    assert night.due_after(at("2026-03-02 23:00"), timedelta(hours=1)) == at("2026-03-03 00:00")
    assert night.opens_at(date(2026, 3, 2)) == at("2026-03-02 00:00")
