"""A calendar as iCalendar and as a page: what is off, what is worked, and what nobody has announced yet."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from procflow.calendar import Day, Document, Kind, Status, Verdict, layer_from_ics, vietnam
from procflow.render import icalendar, year_page

YEAR = [vietnam().day(date(2026, 1, 1) + timedelta(days=index)) for index in range(365)]
NEXT = [vietnam().day(date(2027, 1, 1) + timedelta(days=index)) for index in range(365)]
OFF = [day.date for day in YEAR if day.verdict is Verdict.HOLIDAY]
MADE_UP = [day.date for day in YEAR if day.verdict is Verdict.MAKE_UP]


def test_the_days_off_read_back_from_icalendar_are_the_days_off() -> None:
    text = icalendar(vietnam(), [day for day in YEAR if day.verdict is Verdict.HOLIDAY])
    layer = layer_from_ics(text, name="again", document=Document("test"))
    assert [mark.day for mark in layer.marks] == OFF
    assert {mark.kind for mark in layer.marks} == {Kind.OFF}
    assert [mark.vi for mark in layer.marks] == [day.vi for day in YEAR if day.date in OFF]


def test_ordinary_days_are_no_events_and_make_up_days_are() -> None:
    text = icalendar(vietnam(), YEAR, "en")
    assert text.count("BEGIN:VEVENT") == len(OFF) + len(MADE_UP)
    assert text.count("CATEGORIES:MAKE-UP") == len(MADE_UP) == 2


def test_an_event_is_tentative_until_its_day_was_announced() -> None:
    assert "TENTATIVE" not in icalendar(vietnam(), YEAR)
    assert "CONFIRMED" not in icalendar(vietnam(), NEXT)


def test_lines_are_folded_to_75_octets_and_end_in_crlf_and_no_letter_is_parted() -> None:
    name = "Nghỉ lễ dài, có dấu; gạch chéo \\ và chữ Việt Nam rất dài để phải gấp dòng nhiều lần liên tiếp"
    day = Day(date(2026, 1, 1), Verdict.HOLIDAY, Status.ANNOUNCED, name, "-")
    text = icalendar(vietnam(), [day])
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:Nghỉ lễ dài\\, có dấu\\; gạch chéo \\\\ và chữ" in unfolded
    assert "DTSTAMP:20260101T000000Z" in unfolded


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_holds_every_day_and_every_notice(lang: str) -> None:
    root = ET.fromstring(year_page(vietnam(), YEAR, "vi" if lang == "vi" else "en"))  # noqa: S314 - our own output
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert sum(text.isdecimal() for text in texts) == 365
    for day in YEAR:
        if day.document is not None:
            told = f"{day.date:%d/%m/%Y}   {day.name('vi' if lang == 'vi' else 'en')} · {day.document.number}"
            assert sum(told in text for text in texts) == 1
    looks = [element.get("class") for element in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert looks.count("off") == len(OFF) + 1  # and one in the legend
    assert looks.count("make-up") == len(MADE_UP) + 1
    assert looks.count("doubt") == 2 + 1  # 23/11 and 28/11, which a proposal would swap


def test_what_is_not_announced_is_framed() -> None:
    off = sum(day.verdict is Verdict.HOLIDAY for day in NEXT)
    moved = sum(day.status is Status.PROPOSED and day.verdict is not Verdict.HOLIDAY for day in NEXT)
    assert year_page(vietnam(), NEXT).count('class="doubt"') == off + moved + 1


def test_a_page_grows_with_its_months_and_its_list() -> None:
    month = [day for day in YEAR if day.date.month == 8]
    root = ET.fromstring(year_page(vietnam(), month))  # noqa: S314 - our own output
    lowest = max(int(element.get("y", "0")) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert lowest < int(root.get("height", "0"))
    assert int(root.get("width", "0")) >= 640
