"""Layers that contradict each other are refused, with a code that says what to do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from procflow.calendar import (
    Document,
    Kind,
    Layer,
    Mark,
    Period,
    Session,
    Status,
    Verdict,
    Week,
    WorkCalendar,
    closure,
    difference,
    sessions_of,
    swap,
)
from procflow.errors import CalendarError

PAPER = Document("12/QĐ-UBND", date(2026, 9, 10))
FRIDAY, SATURDAY, SUNDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)


def layer(*marks: Mark, name: str = "host", status: Status = Status.ANNOUNCED) -> Layer:
    return Layer(name, PAPER, marks, status)


def office(*layers: Layer, weeks: tuple[Week, ...] = (Week((5, 6)),)) -> WorkCalendar:
    return WorkCalendar("office", first=date(2026, 1, 1), last=date(2026, 12, 31), layers=layers, weeks=weeks)


def code_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(CalendarError) as caught:
        attempt()
    assert caught.value.message("vi") != caught.value.message("en")
    assert caught.value.hint("vi")
    return caught.value.code


def test_a_day_off_that_is_also_made_up_is_a_contradiction() -> None:
    clash = (layer(Mark(SATURDAY, Kind.OFF)), layer(Mark(SATURDAY, Kind.WORK), name="later"))
    assert code_of(lambda: office(*clash)) == "PF402"


def test_a_later_layer_may_restate_a_period_and_then_there_is_no_contradiction() -> None:
    later = replace(layer(Mark(SATURDAY, Kind.WORK), name="later"), restates=(Period(FRIDAY, SUNDAY),))
    calendar = office(layer(Mark(FRIDAY, Kind.OFF), Mark(SATURDAY, Kind.OFF), Mark(MONDAY, Kind.OFF)), later)
    assert [calendar.is_working(day) for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [True, True, False, False]


def test_a_swap_without_its_pair_is_refused() -> None:
    off, work = swap(MONDAY, SATURDAY)
    assert code_of(lambda: office(layer(off))) == "PF403"
    assert code_of(lambda: office(layer(work))) == "PF403"
    assert not office(layer(off, work)).is_working(MONDAY)


def test_a_make_up_day_in_the_week_is_refused() -> None:
    assert code_of(lambda: Mark(MONDAY, Kind.WORK)) == "PF405"
    assert code_of(lambda: swap(FRIDAY, MONDAY)) == "PF405"


def test_sessions_that_overlap_or_make_no_sense_are_refused() -> None:
    for text in (
        "07:30-11:30,11:00-17:00",
        "13:00-17:00,07:30-11:30",
        "11:30-07:30",
        "7-8",
        "07:60-08:00",
        "07:30",
        "a:b-c:d",
    ):
        assert code_of(partial(sessions_of, text)) == "PF404", text
    assert code_of(lambda: Session(0, 1441)) == "PF404"


def test_marks_and_periods_that_make_no_sense_are_refused() -> None:
    assert code_of(lambda: Mark(MONDAY, Kind.SESSIONS)) == "PF411"
    assert code_of(lambda: Mark(MONDAY, Kind.OFF, sessions=sessions_of("07:30-11:30"))) == "PF411"
    assert code_of(lambda: Period(MONDAY, FRIDAY)) == "PF411"
    assert code_of(lambda: WorkCalendar("none", first=MONDAY, last=FRIDAY)) == "PF411"


def test_a_storm_closes_a_make_up_saturday_too(vn: WorkCalendar) -> None:
    storm = closure(date(2026, 8, 21), date(2026, 8, 24), vi="Nghỉ bão", en="Closed for a storm", document=PAPER)
    closed = vn.with_layers(storm, name="Hạ Long")
    assert closed.name == "Hạ Long"
    assert closed.add(date(2026, 8, 20), 1) == date(2026, 8, 25)
    assert closed.verdict(date(2026, 8, 22)) is Verdict.CLOSURE
    assert closed.day(date(2026, 8, 21)).name("en") == "Closed for a storm"
    assert closed.day(date(2026, 8, 21)).document == PAPER


def test_a_mark_outside_the_range_is_kept_and_changes_nothing() -> None:
    far = layer(Mark(date(2031, 1, 1), Kind.OFF))
    assert office(far).add(date(2026, 3, 2), 4) == office().add(date(2026, 3, 2), 4)


def test_a_layer_settles_only_what_it_says() -> None:
    settled = replace(layer(), settles=(Period(date(2025, 1, 1), SATURDAY), Period(date(2027, 1, 1), date(2027, 2, 1))))
    calendar = office(settled)
    assert calendar.status(SATURDAY) is Status.ANNOUNCED
    assert calendar.status(SUNDAY) is Status.PROJECTED


def test_a_layer_is_known_from_its_issue_else_from_the_first_day_it_speaks_of() -> None:
    assert layer(Mark(FRIDAY, Kind.OFF)).known_from == date(2026, 9, 10)
    undated = Layer("undated", Document("?"), (Mark(MONDAY, Kind.OFF),), settles=(Period(FRIDAY, MONDAY),))
    assert undated.known_from == FRIDAY
    assert Layer("empty", Document("?")).known_from == date.min


def test_an_unknown_proposal_is_refused_with_the_known_ones(vn: WorkCalendar) -> None:
    with pytest.raises(CalendarError) as caught:
        vn.adopt("proposed-tet-2028")
    assert caught.value.code == "PF409"
    assert "proposed-2026-11-23" in caught.value.message()


def test_a_proposal_moves_nothing_and_says_what_it_would_move() -> None:
    calendar = office(
        replace(layer(), settles=(Period.year(2026),)), layer(Mark(MONDAY, Kind.OFF), status=Status.PROPOSED)
    )
    assert calendar.is_working(MONDAY)
    assert calendar.is_doubtful(FRIDAY, MONDAY)
    assert not calendar.is_doubtful(MONDAY, date(2026, 3, 31))
    assert not calendar.is_doubtful(MONDAY, FRIDAY)
    (reason,) = calendar.provisional_reasons(FRIDAY, date(2026, 3, 31))
    assert (reason.first, reason.last, reason.layer) == (MONDAY, MONDAY, "host")
    assert reason.text("vi") == "09/03/2026: đang được đề xuất thay đổi (12/QĐ-UBND ngày 10/09/2026)"
    assert reason.text("en") == "09/03/2026: a change is proposed (12/QĐ-UBND of 10/09/2026)"


def test_days_nobody_announced_are_one_reason(vn: WorkCalendar) -> None:
    reasons = vn.provisional_reasons(date(2026, 12, 20), date(2027, 1, 20))
    assert [reason.text("en") for reason in reasons] == [
        "01/01/2027 - 20/01/2027: not announced yet, projected from law"
    ]
    assert reasons[0].text("vi").endswith("tạm tính theo luật")


def test_the_weekly_rest_may_change_from_a_day_on() -> None:
    weeks = (Week((6,)), Week((5, 6), since=date(2026, 3, 1)))
    calendar = office(weeks=weeks)
    assert calendar.is_working(date(2026, 2, 28))
    assert not calendar.is_working(SATURDAY)
    assert office(weeks=(Week((5, 6), since=date(2020, 1, 1)),)).version != calendar.version


def test_equal_content_is_one_version_and_other_content_another() -> None:
    assert office() == office()
    assert hash(office()) == hash(office())
    assert office() != office(layer(Mark(MONDAY, Kind.OFF)))
    assert office() != "office"
    assert len(office().version) == 64
    assert office().version[:12] in repr(office())


def test_a_difference_lists_the_changed_days_and_why(vn: WorkCalendar) -> None:
    half_day = Layer("half", PAPER, (Mark(date(2026, 12, 31), Kind.SESSIONS, sessions=sessions_of("07:30-11:30")),))
    changed = vn.adopt("proposed-2026-11-23").with_layers(half_day)
    found = difference(vn, changed)
    paper = "(Đề xuất hoán đổi 23/11/2026 of 06/09/2026)"
    assert [change.text("en") for change in found] == [
        f"23/11/2026: Working day → Day off swapped, made up on 28/11/2026 {paper}",
        f"28/11/2026: Weekly day of rest → Make-up working day for 23/11/2026 {paper}",
        "31/12/2026: 07:30-11:30, 13:00-17:00 → 07:30-11:30",
    ]
    assert [change.moves_days for change in found] == [True, True, False]
    assert found[0].text("vi").startswith("23/11/2026: Ngày làm việc → Nghỉ hoán đổi")
    assert difference(vn, vn) == ()


def test_a_calendar_shows_what_it_is_made_of(vn: WorkCalendar) -> None:
    assert vn.layers[0].name == "law-1994"
    assert vn.weeks == (Week((5, 6)),)
    assert len(vn.hours) == 1


def test_a_calendar_cannot_be_changed(vn: WorkCalendar) -> None:
    for name in ("_first", "name", "anything"):
        with pytest.raises(AttributeError):
            setattr(vn, name, date(2026, 1, 1))
    assert vn.first == date(2005, 1, 1)


def test_two_calendars_are_compared_once_however_many_dossiers_ask(vn: WorkCalendar) -> None:
    storm = Layer("bao", Document("CĐ 1/CĐ-TTg"), (Mark(date(2026, 8, 24), Kind.CLOSURE, "Nghỉ do bão"),))
    assert difference(vn, vn.with_layers(storm)) is difference(vn, vn.with_layers(storm))
