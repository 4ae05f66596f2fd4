"""New dossiers, a set at a time: what the desk has to know is read once for a procedure.

Invariants: rows and entries of a set are inserted by as many statements as those of one dossier; a dossier that opens
others, one whose id is taken, and a repeat go alone.
"""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from procflow.dossier import Submit
from procflow.engine.asked import Asked, Decided, begun
from procflow.engine.handover import Handover, Posted
from procflow.engine.intake import check_id
from procflow.engine.kindred import Row
from procflow.engine.sealing import check_desk
from procflow.engine.sets import Answer, Now
from procflow.engine.shelf import Shelf
from procflow.errors import MisuseError, ProcflowError
from procflow.store import Desk, Seal, database_time, insert_kept, read_desk
from procflow.store.gathering import taken_ids, used_ids
from procflow.store.writing import insert_dossiers

__all__ = ["Arriving", "Brought"]


@dataclass(frozen=True, slots=True, eq=False)
class Brought:
    """Hold one submission under the procedure `code`, its command as it is recorded.

    `dossier_id` is None where the host chose none.
    """

    code: str
    command: Submit
    command_id: str
    dossier_id: str | None

    @classmethod
    def of(cls, handover: Handover, posted: Posted, command: Submit) -> "Brought":
        """Take one dossier of a record of the post, handed in by `command`."""
        return cls(posted.code, command, handover.command_id(posted), posted.dossier_id)


@dataclass(frozen=True, slots=True)
class Arriving:
    """Read sets of submissions on one connection, find their law on `shelf`, and make rows with `row`."""

    connection: Connection
    shelf: Shelf
    row: Row
    now: Now
    seal: Seal | None

    def read(self, some: Sequence[Brought]) -> "_Open":
        """Read what a set of submissions has to know."""
        codes = dict.fromkeys(one.code for one in some if self.shelf.has(one.code))
        version = self.shelf.calendar.version
        desks = {code: read_desk(self.connection, code=code, calendar_version=version, command_id="") for code in codes}
        for desk in desks.values():
            check_desk(desk, self.seal)
        used = used_ids(self.connection, {one.command_id for one in some})
        taken = taken_ids(self.connection, _chosen(some))
        return _Open(self, desks, {*used}, {*taken}, self.now(database_time(self.connection)))


def _chosen(some: Sequence[Brought]) -> set[str]:
    """Give the ids the host chose, those that can be one."""
    chosen: set[str] = set()
    for one in some:
        if one.dossier_id is not None:
            with suppress(MisuseError):
                chosen.add(check_id(one.dossier_id, "dossier_id"))
    return chosen


class _Open:
    """Hold a set of submissions, and which texts and ids are there already."""

    def __init__(
        self, arriving: Arriving, desks: Mapping[str, Desk], used: set[str], taken: set[str], now: datetime
    ) -> None:
        self._arriving = arriving
        self._desks = desks
        self._used = used
        self._taken = taken
        self._now = now
        self._done: list[Decided] = []

    def decide(self, one: Brought) -> Answer | None:
        """Say what comes of a submission; None for one that goes alone."""
        try:
            self._arriving.shelf.check_code(one.code)
            dossier_id = str(uuid.uuid4()) if one.dossier_id is None else check_id(one.dossier_id, "dossier_id")
            asked = Asked.of(one.code, one.command, one.command_id)
            if asked.command_id in self._used or dossier_id in self._taken:
                return None
            done = begun(self._arriving.shelf, asked, one.command, dossier_id, self._now)
        except ProcflowError as error:
            return error
        if done.reply.dossier.children:
            return None
        self._done.append(done)
        self._used.add(asked.command_id)
        self._taken.add(dossier_id)
        return done.reply

    def write(self) -> None:
        """Write what was decided, and keep the texts it rests on where they are not kept yet.

        Raises:
            StoreError: PF606, when a version was published with another text.
        """
        done, self._done = self._done, []
        if not done:
            return
        connection = self._arriving.connection
        laws = {one.apart.law.procedure.hash: one.apart.law for one in done}
        for law in laws.values():
            desk = self._desks[law.procedure.code]
            is_new = law.procedure.hash not in desk.definitions
            self._arriving.shelf.keep(connection, law, definition=is_new, calendar=not desk.has_calendar)
        rows = [self._arriving.row(one.new, one.reply.dossier) for one in done]
        insert_dossiers(connection, rows, [record for one in done for record in one.new])
        insert_kept(connection, [kept for one in done for kept in one.apart.kept])

    def leave(self, one: Brought) -> None:
        """Let whatever names the same command or the same dossier go alone."""
        self._used.add(one.command_id)
        if one.dossier_id is not None:
            self._taken.add(one.dossier_id)
