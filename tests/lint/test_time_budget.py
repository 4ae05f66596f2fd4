"""The time budget against walks that share no code with it: day by day, or minute by minute, from every start."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

import pytest
from office import HEAD

from procflow.calendar import VIETNAM_TIME, layers_from_yaml, vietnam
from procflow.errors import Diagnostic, Severity
from procflow.library import load, load_text, shipped
from procflow.lint import check
from procflow.lint.fit import prove_fit
from procflow.lint.weather import Bunch
from procflow.procedure import Procedure

CALENDAR = vietnam()
DAY = timedelta(days=1)
FIRST, LAST = date(2021, 1, 1), date(2026, 12, 31)


def written(limit: str, steps: str) -> str:
    return f"""\
{HEAD}limit: {{limit: {limit}, basis: Đ.1}}
results:
  permit: {{name: Giấy phép, kind: approval}}
steps:
{steps}"""


def chain(*stays: str, rework: str = "", consult: str = "") -> str:
    """Write steps one after another, each with its `stay`; the last signs."""
    names = [f"step-{index}" for index in range(len(stays))]
    parts = []
    for index, (name, stay) in enumerate(zip(names, stays, strict=True)):
        last = index == len(stays) - 1
        way = f"out-{index}: {'{to: return-result, produces: permit}' if last else names[index + 1]}"
        back = f"\n      back: {{to: {names[0]}{rework}}}" if last and rework else ""
        asked = f"\n    consult:\n      police: {{within: {consult}, basis: Đ.3}}" if consult and not index else ""
        parts.append(
            f"  {name}:\n    name: Bước {index}\n    actor: officer\n    {stay}{asked}\n"
            f"    outcomes:\n      {way}{back}\n"
        )
    return "".join(parts)


def within(span: str) -> str:
    return f"within: {{limit: {span}, basis: Đ.2}}"


def budget_findings(procedure: Procedure, years: tuple[int, int] = (2021, 2026)) -> list[Diagnostic]:
    return [each for each in check(procedure, CALENDAR, years=years) if each.code == "PF350"]


def of(limit: str, steps: str) -> Procedure:
    return load_text(written(limit, steps), "mẫu.yaml")


# --- the oracle: one day after another --------------------------------------------------------------------------------


def every_day(first: date = FIRST, last: date = LAST) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY


def working_days_on(day: date, n: int) -> date:
    while n:
        day += DAY
        n -= CALENDAR.is_working(day)
    return day


def days_on(day: date, n: int) -> date:
    day += n * DAY
    while not CALENDAR.is_working(day):
        day += DAY
    return day


Walk = Callable[[date], date]


def late_days(walk: Walk, due: Walk, first: date = FIRST, last: date = LAST) -> list[date]:
    return [day for day in every_day(first, last) if walk(day) > due(day)]


def in_turn(*spans: int) -> Walk:
    def walk(day: date) -> date:
        for n in spans:
            day = working_days_on(day, n)
        return day

    return walk


# --- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [3, 4, 5, 6])
def test_working_days_in_a_row_fit_exactly_when_their_sum_does(limit: int) -> None:
    steps = chain(within("2 ngày làm việc"), within("1 ngày làm việc"), "budget: 2 ngày làm việc")
    found = budget_findings(of(f"{limit} ngày làm việc", steps))
    late = late_days(in_turn(2, 1, 2), in_turn(limit))
    assert [each.params["late"] for each in found] == ([len(late)] if late else [])
    assert bool(late) == (limit < 5)


@pytest.mark.parametrize("limit", [7, 8, 9, 10, 13, 14, 20])
def test_working_days_against_calendar_days_are_late_on_the_very_days_a_walk_finds(limit: int) -> None:
    """Five working days are seven days, unless days off come between."""
    found = budget_findings(of(f"{limit} ngày", chain(within("3 ngày làm việc"), within("2 ngày làm việc"))))
    late = late_days(in_turn(3, 2), lambda day: days_on(day, limit))
    assert bool(found) == bool(late)
    for each in found:
        assert each.params["late"] == len(late)
        assert each.params["tried"] == len(list(every_day()))
        assert each.severity is Severity.WARNING
        start = date.fromisoformat(str(each.params["start"]))
        assert start in late
        assert each.params["due"] == days_on(start, limit).isoformat()
        assert each.params["ready"] == in_turn(3, 2)(start).isoformat()
        worst = max(in_turn(3, 2)(day) - days_on(day, limit) for day in late)
        assert in_turn(3, 2)(start) - days_on(start, limit) == worst


def test_the_worst_path_is_told_with_its_dates() -> None:
    found = budget_findings(of("7 ngày", chain(within("3 ngày làm việc"), within("2 ngày làm việc"))))
    start = date.fromisoformat(str(found[0].params["start"]))
    first, second = in_turn(3)(start), in_turn(3, 2)(start)
    assert found[0].params["way"] == f"step-0 ({first}) → step-1 ({second})"
    assert str(start) in found[0].message("vi")


def test_rounds_that_the_law_counts_are_walked_as_often_as_it_allows() -> None:
    stays = (within("1 ngày làm việc"), within("1 ngày làm việc"))
    for rounds in (1, 2):
        steps = chain(*stays, rework=f", at_most: {rounds}")
        fits, needs = 2 * (1 + rounds), in_turn(*[1] * (2 * (1 + rounds)))
        assert budget_findings(of(f"{fits} ngày làm việc", steps)) == []
        tight = budget_findings(of(f"{fits - 1} ngày làm việc", steps))
        assert tight[0].params["late"] == len(late_days(needs, in_turn(fits - 1)))
        assert tight[0].severity is Severity.WARNING  # without going back it fits


@pytest.mark.parametrize("visits", [1, 2])
def test_a_step_is_entered_as_often_as_the_law_counts_the_first_time_included(visits: int) -> None:
    """Counted by the way back alone, a step that may be entered twice was walked three times."""
    steps = chain(*[within("1 ngày làm việc")] * 3)
    again = steps.replace("out-2: {", "back: {to: step-1, needs_reason: true}\n      out-2: {")
    loop = again.replace("    name: Bước 1\n", f"    name: Bước 1\n    at_most: {visits}\n    basis: Đ.5\n")
    needs = 1 + 2 * visits
    assert budget_findings(of(f"{needs} ngày làm việc", loop)) == []
    tight = budget_findings(of(f"{needs - 1} ngày làm việc", loop))
    assert tight[0].params["late"] == len(late_days(in_turn(*[1] * needs), in_turn(needs - 1)))


@pytest.mark.parametrize("visits", [1, 3])
def test_a_step_entered_at_acceptance_is_counted_then(visits: int) -> None:
    steps = chain(within("1 ngày làm việc"), within("1 ngày làm việc"), rework=", needs_reason: true")
    loop = steps.replace("    name: Bước 0\n", f"    name: Bước 0\n    at_most: {visits}\n    basis: Đ.5\n")
    needs = 2 * visits
    assert budget_findings(of(f"{needs} ngày làm việc", loop)) == []
    assert budget_findings(of(f"{needs - 1} ngày làm việc", loop))


def test_what_fits_on_no_day_at_all_is_an_error() -> None:
    (first, *_) = budget_findings(of("3 ngày làm việc", chain(within("4 ngày làm việc"))))
    assert first.severity is Severity.ERROR


def test_rounds_that_nothing_counts_are_told_with_their_loop() -> None:
    steps = chain(within("1 ngày làm việc"), within("1 ngày làm việc"), rework=", needs_reason: true")
    found = check(of("30 ngày làm việc", steps), CALENDAR)
    assert [(each.code, each.params["loop"]) for each in found] == [("PF351", "step-0 → step-1 → step-0")]
    anchored = steps.replace("within: {limit: 1 ngày làm việc,", "within: {limit: 1 ngày làm việc, from: accepted,")
    assert check(of("30 ngày làm việc", anchored), CALENDAR) == ()  # a second round begins no new time


@pytest.mark.parametrize(("opinion", "stay", "limit"), [(2, 3, 4), (5, 3, 6), (5, 3, 5), (9, 3, 8)])
def test_an_opinion_runs_beside_its_step_and_what_waits_for_it_waits(opinion: int, stay: int, limit: int) -> None:
    steps = chain(within(f"{stay} ngày làm việc"), within("1 ngày làm việc"), consult=f"{opinion} ngày làm việc")
    found = check(of(f"{limit} ngày làm việc", steps), CALENDAR)
    late = late_days(in_turn(max(opinion, stay), 1), in_turn(limit))
    assert [each.params["late"] for each in found if each.code == "PF350"][:1] == ([len(late)] if late else [])
    assert all(each.severity is Severity.WARNING for each in found)  # nobody has to ask
    assert ("PF352" in {each.code for each in found}) == (opinion > stay)


# --- stops ------------------------------------------------------------------------------------------------------------

TAX = """\
  examine:
    name: Kiểm tra
    actor: officer
    within: {limit: 2 ngày làm việc, basis: Đ.2}
    outcomes:
      owed: tax
  tax:
    name: Nộp thuế
    actor: applicant
    national_status: 6
    clock: resume
    within: {limit: none, reason: pháp luật về thuế}
    outcomes:
      paid: {to: sign, outside: true}
  sign:
    name: Ký
    actor: chair
    within: {limit: 3 SPAN, basis: Đ.2}
    outcomes:
      signed: {to: return-result, produces: permit}
"""


def due_with_a_stop(start: date, stop: date, resumed: date, limit: int, *, working: bool) -> date:
    day, left = start, limit
    while left:
        day += DAY
        left -= (CALENDAR.is_working(day) or not working) and not stop < day <= resumed
    day = max(day, resumed)
    return day if CALENDAR.is_working(day) else days_on(day, 0)


@pytest.mark.parametrize("limit", [4, 5, 6, 13, 14, 15, 16, 20])
@pytest.mark.parametrize("unit", ["ngày làm việc", "ngày"])
def test_a_limit_that_was_stopped_runs_on_with_what_was_left_of_it(limit: int, unit: str) -> None:
    """The proof holds for stops of any length; the walk tries every stop of up to twelve days in one year."""
    found = budget_findings(of(f"{limit} {unit}", TAX.replace("SPAN", unit)), years=(2026, 2026))
    working = unit == "ngày làm việc"
    late = False
    for start in every_day(date(2026, 1, 1), date(2026, 12, 31)):
        stop = working_days_on(start, 2)
        for length in range(13):
            resumed = stop + length * DAY
            ready = working_days_on(resumed, 3) if working else days_on(resumed, 3)
            late = late or ready > due_with_a_stop(start, stop, resumed, limit, working=working)
    assert bool(found) == late


@pytest.mark.parametrize(("stay", "limit"), [(12, 10), (10, 10), (9, 10), (6, 5)])
@pytest.mark.parametrize("unit", ["ngày làm việc", "ngày"])
def test_a_time_from_acceptance_runs_on_after_a_stop_with_what_was_left_of_it(stay: int, limit: int, unit: str) -> None:
    """What is stopped is stopped for both: the step may end after the limit, if its time is longer than the limit's."""
    steps = TAX.replace("3 SPAN,", f"{stay} {unit}, from: accepted,").replace("2 ngày làm việc", f"1 {unit}")
    found = budget_findings(of(f"{limit} {unit}", steps), years=(2026, 2026))
    assert bool(found) == (stay > limit)


def test_the_worst_path_after_a_stop_says_what_was_left() -> None:
    (found,) = budget_findings(of("4 ngày làm việc", TAX.replace("SPAN", "ngày làm việc")))
    assert found.params["limit"] == "2 / 04 ngày làm việc"
    assert str(found.params["way"]).startswith("sign (")


def test_the_time_of_a_waiting_applicant_is_not_the_agencys() -> None:
    longer = TAX.replace("{limit: none, reason: pháp luật về thuế}", "{limit: 90 ngày, basis: Đ.4}")
    assert budget_findings(of("5 ngày làm việc", longer.replace("SPAN", "ngày làm việc"))) == []


def test_a_limit_counted_anew_is_proved_from_the_supply() -> None:
    steps = chain(within("3 ngày làm việc")).replace("outcomes:\n", "outcomes:\n      incomplete: supplement\n")
    check_takes_two = "  supplement-check:\n    within: {limit: 2 ngày làm việc, basis: Đ.5}\n"
    assert budget_findings(of("5 ngày làm việc", steps + check_takes_two)) == []
    (tight,) = budget_findings(of("4 ngày làm việc", steps + check_takes_two))
    assert str(tight.params["way"]).startswith("supplement-check (")


# --- hours ------------------------------------------------------------------------------------------------------------


def working_minutes() -> list[datetime]:
    """List the end of every working minute of a year, one by one."""
    minutes = []
    for day in every_day(date(2026, 1, 1), date(2027, 1, 31)):
        if CALENDAR.is_working(day):
            for opens, closes in ((450, 690), (780, 1020)):
                midnight = datetime.combine(day, time(), VIETNAM_TIME)
                minutes += [midnight + timedelta(minutes=minute) for minute in range(opens + 1, closes + 1)]
    return minutes


def test_hours_inside_a_day_against_the_same_day_are_late_exactly_when_a_walk_by_minutes_is() -> None:
    """Four desks of two, three, two and one hours: eight hours, where the law says the same day (2.000908)."""
    stays = [f"budget: {hours} giờ làm việc" for hours in (2, 3, 2, 1)]
    procedure = of("same day before 15:00", chain(*stays))
    found = budget_findings(procedure, years=(2026, 2026))[0]
    minutes, late = working_minutes(), 0
    position = 0
    for day in every_day(date(2026, 1, 1), date(2026, 12, 31)):
        starts = ["10:00"]
        if CALENDAR.is_working(day):
            starts = [f"{hour:02}:30" for hour in range(6, 17)] + ["15:00", "15:01", "17:00", "18:00"]
        for spelled in sorted(starts):
            start = datetime.combine(day, time.fromisoformat(spelled), VIETNAM_TIME)
            while minutes[position] <= start:
                position += 1
            ready = minutes[position + 8 * 60 - 1]
            due = day if CALENDAR.is_working(day) and spelled <= "15:00" else working_days_on(day, 1)
            late += ready.date() > due
    assert found.params["late"] == late
    assert found.severity is Severity.WARNING


SHORT_DAY = """\
layers:
  - name: repairs
    document: {number: 12/TB-UBND}
    sessions: {2026-08-05: "07:30-08:30"}
"""


def test_days_of_other_hours_are_not_taken_for_alike() -> None:
    """An office open for one hour of one day: eight hours of work fit a working day, but not around that one."""
    procedure = of("1 ngày làm việc", chain("budget: 8 giờ làm việc"))
    assert budget_findings(procedure) == []
    shortened = CALENDAR.with_layers(*layers_from_yaml(SHORT_DAY))
    (found, *_) = [each for each in check(procedure, shortened, years=(2026, 2026)) if each.code == "PF350"]
    assert str(found.params["start"]).startswith("2026-08-04")


def test_days_of_several_kinds_of_hours_are_each_alike_among_themselves() -> None:
    """Shorter hours in summer: what fits in winter need not, and the walk by single starts says the same."""
    procedure = of("1 ngày làm việc", chain("budget: 7 giờ làm việc"))
    summer = CALENDAR.with_layers(*layers_from_yaml(SHORT_DAY.replace("07:30-08:30", "07:30-11:30")))
    (found, *_) = [each for each in check(procedure, summer, years=(2026, 2026)) if each.code == "PF350"]
    assert str(found.params["start"]).startswith("2026-08-04")


# --- starts that are alike --------------------------------------------------------------------------------------------


def one_by_one(procedure: Procedure, years: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> object:
    """Judge `procedure` with every start tried by itself, none taken for like another."""
    with monkeypatch.context() as patch:
        patch.setattr(Bunch, "alike", lambda _bunch, index, _until: index + 1)
        prove_fit.cache_clear()
        found = told(procedure, years)
        prove_fit.cache_clear()
        return found


def told(procedure: Procedure, years: tuple[int, int]) -> object:
    return [(each.code, each.place, each.severity, each.params) for each in check(procedure, CALENDAR, years=years)]


SHIPPED = ["1.001193", "1.004222", "1.009645", "1.013225", "1.013831", "2.000815"]
LONG = ["1.001193"] if os.environ.get("PROCFLOW_TORTURE") else []  # every hour of a year, one by one


@pytest.mark.parametrize("code", [*SHIPPED[1:], *LONG])
def test_starts_taken_for_alike_are_told_as_if_each_were_tried(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    procedure = load(shipped(code))
    assert told(procedure, (2026, 2026)) == one_by_one(procedure, (2026, 2026), monkeypatch)


MIXED = [
    ("8 ngày", chain(within("3 ngày làm việc"), "budget: 4 giờ làm việc", rework=", at_most: 1")),
    ("40 giờ", chain(within("1 ngày làm việc"), "budget: 4 giờ làm việc")),
    ("16 giờ làm việc", chain(within("1 ngày"), "budget: 0.5 ngày làm việc", consult="1 ngày làm việc")),
    ("1 tháng", chain(within("20 ngày làm việc"), within("3 ngày"))),
    ("1 tuần", chain("within: {limit: 6 ngày, from: accepted, basis: Đ.2}", consult="3 ngày làm việc")),
    ("4 ngày", TAX.replace("SPAN", "ngày")),
]


@pytest.mark.parametrize(("limit", "steps"), MIXED, ids=[limit for limit, _ in MIXED])
def test_units_that_mix_are_told_as_if_each_start_were_tried(
    limit: str, steps: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedure = of(limit, steps)
    found = told(procedure, (2026, 2026))
    assert found == one_by_one(procedure, (2026, 2026), monkeypatch)
    assert budget_findings(procedure, (2026, 2026))  # what is always in time would prove little


def test_months_of_other_lengths_are_not_taken_for_alike() -> None:
    """From 31 January a month ends on the last of February: 28 days in 2026, 29 in 2024."""
    found = budget_findings(of("1 tháng", chain(within("29 ngày"))))[0]
    late = [day for day in every_day() if days_on(day, 29) > roll(a_month_on(day))]
    assert found.params["late"] == len(late)


def a_month_on(day: date) -> date:
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - DAY
    return min(first + (day.day - 1) * DAY, last)


def roll(day: date) -> date:
    return days_on(day, 0)


def test_a_year_from_29_february_that_no_law_ends_is_left_out_of_the_proof() -> None:
    procedure = of("1 năm", chain(within("20 ngày làm việc")))
    assert check(procedure, CALENDAR, years=(2024, 2024)) == ()
