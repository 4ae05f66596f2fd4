"""A command as it was asked for, and what becomes of it, decided in memory; no part of it knows the database.

Invariants: a command is named as the journal names it, by the id the host gave it and the hash of its content; what is
decided here is the same whether it is written alone or with many others.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from procflow.core import Law
from procflow.dossier import Adopt, Amend, Command, Dossier, Event, Submit, Wake
from procflow.engine.answers import Reply
from procflow.engine.intake import check_id, check_time, normal
from procflow.engine.privacy import Apart, blank, set_apart
from procflow.engine.progress import happen, pass_time
from procflow.engine.shelf import Shelf
from procflow.errors import MisuseError
from procflow.store import Act, Head, Record, chain_root, command_digest, encode_moment, write_records

__all__ = ["Asked", "Decided", "begun", "decided"]

_STATING: Final = Submit | Adopt | Amend


@dataclass(frozen=True, slots=True)
class Asked:
    """Name a command as the journal does: the id the host gave it, and the hash of its content."""

    command_id: str
    target: str
    command: Command

    @classmethod
    def of(cls, target: str, command: Command, command_id: str | None) -> "Asked":
        """Take a command for `target`, a dossier or the code of a procedure; raise `MisuseError` PF614."""
        checked = "" if command_id is None else check_id(command_id, "command_id")
        return cls(checked, target, command)

    @classmethod
    def on_its_way(cls, dossier_id: str, command: Command, command_id: str | None) -> "Asked":
        """Take a command for a dossier that is there.

        Raises:
            MisuseError: PF531 for one that begins a dossier, PF610 to PF616 for what cannot be recorded.
        """
        if isinstance(command, Submit | Adopt):
            raise MisuseError("PF531", kind=type(command).__name__)
        return cls.of(dossier_id, normal(command), command_id)

    def payload(self, apart: Collection[str]) -> bytes:
        """Hash the content; the values of the facts `apart` are left out, because a hash of few choices tells them."""
        names = [name for name in apart if name in self.command.facts] if isinstance(self.command, _STATING) else ()
        return command_digest(self.target, blank(self.command, names))

    def moment(self, dossier: Dossier, now: datetime) -> datetime:
        """Say when the command happens: a clock that was set back must not make it look older than what was before.

        Raises:
            Rejected: PF611, when it is dated ahead of the clock.
        """
        latest = max(now, dossier.last_at)
        at = self.command.at or latest
        check_time(at, latest)
        return at

    def time_passes(self, at: datetime, now: datetime) -> datetime:
        """Say up to when time passes before the command happens at `at`: all that is due by `now`, ticked or not.

        So a fact told too late finds what its lateness brought about, whether or not anybody has looked since. `Wake`
        alone asks for less.
        """
        return at if isinstance(self.command, Wake) else max(at, now)


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold what a command brought about: the answer, what is to be kept apart under which law, the new entries."""

    reply: Reply
    apart: Apart
    new: list[Record]


def decided(  # noqa: PLR0913 - a dossier, what happens to it, and when
    law: Law, head: Head, dossier: Dossier, asked: Asked, *, at: datetime, now: datetime
) -> Decided:
    """Let time pass for a dossier, and a command happen to it at `at`; written down at `now`.

    Raises:
        ProcflowError: as `procflow.core.decide` does.
    """
    woken, dossier = pass_time(law, head.dossier, dossier, asked.time_passes(at, now))
    events: tuple[Event, ...] = ()
    apart = set_apart(law, dossier, head.dossier, replace(asked.command, at=at))
    if not isinstance(asked.command, Wake):
        events, dossier = happen(apart.law, dossier, apart.command)
    acts = [*(Act((event,)) for event in woken), Act(events, asked.command_id, asked.payload(apart.names))]
    new = write_records(head, acts, encode_moment(now))
    return Decided(Reply(head.dossier, dossier, events, woken), apart, new)


def begun(shelf: Shelf, asked: Asked, command: Submit | Adopt, dossier_id: str, now: datetime) -> Decided:
    """Begin a dossier under the version of the procedure `asked.target` in force on the day it was handed in.

    Raises:
        Rejected: PF603 when none is in force, PF611 when it is dated ahead of `now`, others as the core refuses it.
        MisuseError: PF674, when a detail has the name of a fact.
    """
    at = command.at or now
    check_time(at, now)
    day = command.submitted_at if isinstance(command, Adopt) else at
    law = shelf.in_force(asked.target, day.date())
    apart = set_apart(law, None, dossier_id, command if command.at is at else replace(command, at=at))
    events, dossier = happen(apart.law, None, apart.command)
    head = Head(dossier_id, 0, chain_root(dossier_id))
    new = write_records(head, [Act(events, asked.command_id, asked.payload(apart.names))], encode_moment(now))
    return Decided(Reply(dossier_id, dossier, events), apart, new)
