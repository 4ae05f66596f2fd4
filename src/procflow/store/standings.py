"""What stands in rows and journals about how dossiers stand, a page of dossiers at a time.

Invariants: a page takes one statement for its rows and at most three for what its journals have to add, however many
dossiers it holds; how many there are altogether does not decide how much is held at once; of a journal nothing is
given that came after the row was read.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from procflow.clock import Limit
from procflow.core.standing import Gist
from procflow.core.tally import VISIT_KINDS
from procflow.dossier import (
    MAIN_LIMIT,
    Event,
    LimitExtended,
    LimitHeld,
    LimitRestarted,
    LimitRestated,
    LimitResumed,
    LimitStarted,
)
from procflow.store.chain import Record
from procflow.store.encoding import EncodingError
from procflow.store.journal import read_entries
from procflow.store.schema import dossier, journal
from procflow.store.states import STATE_SHAPE, decode_part

__all__ = ["PAGE", "Sketch", "journals_of", "last_limits_of", "sketches", "visits_of"]

PAGE: Final = 500
_ROWS: Final = (
    select(dossier.c.id, dossier.c.version, dossier.c.shape, dossier.c.state)
    .where(dossier.c.id > bindparam("after"), dossier.c.submitted_at <= bindparam("by"))
    .order_by(dossier.c.id)
    .limit(PAGE)
)
_OF_IDS: Final = (
    select(*(journal.c[name] for name in Record._fields))
    .where(journal.c.dossier.in_(bindparam("ids", expanding=True)))
    .order_by(journal.c.dossier, journal.c.seq)
)
_UP_TO: Final = _OF_IDS.where(journal.c.at <= bindparam("by"))
_OF_KINDS: Final = _OF_IDS.where(journal.c.kind.in_(bindparam("kinds", expanding=True)))
_LIMITS: Final = (LimitStarted, LimitHeld, LimitResumed, LimitRestarted, LimitExtended, LimitRestated)
_MAIN: Final = f'"name":"{MAIN_LIMIT}"'.encode()  # no text can spell it: a quote inside one is escaped


@dataclass(frozen=True, slots=True)
class Sketch:
    """Hold what a row says of a dossier whose journal had `version` entries then.

    `gist` is None where the state was spelled by another release.
    """

    dossier_id: str
    version: int
    gist: Gist | None


def sketches(connection: Connection, submitted_by: str) -> Iterator[tuple[Sketch, ...]]:
    """Read the rows of every dossier handed in by a moment, a page at a time, in the order of their ids."""
    after = ""
    while rows := connection.execute(_ROWS, {"after": after, "by": submitted_by}).all():
        yield tuple(Sketch(one, version, _gist(shape, state)) for one, version, shape, state in rows)
        after = rows[-1][0]


def _gist(shape: str, state: bytes) -> Gist | None:
    try:
        return decode_part(Gist, state) if shape == STATE_SHAPE else None
    except EncodingError:
        return None


def journals_of(
    connection: Connection, page: Collection[Sketch], by: str
) -> Iterator[tuple[Sketch, tuple[Event, ...]]]:
    """Read of the journals of dossiers of a page what had happened by a moment.

    Raises:
        JournalError: PF645, when an entry is not as it was recorded.
    """
    yield from _read(connection, page, _UP_TO, {"by": by})


def visits_of(connection: Connection, page: Collection[Sketch]) -> Iterator[tuple[Sketch, tuple[Event, ...]]]:
    """Read of the journals of dossiers of a page what `procflow.core.tally` counts visits to steps by.

    Raises:
        JournalError: PF645, when an entry is not as it was recorded.
    """
    yield from _read(connection, page, _OF_KINDS, _named(VISIT_KINDS))


def last_limits_of(connection: Connection, page: Collection[Sketch]) -> Mapping[str, Limit]:
    """Read the limit of the result as it was last, of those dossiers of a page that ever had one.

    Raises:
        JournalError: PF645, when an entry is not as it was recorded.
    """
    found: dict[str, Limit] = {}
    for sketch, records in _records(connection, page, _OF_KINDS, _named(_LIMITS)):
        last = next((one for one in reversed(records) if _MAIN in one.body), None)
        event = None if last is None else read_entries([last])[0].event
        if isinstance(event, _LIMITS):
            found[sketch.dossier_id] = event.limit
    return found


def _named(kinds: Collection[type[Event]]) -> Mapping[str, object]:
    return {"kinds": [kind.__name__ for kind in kinds]}


def _read(
    connection: Connection, page: Collection[Sketch], statement: Select[Any], values: Mapping[str, object]
) -> Iterator[tuple[Sketch, tuple[Event, ...]]]:
    for sketch, records in _records(connection, page, statement, values):
        yield sketch, tuple(entry.event for entry in read_entries(records))


def _records(
    connection: Connection, page: Collection[Sketch], statement: Select[Any], values: Mapping[str, object]
) -> Iterator[tuple[Sketch, Sequence[Record]]]:
    """Read entries of each dossier of a page that has any, but none that came after its row was read."""
    if not page:
        return
    known = {one.dossier_id: one for one in page}
    rows = (Record(*row) for row in connection.execute(statement, {"ids": list(known), **values}))
    for dossier_id, records in groupby(rows, attrgetter("dossier")):
        sketch = known[dossier_id]
        yield sketch, [one for one in records if one.seq <= sketch.version]
