"""`procflow diff` on the command line: forms, colours off, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]
PERMIT = Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    file = tmp_path / "new.yaml"
    file.write_text(PERMIT.read_text(encoding="utf-8").replace("house: 07", "house: 05"), encoding="utf-8")
    return file


def test_a_difference_is_told_in_the_language_asked_for(procflow: Procflow, newer: Path) -> None:
    answer = procflow("diff", str(PERMIT), str(newer), "--lang", "vi")
    assert answer.code == 0
    assert "Thời hạn giải quyết\n  ~ thời hạn: 07 ngày làm việc" in answer.out
    assert "Legal limit\n  ~ length: 7 working days" in procflow("diff", str(PERMIT), str(newer)).out


def test_days_are_written_as_the_language_does_and_versions_stay_what_they_are(procflow: Procflow, newer: Path) -> None:
    later = newer.read_text(encoding="utf-8").replace(
        "version: 2026-07\neffective: 2026-07-01", "version: 2026-09-01\neffective: 2026-09-01"
    )
    newer.write_text(later, encoding="utf-8")
    told = procflow("diff", str(PERMIT), str(newer), "--lang", "vi").out
    assert "hiệu lực từ: 01/07/2026 → 01/09/2026" in told
    assert "phiên bản: 2026-07 → 2026-09-01" in told
    assert "Hồ sơ nộp từ 01/07/2026 đến 31/08/2026" in told
    assert (
        "| 01/07/2026 | 01/09/2026 |"
        in procflow("diff", str(PERMIT), str(newer), "--lang", "vi", "--format", "markdown").out
    )
    assert "2026-07-01 → 2026-09-01" in procflow("diff", str(PERMIT), str(newer), "--lang", "en").out


def test_only_on_request_does_a_difference_change_the_exit_code(procflow: Procflow, newer: Path) -> None:
    assert procflow("diff", str(PERMIT), str(newer), "--exit-code").code == 1
    assert procflow("diff", str(PERMIT), str(PERMIT), "--exit-code").code == 0


def test_json_and_markdown_are_what_they_are_called(procflow: Procflow, newer: Path) -> None:
    data = json.loads(procflow("diff", str(PERMIT), str(newer), "--format", "json").out)
    assert [change["area"] for change in data["changes"]] == ["limit"]
    assert procflow("diff", str(PERMIT), str(newer), "--format", "markdown").out.startswith("# 1.013225")


def test_a_file_with_errors_is_refused_with_them(procflow: Procflow, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("procflow: 1\n", encoding="utf-8")
    answer = procflow("diff", str(PERMIT), str(broken))
    assert answer.code == 1
    assert "PF130" in answer.err
