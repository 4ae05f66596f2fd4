"""Procedures of one shape are proved once: what is left out of the shape must never change the answer."""

from dataclasses import fields

import pytest
from office import HEAD

from procflow.calendar import layers_from_yaml, vietnam
from procflow.library import load_text
from procflow.lint import check
from procflow.lint.fit import prove_fit
from procflow.lint.shape import PARTS, WORDS, shape
from procflow.procedure import Consult, LimitRule, Outcome, Procedure, Step

CALENDAR = vietnam()
TEXT = f"""\
{HEAD}limit: {{limit: 5 ngày làm việc, basis: Đ.1}}
results:
  permit: {{name: Giấy phép, kind: approval}}
steps:
  look:
    name: Xem
    actor: officer
    within: {{limit: 3 ngày làm việc, basis: Đ.2}}
    consult:
      police: {{within: {{limit: 4 ngày làm việc, basis: Đ.3}}, on_timeout: escalate, blocks: [good]}}
    outcomes:
      good: sign
      incomplete: supplement
  sign:
    name: Ký
    actor: chair
    budget: 2 ngày làm việc
    outcomes:
      signed: {{to: return-result, produces: permit}}
      rework: {{to: look, at_most: 1}}
"""
EDITS = [
    ("limit: 5 ngày", "limit: 6 ngày"),
    ("limit: 5 ngày làm việc", "limit: 5 ngày"),
    ("limit: 5 ngày làm việc, basis", "limit: 5 ngày làm việc, rule: blds-2015, basis"),
    ("limit: 3 ngày làm việc, basis", "limit: 2 ngày làm việc, basis"),
    ("limit: 3 ngày làm việc, basis", "limit: 3 ngày làm việc, from: accepted, basis"),
    ("budget: 2 ngày làm việc", "budget: 1 ngày làm việc"),
    ("limit: 4 ngày", "limit: 9 ngày"),
    ("blocks: [good]", "blocks: [good, incomplete]"),
    ("at_most: 1", "at_most: 2"),
    ("good: sign", "good: {to: sign, within: {limit: 1 ngày làm việc, basis: Đ.4}}"),
    ("actor: chair", "actor: applicant"),
]


def told(procedure: Procedure) -> object:
    return [
        (each.code, each.place.line, each.severity, each.params)
        for each in check(procedure, CALENDAR, years=(2026, 2026))
    ]


@pytest.mark.parametrize("kind", [Step, Outcome, Consult, LimitRule])
def test_every_part_is_in_the_shape_or_named_as_words(kind: type) -> None:
    """A part added to the language has to be given its place: in the shape unless no time can depend on it."""
    named = [*PARTS[kind], *WORDS[kind]]
    assert sorted(named) == sorted(field.name for field in fields(kind))


@pytest.mark.parametrize(("old", "new"), EDITS, ids=[new for _, new in EDITS])
def test_an_edit_of_a_time_or_a_way_is_another_shape_and_proved_anew(old: str, new: str) -> None:
    assert old in TEXT
    one, other = load_text(TEXT, "a.yaml"), load_text(TEXT.replace(old, new, 1), "a.yaml")
    assert shape(one) != shape(other)
    prove_fit.cache_clear()
    alone = told(other)
    prove_fit.cache_clear()
    told(one)
    assert told(other) == alone


def test_another_wording_is_the_same_shape_and_told_at_its_own_place() -> None:
    other = "# Một dòng chú thích.\n" + TEXT.replace("Xem", "Xem xét").replace("Đ.2", "Đ.20").replace("Ký", "Ký tên")
    prove_fit.cache_clear()
    first = check(load_text(TEXT, "a.yaml"), CALENDAR)
    second = check(load_text(other, "b.yaml"), CALENDAR)
    assert prove_fit.cache_info().misses == 1
    assert "PF350" in {each.code for each in first}
    assert [(each.code, each.params) for each in second] == [(each.code, each.params) for each in first]
    assert {each.place.file for each in second} == {"b.yaml"}
    assert [each.place.line for each in second] == [each.place.line + 1 for each in first]


def test_another_calendar_or_other_years_are_proved_anew() -> None:
    procedure = load_text(TEXT.replace("limit: 5 ngày làm việc", "limit: 8 ngày"), "a.yaml")
    layers = (
        "layers:\n  - name: flood\n    document: {number: 12/TB-UBND}\n    closed: {2026-08-05: Lũ, 2026-08-06: Lũ}\n"
    )
    flooded = CALENDAR.with_layers(*layers_from_yaml(layers))
    prove_fit.cache_clear()
    for calendar, years in ((CALENDAR, (2025, 2025)), (CALENDAR, (2026, 2026)), (flooded, (2026, 2026))):
        check(procedure, calendar, years=years)
    assert prove_fit.cache_info().misses == 3
