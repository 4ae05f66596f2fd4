"""A database of one's own in one file, for scripts, demos and small offices: SQLite, every call a durable transaction.

Invariants: a call that returns is on the disk (WAL, synchronous FULL), one that raises left nothing; the file is an
ordinary database of the engine, which a host can open and `verify` can read.
"""

import os
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from procflow.calendar import WorkCalendar
from procflow.clock import Policy
from procflow.core import PublicRow, Standing, Tally
from procflow.dossier import Actor, Adopt, Command, Dossier
from procflow.dossier.personal import FactValue
from procflow.engine.amending import NO_NAMES
from procflow.engine.answers import ChildStanding, Notice, Page, Rebuilt, Reply, Tick, Verification
from procflow.engine.child_codes import ChildCodes
from procflow.engine.clock import Clock
from procflow.engine.codes import CodeFormat
from procflow.engine.connection import prepare_sqlite
from procflow.engine.handover import HandedOver, Handover
from procflow.engine.host import NO_FACTS, TICK_LIMIT, Engine
from procflow.engine.intake import check_kind
from procflow.engine.migration import Migration, MigrationPlan
from procflow.engine.reading import EVERYTHING, PAGE_LIMIT
from procflow.engine.refused_file import NAME_OF_NO_FILE, of_something_else, sqlite_reason
from procflow.engine.report import ReportBy
from procflow.engine.sets import Progress
from procflow.errors import ProcflowError, StoreError
from procflow.procedure import Procedure
from procflow.store import Checkpoint, Entry, Line, Seal, Work
from procflow.store.schema import METADATA, journal

__all__ = ["Register", "open"]

_MEMORY = ":memory:"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON", "secure_delete=ON")


def open(  # noqa: A001, PLR0913 - `procflow.open` is the name people expect; all but one by name
    path: str | os.PathLike[str],
    procedures: Iterable[Procedure] = (),
    *,
    calendar: WorkCalendar | None = None,
    clock: Clock | None = None,
    seal: Seal | None = None,
    child_codes: ChildCodes | None = None,
) -> "Register":
    """Open the register of dossiers in the SQLite file `path`, made if it is missing; `:memory:` leaves no file.

    Raises:
        StoreError: PF635, when the file is not such a database or cannot be opened.
    """
    return Register(path, procedures, calendar=calendar, clock=clock, seal=seal, child_codes=child_codes)


class Register:
    """Keep dossiers in one SQLite file; the methods are those of `Engine`, each in a transaction of its own.

    Threads may share it.
    """

    def __init__(  # noqa: PLR0913 - all but one by name
        self,
        path: str | os.PathLike[str],
        procedures: Iterable[Procedure] = (),
        *,
        calendar: WorkCalendar | None = None,
        clock: Clock | None = None,
        seal: Seal | None = None,
        child_codes: ChildCodes | None = None,
    ) -> None:
        """Open or make the file; the other arguments are those of the engine."""
        self.engine = Engine(procedures, calendar=calendar, clock=clock, seal=seal, child_codes=child_codes)
        self.path = _spelled(path)
        self._is_closed = False
        memory = self.path == _MEMORY
        if not memory:
            _check_own(self.path)
        url = URL.create("sqlite", database=self.path)
        # In memory there is one connection, on which threads take turns; a file gives each its own.
        self._turn: AbstractContextManager[object] = RLock() if memory else nullcontext()
        one = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
        self.database = create_engine(url, **(one if memory else {}))
        event.listen(self.database, "connect", _durable)
        prepare_sqlite(self.database)
        try:
            with self._transaction() as connection:
                self.engine.create_tables(connection)
        except DatabaseError as error:
            self.close()
            raise StoreError("PF635", path=self.path, reason=sqlite_reason(error.orig)) from error

    def submit(  # noqa: PLR0913 - the parts of a submission, each by name
        self,
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
        """Hand in a dossier, as `Engine.submit` does."""
        with self._transaction() as connection:
            return self.engine.submit(
                connection,
                code,
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
                command_id=command_id,
                dossier_id=dossier_id,
            )

    def adopt(
        self, code: str, command: Adopt, *, command_id: str | None = None, dossier_id: str | None = None
    ) -> Reply:
        """Take over a dossier begun elsewhere, as `Engine.adopt` does."""
        with self._transaction() as connection:
            return self.engine.adopt(connection, code, command, command_id=command_id, dossier_id=dossier_id)

    def send(self, dossier_id: str, command: Command, *, command_id: str | None = None) -> Reply:
        """Let a command happen to a dossier, as `Engine.send` does."""
        with self._transaction() as connection:
            return self.engine.send(connection, dossier_id, command, command_id=command_id)

    def send_many(
        self, commands: Iterable[tuple[str, Command, str | None]], *, on_progress: Progress | None = None
    ) -> tuple[Reply | ProcflowError, ...]:
        """Send many commands in one transaction, as `Engine.send_many` does."""
        with self._transaction() as connection:
            return self.engine.send_many(connection, commands, on_progress=on_progress)

    def new_code(self, agency: str, day: date | None = None, *, form: CodeFormat = CodeFormat.QD20_2020) -> str:
        """Take the next dossier code of an agency, as `Engine.new_code` does."""
        with self._transaction() as connection:
            return self.engine.new_code(connection, agency, day, form=form)

    def hand_over(self, handover: Handover, *, on_progress: Progress | None = None) -> HandedOver:
        """Hand in every dossier a record of the post lists, as `Engine.hand_over` does."""
        with self._transaction() as connection:
            return self.engine.hand_over(connection, handover, on_progress=on_progress)

    def erase(  # noqa: PLR0913 - the parts of an erasure, each by name
        self,
        dossier_id: str,
        *,
        by: Actor,
        basis: str,
        reason: str = "",
        names: Iterable[str] = (),
        command_id: str | None = None,
    ) -> Reply:
        """Erase personal values, as `Engine.erase` does, and from the file's write-ahead log too."""
        with self._transaction() as connection:
            reply = self.engine.erase(
                connection, dossier_id, by=by, basis=basis, reason=reason, names=names, command_id=command_id
            )
        with self.database.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None  # noqa: S101 - a connection of a pool has its driver's
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return reply

    def personal(self, dossier_id: str) -> Mapping[str, FactValue]:
        """Give the personal values of a dossier, as `Engine.personal` does."""
        with self._transaction() as connection:
            return self.engine.personal(connection, dossier_id)

    def tick(self, now: datetime | None = None, *, limit: int = TICK_LIMIT) -> Tick:
        """Wake what is due, as `Engine.tick` does."""
        with self._transaction() as connection:
            return self.engine.tick(connection, now, limit=limit)

    def change_calendar(  # noqa: PLR0913 - the parts of a notice, each by name
        self,
        old: WorkCalendar,
        new: WorkCalendar,
        *,
        by: Actor,
        reason: str,
        policy: Policy = Policy.KEEP_PROMISE,
        limit: int = TICK_LIMIT,
    ) -> Notice:
        """Count open dossiers by another calendar, as `Engine.change_calendar` does."""
        with self._transaction() as connection:
            return self.engine.change_calendar(connection, old, new, by=by, reason=reason, policy=policy, limit=limit)

    def plan_migration(  # noqa: PLR0913 - the parts of a plan, each by name
        self,
        code: str,
        old: str,
        new: str,
        *,
        basis: str = "",
        steps: Mapping[str, str] = NO_NAMES,
        cases: Mapping[str, str] = NO_NAMES,
        chosen: Collection[str] = (),
        after: str = "",
        limit: int = TICK_LIMIT,
    ) -> MigrationPlan:
        """Say what moving open dossiers to another version would do, as `Engine.plan_migration` does."""
        with self._transaction() as connection:
            return self.engine.plan_migration(
                connection,
                code,
                old,
                new,
                basis=basis,
                steps=steps,
                cases=cases,
                chosen=chosen,
                after=after,
                limit=limit,
            )

    def migrate(self, plan: MigrationPlan, *, by: Actor, limit: int = TICK_LIMIT) -> Migration:
        """Carry out a plan, as `Engine.migrate` does."""
        with self._transaction() as connection:
            return self.engine.migrate(connection, plan, by=by, limit=limit)

    def rebuild(self, *, after: str = "", limit: int = TICK_LIMIT) -> Rebuilt:
        """Make rows anew from their journals, as `Engine.rebuild` does."""
        with self._transaction() as connection:
            return self.engine.rebuild(connection, after=after, limit=limit)

    def next_wake(self) -> datetime | None:
        """Say when the first dossier needs waking, as `Engine.next_wake` does."""
        with self._transaction() as connection:
            return self.engine.next_wake(connection)

    def dossier(self, dossier_id: str) -> Dossier:
        """Give a dossier, as `Engine.dossier` does."""
        with self._transaction() as connection:
            return self.engine.dossier(connection, dossier_id)

    def history(self, dossier_id: str) -> tuple[Entry, ...]:
        """Give the journal of a dossier, as `Engine.history` does."""
        with self._transaction() as connection:
            return self.engine.history(connection, dossier_id)

    def public_timeline(self, dossier_id: str) -> tuple[PublicRow, ...]:
        """Tell what anybody may see of a dossier, as `Engine.public_timeline` does."""
        with self._transaction() as connection:
            return self.engine.public_timeline(connection, dossier_id)

    def children(self, dossier_id: str, as_of: datetime | None = None) -> tuple[ChildStanding, ...]:
        """Say how the interlinked dossiers of a dossier stand, as `Engine.children` does."""
        with self._transaction() as connection:
            return self.engine.children(connection, dossier_id, as_of)

    def worklist(self, work: Work = EVERYTHING, *, after: str = "", limit: int = PAGE_LIMIT) -> tuple[Line, ...]:
        """List open dossiers, as `Engine.worklist` does."""
        with self._transaction() as connection:
            return self.engine.worklist(connection, work, after=after, limit=limit)

    def report(self, as_of: datetime | None = None, *, by: ReportBy | None = None) -> Mapping[str, Tally]:
        """Count how dossiers stand, as `Engine.report` does."""
        with self._transaction() as connection:
            return self.engine.report(connection, as_of, by=by)

    def standing(self, dossier_id: str, as_of: datetime | None = None) -> Standing:
        """Say how a dossier stands, as `Engine.standing` does."""
        with self._transaction() as connection:
            return self.engine.standing(connection, dossier_id, as_of)

    def events_since(self, cursor: str = "", *, limit: int = PAGE_LIMIT) -> Page:
        """Give a page of everything recorded after `cursor`, as `Engine.events_since` does."""
        with self._transaction() as connection:
            return self.engine.events_since(connection, cursor, limit=limit)

    def checkpoint(self) -> Checkpoint:
        """Take the heads of all journals, as `Engine.checkpoint` does."""
        with self._transaction() as connection:
            return self.engine.checkpoint(connection)

    def verify(self, dossier_id: str | None = None, *, against: Checkpoint | None = None) -> Verification:
        """Verify what is kept, as `Engine.verify` does."""
        with self._transaction() as connection:
            return self.engine.verify(connection, dossier_id, against=against)

    def close(self) -> None:
        """Close the file; whoever goes on with this register is told so (PF655)."""
        self._is_closed = True
        self.database.dispose()

    def __enter__(self) -> Self:
        """Give the register itself; raise `StoreError` PF655 when it was closed."""
        self._check_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def _check_open(self) -> None:
        """Refuse what would open the file again, or, of a register in memory, an empty one."""
        if self._is_closed:
            raise StoreError("PF655", path=self.path)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self._check_open()
        with self._turn, self.database.connect() as connection:
            yield connection
            connection.commit()


def _spelled(path: str | os.PathLike[str]) -> str:
    """Give a path as text; no name at all would be a file that vanishes with the connection.

    Raises:
        MisuseError: PF616 for what is no path.
        StoreError: PF635 for one that can be the name of no file.
    """
    check_kind(path, (str, bytes, os.PathLike), "path", "str | PathLike[str]")
    name = os.fsdecode(path)
    if not name or _UNNAMEABLE.search(name):
        raise StoreError("PF635", path=repr(name), reason=NAME_OF_NO_FILE)
    return name


_UNNAMEABLE: Final = re.compile("[\0\ud800-\udfff]")


def _check_own(path: str) -> None:
    """Refuse a file that is another program's database before anything about it is changed, its journal mode included.

    Raises:
        StoreError: PF635; PF663 for one of procflow's whose journal somebody removed.
    """
    if not os.path.exists(path):  # noqa: PTH110 - SQLite takes a path as text, and so does this
        return
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as found:
            names = [name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    except sqlite3.Error as error:
        raise StoreError("PF635", path=path, reason=sqlite_reason(error)) from error
    if journal.name not in names and not METADATA.tables.keys().isdisjoint(names):
        raise StoreError("PF663", missing=journal.name)
    if names and journal.name not in names:
        raise StoreError("PF635", path=path, reason=of_something_else(names[0]))


def _durable(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:  # a connection that never reached the pool is closed by nobody else
        connection.close()
        raise
    cursor.close()
