"""How certain the days of a calendar are: not announced yet, or moved by a proposal nobody has decided.

Invariants: a day is certain when an applied layer settles it and no proposal would change whether it is worked; whether
a stretch of days is doubtful is answered in constant time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from operator import add

from procflow.calendar.days import Reason, Status
from procflow.calendar.layer import Layer

__all__ = ["Certainty", "certainty"]

_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Certainty:
    """Hold, by day number, what is not settled and what each proposal would move.

    `unsettled[i]` counts the days before day i that nobody announced, `doubtful[i]` those and the proposed ones.
    """

    origin: int
    unsettled: Sequence[int]
    doubtful: Sequence[int]
    moved: tuple[tuple[Layer, tuple[int, ...]], ...]
    proposed: frozenset[int]

    def status(self, index: int) -> Status:
        """Say how certain day `index` is."""
        if index in self.proposed:
            return Status.PROPOSED
        return Status.ANNOUNCED if self.unsettled[index] == self.unsettled[index + 1] else Status.PROJECTED

    def reasons(self, low: int, high: int) -> tuple[Reason, ...]:
        """Say what is doubtful about the days from `low` to `high`, `high` excluded."""
        return (*self._projected(low, high), *self._proposals(low, high))

    def _projected(self, low: int, high: int) -> tuple[Reason, ...]:
        found = [index for index in range(low, high) if self.unsettled[index] < self.unsettled[index + 1]]
        if not found:
            return ()
        return (Reason(Status.PROJECTED, self._date(found[0]), self._date(found[-1]), "projection"),)

    def _proposals(self, low: int, high: int) -> tuple[Reason, ...]:
        within = ((layer, [index for index in moved if low <= index < high]) for layer, moved in self.moved)
        return tuple(
            Reason(Status.PROPOSED, self._date(days[0]), self._date(days[-1]), layer.name, layer.document)
            for layer, days in within
            if days
        )

    def _date(self, index: int) -> date:
        return date.fromordinal(self.origin + index)


def certainty(
    origin: int,
    unsettled: Sequence[int],
    work: bytes,
    proposals: Sequence[tuple[Layer, bytes]],
) -> Certainty:
    """Compare what is worked with what each proposal, applied alone, would have worked."""
    moved = tuple((layer, _differences(work, proposed)) for layer, proposed in proposals)
    touched = frozenset(index for _, days in moved for index in days)
    marks = bytearray(len(work))
    for index in touched:
        marks[index] = 1
    doubtful = list(map(add, unsettled, accumulate(marks, initial=0)))
    return Certainty(origin, unsettled, doubtful, moved, touched)


def _differences(work: bytes, other: bytes) -> tuple[int, ...]:
    found: list[int] = []
    for start in range(0, len(work), _BLOCK):
        one, two = work[start : start + _BLOCK], other[start : start + _BLOCK]
        if one != two:
            found.extend(start + offset for offset, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    return tuple(found)
