"""What a notice on days off or make-up days does to a dossier that is on its way.

Invariants: only limits that run move, and only as a named policy lets them; what expired stays expired and what was
promised stays promised; every limit that is counted by the new calendar from here on, moved or not, says so in an
event. A limit whose date the policy kept stays counted by the old calendar, which explains it. What is kept is a
promise of the agency: no silence, window or posting ends earlier for it than the law has it end.
"""

from datetime import datetime

from procflow.calendar import WorkCalendar
from procflow.clock import Policy, Restated, restate
from procflow.clock.limit import recounted
from procflow.core.apply import happen
from procflow.core.legal import step_limit
from procflow.dossier import Actor, CalendarChanged, Dossier, Event, LimitRestated
from procflow.errors import MisuseError
from procflow.procedure import Procedure, Step

__all__ = ["change_calendar"]


def change_calendar(  # noqa: PLR0913 - the parts of a notice, each by name
    dossier: Dossier,
    old: WorkCalendar,
    new: WorkCalendar,
    *,
    procedure: Procedure,
    by: Actor,
    at: datetime,
    reason: str,
    policy: Policy,
) -> tuple[tuple[Event, ...], Dossier, tuple[Restated, ...]]:
    """Count a dossier by the calendar `new` from `at` on; give the events, the dossier after them, and what moved why.

    Raises:
        MisuseError: PF532, when the dossier is not counted by `old`.
        CalendarError: when a date lies beyond what `new` knows.
    """
    if dossier.calendar != old.version:
        raise MisuseError("PF532", pinned=dossier.calendar[:12], given=old.version[:12])
    running = [
        limit for limit in dossier.limits.values() if limit.held_since is None and limit.name not in dossier.expired
    ]
    # A limit whose date an earlier notice kept is counted by the calendar before that one: this notice is for it too.
    earlier = frozenset(limit.calendar for limit in running) - {old.version}
    window = _window(procedure.steps[dossier.step]) if policy is Policy.KEEP_PROMISE else ""
    promised = [limit for limit in running if limit.name != window]
    windows = [limit for limit in running if limit.name == window]
    restated = (
        *restate(promised, old, new, policy=policy, earlier=earlier),
        *(restate(windows, old, new, policy=Policy.FORWARD_ONLY, earlier=earlier) if windows else ()),
    )
    after = {one.before.name: one.after for one in restated}
    limits = [after.get(limit.name) or recounted(limit, new) for limit in running]
    events: list[Event] = [CalendarChanged(at=at, by=by, calendar=new.version, reason=reason)]
    events += [
        LimitRestated(at=at, by=by, limit=limit, reason=reason)
        for limit, before in zip(limits, running, strict=True)
        if limit != before
    ]
    after_them = dossier.copied()
    for event in events:
        happen(after_them, event)
    return tuple(events), after_them, restated


def _window(step: Step) -> str:
    """Name the limit of `step` if its end takes an outcome, as a posting's does: no day of it may be taken away."""
    return step_limit(step.id) if step.on_expiry else ""
