"""`procflow simulate` on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Procflow = Callable[..., Any]
PERMIT = str(Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml")


def test_what_is_told_is_the_same_each_time_and_names_steps_as_people_do(procflow: Procflow) -> None:
    first = procflow("simulate", PERMIT, "-n", "60", "--pace", "1.2", "--lang", "vi")
    assert first == procflow("simulate", PERMIT, "-n", "60", "--pace", "1.2", "--lang", "vi")
    assert first.code == 0
    assert "60 hồ sơ" in first.out
    assert "“Thẩm định hồ sơ, kiểm tra thực địa”" in first.out
    assert "là giả định" in first.out
    assert "xong trước hạn" in first.out
    assert "early" not in first.out


def test_json_adds_up(procflow: Procflow) -> None:
    data = json.loads(procflow("simulate", PERMIT, "-n", "50", "--json", "--from", "2027-01-04").out)
    assert (data["dossiers"], data["from"], data["until"]) == (50, "2027-01-04", "2028-01-03")
    assert sum(data["standings"].values()) == 50
    assert sum(data["late_in"].values()) == data["late"]


def test_a_share_that_is_none_is_misuse(procflow: Procflow) -> None:
    assert procflow("simulate", PERMIT, "--silent", "2").code == 2
    assert procflow("simulate", PERMIT, "--until", "2026-01-01").code == 2
