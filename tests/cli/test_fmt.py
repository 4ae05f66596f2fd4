"""`procflow fmt`: what is written, what is only told, and what is left alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]

LOOSE = "name: Tên   # của thủ tục\nprocflow:   1\n"
NEAT = "procflow: 1\nname: Tên  # của thủ tục\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p/loose.yaml").write_text(LOOSE, encoding="utf-8")
    (tmp_path / "p/neat.yaml").write_text(NEAT, encoding="utf-8")
    return tmp_path / "p"


def test_a_folder_is_formatted_and_what_was_neat_is_not_touched(procflow: Procflow, folder: Path) -> None:
    before = (folder / "neat.yaml").stat().st_mtime_ns
    answer = procflow("fmt", "p")
    assert (answer.code, answer.out, answer.err) == (0, "p/loose.yaml\n", "1 formatted, 1 unchanged\n")
    assert (folder / "loose.yaml").read_text(encoding="utf-8") == NEAT
    assert (folder / "neat.yaml").stat().st_mtime_ns == before
    assert procflow("fmt", "p", "--check").code == 0


def test_check_writes_nothing_and_exits_1(procflow: Procflow, folder: Path) -> None:
    answer = procflow("fmt", "p", "--check", "--lang", "vi")
    assert (answer.code, answer.err) == (1, "1 tệp cần định dạng, 1 tệp giữ nguyên\n")
    assert (folder / "loose.yaml").read_text(encoding="utf-8") == LOOSE


def test_diff_shows_what_would_change_and_writes_nothing(procflow: Procflow, folder: Path) -> None:
    answer = procflow("fmt", "p", "--diff")
    assert answer.code == 0
    assert "-name: Tên   # của thủ tục\n-procflow:   1\n+procflow: 1\n+name: Tên  # của thủ tục\n" in answer.out
    assert procflow("fmt", "p", "--diff", "--check").code == 1
    assert (folder / "loose.yaml").read_text(encoding="utf-8") == LOOSE


def test_a_file_that_cannot_be_read_is_left_alone_and_the_others_are_formatted(
    procflow: Procflow, folder: Path
) -> None:
    (folder / "bad.yaml").write_text("name: a\nname: b\n", encoding="utf-8")
    answer = procflow("fmt", "p")
    assert answer.code == 1
    assert "p/bad.yaml:2:1 PF113" in answer.err
    assert answer.err.endswith("1 formatted, 1 unchanged, 1 with errors\n")
    assert (folder / "bad.yaml").read_text(encoding="utf-8") == "name: a\nname: b\n"


def test_an_editor_may_send_the_text_through(procflow: Procflow) -> None:
    answer = procflow("fmt", "-", stdin=LOOSE.encode())
    assert (answer.code, answer.out) == (0, NEAT)
    refused = procflow("fmt", "-", stdin=b"a: &x 1\n")
    assert (refused.code, refused.out) == (1, "")
    assert "<stdin>:1:4 PF110" in refused.err


def test_a_file_that_went_away_is_told(procflow: Procflow, folder: Path) -> None:
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    assert procflow("fmt", str(folder / "gone.yaml")).code == 2
