"""What has been announced, proposed and resolved about Vietnamese days off: written from the notices, one layer each.

Invariants: a yearly notice restates its year and settles it; a swap is a layer of its own, because it binds bodies that
rest on Saturday and Sunday and not enterprises; what nobody has decided is `proposed` and moves nothing.
"""

from datetime import date, timedelta
from typing import Final

from procflow.calendar.days import Confidence, Document, Status
from procflow.calendar.frozen import FROZEN
from procflow.calendar.layer import Kind, Layer, Mark, Period, Scope, swap

__all__ = ["COMPENSATION", "FIRST", "LAST", "announced_layers", "law_layers"]

FIRST: Final = date(min(FROZEN), 1, 1)
LAST: Final = date(max(FROZEN), 12, 31)
COMPENSATION: Final = "culture-day-in-lieu"

_NAMES: Final[dict[str, tuple[str, str]]] = {
    "new-year": ("Tết Dương lịch", "New Year's Day"),
    "tet-28": ("28 Tết", "28th of the last lunar month"),
    "tet-29": ("29 Tết", "29th of the last lunar month"),
    "tet-eve": ("Giao thừa", "Lunar New Year's Eve"),
    "tet-1": ("Mùng 1 Tết", "Lunar New Year"),
    "tet-2": ("Mùng 2 Tết", "Second day of Lunar New Year"),
    "tet-3": ("Mùng 3 Tết", "Third day of Lunar New Year"),
    "tet-4": ("Mùng 4 Tết", "Fourth day of Lunar New Year"),
    "tet-5": ("Mùng 5 Tết", "Fifth day of Lunar New Year"),
    "tet-6": ("Mùng 6 Tết", "Sixth day of Lunar New Year"),
    "hung-kings": ("Giỗ Tổ Hùng Vương", "Hùng Kings' Commemoration Day"),
    "victory": ("Ngày Chiến thắng", "Victory Day"),
    "labour": ("Ngày Quốc tế lao động", "International Labour Day"),
    "national-day": ("Quốc khánh", "National Day"),
    "culture": ("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
}

_LAWS: Final = (
    (2005, 2012, "law-1994", Document("BLLĐ 1994 Đ.73")),
    (2013, 2020, "law-2012", Document("BLLĐ 2012 Đ.115", date(2012, 6, 18))),
    (2021, 2050, "law-2019", Document("BLLĐ 2019 Đ.111-112", date(2019, 11, 20))),
)

# Weekdays and weekend days off, without swaps, as each year's notice gives them.
_YEARS: Final[dict[int, tuple[Document, str]]] = {
    2021: (
        Document("4875/TB-LĐTBXH"),
        (
            "01-01 new-year, 02-10 tet-29, 02-11 tet-eve, 02-12 tet-1, 02-13 tet-2, 02-14 tet-3, 02-15 tet-2+, "
            "02-16 tet-3+, 04-21 hung-kings, 04-30 victory, 05-01 labour, 05-03 labour+, 09-02 national-day, "
            "09-03 national-day"
        ),
    ),
    2022: (
        Document("119/TB-LĐTBXH"),
        (
            "01-01 new-year, 01-03 new-year+, 01-31 tet-eve, 02-01 tet-1, 02-02 tet-2, 02-03 tet-3, 02-04 tet-4, "
            "04-10 hung-kings, 04-11 hung-kings+, 04-30 victory, 05-01 labour, 05-02 victory+, 05-03 labour+, "
            "09-01 national-day, 09-02 national-day"
        ),
    ),
    2023: (
        Document("5034/TB-LĐTBXH"),
        (
            "01-01 new-year, 01-02 new-year+, 01-20 tet-29, 01-21 tet-eve, 01-22 tet-1, 01-23 tet-2, 01-24 tet-3, "
            "01-25 tet-eve+, 01-26 tet-1+, 04-29 hung-kings, 04-30 victory, 05-01 labour, 05-02 hung-kings+, "
            "05-03 victory+, 09-01 national-day, 09-02 national-day, 09-04 national-day+"
        ),
    ),
    2024: (
        Document("5015/TB-LĐTBXH"),
        (
            "01-01 new-year, 02-08 tet-29, 02-09 tet-eve, 02-10 tet-1, 02-11 tet-2, 02-12 tet-3, 02-13 tet-1+, "
            "02-14 tet-2+, 04-18 hung-kings, 04-30 victory, 05-01 labour, 09-02 national-day, 09-03 national-day"
        ),
    ),
    2025: (
        Document("6150/TB-BLĐTBXH", date(2024, 12, 3)),
        (
            "01-01 new-year, 01-27 tet-28, 01-28 tet-eve, 01-29 tet-1, 01-30 tet-2, 01-31 tet-3, 04-07 hung-kings, "
            "04-30 victory, 05-01 labour, 09-01 national-day, 09-02 national-day"
        ),
    ),
    2026: (
        Document("9441/TB-BNV", date(2025, 10, 16)),
        (
            "01-01 new-year, 02-16 tet-eve, 02-17 tet-1, 02-18 tet-2, 02-19 tet-3, 02-20 tet-4, 04-26 hung-kings, "
            "04-27 hung-kings+, 04-30 victory, 05-01 labour, 09-01 national-day, 09-02 national-day"
        ),
    ),
}

_PRESS, _TABLE = Confidence.PRESS, Confidence.SECONDARY
_TABLE_NOTE = "holidays 0.109, VietnamStaticHolidays; not confirmed by a second source"
_BAOLANGSON = "https://baolangson.vn/xa-hoi/31573-nghi-tet-nguyen-dan-tan-mao-tam-ngay.html"
_TIENPHONG = "https://tienphong.vn/tet-am-lich-duoc-nghi-9-ngay-post601552.amp"
_DONGTHAP = "http://baodongthap.com.vn/xa-hoi/tet-nguyen-dan-nghi-9-ngay-36388.aspx"
_BAOMOI = "https://www.baomoi.com/clip-lich-nghi-tet-duong-lich-2015/c/15286031.epi"

# (day off, make-up day), each with the paper or the report it is known from.
_SWAPS: Final[tuple[tuple[date, date, Document], ...]] = (
    (date(2010, 2, 19), date(2010, 2, 27), Document("Hoán đổi Tết 2010", None, _TABLE, _TABLE_NOTE)),
    # Sunday 30/01/2011 was worked: a make-up day may be any weekend day.
    (date(2011, 1, 31), date(2011, 1, 29), Document("Hoán đổi Tết 2011", None, _PRESS, _BAOLANGSON)),
    (date(2011, 2, 1), date(2011, 1, 30), Document("Hoán đổi Tết 2011", None, _PRESS, _BAOLANGSON)),
    (date(2011, 4, 11), date(2011, 4, 9), Document("Hoán đổi Giỗ Tổ 2011", None, _PRESS, _BAOLANGSON)),
    (date(2012, 1, 27), date(2012, 2, 4), Document("Hoán đổi Tết 2012", None, _TABLE, _TABLE_NOTE)),
    (date(2012, 12, 31), date(2013, 1, 5), Document("Hoán đổi Tết Dương lịch 2013", None, _PRESS, _TIENPHONG)),
    (date(2013, 2, 15), date(2013, 2, 23), Document("Hoán đổi Tết 2013", None, _PRESS, _TIENPHONG)),
    (date(2013, 4, 29), date(2013, 5, 4), Document("Hoán đổi 30/4/2013", None, _TABLE, _TABLE_NOTE)),
    (date(2014, 1, 28), date(2014, 1, 25), Document("Hoán đổi Tết 2014", None, _PRESS, _DONGTHAP)),
    (date(2014, 2, 5), date(2014, 2, 8), Document("Hoán đổi Tết 2014", None, _PRESS, _DONGTHAP)),
    (date(2014, 5, 2), date(2014, 4, 26), Document("Hoán đổi 30/4/2014", None, _PRESS, _DONGTHAP)),
    (date(2014, 9, 1), date(2014, 9, 6), Document("Hoán đổi Quốc khánh 2014", None, _TABLE, _TABLE_NOTE)),
    (date(2015, 1, 2), date(2014, 12, 27), Document("Hoán đổi Tết Dương lịch 2015", None, _PRESS, _BAOMOI)),
    (date(2015, 2, 16), date(2015, 2, 14), Document("Hoán đổi Tết 2015", None, _TABLE, _TABLE_NOTE)),
    (date(2015, 4, 29), date(2015, 4, 25), Document("Hoán đổi 30/4/2015", None, _TABLE, _TABLE_NOTE)),
    (date(2018, 12, 31), date(2019, 1, 5), Document("6519/VPCP-KGVX", None, _TABLE, _TABLE_NOTE)),
    (date(2019, 4, 29), date(2019, 5, 4), Document("6519/VPCP-KGVX", None, _TABLE, _TABLE_NOTE)),
    (date(2024, 4, 29), date(2024, 5, 4), Document("2450/VPCP-KGVX", date(2024, 4, 12))),
    (date(2025, 5, 2), date(2025, 4, 26), Document("6150/TB-BLĐTBXH", date(2024, 12, 3))),
    (date(2026, 8, 31), date(2026, 8, 22), Document("9441/TB-BNV", date(2025, 10, 16))),
    (date(2026, 1, 2), date(2026, 1, 10), Document("12729/VPCP-KGVX", date(2025, 12, 25))),
)

# Known from secondary reports only; whether Đ.111 k.3 compensates it is doubtful, as it is not listed in Đ.112 k.1.
_CULTURE = Document("NQ 28/2026/QH16 Đ.2", date(2026, 7, 1), Confidence.SECONDARY, "NQ 80-NQ/TW, 07/01/2026")
_CULTURE_FROM = 2026
_PROPOSAL_2026 = Document("Đề xuất hoán đổi 23/11/2026", date(2026, 9, 6), Confidence.PRESS)
_PROPOSAL_2027 = Document("Đề xuất nghỉ Tết 2027", date(2026, 9, 22), Confidence.PRESS)
_TET_2027 = Period(date(2027, 1, 30), date(2027, 2, 21))


def _name(key: str) -> tuple[str, str]:
    vi, en = _NAMES[key.removesuffix("+")]
    return (f"{vi} (nghỉ bù)", f"{en} (in lieu)") if key.endswith("+") else (vi, en)


def _off(day: date, key: str) -> Mark:
    vi, en = _name(key)
    return Mark(day, Kind.OFF, vi=vi, en=en)


def _marks(year: int, text: str) -> tuple[Mark, ...]:
    rows = (row.split() for row in text.split(", "))
    return tuple(_off(date(year, int(month_day[:2]), int(month_day[3:])), key) for month_day, key in rows)


def law_layers() -> tuple[Layer, ...]:
    """Return the ordinary holidays of every year, as the labour code of the time gives them; they settle nothing."""
    return tuple(
        Layer(
            name,
            document,
            tuple(mark for year in range(first, last + 1) for mark in _marks(year, FROZEN[year])),
            Status.PROJECTED,
        )
        for first, last, name, document in _LAWS
    )


def announced_layers() -> tuple[Layer, ...]:
    """Return what has been decided or proposed, in the order in which it is applied."""
    return (*_past(), *_years(), *_swaps(), _culture_day(), _culture_day_in_lieu(), *_proposals())


def _past() -> tuple[Layer, ...]:
    """Settle 2005-2020 by year: they are over; their ordinary holidays were the law's, their swaps stand below."""
    return tuple(
        Layer(f"past-{year}", Document(f"Lịch nghỉ năm {year}"), settles=(Period.year(year),))
        for year in range(FIRST.year, min(_YEARS))
    )


def _years() -> tuple[Layer, ...]:
    return tuple(
        Layer(
            f"year-{year}",
            document,
            _marks(year, text),
            restates=(Period.year(year),),
            settles=(Period.year(year),),
        )
        for year, (document, text) in _YEARS.items()
    )


def _swaps() -> tuple[Layer, ...]:
    return tuple(
        Layer(f"swap-{off.isoformat()}", document, swap(off, work), scope=Scope.PUBLIC)
        for off, work, document in _SWAPS
    )


def _culture_days() -> list[date]:
    return [date(year, 11, 24) for year in range(_CULTURE_FROM, LAST.year + 1)]


def _culture_day() -> Layer:
    return Layer("culture-day", _CULTURE, tuple(_off(day, "culture") for day in _culture_days()))


def _culture_day_in_lieu() -> Layer:
    """Compensate a 24 November on a weekend by the next Monday: proposed, because the law is doubtful (Đ.111 k.3)."""
    marks = tuple(
        _off(day + timedelta(days=7 - day.weekday()), "culture+")
        for day in _culture_days()
        if day.weekday() > 4  # noqa: PLR2004 - Saturday or Sunday
    )
    return Layer(COMPENSATION, _CULTURE, marks, Status.PROPOSED)


def _proposals() -> tuple[Layer, ...]:
    """Return the proposals nobody had decided when this was written (22/11/2026)."""
    tet = ("tet-29", "tet-eve", "tet-1", "tet-2", "tet-3", "tet-4", "tet-5")
    short = tuple(_off(date(2027, 2, 4 + index), key) for index, key in enumerate(tet))
    long = ("tet-eve", "tet-1", "tet-2", "tet-3", "tet-4", "tet-5", "tet-6", "tet-1+", "tet-2+")
    return (
        Layer(
            "proposed-2026-11-23",
            _PROPOSAL_2026,
            swap(date(2026, 11, 23), date(2026, 11, 28)),
            Status.PROPOSED,
            Scope.PUBLIC,
        ),
        Layer("proposed-tet-2027-a", _PROPOSAL_2027, short, Status.PROPOSED, restates=(_TET_2027,)),
        Layer(
            "proposed-tet-2027-b",
            _PROPOSAL_2027,
            tuple(_off(date(2027, 2, 5 + index), key) for index, key in enumerate(long)),
            Status.PROPOSED,
            restates=(_TET_2027,),
        ),
    )
