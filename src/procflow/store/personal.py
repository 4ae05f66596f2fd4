"""Personal values, each in a row of its own, bound to the journal by a commitment and erased by deleting the row.

Invariants: a commitment is an HMAC-SHA-256 under a salt of 32 random bytes made for that one value, over its canonical
bytes with the dossier and the name it belongs to: without row and salt it tells nothing, with them it shows the value
to be the one; a row is never edited; the journal says which rows must be there and which were erased.
"""

import hmac
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from procflow.dossier import Event, FactsAmended, PersonalDataErased, Submitted, Withheld
from procflow.dossier.personal import FactValue
from procflow.errors import JournalError
from procflow.store.encoding import EncodingError, decode_fact, encode_fact
from procflow.store.schema import personal

__all__ = ["SALT_BYTES", "Kept", "erase_kept", "insert_kept", "keep", "kept_of", "mismatches", "read_kept", "withheld"]

SALT_BYTES: Final = 32
_PREFIX: Final = b"procflow personal 1\0"


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold a personal value as it is kept apart from the journal; what prints it, as a log of errors, sees no value."""

    commitment: str
    dossier: str
    name: str
    salt: bytes = field(repr=False)
    value: bytes = field(repr=False)

    @property
    def fits(self) -> bool:
        """Say whether the value is the one the commitment binds; HMAC takes zeros after a key for nothing.

        What stands in a column need not be of the kind procflow wrote there: what is of another kind fits nothing.
        """
        if not (_are(str, self.commitment, self.dossier, self.name) and _are(bytes, self.value, self.salt)):
            return False
        commitment = _commit(self.salt, self.dossier, self.name, self.value)
        return len(self.salt) == SALT_BYTES and hmac.compare_digest(commitment.encode(), self.commitment.encode())

    def is_of(self, value: FactValue) -> bool:
        """Say whether `value` is the one that is kept."""
        return hmac.compare_digest(encode_fact(value), self.value)

    def read(self) -> FactValue:
        """Read the value; raise `JournalError` PF670 when it is not the one the journal commits to."""
        try:
            if self.fits:
                return decode_fact(self.value)
        except EncodingError:
            pass
        raise JournalError("PF670", dossier=self.dossier, name=self.name)


def _are(kind: type, *values: object) -> bool:
    return all(isinstance(value, kind) for value in values)


def keep(dossier: str, name: str, value: FactValue, salt: bytes) -> Kept:
    """Commit to `value`, the personal value `name` of `dossier`, under a fresh random `salt` of 32 bytes."""
    spelled = encode_fact(value)
    return Kept(_commit(salt, dossier, name, spelled), dossier, name, salt, spelled)


def _commit(salt: bytes, dossier: str, name: str, value: bytes) -> str:
    parts = (dossier.encode(), name.encode(), value)
    return hmac.digest(salt, _PREFIX + b"".join(b"%d:%b" % (len(part), part) for part in parts), "sha256").hex()


def withheld(*tables: Mapping[str, FactValue]) -> dict[str, Withheld]:
    """Give the values of `tables` that are kept apart and were not erased, by name."""
    values = [item for table in tables for item in table.items()]
    return {name: value for name, value in values if isinstance(value, Withheld) and not value.erased}


_COLUMNS: Final = (personal.c.commitment, personal.c.dossier, personal.c.name, personal.c.salt, personal.c.value)


def insert_kept(connection: Connection, kept: Collection[Kept]) -> None:
    """Keep values; nothing happens when there are none."""
    if kept:
        rows = [
            {"commitment": one.commitment, "dossier": one.dossier, "name": one.name}
            | {"salt": one.salt, "value": one.value}
            for one in kept
        ]
        connection.execute(insert(personal), rows)


def read_kept(connection: Connection, commitments: Iterable[str]) -> dict[str, Kept]:
    """Read the rows behind `commitments`, those that are there; no statement is sent for none."""
    wanted = list(commitments)
    if not wanted:
        return {}
    rows = connection.execute(select(*_COLUMNS).where(personal.c.commitment.in_(wanted)))
    return {row.commitment: Kept(*row) for row in rows}


def kept_of(connection: Connection, dossier_id: str) -> dict[str, Kept]:
    """Read every personal value kept of a dossier, earlier ones too."""
    rows = connection.execute(select(*_COLUMNS).where(personal.c.dossier == dossier_id))
    return {row.commitment: Kept(*row) for row in rows}


def erase_kept(connection: Connection, dossier_id: str, events: Iterable[Event]) -> None:
    """Delete the rows that `events` say were erased, salts and all."""
    for event in events:
        if isinstance(event, PersonalDataErased):
            connection.execute(
                delete(personal).where(personal.c.dossier == dossier_id, personal.c.name.in_(event.names))
            )


def mismatches(
    dossier_id: str, events: Iterable[Event], kept: Mapping[str, Kept]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Compare what is kept of a dossier with what its journal commits to; yield a code and parameters for each fault.

    PF670: another value; PF671: missing, and no entry says that it was erased; PF672: there, although it was erased;
    PF673: no entry commits to it.
    """
    committed, erased = _committed(events)
    for commitment, name in committed.items():
        place = {"dossier": dossier_id, "name": name}
        row = kept.get(commitment)
        if row is None:
            yield "PF671", place
        elif row.name != name or row.dossier != dossier_id or not row.fits:
            yield "PF670", place
    for commitment, row in kept.items():
        if commitment not in committed:
            yield "PF672" if commitment in erased else "PF673", {"dossier": dossier_id, "name": row.name}


def _committed(events: Iterable[Event]) -> tuple[dict[str, str], dict[str, str]]:
    """Name every commitment of a journal: those that stand, and those whose value was erased."""
    standing: dict[str, str] = {}
    erased: dict[str, str] = {}
    for event in events:
        match event:
            case Submitted() | FactsAmended():
                new = withheld(event.facts, event.details)
                standing |= {value.commitment: name for name, value in new.items()}
            case PersonalDataErased():
                gone = {commitment: name for commitment, name in standing.items() if name in event.names}
                erased |= gone
                standing = {commitment: name for commitment, name in standing.items() if commitment not in gone}
            case _:
                pass
    return standing, erased
