"""Events on their way into the journal and out of it.

Invariants: an entry follows the entry before it; what brought events about is named, by the host's command id or by one
made from the dossier and the entry, so that a journal does not depend on how often time was let pass.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from procflow.core import replay
from procflow.dossier import Dossier, Event
from procflow.errors import JournalError, ProcflowError
from procflow.store.chain import Entry, Record, linked
from procflow.store.encoding import (
    EncodingError,
    decode_event,
    decode_moment,
    encode_event,
    encode_moment,
)
from procflow.store.projection import Head
from procflow.store.rows import Stored, records
from procflow.store.states import STATE_SHAPE, decode_state

__all__ = ["Act", "head_after", "read_entries", "read_state", "state_upto", "write_records"]

_OWN: Final = "procflow:"
_OF_ANOTHER_KIND: Final = (EncodingError, TypeError, AttributeError)
"""What reading says of a column that does not hold what procflow wrote there: SQLite keeps any kind in any column."""


@dataclass(frozen=True, slots=True)
class Act:
    """Hold events that belong together and the command that brought them about; without one, time did."""

    events: tuple[Event, ...]
    command_id: str = ""
    payload: bytes = b""


def head_after(new: Sequence[Record]) -> Head:
    """Give the head of a journal whose last entries are `new`."""
    return Head(new[-1].dossier, new[-1].seq, new[-1].hash)


def _own_command_id(dossier: str, seq: int) -> str:
    """Name what brought about entry `seq` where no host named it."""
    return f"{_OWN}{dossier}:{seq}"


def write_records(head: Head, acts: Iterable[Act], recorded_at: str) -> list[Record]:
    """Spell `acts` as the entries that follow `head`, all written down at `recorded_at`."""
    written: list[Record] = []
    prev, seq = head.hash, head.version
    for act in acts:
        command_id = act.command_id or _own_command_id(head.dossier, seq + 1)
        for part, event in enumerate(act.events):
            seq += 1
            record = linked(
                Record(
                    dossier=head.dossier,
                    seq=seq,
                    command_id=command_id,
                    part=part,
                    payload=act.payload,
                    at=encode_moment(event.at),
                    recorded_at=recorded_at,
                    kind=type(event).__name__,
                    body=encode_event(event),
                    prev=prev,
                )
            )
            prev = record.hash
            written.append(record)
    return written


def _read_entry(record: Record) -> Entry:
    """Read an entry back; raise `JournalError` PF645 when its content is not the canonical spelling of an event."""
    try:
        return Entry(
            dossier=record.dossier,
            seq=record.seq,
            event=decode_event(record.kind, record.body),
            recorded_at=decode_moment(record.recorded_at),
            command_id=record.command_id,
            hash=record.hash.hex(),
        )
    except _OF_ANOTHER_KIND as error:
        raise JournalError("PF645", dossier=record.dossier, seq=record.seq, reason=error) from error


def read_entries(read: Sequence[Record]) -> tuple[Entry, ...]:
    """Read entries back, in their order; raise `JournalError` PF645."""
    return tuple(_read_entry(record) for record in read)


def read_state(connection: Connection, stored: Stored) -> Dossier:
    """Give the state of a dossier: from its row, or from its journal where the row was spelled by another release.

    Raises:
        JournalError: PF643 or PF645, when the journal cannot be read back.
    """
    if stored.shape == STATE_SHAPE:
        try:
            return decode_state(stored.state)
        except EncodingError:
            pass
    return state_upto(connection, stored.head.dossier, stored.head.version)


def state_upto(connection: Connection, dossier_id: str, version: int) -> Dossier:
    """Replay a dossier's journal up to entry `version`; raise `JournalError` PF643 or PF645."""
    entries = read_entries(records(connection, dossier_id, version))
    if len(entries) != version:
        raise JournalError("PF643", dossier=dossier_id)
    try:
        return replay(entry.event for entry in entries)
    except ProcflowError as error:
        raise JournalError("PF645", dossier=dossier_id, seq=version, reason=error.message()) from error
