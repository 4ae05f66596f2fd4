"""`procflow worst-day` over the procedures of the project."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Procflow = Callable[..., Any]
PROCEDURES = Path(__file__).parents[2] / "procedures"
PERMIT = str(PROCEDURES / "1.013225" / "2026-07.yaml")


def test_the_worst_day_is_told_with_its_dates_and_the_days_off(procflow: Procflow) -> None:
    answer = procflow("worst-day", PERMIT, "--case", "house", "--channel", "direct")
    assert answer.code == 0
    assert answer.out.startswith("house, direct 2026\nsubmit       Thursday 2026-02-05 10:00\n")
    assert "\nwait         18 days\n" in answer.out
    assert "2026-02-14..2026-02-22" in answer.out


def test_in_vietnamese_cases_channels_and_days_are_told_as_people_say_them(procflow: Procflow) -> None:
    told = procflow("worst-day", PERMIT, "--channel", "direct", "--lang", "vi").out
    assert "chờ          18 ngày" in told
    assert "nhà ở" in told.partition("\n")[0].lower()
    assert "trực tiếp 2026\n" in told
    assert "14/02/2026 – 22/02/2026 " in told


def test_every_case_and_channel_is_answered_as_json(procflow: Procflow) -> None:
    found = json.loads(procflow("worst-day", PERMIT, "--json").out)
    assert [(each["case"], each["channel"]) for each in found] == [
        (case, channel) for case in ("house", "other") for channel in ("online", "direct", "post")
    ]
    assert found[1]["due_on"] == "2026-02-23"
    assert found[1]["wait_days"] == 18
    assert found[1]["off"][-1]["first"] == "2026-02-14"


def test_a_wrong_case_and_a_procedure_without_a_limit_are_misuse(procflow: Procflow, tmp_path: Path) -> None:
    assert procflow("worst-day", PERMIT, "--case", "huose").err.startswith("PF720")
    text = Path(PERMIT).read_text(encoding="utf-8")
    before, rest = text.split("limit:\n", 1)
    after = rest[rest.index("\nfees:") :]
    file = tmp_path / "open.yaml"
    file.write_text(f"{before}limit: {{limit: none, reason: để ngỏ}}\n{after}", encoding="utf-8")
    answer = procflow("worst-day", str(file))
    assert (answer.code, answer.err[:5]) == (2, "PF721")
