"""One at a time: what two transactions could do at once because neither sees yet what the other has done.

Invariants: a transaction has its turn until it ends; on SQLite one writer goes at a time as it is.
"""

import hashlib
from typing import Final

from sqlalchemy import BigInteger, Connection, bindparam, func, select

__all__ = ["take_turn"]

_TURN: Final = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))


def take_turn(connection: Connection, what: str) -> None:
    """Wait until no other transaction is doing `what`, and keep others waiting until this one ends.

    At READ COMMITTED, what those before did is seen by every statement that follows.
    """
    if connection.dialect.name == "postgresql":
        digest = hashlib.sha256(f"procflow {what}".encode()).digest()
        connection.execute(_TURN, {"key": int.from_bytes(digest[:8], signed=True)})
