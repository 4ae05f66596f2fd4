"""The reference page of the rules says what the rules are."""

from dataclasses import fields
from pathlib import Path

from procflow.clock import RULES, Rule

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "counting-rules.md"


def test_every_rule_stands_in_the_reference_with_its_source() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    expected = [f"| `{rule.name}` | {rule.source} | {rule.en}. · {rule.vi}. |" for rule in RULES.values()]
    assert rows[: len(expected)] == expected


def test_every_choice_of_a_rule_stands_in_the_reference() -> None:
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    documented = {row.split("`")[1] for row in rows if row.startswith("| `")} - set(RULES)
    assert documented == {field.name for field in fields(Rule)} - {"name", "source", "vi", "en"}
