"""The page on calendar layers names every key of a layer, and the values each may have."""

import re
from pathlib import Path

from procflow.calendar import Confidence, Scope, Status
from procflow.calendar.yamllayers import _KEYS
from procflow.clock import Policy

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "calendar-layers.md").read_text(encoding="utf-8")
ROWS: dict[str, str] = dict(re.findall(r"^\| `(\w+)` \| (.*)$", PAGE, re.MULTILINE))


def test_the_keys_of_a_layer_are_those_the_reader_accepts() -> None:
    assert ROWS.keys() - Policy.__members__.keys() == set(_KEYS)


def test_the_policies_are_those_a_notice_may_name() -> None:
    assert ROWS.keys() - set(_KEYS) == Policy.__members__.keys()


def test_the_values_of_a_layer_are_those_the_reader_accepts() -> None:
    for key, values in (("document", Confidence), ("status", Status), ("scope", Scope)):
        for value in values:
            assert f"`{value.value}`" in ROWS[key], (key, value)
