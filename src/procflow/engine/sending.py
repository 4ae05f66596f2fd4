"""Commands to many dossiers that are on their way, a set at a time.

Invariants: a set is read by a few statements and written by as many as one dossier; several commands to one dossier
follow each other in memory; interlinked dossiers, erasures and repeats go alone, as do dossiers they concern.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from procflow.core import Law
from procflow.dossier import Command, Dossier, Erase
from procflow.engine.asked import Asked, decided
from procflow.engine.connection import writable
from procflow.engine.intake import possible_id
from procflow.engine.kindred import Row, is_linked, roots
from procflow.engine.lost_race import MEANWHILE
from procflow.engine.privacy import seals_of
from procflow.engine.reading import found
from procflow.engine.sealing import state_to_change
from procflow.engine.sets import Answer, Now
from procflow.engine.shelf import Shelf
from procflow.errors import ConflictError, ProcflowError
from procflow.store import (
    Change,
    Kept,
    Record,
    Seal,
    Stored,
    append_many,
    database_time,
    head_after,
    insert_kept,
    read_kept,
)
from procflow.store.gathering import AT_ONCE, definitions_under, lock_rows, read_many, used_ids
from procflow.store.projection import Head

__all__ = ["Sending", "Sent"]


@dataclass(frozen=True, slots=True, eq=False)
class Sent:
    """Hold one command as the host gave it, and how it is named, or why it is none that could be recorded.

    Each is one of its own, however often the host gave it.
    """

    dossier_id: str
    command: Command
    command_id: str | None
    asked: Asked | ProcflowError

    @classmethod
    def of(cls, dossier_id: str, command: Command, command_id: str | None) -> "Sent":
        """Take a command of a host."""
        asked: Asked | ProcflowError
        try:
            asked = Asked.on_its_way(dossier_id, command, command_id)
            possible_id(dossier_id)
        except ProcflowError as error:
            asked = error
        return cls(dossier_id, command, command_id, asked)


@dataclass(slots=True)
class _Standing:
    """Hold a dossier as the commands so far left it; its row was read, or written last, at `read`."""

    read: Head
    dossier: Dossier
    law: Law | ProcflowError
    new: list[Record] = field(default_factory=list)

    @property
    def head(self) -> Head:
        """Give the end of its journal, with what is not written yet."""
        return head_after(self.new) if self.new else self.read


@dataclass(frozen=True, slots=True)
class Sending:
    """Read sets of commands on one connection, find their law on `shelf`, and make rows with `row`."""

    connection: Connection
    shelf: Shelf
    row: Row
    now: Now
    seal: Seal | None

    def lock(self, every: Sequence[Sent]) -> None:
        """Lock what every command concerns, before the first: what others are writing is waited for here.

        SQLite has no rows to lock: one writer goes at a time.

        A family is locked from its root, so of dossiers that may be linked the roots are locked, once the others are.
        Where the database does not grant the locks, whoever comes first wins, as with a command sent alone.
        """
        if self.connection.dialect.name == "sqlite":
            return
        ids = {sent.dossier_id for sent in every if isinstance(sent.asked, Asked)}
        with suppress(ProcflowError), writable(self.connection):
            parents, children = self.shelf.interlinked(self.connection, definitions_under(self.connection, ids))
            locked = lock_rows(self.connection, ids, but_of=parents, but_under=children)
            if len(locked) < len(ids) and (parents or children):
                lock_rows(self.connection, roots(self.connection, ids - locked))

    def read(self, some: Sequence[Sent]) -> "_Open":
        """Read what a set of commands concerns."""
        named = [sent.asked for sent in some if isinstance(sent.asked, Asked)]
        rows = read_many(self.connection, {one.target for one in named})
        used = used_ids(self.connection, {one.command_id for one in named if one.command_id})
        standing = self._standing(rows)
        return _Open(self, standing, set(used), self.now(database_time(self.connection)))

    def _standing(self, rows: Mapping[str, Stored]) -> dict[str, _Standing | ProcflowError]:
        states = {name: self._state(stored) for name, stored in rows.items()}
        kept = self._kept(state for state in states.values() if isinstance(state, Dossier))
        return {
            name: _Standing(rows[name].head, state, self._law(state, kept)) if isinstance(state, Dossier) else state
            for name, state in states.items()
        }

    def _state(self, stored: Stored) -> Dossier | ProcflowError:
        try:
            return state_to_change(self.connection, stored, self.seal)
        except ProcflowError as error:
            return error

    def _kept(self, dossiers: Iterable[Dossier]) -> dict[str, Kept]:
        seals = [seal for dossier in dossiers for seal in seals_of(dossier)]
        kept: dict[str, Kept] = {}
        for start in range(0, len(seals), AT_ONCE):
            kept |= read_kept(self.connection, seals[start : start + AT_ONCE])
        return kept

    def _law(self, dossier: Dossier, kept: Mapping[str, Kept]) -> Law | ProcflowError:
        try:
            return self.shelf.pinned(self.connection, dossier, kept)
        except ProcflowError as error:
            return error


class _Open:
    """Hold a set of commands and the dossiers they concern, as those were read."""

    def __init__(
        self,
        sending: Sending,
        standing: Mapping[str, _Standing | ProcflowError],
        used: set[str],
        now: datetime,
    ) -> None:
        self._sending = sending
        self._standing = standing
        self._used = used
        self._now = now
        self._left: set[str] = set()
        self._forget()

    def _forget(self) -> None:
        self._moved: dict[str, _Standing] = {}
        self._new: list[Record] = []
        self._kept: list[Kept] = []

    def decide(self, sent: Sent) -> Answer | None:
        """Say what comes of a command; None for one that goes alone."""
        asked = sent.asked
        if isinstance(asked, ProcflowError):
            return asked
        if asked.command_id in self._used or asked.target in self._left or isinstance(asked.command, Erase):
            return None
        try:
            return self._decide(asked)
        except ProcflowError as error:
            return error

    def _decide(self, asked: Asked) -> Answer | None:
        kept = self._standing.get(asked.target)
        if isinstance(kept, ProcflowError):
            raise kept
        standing = found(kept, asked.target)
        at = asked.moment(standing.dossier, self._now)
        if is_linked(standing.dossier):
            return None
        if isinstance(standing.law, ProcflowError):
            raise standing.law
        done = decided(standing.law, standing.head, standing.dossier, asked, at=at, now=self._now)
        if done.reply.dossier.children:  # it opens its first
            return None
        standing.dossier, standing.law = done.reply.dossier, done.apart.law
        standing.new += done.new
        if done.new:
            self._moved[asked.target] = standing
        self._new += done.new
        self._kept += done.apart.kept
        if done.reply.events and asked.command_id:
            self._used.add(asked.command_id)
        return done.reply

    def write(self) -> None:
        """Write what was decided.

        Raises:
            ConflictError: PF622, when another writer was faster.
        """
        moved, new, kept = self._moved, self._new, self._kept
        self._forget()
        changes = [
            Change(standing.read, self._sending.row(standing.new, standing.dossier), standing.new)
            for standing in moved.values()
        ]
        if changes and not append_many(self._sending.connection, changes, new):
            raise ConflictError("PF622", reason=MEANWHILE)
        insert_kept(self._sending.connection, kept)
        for standing in moved.values():
            standing.read, standing.new = standing.head, []

    def leave(self, sent: Sent) -> None:
        """Let a command, and all that follow to its dossier, go alone."""
        if isinstance(sent.asked, Asked):
            self._left.add(sent.asked.target)
            self._used |= {sent.asked.command_id} - {""}
