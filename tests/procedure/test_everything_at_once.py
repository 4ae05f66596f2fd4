"""A file with mistakes of many kinds is told all of them in one go."""

import pytest
from office import codes, text

from procflow.errors import DefinitionError
from procflow.library import load_text

FAULTY = """\
procflow: 1
code: 1.00199
version: 2026-07
effective: 2026-02-30
name: Thủ tục
basis: NĐ 1/2026
profile: one-stop/nd118-2025
channels: {submit: [online], return: [online]}
limit: 07 ngày làm việc
results: {permit: {name: P, kind: approval}}
steps:
  a:
    name: A
    actor: officer
    outcomes: {ok: {to: sgin, produces: permt, attmost: 3}}
  a:
    name: B
  sign:
    name: {vi: Công trình cấp III, IV}
    actor: chair
    outcomes: {signed: {to: return-result, produces: permit}}
"""


def test_reading_values_and_names_complain_together() -> None:
    with pytest.raises(DefinitionError) as caught:
        load_text(FAULTY, "p.yaml")
    assert [(each.place.line, each.code) for each in caught.value.diagnostics] == [
        (2, "PF202"),
        (4, "PF204"),
        (15, "PF301"),
        (15, "PF307"),
        (15, "PF131"),
        (16, "PF113"),
        (19, "PF117"),
    ]


def test_an_unknown_profile_hides_no_other_mistake() -> None:
    text = FAULTY.replace("one-stop/nd118-2025", "one-stop/nd119-2025")
    with pytest.raises(DefinitionError) as caught:
        load_text(text, "p.yaml")
    codes = [each.code for each in caught.value.diagnostics]
    assert codes[:3] == ["PF202", "PF204", "PF332"]
    assert "PF307" in codes
    assert "PF301" not in codes  # a target may be a step of the profile that was meant


def test_a_faulty_list_item_is_left_out_and_the_rest_is_looked_at() -> None:
    text = FAULTY.replace("produces: permt, attmost: 3", "produces: [permit, Permit!, permt]")
    with pytest.raises(DefinitionError) as caught:
        load_text(text, "p.yaml")
    codes = [each.code for each in caught.value.diagnostics if each.place.line == 15]
    assert codes == ["PF301", "PF201", "PF307"]


def test_faulty_results_are_no_missing_results() -> None:
    text = FAULTY.replace("kind: approval", "kind: approval, colour: red")
    with pytest.raises(DefinitionError) as caught:
        load_text(text, "p.yaml")
    codes = [each.code for each in caught.value.diagnostics if each.place.line == 10]
    assert codes in (["PF131"], ["PF132"])
    assert "PF307" not in [each.code for each in caught.value.diagnostics]


def test_a_result_that_is_no_result_hides_no_other_mistake_and_brings_none() -> None:
    text = FAULTY.replace("results: {permit: {name: P, kind: approval}}", "results: nothing")
    with pytest.raises(DefinitionError) as caught:
        load_text(text, "p.yaml")
    codes = [each.code for each in caught.value.diagnostics]
    assert "PF307" not in codes
    assert "PF301" in codes


def test_two_faulty_items_of_one_list_are_both_left_out() -> None:
    text = FAULTY.replace("produces: permt, attmost: 3", "produces: [Permit!, permt, Permit?, permit]")
    with pytest.raises(DefinitionError) as caught:
        load_text(text, "p.yaml")
    codes = [each.code for each in caught.value.diagnostics if each.place.line == 15]
    assert codes == ["PF301", "PF201", "PF307", "PF201"]


def test_half_a_character_is_refused_like_every_other_that_cannot_be_seen() -> None:
    sound = FAULTY[: FAULTY.index("steps:")].replace("1.00199\n", "1.001990\n").replace("02-30", "02-28")
    step = "  a:\n    name: '\ud800'\n    actor: officer\n"
    outcomes = "    outcomes: {ok: {to: return-result, produces: permit}}\n"
    with pytest.raises(DefinitionError) as caught:
        load_text(f"{sound}steps:\n{step}{outcomes}", "p.yaml")
    assert [(each.place.line, each.code) for each in caught.value.diagnostics] == [(13, "PF104")]


def test_a_key_written_twice_hides_no_key_that_is_missing() -> None:
    twice = text().replace("procflow: 1\n", "procflow: 1\nprocflow: 1\n", 1)
    assert codes(twice) == ["PF113"]
    assert sorted(codes(twice.replace("name: Thủ tục mẫu\n", "", 1))) == ["PF113", "PF130"]
