"""Say what a command brings about: the events, or the reason it is refused.

Invariants: nothing happens when a command is refused; what is refused would falsify the record, what breaches the law
is accepted and flagged; the law, the dossier and the command are everything a decision depends on.
"""

from collections.abc import Callable, Mapping
from typing import Final

from procflow.core.apologise import apologise
from procflow.core.children import finish_child
from procflow.core.consult import answer, ask
from procflow.core.correct import correct, report_error
from procflow.core.draft import Draft
from procflow.core.erase import erase
from procflow.core.guards import local_moment
from procflow.core.law import Law
from procflow.core.life import amend, change_case, continue_, decide_withdrawal, extend, stop, withdraw
from procflow.core.naming import with_names
from procflow.core.office import adopt, forward, reassign, transfer, void
from procflow.core.outside import note
from procflow.core.submit import submit
from procflow.core.take import take
from procflow.core.wake import wake
from procflow.dossier import (
    Adopt,
    Amend,
    Answer,
    Apologise,
    Ask,
    ChangeCase,
    Command,
    Continue,
    Correct,
    DecideWithdrawal,
    Dossier,
    Erase,
    Event,
    Extend,
    FinishChild,
    Forward,
    Reassign,
    ReportError,
    Stop,
    Submit,
    Take,
    Transfer,
    Void,
    Wake,
    Withdraw,
)
from procflow.errors import MisuseError, Rejected

__all__ = ["advance", "decide"]


def decide(law: Law, dossier: Dossier | None, command: Command) -> tuple[Event, ...]:
    """Give the events `command` brings about for `dossier` under `law`; `Submit` and `Adopt` start from None.

    Raises:
        Rejected: PF5xx, when the command would falsify the record or is not open now; nothing happened.
        MisuseError: when the call itself is wrong: no dossier, a naive or missing `at`, another procedure's law.
        CalendarError: when a date lies beyond what the calendar knows.
    """
    return advance(law, dossier, command)[0]


def advance(law: Law, dossier: Dossier | None, command: Command) -> tuple[tuple[Event, ...], Dossier | None]:
    """Give the events `command` brings about, as `decide` does, and the dossier once they have been applied.

    Raises:
        ProcflowError: as `decide` does.
    """
    kind = type(command)
    if command.at is None:
        raise MisuseError("PF501")
    at = local_moment(command.at)
    closed: Rejected | None = None
    if kind not in _BEGINNINGS:
        closed = _closed(law, dossier, kind)
    elif dossier is not None:
        raise MisuseError("PF531", kind=kind.__name__)
    draft = Draft(law, dossier, command.by, at)
    try:
        if closed is None:
            _ACTS[kind](draft, command)
        elif not note(draft, command):  # what comes from outside is kept beside what it cannot change
            raise closed
    except Rejected as refused:
        raise with_names(refused, law.procedure) from None
    return tuple(draft.events), draft.dossier if draft.events else dossier


def _closed(law: Law, dossier: Dossier | None, kind: type[Command]) -> Rejected | None:
    """Say why nothing of this kind may happen to the dossier any more, or for now; None where it may."""
    if dossier is None:
        raise MisuseError("PF531", kind="-")
    if dossier.definition != law.procedure.hash:
        raise MisuseError("PF532", pinned=dossier.definition[:12], given=law.procedure.hash[:12])
    if dossier.calendar != law.calendar.version:
        raise MisuseError("PF565", pinned=dossier.calendar[:12], given=law.calendar.version[:12])
    if dossier.ended is not None and kind not in _AFTER_THE_END:
        return Rejected("PF502", ending=dossier.ended.value)
    if dossier.stopped_on and kind not in _WHILE_STOPPED:
        return Rejected("PF540", ground=dossier.stopped_on)
    return None


def _wake(draft: Draft, _: Wake) -> None:
    wake(draft)


_BEGINNINGS: Final = (Submit, Adopt)
_AFTER_THE_END: Final = (Wake, ReportError, Correct, Erase)
_WHILE_STOPPED: Final = (Wake, Continue, Withdraw, DecideWithdrawal, Answer, Transfer, FinishChild)
_ACTS: Final[Mapping[type[Command], Callable[..., None]]] = {
    Submit: submit,
    Adopt: adopt,
    Take: take,
    Ask: ask,
    Answer: answer,
    Apologise: apologise,
    Withdraw: withdraw,
    DecideWithdrawal: decide_withdrawal,
    Amend: amend,
    Stop: stop,
    Continue: continue_,
    Extend: extend,
    ChangeCase: change_case,
    Forward: forward,
    Transfer: transfer,
    Reassign: reassign,
    Void: void,
    ReportError: report_error,
    Correct: correct,
    FinishChild: finish_child,
    Erase: erase,
    Wake: _wake,
}
