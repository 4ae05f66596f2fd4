"""The limits of a dossier as it moves: started on acceptance, stopped and counted anew by its steps, ended with it.

Invariant: the law's limit and the shorter one an office committed itself to move together; a limit is counted anew
only through an outcome that completes the dossier, and leaving a stop in any other way lets it run on, so that nothing
resets an appointment silently.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from procflow.calendar import WorkCalendar
from procflow.clock import Debtor, Hold, Limit, hold_limit, is_overdue, restart_limit, resume_limit
from procflow.core.draft import NO_HOLDS, Draft
from procflow.core.timers import INSTANT
from procflow.definition import Clock
from procflow.dossier import (
    COMMITTED_LIMIT,
    MAIN_LIMIT,
    LimitClosed,
    LimitHeld,
    LimitRestarted,
    LimitResumed,
    LimitStarted,
    Verdict,
)
from procflow.dossier.actor import ENGINE_ROLE
from procflow.procedure import LimitRule, Outcome, Step

__all__ = [
    "CORRECTION",
    "FORWARDING",
    "LEGAL_LIMITS",
    "STOPPED",
    "WITHDRAWAL",
    "close_limit",
    "close_step_limits",
    "consult_limit",
    "move_legal_limits",
    "start_legal_limits",
    "start_named",
    "step_limit",
    "stopped_since",
    "void_limits",
]

LEGAL_LIMITS: Final = (MAIN_LIMIT, COMMITTED_LIMIT)
WITHDRAWAL: Final = "withdrawal"
CORRECTION: Final = "correction"
FORWARDING: Final = "forwarding"
_KEPT, _MISSED, _VOID = Verdict.KEPT, Verdict.MISSED, Verdict.VOID
_STOPPING: Final = (Clock.RESUME, Clock.RESTART)
_CONSULTED = Debtor.CONSULTED

STOPPED: Final = "stop:"
"""How the ground of a hold begins that the agency's own stop set."""

_STEP: Final = "step:"
_CONSULT: Final = "consult:"
_OF_A_STEP: Final = (_STEP, _CONSULT)


def step_limit(step: str) -> str:
    """Name the limit of a step."""
    return f"{_STEP}{step}"


def consult_limit(consultation: str) -> str:
    """Name the limit of a consultation."""
    return f"{_CONSULT}{consultation}"


def start_named(
    draft: Draft, name: str, rule: LimitRule, debtor: Debtor, *, apart: Sequence[Hold] = NO_HOLDS
) -> Limit | None:
    """Start the limit `name` by `rule`, without the times `apart`; None where the law leaves it open."""
    limit = draft.limit(name, rule, debtor, apart=apart)
    if limit is not None:
        draft.emit(LimitStarted(at=draft.at, by=draft.by, limit=limit))
    return limit


def stopped_since(draft: Draft, rule: LimitRule) -> Sequence[Hold]:
    """Give the times in which the dossier's own limit stood still that began after the fact `rule` counts from.

    A fact of the stop itself, such as the supply, starts its limit whether or not the dossier is stopped still.
    """
    main = draft.dossier.limits.get(MAIN_LIMIT)
    if main is None or not (main.holds or main.held_since):
        return NO_HOLDS
    since = draft.anchor(rule.start)
    holds = [hold for hold in main.holds if hold.start >= since]
    if main.held_since is not None and since <= main.held_since < draft.at:
        holds.append(Hold(main.held_since, draft.at, main.held_ground))
    return holds


def start_legal_limits(draft: Draft) -> Limit | None:
    """Start the law's limit and the committed one; give the one whose date is promised."""
    procedure = draft.law.procedure
    promised = start_named(draft, MAIN_LIMIT, procedure.limit, Debtor.AGENCY)
    if procedure.committed is not None:
        promised = start_named(draft, COMMITTED_LIMIT, procedure.committed, Debtor.AGENCY) or promised
    return promised


def move_legal_limits(draft: Draft, target: Step, outcome: Outcome | None, *, finishes: bool) -> None:
    """Let the legal limits follow the dossier into `target`."""
    limits = draft.dossier.limits
    for name in LEGAL_LIMITS:
        if name in limits:
            _follow(draft, limits[name], target, outcome, finishes=finishes)


def _follow(draft: Draft, limit: Limit, target: Step, outcome: Outcome | None, *, finishes: bool) -> None:
    at, by, calendar = draft.at, draft.by, draft.law.calendar
    if finishes or target.ends is not None:
        verdict = _verdict(draft, limit) if finishes else _VOID
        draft.emit(LimitClosed(at=at, by=by, name=limit.name, verdict=verdict))
    elif target.clock in _STOPPING:
        if limit.held_since is None:
            draft.emit(LimitHeld(at=at, by=by, limit=hold_limit(limit, at, target.id)))
    elif outcome is not None and outcome.completes:
        anchor = draft.anchor(outcome.completes)
        draft.emit(LimitRestarted(at=at, by=by, limit=restart_limit(limit, anchor, calendar)))
    elif limit.held_since is not None:
        draft.emit(LimitResumed(at=at, by=by, limit=_running_again(limit, at, calendar)))


def _running_again(limit: Limit, at: datetime, calendar: WorkCalendar) -> Limit:
    """Let a held limit run on; a stop that ends at 24:00 leaves a limit stopped on its last day the day after."""
    running = resume_limit(limit, at, calendar)
    midnight = at + INSTANT
    return resume_limit(limit, midnight, calendar) if is_overdue(running, midnight) else running


def close_limit(draft: Draft, name: str) -> None:
    """End an open limit: kept or missed, as the moment is."""
    limit = draft.dossier.limits.get(name)
    if limit is None:
        return
    draft.emit(LimitClosed(at=draft.at, by=draft.by, name=name, verdict=_verdict(draft, limit)))


def _verdict(draft: Draft, limit: Limit) -> Verdict:
    """Say how a limit that ends now ended: by when what ends it happened, however late that was written down.

    What time itself brings about at the end of a limit is dated its last instant, and has missed it all the same.
    """
    if is_overdue(limit, draft.at) or (limit.name in draft.dossier.expired and draft.by.plays(ENGINE_ROLE)):
        return _MISSED
    return _KEPT


def close_step_limits(draft: Draft) -> None:
    """End the limits of the step that is left; an opinion nobody waits for any more is not owed any more."""
    for name, limit in draft.dossier.limits.items():  # the table as it was: what is emitted puts another in its place
        if name.startswith(_OF_A_STEP):
            verdict = _verdict(draft, limit)
            if verdict is _KEPT and limit.debtor is _CONSULTED:
                verdict = _VOID
            draft.emit(LimitClosed(at=draft.at, by=draft.by, name=name, verdict=verdict))


def void_limits(draft: Draft) -> None:
    """End every limit still open, for nothing is owed any more."""
    for name in list(draft.dossier.limits):
        draft.emit(LimitClosed(at=draft.at, by=draft.by, name=name, verdict=_VOID))
