"""A procedure over its profile: what the procedure says wins key by key, what it does not say the profile says."""

from pathlib import Path

import pytest
from office import APPRAISE, PROFILE, places, procedure, profile_with, stands, text

from procflow.clock import Span
from procflow.definition import ProfileFile
from procflow.errors import DefinitionError
from procflow.library import load, load_text, profile_names, profile_text
from procflow.procedure import Procedure
from procflow.source import read, validate

REPO = Path(__file__).parents[2]
SPECIAL = """\
supplement:
  requests: 2
  request_within: {limit: 4 ngày làm việc, from: accepted, basis: Đ.7}
  window: {limit: 2 ngày làm việc, basis: Đ.8}
  unsatisfactory: {refuse: {within: {limit: 1 ngày làm việc, from: supply, basis: Đ.9}}, basis: Đ.10}
  returns_to: examine
  basis: Đ.6
"""
TWO_STEPS = (
    APPRAISE
    + """\
  examine:
    name: Kiểm tra lại
    actor: officer
    outcomes: {examined: appraise}
"""
)


def test_a_procedure_that_says_nothing_has_every_step_of_its_profile_and_its_own() -> None:
    steps = procedure().steps
    shared = validate(read(profile_text(PROFILE), "profile.yaml"), ProfileFile)
    assert list(steps) == [*shared.steps, "appraise"]
    assert {"reception", "supplement", "supplement-check", "refuse", "return-result", "returned"} <= shared.steps.keys()
    assert [name for name, step in steps.items() if step.own] == ["appraise"]


def test_first_step_is_the_first_step_the_procedure_brings_in() -> None:
    steps = "steps:\n  refuse: {actor: chair}\n" + TWO_STEPS.removeprefix("steps:\n")
    compiled = procedure(steps=steps.replace("      incomplete:", "      again: examine\n      incomplete:"))
    assert compiled.steps["reception"].outcomes["accept"].to == "appraise"
    assert compiled.steps["supplement-check"].outcomes["complete"].to == "appraise"


def test_a_restated_key_wins_and_every_other_key_stays() -> None:
    base, compiled = procedure(), procedure(steps=APPRAISE + "  refuse: {actor: chair, name: Từ chối}\n")
    assert compiled.steps["refuse"].actor == "chair"
    assert compiled.steps["refuse"].name == "Từ chối"
    assert compiled.steps["refuse"].national_status == base.steps["refuse"].national_status
    refused = compiled.steps["refuse"].outcomes["refused"]
    assert (refused.to, refused.produces, refused.needs_reason) == ("return-result", ("refusal",), True)
    assert refused.by == "chair"


def test_an_outcome_is_restated_key_by_key_and_a_new_one_is_added() -> None:
    restated = """\
  reception:
    outcomes:
      guide: {at_most: 3}
      wrong-office: {to: not-accepted, needs_reason: true}
"""
    outcomes = procedure(steps=APPRAISE + restated).steps["reception"].outcomes
    assert list(outcomes) == ["accept", "guide", "refuse-acceptance", "wrong-office"]
    assert (outcomes["guide"].at_most, outcomes["guide"].to) == (3, "desk-supplement")
    assert outcomes["guide"].needs_reason


def test_a_false_flag_that_is_said_wins_over_a_true_one_of_the_profile() -> None:
    assert procedure().steps["refuse"].outcomes["refused"].needs_reason
    restated = APPRAISE + "  refuse: {outcomes: {refused: {needs_reason: false}}}\n"
    assert not procedure(steps=restated).steps["refuse"].outcomes["refused"].needs_reason


def test_special_law_on_the_supplement_is_a_shorter_way_to_restate_the_steps() -> None:
    compiled = procedure(more=SPECIAL, steps=TWO_STEPS)
    asked, check = compiled.steps["supplement"], compiled.steps["supplement-check"]
    assert asked.at_most == 2
    assert asked.basis == "Đ.6"
    assert asked.within is not None
    assert (asked.within.spans[""], asked.within.basis) == (Span.parse("2 ngày làm việc"), "Đ.8")
    assert asked.request_within is not None
    assert (asked.request_within.spans[""], asked.request_within.basis) == (Span.parse("4 ngày làm việc"), "Đ.7")
    assert asked.on_expiry == "close"
    assert check.outcomes["complete"].to == "examine"
    assert check.outcomes["complete"].completes == "supply"
    refusal = check.outcomes["unsatisfactory"]
    assert refusal.within is not None
    assert (refusal.within.spans[""], refusal.within.start, refusal.basis) == (
        Span.parse("1 ngày làm việc"),
        "supply",
        "Đ.10",
    )


def restated_at_length() -> Procedure:
    return procedure(
        steps=TWO_STEPS
        + """\
  supplement:
    at_most: 2
    request_within: {limit: 4 ngày làm việc, from: accepted, basis: Đ.7}
    within: {limit: 2 ngày làm việc, basis: Đ.8}
    basis: Đ.6
  supplement-check:
    outcomes:
      complete: {to: examine}
      unsatisfactory: {within: {limit: 1 ngày làm việc, from: supply, basis: Đ.9}, basis: Đ.10}
"""
    )


def test_the_short_and_the_long_way_to_restate_the_supplement_compile_alike() -> None:
    short, long = procedure(more=SPECIAL, steps=TWO_STEPS), restated_at_length()
    assert short.steps["supplement"].within == long.steps["supplement"].within
    assert short.steps["supplement"].at_most == long.steps["supplement"].at_most
    assert short.steps["supplement"].request_within == long.steps["supplement"].request_within
    assert short.steps["supplement-check"].outcomes == long.steps["supplement-check"].outcomes


def test_the_short_way_wins_over_the_step_written_beside_it() -> None:
    beside = APPRAISE + "  supplement: {at_most: 5, form: Mẫu riêng}\n"
    asked = procedure(more="supplement: {requests: 2}\n", steps=beside).steps["supplement"]
    assert (asked.at_most, asked.form) == (2, "Mẫu riêng")


@pytest.mark.parametrize(
    "part", ["requests: 2", "window: 2 ngày", "request_within: 4 ngày", "returns_to: examine", "basis: Đ.6"]
)
def test_each_part_of_the_supplement_may_stand_alone(part: str) -> None:
    steps = TWO_STEPS if part.startswith("returns_to") else APPRAISE
    assert places(text(more=f"supplement: {{{part}}}\n", steps=steps)) == []


def test_a_mistake_in_the_supplement_is_told_where_the_procedure_writes_it() -> None:
    wrong = text(more=SPECIAL.replace("from: supply", "from: suply"), steps=TWO_STEPS)
    assert places(wrong) == [("PF312", stands(wrong, "suply"))]


def test_results_of_the_procedure_stand_beside_those_of_the_profile_and_may_restate_them() -> None:
    assert list(procedure().results) == ["refusal", "permit"]
    own = "results:\n  permit: {name: Giấy phép, kind: approval}\n  refusal: {name: Văn bản trả lời, kind: refusal}\n"
    assert procedure(results=own).results["refusal"].name == "Văn bản trả lời"


def test_a_procedure_without_a_result_says_so() -> None:
    steps = APPRAISE.replace("{to: return-result, produces: permit}", "return-result")
    compiled = procedure(results="results: none\n", steps=steps)
    assert compiled.no_result
    assert not procedure().no_result
    assert list(compiled.results) == ["refusal"]


def test_the_rule_of_the_procedure_wins_over_that_of_its_profile_and_a_limits_own_over_both() -> None:
    assert procedure().limit.rule == "one-stop"
    blds = procedure(more="rule: blds-2015\n")
    assert (blds.rule, blds.limit.rule) == ("blds-2015", "blds-2015")
    own = procedure(more="rule: blds-2015\n", limit="{limit: 5 ngày, rule: applicant}")
    assert (own.rule, own.limit.rule) == ("blds-2015", "applicant")


def test_a_profile_without_apology_gives_a_procedure_without() -> None:
    bare = profile_with(
        "apology:\n  before_expiry: {limit: 1 ngày, basis: Đ.19 k.6}\n  reappointments: 1\n  basis: Đ.19 k.6\n",
        "",
    )
    assert load_text(text(), profile=bare).clauses.apology is None
    apology = procedure().clauses.apology
    assert apology is not None
    assert apology.reappointments == 1


def test_defaults_are_what_the_language_says() -> None:
    compiled = procedure()
    step, outcome = compiled.steps["appraise"], compiled.steps["appraise"].outcomes["sign"]
    assert (step.national_status, step.clock.value, step.finishes, step.ends, step.budget) == (
        4,
        "run",
        False,
        None,
        None,
    )
    assert (outcome.by, outcome.accepts, outcome.outside, outcome.needs_reason) == ("officer", False, False, False)
    assert compiled.limit.start == "accepted"
    assert compiled.steps["returned"].actor == "nobody"


def test_what_an_opinion_holds_back_is_by_default_every_outcome_that_goes_on() -> None:
    asking = APPRAISE.replace("actor: officer", "actor: officer\n    consult: {police: {within: 2 ngày}}", 1)
    consult = procedure(steps=asking).steps["appraise"].consult["police"]
    assert consult.blocks == {"sign", "not-eligible"}
    assert (consult.name, consult.on_timeout.value) == ("police", "escalate")
    none = asking.replace("{within: 2 ngày}", "{within: 2 ngày, blocks: []}")
    assert procedure(steps=none).steps["appraise"].consult["police"].blocks == frozenset()


def test_the_hash_tells_any_two_texts_apart_and_the_same_texts_alike() -> None:
    one = procedure()
    assert procedure().hash == one.hash
    assert load_text(text(), "elsewhere.yaml").hash == one.hash
    assert load_text(text() + "# một lời chú\n").hash != one.hash
    assert load_text(text(), profile=profile_text(PROFILE) + "\n").hash != one.hash
    assert len(one.hash) == 64


def test_a_channel_of_which_the_profile_says_nothing_is_told_once_where_the_procedure_opens_it() -> None:
    odd = text().replace("submit: [online, direct]", "submit: [online, kiosk]")
    assert places(odd) == [("PF399", stands(odd, "kiosk"))]


def test_a_case_of_which_the_profile_says_nothing_is_told_where_the_procedure_names_it() -> None:
    shared = profile_with("limit: 15 ngày", "by_case: {house: 15 ngày}")
    named = text().replace("steps:\n", "cases: {house: Nhà ở, other: Công trình khác}\nsteps:\n", 1)
    with pytest.raises(DefinitionError) as caught:
        load_text(named, profile=shared)
    found = [(each.code, (each.place.line, each.place.column)) for each in caught.value.diagnostics]
    assert [(code, f"{line}:{column}") for code, (line, column) in found] == [
        ("PF306", stands(named, "other").partition(":")[2])
    ]


def test_what_one_text_ends_with_and_the_other_begins_with_are_told_apart() -> None:
    shared, note = profile_text(PROFILE), "# một lời chú\n"
    assert load_text(text() + note, profile=shared).hash != load_text(text(), profile=note + shared).hash


def test_the_profile_a_stored_procedure_was_compiled_with_is_used_again() -> None:
    stored = profile_with("limit: 15 ngày", "limit: 20 ngày")
    compiled = load_text(text(), profile=stored)
    assert compiled.steps["supplement"].within is not None
    assert compiled.steps["supplement"].within.spans[""] == Span.parse("20 ngày")
    assert load_text(compiled.text, profile=compiled.profile_text).hash == compiled.hash


def test_shipped_profiles_are_listed_and_read_by_name() -> None:
    assert PROFILE in profile_names()
    for name in profile_names():
        assert f"profile: {name}\n" in profile_text(name)


def test_a_text_in_bytes_is_the_same_procedure() -> None:
    assert load_text(text().encode()).hash == procedure().hash


def test_the_file_of_a_procedure_is_named_in_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("procedures") / "2026-01.yaml"
    file.write_text(text(), encoding="utf-8")
    assert load(file).file == str(file)
    assert load(str(file)).hash == procedure().hash


# --- nothing a profile says is said twice ---

REPEATS = {
    "the rule of counting": "rule: one-stop\n",
    "a whole clause": "amendment: {channels: [online], basis: Đ.21}\n",
    "the name of a role": "roles: {decider: {name: Người có thẩm quyền quyết định, name_en: The decider}}\n",
    "how many requests": "supplement: {requests: 1, window: {limit: 2 ngày, basis: Đ.2}}\n",
    "where a completed dossier goes on": "supplement: {returns_to: appraise, window: {limit: 2 ngày, basis: Đ.2}}\n",
}


@pytest.mark.parametrize("more", REPEATS.values(), ids=REPEATS.keys())
def test_what_the_profile_says_already_is_warned_of(more: str) -> None:
    (warning,) = load_text(text(more=more)).warnings
    assert (warning.code, warning.params["name"], warning.place.line) == ("PF397", PROFILE, 10)


def test_a_step_restated_is_warned_of_key_by_key_and_outcome_by_outcome() -> None:
    restated = (
        "  refuse: {actor: chair, national_status: 4}\n"
        "  return-result: {outcomes: {hand-over: {to: returned, name: Trao kết quả}}}\n"
        "  reception: {outcomes: {accept: {to: appraise}, later: {to: reception}}}\n"
    )
    found = load_text(text(steps=APPRAISE + restated), "mẫu.yaml").warnings
    written = text(steps=APPRAISE + restated)
    wanted = ["national_status: 4", "to: returned,", "to: appraise}"]
    assert [(each.code, str(each.place)) for each in found] == [("PF397", stands(written, at)) for at in wanted]


def test_the_same_figure_by_another_law_is_not_said_twice() -> None:
    for more in ("correction: {by: decider, within: {limit: 03 ngày làm việc, basis: Luật X}, basis: Luật X}\n",):
        assert load_text(text(more=more)).warnings == ()
    assert load_text(text(more="supplement: {requests: 1, basis: Luật X}\n")).warnings == ()
    old = text(more="supplement: {requests: 1}\n").replace("nd118-2025", "nd61-2018")
    assert load_text(old.replace("effective: 2026", "effective: 2024")).warnings == ()


SHIPPED = [
    file
    for folder in ("procedures", "tests/examples")
    for file in sorted((REPO / folder).rglob("*.yaml"))
    if not file.name.endswith(".test.yaml")
]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.relative_to(REPO).as_posix())
def test_nothing_a_profile_says_is_said_twice(file: Path) -> None:
    assert [str(each.place) for each in load(file).warnings if each.code == "PF397"] == []


def test_a_duty_neither_the_profile_nor_the_procedure_writes_does_not_exist() -> None:
    shipped = profile_text(PROFILE)
    start, end = shipped.index("correction: {by"), shipped.index("\nsteps:")
    clauses = load_text(text(), profile=shipped[:start] + shipped[end:]).clauses
    assert (clauses.correction, clauses.forwarding) == (None, None)
