"""The records under which many dossiers were handed over at once.

Invariant: one record is kept once; whoever keeps it second gets what was kept first.
"""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from procflow.store.schema import batch

__all__ = ["Batch", "keep_batch"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold a record: the hash of what it lists, when it was signed and written down, how many dossiers it lists."""

    id: str
    payload: bytes
    signed_at: str
    recorded_at: str
    dossiers: int


def keep_batch(connection: Connection, new: Batch) -> bytes | None:
    """Keep a record; give the hash of the one that is there under its number already, None where it is new."""
    dialect = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    kept = dialect(batch).values(**asdict(new)).on_conflict_do_nothing().returning(batch.c.id)
    if connection.execute(kept).scalar_one_or_none() is not None:
        return None
    found: bytes = connection.execute(select(batch.c.payload).where(batch.c.id == new.id)).scalar_one()
    return found
