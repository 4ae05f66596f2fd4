"""The limits of a dossier: started, held, resumed, restarted, extended, measured."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from procflow.calendar import VIETNAM_TIME, Hours, Week, WorkCalendar, sessions_of
from procflow.clock import (
    RULES,
    Debtor,
    Hold,
    How,
    Limit,
    explain_limit,
    extend_limit,
    hold_limit,
    is_overdue,
    restart_limit,
    resume_limit,
    start_limit,
    time_left,
)
from procflow.errors import SpanError


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def limit_of(vn: WorkCalendar, span: str = "7 ngày làm việc", at: str = "2026-08-17T10:00") -> Limit:
    return start_limit(
        "resolve",
        span,
        rule="one-stop",
        debtor=Debtor.AGENCY,
        anchor_at=moment(at),
        calendar=vn,
        basis="NĐ 217/2026 Đ.54",
    )


def test_a_limit_starts_at_the_moment_of_its_fact(vn: WorkCalendar) -> None:
    limit = limit_of(vn)
    assert limit.span == "7 working days"
    assert limit.due_on == date(2026, 8, 25)
    assert limit.due_at == moment("2026-08-25T17:00")
    assert limit.ends_at == moment("2026-08-26T00:00")
    assert limit.calendar == vn.version
    assert (limit.name, limit.rule, limit.debtor, limit.basis) == ("resolve", "one-stop", "agency", "NĐ 217/2026 Đ.54")
    assert not limit.is_held
    assert not limit.provisional


def test_an_anchor_in_another_zone_is_kept_at_vietnamese_time(vn: WorkCalendar) -> None:
    limit = start_limit(
        "a", "1 day", rule="one-stop", debtor=Debtor.AGENCY, anchor_at=datetime(2026, 3, 2, 20, tzinfo=UTC), calendar=vn
    )
    assert limit.anchor_at.isoformat() == "2026-03-03T03:00:00+07:00"
    assert limit.due_on == date(2026, 3, 4)


def test_a_limit_survives_json(vn: WorkCalendar) -> None:
    held = hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "nghĩa vụ tài chính")
    resumed = resume_limit(held, moment("2026-08-21T09:30"), vn)
    adapter = TypeAdapter(Limit)
    for limit in (held, resumed):
        assert adapter.validate_json(adapter.dump_json(limit)) == limit


def test_a_resumed_hold_is_excluded_and_kept_with_its_ground(vn: WorkCalendar) -> None:
    held = hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "nghĩa vụ tài chính")
    assert held.is_held
    assert held.due_on == date(2026, 8, 25)
    resumed = resume_limit(held, moment("2026-08-22T09:00"), vn)
    # Thursday, Friday and the make-up Saturday: three working days.
    assert resumed.due_on == date(2026, 8, 28)
    assert resumed.holds == (Hold(moment("2026-08-19T15:00"), moment("2026-08-22T09:00"), "nghĩa vụ tài chính"),)
    assert (resumed.held_since, resumed.held_ground) == (None, "")


def test_a_second_hold_adds_to_the_first(vn: WorkCalendar) -> None:
    once = resume_limit(hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "a"), moment("2026-08-20T09:00"), vn)
    twice = resume_limit(hold_limit(once, moment("2026-08-20T15:00"), "b"), moment("2026-08-21T09:00"), vn)
    assert [hold.ground for hold in twice.holds] == ["a", "b"]
    assert twice.due_on == date(2026, 8, 27)


def test_a_hold_is_not_begun_twice_nor_ended_without_a_start(vn: WorkCalendar) -> None:
    held = hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "a")
    with pytest.raises(SpanError) as caught:
        hold_limit(held, moment("2026-08-20T15:00"), "a")
    assert caught.value.code == "PF420"
    with pytest.raises(SpanError) as caught:
        resume_limit(limit_of(vn), moment("2026-08-20T15:00"), vn)
    assert caught.value.code == "PF421"
    with pytest.raises(SpanError) as caught:
        resume_limit(held, moment("2026-08-18T15:00"), vn)
    assert caught.value.code == "PF419"


def test_holds_may_overlap_and_the_time_they_share_is_excluded_once(vn: WorkCalendar) -> None:
    taxed = hold_limit(limit_of(vn), moment("2026-08-18T15:00"), "thuế")
    both = hold_limit(taxed, moment("2026-08-19T15:00"), "xác minh")
    assert (both.held_ground, [hold.ground for hold in both.held_also]) == ("thuế", ["xác minh"])
    with pytest.raises(SpanError) as caught:
        resume_limit(both, moment("2026-08-20T09:00"), vn)
    assert caught.value.code == "PF424"
    with pytest.raises(SpanError) as caught:
        resume_limit(both, moment("2026-08-20T09:00"), vn, ground="bão")
    assert caught.value.code == "PF421"
    paid = resume_limit(both, moment("2026-08-20T09:00"), vn, ground="thuế")
    assert paid.is_held
    assert (paid.held_since, paid.held_ground, paid.held_also) == (moment("2026-08-19T15:00"), "xác minh", ())
    verified = resume_limit(paid, moment("2026-08-22T09:00"), vn)
    assert not verified.is_held
    # Wednesday to the make-up Saturday: four working days, once.
    assert verified.due_on == date(2026, 9, 3)
    assert verified.due_on == vn.add(limit_of(vn).due_on, 4)


def test_a_nested_hold_changes_nothing(vn: WorkCalendar) -> None:
    outer = hold_limit(limit_of(vn), moment("2026-08-18T15:00"), "thuế")
    inner = hold_limit(outer, moment("2026-08-19T15:00"), "xác minh")
    ended = resume_limit(inner, moment("2026-08-20T09:00"), vn, ground="xác minh")
    assert (ended.held_since, ended.held_ground) == (moment("2026-08-18T15:00"), "thuế")
    nested = resume_limit(ended, moment("2026-08-22T09:00"), vn)
    assert nested.due_on == resume_limit(outer, moment("2026-08-22T09:00"), vn).due_on


def test_a_restart_counts_afresh_from_the_moment_the_missing_part_was_supplied(vn: WorkCalendar) -> None:
    held = hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "bổ sung")
    restarted = restart_limit(held, moment("2026-08-21T08:00"), vn)
    assert restarted.anchor_at == moment("2026-08-21T08:00")
    assert restarted.due_on == date(2026, 9, 3)
    assert (restarted.holds, restarted.held_since) == ((), None)


def test_a_lawful_extension_runs_on_from_the_end(vn: WorkCalendar) -> None:
    assert extend_limit(limit_of(vn), "3 working days", vn).span == "10 working days"
    assert extend_limit(limit_of(vn), "3 working days", vn).due_on == date(2026, 8, 28)
    mixed = extend_limit(limit_of(vn), "10 ngày", vn)
    assert mixed.span == "7 working days then 10 days"
    assert mixed.due_on == date(2026, 9, 4)
    assert extend_limit(mixed, "2 ngày", vn).span == "7 working days then 12 days"
    with pytest.raises(SpanError) as caught:
        extend_limit(limit_of(vn), "2 hours", vn)
    assert caught.value.code == "PF418"


@pytest.mark.parametrize(
    ("span", "at", "left"),
    [
        ("7 working days", "2026-08-17T10:00", 7),
        ("7 working days", "2026-08-22T23:00", 2),
        ("7 working days", "2026-08-25T16:00", 0),
        ("7 working days", "2026-08-27T16:00", -2),
        ("10 days", "2026-08-17T10:00", 10),
        ("10 days", "2026-08-30T10:00", -3),
        ("8 working hours", "2026-08-17T10:00", 480),
        ("8 working hours", "2026-08-17T20:00", 150),
        ("8 working hours", "2026-08-18T10:30", -30),
        ("24 hours", "2026-08-17T20:00", 840),
        ("24 hours", "2026-08-18T10:01", -1),
    ],
)
def test_time_left_is_in_the_unit_of_the_limit(vn: WorkCalendar, span: str, at: str, left: int) -> None:
    assert time_left(limit_of(vn, span), moment(at), vn) == left


def test_time_does_not_pass_while_a_limit_is_held(vn: WorkCalendar) -> None:
    held = hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "a")
    assert time_left(held, moment("2027-08-19T15:00"), vn) == 5
    assert not is_overdue(held, moment("2027-08-19T15:00"))


def test_a_limit_is_overdue_from_24_hours_of_its_last_day(vn: WorkCalendar) -> None:
    limit = limit_of(vn)
    assert not is_overdue(limit, moment("2026-08-25T23:59:59"))
    assert is_overdue(limit, moment("2026-08-26T00:00"))


def test_a_limit_explains_itself(vn: WorkCalendar) -> None:
    resumed = resume_limit(hold_limit(limit_of(vn), moment("2026-08-19T15:00"), "thuế"), moment("2026-08-22T09:00"), vn)
    text = explain_limit(resumed, vn).text("vi")
    assert "T5  20/08/2026  tạm dừng: thuế" in text
    assert "Hẹn trả: 28/08/2026 17:00; hết hạn lúc 24:00 28/08/2026" in text


def test_a_naive_anchor_is_refused(vn: WorkCalendar) -> None:
    naive = datetime(2026, 3, 2)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(SpanError) as caught:
        start_limit("a", "1 day", rule="one-stop", debtor=Debtor.AGENCY, anchor_at=naive, calendar=vn)
    assert caught.value.code == "PF406"


def test_a_hold_at_the_minute_moves_a_limit_of_hours(vn: WorkCalendar) -> None:
    held = hold_limit(limit_of(vn, "8 working hours"), moment("2026-08-17T15:00"), "a")
    resumed = resume_limit(held, moment("2026-08-17T15:20"), vn)
    assert resumed.due_at - limit_of(vn, "8 working hours").due_at == timedelta(minutes=20)


OWN = replace(RULES["receipt-in-hours"], name="our-desk")


def test_a_limit_is_counted_by_a_rule_and_a_reception_of_the_hosts_own(vn: WorkCalendar) -> None:
    saturdays = vn.with_weeks(Week((6,)), name="desk").with_hours(Hours(sessions_of("07:30-11:30"), weekdays=(5,)))
    at = datetime(2026, 3, 6, 18, 0, tzinfo=VIETNAM_TIME)  # Friday evening: received on Saturday morning
    how: How = {"rule": OWN, "reception": saturdays}
    agency = Debtor.AGENCY
    limit = start_limit("a", "2 days", rule=OWN, debtor=agency, anchor_at=at, calendar=vn, reception=saturdays)
    assert (limit.rule, limit.due_on) == ("our-desk", date(2026, 3, 9))
    assert start_limit("a", "2 days", debtor=Debtor.AGENCY, anchor_at=at, calendar=vn, rule=OWN).due_on.day == 11
    held = hold_limit(limit, datetime(2026, 3, 8, 9, 0, tzinfo=VIETNAM_TIME), "tax")
    resumed = resume_limit(held, datetime(2026, 3, 10, 9, 0, tzinfo=VIETNAM_TIME), vn, **how)
    assert resumed.due_on == date(2026, 3, 11)
    assert restart_limit(resumed, at, vn, **how).due_on == limit.due_on
    assert extend_limit(limit, "1 day", vn, **how).due_on == date(2026, 3, 10)
    assert explain_limit(limit, vn, **how).data()["counts_from"] == "2026-03-07T07:30:00+07:00"


def test_a_limit_of_a_hosts_rule_is_not_counted_by_another(vn: WorkCalendar) -> None:
    at = datetime(2026, 3, 6, 18, 0, tzinfo=VIETNAM_TIME)
    limit = start_limit("a", "2 days", debtor=Debtor.AGENCY, anchor_at=at, calendar=vn, rule=OWN)
    others: tuple[How, ...] = ({}, {"rule": RULES["one-stop"]})
    for how in others:
        with pytest.raises(SpanError) as caught:
            extend_limit(limit, "1 day", vn, **how)
        assert caught.value.code == "PF414"
