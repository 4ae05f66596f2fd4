"""A folder searched for procedures: what is passed over, and what a person who waits is shown."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]

TEXT = (Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml").read_text(encoding="utf-8")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder with one procedure, and copies of it where nobody keeps procedures."""
    for name in ("own", ".git", ".venv/lib", "node_modules/x", "env/share", "py/site-packages/y", "own/.hidden"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "2026-07.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "env" / "pyvenv.cfg").touch()
    return tmp_path


def test_hidden_folders_and_those_of_packages_are_passed_over(procflow: Procflow, disk: Path) -> None:
    assert procflow("check", str(disk), "--lang", "en").out.startswith("1 file,")
    assert "1 unchanged" in procflow("fmt", str(disk), "--lang", "en").err


def test_a_hidden_file_is_another_programs_unless_it_is_named(procflow: Procflow, disk: Path) -> None:
    hidden = disk / "own" / ".pre-commit-config.yaml"
    hidden.write_text("repos: []\n", encoding="utf-8")
    assert procflow("check", str(disk / "own"), "--lang", "en").code == 0
    assert procflow("check", str(hidden)).code == 1


@pytest.mark.parametrize("name", [".git", "node_modules", "env"])
def test_a_folder_that_is_named_is_looked_into(procflow: Procflow, disk: Path, name: str) -> None:
    assert procflow("check", str(disk / name), "--lang", "en").out.startswith("1 file,")


def test_a_file_that_is_named_is_checked_wherever_it_stands(procflow: Procflow, disk: Path) -> None:
    assert procflow("check", str(disk / ".git" / "2026-07.yaml"), "--lang", "en").out.startswith("1 file,")


def test_what_is_excluded_by_its_name_or_its_path_is_passed_over(procflow: Procflow, disk: Path) -> None:
    for name in ("own/drafts", "own/2025", "own/kept"):
        (disk / name).mkdir()
        (disk / name / "2026-07.yaml").write_text(TEXT, encoding="utf-8")
    (disk / "own" / "old.yaml").write_text(TEXT, encoding="utf-8")
    said = ("--exclude", "drafts", "--exclude", "own/20*/", "--exclude", "old.yaml", "--lang", "en")
    assert procflow("check", str(disk), *said).out.startswith("2 files,")
    assert procflow("check", str(disk), "--lang", "en").out.startswith("5 files,")
    nothing = procflow("check", str(disk), "--exclude", "own")
    assert (nothing.code, nothing.err[:5]) == (2, "PF707")


def test_links_that_lead_in_a_circle_end(procflow: Procflow, disk: Path) -> None:
    (disk / "own" / "again").symlink_to(disk, target_is_directory=True)
    assert procflow("check", str(disk), "--lang", "en").out.startswith("1 file,")


class Screen(io.StringIO):
    """A terminal at which somebody looks."""

    def isatty(self) -> bool:
        return True


def test_who_waits_sees_how_far_the_search_is(procflow: Procflow, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    assert procflow("check", str(disk), "--lang", "vi").code == 0
    assert screen.getvalue() == "", "a short search shows nothing"
    for number in range(450):
        (disk / "own" / str(number)).mkdir()
    assert procflow("check", str(disk), "--lang", "vi").code == 0
    assert "Tìm tệp" in screen.getvalue()
