"""Let time pass: every limit that ended takes effect, in order, each at its own moment.

Invariant: waking often or rarely gives the same events, because each effect is dated by its limit and not by the
waking.
"""

from typing import Final

from procflow.core.draft import Draft
from procflow.core.legal import CORRECTION, FORWARDING, WITHDRAWAL
from procflow.core.move import move
from procflow.core.take import lacks_result
from procflow.core.timers import Timer, next_timer
from procflow.definition import OnTimeout
from procflow.dossier import (
    COMMITTED_LIMIT,
    ENGINE,
    MAIN_LIMIT,
    Breach,
    BreachFlagged,
    LimitExpired,
    Opinion,
    OpinionDeemed,
)

__all__ = ["wake"]

_MEANING = {
    OnTimeout.CONSENT: Opinion.DEEMED_CONSENT,
    OnTimeout.PROCEED: Opinion.PROCEEDED_WITHOUT,
    OnTimeout.REFUSE: Opinion.DEEMED_REFUSAL,
    OnTimeout.ESCALATE: Opinion.ESCALATED,
}

_LATE: Final = {
    MAIN_LIMIT: Breach.LATE_RESULT,
    COMMITTED_LIMIT: Breach.LATE_COMMITMENT,
    FORWARDING: Breach.LATE_FORWARDING,
    WITHDRAWAL: Breach.LATE_DECISION,
    CORRECTION: Breach.LATE_CORRECTION,
}


def wake(draft: Draft) -> None:
    """Bring about everything that fell due up to the moment of the draft."""
    until = draft.at
    draft.by = ENGINE
    while (timer := next_timer(draft.dossier)) is not None and timer.fires_at <= until:
        draft.at = timer.at
        _expire(draft, timer)


def _expire(draft: Draft, timer: Timer) -> None:
    draft.emit(LimitExpired(at=draft.at, by=ENGINE, name=timer.name))
    kind, _, name = timer.name.partition(":")
    if kind == "consult":
        _silence(draft, name)
    elif kind == "step":
        _overstay(draft)
    else:
        basis = draft.dossier.limits[timer.name].basis
        draft.emit(BreachFlagged(at=draft.at, by=ENGINE, breach=_LATE[timer.name], basis=basis))


def _silence(draft: Draft, name: str) -> None:
    """Draw what the law makes of a consulted agency's silence."""
    consult = draft.law.procedure.steps[draft.dossier.step].consult[name]
    draft.emit(BreachFlagged(at=draft.at, by=ENGINE, breach=Breach.LATE_OPINION, basis=consult.basis))
    meaning = _MEANING[consult.on_timeout]
    draft.emit(OpinionDeemed(at=draft.at, by=ENGINE, consultation=name, meaning=meaning, basis=consult.basis))
    if consult.takes:
        _take(draft, consult.takes)


def _overstay(draft: Draft) -> None:
    """Take the outcome the law ties to the end of a window, or flag the step that is late."""
    step = draft.law.procedure.steps[draft.dossier.step]
    if not step.on_expiry or not _take(draft, step.on_expiry):
        basis = step.within.basis if step.within else ""
        draft.emit(BreachFlagged(at=draft.at, by=ENGINE, breach=Breach.LATE_STEP, basis=basis))


def _take(draft: Draft, name: str) -> bool:
    """Take an outcome that time brings about; time finishes no dossier that has no result."""
    step = draft.law.procedure.steps[draft.dossier.step]
    outcome = step.outcomes[name]
    if lacks_result(draft, outcome):
        return False
    move(draft, step, outcome)
    return True
