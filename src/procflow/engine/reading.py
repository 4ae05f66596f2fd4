"""What can be read of the dossiers of a host: states, journals, work lists, standings, feeds, and whether they verify.

Invariants: reading writes nothing; personal values leave by `personal` alone.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeVar

from procflow.clock import Debtor
from procflow.core import PublicRow, Standing, StandingKind, Tally, classify, public_timeline
from procflow.dossier import Dossier, Event
from procflow.dossier.personal import FactValue
from procflow.engine.answers import Page, Verification
from procflow.engine.clock import Clock, SystemClock, aware
from procflow.engine.connection import Host, working
from procflow.engine.intake import check_limit, possible_id
from procflow.engine.privacy import personal_values
from procflow.engine.report import ReportBy, counted
from procflow.engine.shelf import Shelf
from procflow.errors import JournalError, MisuseError, StoreError
from procflow.store import (
    Checkpoint,
    Entry,
    Line,
    Seal,
    Work,
    check_tables,
    database_time,
    decode_moment,
    feed,
    heads,
    next_due,
    read,
    read_entries,
    read_state,
    records,
    verify,
    worklist,
)

__all__ = ["EVERYTHING", "PAGE_LIMIT", "Reading", "found"]

EVERYTHING: Final = Work()
PAGE_LIMIT: Final = 1_000
T = TypeVar("T")


class Reading:
    """Read what an engine keeps; the first argument of each call is the host's connection or session."""

    def __init__(self, shelf: Shelf, clock: Clock | None, seal: Seal | None) -> None:
        """Read by `clock`, or the database's or the system's where none is given; verify with `seal` if any."""
        self._shelf = shelf
        self._clock = clock
        self._system = SystemClock()
        self._seal = seal

    def next_wake(self, host: Host) -> datetime | None:
        """Say when the first dossier needs waking; None while time alone changes nothing."""
        with working(host) as connection:
            moment = next_due(connection)
        return None if moment is None else decode_moment(moment)

    def dossier(self, host: Host, dossier_id: str) -> Dossier:
        """Give a dossier as the events recorded so far make it.

        Raises:
            StoreError: PF601, when there is none of that id.
        """
        with working(host) as connection:
            return read_state(connection, found(read(connection, possible_id(dossier_id)), dossier_id))

    def history(self, host: Host, dossier_id: str) -> tuple[Entry, ...]:
        """Give the journal of a dossier, first entry first.

        Raises:
            StoreError: PF601, when there is none of that id.
            JournalError: PF645, when an entry is not as it was recorded; `verify` says more.
        """
        with working(host) as connection:
            entries = read_entries(records(connection, possible_id(dossier_id)))
            if not entries:
                raise StoreError("PF601", dossier=dossier_id)
            return entries

    def public_timeline(self, host: Host, dossier_id: str) -> tuple[PublicRow, ...]:
        """Tell what anybody may see of a dossier who has its code: how far it is, its dates, who is waited for.

        Nothing anybody typed in is told: no name, no reason, no fact. `procflow.render.describe_public` says a row in
        words.

        Raises:
            StoreError: PF601, when there is none of that id.
        """
        entries = self.history(host, dossier_id)
        with working(host) as connection:
            dossier = read_state(connection, found(read(connection, possible_id(dossier_id)), dossier_id))
            procedure = self._shelf.pinned(connection, dossier).procedure
        return public_timeline(procedure, (entry.event for entry in entries))

    def worklist(
        self, host: Host, work: Work = EVERYTHING, *, after: str = "", limit: int = PAGE_LIMIT
    ) -> tuple[Line, ...]:
        """List open dossiers, those due first before others; go on `after` the cursor of the last line.

        Raises:
            MisuseError: PF652, when `after` is not the cursor of a line; PF610 or PF616 for a moment or a limit that is
                none, or for somebody who is never waited for.
        """
        check_limit(limit)
        if work.waits_for and work.waits_for not in list(Debtor):
            raise MisuseError("PF616", field="waits_for", given=work.waits_for[:64], wanted=" | ".join(sorted(Debtor)))
        for moment in (work.due_before, work.overdue_at):
            if moment is not None:
                aware(moment)
        with working(host) as connection:
            steps = self._shelf.steps_of(connection, work.actor) if work.actor else None
            return worklist(connection, work, after=after, limit=limit, steps=steps)

    def report(self, host: Host, as_of: datetime | None = None, *, by: ReportBy | None = None) -> Mapping[str, Tally]:
        """Count how every dossier handed in by `as_of` stood then, or every visit to a step with `by=ReportBy.STEP`.

        What happened later is left out. The figures are those of the journals; what nothing happened to since `as_of`
        is counted by its row, which `verify` holds against them. Received = settled + pending + ended otherwise.

        Raises:
            JournalError: PF645, when an entry is not as it was recorded.
        """
        kinds: dict[str, Counter[StandingKind]] = {}
        if by is not None and by not in list(ReportBy):
            raise MisuseError("PF616", field="by", given=str(by), wanted=" | ".join(ReportBy))
        with working(host) as connection:
            moment = self._now(database_time(connection)) if as_of is None else aware(as_of)
            for name, kind in counted(connection, by or ReportBy.AGENCY, moment):
                kinds.setdefault(name, Counter())[kind] += 1
        return {name: Tally.of(counter.elements()) for name, counter in sorted(kinds.items())}

    def standing(self, host: Host, dossier_id: str, as_of: datetime | None = None) -> Standing:
        """Say how a dossier stands, or stood at `as_of`, against the date due by law, from its events.

        Raises:
            StoreError: PF601, when there is none of that id.
            MisuseError: PF618, when it was not handed in by then.
        """
        return classify(*self._known(host, dossier_id, as_of))

    def _known(self, host: Host, dossier_id: str, as_of: datetime | None) -> tuple[list[Event], datetime]:
        """Give what had happened to a dossier by a moment, and the moment: now, where none is given.

        A clock that was set back makes nothing of what is recorded unhappened.
        """
        with working(host) as connection:
            now = self._now(database_time(connection)) if as_of is None else aware(as_of)
        events = [entry.event for entry in self.history(host, dossier_id)]
        moment = max(now, *(event.at for event in events)) if as_of is None else now
        if events[0].at > moment:
            raise MisuseError("PF618", dossier=dossier_id, at=moment)
        return [event for event in events if event.at <= moment], moment

    def events_since(self, host: Host, cursor: str = "", *, limit: int = PAGE_LIMIT) -> Page:
        """Give a page of everything recorded after `cursor`, in an order no later commit slips in behind.

        Keep the cursor of the last page in the transaction in which you act on it: you then see every entry at least
        once, and exactly once where acting is part of that transaction.

        Raises:
            MisuseError: PF652, when the cursor is not one a page gave; PF616, when `limit` is none.
            JournalError: PF645, when an entry is not as it was recorded.
        """
        check_limit(limit)
        with working(host) as connection:
            read, following = feed(connection, cursor, limit)
            return Page(read_entries(read), following)

    def checkpoint(self, host: Host) -> Checkpoint:
        """Take the heads of all journals, to keep outside the database: `text()` spells them, `root` is one line."""
        with working(host) as connection:
            return Checkpoint(self._now(database_time(connection)), heads(connection))

    def verify(self, host: Host, dossier_id: str | None = None, *, against: Checkpoint | None = None) -> Verification:
        """Verify the journal of one dossier, or everything procflow keeps, against what was recorded.

        `against` is a checkpoint kept outside; without one, whoever can write to the whole database can remove a
        dossier unseen, and without a seal of the engine rewrite one.

        Raises:
            StoreError: PF601, when `dossier_id` can be the id of none; PF632 without procflow's tables, PF663 without
                some of them.
            JournalError: PF640, whose `params["findings"]` lists everything that is not as it was recorded.
        """
        only = None if dossier_id is None else possible_id(dossier_id)
        with working(host) as connection:
            check_tables(connection)
            verified = verify(connection, only, seal=self._seal, against=against)
        findings = verified.findings
        if findings:
            first = findings[0]
            raise JournalError("PF640", count=len(findings), code=first.code, first=first, findings=tuple(findings))
        return Verification(verified.dossiers, verified.entries)

    def personal(self, host: Host, dossier_id: str) -> Mapping[str, FactValue]:
        """Give the personal values of a dossier as they stand, by name; those that were erased are left out.

        This is the one door they leave by: states, journals and feeds hold commitments in their place.

        Raises:
            StoreError: PF601, when there is none of that id.
            JournalError: PF670, PF671, when a value is not the one the journal commits to.
        """
        with working(host) as connection:
            stored = found(read(connection, possible_id(dossier_id)), dossier_id)
            while True:
                try:
                    return personal_values(connection, dossier_id, read_state(connection, stored))
                except JournalError:  # an erasure may have come between the two
                    again = found(read(connection, dossier_id), dossier_id)
                    if again.head == stored.head:
                        raise
                    stored = again

    def _now(self, database: datetime | None) -> datetime:
        """Say what time it is: the host's clock where it gave one, else the database's, else the system's."""
        if self._clock is not None:
            return aware(self._clock.now())
        return database or self._system.now()


def found(stored: T | None, dossier_id: str) -> T:
    """Give what was read of a dossier; raise `StoreError` PF601 when there is none of that id."""
    if stored is None:
        raise StoreError("PF601", dossier=str(dossier_id)[:128])
    return stored
