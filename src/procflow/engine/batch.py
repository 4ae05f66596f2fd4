"""Many dossiers moved on at once, in a few statements; one that cannot be is passed over and reported.

Invariant: a batch is written whole or not at all; what other workers hold is left to them.
"""

from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from procflow.engine.answers import Failure
from procflow.engine.connection import writable
from procflow.engine.intake import check_limit
from procflow.engine.kindred import KindredBatch
from procflow.engine.lost_race import MEANWHILE
from procflow.errors import ConflictError, JournalError, MisuseError, ProcflowError
from procflow.store import Change, Stored, append_many
from procflow.store.gathering import overgrown

__all__ = ["Claim", "in_batch"]

T = TypeVar("T")
Claim = Callable[[int, list[str]], list[Stored]]
"""Claim up to so many dossiers, but not those named."""

_MOST: Final = 10_000
"""The most dossiers of one batch, whether they can be treated or not.

Those it has seen are named to the database, and SQLite takes 32,766 values.
"""


def in_batch(
    connection: Connection,
    claim: Claim,
    treat: Callable[[Stored], tuple[T, Change | None]],
    limit: int,
    families: KindredBatch,
) -> tuple[tuple[T, ...], tuple[Failure, ...]]:
    """Treat up to `limit` dossiers and write what changed; give what came of each, and what failed.

    `families` gathers what is to be written of dossiers without a change of their own. Where one dossier cannot be
    written, because its journal goes on behind its head or the id of a child is taken, the batch begins anew without.

    Raises:
        ConflictError: PF622, when a writer outside a batch was faster; nothing was written then.
        MisuseError: PF616, when `limit` is none; PF613, when it is more than a database takes the names of at once.
    """
    check_limit(limit)
    if limit > _MOST:
        raise MisuseError("PF613", field="limit", size=limit, limit=_MOST)
    batch = _Batch[T](connection, families)
    while True:
        batch.begin_anew()
        batch.decide(claim, treat, limit)
        try:
            batch.write()
        except IntegrityError as error:
            found = {one: JournalError("PF643", dossier=one) for one in overgrown(connection, batch.written())}
            if not batch.blame(found):
                raise ConflictError("PF622", reason=MEANWHILE) from error
        except ConflictError as error:
            if error.code != "PF623" or not batch.blame({str(error.params["dossier"]): error}):
                raise
        else:
            return tuple(batch.done), tuple(batch.failed)


class _Batch(Generic[T]):
    """Hold what became of the dossiers of a batch so far; `blamed` are those without which it begins anew."""

    def __init__(self, connection: Connection, families: KindredBatch) -> None:
        self._connection = connection
        self._families = families
        self._blamed: dict[str, ProcflowError] = {}
        self.begin_anew()

    def begin_anew(self) -> None:
        self._families.begin_anew()
        self.done: list[T] = []
        self._changes: list[Change] = []
        self._seen = list(self._blamed)
        self.failed = [Failure(one, error) for one, error in self._blamed.items()]

    def decide(self, claim: Claim, treat: Callable[[Stored], tuple[T, Change | None]], limit: int) -> None:
        """Treat dossiers until there are enough; those that fail each time must not keep others from their turn."""
        while len(self.done) < limit and len(self._seen) < _MOST:
            claimed = claim(limit - len(self.done), self._seen)
            for stored in claimed:
                self._seen.append(stored.head.dossier)
                try:
                    result, change = treat(stored)
                except ProcflowError as error:
                    self.failed.append(Failure(stored.head.dossier, error))
                else:
                    self.done.append(result)
                    self._changes += [] if change is None else [change]
            if not claimed or not self.failed:
                break

    def write(self) -> None:
        """Write everything or nothing."""
        if not self.done:
            return
        with writable(self._connection):
            if self._changes and not append_many(self._connection, self._changes):
                raise ConflictError("PF622", reason=MEANWHILE)
            self._families.write()

    def written(self) -> set[str]:
        """Name every dossier that was to be written."""
        return {*self._seen, *(member for one in self._seen for member in self._families.kin_of(one))}

    def blame(self, found: Mapping[str, ProcflowError]) -> bool:
        """Blame what was found wrong with dossiers on them and on whoever moves on with them; say if anybody is."""
        before = len(self._blamed)
        for one in self._seen:
            error = next((found[each] for each in (one, *self._families.kin_of(one)) if each in found), None)
            if error is not None:
                self._blamed[one] = error
        return len(self._blamed) > before
