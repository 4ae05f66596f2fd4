"""The hash chain of a dossier's journal.

Invariants: every recorded field of an entry goes into its hash, each with its length, so that no two entries share a
preimage; the first entry follows a root made from the dossier's id, so that no entry fits into another dossier.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from procflow.dossier import Event

__all__ = ["Entry", "Record", "chain_root", "linked", "record_hash"]

_ROOT: Final = b"procflow journal 1\0"


class Record(NamedTuple):
    """Hold one row of the journal as it is stored: every field but `hash` goes into `hash`."""

    dossier: str
    seq: int
    command_id: str
    part: int
    payload: bytes
    at: str
    recorded_at: str
    kind: str
    body: bytes
    prev: bytes
    hash: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Show one entry of a journal: what happened (`event`), when it was written down, by which command.

    `seq` counts from 1 within the dossier; `hash` is 64 hex digits.
    """

    dossier: str
    seq: int
    event: Event
    recorded_at: datetime
    command_id: str
    hash: str

    @property
    def kind(self) -> str:
        """Name the kind of the event."""
        return type(self.event).__name__

    @property
    def key(self) -> str:
        """Name the entry for ever, so that whoever acts on it twice can tell."""
        return f"{self.dossier}:{self.seq}"

    @property
    def at(self) -> datetime:
        """Say when the event happened."""
        return self.event.at


def chain_root(dossier: str) -> bytes:
    """Give what the first entry of a dossier follows (32 bytes)."""
    return hashlib.sha256(_ROOT + dossier.encode()).digest()


_PREIMAGE: Final = b"%d:%b" * 10


def record_hash(record: Record) -> bytes:
    """Hash the fields of a record but `hash`, each preceded by its length (32 bytes)."""
    dossier, command_id, kind = record.dossier.encode(), record.command_id.encode(), record.kind.encode()
    at, recorded_at = record.at.encode(), record.recorded_at.encode()
    seq, part = b"%d" % record.seq, b"%d" % record.part
    prev, payload, body = record.prev, record.payload, record.body
    fields = (
        *(len(prev), prev, len(dossier), dossier, len(seq), seq, len(command_id), command_id, len(part), part),
        *(len(payload), payload, len(at), at, len(recorded_at), recorded_at, len(kind), kind, len(body), body),
    )
    return hashlib.sha256(_PREIMAGE % fields).digest()


def linked(record: Record) -> Record:
    """Give a record with its hash."""
    return Record(*record[:-1], record_hash(record))
