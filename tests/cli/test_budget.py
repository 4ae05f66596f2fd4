"""`procflow budget`: what is drawn is what the proof counts, and what the law at work counts too."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from procflow import load, vietnam
from procflow.clock import VIETNAM_TIME
from procflow.core import Law, advance
from procflow.dossier import Actor, Submit, Take
from procflow.lint import BarKind, check, spend, tightest
from procflow.render import gantt_svg

Procflow = Callable[..., Any]
ROOT = Path(__file__).parents[2]
PERMIT = str(ROOT / "procedures/1.013225/2026-07.yaml")
BIRTH = str(ROOT / "procedures/1.001193/2027-03.yaml")
MONDAY = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)


def test_each_step_of_the_longest_way_has_a_row_up_to_its_last_moment(procflow: Procflow) -> None:
    answer = procflow("budget", PERMIT, "--case", "house", "--at", "2026-08-17 09:00", "--lang", "en")
    assert answer.code == 0
    rows = [line for line in answer.out.splitlines() if "Appraisal and site check" in line]
    assert [row.split()[-2] for row in rows] == ["21/08", "25/08"], "once more after going back to appraisal"
    assert "0 working days to spare" in answer.out


def test_the_limit_drawn_is_the_limit_the_engine_counts() -> None:
    procedure = load(PERMIT)
    law = Law(procedure, vietnam())
    spent = spend(procedure, at=MONDAY, case="house", channel="online", calendar=vietnam())
    assert spent is not None
    _, dossier = advance(law, None, Submit(by=Actor("an", ("applicant",)), channel="online", case="house", at=MONDAY))
    _, dossier = advance(law, dossier, Take("accept", by=Actor("lan", ("receptionist",)), at=spent.accepted_at))
    assert dossier is not None
    assert dossier.due is not None
    assert dossier.due.ends_at == spent.due_at
    step = dossier.limits["step:appraise"]
    first = next(bar for bar in spent.bars if bar.kind is BarKind.STEP)
    assert (first.name, first.ends) == ("appraise", step.due_at)


def test_what_does_not_fit_is_late_here_as_in_the_proof(procflow: Procflow) -> None:
    procedure = load(BIRTH)
    spent = tightest(procedure, year=2026, calendar=vietnam())
    assert spent is not None
    assert spent.late
    assert any(found.code == "PF350" for found in check(procedure, years=(2026, 2026)))
    answer = procflow("budget", BIRTH, "--lang", "vi")
    assert "QUÁ HẠN" in answer.out
    assert "▓" in answer.out


def test_the_tightest_start_of_a_year_leaves_no_more_than_any_other() -> None:
    procedure = load(PERMIT)
    least = tightest(procedure, year=2026, case="house", calendar=vietnam())
    other = spend(procedure, at=MONDAY, case="house", calendar=vietnam())
    assert least is not None
    assert other is not None
    assert least.due_at - least.ready_at <= other.due_at - other.ready_at


@pytest.mark.parametrize("file", [PERMIT, BIRTH], ids=["permit", "birth"])
def test_the_svg_is_well_formed_names_every_step_and_has_a_dark_reading(file: str) -> None:
    procedure = load(file)
    spent = spend(procedure, at=MONDAY, calendar=vietnam())
    assert spent is not None
    drawn = gantt_svg(procedure, spent, vietnam(), "vi")
    text = " ".join(ET.fromstring(drawn).itertext())  # noqa: S314 - our own output
    for bar in spent.bars:
        if bar.kind is BarKind.STEP:
            assert procedure.steps[bar.name].name[:20] in text
    assert "prefers-color-scheme: dark" in drawn


def test_a_picture_is_written_for_each_case(procflow: Procflow, tmp_path: Path) -> None:
    out = tmp_path / "budget.svg"
    answer = procflow("budget", PERMIT, "--at", "2026-08-17", "--out", str(out))
    assert answer.out.split() == [str(tmp_path / f"budget-{case}.svg") for case in ("house", "other")]
    assert all(Path(name).read_text("utf-8").startswith("<svg") for name in answer.out.split())


def test_an_unknown_case_is_misuse(procflow: Procflow) -> None:
    answer = procflow("budget", PERMIT, "--case", "hous")
    assert (answer.code, "PF720" in answer.err) == (2, True)
