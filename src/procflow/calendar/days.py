"""What a calendar says about one day: its verdict, how certain it is, and the document that decided it.

Invariants: every value here is immutable; a date carries no time zone, because a legal day is a Vietnamese day.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal, NamedTuple

__all__ = ["ORDINARY", "Confidence", "Day", "Document", "Ends", "Language", "Reason", "Status", "Verdict"]

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
    """Describe one day of a calendar; `document` is None on an ordinary working day or weekend.

    `is_working` tells whether the day counts as a working day; `iso` and `spelled` are its date as machines and as
    people write it.
    """

    date: date
    verdict: Verdict
    status: Status
    vi: str
    en: str
    document: Document | None = None
    is_working: bool = field(init=False, repr=False, compare=False)
    iso: str = field(init=False, repr=False, compare=False)
    spelled: str = field(init=False, repr=False, compare=False)
    _note_vi: str = field(init=False, repr=False, compare=False)
    _note_en: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A calendar keeps its days, and every explanation that crosses one spells it.
        put = object.__setattr__
        put(self, "is_working", self.verdict.is_working)
        put(self, "iso", self.date.isoformat())
        put(self, "spelled", f"{self.date:%d/%m/%Y}")
        put(self, "_note_vi", self.vi if self.document is None else f"{self.vi} ({self.document.text('vi')})")
        put(self, "_note_en", self.en if self.document is None else f"{self.en} ({self.document.text('en')})")

    def note(self, lang: Language = "en") -> str:
        """Name the day in `lang`, with the document that decided it."""
        return self._note_vi if lang == "vi" else self._note_en

    def name(self, lang: Language = "en") -> str:
        """Name the day in `lang`."""
        return self.vi if lang == "vi" else self.en


class Ends(NamedTuple):
    """Hold the last day, the appointment and the legal end, exclusive; both moments stand at +07:00."""

    due_on: date
    due_at: datetime
    ends_at: datetime


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
