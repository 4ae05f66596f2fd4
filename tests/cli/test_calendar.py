"""`procflow calendar`: the days off one can see."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Procflow = Callable[..., Any]


def test_a_month_shows_make_up_days_and_days_off_with_their_notice(procflow: Procflow) -> None:
    answer = procflow("calendar", "2026-08")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "          2026-08",
        " Mo  Tu  We  Th  Fr  Sa  Su",
        "                      1   2",
        "  3   4   5   6   7   8   9",
        " 10  11  12  13  14  15  16",
        " 17  18  19  20  21  22+ 23",
        " 24  25  26  27  28  29  30",
        " 31*",
        "",
        "*  day off    +  make-up working day    ?  a change is proposed    ~  projected, not announced yet",
        "",
        "Saturday 2026-08-22   make-up  Make-up working day for 31/08/2026 · 9441/TB-BNV of 16/10/2025",
        "Monday 2026-08-31     off      Day off swapped, made up on 22/08/2026 · 9441/TB-BNV of 16/10/2025",
        "",
        "21 working days, calendar vietnam " + version(procflow)[:12],
    ]


def version(procflow: Procflow) -> str:
    return str(json.loads(procflow("calendar", "2026-08-22", "--json").out)["calendar"])


def test_a_year_shows_twelve_months_three_abreast(procflow: Procflow) -> None:
    lines = procflow("calendar", "2026").out.splitlines()
    assert [line.split() for line in lines if line.split()[1:2] == ["2026-02"]] == [["2026-01", "2026-02", "2026-03"]]
    assert sum(line.count(" Mo  Tu ") for line in lines) == 12
    assert any(line.startswith("249 working days") for line in lines)


def test_a_day_is_answered_in_one_line(procflow: Procflow) -> None:
    answer = procflow("calendar", "2026-08-22", "--lang", "vi")
    assert answer.out == "thứ Bảy 22/08/2026    làm bù   Ngày làm bù cho 31/08/2026 · 9441/TB-BNV ngày 16/10/2025\n"


def test_a_proposal_and_a_projection_are_marked(procflow: Procflow) -> None:
    november = procflow("calendar", "2026-11").out
    assert " 23? 24* 25  26  27  28? 29" in november
    assert "? 23/11/2026 - 28/11/2026: " in november
    next_year = procflow("calendar", "2027-01").out
    assert "Friday 2027-01-01" in next_year
    assert "(projected)" in next_year
    assert "? 01/01/2027 - 31/01/2027: " in next_year


def test_a_calendar_as_it_was_known_does_not_know_a_later_swap(procflow: Procflow) -> None:
    then = json.loads(procflow("calendar", "2026-01-02", "--known-on", "2025-12-20", "--json").out)
    now = json.loads(procflow("calendar", "2026-01-02", "--json").out)
    assert then["days"][0]["working"] is True
    assert now["days"][0]["working"] is False


def test_enterprises_are_not_bound_by_make_up_days(procflow: Procflow) -> None:
    day = json.loads(procflow("calendar", "2026-08-22", "--of", "enterprise", "--json").out)["days"][0]
    assert day == {
        "date": "2026-08-22",
        "working": False,
        "verdict": "weekend",
        "status": "announced",
        "name": "Weekly day of rest",
        "document": None,
    }


def test_json_holds_every_day_of_the_period(procflow: Procflow) -> None:
    year = json.loads(procflow("calendar", "2026", "--json", "--lang", "vi").out)
    assert (year["first"], year["last"], year["working_days"]) == ("2026-01-01", "2026-12-31", 249)
    assert len(year["days"]) == 365
    assert year["days"][0]["name"] == "Tết Dương lịch"
    assert sum(day["working"] for day in year["days"]) == 249


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (["26"], 2, "PF709"),
        (["2026-13"], 2, "PF709"),
        (["2026-02-30"], 2, "PF709"),
        (["0000"], 2, "PF709"),
        (["2051"], 1, "PF400"),
        (["2026", "--known-on", "yesterday"], 2, "PF704"),
        (["2026", "--known-on", "2026-01-01T10:00"], 2, "PF704"),
        ([], 2, "PF703"),
    ],
)
def test_bad_input_is_a_coded_error(procflow: Procflow, arguments: list[str], exit_code: int, error: str) -> None:
    answer = procflow("calendar", *arguments)
    assert answer.code == exit_code
    assert answer.err.startswith(f"{error} ")


def test_the_first_year_of_the_calendar_has_no_day_before_it(procflow: Procflow) -> None:
    assert procflow("calendar", "2005-01").code == 0


def test_a_calendar_is_written_for_other_calendars_and_as_a_page(procflow: Procflow) -> None:
    ics = procflow("calendar", "2026-08", "--ics")
    assert ics.code == 0
    assert ics.out.count("BEGIN:VEVENT") == 2
    svg = procflow("calendar", "2026-08", "--svg", "--lang", "vi")
    assert svg.out.startswith("<svg ")
    assert "Lịch làm việc" in svg.out


def test_only_one_form_can_be_had_at_once(procflow: Procflow) -> None:
    answer = procflow("calendar", "2026", "--svg", "--ics")
    assert answer.code == 2
    assert answer.err.startswith("PF719 ")
