"""What becomes of dossiers that are on their way when the world around them changes: a notice, a new law, a release.

Invariants: nothing moves but by events that say why, in the host's transaction and in batches; what time had brought
about comes first; what cannot be moved is left as it is and reported.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from procflow.calendar import WorkCalendar
from procflow.clock import Policy, Restated
from procflow.core import Law, change_calendar
from procflow.dossier import Actor, Dossier, Event
from procflow.dossier.frozen_dict import FrozenDict
from procflow.engine.answers import Failure, Moved, Notice, Rebuilt
from procflow.engine.batch import in_batch
from procflow.engine.child_codes import ChildCodes
from procflow.engine.clock import Clock
from procflow.engine.connection import Host, working, writable
from procflow.engine.intake import check_limit, clean, possible_id
from procflow.engine.kindred import Kindred, KindredBatch, is_linked
from procflow.engine.lost_race import while_rebuilt
from procflow.engine.migration import Migration, MigrationPlan, Move, moved, planned
from procflow.engine.numbering import Numbering
from procflow.engine.progress import pass_time
from procflow.engine.sealing import state_to_change
from procflow.engine.shelf import Shelf
from procflow.errors import ConflictError, JournalError, MisuseError, ProcflowError
from procflow.procedure import Procedure
from procflow.store import (
    NO_SEAL,
    Act,
    Change,
    Record,
    Seal,
    Stored,
    counted_by,
    database_time,
    encode_moment,
    head_after,
    project,
    read_state,
    records,
    state_upto,
    write_records,
)
from procflow.store.feed import restart
from procflow.store.projection import Head, Value
from procflow.store.rebuilding import put_row, rows_after
from procflow.store.versions import claim, definitions_of, under_definitions, versions_kept

__all__ = ["BATCH", "Amending"]

BATCH: Final = 500
NO_NAMES: Final[Mapping[str, str]] = FrozenDict()
T = TypeVar("T")
Doing = Callable[[Law, Dossier], tuple[tuple[Event, ...], Dossier, T]]
"""Say what happens to a dossier under its law: the events, the dossier after them, and what to report."""


class Amending(Numbering):
    """Change the calendar or the version open dossiers are under, and make their rows anew."""

    def __init__(
        self,
        procedures: Iterable[Procedure],
        *,
        calendar: WorkCalendar | None,
        clock: Clock | None,
        seal: Seal | None,
        child_codes: ChildCodes | None,
    ) -> None:
        """Serve `procedures` on `calendar`, read by `clock`, seal with `seal`, give children `child_codes`."""
        super().__init__(Shelf(procedures, calendar), clock, seal)
        self._kindred = Kindred(self._shelf, self._row, child_codes, seal)

    def change_calendar(  # noqa: PLR0913 - the parts of a notice, each by name
        self,
        host: Host,
        old: WorkCalendar,
        new: WorkCalendar,
        *,
        by: Actor,
        reason: str,
        policy: Policy = Policy.KEEP_PROMISE,
        limit: int = BATCH,
    ) -> Notice:
        """Count up to `limit` open dossiers by `new` instead of `old` from now on, as a notice demands.

        Dates move as `policy` lets them, by events that give `reason`, and each move is reported; what was promised is
        kept beside. Commit, and call again while `more`. Dossiers handed in later are counted by the calendar the
        engine was given.

        Raises:
            ConflictError: PF622, when another writer was faster; nothing was changed then.
        """
        by, reason = clean(by, reason)
        with working(host) as connection, writable(connection):
            now = self._now(database_time(connection))
            self._shelf.keep_both(connection, old, new)
            families = KindredBatch(self._kindred, connection, now)

            def restate(law: Law, dossier: Dossier) -> tuple[tuple[Event, ...], Dossier, tuple[Restated, ...]]:
                at = max(now, dossier.last_at)
                return change_calendar(
                    dossier, old, new, procedure=law.procedure, by=by, at=at, reason=reason, policy=policy
                )

            def treat(stored: Stored) -> tuple[Moved, Change | None]:
                limits, change = self._move_on(connection, stored, families, now, restate)
                return Moved(stored.head.dossier, limits), change

            done, failed = in_batch(
                connection,
                lambda count, seen: counted_by(connection, old.version, count, seen),
                treat,
                limit,
                families,
            )
            return Notice(done, failed, more=len(done) >= limit)

    def plan_migration(  # noqa: PLR0913 - the parts of a plan, each by name
        self,
        host: Host,
        code: str,
        old: str,
        new: str,
        *,
        basis: str = "",
        steps: Mapping[str, str] = NO_NAMES,
        cases: Mapping[str, str] = NO_NAMES,
        chosen: Collection[str] = (),
        after: str = "",
        limit: int = BATCH,
    ) -> MigrationPlan:
        """Say what moving open dossiers of `code` from version `old` to version `new` would do; nothing is written.

        The new version's transitional clause says which dossiers may be moved; without one, only those not accepted
        before it took effect. `basis` adds to the article the clause names; `steps` and `cases` add to what it says the
        old ones are called; `chosen` are the dossiers whose applicants chose the new law, where the clause asks them.
        Up to `limit` dossiers are looked at; go on `after` the plan's cursor while `more`.

        Raises:
            MisuseError: PF690 when a version is not known here, PF689 when the two are one; PF612 and on, when `basis`
                cannot be recorded.
        """
        _, basis = clean(Actor("plan"), basis)
        check_limit(limit)
        with working(host) as connection:
            plan = MigrationPlan(
                code,
                old,
                new,
                self._now(database_time(connection)),
                (),
                (),
                FrozenDict(steps),
                FrozenDict(cases),
                frozenset(chosen),
                basis,
            )
            self._versions(connection, plan)
            page = under_definitions(connection, definitions_of(connection, code, old), after, limit)
            looked = [self._look(connection, plan, stored) for stored in page]
            return replace(
                plan,
                moves=tuple(one for one in looked if isinstance(one, Move)),
                refused=tuple(one for one in looked if isinstance(one, Failure)),
                more=len(page) >= limit,
                cursor=page[-1].head.dossier if page else after,
            )

    def migrate(self, host: Host, plan: MigrationPlan, *, by: Actor, limit: int = BATCH) -> Migration:
        """Carry out up to `limit` moves of `plan`, each as an event with its basis, and report them.

        A dossier that changed since the plan was made is left as it is and reported (PF688), as is one that another
        worker holds, which stays in what is `left`. Commit, and go on with `left` while it has moves.

        Raises:
            ConflictError: PF622, when another writer was faster; nothing was moved then.
            MisuseError: PF690, when a version is not known here; PF616, when `limit` is none.
        """
        check_limit(limit)
        by, basis = clean(by, plan.basis)
        plan = replace(plan, basis=basis)
        with working(host) as connection, writable(connection):
            now = self._now(database_time(connection))
            self._versions(connection, plan)
            families = KindredBatch(self._kindred, connection, now)
            wanted = {possible_id(move.dossier_id): move for move in plan.moves[:limit]}

            def treat(stored: Stored) -> tuple[Move, Change | None]:
                move = wanted[stored.head.dossier]
                if stored.head.version != move.version:
                    raise ConflictError("PF688", dossier=move.dossier_id)

                def cross(old: Law, dossier: Dossier) -> tuple[tuple[Event, ...], Dossier, Move]:
                    new = self._counterpart(plan, old)
                    return *moved(plan, move, dossier, old=old, new=new, by=by, at=now), move

                return self._move_on(connection, stored, families, now, cross)

            done, failed = in_batch(
                connection,
                lambda _, seen: claim(connection, wanted.keys() - set(seen)),
                treat,
                len(wanted) or 1,
                families,
            )
            over = {move.dossier_id for move in done} | {failure.dossier_id for failure in failed}
            left = tuple(move for move in plan.moves if move.dossier_id not in over)
            return Migration(done, failed, replace(plan, moves=left, refused=()))

    def restart_feed(self, host: Host) -> str:
        """Begin the feed anew after a dump was restored, and give the cursor that follows everything restored.

        Transaction numbers, by which the feed is ordered on PostgreSQL, are those of one cluster. Call this once, while
        nobody writes; who had read everything before goes on from the cursor it gives, everybody else from "".
        """
        with working(host) as connection, writable(connection):
            return restart(connection)

    def rebuild(self, host: Host, *, after: str = "", limit: int = BATCH) -> Rebuilt:
        """Make the rows of up to `limit` dossiers anew from their journals, in the order of their ids.

        Journals are read and never written; a row that is as it should be is left alone, one whose head is not the end
        of its journal is reported (PF643) and left as it is. Commit, and go on `after` the cursor while `more`.

        Raises:
            MisuseError: PF616, when `limit` is none.
        """
        check_limit(limit)
        with working(host) as connection, writable(connection):
            page = rows_after(connection, after, limit)
            failed: list[Failure] = []
            changed: list[str] = []
            for head, row in page:
                try:
                    if self._rebuilt(connection, head, row):
                        changed.append(head.dossier)
                except ProcflowError as error:
                    failed.append(Failure(head.dossier, error))
            cursor = page[-1][0].dossier if page else after
            return Rebuilt(len(page), tuple(changed), tuple(failed), more=len(page) >= limit, cursor=cursor)

    def _rebuilt(self, connection: Connection, head: Head, row: Mapping[str, Value]) -> bool:
        chain = records(connection, head.dossier)
        if not chain or (chain[-1].seq, chain[-1].hash) != (head.version, head.hash):
            raise JournalError("PF643", dossier=head.dossier)
        new = project(head, state_upto(connection, head.dossier, head.version))
        if new == row:
            return False
        if not put_row(connection, head, new):
            raise ConflictError("PF622", reason=while_rebuilt(head.dossier))
        return True

    def _move_on(
        self,
        connection: Connection,
        stored: Stored,
        families: KindredBatch,
        now: datetime,
        do: Doing[T],
    ) -> tuple[T, Change | None]:
        """Let time pass for a dossier, then `do` what the batch does; members of a family move on with it."""
        dossier_id = stored.head.dossier
        before = state_to_change(connection, stored, self._seal)
        if not is_linked(before):
            law = self._shelf.pinned(connection, before)
            woken, dossier = pass_time(law, dossier_id, before, now)
            events, dossier, result = do(law, dossier)
            if not is_linked(dossier):
                self._keep_law(connection, dossier, law)
                acts = [*(Act((event,)) for event in woken), Act(events)]
                new = write_records(stored.head, acts, encode_moment(now))
                return result, Change(stored.head, self._row(new, dossier, stored.state), new)
        family, member = families.up_to_date(dossier_id, before)
        events, dossier, result = do(member.law, member.dossier)
        family.add(dossier_id, events, dossier, law=self._keep_law(connection, dossier, member.law))
        return result, None

    def _keep_law(self, connection: Connection, dossier: Dossier, law: Law) -> Law:
        """Give the law a dossier is under now, and keep its text where that is another than `law`."""
        if dossier.definition == law.procedure.hash:
            return law
        new = replace(law, procedure=self._shelf.pinned(connection, dossier).procedure)
        self._shelf.keep(connection, new, definition=True, calendar=False)
        return new

    def _look(self, connection: Connection, plan: MigrationPlan, stored: Stored) -> Move | Failure:
        dossier_id = stored.head.dossier
        try:
            dossier = read_state(connection, stored)
            law = self._shelf.pinned(connection, dossier)
            _, dossier = pass_time(law, dossier_id, dossier, plan.made_at)
            new = self._counterpart(plan, law)
            return planned(plan, dossier_id, dossier, version=stored.head.version, old=law, new=new)
        except ProcflowError as error:
            return Failure(dossier_id, error)

    def _versions(self, connection: Connection, plan: MigrationPlan) -> None:
        """Refuse a plan between versions nobody knows, or from a version to itself."""
        known = versions_kept(connection, plan.code) | self._shelf.versions(plan.code).keys()
        if plan.old not in known or plan.new not in self._shelf.versions(plan.code):
            missing = plan.new if plan.old in known else plan.old
            raise MisuseError("PF690", code=plan.code, version=missing, known=", ".join(sorted(known)) or "-")
        # One version may stand here twice, once as an earlier release of its profile made it: from there it can move.
        given = {one.hash for one in self._shelf.versions(plan.code)[plan.new]}
        if plan.old == plan.new and definitions_of(connection, plan.code, plan.old) <= given:
            raise MisuseError("PF689", old=f"{plan.code} {plan.old}", new=f"{plan.code} {plan.new}")

    def _counterpart(self, plan: MigrationPlan, old: Law) -> Law:
        """Give the new version as the old one was: with the overlay of the same province, or without one."""
        same = [one for one in self._shelf.versions(plan.code)[plan.new] if one.overlay == old.procedure.overlay]
        if not same:
            name = f"{plan.new} ({old.procedure.overlay})"
            raise MisuseError("PF690", code=plan.code, version=name, known=plan.new)
        return replace(old, procedure=same[-1])

    def _row(self, new: Sequence[Record], dossier: Dossier, since: bytes = b"") -> Mapping[str, Value]:
        head = head_after(new)
        return {**project(head, dossier, since), **(NO_SEAL if self._seal is None else self._seal.columns(head))}
