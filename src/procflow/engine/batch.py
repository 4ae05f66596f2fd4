"""Many dossiers moved on at once, in a few statements; one that cannot be is passed over and reported.

Invariant: a batch is written whole or not at all; what other workers hold is left to them.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection

from procflow.engine.answers import Failure
from procflow.engine.connection import writable
from procflow.engine.intake import check_limit
from procflow.engine.lost_race import MEANWHILE
from procflow.errors import ConflictError, MisuseError, ProcflowError
from procflow.store import Change, Stored, append_many

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
    also: Callable[[], None] | None = None,
) -> tuple[tuple[T, ...], tuple[Failure, ...]]:
    """Treat up to `limit` dossiers and write what changed; give what came of each, and what failed.

    `also` writes what was gathered elsewhere for the dossiers without a change of their own.

    Raises:
        ConflictError: PF622, when a writer outside a batch was faster; nothing was written then.
        MisuseError: PF616, when `limit` is none; PF613, when it is more than a database takes the names of at once.
    """
    check_limit(limit)
    if limit > _MOST:
        raise MisuseError("PF613", field="limit", size=limit, limit=_MOST)
    done: list[T] = []
    changes: list[Change] = []
    failed: list[Failure] = []
    seen: list[str] = []
    while len(done) < limit and len(seen) < _MOST:  # those that fail each time must not keep others from their turn
        claimed = claim(limit - len(done), seen)
        for stored in claimed:
            seen.append(stored.head.dossier)
            try:
                result, change = treat(stored)
            except ProcflowError as error:
                failed.append(Failure(stored.head.dossier, error))
            else:
                done.append(result)
                changes += [] if change is None else [change]
        if not claimed or not failed:
            break
    if done:
        with writable(connection):
            if changes and not append_many(connection, changes):
                raise ConflictError("PF622", reason=MEANWHILE)
            if also is not None:
                also()
    return tuple(done), tuple(failed)
