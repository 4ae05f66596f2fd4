"""The one place that asks what time it is.

Invariants: every moment is aware, and a plain `datetime` whatever library made it; a manual clock never goes back.
"""

from datetime import datetime, timedelta
from typing import Final, Protocol

from procflow.clock.hold import local
from procflow.engine.intake import check_kind, moment
from procflow.errors import StoreError

__all__ = ["Clock", "ManualClock", "SystemClock", "aware"]


_HERE: Final = "Asia/Ho_Chi_Minh"


class Clock(Protocol):
    """Say what time it is, as an aware moment."""

    def now(self) -> datetime:
        """Give the present moment."""
        ...  # pragma: no cover - a protocol has no behaviour


class SystemClock:
    """Ask the operating system, through pendulum, for the present in Asia/Ho_Chi_Minh."""

    def now(self) -> datetime:
        """Give the present moment, at +07:00."""
        import pendulum  # noqa: PLC0415 - who only looks at a register need not load it

        return local(pendulum.now(_HERE))


class ManualClock:
    """Stand still until it is moved, and only forward: for tests, imports and simulation."""

    def __init__(self, at: datetime) -> None:
        """Start at the aware moment `at`; raise `MisuseError` for a naive one."""
        self._at = aware(at)

    def now(self) -> datetime:
        """Give the moment the clock was last moved to."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Move to the aware moment `at`; raise `StoreError` when that lies behind."""
        at = aware(at)
        if at < self._at:
            raise StoreError("PF633", now=self._at, at=at)
        self._at = at

    def move_by(self, delta: timedelta) -> None:
        """Move on by `delta`; raise `StoreError` when it is negative.

        A `pendulum.duration` may hold months and years: they lead to the corresponding day, not 30 or 365 days on.
        """
        if type(delta) is timedelta:
            return self.move_to(self._at + delta)
        import pendulum  # noqa: PLC0415 - as above

        return self.move_to(pendulum.instance(self._at) + delta)


def aware(at: datetime) -> datetime:
    """Bring an aware moment to +07:00; raise `MisuseError` PF610 for a naive one, PF616 for what is none."""
    check_kind(at, datetime, "at", "datetime")
    return moment(at)
