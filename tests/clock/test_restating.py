"""What a new layer does to running limits, by a named policy."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from procflow.calendar import (
    VIETNAM_TIME,
    Document,
    Hours,
    Layer,
    Week,
    WorkCalendar,
    sessions_of,
    swap,
    vietnam,
)
from procflow.clock import RULES, Debtor, Limit, Policy, Roll, deadline, restate, start_limit
from procflow.errors import SpanError

OLD, NEW = vietnam(known_on=date(2025, 12, 24)), vietnam(known_on=date(2025, 12, 25))


def limit_of(start: str, span: str = "3 working days", debtor: Debtor = Debtor.AGENCY) -> Limit:
    at = datetime.fromisoformat(start).replace(tzinfo=VIETNAM_TIME)
    return start_limit("a", span, rule="one-stop", debtor=debtor, anchor_at=at, calendar=OLD)


def days(policy: Policy, limit: Limit) -> tuple[str, str, str]:
    (found,) = restate([limit], OLD, NEW, policy=policy)
    before, by_law, after = (each.due_on.isoformat()[5:] for each in (found.before, found.by_law, found.after))
    return before, by_law, after


LATER = limit_of("2025-12-31T09:00")
EARLIER = limit_of("2026-01-05T09:00", "5 working days")


def test_only_limits_whose_date_by_law_changes_are_listed() -> None:
    limits = [
        limit_of("2025-12-24T09:00"),
        LATER,
        limit_of("2026-01-12T09:00"),
        limit_of("2025-12-31T09:00", "9 days"),
    ]
    (found,) = restate(limits, OLD, NEW)
    assert found.before is LATER
    assert [change.date for change in found.because] == [date(2026, 1, 2)]


def test_the_default_keeps_the_promise_to_the_citizen() -> None:
    assert days(Policy.KEEP_PROMISE, LATER) == ("01-06", "01-07", "01-06")
    assert days(Policy.KEEP_PROMISE, EARLIER) == ("01-12", "01-10", "01-10")
    (found,) = restate([LATER], OLD, NEW)
    assert not found.has_moved
    assert found.after.due_at == LATER.due_at
    assert found.after.calendar == OLD.version


def test_the_default_never_shortens_an_applicants_window() -> None:
    window = limit_of("2026-01-05T09:00", "5 working days", Debtor.APPLICANT)
    assert days(Policy.KEEP_PROMISE, window) == ("01-12", "01-10", "01-12")
    window = limit_of("2025-12-31T09:00", debtor=Debtor.APPLICANT)
    assert days(Policy.KEEP_PROMISE, window) == ("01-06", "01-07", "01-07")


def test_forward_only_moves_later_or_not_at_all() -> None:
    assert days(Policy.FORWARD_ONLY, LATER) == ("01-06", "01-07", "01-07")
    assert days(Policy.FORWARD_ONLY, EARLIER) == ("01-12", "01-10", "01-12")


def test_recompute_takes_the_date_by_law() -> None:
    (found,) = restate([EARLIER], OLD, NEW, policy=Policy.RECOMPUTE)
    assert found.has_moved
    assert found.after == found.by_law
    assert found.after.calendar == NEW.version


def test_limits_of_another_calendar_are_refused() -> None:
    with pytest.raises(SpanError) as caught:
        restate([LATER], vietnam(), NEW)
    assert caught.value.code == "PF423"


def test_in_bulk_the_same_limits_move_as_one_by_one() -> None:
    draw = random.Random(7)  # noqa: S311 - a fixed sample
    starts = [datetime(2025, 12, 1, 9, tzinfo=VIETNAM_TIME) + timedelta(days=draw.randrange(60)) for _ in range(400)]
    limits = [
        start_limit(
            "a", f"{draw.randrange(1, 20)} {unit}", rule="one-stop", debtor=Debtor.AGENCY, anchor_at=at, calendar=OLD
        )
        for at in starts
        for unit in ("working days", "days", "working hours")
    ]
    expected = [limit for limit in limits if deadline(limit.anchor_at, limit.span, calendar=NEW).due_at != limit.due_at]
    assert [found.before for found in restate(limits, OLD, NEW)] == expected
    assert len(expected) > 100


def test_a_date_that_a_notice_confirms_stays_and_is_provisional_no_longer() -> None:
    guess, told = vietnam(known_on=date(2025, 10, 1)), vietnam(known_on=date(2025, 10, 31))
    at = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM_TIME)
    limit = start_limit("a", "5 working days", rule="one-stop", debtor=Debtor.AGENCY, anchor_at=at, calendar=guess)
    assert limit.provisional
    for policy in Policy:
        (found,) = restate([limit], guess, told, policy=policy)
        assert not found.has_moved
        assert (found.after.provisional, found.after.calendar) == (False, told.version)
        assert found.because == ()


def test_a_rule_that_rolls_back_is_moved_by_a_make_up_day_after_its_last_day() -> None:
    early = replace(RULES["one-stop"], name="early", roll=Roll.PRECEDING)
    at = datetime(2026, 8, 8, 9, 0, tzinfo=VIETNAM_TIME)
    plain = WorkCalendar("plain", first=date(2026, 1, 1), last=date(2026, 12, 31))
    made_up = plain.with_layers(Layer("x", Document("1"), swap(date(2026, 8, 31), date(2026, 8, 22))))
    limit = start_limit("a", "15 days", rule=early, debtor=Debtor.AGENCY, anchor_at=at, calendar=plain)
    (found,) = restate([limit], plain, made_up, policy=Policy.RECOMPUTE, rules={"early": early})
    assert (limit.due_on, found.after.due_on) == (date(2026, 8, 21), date(2026, 8, 22))


def test_a_limit_is_restated_by_the_reception_it_was_started_with() -> None:
    desk = NEW.with_weeks(Week((6,))).with_hours(Hours(sessions_of("07:30-11:30"), weekdays=(5,)))
    at = datetime(2026, 1, 2, 18, 0, tzinfo=VIETNAM_TIME)  # the desk receives on Saturday, the office on Monday
    limit = start_limit(
        "a", "2 days", rule="receipt-in-hours", debtor=Debtor.AGENCY, anchor_at=at, calendar=OLD, reception=desk
    )
    assert limit.due_on == date(2026, 1, 5)
    assert restate([limit], OLD, NEW, policy=Policy.RECOMPUTE, reception=desk) == []
    (found,) = restate([limit], OLD, NEW, policy=Policy.RECOMPUTE)
    assert found.after.due_on == date(2026, 1, 7)


def test_a_limit_of_a_rule_nobody_hands_in_is_not_restated_by_another() -> None:
    early = replace(RULES["one-stop"], name="early", roll=Roll.PRECEDING)
    at = datetime(2025, 12, 31, 9, 0, tzinfo=VIETNAM_TIME)
    limit = start_limit("a", "3 working days", rule=early, debtor=Debtor.AGENCY, anchor_at=at, calendar=OLD)
    with pytest.raises(SpanError) as caught:
        restate([limit], OLD, NEW)
    assert caught.value.code == "PF414"
