"""When the law changes afterwards: which running limits a new calendar moves, from what to what, and why.

Invariants: nothing moves without a named policy; the default never worsens what a citizen was promised; a limit none of
whose days changed and none of whose days is in doubt is not even recounted.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from procflow.calendar import Change, WorkCalendar, difference
from procflow.clock.limit import Debtor, How, Limit, recounted
from procflow.clock.rule import RULES, Rule
from procflow.errors import SpanError

__all__ = ["Policy", "Restated", "restate"]

_ROLLED_BACK: Final = timedelta(days=31)
"""A rule that rolls backward depends on the days after its last day too, never on more than a month of them."""


class Policy(StrEnum):
    """What a changed calendar may do to a running limit.

    KEEP_PROMISE moves a date only in the citizen's favour: an agency's limit never later, an applicant's never earlier;
    nor that of an agency that is asked, whose silence means nothing before the law's own end (BLDS 2015 Đ.148 k.5-6).
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


def restate(  # noqa: PLR0913 - keyword-only beyond the three that are compared
    limits: Iterable[Limit],
    old: WorkCalendar,
    new: WorkCalendar,
    *,
    policy: Policy = Policy.KEEP_PROMISE,
    rules: Mapping[str, Rule] = RULES,
    reception: WorkCalendar | None = None,
    earlier: Collection[str] = (),
) -> list[Restated]:
    """Return, of the running limits counted by `old`, those whose date or certainty differs under `new`, in order.

    A date that a notice merely confirms has not moved, but it is provisional no longer. `rules` holds the host's own
    rules too, where limits were started with them; `reception` says when the office receives, as `deadline` takes it.
    `earlier` names calendars older than `old` by which limits are counted still, because a policy kept their dates:
    what changed meanwhile stands between them and `new`, so each of them is counted anew.

    Raises:
        SpanError: PF423 for a limit counted by another calendar than `old` and those `earlier`.
        CalendarError: PF400 when a new date lies beyond the range of `new`.
    """
    changes = difference(old, new)
    days = [change.date for change in changes]
    found: list[Restated] = []
    for limit in limits:
        was_kept = limit.calendar in earlier
        if limit.calendar != old.version and not was_kept:
            raise SpanError("PF423", name=limit.name, version=limit.calendar[:12])
        start = limit.anchor_at.date()
        low = bisect_left(days, start)
        is_touched = low < len(days) and days[low] <= limit.due_on + _ROLLED_BACK
        if not (was_kept or is_touched or limit.provisional or new.is_doubtful(start, limit.due_on)):
            continue
        by_law = recounted(limit, new, **_how(rules.get(limit.rule), reception))
        if _said(by_law) != _said(limit):
            found.append(Restated(limit, by_law, _under(policy, limit, by_law), _within(changes, limit, by_law)))
    return found


def _how(rule: Rule | None, reception: WorkCalendar | None) -> How:
    how: How = {}
    if rule is not None:
        how["rule"] = rule
    if reception is not None:
        how["reception"] = reception
    return how


def _said(limit: Limit) -> tuple[datetime, datetime, bool]:
    return limit.due_at, limit.ends_at, limit.provisional


def _within(changes: Sequence[Change], limit: Limit, by_law: Limit) -> tuple[Change, ...]:
    first, last = limit.anchor_at.date(), max(limit.due_on, by_law.due_on)
    return tuple(change for change in changes if first <= change.date <= last)


def _under(policy: Policy, limit: Limit, by_law: Limit) -> Limit:
    if (by_law.due_at, by_law.ends_at) == (limit.due_at, limit.ends_at):
        return by_law
    is_later = by_law.ends_at > limit.ends_at or (by_law.ends_at == limit.ends_at and by_law.due_at > limit.due_at)
    match policy:
        case Policy.RECOMPUTE:
            takes_new = True
        case Policy.FORWARD_ONLY:
            takes_new = is_later
        case Policy.KEEP_PROMISE:
            takes_new = is_later == (limit.debtor is not Debtor.AGENCY)
        case _:
            assert_never(policy)
    return by_law if takes_new else replace(limit, provisional=by_law.provisional)
