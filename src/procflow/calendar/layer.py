"""Layers: what one document says about days off, make-up days, closures and special hours.

Invariants: a layer is immutable; it is applied as a whole or not at all; a swap names both of its days, so that a day
off cannot be announced while its make-up day is forgotten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from procflow.calendar.days import Document, Status
from procflow.calendar.hours import Session, ordered
from procflow.errors import CalendarError

__all__ = ["Kind", "Layer", "Mark", "Period", "Scope", "swap"]

_SATURDAY = 5


class Kind(StrEnum):
    """What a mark does to a day.

    Days off come first, make-up days after them, a closure last: a storm closes a make-up Saturday too.
    """

    OFF = "off"
    WORK = "work"
    CLOSURE = "closure"
    SESSIONS = "sessions"


class Scope(StrEnum):
    """Whom a layer binds; swaps bind bodies that rest on Saturday and Sunday, not enterprises (89/TTr-LĐTBXH)."""

    EVERYONE = "everyone"
    PUBLIC = "public administration"
    OFFICE = "one office"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Hold a stretch of days, both ends included.

    Raises:
        CalendarError: PF411 when it ends before it starts.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError("PF411", what=f"{self.first}..{self.last}")

    @classmethod
    def year(cls, year: int) -> "Period":
        """Return the whole of a calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Mark:
    """Say one thing about one day; `pair` is the other day of a swap.

    Raises:
        CalendarError: PF404 when sessions overlap, PF411 when hours are given to a mark that takes none, or none to one
            that needs them, PF405 when a make-up day is neither a Saturday nor a Sunday.
    """

    day: date
    kind: Kind
    vi: str = ""
    en: str = ""
    pair: date | None = None
    sessions: tuple[Session, ...] = ()

    def __post_init__(self) -> None:
        ordered(self.sessions)
        if (self.kind is Kind.SESSIONS) != bool(self.sessions):
            raise CalendarError("PF411", what=f"{self.kind} {self.day}")
        if self.kind is Kind.WORK and self.day.weekday() < _SATURDAY:
            raise CalendarError("PF405", day=self.day.isoformat())


@dataclass(frozen=True, slots=True)
class Layer:
    """Hold what one document says.

    `restates` names the periods the document decides afresh: what earlier layers said about them no longer counts.
    `settles` names the periods for which the calendar is announced once the layer is known.
    A `proposed` layer is carried but not applied; it makes the dates it would move provisional.
    """

    name: str
    document: Document
    marks: tuple[Mark, ...] = ()
    status: Status = Status.ANNOUNCED
    scope: Scope = Scope.EVERYONE
    restates: tuple[Period, ...] = ()
    settles: tuple[Period, ...] = ()

    @property
    def known_from(self) -> date:
        """Return the day from which the layer is known: its day of issue, else the first day it speaks of."""
        if self.document.issued_on is not None:
            return self.document.issued_on
        starts = [mark.day for mark in self.marks] + [period.first for period in (*self.restates, *self.settles)]
        return min(starts, default=date.min)


def swap(off: date, work: date) -> tuple[Mark, Mark]:
    """Return both marks of a swap: `off` is a day of rest, the weekend day `work` makes up for it.

    Raises:
        CalendarError: PF405 when `work` is neither a Saturday nor a Sunday.
    """
    return (
        Mark(
            off,
            Kind.OFF,
            vi=f"Nghỉ hoán đổi, làm bù {work:%d/%m/%Y}",
            en=f"Day off swapped, made up on {work:%d/%m/%Y}",
            pair=work,
        ),
        Mark(
            work,
            Kind.WORK,
            vi=f"Ngày làm bù cho {off:%d/%m/%Y}",
            en=f"Make-up working day for {off:%d/%m/%Y}",
            pair=off,
        ),
    )


def standing(layers: Sequence[Layer]) -> list[tuple[Layer, Mark]]:
    """Return the marks that count, in the order of their layers, after later layers restated periods.

    Raises:
        CalendarError: PF403 when a swap stands without its pair, PF402 when a day is off and a make-up day at once,
            PF411 when one day is swapped twice.
    """
    result: list[tuple[Layer, Mark]] = []
    for layer in layers:
        if layer.restates:
            result = [(own, mark) for own, mark in result if not any(mark.day in span for span in layer.restates)]
        result.extend((layer, mark) for mark in layer.marks)
    _check(result)
    return result


def _check(standing_marks: Iterable[tuple[Layer, Mark]]) -> None:
    off: dict[date, Layer] = {}
    work: dict[date, Layer] = {}
    pairs: dict[date, tuple[Kind, date]] = {}
    for layer, mark in standing_marks:
        if mark.kind is Kind.OFF:
            off[mark.day] = layer
        elif mark.kind is Kind.WORK:
            work[mark.day] = layer
        if mark.pair is not None:
            known = pairs.setdefault(mark.day, (mark.kind, mark.pair))[1]
            if known != mark.pair:
                raise CalendarError("PF411", what=f"{mark.day} is swapped with {known} and with {mark.pair}")
    for day in sorted(off.keys() & work.keys()):
        raise CalendarError("PF402", day=day.isoformat(), off=off[day].name, work=work[day].name)
    for day, (kind, pair) in sorted(pairs.items()):
        other = Kind.WORK if kind is Kind.OFF else Kind.OFF
        if pairs.get(pair) != (other, day):
            raise CalendarError("PF403", day=day.isoformat(), pair=pair.isoformat())
