"""A batch from the post: one record of handing over, signed once, and the many dossiers it lists.

A dossier the post brings was handed in when the postal worker and the receiving officer signed the record (QĐ 45/2016
Đ.7 k.4), neither when it was posted nor when somebody keys it in.

Invariants: a record is kept once under its number, and another content under the same number is refused; what is
refused of one dossier takes nothing of the others with it.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from procflow.dossier import Actor, Submit
from procflow.dossier.personal import FactValue
from procflow.engine.answers import Reply
from procflow.engine.clock import aware
from procflow.engine.intake import ITEMS_LIMIT, check_id, clean, normal
from procflow.engine.privacy import blank
from procflow.errors import MisuseError, ProcflowError
from procflow.store import command_digest

__all__ = ["HandedOver", "Handover", "Posted", "checked", "commands", "payload"]

_POST: Final = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """List one dossier of a record: the number of its slip (số hiệu phiếu gửi), and what it is about.

    Without a `unit`, the dossier is in that of the receiving officer.
    """

    slip: str
    code: str
    applicant: str
    case: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    details: Mapping[str, FactValue] = field(default_factory=dict)
    unit: str = ""
    competent: str = ""
    dossier_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Hold a record of handing over (biên bản giao nhận hồ sơ, QĐ 45/2016 Đ.7 k.3).

    `record` is its number, `signed_at` the moment both signed, `by` the receiving officer, `carrier` the postal worker.
    """

    record: str
    signed_at: datetime
    by: Actor
    carrier: str
    dossiers: tuple[Posted, ...]
    channel: str = _POST

    def command(self, posted: Posted) -> Submit:
        """Say how one of the dossiers is handed in."""
        return Submit(
            by=self.by,
            channel=self.channel,
            case=posted.case,
            applicant=posted.applicant,
            facts=posted.facts,
            details=posted.details,
            unit=posted.unit or self.by.unit,
            competent=posted.competent,
            assisted_by=self.carrier,
            handover=self.record,
            at=self.signed_at,
        )

    def command_id(self, posted: Posted) -> str:
        """Name the command for ever, so that handing the record over again does nothing twice."""
        return f"{self.record}/{posted.slip}"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Answer a record: for each dossier, in its order, the reply or why it was refused; `is_repeat` if it was known."""

    record: str
    dossiers: tuple[Reply | ProcflowError, ...]
    is_repeat: bool = field(default=False, compare=False)

    @property
    def refused(self) -> tuple[ProcflowError, ...]:
        """Give what was refused."""
        return tuple(one for one in self.dossiers if isinstance(one, ProcflowError))


def checked(handover: Handover) -> Handover:
    """Refuse a record that cannot be kept.

    Raises:
        MisuseError: PF610, PF612 to PF614 for values that cannot be recorded, PF678 for slips listed twice or none.
    """
    check_id(handover.record, "record")
    aware(handover.signed_at)
    clean(handover.by, handover.carrier)
    slips = [check_id(handover.command_id(posted), "slip") for posted in handover.dossiers]
    if len(slips) > ITEMS_LIMIT:
        raise MisuseError("PF613", field="dossiers", size=len(slips), limit=ITEMS_LIMIT)
    twice = sorted(slip for slip, times in Counter(slips).items() if times > 1)
    if twice or not slips:
        raise MisuseError("PF678", record=handover.record, slips=", ".join(twice) or "-")
    return handover


def commands(handover: Handover) -> tuple[Submit, ...]:
    """Say how each of the dossiers is handed in, in the form in which that is recorded.

    Raises:
        MisuseError: PF610 to PF616, for what cannot be recorded.
    """
    return tuple(normal(handover.command(posted)) for posted in handover.dossiers)


def payload(handover: Handover, given: Sequence[Submit]) -> bytes:
    """Hash what a record lists, its commands `given` too, without the value of any fact: those the commands hold."""
    listed = zip(handover.dossiers, given, strict=True)
    return hashlib.sha256(b"".join(_digest(posted, command) for posted, command in listed)).digest()


def _digest(posted: Posted, command: Submit) -> bytes:
    return command_digest(unicodedata.normalize("NFC", f"{posted.code} {posted.slip}"), blank(command, command.facts))
