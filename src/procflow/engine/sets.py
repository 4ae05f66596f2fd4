"""Many things that happen one after the other, decided in memory and written a set at a time.

Invariants: what comes of it is what would come of each alone, in the same order; what cannot go in a set goes alone, in
its place, once everything before it is written; a set that cannot be written as a whole is gone through again, each of
it alone, so that each loser of a race has its own error and nobody else loses with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from procflow.engine.answers import Reply
from procflow.engine.connection import writable
from procflow.errors import ProcflowError
from procflow.store.gathering import AT_ONCE

__all__ = ["Answer", "Now", "OpenSet", "Progress", "in_sets", "told"]

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)
Answer = Reply | ProcflowError
Now = Callable[[datetime | None], datetime]
"""Say what time it is, from what the database says where it was asked."""
Progress = Callable[[int, int], None]
"""Told how many are done, and how many there are."""


class OpenSet(Protocol[T_contra]):
    """Hold what was read for a set, and what has been decided since it was written last."""

    def decide(self, one: T_contra) -> Answer | None:
        """Say what comes of one; None where it has to go alone. Nothing is asked of the database."""

    def write(self) -> None:
        """Write what was decided since the last time, or raise; in either case it is not held any more."""

    def leave(self, one: T_contra) -> None:
        """Forget what one of the set concerns: it goes alone, and what was read may not be true any more."""


def in_sets(
    connection: Connection, every: Sequence[T], read: Callable[[Sequence[T]], OpenSet[T]], alone: Callable[[T], Answer]
) -> Iterator[Answer]:
    """Give the answer to each of `every`, in their order, once it is written; sets are opened by `read`."""
    for start in range(0, len(every), AT_ONCE):
        yield from _in_one(connection, every[start : start + AT_ONCE], read, alone)


def _in_one(
    connection: Connection, some: Sequence[T], read: Callable[[Sequence[T]], OpenSet[T]], alone: Callable[[T], Answer]
) -> Iterator[Answer]:
    try:
        with writable(connection):
            opened = read(some)
    except ProcflowError:  # each alone says what is the matter with it
        yield from map(alone, some)
        return
    waiting: list[tuple[T, Answer]] = []
    for one in some:
        answer = opened.decide(one)
        if answer is not None:
            waiting.append((one, answer))
            continue
        yield from _written(connection, opened, waiting, alone)
        waiting = []
        opened.leave(one)
        yield alone(one)
    yield from _written(connection, opened, waiting, alone)


def _written(
    connection: Connection, opened: OpenSet[T], waiting: Sequence[tuple[T, Answer]], alone: Callable[[T], Answer]
) -> Iterator[Answer]:
    """Write what was decided; where that fails, decide each alone, refusals too, which may have rested on it."""
    if not waiting:
        return
    try:
        with writable(connection):
            opened.write()
    except (ProcflowError, IntegrityError):
        for one, _ in waiting:
            opened.leave(one)
        yield from (alone(one) for one, _ in waiting)
    else:
        yield from (answer for _, answer in waiting)


def told(answers: Iterable[Answer], count: int, on_progress: Progress | None) -> tuple[Answer, ...]:
    """Gather answers, and tell of each as it comes."""
    gathered: list[Answer] = []
    for answer in answers:
        gathered.append(answer)
        if on_progress is not None:
            on_progress(len(gathered), count)
    return tuple(gathered)
