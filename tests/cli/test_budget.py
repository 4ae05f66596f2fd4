"""`procflow budget`: what is drawn is what the proof counts, and what the law at work counts too."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
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


ONE_STEP = """\
procflow: 1
code: 9.000106
version: 2026-01
effective: 2026-01-01
name: Ba tháng
basis: thủ tục bịa
profile: one-stop/nd118-2025
channels: {submit: [direct], return: [direct]}
limit: {limit: 03 tháng, basis: bịa}
results: {paper: {name: Giấy, kind: approval}}
steps: {look: {name: Xem, actor: officer, within: {limit: 2 tháng, basis: bịa}, outcomes: {ok: {to: return-result, produces: paper}}}}
"""  # noqa: E501 - a step is one line


@pytest.fixture
def months(tmp_path: Path) -> str:
    file = tmp_path / "months.yaml"
    file.write_text(ONE_STEP)
    return str(file)


def test_the_names_of_two_months_never_run_into_each_other(procflow: Procflow, months: str) -> None:
    scale = procflow("budget", months, "--at", "2026-12-25 10:00", "--lang", "vi").out.splitlines()[4]
    assert scale.split() == ["01/27", "02/27", "03/27"]


def test_a_moment_of_another_year_than_the_first_says_which(procflow: Procflow, months: str) -> None:
    said = procflow("budget", months, "--at", "2026-12-25 10:00", "--lang", "vi").out.splitlines()[1]
    assert "nộp 25/12/2026 10:00 · tiếp nhận 25/12 10:00 · hết hạn 25/03/2027 24:00 · " in said


def test_the_days_named_over_the_bars_never_run_into_each_other(months: str) -> None:
    procedure = load(months)
    for day in range(20, 28):
        at = datetime(2026, 12, day, 9, tzinfo=VIETNAM_TIME)
        spent = spend(procedure, at=at, case="", channel="direct", calendar=vietnam())
        assert spent is not None
        drawn = gantt_svg(procedure, spent, vietnam())
        xs = [int(x) for x in re.findall(r'x="(\d+)" y="100">\d\d/\d\d<', drawn)]
        assert len(xs) > 10
        assert all(after - before >= 35 for before, after in pairwise(xs))
