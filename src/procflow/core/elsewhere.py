"""What happened to a dossier before it was taken over: its legal limits stopped, ran on and began anew then, not now.

Invariants: only moments that were told move a limit; a stop whose end nobody told moves none, because the day on which
the limit ran on would be invented; what had run out by then is told as late, whoever keeps the dossier now.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from procflow.core.draft import Draft
from procflow.core.legal import move_legal_limits
from procflow.core.move import is_finish
from procflow.core.wake import wake
from procflow.definition import Clock
from procflow.procedure import Outcome, Procedure, Step

__all__ = ["relive"]

_STOPS: Final = (Clock.RESUME, Clock.RESTART)


class _Turn(NamedTuple):
    at: datetime
    target: Step
    outcome: Outcome | None
    from_stop: bool
    """Whether the dossier was stopped before, since a moment that may not have been told."""


def relive(draft: Draft, happened: Mapping[str, datetime], step: Step) -> None:
    """Let the legal limits of an accepted dossier follow what `happened` on its way to `step`.

    Raises:
        Rejected: PF511, when a limit was counted anew from a fact whose moment was not told.
    """
    by, now, accepted = draft.by, draft.at, draft.dossier.accepted_at
    if accepted is None:
        return
    turns = [turn for turn in _turns(draft.law.procedure, happened) if turn.at >= accepted]
    while turns and turns[-1].target.clock in _STOPS and step.clock not in _STOPS:
        turns.pop()
    for turn in turns:
        draft.at = turn.at
        if not turn.from_stop:
            wake(draft)
            draft.at, draft.by = turn.at, by
        move_legal_limits(draft, turn.target, turn.outcome, finishes=False)
    draft.at = now


def _turns(procedure: Procedure, happened: Mapping[str, datetime]) -> Iterator[_Turn]:
    """Give what was told in its order, each with the step it led to; of ways called alike, that of the step left."""
    here = procedure.start
    for name, at in sorted(happened.items(), key=lambda told: told[1]):
        source = max((one for one in procedure.steps.values() if name in one.outcomes), key=_is(here), default=None)
        outcome = None if source is None else source.outcomes[name]
        target = procedure.steps[name if outcome is None else outcome.to]
        here = target.id
        if target.clock is not Clock.NONE and target.ends is None and not is_finish(target):
            yield _Turn(at, target, outcome, source is not None and source.clock in _STOPS)


def _is(step: str) -> Callable[[Step], bool]:
    return lambda one: one.id == step
