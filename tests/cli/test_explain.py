"""`procflow explain`: every code is told, in both languages, with its example where it has one."""

from collections.abc import Callable
from typing import Any

from procflow.errors import CATALOGUE

Procflow = Callable[..., Any]


def test_every_code_is_told_in_both_languages(procflow: Procflow) -> None:
    for code in CATALOGUE:
        for lang in ("en", "vi"):
            answer = procflow("explain", code.lower(), "--lang", lang)
            assert (answer.code, answer.out.split()[0]) == (0, code)
    assert "\nbad:\n    eligible: {to: sing,\n" in procflow("explain", "PF301").out


def test_a_code_nobody_gave_is_misuse(procflow: Procflow) -> None:
    answer = procflow("explain", "PF3O1")
    assert (answer.code, answer.err[:5]) == (2, "PF723")


def test_what_an_error_would_be_about_is_shown_by_its_name(procflow: Procflow) -> None:
    assert procflow("explain", "PF412").out.startswith("PF412 '‹text›' is a number without its unit\n")
    assert "‹amount› ngày làm việc" in procflow("explain", "PF412", "--lang", "vi").out
