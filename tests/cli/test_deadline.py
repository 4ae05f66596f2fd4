"""`procflow deadline`: the contract other people's scripts rely on."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from procflow.errors import CATALOGUE

KEYS = ["start", "span", "rule", "due_on", "due_at", "ends_at", "provisional", "calendar"]
Procflow = Callable[..., Any]


@pytest.mark.parametrize(
    ("start", "span", "due_at", "ends_at"),
    [
        ("2025-12-31", "3 working days", "2026-01-07T17:00:00+07:00", "2026-01-08T00:00:00+07:00"),
        ("2026-01-05", "5 working days", "2026-01-10T17:00:00+07:00", "2026-01-11T00:00:00+07:00"),
        ("2026-08-20", "2 working days", "2026-08-22T17:00:00+07:00", "2026-08-23T00:00:00+07:00"),
        ("2026-11-23", "1 working day", "2026-11-25T17:00:00+07:00", "2026-11-26T00:00:00+07:00"),
        ("2026-02-03", "15 days", "2026-02-23T17:00:00+07:00", "2026-02-24T00:00:00+07:00"),
        ("2026-01-31", "1 month", "2026-03-02T17:00:00+07:00", "2026-03-03T00:00:00+07:00"),
        ("2026-08-07", "15 days", "2026-08-22T17:00:00+07:00", "2026-08-23T00:00:00+07:00"),
        ("2026-02-13T15:30", "same day before 15:00", "2026-02-23T17:00:00+07:00", "2026-02-24T00:00:00+07:00"),
        ("2026-03-02T16:00", "2 working hours", "2026-03-03T08:30:00+07:00", "2026-03-03T08:30:00+07:00"),
        ("2026-03-02T16:00", "24 hours", "2026-03-03T16:00:00+07:00", "2026-03-03T16:00:00+07:00"),
        ("2026-01-05", "05 ngày làm việc", "2026-01-10T17:00:00+07:00", "2026-01-11T00:00:00+07:00"),
    ],
)
def test_a_deadline_is_answered_as_json(procflow: Procflow, start: str, span: str, due_at: str, ends_at: str) -> None:
    answer = procflow("deadline", start, span, "--json")
    found = json.loads(answer.out)
    assert answer.code == 0
    assert list(found) == KEYS
    assert (found["due_on"], found["due_at"], found["ends_at"]) == (due_at[:10], due_at, ends_at)
    assert found["rule"] == "one-stop"
    assert found["provisional"] is False
    assert len(found["calendar"]) == 64


def test_a_moment_without_a_zone_is_vietnam_time_and_one_with_a_zone_is_converted(procflow: Procflow) -> None:
    naive = json.loads(procflow("deadline", "2026-03-02T16:00", "2 hours", "--json").out)
    aware = json.loads(procflow("deadline", "2026-03-02T09:00Z", "2 hours", "--json").out)
    spaced = json.loads(procflow("deadline", "2026-03-02 16:00:00", "2 hours", "--json").out)
    assert naive == aware == spaced
    assert naive["start"] == "2026-03-02T16:00:00+07:00"


def test_the_answer_for_people_names_the_day_the_appointment_and_the_legal_end(procflow: Procflow) -> None:
    answer = procflow("deadline", "2026-08-20", "2 working days")
    assert answer.out.splitlines() == [
        "due          Saturday 2026-08-22",
        "appointment  Saturday 2026-08-22 17:00",
        "legal end    Saturday 2026-08-22 24:00",
        "counted      2 working days from Thursday 2026-08-20, rule one-stop",
    ]


def test_the_answer_for_people_speaks_vietnamese(procflow: Procflow) -> None:
    answer = procflow("deadline", "2026-03-02T16:00", "2 working hours", "--lang", "vi")
    assert answer.out.splitlines() == [
        "đến hạn      thứ Ba 03/03/2026",
        "hẹn trả      08:30 thứ Ba 03/03/2026",
        "hết hạn lúc  08:30 thứ Ba 03/03/2026",
        "cách tính    02 giờ làm việc từ 16:00 thứ Hai 02/03/2026, quy tắc one-stop",
    ]


def test_a_span_of_hours_that_ends_at_midnight_ends_at_midnight_and_not_a_day_later(procflow: Procflow) -> None:
    answer = procflow("deadline", "2026-03-02T22:00", "2 hours")
    assert "legal end    Tuesday 2026-03-03 00:00" in answer.out


def test_a_date_that_may_still_move_is_marked_with_the_reason(procflow: Procflow) -> None:
    answer = procflow("deadline", "2026-12-31", "1 month")
    assert "\nprovisional  01/01/2027 - 01/02/2027: " in answer.out
    assert json.loads(procflow("deadline", "2026-12-31", "1 month", "--json").out)["provisional"] is True


def test_an_explanation_names_the_notice_behind_a_day(procflow: Procflow) -> None:
    told = procflow("deadline", "2026-08-20", "2 working days", "--explain").out
    assert "9441/TB-BNV" in told
    data = json.loads(procflow("deadline", "2026-08-20", "2 working days", "--explain", "--json").out)
    assert list(data) == [*KEYS, "explanation"]
    assert [day["date"] for day in data["explanation"]["days"]] == ["2026-08-20", "2026-08-21", "2026-08-22"]


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (["2026-08-20", "5"], 1, "PF412"),
        (["2026-08-20", "soon"], 1, "PF410"),
        (["2026-08-20", "24 hours"], 1, "PF413"),
        (["2026-08-20", "1 day", "--rule", "guess"], 1, "PF414"),
        (["2060-01-04", "1 day"], 1, "PF400"),
        (["2026-02-30", "1 day"], 2, "PF704"),
        (["20260220", "1 day"], 2, "PF704"),
        (["2026-W08-5", "1 day"], 2, "PF704"),
        (["2026-02-20T25:00", "1 day"], 2, "PF704"),
        (["2026-08-20"], 2, "PF703"),
        ([], 2, "PF703"),
        (["--batch", "2026-08-20"], 2, "PF713"),
        (["--batch", "--explain"], 2, "PF713"),
        (["2026-08-20", "1 day", "extra"], 2, "PF764"),
    ],
)
def test_bad_input_is_a_coded_error_with_a_hint(
    procflow: Procflow, arguments: list[str], exit_code: int, error: str
) -> None:
    answer = procflow("deadline", *arguments)
    assert answer.code == exit_code
    assert answer.out == ""
    assert answer.err.startswith(f"{error} ")
    assert "\n  hint: " in answer.err


def test_with_json_an_error_is_json_too(procflow: Procflow) -> None:
    answer = procflow("deadline", "2026-08-20", "5", "--json", "--lang", "vi")
    assert answer.code == 1
    assert json.loads(answer.out) == {"error": "PF412", "message": CATALOGUE["PF412"].message({"text": "5"}, "vi")}


def test_a_batch_answers_one_object_a_line_and_a_bad_row_spoils_no_other(procflow: Procflow) -> None:
    rows = [
        "2026-08-20,2 working days",
        "2026-01-05,05 ngày làm việc,one-stop",
        "2026-08-20,5",
        "2026-08-20",
        '2026-08-20,"5 working days',
        "2026-08-20,1 day,guess",
        "tomorrow,1 day",
        "2026-03-02T16:00 , 2 working hours",
    ]
    answer = procflow("deadline", "--batch", stdin="\n".join(rows).encode())
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [line.get("due_on") or line["error"] for line in found] == [
        "2026-08-22",
        "2026-01-10",
        "PF412",
        "PF705",
        "2026-08-26",
        "PF414",
        "PF704",
        "2026-03-03",
    ]
    assert list(found[2]) == ["error", "message"]
    assert answer.code == 1


def test_a_batch_without_a_bad_row_exits_0_and_skips_empty_lines(procflow: Procflow) -> None:
    stdin = "\ufeff2026-08-20,2 working days\r\n\r\n2026-08-20,1 day\r\n".encode()
    answer = procflow("deadline", "--batch", stdin=stdin)
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 2
    assert procflow("deadline", "--batch").out == ""


def test_the_rule_of_a_batch_counts_for_rows_that_name_none(procflow: Procflow) -> None:
    stdin = b"2026-08-20,1 day\n2026-08-20,1 day,one-stop\n"
    answer = procflow("deadline", "--batch", "--rule", "blds-2015", stdin=stdin)
    assert [json.loads(line)["rule"] for line in answer.out.splitlines()] == ["blds-2015", "one-stop"]


def test_bytes_that_are_no_text_are_an_error_of_their_row_alone(procflow: Procflow) -> None:
    answer = procflow("deadline", "--batch", stdin=b"2026-08-20,2 ng\xe0y\n2026-08-20,2 days\n")
    bad, good = (json.loads(line) for line in answer.out.splitlines())
    assert bad["error"] == "PF410"
    assert good["due_on"] == "2026-08-22"


def test_a_row_beyond_every_measure_is_an_error_of_its_row_alone(procflow: Procflow) -> None:
    stdin = b"2026-08-20," + b"9" * 200_000 + b"\n2026-08-20,2 days\n"
    answer = procflow("deadline", "--batch", stdin=stdin)
    bad, good = (json.loads(line) for line in answer.out.splitlines())
    assert bad["error"] == "PF705"
    assert good["due_on"] == "2026-08-22"
