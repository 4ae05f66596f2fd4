"""An explanation is verified by a checker that shares no code with the engine, and reads well to a person."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.calendar import VIETNAM_TIME, Kind, Layer, Mark, vietnam
from procflow.calendar.days import Document
from procflow.clock import DEFAULT_RULE, Explanation, Hold, Part, Roll, Rule, deadline


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def check(data: dict[str, Any]) -> None:
    """Verify one explanation of a span of days or hours from its own data: every day accounted for, the count right."""
    days = data["days"]
    amount, unit = data["span"].split(" ", 1)
    first = date.fromisoformat(data["counts_from"][:10])
    listed = [date.fromisoformat(day["date"]) for day in days]
    assert listed == [first + timedelta(days=n) for n in range(len(days))], "no day is left out"
    assert listed[-1].isoformat() == data["due_on"]
    if "hour" in unit or "minute" in unit:
        total = sum(day["minutes"] for day in days if day["part"] == "counted")
        assert total == int(amount) * (60 if "hour" in unit else 1)
        return
    assert days[0]["part"] == "start", "the day of the event is not counted"
    stops = {
        (date.fromisoformat(hold["start"][:10]) + timedelta(days=n)).isoformat()
        for hold in data["holds"]
        for n in range(1, (date.fromisoformat(hold["end"][:10]) - date.fromisoformat(hold["start"][:10])).days + 1)
    }
    works = {"working", "make-up"}
    counted = [day for day in days if day["part"] == "counted"]
    assert [day["number"] for day in counted] == list(range(1, int(amount) + 1)), "each counted once, to the last"
    for day in days[1:]:
        is_stopped, is_off = day["date"] in stops, day["verdict"] not in works
        match day["part"]:
            case "counted":
                assert not is_stopped
                assert not (is_off and "working" in unit)
            case "skipped":
                assert (is_off, "working" in unit) == (True, True)
            case "stopped":
                assert is_stopped
            case "rolled":
                assert day["date"] > counted[-1]["date"]
    assert days[-1]["verdict"] in works, "the last day is a working day"
    assert data["due_at"].startswith(data["due_on"])
    assert data["ends_at"] == f"{date.fromisoformat(data['due_on']) + timedelta(days=1)}T00:00:00+07:00"


MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=VIETNAM_TIME, second=0, microsecond=0)
)
HOLDS = st.lists(st.tuples(MOMENTS, MOMENTS).map(lambda pair: Hold(min(pair), max(pair), "thuế")), max_size=2)


@given(MOMENTS, st.integers(1, 40), st.sampled_from(["working days", "days"]), HOLDS)
def test_the_checker_agrees_with_every_explanation_of_days(at: datetime, n: int, unit: str, holds: list[Hold]) -> None:
    check(json.loads(json.dumps(deadline(at, f"{n} {unit}", holds=holds).explain().data())))


@given(MOMENTS, st.integers(1, 40), st.sampled_from(["working hours", "hours", "minutes", "working minutes"]), HOLDS)
def test_the_checker_agrees_with_every_explanation_of_hours(at: datetime, n: int, unit: str, holds: list[Hold]) -> None:
    check(json.loads(json.dumps(deadline(at, f"{n} {unit}", holds=holds).explain().data())))


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        (6, "part", "skipped"),
        (5, "number", 9),
        (0, "part", "counted"),
        (6, "verdict", "weekend"),
        (7, "date", "2026-01-13"),
    ],
)
def test_the_checker_refuses_an_explanation_with_one_thing_changed(place: int, key: str, value: object) -> None:
    data: Any = deadline(date(2025, 12, 31), "3 working days").explain().data()
    check(data)
    data["days"][place][key] = value
    with pytest.raises(AssertionError):
        check(data)


def test_the_text_tells_every_day_and_why() -> None:
    assert deadline(date(2025, 12, 31), "3 working days").explain().text("vi").splitlines() == [
        "03 ngày làm việc, tính từ 31/12/2025",
        f"Quy tắc one-stop: {DEFAULT_RULE.vi} ({DEFAULT_RULE.source})",
        "  T4  31/12/2025  ngày bắt đầu, không tính (BLDS 2015 Đ.147)",
        "  T5  01/01/2026  không tính: Tết Dương lịch (9441/TB-BNV ngày 16/10/2025)",
        "  T6  02/01/2026  không tính: Nghỉ hoán đổi, làm bù 10/01/2026 (12729/VPCP-KGVX ngày 25/12/2025)",
        "  T7  03/01/2026  không tính: Nghỉ hằng tuần",
        "  CN  04/01/2026  không tính: Nghỉ hằng tuần",
        "  T2  05/01/2026  ngày thứ 1",
        "  T3  06/01/2026  ngày thứ 2",
        "  T4  07/01/2026  ngày thứ 3",
        "Hẹn trả: 07/01/2026 17:00; hết hạn lúc 24:00 07/01/2026",
        f"Lịch: vietnam {vietnam().version[:12]}",
    ]


def test_the_text_tells_a_roll_a_stop_and_a_doubt_in_english() -> None:
    hold = Hold(moment("2026-11-10T09:00"), moment("2026-11-12T09:00"), "tax")
    text = str(deadline(moment("2026-11-09T09:00"), "10 days", holds=[hold]).explain())
    assert "Tue 10/11/2026  day 1" in text
    assert "Wed 11/11/2026  stopped: tax" in text
    assert "Sat 21/11/2026  day 10: Weekly day of rest" in text
    assert "Sun 22/11/2026  moved on (BLDS 2015 Đ.148 k.5): Weekly day of rest" in text
    assert "Mon 23/11/2026  moved on (BLDS 2015 Đ.148 k.5): Working day" in text
    assert "Provisional: 23/11/2026: a change is proposed (Đề xuất hoán đổi 23/11/2026 of 06/09/2026)" in text


def test_the_text_of_hours_tells_the_share_of_each_day() -> None:
    text = deadline(moment("2026-03-06T16:00"), "2 working hours").explain().text("vi")
    assert "T6  06/03/2026  1:00 giờ" in text
    assert "T7  07/03/2026  không tính: Nghỉ hằng tuần" in text
    assert "T2  09/03/2026  1:00 giờ" in text
    assert "Hẹn trả: 09/03/2026 08:30; hết hạn lúc 09/03/2026 08:30" in text


def test_hours_that_begin_after_closing_and_are_held_a_whole_day() -> None:
    hold = Hold(moment("2026-03-03T07:00"), moment("2026-03-03T20:00"), "mất điện")
    lines = deadline(moment("2026-03-02T18:00"), "2 working hours", holds=[hold]).explain().lines
    assert [(line.part, line.minutes, line.ground) for line in lines] == [
        (Part.START, 0, ""),
        (Part.STOPPED, 0, "mất điện"),
        (Part.COUNTED, 120, ""),
    ]


def test_a_same_day_limit_counts_the_day_itself() -> None:
    lines = deadline(moment("2026-03-02T09:00"), "same day").explain().lines
    assert [(line.day.date, line.part, line.number) for line in lines] == [(date(2026, 3, 2), Part.COUNTED, 1)]
    late = deadline(moment("2026-03-06T16:00"), "same day before 15:00").explain().lines
    assert [line.part for line in late] == [Part.START, Part.SKIPPED, Part.SKIPPED, Part.COUNTED]


def test_phases_are_numbered_each_for_itself() -> None:
    lines = deadline(date(2026, 3, 2), "3 days then 2 working days").explain().lines
    assert [line.number for line in lines] == [None, 1, 2, 3, 1, None, None, 2]


def test_a_rule_that_counts_the_first_day_lists_it() -> None:
    rule = Rule("t", "s", "v", "e", first_day_counts=True)
    lines = deadline(date(2026, 3, 2), "2 working days", rule=rule).explain().lines
    assert [(line.part, line.number) for line in lines] == [(Part.COUNTED, 1), (Part.COUNTED, 2)]


def test_the_data_name_the_rule_its_source_and_the_calendar() -> None:
    data = deadline(date(2026, 11, 20), "1 working day").explain().data()
    assert data["rule"] == "one-stop"
    assert data["source"] == DEFAULT_RULE.source
    assert data["calendar"] == vietnam().version
    assert data["provisional"] is True
    assert data["reasons"] == ["23/11/2026: đang được đề xuất thay đổi (Đề xuất hoán đổi 23/11/2026 ngày 06/09/2026)"]
    assert data["roll"] == Roll.FOLLOWING.value


def test_the_picture_shows_the_weeks_of_the_count() -> None:
    hold = Hold(moment("2026-03-05T09:00"), moment("2026-03-06T09:00"), "thuế")
    picture = deadline(moment("2026-03-04T09:00"), "2 days", holds=[hold]).explain().picture("vi")
    assert picture.splitlines() == [
        "         T2    T3    T4    T5    T6    T7    CN",
        "02/03     .     .     o     1     =     2     >",
        "09/03   [>]     .     .     .     .     .     .",
        "số: ngày được tính · [số]: hạn · o: ngày bắt đầu · -: ngày nghỉ · =: tạm dừng · >: chuyển tiếp",
    ]
    hours = deadline(moment("2026-03-06T16:00"), "2 working hours").explain().picture("en")
    assert hours.splitlines()[1].split() == ["02/03", ".", ".", ".", ".", "1h", "-", "-"]


def test_a_closure_is_named_in_the_explanation() -> None:
    storm = Layer("storm", Document("12/QĐ-UBND"), (Mark(date(2026, 3, 3), Kind.CLOSURE, "Nghỉ bão", "Storm"),))
    explanation = deadline(date(2026, 3, 2), "1 working day", calendar=vietnam().with_layers(storm)).explain()
    assert isinstance(explanation, Explanation)
    assert "T3  03/03/2026  không tính: Nghỉ bão (12/QĐ-UBND)" in explanation.text("vi")


def test_the_minutes_of_the_days_add_up_to_the_span_whatever_second_it_began() -> None:
    begun = datetime(2026, 3, 6, 16, 0, 30, tzinfo=VIETNAM_TIME)
    explanation = deadline(begun, "2 working hours").explain()
    assert sum(line.minutes or 0 for line in explanation.lines) == 120


def test_a_part_of_an_hour_is_drawn_in_minutes() -> None:
    begun = datetime(2026, 3, 6, 16, 30, tzinfo=VIETNAM_TIME)
    assert "  30m" in deadline(begun, "2 working hours").explain().picture("vi")
