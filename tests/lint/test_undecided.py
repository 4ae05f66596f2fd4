"""Facts under which no way out of a step is open: found with facts that show it, and silent where one always is."""

from datetime import datetime
from pathlib import Path

import pytest
from office import HEAD, RESULTS

from procflow import load, vietnam
from procflow.clock import VIETNAM_TIME
from procflow.core import Law, advance, open_outcomes
from procflow.dossier import Actor, Submit, Take
from procflow.dossier.commands import FactValue
from procflow.errors import Severity
from procflow.library import load_text
from procflow.lint import check_structure
from procflow.procedure import Procedure

ROOT = Path(__file__).parents[2]
FACTS = """\
limit: {limit: 5 ngày, basis: Đ.1}
facts:
  floors: {name: Số tầng, type: integer, least: 1, most: 50}
  listed: {name: Di tích, type: boolean}
  zone: {name: Khu vực, type: choice, choices: {urban: Đô thị, rural: Nông thôn}}
  started: {name: Ngày khởi công, type: date, optional: true}
"""


def procedure(*outcomes: str, council: str = "agreed: {to: return-result, produces: permit}") -> Procedure:
    ways = "\n".join(f"      {each}" for each in outcomes)
    steps = f"steps:\n  appraise:\n    name: Thẩm định\n    actor: officer\n    outcomes:\n{ways}\n"
    if any("council" in each for each in outcomes):
        steps += f"  council:\n    name: Hội đồng\n    actor: chair\n    outcomes:\n      {council}\n"
    return load_text(f"{HEAD}{FACTS}{RESULTS}{steps}")


def told(made: Procedure) -> dict[str, str]:
    return {
        str(each.params["step"]): str(each.params["facts"]) for each in check_structure(made) if each.code == "PF360"
    }


SIGN = "{to: return-result, produces: permit, when: "
GAPS = {
    "a figure between two conditions": ((f"low: {SIGN}floors < 5}}", f"high: {SIGN}floors > 5}}"), "floors = 5"),
    "one answer of a choice": ((f"town: {SIGN}zone == 'urban'}}",), "zone = rural"),
    "a yes or no": ((f"plain: {SIGN}not listed}}",), "listed = true"),
    "a date that was not stated": ((f"new: {SIGN}has(started)}}",), ""),
    "a channel": ((f"online: {SIGN}channel == 'online'}}",), "channel = direct"),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_gap_between_conditions_is_found_with_facts_that_show_it(name: str) -> None:
    outcomes, shown = GAPS[name]
    assert told(procedure(*outcomes))["appraise"] == shown


COVERED = {
    "both sides of a figure": (f"low: {SIGN}floors <= 5}}", f"high: {SIGN}floors > 5}}"),
    "every answer": (f"town: {SIGN}zone == 'urban'}}", f"land: {SIGN}zone == 'rural'}}"),
    "an outcome without a condition": (f"low: {SIGN}floors < 5}}", "other: {to: refuse, needs_reason: true}"),
    "a date stated or not": (f"new: {SIGN}has(started)}}", f"old: {SIGN}not has(started)}}"),
}


@pytest.mark.parametrize("name", COVERED)
def test_conditions_of_which_one_always_holds_are_not_told(name: str) -> None:
    assert told(procedure(*COVERED[name])) == {}


def test_a_loop_that_only_a_condition_leaves_is_told_where_it_does_not_hold() -> None:
    around = procedure(
        f"short: {SIGN}floors <= 3}}", "long: {to: council}", council="back: {to: appraise, name: Trả lại}"
    )
    assert set(told(around)) == {"appraise", "council"}


def test_it_is_a_warning_at_the_step() -> None:
    made = procedure(*GAPS["a yes or no"][0])
    (found,) = (each for each in check_structure(made) if each.code == "PF360")
    assert found.severity is Severity.WARNING
    assert made.text.splitlines()[found.place.line - 1].strip() == "appraise:"


def test_the_law_at_work_agrees_that_nothing_is_open() -> None:
    made = procedure(*GAPS["a yes or no"][0])
    law = Law(made, vietnam())
    facts: dict[str, FactValue] = {"floors": 1, "listed": True, "zone": "urban"}
    at = datetime(2026, 3, 2, 8, tzinfo=VIETNAM_TIME)
    _, dossier = advance(law, None, Submit(by=Actor("an", ("applicant",)), channel="online", facts=facts, at=at))
    _, dossier = advance(law, dossier, Take("accept", by=Actor("lan", ("receptionist",)), at=at))
    assert dossier is not None
    assert open_outcomes(law, dossier) == ()


def test_no_shipped_procedure_leaves_a_dossier_undecided() -> None:
    files = [*(ROOT / "procedures").rglob("*.yaml"), *(ROOT / "tests/examples").glob("*.yaml")]
    for file in files:
        if not file.name.endswith(".test.yaml") and "overlay" not in file.name:
            assert told(load(file)) == {}, file
