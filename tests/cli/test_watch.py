"""`procflow watch`: what is looked at again when a file is saved, and that Ctrl-C ends it without a word."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from procflow.cli import watch

Procflow = Callable[..., Any]

REPO = Path(__file__).parents[2]
PROCFLOW = Path(sys.executable).with_name("procflow")
FILE = Path("p/1.013225/2026-07.yaml")
STORIES = FILE.with_name("2026-07.test.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(REPO / "procedures/1.013225", tmp_path / "p/1.013225")
    for name in ("correction.yaml", "correction.test.yaml"):
        shutil.copy(REPO / "tests/examples" / name, tmp_path / "p" / name)


def saving(*steps: Callable[[], Path | None], seen: list[tuple[Path, ...]] | None = None) -> Callable[..., object]:
    """Stand in for the watcher: each step saves a file, then Ctrl-C is pressed."""

    def watching(*folders: Path, **_: int) -> Iterator[set[tuple[str, str]]]:
        if seen is not None:
            seen.append(folders)
        yield set()
        for step in steps:
            saved = step()
            yield {("modified", str((saved or FILE).absolute()))}
        raise KeyboardInterrupt

    return watching


def spoilt(was: str, becomes: str, file: Path = FILE) -> Callable[[], Path]:
    def save() -> Path:
        text = file.read_text(encoding="utf-8")
        assert was in text
        file.write_text(text.replace(was, becomes), encoding="utf-8")
        return file

    return save


def rounds(procflow: Procflow, monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], Path | None]) -> list[str]:
    """Give what was printed at first and after each save."""
    monkeypatch.setattr(watch, "_watcher", lambda: saving(*steps))
    answer = procflow("watch", "p")
    assert answer.code == 0
    printed: list[str] = answer.out.split("── watching; Ctrl-C ends it\n")
    return printed


def test_at_first_everything_is_checked_and_played(procflow: Procflow, monkeypatch: pytest.MonkeyPatch) -> None:
    first, rest = rounds(procflow, monkeypatch)
    assert first.startswith("4 files, 0 errors, 0 warnings\n")
    assert " passed, 0 failed" in first
    assert rest == ""


def test_only_what_was_saved_and_what_stands_beside_it_is_looked_at_again(
    procflow: Procflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = spoilt("to: sing", "to: sign")
    _, wrong, right, stories, _ = rounds(
        procflow,
        monkeypatch,
        spoilt("to: sign", "to: sing"),
        sound,
        spoilt("due: 2026-08-25", "due: 2026-08-26", STORIES),
    )
    assert wrong.startswith(f"── {FILE}\n{FILE}:")
    assert "PF301" in wrong
    assert "passed" not in wrong
    assert right.startswith(f"── {FILE}\n2 files, 0 errors, 0 warnings\n")
    assert "PF744 due: expected 2026-08-26" in stories
    assert "correction" not in wrong + right + stories


def test_a_file_that_was_deleted_is_told(procflow: Procflow, monkeypatch: pytest.MonkeyPatch) -> None:
    def delete() -> Path:
        STORIES.unlink()
        return STORIES

    _, told, _ = rounds(procflow, monkeypatch, delete)
    assert told == f"── {STORIES}: is gone\n1 file, 0 errors, 0 warnings\n"


def test_setting_a_finding_aside_looks_at_everything_again(procflow: Procflow, monkeypatch: pytest.MonkeyPatch) -> None:
    def ignore() -> Path:
        file = Path("p/procflow-ignore.yaml")
        file.write_text("- {code: PF357, reason: đã xem}\n", encoding="utf-8")
        return file

    _, told, _ = rounds(procflow, monkeypatch, ignore)
    assert told.startswith("── p/procflow-ignore.yaml\np/procflow-ignore.yaml:1:")
    assert "4 files, 0 errors, 1 warning" in told


def test_other_files_and_a_neighbour_nobody_asked_about_are_no_reason(
    procflow: Procflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Path, ...]] = []
    others = [lambda: Path("p/1.013225/notes.txt"), lambda: Path("p/1.013225/2027-01.yaml")]
    monkeypatch.setattr(watch, "_watcher", lambda: saving(*others, lambda: STORIES, seen=seen))
    answer = procflow("watch", str(FILE), "--lang", "vi")
    assert seen == [(FILE.parent,)]
    assert answer.out.count("đang theo dõi; Ctrl-C để dừng") == 2
    assert "notes" not in answer.out
    assert f"── {STORIES}\n2 tệp, 0 lỗi" in answer.out


def test_a_file_saved_away_in_the_middle_is_told_and_watching_goes_on(
    procflow: Procflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def orphan() -> Path:
        FILE.unlink()
        return STORIES

    monkeypatch.setattr(watch, "_watcher", lambda: saving(orphan))
    answer = procflow("watch", "p")
    assert answer.code == 0
    assert "PF708" in answer.err


def test_without_the_extra_the_remedy_is_told(procflow: Procflow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    answer = procflow("watch", "p")
    assert answer.code == 2
    assert "PF761" in answer.err
    assert "procflow[watch]" in answer.err


def heeding_ctrl_c() -> None:
    """Undo what a shell does to jobs in the background: they ignore Ctrl-C, and so would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def killing(running: subprocess.Popen[str]) -> Iterator[None]:
    """Let a test that fails end: leaving a process waits for it."""
    try:
        yield
    except BaseException:
        running.kill()
        raise


def test_a_real_save_is_seen_and_ctrl_c_ends_it_cleanly() -> None:
    env = os.environ | {"PYTHONUNBUFFERED": "1", "PROCFLOW_LANG": "en"}
    with (
        subprocess.Popen(
            [PROCFLOW, "watch", "p/1.013225"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=env,
            text=True,
            preexec_fn=heeding_ctrl_c,  # noqa: PLW1509 - the tests have no other thread here
        ) as running,
        killing(running),
    ):
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        assert any(line.startswith("── watching") for line in lines)
        save = spoilt("to: sign", "to: sing")
        save()
        assert any("PF301" in line for line in lines)
        assert any(line.startswith("── watching") for line in lines)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
        assert (running.returncode, out, err) == (0, "", "")
