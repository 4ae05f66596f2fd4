"""How invented people work: how much of their time they take, and how often they go another way.

Invariant: habits are assumptions and say so; nothing here is law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol, TypeVar

from procflow.clock import Span, Unit
from procflow.errors import MisuseError

__all__ = ["Chance", "Habits", "work_of"]

T = TypeVar("T")


class Chance(Protocol):
    """Give random numbers; `random.Random` does."""

    def random(self) -> float:
        """Give a number from 0 up to, not including, 1."""
        ...

    def triangular(self, low: float, high: float, mode: float) -> float:
        """Give a number between `low` and `high`, most likely about `mode`."""
        ...

    def randint(self, a: int, b: int) -> int:
        """Give a whole number from `a` to `b`, both included."""
        ...

    def choice(self, seq: Sequence[T], /) -> T:
        """Give one of `seq`."""
        ...


@dataclass(frozen=True, slots=True)
class Habits:
    """Hold what is assumed of people; all but `slowest` are shares between 0 and 1, `pace` at most `slowest`.

    `pace` is the share of its time a step or an agency most often takes, `slowest` the largest; `smooth` how often a
    step ends with the outcome that leads to the approval; `silent` how often an agency asked never answers; `absent`
    how often an applicant asked for something never comes back.

    Raises:
        MisuseError: PF730, when a share is none.
    """

    pace: float = 0.6
    slowest: float = 1.4
    smooth: float = 0.85
    silent: float = 0.1
    absent: float = 0.1

    def __post_init__(self) -> None:
        for name in ("smooth", "silent", "absent"):
            _check(name, getattr(self, name), 1.0)
        _check("slowest", self.slowest, 100.0)
        _check("pace", self.pace, self.slowest)

    def share(self, chance: Chance) -> float:
        """Draw the share of its time that something takes."""
        return chance.triangular(self.pace / 4, self.slowest, self.pace)


def _check(name: str, value: float, most: float) -> None:
    if not 0.0 <= value <= most:
        raise MisuseError("PF730", name=name, value=value, most=most)


_HOUR: Final = timedelta(hours=1)
_OFFICE_DAY: Final = 8 * _HOUR
_OF_CALENDAR: Final = 5 / 7  # of the days of a week, those worked
_WORK: Final = {
    Unit.MINUTE: _HOUR / 60,
    Unit.HOUR: _HOUR,
    Unit.WORKING_MINUTE: _HOUR / 60,
    Unit.WORKING_HOUR: _HOUR,
    Unit.DAY: _OFFICE_DAY * _OF_CALENDAR,
    Unit.WORKING_DAY: _OFFICE_DAY,
    Unit.WEEK: _OFFICE_DAY * 5,
    Unit.MONTH: _OFFICE_DAY * 30 * _OF_CALENDAR,
    Unit.YEAR: _OFFICE_DAY * 365 * _OF_CALENDAR,
    Unit.SAME_DAY: _OFFICE_DAY / 2,
}


def work_of(span: Span) -> timedelta:
    """Estimate the working time in a span, for drawing how long somebody takes; the law is never counted so."""
    return sum((_WORK[phase.unit] * float(phase.amount) for phase in span.phases()), timedelta())
