"""The journal of every dossier, kept as bytes in a chain of hashes, in the database of the host.

Invariants: nothing in this room decides, begins or commits; an entry is written once; what is read back is what was
written, or it is refused.
"""

from procflow.store.batches import Batch, keep_batch
from procflow.store.chain import Entry, Record, chain_root, record_hash
from procflow.store.checkpoint import Checkpoint
from procflow.store.encoding import (
    EncodingError,
    command_digest,
    decode_event,
    decode_moment,
    encode_event,
    encode_moment,
)
from procflow.store.feed import feed
from procflow.store.journal import Act, head_after, read_entries, read_state, state_upto, write_records
from procflow.store.personal import Kept, erase_kept, insert_kept, keep, kept_of, read_kept, withheld
from procflow.store.projection import Head, project
from procflow.store.rows import (
    Desk,
    Repeat,
    Stored,
    calendar_bytes,
    counted_by,
    database_time,
    definition_texts,
    due,
    find_repeat,
    keep_calendar,
    keep_definition,
    next_due,
    read,
    read_desk,
    records,
    records_of_command,
    versions_of_text,
)
from procflow.store.schema import METADATA, check_tables, create_tables
from procflow.store.seal import NO_SEAL, Seal, check_seal
from procflow.store.serial import next_serials
from procflow.store.states import STATE_SHAPE, decode_state, encode_state
from procflow.store.verify import Finding, Verified, heads, verify
from procflow.store.worklist import Line, Work, kept_definitions, worklist
from procflow.store.writing import Change, append, append_many, insert_dossier

__all__ = [
    "METADATA",
    "NO_SEAL",
    "STATE_SHAPE",
    "Act",
    "Batch",
    "Change",
    "Checkpoint",
    "Desk",
    "EncodingError",
    "Entry",
    "Finding",
    "Head",
    "Kept",
    "Line",
    "Record",
    "Repeat",
    "Seal",
    "Stored",
    "Verified",
    "Work",
    "append",
    "append_many",
    "calendar_bytes",
    "chain_root",
    "check_seal",
    "check_tables",
    "command_digest",
    "counted_by",
    "create_tables",
    "database_time",
    "decode_event",
    "decode_moment",
    "decode_state",
    "definition_texts",
    "due",
    "encode_event",
    "encode_moment",
    "encode_state",
    "erase_kept",
    "feed",
    "find_repeat",
    "head_after",
    "heads",
    "insert_dossier",
    "insert_kept",
    "keep",
    "keep_batch",
    "keep_calendar",
    "keep_definition",
    "kept_definitions",
    "kept_of",
    "next_due",
    "next_serials",
    "project",
    "read",
    "read_desk",
    "read_entries",
    "read_kept",
    "read_state",
    "record_hash",
    "records",
    "records_of_command",
    "state_upto",
    "verify",
    "versions_of_text",
    "withheld",
    "worklist",
    "write_records",
]
