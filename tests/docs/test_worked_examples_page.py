"""The page of worked examples says every key, act and value the player knows, and no other."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from procflow.definition import Spec
from procflow.dossier import Breach, Opinion
from procflow.scenario.build import _ACTS
from procflow.scenario.examples import Expect, Line, Person, _ExampleSpec

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "worked-examples.md"
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
TEXT = FENCE.sub("", PAGE.read_text(encoding="utf-8"))

SECTIONS: dict[str, type[Spec]] = {
    "A file": _ExampleSpec,
    "A line": Line,
    "Who acts": Person,
    "What `expect` may say": Expect,
}
VALUES: dict[str, type[StrEnum]] = {"Opinions": Opinion, "Breaches": Breach}
BEFORE_A_DOSSIER = {"submit", "adopt"}


def rows(section: str) -> list[list[str]]:
    """Give the rows of the first table of a section, each as its cells."""
    parts = re.split(r"^#+ (.+)$", TEXT, flags=re.MULTILINE)
    lines = [line for line in parts[parts.index(section) + 1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def first_cells(section: str) -> list[str]:
    return [row[0].strip("`| ") for row in rows(section)]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_keys_of_a_section_are_those_the_reader_accepts(section: str) -> None:
    accepted = [field.alias or name for name, field in SECTIONS[section].model_fields.items()]
    assert sorted(first_cells(section)) == sorted(accepted)


@pytest.mark.parametrize("section", VALUES)
def test_the_values_of_a_section_are_those_a_dossier_can_have(section: str) -> None:
    assert sorted(first_cells(section)) == sorted(value.value for value in VALUES[section])


def test_the_acts_are_those_the_player_knows() -> None:
    assert sorted(first_cells("What `do` may say")) == sorted(_ACTS.keys() | BEFORE_A_DOSSIER)


def test_an_act_named_beside_a_key_is_an_act() -> None:
    acts = _ACTS.keys() | BEFORE_A_DOSSIER
    for key, _, used_by, *_ in rows("A line"):
        assert set(re.findall(r"`([\w-]+)`", used_by)) <= acts, key
