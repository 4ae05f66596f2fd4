"""A checkpoint: the heads of all journals at one moment, to be kept where the database's administrators cannot write.

Invariants: a checkpoint is text that anybody can keep, print or sign; its root, one line, stands for all of it;
verifying against it finds whatever was changed, shortened or removed since, however consistently.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from procflow.errors import MisuseError, Spoken
from procflow.store.encoding import EncodingError, decode_moment, encode_moment
from procflow.store.projection import Head

__all__ = ["Checkpoint"]

_TITLE: Final = "procflow checkpoint 1"
_FEWEST: Final = 3
"""The title, the moment and the root; between them a line for each dossier."""

_NOT_ITS_ROOT: Final = Spoken("it does not add up to its root", "nội dung không khớp với dòng root")

_LINE: Final = re.compile(r"(?P<version>[1-9][0-9]{0,9}) (?P<hash>[0-9a-f]{64}) (?P<dossier>\S+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Hold the head of every dossier at the moment `taken_at`."""

    taken_at: datetime
    heads: Mapping[str, Head]

    @property
    def root(self) -> str:
        """Give the one line (64 hex digits) that stands for the whole checkpoint: print it, sign it, mail it."""
        return hashlib.sha256(self._body().encode()).hexdigest()

    def text(self) -> str:
        """Spell the checkpoint: title, moment, a line per dossier in the order of their ids, and the root."""
        return f"{self._body()}root {self.root}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `text` spelled; raise `MisuseError` PF639 when it is not whole, PF616 when it is no text."""
        if not isinstance(text, str):
            raise MisuseError("PF616", field="text", given=type(text).__name__, wanted="str")
        lines = text.splitlines()
        if len(lines) < _FEWEST:
            raise MisuseError("PF639", reason=_too_short(len(lines)))
        try:
            heads = [_head(line) for line in lines[2:-1]]
            read = cls(decode_moment(lines[1].removeprefix("taken at ")), {head.dossier: head for head in heads})
        except EncodingError as error:
            raise MisuseError("PF639", reason=error) from error
        if read.text() != text:
            raise MisuseError("PF639", reason=_NOT_ITS_ROOT)
        return read

    def _body(self) -> str:
        lines = [f"{head.version} {head.hash.hex()} {head.dossier}\n" for _, head in sorted(self.heads.items())]
        return f"{_TITLE}\ntaken at {encode_moment(self.taken_at)}\n{''.join(lines)}"


def _too_short(lines: int) -> Spoken:
    return Spoken(f"it has {lines} of at least {_FEWEST} lines", f"chỉ có {lines} trong tối thiểu {_FEWEST} dòng")


def _head(line: str) -> Head:
    found = _LINE.fullmatch(line)
    if found is None:
        message = f"{line[:80]!r} is not the head of a dossier"
        raise EncodingError(message)
    return Head(found["dossier"], int(found["version"]), bytes.fromhex(found["hash"]))
