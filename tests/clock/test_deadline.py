"""Deadlines under the default rule and every named one, with the examples of the law."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pendulum
import pytest

from procflow.calendar import VIETNAM_TIME, Hours, Status, Week, WorkCalendar, enterprise, sessions_of, vietnam
from procflow.clock import (
    DEFAULT_RULE,
    RULES,
    Deadline,
    End,
    Hold,
    LeapDay,
    MonthEnd,
    Receipt,
    Roll,
    Rule,
    Span,
    deadline,
    earliest,
    latest,
)
from procflow.errors import CalendarError, SpanError


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def start_of(text: str) -> date | datetime:
    return moment(text) if "T" in text else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "span", "due_at"),
    [
        ("2025-12-31", "3 working days", "2026-01-07T17:00"),
        ("2026-01-05", "5 working days", "2026-01-10T17:00"),
        ("2026-08-20", "2 working days", "2026-08-22T17:00"),
        ("2026-11-23", "1 working day", "2026-11-25T17:00"),
        ("2026-02-03", "15 days", "2026-02-23T17:00"),
        ("2026-01-31", "1 month", "2026-03-02T17:00"),
        ("2026-08-07", "15 days", "2026-08-22T17:00"),
        ("2026-02-13T15:30", "same day before 15:00", "2026-02-23T17:00"),
        ("2026-03-02T16:00", "2 working hours", "2026-03-03T08:30"),
        ("2026-02-13", "5 working days", "2026-02-27T17:00"),
        ("2025-12-31", "7 working days", "2026-01-12T17:00"),
        ("2025-12-26", "7 working days", "2026-01-08T17:00"),
        ("2026-08-28", "3 working days", "2026-09-07T17:00"),
        ("2025-04-24", "2 working days", "2025-04-26T17:00"),
        ("2024-04-26", "5 working days", "2024-05-07T17:00"),
        ("2026-04-24", "3 working days", "2026-05-04T17:00"),
        ("2026-08-28", "15 days", "2026-09-14T17:00"),
        ("2026-01-30", "1 month", "2026-03-02T17:00"),
        ("2026-03-02", "2 weeks", "2026-03-16T17:00"),
        ("2026-03-03", "1 year", "2027-03-03T17:00"),
        ("2026-03-02T16:59:30", "24 hours", "2026-03-03T16:59:30"),
        ("2026-03-06T16:00", "24 hours", "2026-03-07T16:00"),
        ("2026-03-02T16:45", "30 minutes", "2026-03-02T17:15"),
        ("2026-03-02T16:45", "30 working minutes", "2026-03-03T07:45"),
        ("2026-03-02", "30 days then 3 working days", "2026-04-06T17:00"),
        ("2026-05-10T10:26", "15 ngày làm việc", "2026-05-29T17:00"),
    ],
)
def test_the_default_rule_counts_as_the_law_says(start: str, span: str, due_at: str) -> None:
    found = deadline(start_of(start), span)
    assert found.due_at == moment(due_at)
    assert found.due_on == found.due_at.date()
    by_clock = found.span.is_clock
    assert found.ends_at == (found.due_at if by_clock else moment(f"{found.due_on}T00:00") + timedelta(days=1))
    assert found.rule == "one-stop"
    assert found.calendar == vietnam().version


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        ("2026-03-02T14:59", "2026-03-02"),
        # The law says "sau 15 giờ": 15:00 sharp is not after 15:00.
        ("2026-03-02T15:00", "2026-03-02"),
        ("2026-03-02T15:00:00.000001", "2026-03-03"),
        ("2026-03-06T15:30", "2026-03-09"),
        ("2026-03-07T09:00", "2026-03-09"),
        ("2026-03-07T16:00", "2026-03-09"),
        ("2026-08-22T10:00", "2026-08-22"),
        ("2026-08-21T15:30", "2026-08-22"),
    ],
)
def test_a_same_day_limit_has_a_cut_off(received: str, due_on: str) -> None:
    for found in (
        deadline(moment(received), "same day before 15:00"),
        deadline(moment(received), "same day", rule="same-day-15h"),
    ):
        assert found.due_on.isoformat() == due_on
        assert found.due_at == moment(f"{due_on}T17:00")


def test_a_same_day_limit_without_a_cut_off_ends_with_the_office() -> None:
    assert deadline(moment("2026-03-02T17:00"), "same day").due_on == date(2026, 3, 2)
    assert deadline(moment("2026-03-02T17:01"), "same day").due_on == date(2026, 3, 3)
    assert deadline(date(2026, 3, 7), "same day").due_on == date(2026, 3, 9)


@pytest.mark.parametrize("span", ["2 working hours", "24 hours", "same day before 15:00"])
def test_a_span_that_needs_a_moment_refuses_a_bare_date(span: str) -> None:
    with pytest.raises(SpanError) as caught:
        deadline(date(2026, 3, 2), span)
    assert caught.value.code == "PF413"


def test_a_naive_time_is_refused_and_an_aware_one_is_the_same_instant_anywhere() -> None:
    with pytest.raises(SpanError) as caught:
        deadline(datetime(2026, 3, 2, 9), "1 day")  # noqa: DTZ001 - the mistake under test
    assert caught.value.code == "PF406"
    # 20:00 of the 2nd in UTC is 03:00 of the 3rd in Vietnam.
    assert deadline(datetime(2026, 3, 2, 20, tzinfo=UTC), "1 working day").due_on == date(2026, 3, 4)


def test_the_dates_of_other_libraries_give_plain_dates() -> None:
    for start in (pendulum.date(2026, 2, 27), pendulum.datetime(2026, 2, 27, 9, tz="Asia/Ho_Chi_Minh")):
        for span in ("1 working day", "3 days", "1 month"):
            found = deadline(start, span)
            assert found == deadline(
                date(2026, 2, 27) if type(start) is pendulum.Date else moment("2026-02-27T09:00"), span
            )
            assert type(found.due_on) is date
            assert type(found.due_at) is datetime
    assert deadline(pendulum.datetime(2026, 2, 27, 20, tz="UTC"), "1 working day").due_on == date(2026, 3, 2)


@pytest.mark.parametrize(("start", "span"), [("2050-12-01", "60 days"), ("2050-12-01", "30 working days")])
def test_beyond_the_calendar_is_an_error(start: str, span: str) -> None:
    with pytest.raises(CalendarError) as caught:
        deadline(date.fromisoformat(start), span)
    assert caught.value.code == "PF400"


@pytest.mark.parametrize("span", ["999999 weeks", "999999 months", "999999 years"])
def test_beyond_all_dates_is_the_same_error(span: str) -> None:
    with pytest.raises(CalendarError) as caught:
        deadline(date(2026, 3, 2), span)
    assert caught.value.code == "PF400"


def test_hours_beyond_all_dates_are_the_same_error() -> None:
    for text in ("hours", "working hours"):
        with pytest.raises(CalendarError) as caught:
            deadline(moment("2026-03-02T09:00"), replace(Span.parse(f"1 {text}"), amount=10**12))
        assert caught.value.code == "PF400"


# --- named rules ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2024-01-31", "1 tháng", "2024-02-29"),
        ("2024-01-02", "10 ngày", "2024-01-12"),
        ("2024-04-19", "10 ngày", "2024-05-02"),
        ("2024-04-24", "10 ngày", "2024-05-04"),
        ("2025-04-16", "10 ngày", "2025-04-26"),
        ("2026-12-31", "2 tháng", "2027-03-01"),
    ],
)
def test_the_civil_code_counts_to_24_hours_of_the_last_day(start: str, span: str, end: str) -> None:
    found = deadline(date.fromisoformat(start), span, rule="blds-2015")
    assert found.due_on.isoformat() == end
    assert found.due_at == found.ends_at == moment(f"{end}T00:00") + timedelta(days=1)


def test_a_year_from_29_february_needs_a_named_policy() -> None:
    leap = date(2024, 2, 29)
    with pytest.raises(SpanError) as caught:
        deadline(leap, "1 year", rule="blds-2015")
    assert caught.value.code == "PF415"
    assert deadline(leap, "1 year", rule="blds-2015/leap-28-02").due_on == date(2025, 2, 28)
    assert deadline(leap, "2 years", rule="blds-2015/leap-01-03").due_on == date(2026, 3, 2)
    assert deadline(leap, "4 years", rule="blds-2015").due_on == date(2028, 2, 29)


def test_the_applicant_has_until_24_hours_online_and_until_close_at_the_desk() -> None:
    assert deadline(date(2026, 3, 2), "15 days", rule="applicant").due_at == moment("2026-03-18T00:00")
    assert deadline(date(2026, 3, 2), "15 days", rule="applicant-at-desk").due_at == moment("2026-03-17T17:00")


def test_the_clock_preserving_rule_keeps_the_time_of_receipt() -> None:
    found = deadline(moment("2026-01-13T09:30:41"), "5 ngày làm việc", rule="clock-preserving")
    assert found.due_at == moment("2026-01-20T09:30:41")
    assert found.ends_at == moment("2026-01-21T00:00")
    with pytest.raises(SpanError) as caught:
        deadline(date(2026, 1, 13), "5 ngày làm việc", rule="clock-preserving")
    assert caught.value.code == "PF413"


def test_eight_hour_days_are_counted_from_the_moment() -> None:
    assert deadline(moment("2026-03-02T16:00"), "1 working day", rule="eight-hour-days").due_at == moment(
        "2026-03-03T16:00"
    )
    assert deadline(moment("2026-03-06T17:30"), "1 working day", rule="eight-hour-days").due_at == moment(
        "2026-03-09T17:00"
    )
    with pytest.raises(SpanError) as caught:
        deadline(date(2026, 3, 2), "1 working day", rule="eight-hour-days")
    assert caught.value.code == "PF413"
    with pytest.raises(SpanError) as caught:
        deadline(moment("2026-03-02T16:00"), "1 month", rule="eight-hour-days")
    assert caught.value.code == "PF418"


def test_a_fraction_is_for_an_offices_own_plan() -> None:
    assert deadline(moment("2026-03-02T09:30"), "0,5 ngày làm việc", rule="office-budget").due_at == moment(
        "2026-03-02T15:00"
    )
    assert deadline(moment("2026-03-02T09:30"), "0.5 hours", rule="office-budget").due_at == moment("2026-03-02T10:00")
    for span, rule in (("0.5 working days", "one-stop"), ("1.5 hours", "one-stop"), ("0.0001 hours", "office-budget")):
        with pytest.raises(SpanError) as caught:
            deadline(moment("2026-03-02T09:30"), span, rule=rule)
        assert caught.value.code == "PF417"


@pytest.mark.parametrize(
    ("rule", "received", "counts_from", "due_on"),
    [
        ("receipt-by-15h", "2026-03-02T15:00", "2026-03-02T15:00", "2026-03-03"),
        ("receipt-by-15h", "2026-03-02T15:01", "2026-03-03T07:30", "2026-03-04"),
        ("receipt-by-15h", "2026-03-07T09:00", "2026-03-09T07:30", "2026-03-10"),
        ("receipt-in-hours", "2026-03-02T06:00", "2026-03-02T07:30", "2026-03-03"),
        ("receipt-in-hours", "2026-03-02T12:00", "2026-03-02T13:00", "2026-03-03"),
        ("receipt-in-hours", "2026-03-02T10:00", "2026-03-02T10:00", "2026-03-03"),
        ("receipt-in-hours", "2026-03-02T22:00", "2026-03-03T07:30", "2026-03-04"),
        ("receipt-in-hours", "2026-03-07T09:00", "2026-03-09T07:30", "2026-03-10"),
        ("online", "2026-03-07T23:59", "2026-03-07T23:59", "2026-03-09"),
        ("one-stop", "2026-03-07T23:59", "2026-03-07T23:59", "2026-03-09"),
    ],
)
def test_when_something_is_deemed_received_is_a_rule(rule: str, received: str, counts_from: str, due_on: str) -> None:
    found = deadline(moment(received), "1 working day", rule=rule)
    assert found.counts_from == moment(counts_from)
    assert found.due_on.isoformat() == due_on


def test_an_office_may_receive_on_days_that_do_not_count() -> None:
    desk = vietnam().with_weeks(Week((6,))).with_hours(Hours(sessions_of("07:30-11:30"), weekdays=(5,)))
    saturday = moment("2026-03-07T09:00")
    assert deadline(saturday, "1 working day", rule="receipt-in-hours", reception=desk).counts_from == saturday
    assert deadline(saturday, "1 working day", rule="receipt-in-hours", reception=desk).due_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("roll", "due_on"),
    [
        (Roll.NONE, "2026-02-28"),
        (Roll.FOLLOWING, "2026-03-02"),
        (Roll.PRECEDING, "2026-02-27"),
        (Roll.MODIFIED_FOLLOWING, "2026-02-27"),
        (Roll.MODIFIED_PRECEDING, "2026-02-27"),
        (Roll.NEAREST, "2026-02-27"),
    ],
)
def test_a_last_day_off_rolls_as_the_rule_says(roll: Roll, due_on: str) -> None:
    rule = replace(DEFAULT_RULE, name="test", roll=roll)
    found = deadline(date(2026, 2, 24), "4 days", rule=rule)
    assert found.due_on.isoformat() == due_on
    if roll is Roll.NONE:
        assert found.due_at == found.ends_at
        assert deadline(date(2026, 2, 24), "3 days", rule=rule).due_at == moment("2026-02-27T17:00")


def test_the_modified_rolls_turn_back_at_the_end_of_a_month() -> None:
    following = replace(DEFAULT_RULE, name="test", roll=Roll.MODIFIED_FOLLOWING)
    preceding = replace(DEFAULT_RULE, name="test", roll=Roll.MODIFIED_PRECEDING)
    nearest = replace(DEFAULT_RULE, name="test", roll=Roll.NEAREST)
    assert deadline(date(2026, 3, 6), "1 day", rule=following).due_on == date(2026, 3, 9)
    assert deadline(date(2026, 2, 27), "2 days", rule=preceding).due_on == date(2026, 3, 2)
    assert deadline(date(2026, 2, 27), "2 days", rule=nearest).due_on == date(2026, 3, 2)


def test_a_rule_may_count_the_first_day() -> None:
    rule = replace(DEFAULT_RULE, name="test", first_day_counts=True)
    off = enterprise()
    assert deadline(date(2022, 6, 7), "110 ngày làm việc", rule=rule, calendar=off).due_on == date(2022, 11, 9)
    assert deadline(date(2022, 6, 7), "110 ngày làm việc", calendar=off).due_on == date(2022, 11, 10)
    assert deadline(date(2026, 3, 2), "15 days", rule=rule).due_on == date(2026, 3, 16)
    assert deadline(date(2026, 3, 3), "1 month", rule=rule).due_on == date(2026, 4, 2)


def test_a_month_may_run_from_end_to_end() -> None:
    rule = replace(RULES["blds-2015"], name="test", month_end=MonthEnd.END_TO_END)
    assert deadline(date(2026, 6, 30), "1 month", rule=rule).due_on == date(2026, 7, 31)
    assert deadline(date(2026, 6, 29), "1 month", rule=rule).due_on == date(2026, 7, 29)
    assert deadline(date(2026, 6, 30), "1 month", rule="blds-2015").due_on == date(2026, 7, 30)


def test_every_shipped_rule_names_its_source_in_both_languages() -> None:
    for name, rule in RULES.items():
        assert rule.name == name
        assert rule.source
        assert rule.title("vi") != rule.title("en")


def test_an_unknown_rule_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(SpanError) as caught:
        deadline(date(2026, 3, 2), "1 day", rule="one-stp")
    assert caught.value.code == "PF414"
    assert caught.value.params["near"] == "one-stop"


def test_every_choice_a_rule_can_make_is_reachable() -> None:
    """A rule built by hand with any combination of choices answers or refuses with a code."""
    for receipt in Receipt:
        for roll in Roll:
            for end in End:
                for leap_day in (None, *LeapDay):
                    rule = Rule(
                        "t", "s", "v", "e", receipt=receipt, cutoff=time(15), roll=roll, end=end, leap_day=leap_day
                    )
                    for span in ("3 working days", "15 days", "1 month", "1 year", "same day"):
                        found = deadline(moment("2026-03-06T16:00"), span, rule=rule)
                        assert found.ends_at >= found.due_at


# --- certainty --------------------------------------------------------------------------------------------------


def reasons(found: Deadline) -> list[str]:
    return [reason.layer for reason in found.provisional_reasons]


def test_a_date_is_provisional_when_a_proposal_would_move_it() -> None:
    assert reasons(deadline(date(2026, 11, 20), "1 working day")) == ["proposed-2026-11-23"]
    assert deadline(date(2026, 11, 20), "1 working day").provisional


def test_a_date_is_not_provisional_when_the_proposal_leaves_it_where_it_is() -> None:
    # One day off and one made up: from the 20th to the 30th both lie within.
    through = deadline(date(2026, 11, 20), "6 working days")
    assert through.due_on == date(2026, 12, 1)
    assert not through.provisional
    assert through.provisional_reasons == ()
    assert not deadline(date(2026, 11, 23), "1 working day").provisional


def test_a_date_that_crosses_a_year_not_announced_is_provisional() -> None:
    found = deadline(date(2026, 12, 25), "5 working days")
    assert found.due_on == date(2027, 1, 4)
    assert reasons(found) == ["projection"]
    assert not deadline(date(2026, 12, 24), "5 working days").provisional


def test_hours_of_the_wall_clock_do_not_depend_on_a_calendar() -> None:
    found = deadline(moment("2027-03-02T09:00"), "24 hours")
    assert not found.provisional
    assert found.provisional_reasons == ()


def test_working_hours_and_same_days_depend_on_the_day_they_start_on() -> None:
    assert deadline(moment("2027-03-02T09:00"), "1 working hour").provisional
    assert deadline(moment("2027-03-02T09:00"), "same day").provisional
    assert deadline(moment("2026-11-23T09:00"), "1 working hour").provisional
    assert not deadline(moment("2026-11-25T09:00"), "1 working hour").provisional


def test_a_count_may_start_on_the_first_day_of_a_calendar() -> None:
    short = WorkCalendar("short", first=date(2026, 3, 2), last=date(2026, 3, 31))
    assert deadline(moment("2026-03-02T09:00"), "same day", calendar=short).due_on == date(2026, 3, 2)
    assert deadline(moment("2026-03-02T09:00"), "same day", calendar=short).provisional is False


def test_status_of_the_reasons() -> None:
    found = deadline(date(2026, 12, 31), "35 working days")
    assert {reason.status for reason in found.provisional_reasons} == {Status.PROJECTED, Status.PROPOSED}


# --- combinations -----------------------------------------------------------------------------------------------


def test_whichever_is_earlier_or_later() -> None:
    one, two = deadline(date(2026, 3, 2), "5 working days"), deadline(date(2026, 3, 2), "10 days")
    assert earliest(one, two) is one
    assert latest(one, two) is two


def test_an_office_that_closes_at_midnight_is_due_on_its_own_day() -> None:
    night = vietnam().with_hours(Hours(sessions_of("00:00-24:00")))
    found = deadline(moment("2026-03-02T20:00"), "4 working hours", calendar=night)
    assert found.due_on == date(2026, 3, 2)
    assert found.due_at == moment("2026-03-03T00:00")


def test_holds_are_kept_with_the_answer() -> None:
    hold = Hold(moment("2026-03-03T09:00"), moment("2026-03-05T09:00"), "tax")
    assert deadline(date(2026, 3, 2), "5 working days", holds=[hold]).holds == (hold,)
