"""The days of public bodies against the notices, the law and two independent computations of the moon."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import holidays
import pytest

from procflow.calendar import Confidence, Status, Verdict, WorkCalendar, enterprise, vietnam
from procflow.calendar.freeze import FIRST_YEAR, LAST_YEAR, render, year_text
from procflow.calendar.frozen import FROZEN

# Days on which the `holidays` package is wrong about public bodies before 2021, each with what was published.
PACKAGE_ERRORS = {
    "2011-01-29": True,
    "2011-01-30": True,
    "2011-01-31": False,
    "2011-02-01": False,
    "2011-04-09": True,
    "2011-04-11": False,
    "2012-12-31": False,
    "2013-01-05": True,
    "2013-02-23": True,
    "2014-01-25": True,
    "2014-01-28": False,
    "2014-02-05": False,
    "2014-02-08": True,
    "2026-01-02": False,
    "2026-01-10": True,
}


def days_of(*years: int) -> Iterator[date]:
    day = date(years[0], 1, 1)
    while day.year <= years[-1]:
        yield day
        day += timedelta(days=1)


def test_every_day_of_2021_to_2026_agrees_with_the_notices(vn: WorkCalendar, reference: Callable[[str], Any]) -> None:
    compared = 0
    for year in reference("vn-official-days.json")["full_years"]:
        off, work = set(year["off"]), set(year["work"])
        for day in days_of(year["year"]):
            iso = day.isoformat()
            assert vn.is_working(day) == (iso in work or (day.weekday() < 5 and iso not in off)), iso
            compared += 1
    assert compared == 2191


def test_every_published_swap_of_2010_to_2020_is_known(vn: WorkCalendar, reference: Callable[[str], Any]) -> None:
    for swap in reference("vn-official-days.json")["swaps_2010_2020"]:
        assert not any(vn.is_working(date.fromisoformat(day)) for day in swap["off"]), swap
        assert all(vn.is_working(date.fromisoformat(day)) for day in swap.get("work", ())), swap


def test_2005_to_2026_differs_from_the_package_only_where_the_package_is_wrong(vn: WorkCalendar) -> None:
    package = holidays.country_holidays("VN", years=range(2005, 2027))
    found = {
        day.isoformat(): vn.is_working(day)
        for day in days_of(2005, 2026)
        if vn.is_working(day) != package.is_working_day(day)
    }
    assert found == PACKAGE_ERRORS


def test_the_frozen_projection_has_not_drifted_from_the_package() -> None:
    assert {year: year_text(year) for year in FROZEN} == FROZEN
    assert (min(FROZEN), max(FROZEN)) == (FIRST_YEAR, LAST_YEAR)


def test_the_frozen_module_can_be_written_again_from_the_package() -> None:
    written: dict[str, dict[int, str]] = {}
    exec(render(), written)  # noqa: S102 - the text of our own generator
    assert written["FROZEN"] == FROZEN


def test_tet_and_the_hung_kings_day_fall_on_the_vietnamese_moon(reference: Callable[[str], Any]) -> None:
    compared = 0
    for row in csv.DictReader(reference("vn-lunar.csv").splitlines()):
        if int(row["year"]) not in FROZEN or (row["holiday"] == "HUNG" and int(row["year"]) < 2007):
            continue
        assert row["ho_ngoc_duc_utc7"] == row["ephemeris_utc7"]
        key = "tet-1" if row["holiday"] == "TET" else "hung-kings"
        assert f"{row['ho_ngoc_duc_utc7'][5:]} {key}" in FROZEN[int(row["year"])].split(", "), row
        compared += 1
    assert compared == 46 + 44


def test_the_package_we_freeze_from_has_the_vietnamese_moon_from_1945_to_2100(reference: Callable[[str], Any]) -> None:
    package = holidays.country_holidays("VN", years=range(1945, 2101), language="vi")
    tet = {day.isoformat() for day, name in package.items() if name == "Tết Nguyên Đán"}
    for row in csv.DictReader(reference("vn-lunar.csv").splitlines()):
        if row["holiday"] == "TET":
            assert row["ho_ngoc_duc_utc7"] in tet, row


def test_a_sunday_was_a_working_day(vn: WorkCalendar) -> None:
    sunday = vn.day(date(2011, 1, 30))
    assert sunday.date.weekday() == 6
    assert sunday.is_working
    assert sunday.verdict is Verdict.MAKE_UP


def test_a_make_up_saturday_counts_as_a_working_day(vn: WorkCalendar) -> None:
    assert vn.is_working(date(2026, 8, 22))
    assert vn.add(date(2026, 8, 20), 2) == date(2026, 8, 22)


def test_a_day_names_the_notice_that_decided_it(vn: WorkCalendar) -> None:
    swapped = vn.day(date(2026, 1, 2))
    assert swapped.verdict is Verdict.HOLIDAY
    assert swapped.document is not None
    assert swapped.document.number == "12729/VPCP-KGVX"
    assert swapped.document.text("vi") == "12729/VPCP-KGVX ngày 25/12/2025"
    assert swapped.document.text("en") == "12729/VPCP-KGVX of 25/12/2025"
    assert swapped.name("vi") == "Nghỉ hoán đổi, làm bù 10/01/2026"
    assert swapped.name("en") == "Day off swapped, made up on 10/01/2026"


def test_an_unknown_day_of_issue_is_left_out_of_the_citation(vn: WorkCalendar) -> None:
    document = vn.day(date(2021, 1, 1)).document
    assert document is not None
    assert document.text("vi") == "4875/TB-LĐTBXH"


def test_24_november_2026_is_off_on_a_secondary_source(vn: WorkCalendar) -> None:
    day = vn.day(date(2026, 11, 24))
    assert not day.is_working
    assert day.document is not None
    assert day.document.confidence is Confidence.SECONDARY


@pytest.mark.parametrize(("year", "monday"), [(2029, date(2029, 11, 26)), (2030, date(2030, 11, 25))])
def test_24_november_on_a_weekend_is_compensated_only_on_request(year: int, monday: date) -> None:
    assert date(year, 11, 24).weekday() >= 5
    assert vietnam().is_working(monday)
    assert not vietnam(culture_day_in_lieu=True).is_working(monday)
    assert vietnam(culture_day_in_lieu=True).version != vietnam().version


def test_nothing_after_2026_is_announced(vn: WorkCalendar) -> None:
    assert {vn.status(day) for day in days_of(2005, 2026)} == {Status.ANNOUNCED, Status.PROPOSED}
    assert {vn.status(day) for day in days_of(2027, 2050)} == {Status.PROJECTED, Status.PROPOSED}


def test_the_days_a_proposal_would_move_are_proposed(vn: WorkCalendar) -> None:
    assert vn.status(date(2026, 11, 23)) is Status.PROPOSED
    assert vn.day(date(2026, 11, 28)).status is Status.PROPOSED
    assert vn.is_working(date(2026, 11, 23))
    assert not vn.is_working(date(2026, 11, 28))


def test_an_adopted_proposal_moves_its_days(vn: WorkCalendar) -> None:
    adopted = vn.adopt("proposed-2026-11-23")
    assert not adopted.is_working(date(2026, 11, 23))
    assert adopted.is_working(date(2026, 11, 28))
    assert "proposed-2026-11-23" not in adopted.proposals


def test_the_long_tet_of_2027_can_be_adopted(vn: WorkCalendar) -> None:
    long = vn.adopt("proposed-tet-2027-b")
    off = [day for day in days_of(2027) if not long.is_working(day) and date(2027, 2, 4) <= day <= date(2027, 2, 15)]
    assert off == [date(2027, 2, day) for day in range(5, 15)]
    short = vn.adopt("proposed-tet-2027-a")
    assert not short.is_working(date(2027, 2, 4))
    assert short.is_working(date(2027, 2, 11))


def test_the_calendar_known_before_christmas_does_not_know_the_swap_of_2_january_2026() -> None:
    before, after = vietnam(known_on=date(2025, 12, 20)), vietnam(known_on=date(2025, 12, 25))
    assert before.is_working(date(2026, 1, 2))
    assert not before.is_working(date(2026, 1, 10))
    assert not after.is_working(date(2026, 1, 2))
    assert after.is_working(date(2026, 1, 10))
    assert before.add(date(2025, 12, 31), 3) == date(2026, 1, 6)
    assert after.add(date(2025, 12, 31), 3) == date(2026, 1, 7)


def test_a_year_not_announced_yet_falls_back_to_the_projection_of_the_law() -> None:
    early = vietnam(known_on=date(2025, 10, 1))
    assert early.status(date(2026, 9, 2)) is Status.PROJECTED
    assert not early.is_working(date(2026, 9, 2))
    assert early.is_working(date(2026, 8, 31))
    assert early.proposals == ()


def test_swaps_do_not_bind_enterprises() -> None:
    firm = enterprise()
    assert firm.is_working(date(2026, 1, 2))
    assert not firm.is_working(date(2026, 1, 10))
    assert not firm.is_working(date(2026, 4, 30))
    assert firm.name == "enterprise"


def test_an_enterprise_may_rest_on_sundays_only() -> None:
    firm = enterprise(rest=(6,))
    assert firm.is_working(date(2026, 1, 10))
    assert not firm.is_working(date(2026, 1, 11))


def test_the_calendar_is_built_once() -> None:
    assert vietnam() is vietnam()
    assert vietnam() == vietnam()
    assert vietnam(known_on=date(2025, 12, 20)) is vietnam(known_on=date(2025, 12, 20))
