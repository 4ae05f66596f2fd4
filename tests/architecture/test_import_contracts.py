"""The import contracts hold, and a seeded violation breaks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]


def contracts_of(house: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    env = os.environ | {"PYTHONPATH": str(house / "src")}
    return subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(REPO / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(house: Path) -> None:
    answer = contracts_of(house)
    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("core", "import sqlalchemy", "reach nothing outside"),
        ("core", "import random", "reach nothing outside"),
        ("core", "def late() -> None:\n    import time", "reach nothing outside"),
        ("clock", "from procflow import core", "A room imports lower rooms only"),
        ("errors", "from procflow import calendar", "A room imports lower rooms only"),
        ("definition", "from procflow.procedure import Procedure", "A room imports lower rooms only"),
        ("source", "import sqlite3", "knows no database"),
    ],
)
def test_a_seeded_import_breaks_a_contract(house: Path, room: str, line: str, contract: str) -> None:
    seeded = house / "src" / "procflow" / room / "seeded.py"
    seeded.write_text(f'"""Break a contract."""\n\n{line}\n', encoding="utf-8")
    answer = contracts_of(house)
    assert answer.returncode == 1
    broken = [name for name in answer.stdout.splitlines() if name.endswith("BROKEN")]
    assert any(contract in name for name in broken), answer.stdout


def test_a_room_without_a_place_breaks_the_contract(house: Path) -> None:
    (house / "src" / "procflow" / "helpers.py").write_text('"""Belong nowhere."""\n', encoding="utf-8")
    answer = contracts_of(house)
    assert answer.returncode == 1
    assert "helpers" in answer.stdout
