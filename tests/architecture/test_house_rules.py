"""The rules of the house hold, and each of them bites: a seeded breach is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
PACKAGE = REPO / "src" / "procflow"
RULES = REPO / "tools" / "house_rules.py"


def judge(package: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, RULES, package], capture_output=True, text=True, check=False)


def test_the_house_is_in_order() -> None:
    answer = judge(PACKAGE)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("room", "code", "complaint"),
    [
        ("core", "from datetime import datetime as dt\nNOW = dt.now()", "reads the clock (datetime.datetime.now)"),
        ("core", "import datetime\nTODAY = datetime.date.today()", "reads the clock (datetime.date.today)"),
        ("store", "import time as t\nNOW = t.time", "reads the clock (time.time)"),
        ("cli", "from pendulum import now\nNOW = now()", "reads the clock (pendulum.now)"),
        ("definition", "def guard(text: str) -> object:\n    return eval(text)", "calls eval"),
        ("source", "import yaml\nDATA = yaml.load('a: 1', yaml.Loader)", "calls yaml.load"),
        ("procedure", "with open('a.yaml') as file:\n    TEXT = file.read()", "calls open"),
        ("dossier", "from pathlib import Path\nTEXT = Path('a').read_text()", "calls .read_text"),
        ("clock", "LINES = 1\n" * 501, "longer than 500 lines"),
    ],
)
def test_a_seeded_breach_is_found(tmp_path: Path, room: str, code: str, complaint: str) -> None:
    module = tmp_path / "procflow" / room / "seeded.py"
    module.parent.mkdir(parents=True)
    module.write_text(f'"""Break a rule."""\n\n__all__: list[str] = []\n\n{code}\n', encoding="utf-8")
    answer = judge(tmp_path / "procflow")
    assert answer.returncode == 1
    assert complaint in answer.stdout


def test_a_public_name_without_a_docstring_is_found(tmp_path: Path) -> None:
    code = '"""Hold a class."""\n\n__all__ = ["Naked"]\n\n\nclass Naked:\n    pass\n'
    (tmp_path / "seeded.py").write_text(code, encoding="utf-8")
    assert "seeded.py:6: `Naked` is public and has no docstring" in judge(tmp_path).stdout


def test_a_module_without_a_sentence_of_purpose_is_found(tmp_path: Path) -> None:
    (tmp_path / "utils.py").write_text("LIMIT = 1\n", encoding="utf-8")
    complaints = judge(tmp_path).stdout
    assert "opens with one sentence of purpose" in complaints
    assert "`utils` says nothing" in complaints
    assert "a module says what it exports" in complaints


def test_only_the_shells_clock_module_reads_the_clock(tmp_path: Path) -> None:
    module = tmp_path / "engine" / "clock.py"
    module.parent.mkdir()
    code = '"""Read the clock."""\n\nimport datetime\n\n__all__: list[str] = []\nNOW = datetime.datetime.now()\n'
    module.write_text(code, encoding="utf-8")
    assert judge(tmp_path).returncode == 0
    shutil.copy(module, tmp_path / "engine" / "ticker.py")
    assert "engine/ticker.py:6" in judge(tmp_path).stdout
