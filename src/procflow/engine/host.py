"""The engine in the host's database: decide, append, move the projection on, all inside the host's own transaction.

Invariants: nothing is committed here; a refused or failed command leaves no trace; a repeated command id gives the
first answer again; what time brought about is recorded before what a command does, each at its own moment, so that a
journal does not depend on how often `tick` runs.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from procflow.calendar import WorkCalendar
from procflow.core.standing import follow
from procflow.dossier import Actor, Adopt, Command, Erase, Event, Submit, Wake, Withheld
from procflow.dossier.frozen_dict import FrozenDict
from procflow.dossier.personal import FactValue
from procflow.engine.amending import Amending
from procflow.engine.answers import ChildStanding, Reply, Tick
from procflow.engine.arriving import Arriving, Brought
from procflow.engine.asked import Asked, begun, decided
from procflow.engine.batch import in_batch
from procflow.engine.child_codes import ChildCodes
from procflow.engine.clock import Clock, aware
from procflow.engine.connection import Host, working, writable
from procflow.engine.family import Member
from procflow.engine.handover import HandedOver, Handover, checked, commands, payload
from procflow.engine.intake import check_id, check_time, check_triple, normal, possible_id
from procflow.engine.kindred import KindredBatch, is_linked
from procflow.engine.kinds import declaring
from procflow.engine.lost_race import SAME_ID
from procflow.engine.privacy import Apart, is_same, set_apart
from procflow.engine.progress import pass_time
from procflow.engine.reading import found
from procflow.engine.sealing import check_desk, state_to_change
from procflow.engine.sending import Sending, Sent
from procflow.engine.sets import Progress, in_sets, told
from procflow.errors import ConflictError, JournalError, ProcflowError, StoreError
from procflow.procedure import Procedure
from procflow.store import (
    Act,
    Batch,
    Change,
    Head,
    Repeat,
    Seal,
    Stored,
    append,
    chain_root,
    create_tables,
    database_time,
    due,
    encode_moment,
    erase_kept,
    find_repeat,
    insert_dossier,
    insert_kept,
    keep_batch,
    read,
    read_desk,
    read_entries,
    records,
    records_of_command,
    state_upto,
    write_records,
)

__all__ = ["Engine"]

NO_FACTS: Final[Mapping[str, FactValue]] = FrozenDict()
TICK_LIMIT: Final = 500


@declaring
class Engine(Amending):
    """Keep dossiers in the database of a host; the first argument of each call is its connection or session.

    One engine serves a whole process: it holds compiled procedures and calendars, and no state of any dossier.
    """

    def __init__(
        self,
        procedures: Iterable[Procedure] = (),
        *,
        calendar: WorkCalendar | None = None,
        clock: Clock | None = None,
        seal: Seal | None = None,
        child_codes: ChildCodes | None = None,
    ) -> None:
        """Serve `procedures`, counted on `calendar` (Vietnam's public bodies when left out), sealed with `seal` if any.

        With `child_codes`, interlinked dossiers carry dossier codes of their own; else their parent's id and a name.

        Without a `clock`, time is the database's on PostgreSQL, whose workers may run on many machines, and the
        operating system's on SQLite, whose workers share one.
        """
        super().__init__(procedures, calendar=calendar, clock=clock, seal=seal, child_codes=child_codes)

    def create_tables(self, host: Host) -> None:
        """Create procflow's tables where they are missing; the host's own are left alone."""
        with working(host) as connection, writable(connection):
            create_tables(connection)

    def submit(  # noqa: PLR0913 - the parts of a submission, each by name
        self,
        host: Host,
        code: str,
        *,
        by: Actor,
        channel: str,
        case: str = "",
        applicant: str = "",
        facts: Mapping[str, FactValue] = NO_FACTS,
        details: Mapping[str, FactValue] = NO_FACTS,
        unit: str = "",
        competent: str = "",
        assisted_by: str = "",
        representatives: tuple[str, ...] = (),
        at: datetime | None = None,
        command_id: str | None = None,
        dossier_id: str | None = None,
    ) -> Reply:
        """Hand in a dossier under procedure `code`, in the version in force on that day.

        Facts the procedure declares `personal`, and all `details`, are kept apart from the journal and can be erased.
        `representatives` are the ids of those who may act for the applicant beside them.

        Raises:
            Rejected: when the procedure does not allow it (PF5xx), is not in force (PF603) or `at` lies ahead (PF611).
            MisuseError: PF602, PF610 and on, when the call cannot be recorded.
            ConflictError: PF621 when `command_id` was used for something else, PF622, PF623.
            StoreError: when the connection or the tables cannot keep the promises.
        """
        command = Submit(
            by=by,
            channel=channel,
            case=case,
            applicant=applicant,
            facts=facts,
            details=details,
            unit=unit,
            competent=competent,
            assisted_by=assisted_by,
            representatives=representatives,
            at=at,
        )
        return self._start(host, code, command, command_id, dossier_id)

    def adopt(
        self,
        host: Host,
        code: str,
        command: Adopt,
        *,
        command_id: str | None = None,
        dossier_id: str | None = None,
    ) -> Reply:
        """Take over a dossier begun elsewhere, in the version of procedure `code` in force on the day it was handed in.

        Raises:
            ProcflowError: as `submit` does.
        """
        return self._start(host, code, command, command_id, dossier_id)

    def _start(
        self, host: Host, code: str, command: Submit | Adopt, command_id: str | None, dossier_id: str | None
    ) -> Reply:
        self._shelf.check_code(code)
        command = normal(command)
        new_id = str(uuid.uuid4()) if dossier_id is None else check_id(dossier_id, "dossier_id")
        asked = Asked.of(code, command, command_id)
        with working(host) as connection:
            desk = read_desk(
                connection, code=code, calendar_version=self._shelf.calendar.version, command_id=asked.command_id
            )
            if desk.repeat is not None:
                return self._repeat(connection, asked, desk.repeat)
            check_desk(desk, self._seal)
            now = self._now(desk.now)
            done = begun(self._shelf, asked, command, new_id, now)
            reply, apart = done.reply, done.apart
            if reply.dossier.children:
                head = Head(new_id, 0, chain_root(new_id))
                member = Member(new_id, apart.law, reply.dossier, head, is_new=True)
                return self._begin_family(connection, member, reply.events, asked, apart, now)

            def write() -> None:
                is_new = apart.law.procedure.hash not in desk.definitions
                self._shelf.keep(connection, apart.law, definition=is_new, calendar=not desk.has_calendar)
                insert_dossier(connection, self._row(done.new, reply.dossier), done.new)
                insert_kept(connection, apart.kept)

            return self._record(connection, asked, reply, write)

    def send(self, host: Host, dossier_id: str, command: Command, *, command_id: str | None = None) -> Reply:
        """Let `command` happen to a dossier, after everything that fell due by now.

        Raises:
            Rejected: PF5xx when the law refuses it, PF611 when it is dated ahead of the engine's clock.
            ConflictError: PF620 when somebody else changed the dossier meanwhile, PF621 when `command_id` was used for
                something else, PF622 when the database let another transaction go first.
            StoreError: PF601 when there is no such dossier; others when the connection cannot keep the promises.
            MisuseError: PF610 and on, when the command cannot be recorded.
        """
        asked = Asked.on_its_way(dossier_id, command, command_id)
        with working(host) as connection:
            stored = found(read(connection, possible_id(dossier_id), asked.command_id), dossier_id)
            if stored.repeat is not None:
                return self._repeat(connection, asked, stored.repeat)
            dossier = state_to_change(connection, stored, self._seal)
            now = self._now(stored.now)
            at = asked.moment(dossier, now)
            if is_linked(dossier):
                return self._send_in_family(connection, stored, asked, at, now)
            law = self._shelf.pinned(connection, dossier)
            done = decided(law, stored.head, dossier, asked, at=at, now=now)
            reply, apart, new = done.reply, done.apart, done.new
            if reply.dossier.children:  # it opens its first
                return self._send_in_family(connection, stored, asked, at, now)

            def write() -> None:
                if not append(connection, Change(stored.head, self._row(new, reply.dossier, stored.state), new)):
                    raise _conflict(connection, stored.head)
                insert_kept(connection, apart.kept)
                erase_kept(connection, dossier_id, reply.events)

            at_once = "" if apart.kept or isinstance(command, Erase) else dossier_id
            return self._record(connection, asked, reply, write, at_once) if new else reply

    def _send_in_family(
        self, connection: Connection, stored: Stored, asked: Asked, at: datetime, now: datetime
    ) -> Reply:
        """Send to a dossier that is linked with others, all of them locked and brought up to date first."""
        dossier_id = stored.head.dossier
        family = self._kindred.gather(connection, dossier_id, state_to_change(connection, stored, self._seal))
        member = family.members[dossier_id]
        if member.head.version != stored.head.version:
            raise _conflict(connection, stored.head)
        family.pass_time(asked.time_passes(at, now))
        woken, dossier = member.events, member.dossier
        events: tuple[Event, ...] = ()
        apart = set_apart(member.law, dossier, dossier_id, replace(asked.command, at=at))
        if not isinstance(asked.command, Wake):
            act, dossier = family.command(dossier_id, apart, asked.command_id, asked.payload(apart.names))
            events = act.events

        def write() -> None:
            self._kindred.write(connection, family, now)
            insert_kept(connection, apart.kept)
            erase_kept(connection, dossier_id, events)

        reply = Reply(dossier_id, dossier, events, woken)
        return self._record(connection, asked, reply, write) if family.has_changed else reply

    def _begin_family(  # noqa: PLR0913, PLR0917 - what a submission has decided so far
        self,
        connection: Connection,
        member: Member,
        events: tuple[Event, ...],
        asked: Asked,
        apart: Apart,
        now: datetime,
    ) -> Reply:
        """Record a dossier that opens others with its first event."""
        family = self._kindred.alone(connection)
        act, dossier = family.begin(member, events, Act((), asked.command_id, asked.payload(apart.names)))

        def write() -> None:
            self._kindred.write(connection, family, now)
            insert_kept(connection, apart.kept)

        return self._record(connection, asked, Reply(member.dossier_id, dossier, act.events), write)

    def erase(  # noqa: PLR0913 - the parts of an erasure, each by name
        self,
        host: Host,
        dossier_id: str,
        *,
        by: Actor,
        basis: str,
        reason: str = "",
        names: Iterable[str] = (),
        command_id: str | None = None,
    ) -> Reply:
        """Erase the personal values called `names`, or all, of a dossier that has ended; `basis` is what it rests on.

        The values and their salts are deleted, earlier ones of the same name too; the journal says so and verifies as
        before. Copies elsewhere, such as backups, are the host's to erase.

        Raises:
            Rejected: PF504, PF580, PF581, PF583, as the core refuses it.
            ProcflowError: as `send` does.
        """
        command = Erase(by=by, basis=basis, reason=reason, names=tuple(names))
        return self.send(host, dossier_id, command, command_id=command_id)

    def children(self, host: Host, dossier_id: str, as_of: datetime | None = None) -> tuple[ChildStanding, ...]:
        """Say how the interlinked dossiers of a dossier stand, or stood at `as_of`, in the order in which they began.

        Raises:
            StoreError: PF601, when there is none of that id.
            MisuseError: PF618, when it was not handed in by then.
        """
        parent = self.dossier(host, dossier_id)
        if as_of is not None:
            parent, _ = follow(self._known(host, dossier_id, as_of)[0])
        return tuple(
            ChildStanding(
                name,
                parent.kin.get(name, ""),
                is_done,
                name in parent.fruitless,
                self.standing(host, parent.kin[name], as_of) if name in parent.kin else None,
            )
            for name, is_done in parent.children.items()
        )

    def send_many(
        self,
        host: Host,
        commands: Iterable[tuple[str, Command, str | None]],
        *,
        on_progress: Progress | None = None,
    ) -> tuple[Reply | ProcflowError, ...]:
        """Send many commands, each `(dossier_id, command, command_id)`, in the host's one transaction, in their order.

        What is refused stands in its place as the error, and takes nothing else with it; where the database fails
        midway, or `commands` does, nothing of them is left. What comes of them is what would come of each sent alone;
        some hundred at a time are read and written together. `on_progress` is told of each once it is written: how many
        are, and how many there are.
        """
        with working(host) as connection, writable(connection):
            every = [Sent.of(*check_triple(one)) for one in commands]
            sending = Sending(connection, self._shelf, self._row, self._now, self._seal)
            sending.lock(every)
            answers = in_sets(connection, every, sending.read, lambda one: self._attempt(connection, one))
            return told(answers, len(every), on_progress)

    def hand_over(self, host: Host, handover: Handover, *, on_progress: Progress | None = None) -> HandedOver:
        """Hand in every dossier a record of the post lists, as of the moment it was signed (QĐ 45/2016 Đ.7 k.4).

        All in the host's one transaction, in their order; what is refused stands in its place as the error, and may be
        put right and handed over again: the same record gives the same answers to what was taken. `on_progress` is told
        of each dossier once it is written. Where this raises, nothing of the record is left.

        Raises:
            Rejected: PF611, when the record is signed ahead of the engine's clock.
            MisuseError: PF610 and on, PF678, when the record cannot be kept.
            ConflictError: PF679 when another content was handed over under its number, PF622 when the database let
                another transaction go first.
        """
        given = commands(checked(handover))
        content = payload(handover, given)
        with working(host) as connection, writable(connection):
            now = self._now(database_time(connection))
            check_time(handover.signed_at, now)
            record = Batch(
                handover.record, content, encode_moment(handover.signed_at), encode_moment(now), len(handover.dossiers)
            )
            before = keep_batch(connection, record)
            if before not in {None, content}:
                raise ConflictError("PF679", record=handover.record)
            arriving = Arriving(connection, self._shelf, self._row, self._now, self._seal)
            every = [Brought.of(handover, *each) for each in zip(handover.dossiers, given, strict=True)]
            answers = in_sets(connection, every, arriving.read, lambda one: self._bring(connection, one))
            replies = told(answers, len(every), on_progress)
        return HandedOver(handover.record, replies, is_repeat=before is not None)

    def _bring(self, connection: Connection, one: Brought) -> Reply | ProcflowError:
        try:
            with writable(connection):
                return self._start(connection, one.code, one.command, one.command_id, one.dossier_id)
        except ProcflowError as error:
            if error.code == "PF622":
                raise
            return error

    def _attempt(self, connection: Connection, one: Sent) -> Reply | ProcflowError:
        try:
            with writable(connection):
                return self.send(connection, one.dossier_id, one.command, command_id=one.command_id)
        except ProcflowError as error:
            return error

    def tick(self, host: Host, now: datetime | None = None, *, limit: int = TICK_LIMIT) -> Tick:
        """Wake up to `limit` dossiers that are due, those due first before others; any number of workers may tick.

        `now` is for tests and simulation; left out, the clock says what is due. A dossier that cannot be woken is
        passed over and reported. Commit, and tick again while `more`.

        Raises:
            ConflictError: PF620 or PF622, when a writer outside a tick was faster; nothing was woken then.
        """
        with working(host) as connection:
            moment = self._now(database_time(connection)) if now is None else aware(now)
            spelled = encode_moment(moment)
            families = KindredBatch(self._kindred, connection, moment)
            woken, failed = in_batch(
                connection,
                claim=lambda count, seen: due(connection, spelled, count, seen),
                treat=lambda stored: self._wake(connection, stored, moment, families),
                limit=limit,
                families=families,
            )
            return Tick(woken, failed, more=len(woken) >= limit)

    def _wake(
        self, connection: Connection, stored: Stored, moment: datetime, families: KindredBatch
    ) -> tuple[Reply, Change | None]:
        before = state_to_change(connection, stored, self._seal)
        law = self._shelf.pinned(connection, before)
        dossier_id = stored.head.dossier
        woken, dossier = pass_time(law, dossier_id, before, moment)
        if is_linked(dossier):
            _, member = families.up_to_date(dossier_id, before)
            return Reply(dossier_id, member.dossier, (), member.events), None
        if not woken:
            raise StoreError("PF634", dossier=dossier_id, at=moment.isoformat())
        new = write_records(stored.head, [Act((event,)) for event in woken], encode_moment(moment))
        change = Change(stored.head, self._row(new, dossier, stored.state), new)
        return Reply(dossier_id, dossier, (), woken), change

    def _record(
        self, connection: Connection, asked: Asked, reply: Reply, write: Callable[[], None], at_once: str = ""
    ) -> Reply:
        """Write whole or not at all; where the same command got there first, answer as it was answered."""
        try:
            with writable(connection, at_once):
                write()
        except (ConflictError, IntegrityError) as error:
            if error.code == "PF622":  # what the database refused may leave nothing to ask it
                raise
            repeat = find_repeat(connection, asked.command_id) if asked.command_id else None
            if repeat is not None:
                return self._repeat(connection, asked, repeat)
            if isinstance(error, ConflictError):
                raise
            raise _collision(connection, reply.dossier_id) from error
        return reply

    def _repeat(self, connection: Connection, asked: Asked, repeat: Repeat) -> Reply:
        """Answer a repeated command as the first time."""
        entries = read_entries(records_of_command(connection, asked.command_id))
        dossier = state_upto(connection, repeat.dossier, entries[-1].seq)
        apart = [name for name, value in dossier.facts.items() if isinstance(value, Withheld)]
        if repeat.payload != asked.payload(apart) or not is_same(connection, dossier, asked.command):
            raise ConflictError("PF621", command_id=asked.command_id)
        return Reply(repeat.dossier, dossier, tuple(entry.event for entry in entries), is_repeat=True)


def _collision(connection: Connection, dossier_id: str) -> StoreError:
    """Say what a key that is taken means: the dossier is there already, its journal was tampered with, or a race."""
    stored = read(connection, dossier_id)
    if stored is None:
        return ConflictError("PF622", reason=SAME_ID)
    if records(connection, dossier_id)[-1].seq > stored.head.version:
        return JournalError("PF643", dossier=dossier_id)
    return ConflictError("PF623", dossier=dossier_id)


def _conflict(connection: Connection, head: Head) -> ConflictError:
    """Name the winner, where the isolation of the host lets this transaction see it."""
    last = records(connection, head.dossier)[-1:]
    winner = "the winner is not visible in this transaction"
    actual = "another"
    if last and last[0].seq > head.version:
        entry = read_entries(last)[0]
        actual = str(entry.seq)
        winner = f"{entry.kind} by {entry.event.by.id}, recorded at {entry.recorded_at.isoformat()}"
    return ConflictError("PF620", dossier=head.dossier, expected=head.version, actual=actual, winner=winner)
