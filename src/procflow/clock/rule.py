"""Rules of counting: named, never hidden, each with the article it comes from.

Invariants: a rule is immutable and found by its name; everything in which systems differ (what starts the count, the
first day, the receipt, the roll, the end) is a declared field; there is no setting that is not one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from procflow.calendar.days import Language
from procflow.errors import SpanError, nearest

__all__ = ["DEFAULT_RULE", "RULES", "Anchor", "End", "LeapDay", "MonthEnd", "Receipt", "Roll", "Rule", "rule_named"]


class Anchor(StrEnum):
    """Which fact starts the count."""

    FACT = "fact"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    COMPLETE = "complete"
    ACCEPTED = "accepted"


class Receipt(StrEnum):
    """When something that arrives outside office time is deemed received."""

    AS_IS = "as it happened"
    ONLINE = "online, at any hour"
    NEXT_OPENING = "next opening of the office"
    CUT_OFF = "after the cut-off, next working day"


class Roll(StrEnum):
    """Where a last day that is a day off moves."""

    NONE = "none"
    FOLLOWING = "following"
    PRECEDING = "preceding"
    MODIFIED_FOLLOWING = "modified following"
    MODIFIED_PRECEDING = "modified preceding"
    NEAREST = "nearest"


class End(StrEnum):
    """Which moment of the last day is the appointment; the legal end is 24:00 of it in every case."""

    OFFICE_CLOSE = "office close"
    MIDNIGHT = "24:00"
    SAME_CLOCK = "same clock time"


class MonthEnd(StrEnum):
    """Where a month ends that has no corresponding day, or that began on the last of a month."""

    LAST_DAY = "last day of the month"
    END_TO_END = "end of month to end of month"


class LeapDay(StrEnum):
    """Where a year counted from 29 February ends."""

    LAST_OF_FEBRUARY = "28 February"
    FIRST_OF_MARCH = "1 March"


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one way of counting, with its source.

    `cutoff` is the hour after which a receipt counts for the next working day (receipt by cut-off, same-day limits
    that name none). `day_minutes` makes a working day that many working minutes, counted from the moment; holds are
    then minute-granular too. `allows_fractions` is for an office's own plan, never for a legal limit.
    """

    name: str
    source: str
    vi: str
    en: str
    anchor: Anchor = Anchor.RECEIVED
    first_day_counts: bool = False
    receipt: Receipt = Receipt.AS_IS
    cutoff: time | None = None
    roll: Roll = Roll.FOLLOWING
    end: End = End.OFFICE_CLOSE
    month_end: MonthEnd = MonthEnd.LAST_DAY
    leap_day: LeapDay | None = None
    day_minutes: int | None = None
    allows_fractions: bool = False

    def title(self, lang: Language = "en") -> str:
        """Say in one sentence how the rule counts."""
        return self.vi if lang == "vi" else self.en


DEFAULT_RULE: Final = Rule(
    "one-stop",
    "NĐ 118/2025/NĐ-CP Đ.17 k.3; BLDS 2015 Đ.147 k.2-3, Đ.148",
    "Không tính ngày tiếp nhận; ngày cuối rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo; "
    "hẹn trả trước khi hết giờ làm việc",
    "The day of receipt is not counted; a last day off moves to the next working day; the appointment is office close",
    anchor=Anchor.ACCEPTED,
)

_BLDS = Rule(
    "blds-2015",
    "BLDS 2015 Đ.144-148",
    "Không tính ngày xảy ra sự kiện; ngày cuối là ngày nghỉ thì chuyển sang ngày làm việc kế tiếp; hết hạn lúc 24 giờ",
    "The day of the event is not counted; a last day off moves to the next working day; the end is 24:00",
    anchor=Anchor.FACT,
    end=End.MIDNIGHT,
)

_EIGHT_HOURS = Rule(
    "eight-hour-days",
    "BLLĐ 2019 Đ.105; practice of OpenCPS 2 (not law)",
    "Một ngày làm việc là 8 giờ làm việc, tính từ thời điểm tiếp nhận",
    "A working day is 8 working hours, counted from the moment of receipt",
    day_minutes=8 * 60,
)

_ALL: Final = (
    DEFAULT_RULE,
    _BLDS,
    replace(
        _BLDS,
        name="blds-2015/leap-28-02",
        source="BLDS 2015 Đ.144-148; Đ.148 k.4 is silent on 29/2, decided here as k.3 decides for months",
        vi="Như blds-2015; một năm tính từ ngày 29/2 kết thúc vào ngày 28/2",
        en="As blds-2015; a year from 29 February ends on 28 February",
        leap_day=LeapDay.LAST_OF_FEBRUARY,
    ),
    replace(
        _BLDS,
        name="blds-2015/leap-01-03",
        source="BLDS 2015 Đ.144-148; Đ.148 k.4 is silent on 29/2, decided here for the day after",
        vi="Như blds-2015; một năm tính từ ngày 29/2 kết thúc vào ngày 01/3",
        en="As blds-2015; a year from 29 February ends on 1 March",
        leap_day=LeapDay.FIRST_OF_MARCH,
    ),
    Rule(
        "applicant",
        "BLDS 2015 Đ.147, Đ.148 k.5-6; NĐ 118/2025/NĐ-CP Đ.19 k.5",
        "Thời hạn của người nộp hồ sơ: trực tuyến đến 24 giờ ngày cuối cùng",
        "The applicant's window: online until 24:00 of its last day",
        anchor=Anchor.FACT,
        end=End.MIDNIGHT,
    ),
    Rule(
        "applicant-at-desk",
        "BLDS 2015 Đ.147, Đ.148 k.5; the desk closes with the office",
        "Thời hạn của người nộp hồ sơ tại quầy: đến khi cơ quan hết giờ làm việc của ngày cuối cùng",
        "The applicant's window at the desk: until office close of its last day",
        anchor=Anchor.FACT,
    ),
    Rule(
        "same-day-15h",
        "Luật Hộ tịch 60/2014 Đ.5 k.3; NĐ 23/2015/NĐ-CP Đ.7",
        "Trả trong ngày; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo",
        "On the day itself; received after 15:00, on the next working day",
        cutoff=time(15),
    ),
    Rule(
        "receipt-by-15h",
        "Practice of land offices (not law)",
        "Hồ sơ nhận sau 15 giờ được coi là nhận vào ngày làm việc tiếp theo",
        "What is received after 15:00 is deemed received on the next working day",
        receipt=Receipt.CUT_OFF,
        cutoff=time(15),
    ),
    Rule(
        "receipt-in-hours",
        "Practice of one-stop systems (not law)",
        "Hồ sơ đến ngoài giờ làm việc được coi là nhận khi cơ quan mở cửa trở lại",
        "What arrives outside office hours is deemed received when the office next opens",
        receipt=Receipt.NEXT_OPENING,
    ),
    Rule(
        "online",
        "NĐ 118/2025/NĐ-CP Đ.17 k.2; BLDS 2015 Đ.147-148",
        "Nộp trực tuyến bất cứ lúc nào, tính từ ngày hệ thống tiếp nhận",
        "Submitted online at any hour, counted from the day the system receives it",
        anchor=Anchor.SUBMITTED,
        receipt=Receipt.ONLINE,
    ),
    Rule(
        "clock-preserving",
        "Practice of the social insurance portal (not law)",
        "Giữ nguyên giờ tiếp nhận trong ngày hẹn trả",
        "The appointment keeps the clock time of the receipt",
        end=End.SAME_CLOCK,
    ),
    _EIGHT_HOURS,
    Rule(
        "office-budget",
        "The office's own plan, TT 01/2018/TT-VPCP Đ.8; never a promise",
        "Kế hoạch nội bộ: một ngày là 8 giờ làm việc, được chia lẻ",
        "The office's own plan: a day is 8 working hours and may be divided",
        day_minutes=8 * 60,
        allows_fractions=True,
    ),
    Rule(
        "at-the-latest-before",
        "NĐ 118/2025/NĐ-CP Đ.19 k.6",
        "Tính lùi; mốc rơi vào ngày nghỉ thì lùi về ngày làm việc liền trước",
        "Counted backward; a day off moves to the working day before it",
        anchor=Anchor.FACT,
        roll=Roll.PRECEDING,
    ),
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.name: rule for rule in _ALL})


def rule_named(name: str) -> Rule:
    """Return the rule `name`.

    Raises:
        SpanError: PF414 when there is none.
    """
    found = RULES.get(name)
    if found is None:
        raise SpanError("PF414", rule=name, near=nearest(name, RULES), known=", ".join(RULES))
    return found
