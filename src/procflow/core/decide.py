"""Say what a command brings about: the events, or the reason it is refused.

Invariants: nothing happens when a command is refused; what is refused would falsify the record, what breaches the law
is accepted and flagged; the law, the dossier and the command are everything a decision depends on.
"""

from datetime import datetime

from procflow.clock import VIETNAM_TIME
from procflow.core.apologise import apologise
from procflow.core.consult import answer, ask
from procflow.core.draft import Draft
from procflow.core.law import Law
from procflow.core.submit import submit
from procflow.core.take import take
from procflow.core.wake import wake
from procflow.dossier import Answer, Apologise, Ask, Command, Dossier, Event, Submit, Take, Wake
from procflow.errors import MisuseError, Rejected

__all__ = ["decide"]


def decide(law: Law, dossier: Dossier | None, command: Command) -> tuple[Event, ...]:
    """Give the events `command` brings about for `dossier` under `law`; `Submit` alone starts from None.

    Raises:
        Rejected: PF5xx, when the command would falsify the record or is not open now; nothing happened.
        MisuseError: when the call itself is wrong: no dossier, a naive or missing `at`, another procedure's law.
        CalendarError: when a date lies beyond what the calendar knows.
    """
    at = _moment(command.at)
    draft = Draft(law, dossier, command.by, at)
    if isinstance(command, Submit):
        if dossier is not None:
            raise MisuseError("PF531", kind="Submit")
        submit(draft, command)
        return tuple(draft.events)
    _check_open(law, dossier, at_wake=isinstance(command, Wake))
    match command:
        case Take():
            take(draft, command)
        case Ask():
            ask(draft, command)
        case Answer():
            answer(draft, command)
        case Apologise():
            apologise(draft, command)
        case Wake():
            wake(draft)
    return tuple(draft.events)


def _moment(at: datetime | None) -> datetime:
    if at is None:
        raise MisuseError("PF501")
    if at.tzinfo is None or at.utcoffset() is None:
        raise MisuseError("PF530", at=at.isoformat())
    return at.astimezone(VIETNAM_TIME)


def _check_open(law: Law, dossier: Dossier | None, *, at_wake: bool) -> None:
    if dossier is None:
        raise MisuseError("PF531", kind="-")
    if dossier.definition != law.procedure.hash:
        raise MisuseError("PF532", pinned=dossier.definition[:12], given=law.procedure.hash[:12])
    if dossier.ended is not None and not at_wake:
        raise Rejected("PF502", ending=dossier.ended.value)
