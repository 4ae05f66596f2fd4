"""The one place that asks what time it is.

Invariants: every moment is aware; a manual clock never goes back.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from procflow.clock import VIETNAM_TIME
from procflow.errors import MisuseError, StoreError

__all__ = ["Clock", "ManualClock", "SystemClock", "aware"]


class Clock(Protocol):
    """Say what time it is, as an aware moment."""

    def now(self) -> datetime:
        """Give the present moment."""
        ...  # pragma: no cover - a protocol has no behaviour


class SystemClock:
    """Ask the operating system."""

    def now(self) -> datetime:
        """Give the present moment, at +07:00."""
        return datetime.now(UTC).astimezone(VIETNAM_TIME)


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
        """Move on by `delta`; raise `StoreError` when it is negative."""
        self.move_to(self._at + delta)


def aware(at: datetime) -> datetime:
    """Bring an aware moment to +07:00; raise `MisuseError` PF610 for a naive one."""
    if at.tzinfo is None:
        raise MisuseError("PF610", at=at)
    return at.astimezone(VIETNAM_TIME)
