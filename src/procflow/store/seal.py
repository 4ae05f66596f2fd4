"""A keyed seal on the head of a journal: who can write to the database but does not hold the key cannot forge it.

Invariants: who writes to a sealed dossier seals it again, and only what the seal it bears vouches for; the seal covers
the dossier's id, the number of its entries and the hash of the last, so by way of the chain everything before; keys are
named and never stored; a journal sealed under an old key stays verifiable while that key is held.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from procflow.errors import JournalError, MisuseError, StoreError
from procflow.store.projection import Head, Value

__all__ = ["NO_SEAL", "Seal", "check_seal"]

_PREFIX: Final = b"procflow seal 1\0"
_LEAST_KEY: Final = 16
_LONGEST_NAME: Final = 64
NO_SEAL: Final[Mapping[str, Value]] = {"seal_key": None, "seal": None}
"""The columns of a head nobody seals."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seal heads with the key named `current`; `keys` holds it and older ones, each of at least 16 bytes.

    Keep keys outside the database and its backups. To change the key, add a new one and make it current: heads are
    sealed with it from then on, and those sealed before stay verifiable. A key vouches for any head as long as it is
    among `keys`: who has got hold of an old one seals with it until it is taken out.

    A dossier that bears no seal, or one under a key that is not among `keys`, is written to only where `reseals` says
    that it is to be sealed from then on: a database that comes under seal, or one whose keys were lost, verified first.
    """

    current: str
    keys: Mapping[str, bytes] = field(repr=False)
    reseals: bool = False

    def __post_init__(self) -> None:
        """Refuse a seal that could not seal; raise `MisuseError` PF638."""
        if not _can_seal(self.current, self.keys):
            raise MisuseError("PF638", current=_named(self.current), least=_LEAST_KEY)

    def columns(self, head: Head) -> Mapping[str, Value]:
        """Compute the columns that seal `head` under the current key."""
        return {"seal_key": self.current, "seal": _mac(self.keys[self.current], head)}

    def fits(self, head: Head, key_name: object, mac: object) -> bool:
        """Say whether `mac` is the seal of `head` under the key of that name."""
        key = self.keys.get(key_name) if isinstance(key_name, str) else None
        return key is not None and isinstance(mac, bytes) and hmac.compare_digest(_mac(key, head), mac)


def _named(current: object) -> str:
    """Give the name of a key to be shown; what is no text may be the key itself."""
    return current if isinstance(current, str) else type(current).__name__


def _can_seal(current: object, keys: object) -> bool:
    """Say whether these are the name of a key and keys, whatever a host without a type checker gave."""
    return (
        isinstance(current, str)
        and len(current) <= _LONGEST_NAME
        and "\0" not in current
        and isinstance(keys, Mapping)
        and current in keys
        and all(isinstance(key, bytes) and len(key) >= _LEAST_KEY and any(key) for key in keys.values())
    )


def check_seal(seal: Seal | None, head: Head) -> None:
    """Refuse to go on from a head whose seal would be lost, or which would be given one it does not deserve.

    Raises:
        StoreError: PF656 for a sealed head and no `seal`; PF658 for one that no held key has sealed.
        JournalError: PF650, when a held key says that it is another.
    """
    if seal is None:
        if head.seal_key is not None:
            raise StoreError("PF656", dossier=head.dossier, key=head.seal_key)
    elif head.seal_key not in seal.keys:
        if not seal.reseals:
            raise StoreError("PF658", dossier=head.dossier, key=head.seal_key or "-")
    elif not seal.fits(head, head.seal_key, head.seal):
        raise JournalError("PF650", dossier=head.dossier)


def _mac(key: bytes, head: Head) -> bytes:
    dossier = head.dossier.encode()
    content = b"%b%d:%b%d:%b" % (_PREFIX, len(dossier), dossier, head.version, head.hash)
    return hmac.digest(key, content, "sha256")
