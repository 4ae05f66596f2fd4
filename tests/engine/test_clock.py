"""The clocks of the engine: the system's, and the one tests move."""

from datetime import UTC, datetime, timedelta

import pendulum
import pytest

from procflow.clock import VIETNAM_TIME
from procflow.engine import ManualClock
from procflow.engine.clock import SystemClock, aware
from procflow.errors import MisuseError

JANUARY = datetime(2026, 1, 31, 9, 0, tzinfo=VIETNAM_TIME)


def test_the_systems_now_is_a_plain_moment_in_vietnam_time() -> None:
    before, now, after = datetime.now(UTC), SystemClock().now(), datetime.now(UTC)
    assert before <= now <= after
    assert type(now) is datetime
    assert now.tzinfo is VIETNAM_TIME


def test_a_manual_clock_moves_by_months_to_the_corresponding_day() -> None:
    clock = ManualClock(JANUARY)
    clock.move_by(pendulum.duration(months=1))
    assert clock.now() == datetime(2026, 2, 28, 9, 0, tzinfo=VIETNAM_TIME)
    clock.move_by(timedelta(hours=1))
    assert (clock.now().hour, type(clock.now())) == (10, datetime)


def test_a_moment_of_any_library_is_a_plain_one_inside() -> None:
    found = aware(pendulum.datetime(2026, 1, 31, 2, 0, tz="UTC"))
    assert (found, type(found)) == (JANUARY, datetime)
    with pytest.raises(MisuseError) as caught:
        aware(datetime(2026, 1, 31, 9, 0))  # noqa: DTZ001 - naive on purpose
    assert caught.value.code == "PF610"
