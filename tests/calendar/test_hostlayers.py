"""Layers of a host: from YAML and from iCalendar, with the place of every mistake."""

from datetime import date

import pytest

from procflow.calendar import (
    Confidence,
    Document,
    Kind,
    Scope,
    Status,
    WorkCalendar,
    layer_from_ics,
    layers_from_yaml,
    sessions_of,
)
from procflow.errors import CalendarError

PAPER = Document("12/QĐ-UBND")

YAML = """
layers:
  - name: bão số 3
    document: {number: 12/QĐ-UBND, issued: 2026-09-10, confidence: press, source: baoquangninh.vn}
    closed: {2026-09-11: Nghỉ bão}
    sessions: {2026-12-31: "07:30-11:30"}
  - name: hoán đổi 23/11
    document: {number: 99/VPCP-KGVX}
    status: announced
    scope: public administration
    swaps: {2026-11-23: 2026-11-28}
    restates: [2026-11-23..2026-11-28]
    settles: [2027]
    off: {2026-11-24: Ngày Văn hóa Việt Nam}
    work: {2026-12-05: Làm bù}
"""


def test_a_host_adds_layers_from_yaml(vn: WorkCalendar) -> None:
    storm, swapped = layers_from_yaml(YAML)
    assert storm.document == Document("12/QĐ-UBND", date(2026, 9, 10), Confidence.PRESS, "baoquangninh.vn")
    assert (storm.scope, storm.status) == (Scope.OFFICE, Status.ANNOUNCED)
    assert swapped.scope is Scope.PUBLIC
    calendar = vn.with_layers(storm, swapped)
    days = ("2026-09-11", "2026-11-23", "2026-11-24", "2026-11-28", "2026-12-05")
    assert [calendar.is_working(date.fromisoformat(day)) for day in days] == [False, False, False, True, True]
    assert calendar.sessions(date(2026, 12, 31)) == sessions_of("07:30-11:30")
    assert calendar.status(date(2027, 7, 1)) is Status.ANNOUNCED


def test_layers_may_stand_without_the_key() -> None:
    with pytest.raises(CalendarError) as caught:
        layers_from_yaml("{}")
    assert caught.value.code == "PF422"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "f.yaml:1:1"),
        ("x: [", "f.yaml:1:5"),
        ("\x00", "f.yaml"),
        ("layers: {}", "f.yaml:1:9"),
        ("layers: [1]", "f.yaml:1:10"),
        ("layers:\n  - {name: a}", "f.yaml:2:5"),
        ("layers:\n  - {document: {number: 1}}", "f.yaml:2:5"),
        ("layers:\n  - {name: a, document: {issued: 2026-01-01}}", "f.yaml:2:25"),
        ("layers:\n  - {name: a, document: {numbr: 2}}", "f.yaml:2:26"),
        ("layers:\n  - {name: a, name: b}", "f.yaml:2:15"),
        ("layers:\n  - {name: [a], document: {number: 1}}", "f.yaml:2:12"),
        ("layers:\n  - {name: a, document: {number: 1}, off: {2026-13-01: x}}", "f.yaml:2:44"),
        ("layers:\n  - {name: a, document: {number: 1}, status: perhaps}", "f.yaml:2:46"),
        ("layers:\n  - {name: a, document: {number: 1}, settles: [soon]}", "f.yaml:2:48"),
        ("layers:\n  - {name: a, document: {number: 1}, settles: [2027-01-02..2027-01-01]}", "f.yaml:2:48"),
        ("layers:\n  - {name: a, document: {number: 1}, work: {2026-10-01: x}}", "f.yaml:2:57"),
        ("layers:\n  - {name: a, document: {number: 1}, swaps: {2026-10-01: 2026-10-02}}", "f.yaml:2:58"),
        ("layers:\n  - {name: a, document: {number: 1}, sessions: {2026-10-01: '08:00-07:00'}}", "f.yaml:2:61"),
        ("layers: " + "[" * 3000, "f.yaml"),
    ],
)
def test_a_mistake_in_yaml_has_its_place(text: str, place: str) -> None:
    with pytest.raises(CalendarError) as caught:
        layers_from_yaml(text, "f.yaml")
    assert caught.value.code == "PF422"
    assert caught.value.params["place"] == place


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


def test_whole_day_events_of_an_icalendar_become_days_off() -> None:
    text = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261226", "SUMMARY:Nghỉ\\, c", " ả hai ngày")
    layer = layer_from_ics(text, name="ics", document=PAPER)
    assert [(mark.day, mark.kind, mark.vi) for mark in layer.marks] == [
        (date(2026, 12, 24), Kind.OFF, "Nghỉ, cả hai ngày"),
        (date(2026, 12, 25), Kind.OFF, "Nghỉ, cả hai ngày"),
    ]


def test_an_event_without_an_end_is_one_day_of_the_kind_asked_for() -> None:
    text = event("DTSTART;VALUE=DATE:20261128")
    (mark,) = layer_from_ics(text, name="ics", document=PAPER, kind=Kind.WORK).marks
    assert (mark.day, mark.kind) == (date(2026, 11, 28), Kind.WORK)


def test_a_duration_is_an_end() -> None:
    for lasts, days in (("P3D", 3), ("P1W", 7)):
        layer = layer_from_ics(event("DTSTART;VALUE=DATE:20261224", f"DURATION:{lasts}"), name="ics", document=PAPER)
        assert len(layer.marks) == days


def test_an_event_that_ends_on_its_first_day_is_one_day() -> None:
    text = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261224")
    assert len(layer_from_ics(text, name="ics", document=PAPER).marks) == 1


def test_a_cancelled_event_says_nothing_and_an_alarm_says_nothing_of_its_event() -> None:
    assert layer_from_ics(event("STATUS:CANCELLED", "SUMMARY:x"), name="ics", document=PAPER).marks == ()
    alarm = ("", "BEGIN:VALARM", "SUMMARY:rings", "DURATION:PT15M", "END:VALARM")
    text = event("DTSTART;VALUE=DATE:20261224", "SUMMARY:Nghỉ\\nbão", *alarm)
    (mark,) = layer_from_ics(text, name="ics", document=PAPER).marks
    assert mark.vi == "Nghỉ bão"


def test_a_day_beyond_the_calendar_is_a_slip_of_the_year_and_refused(vn: WorkCalendar) -> None:
    (layer,) = layers_from_yaml("layers:\n  - {name: a, document: {number: 1}, closed: {2206-10-01: bão}}")
    with pytest.raises(CalendarError) as caught:
        vn.with_layers(layer)
    assert caught.value.code == "PF400"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        event("DTSTART;VALUE=DATE:20261224", "RDATE;VALUE=DATE:20261225"),
        event("DTSTART;VALUE=DATE:20261224", "STATUS:TENTATIVE"),
        event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261220"),
        event("DTSTART;VALUE=DATE:20261224", "DURATION:PT15M"),
        event("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:99991231"),
        event("DTSTART;VALUE=DATE:20261224").partition("END:")[0],
        event("DTSTART:20261224T090000Z"),
        event("DTSTART;VALUE=DATE:20261324"),
        event("SUMMARY:no start"),
        event("DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY"),
        "END:VEVENT",
    ],
)
def test_an_event_that_would_have_to_be_guessed_is_refused(text: str) -> None:
    with pytest.raises(CalendarError) as caught:
        layer_from_ics(text, name="ics", document=PAPER, file="a.ics")
    assert caught.value.code == "PF422"
    assert str(caught.value.params["place"]).startswith("a.ics:")


def test_another_country_is_built_on_request() -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    china = WorkCalendar.from_holidays("CN", first=first, last=last)
    assert china.is_working(date(2024, 2, 4))
    assert not china.is_working(date(2024, 10, 1))
    assert china.status(date(2024, 2, 5)) is Status.PROJECTED
    bavaria = WorkCalendar.from_holidays("DE", subdivision="BY", first=first, last=last, name="Bayern")
    assert bavaria.name == "Bayern"
    assert not bavaria.is_working(date(2024, 11, 1))
