"""`procflow story`: a dossier stepped through by hand, and the worked example that comes of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]
ROOT = Path(__file__).parents[2]
PERMIT = str(ROOT / "procedures/1.013225/2026-07.yaml")
BEGUN = ("story", PERMIT, "--case", "house", "--channel", "online", "--at", "2026-08-17 09:00")


def typed(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def test_a_dossier_is_stepped_through_and_the_promise_is_shown(procflow: Procflow) -> None:
    answer = procflow(*BEGUN, "--lang", "en", stdin=typed("1", "2026-08-17 10:00", "w", "j", "q"))
    assert answer.code == 0
    assert "receipt given, promised 25/08/2026 17:00" in answer.out
    assert "day 5: Make-up working day for 31/08/2026" in answer.out
    assert "17/08/2026 10:00  accepted as complete  — receptionist" in answer.out


def test_a_kept_story_passes_as_a_worked_example(procflow: Procflow, tmp_path: Path) -> None:
    (tmp_path / "permit.yaml").write_text(Path(PERMIT).read_text("utf-8"), "utf-8")
    kept = tmp_path / "permit.test.yaml"
    said = ("1", "2026-08-17 10:00", "2", "2026-08-18 08:30", "Thiếu bản vẽ", "t", "", "q")
    for name in ("Đóng hồ sơ", "Đóng lần nữa"):
        assert procflow(*BEGUN, "--save", str(kept), "--name", name, stdin=typed(*said)).code == 0
    assert "ended: closed" in kept.read_text("utf-8")
    played = procflow("test", str(kept), "--verbose")
    assert played.code == 0
    assert "2 passed, 0 failed" in played.out
    assert "Đóng lần nữa" in played.out


def test_a_refusal_is_shown_and_changes_nothing(procflow: Procflow, tmp_path: Path) -> None:
    kept = tmp_path / "permit.test.yaml"
    said = ("1", "2026-08-17 10:00", "1", "2026-08-16 09:00", "x", "u", "q")
    answer = procflow(*BEGUN, "--lang", "en", "--save", str(kept), stdin=typed(*said))
    assert "PF505" in answer.err
    assert kept.read_text("utf-8").count("do:") == 1, "what was refused is not told, what was taken back neither"


def test_what_is_typed_wrong_is_asked_for_again(procflow: Procflow) -> None:
    answer = procflow(*BEGUN, "--lang", "en", stdin=typed("99", "hello", "1", "tomorrow", "2026-08-17 10:00", "q"))
    assert answer.out.count("Type a number from above") == 2
    assert "PF704" in answer.err
    assert "now: Appraisal and site check" in answer.out


def test_input_that_ends_keeps_what_was_told(procflow: Procflow, tmp_path: Path) -> None:
    kept = tmp_path / "permit.test.yaml"
    assert procflow(*BEGUN, "--save", str(kept), stdin=typed("1")).code == 0
    assert "do: submit" in kept.read_text("utf-8")


INVENTED = sorted(file for file in (ROOT / "tests/examples").glob("*.yaml") if not file.name.endswith(".test.yaml"))


@pytest.mark.parametrize("file", INVENTED, ids=lambda file: file.stem)
def test_a_story_that_takes_whatever_is_suggested_plays_again_as_it_was_told(
    procflow: Procflow, file: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.test.yaml"
    taken = [line for _ in range(6) for line in ("1", "", "", "t", "")]
    answer = procflow("story", str(file), "--save", str(kept), stdin=typed(*[""] * 8, *taken))
    assert answer.code == 0, answer.out + answer.err
    assert "do: submit" in kept.read_text("utf-8")


def test_a_fact_that_is_none_is_misuse(procflow: Procflow) -> None:
    answer = procflow("story", PERMIT, "--fact", "area")
    assert (answer.code, "PF724" in answer.err) == (2, True)
