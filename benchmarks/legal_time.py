"""Working days, deadlines and working hours beside the libraries people use for them.

Run as `make bench`, or `python -m benchmarks.legal_time`. The answers are compared first; the stretch of days holds no
make-up day, which most contestants cannot know.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter_ns, process_time_ns

import bizdays
import businesstimedelta
import holidays
import numpy as np
import pandas as pd
from workalendar.core import SAT, SUN, CoreCalendar

from benchmarks import race as racing
from benchmarks.race import Result, report
from procflow.calendar import VIETNAM_TIME, WorkCalendar, vietnam
from procflow.clock import RULES, Span, deadline
from procflow.clock.bulk import Bulk

__all__ = ["main"]

START = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 16, 0, tzinfo=VIETNAM_TIME)
LIMIT = 15
WORK = timedelta(hours=40)
race = partial(racing.race, clock=process_time_ns)


class _Office(CoreCalendar):  # type: ignore[misc]  # workalendar has no types
    """A workalendar office with the days off of the Vietnamese calendar."""

    WEEKEND_DAYS = (SAT, SUN)

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        return [(day, "off") for day in _days_off(vietnam(), year)]


def _days_off(calendar: WorkCalendar, year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=index) for index in range(365))
    return [day for day in days if day.weekday() < SAT and not calendar.is_working(day)]


def add_working_days(calendar: WorkCalendar) -> None:
    """Time the 15th working day after a date."""
    off = _days_off(calendar, 2026)
    # a seven-day week with every rest day as a holiday is how numpy can know make-up days
    year = [date(2026, 1, 1) + timedelta(days=index) for index in range(365)]
    seven = np.busdaycalendar("1111111", [day for day in year if not calendar.is_working(day)])
    official = holidays.country_holidays("VN", years=range(2025, 2028))
    office = _Office()
    plain = bizdays.Calendar(off, ["Saturday", "Sunday"], startdate="2026-01-01", enddate="2026-12-31")
    bday = pd.offsets.CustomBusinessDay(n=LIMIT, holidays=off)
    stamp = pd.Timestamp(START)
    contestants: Mapping[str, Callable[[], object]] = {
        "procflow calendar.add": lambda: calendar.add(START, LIMIT),
        "an empty call": lambda: None,
        "bizdays offset": lambda: plain.offset(START, LIMIT),
        "numpy busday_offset, one date": lambda: np.busday_offset(START, LIMIT, busdaycal=seven).item(),
        "pandas CustomBusinessDay": lambda: stamp + bday,
        "holidays get_nth_working_day": lambda: official.get_nth_working_day(START, LIMIT),
        "workalendar add_working_days": lambda: office.add_working_days(START, LIMIT),
    }
    due = calendar.add(START, LIMIT)
    answers = {name: pd.Timestamp(call()).date() for name, call in contestants.items() if name != "an empty call"}
    assert set(answers.values()) == {due}, answers
    report(f"{LIMIT} working days after a date", race(contestants), aim_ns=500)


def count_a_deadline(calendar: WorkCalendar) -> None:
    """Time a whole deadline, with rule and result, and its explanation."""
    span = Span.parse("15 working days")
    rule = RULES["one-stop"]
    whole = {
        "deadline(date, Span)": lambda: deadline(START, span, rule=rule, calendar=calendar),
        "deadline(date, text), all defaults": lambda: deadline(START, "05 ngày làm việc"),
        "calendar.add alone": lambda: calendar.add(START, LIMIT),
    }
    report("a whole deadline", race(whole), aim_ns=5_000)
    month = deadline(START, "30 days", calendar=calendar)
    explained = {
        "explain() a limit of 30 days, as data": lambda: month.explain().data(),
        "explain() as text": lambda: month.explain().text("vi"),
    }
    report("the explanation", race(explained), aim_ns=50_000)


def add_working_hours(calendar: WorkCalendar) -> None:
    """Time 40 working hours after a moment."""
    day = businesstimedelta.WorkDayRule(start_time=time(7, 30), end_time=time(17), working_days=[0, 1, 2, 3, 4])
    lunch = businesstimedelta.LunchTimeRule(start_time=time(11, 30), end_time=time(13), working_days=[0, 1, 2, 3, 4])
    hours = businesstimedelta.BusinessTimeDelta(businesstimedelta.Rules([day, lunch]), hours=40)
    naive = MOMENT.replace(tzinfo=None)
    office = pd.offsets.CustomBusinessHour(n=40, start=["07:30", "13:00"], end=["11:30", "17:00"])
    stamp = pd.Timestamp(naive)
    span = Span.parse("40 working hours")
    contestants = {
        "procflow due_after": lambda: calendar.due_after(MOMENT, WORK),
        "procflow deadline": lambda: deadline(MOMENT, span, calendar=calendar),
        "pandas CustomBusinessHour": lambda: stamp + office,
        "businesstimedelta": lambda: naive + hours,
    }
    due = calendar.due_after(MOMENT, WORK).replace(tzinfo=None)
    assert pd.Timestamp(stamp + office) == pd.Timestamp(due)
    assert (naive + hours).replace(tzinfo=None) == due
    report("40 working hours after a moment", race(contestants, rounds=9), aim_ns=2_000)


def build_a_calendar(calendar: WorkCalendar) -> None:
    """Time the building of the whole calendar from its layers."""
    rebuild = partial(
        WorkCalendar,
        calendar.name,
        first=calendar.first,
        last=calendar.last,
        layers=calendar.layers,
        weeks=calendar.weeks,
        hours=calendar.hours,
    )
    years = calendar.last.year - calendar.first.year + 1
    report(f"building {years} years of calendar", race({"procflow": rebuild}), aim_ns=30_000_000 / 31 * years)


def many_at_once(calendar: WorkCalendar) -> None:
    """Time 300,000 random days of 2010-2026 in one call; the times are for a row."""
    rows = 300_000
    days = np.datetime64("2010-01-01") + np.random.default_rng(rows).integers(0, 6209, rows)
    bulk, span = Bulk(calendar), Span.parse(f"{LIMIT} working days")
    every = [date(2010, 1, 1) + timedelta(days=index) for index in range(6300)]
    seven = np.busdaycalendar("1111111", [day for day in every if not calendar.is_working(day)])
    assert (bulk.add(days, LIMIT) == np.busday_offset(days, LIMIT, roll="preceding", busdaycal=seven)).all()
    assert (bulk.due(days, span).due_on == bulk.add(days, LIMIT)).all()
    contestants: Mapping[str, Callable[[], object]] = {
        "procflow Bulk.add": lambda: bulk.add(days, LIMIT),
        "procflow Bulk.due, its due_on": lambda: bulk.due(days, span).due_on,
        "the same, no day counted before": lambda: Bulk(calendar).due(days, span).due_on,
        "numpy busday_offset, seven-day mask": lambda: np.busday_offset(days, LIMIT, roll="preceding", busdaycal=seven),
        "a copy of the array": days.copy,
    }
    each = [Result(found.name, found.nanoseconds / rows) for found in race(contestants, rounds=9)]
    report(f"{LIMIT} working days after {rows:,} random days, a row", each, aim_ns=15)


def start_the_command_line() -> None:
    """Time the program from start to exit."""
    program = str(Path(sys.executable).with_name("procflow"))
    run = partial(subprocess.run, capture_output=True, check=True)
    contestants = {
        "procflow --help": partial(run, [program, "--help"]),
        "procflow deadline": partial(run, [program, "deadline", "2026-08-20", "2 working days"]),
        "python -c pass": partial(run, [sys.executable, "-c", "pass"]),
    }
    report("the command line", race(contestants, clock=perf_counter_ns), aim_ns=200_000_000)


def main() -> None:
    """Run every race and print the ratios."""
    calendar = vietnam()
    add_working_days(calendar)
    count_a_deadline(calendar)
    add_working_hours(calendar)
    many_at_once(calendar)
    build_a_calendar(calendar)
    start_the_command_line()


if __name__ == "__main__":
    main()
