"""`procflow sheet` on the command line: pages into files, Markdown on the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from procflow.library import load
from procflow.render import sheet, sheet_markdown

Procflow = Callable[..., Any]
PERMIT = Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml"


def test_the_command_writes_pages_and_prints_markdown(procflow: Procflow, tmp_path: Path) -> None:
    assert procflow("sheet", str(PERMIT), "--lang", "vi").out == sheet_markdown(sheet(load(PERMIT), "vi"))
    answer = procflow("sheet", str(PERMIT.parents[1]), "--out", str(tmp_path))
    assert answer.code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(Path(line).name for line in answer.out.split())
    single = tmp_path / "permit.html"
    assert procflow("sheet", str(PERMIT), "--out", str(single), "--picture").code == 0
    assert "<svg" in single.read_text(encoding="utf-8")
    assert procflow("sheet", str(PERMIT.parents[1]), "--out", str(single)).code == 2
