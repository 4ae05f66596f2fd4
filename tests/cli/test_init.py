"""`procflow init` writes a procedure that loads from a published record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from procflow.library import load

Procflow = Callable[..., Any]


def record(code: str, **fields: str) -> dict[str, str]:
    ways = "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến5 Ngày làm việcMiễn phíTrực tiếp1Miễn phí"
    return {"ma_thu_tuc": code, "ten_thu_tuc": "Cấp giấy phép thử", "cach_thuc_thuc_hien": ways, **fields}


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(record("1.000123")), encoding="utf-8")
    return path


@pytest.fixture
def three(tmp_path: Path) -> Path:
    path = tmp_path / "three.jsonl"
    lines = [json.dumps(record(code), ensure_ascii=False) for code in ("1.000123", "2.000456", "3.000789")]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_record_is_printed_as_a_text_that_loads_and_its_notes_beside_it(
    procflow: Procflow, one: Path, tmp_path: Path
) -> None:
    answer = procflow("init", "--from", str(one))
    written = tmp_path / "printed.yaml"
    written.write_text(answer.out, encoding="utf-8")
    assert answer.code == 0
    assert load(written).code == "1.000123"
    assert "1.000123.yaml:" in answer.err
    assert "PF810 the limit `1` of channel direct has no unit" in answer.err


def test_notes_speak_vietnamese_on_request(procflow: Procflow, one: Path) -> None:
    assert "không có đơn vị" in procflow("init", "--from", str(one), "--lang", "vi").err


def test_every_record_of_a_file_is_written_into_a_folder_of_its_code(
    procflow: Procflow, three: Path, tmp_path: Path
) -> None:
    answer = procflow("init", "--from", str(three), "--out", str(tmp_path / "out"))
    files = sorted((tmp_path / "out").rglob("*.yaml"))
    assert answer.code == 0
    assert [file.relative_to(tmp_path / "out").as_posix() for file in files] == [
        "1.000123/2025-07.yaml",
        "2.000456/2025-07.yaml",
        "3.000789/2025-07.yaml",
    ]
    assert [load(file).code for file in files] == ["1.000123", "2.000456", "3.000789"]
    assert all(str(file) in answer.out for file in files)


def test_a_code_chooses_one_record(procflow: Procflow, three: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = procflow(
        "init", "--from", str(three), "--code", "2.000456", "--out", str(out), "--effective", "2026-08-01"
    )
    assert answer.code == 0
    assert [file.relative_to(out).as_posix() for file in out.rglob("*.yaml")] == ["2.000456/2026-08.yaml"]
    assert f"{out / '2.000456' / '2026-08.yaml'}:" in answer.err


def test_records_without_a_code_do_not_write_over_each_other(procflow: Procflow, tmp_path: Path) -> None:
    path = tmp_path / "two.json"
    path.write_text(json.dumps([record("?"), record("")]), encoding="utf-8")
    answer = procflow("init", "--from", str(path), "--out", str(tmp_path / "out"))
    assert answer.code == 0
    assert sorted(folder.name for folder in (tmp_path / "out").iterdir()) == ["9.000000", "9.000000-2"]


def test_a_file_that_exists_is_left_as_it_is_and_nothing_else_is_written(
    procflow: Procflow, three: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "out" / "3.000789" / "2025-07.yaml"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine", encoding="utf-8")
    answer = procflow("init", "--from", str(three), "--out", str(tmp_path / "out"))
    assert answer.code == 2
    assert "PF863" in answer.err
    assert kept.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["3.000789"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "PF862"),
        (("--code", "1.000124"), "PF861"),
        (("--code", "1.000123", "--effective", "tomorrow"), "PF704"),
    ],
)
def test_what_cannot_be_done_is_said(procflow: Procflow, three: Path, arguments: tuple[str, ...], code: str) -> None:
    answer = procflow("init", "--from", str(three), *arguments)
    assert (answer.code, answer.err.split(" ")[0]) == (2, code)
    assert answer.out == ""


@pytest.mark.parametrize("text", ["", "{", "[1]", '"text"', '{"a": 1}\n{', "[" * 100_000])
def test_a_file_that_holds_no_records_is_told(procflow: Procflow, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    answer = procflow("init", "--from", str(path))
    assert answer.code == 2
    assert answer.err.startswith("PF860")


def test_a_day_before_the_profile_holds_is_refused(procflow: Procflow, one: Path) -> None:
    answer = procflow("init", "--from", str(one), "--effective", "2024-01-01")
    assert (answer.code, answer.err.split(" ")[0]) == (1, "PF321")


def test_a_missing_file_is_told(procflow: Procflow) -> None:
    assert procflow("init", "--from", "nowhere.json").err.startswith("PF708")
