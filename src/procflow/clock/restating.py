"""When the law changes afterwards: which running limits a new calendar moves, from what to what, and why.

Invariants: nothing moves without a named policy; the default never worsens what a citizen was promised; a limit none of
whose days changed is not even recounted.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from procflow.calendar import Change, WorkCalendar, difference
from procflow.clock.limit import Debtor, Limit, recounted
from procflow.errors import SpanError

__all__ = ["Policy", "Restated", "restate"]


class Policy(StrEnum):
    """What a changed calendar may do to a running limit.

    KEEP_PROMISE moves a date only in the citizen's favour: an agency's limit never later, an applicant's never earlier.
    FORWARD_ONLY never takes time away from whoever owes: a date moves later or stays. RECOMPUTE takes the new date.
    """

    KEEP_PROMISE = "keep the promise"
    FORWARD_ONLY = "forward only"
    RECOMPUTE = "recompute"


@dataclass(frozen=True, slots=True)
class Restated:
    """Say what a new calendar means for one limit.

    `by_law` is the limit counted anew, `after` what the policy makes of it, `because` the changed days within it.
    """

    before: Limit
    by_law: Limit
    after: Limit
    because: tuple[Change, ...]

    @property
    def has_moved(self) -> bool:
        """Tell whether the policy moved the date."""
        return self.after.due_at != self.before.due_at


def restate(
    limits: Iterable[Limit],
    old: WorkCalendar,
    new: WorkCalendar,
    *,
    policy: Policy = Policy.KEEP_PROMISE,
) -> list[Restated]:
    """Return, of the running limits counted by `old`, those whose date by law differs under `new`, in their order.

    Raises:
        SpanError: PF423 for a limit counted by another calendar than `old`.
        CalendarError: PF400 when a new date lies beyond the range of `new`.
    """
    changes = difference(old, new)
    days = [change.date for change in changes]
    found: list[Restated] = []
    for limit in limits:
        if limit.calendar != old.version:
            raise SpanError("PF423", name=limit.name, version=limit.calendar[:12])
        low = bisect_left(days, limit.anchor_at.date())
        if low == len(days) or days[low] > limit.due_on:
            continue
        by_law = recounted(limit, new)
        if (by_law.due_at, by_law.ends_at) != (limit.due_at, limit.ends_at):
            found.append(Restated(limit, by_law, _under(policy, limit, by_law), _within(changes, limit, by_law)))
    return found


def _within(changes: Sequence[Change], limit: Limit, by_law: Limit) -> tuple[Change, ...]:
    first, last = limit.anchor_at.date(), max(limit.due_on, by_law.due_on)
    return tuple(change for change in changes if first <= change.date <= last)


def _under(policy: Policy, limit: Limit, by_law: Limit) -> Limit:
    is_later = by_law.ends_at > limit.ends_at or (by_law.ends_at == limit.ends_at and by_law.due_at > limit.due_at)
    match policy:
        case Policy.RECOMPUTE:
            takes_new = True
        case Policy.FORWARD_ONLY:
            takes_new = is_later
        case Policy.KEEP_PROMISE:
            takes_new = is_later == (limit.debtor is Debtor.APPLICANT)
        case _:
            assert_never(policy)
    return by_law if takes_new else replace(limit, provisional=by_law.provisional)
