"""`procflow explain`: every code is told, and every example gives its code where it says."""

from collections.abc import Callable
from typing import Any

import pytest

from procflow.cli.explain import examples
from procflow.errors import CATALOGUE, DefinitionError, Diagnostic
from procflow.library import load_text, shipped
from procflow.lint import check

Procflow = Callable[..., Any]
BASE = shipped("1.013225").read_text(encoding="utf-8")


def found(text: str) -> list[Diagnostic]:
    try:
        return list(check(load_text(text, "a.yaml")))
    except DefinitionError as error:
        return list(error.diagnostics)


@pytest.mark.parametrize("code", sorted(examples()))
def test_a_bad_example_gives_its_code_at_its_line_and_the_good_one_gives_none(code: str) -> None:
    example = examples()[code]
    assert BASE.count(example["good"]) == 1
    start = BASE[: BASE.index(example["good"])].count("\n") + 1
    line = int(example["line"])
    wanted = start + line - 1 if line > 0 else start + line
    assert (code, wanted) in [
        (each.code, each.place.line) for each in found(BASE.replace(example["good"], example["bad"]))
    ]
    assert found(BASE) == []


def test_every_code_is_told_in_both_languages(procflow: Procflow) -> None:
    for code in CATALOGUE:
        for lang in ("en", "vi"):
            answer = procflow("explain", code.lower(), "--lang", lang)
            assert (answer.code, answer.out.split()[0]) == (0, code)
    assert "\nbad:\n    eligible: {to: sing,\n" in procflow("explain", "PF301").out


def test_a_code_nobody_gave_is_misuse(procflow: Procflow) -> None:
    answer = procflow("explain", "PF3O1")
    assert (answer.code, answer.err[:5]) == (2, "PF723")
