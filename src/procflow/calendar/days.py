"""What a calendar says about one day: its verdict, how certain it is, and the document that decided it.

Invariants: every value here is immutable; a date carries no time zone, because a legal day is a Vietnamese day.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal

__all__ = ["ORDINARY", "Confidence", "Day", "Document", "Language", "Reason", "Status", "Verdict"]

Language = Literal["en", "vi"]


class Status(StrEnum):
    """How certain a day is: decided by notice, only proposed, or projected from the law that will decide it."""

    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    PROJECTED = "projected"


class Verdict(StrEnum):
    """Why an office works or rests on a day."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make-up"
    CLOSURE = "closure"

    @property
    def is_working(self) -> bool:
        """Tell whether a day of this verdict is a working day."""
        return self is Verdict.WORKING or self is Verdict.MAKE_UP


ORDINARY: Final = {
    Verdict.WORKING: ("Ngày làm việc", "Working day"),
    Verdict.WEEKEND: ("Nghỉ hằng tuần", "Weekly day of rest"),
}


class Confidence(StrEnum):
    """How strong the source of a layer is: its own text, a press report of it, or one secondary table."""

    OFFICIAL = "official"
    PRESS = "press"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Document:
    """Name the paper a layer rests on; `issued_on` is None where the day of issue was not established."""

    number: str
    issued_on: date | None = None
    confidence: Confidence = Confidence.OFFICIAL
    source: str = ""
    _vi: str = field(init=False, repr=False, compare=False)
    _en: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Spelled once: an explanation cites the same notice for every day off.
        issued = None if self.issued_on is None else f"{self.issued_on:%d/%m/%Y}"
        object.__setattr__(self, "_vi", self.number if issued is None else f"{self.number} ngày {issued}")
        object.__setattr__(self, "_en", self.number if issued is None else f"{self.number} of {issued}")

    def text(self, lang: Language = "en") -> str:
        """Cite the document by number and, where known, day of issue."""
        return self._vi if lang == "vi" else self._en


@dataclass(frozen=True, slots=True)
class Day:
    """Describe one day of a calendar; `document` is None on an ordinary working day or weekend."""

    date: date
    verdict: Verdict
    status: Status
    vi: str
    en: str
    document: Document | None = None

    @property
    def is_working(self) -> bool:
        """Tell whether the day counts as a working day."""
        return self.verdict.is_working

    def name(self, lang: Language = "en") -> str:
        """Name the day in `lang`."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Reason:
    """Say why a date is provisional: `first` to `last` are not announced, or `document` proposes to move them."""

    status: Status
    first: date
    last: date
    layer: str
    document: Document | None = None

    def text(self, lang: Language = "en") -> str:
        """Say the reason in one sentence."""
        days = f"{self.first:%d/%m/%Y}"
        if self.last != self.first:
            days = f"{days} - {self.last:%d/%m/%Y}"
        if self.document is None:
            vi, en = (
                "chưa có thông báo chính thức về ngày nghỉ, tạm tính theo luật",
                "not announced yet, projected from law",
            )
            return f"{days}: {vi if lang == 'vi' else en}"
        word = "đang được đề xuất thay đổi" if lang == "vi" else "a change is proposed"
        return f"{days}: {word} ({self.document.text(lang)})"
