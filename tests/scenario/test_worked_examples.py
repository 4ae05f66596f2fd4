"""Worked examples: each expectation is kept or not, and what is not kept is told at its own line."""

from collections.abc import Sequence

import pytest
from office import APPRAISE, text

from procflow import vietnam
from procflow.core import Law
from procflow.errors import DefinitionError, Diagnostic
from procflow.library import load_text
from procflow.scenario import Played, play, read_examples
from procflow.scenario.examples import Expect
from procflow.source import read

MORE = """\
cases: {house: Nhà ở}
facts:
  pages: {name: Số trang, type: integer, least: 1, most: 400}
  urgent: {name: Khẩn, type: boolean, optional: true}
  born: {name: Ngày sinh, type: date, optional: true}
  town: {name: Địa bàn, type: text, optional: true}
fees: {copy: {name: Phí, rate: {amount: 5 VND, per: pages}}}
"""
STEPS = APPRAISE.replace(
    "actor: officer",
    "actor: officer\n    within: 3 ngày làm việc\n    consult: {police: {within: 2 ngày làm việc, blocks: []}}",
    1,
)
LAW = Law(load_text(text(more=MORE, steps=STEPS)), vietnam())

START = """\
- name: Hồ sơ mẫu
  case: house
  facts: {pages: 3}
  story:
    - {at: 2026-03-02 08:00, do: submit, channel: direct}
"""
ACCEPT = "    - {at: 2026-03-02 9:00, do: accept}\n"


def played(written: str) -> Played:
    (example,) = read_examples(read(written, "mẫu.test.yaml"))
    return play(LAW, example)


def told(failures: Sequence[Diagnostic]) -> list[tuple[int, str, object, object, object]]:
    return [
        (each.place.line, each.code, each.params.get("key"), each.params.get("wanted"), each.params.get("got"))
        for each in failures
    ]


EXPECTATIONS = {
    "due": ("accept", "2026-03-09", "2026-03-10"),
    "due_at": ("accept", "2026-03-09 17:00", "2026-03-09 16:59"),
    "promised": ("accept", "2026-03-09", "none"),
    "reappointed": ("apologise", "2026-03-12", "2026-03-13"),
    "window_ends": ("incomplete", "2026-03-18", "none"),
    "step_due": ("accept", "2026-03-05", "2026-03-06"),
    "step": ("accept", "appraise", "reception"),
    "status": ("accept", "4", "2"),
    "clock": ("accept", "running", "stopped"),
    "fees": ("accept", "{copy: 15 VND}", "{copy: 5 VND}"),
    "results": ("sign", "[permit]", "[]"),
    "breaches": ("late", "[late-step]", "[]"),
    "opinions": ("ask", "{police: open}", "{police: given}"),
    "noted": ("told-late", "[appraise/police]", "[]"),
    "ended": ("hand-over", "returned", "closed"),
    "provisional": ("accept", "false", "true"),
    "refused": ("refused", "PF503", "PF504"),
}
TAKE = "at: 2026-03-02 9:00, do: accept"
LINES = {
    "accept": [TAKE],
    "apologise": [TAKE, "at: 2026-03-03 9:00, do: apologise, until: 2026-03-12, reason: x"],
    "incomplete": [TAKE, "at: 2026-03-03 9:00, do: incomplete, reason: x"],
    "sign": [TAKE, "at: 2026-03-03 9:00, do: sign"],
    "late": [TAKE, "wait: until 2026-03-06 00:00"],
    "ask": [TAKE, "at: 2026-03-03 9:00, do: ask, from: police"],
    "told-late": [
        TAKE,
        "at: 2026-03-03 9:00, do: ask, from: police",
        "at: 2026-03-03 10:00, do: sign",
        "at: 2026-03-03 9:30, do: answer, from: police, opinion: x",
    ],
    "hand-over": [TAKE, "at: 2026-03-03 9:00, do: sign", "at: 2026-03-03 10:00, do: hand-over"],
    "refused": ["at: 2026-03-02 9:00, do: sign"],
}


def story(name: str, expect: str) -> str:
    *before, last = LINES[name]
    return START + "".join(f"    - {{{line}}}\n" for line in before) + f"    - {{{last}, expect: {{{expect}}}}}\n"


@pytest.mark.parametrize(("key", "name", "kept", "broken"), [(key, *rest) for key, rest in EXPECTATIONS.items()])
def test_an_expectation_is_kept_or_told_at_its_line(key: str, name: str, kept: str, broken: str) -> None:
    assert played(story(name, f"{key}: {kept}")).passed
    result = played(story(name, f"{key}: {broken}"))
    assert not result.passed
    ((line, code, told_key, _, _),) = told(result.failures)
    assert (line, code, told_key) == (5 + len(LINES[name]), "PF744", key)
    assert (result.failures[0].place.file, result.failures[0].place.column) == ("mẫu.test.yaml", 7)


def test_every_key_of_an_expectation_has_an_example_here_or_among_the_stories_of_office_life() -> None:
    elsewhere = {
        "applicant",
        "assignee",
        "case",
        "components",
        "form",
        "children",
        "committed",
        "corrections",
        "facts",
        "stopped",
        "unit",
    }
    assert set(Expect.model_fields) == set(EXPECTATIONS) | elsewhere


@pytest.mark.parametrize(
    "key", ["due", "due_at", "promised", "reappointed", "window_ends", "step_due", "clock", "ended"]
)
def test_what_is_not_there_is_expected_as_none(key: str) -> None:
    assert played(START.replace("channel: direct}", f"channel: direct, expect: {{{key}: none}}}}")).passed


def test_a_dossier_that_was_to_go_on_and_ended_is_told() -> None:
    assert told(played(story("hand-over", "ended: none")).failures) == [(8, "PF744", "ended", "none", "returned")]


def test_a_clock_that_stopped_and_one_that_ended_are_told_apart() -> None:
    assert played(story("incomplete", "clock: stopped, due: none, due_at: none, step: supplement")).passed
    assert played(story("sign", "clock: ended, due: none")).passed


def test_every_broken_expectation_of_a_line_is_told_and_the_story_goes_on() -> None:
    written = START + ACCEPT.replace("accept}", "accept, expect: {step: sign, status: 9}}")
    written += "    - {at: 2026-03-03 09:00, do: sign, expect: {status: 8}}\n"
    assert told(played(written).failures) == [
        (6, "PF744", "status", "9", "4"),
        (6, "PF744", "step", "sign", "appraise"),
        (7, "PF744", "status", "8", "9"),
    ]


def test_a_refusal_nobody_expected_is_told_with_its_reason() -> None:
    (failure,) = played(START + "    - {at: 2026-03-02 09:00, do: sign}\n").failures
    assert (failure.place.line, failure.code, failure.params["code"]) == (6, "PF745", "PF503")


@pytest.mark.parametrize("amount", ["14000 VND", "14.000 đồng", "14.000 VNĐ", "14.000đ"])
def test_an_amount_is_the_same_however_a_circular_prints_it(amount: str) -> None:
    (example,) = read_examples(read(START.replace("direct}", f"direct, expect: {{fees: {{f: {amount}}}}}}}"), "a"))
    assert example.story[0].expect.fees == {"f": "14000 VND"}


def test_what_is_no_amount_is_compared_as_it_stands() -> None:
    (example,) = read_examples(read(START.replace("direct}", "direct, expect: {fees: {f: HĐND}}}"), "a"))
    assert example.story[0].expect.fees == {"f": "HĐND"}


def test_a_moment_where_a_day_is_due_names_the_key_for_moments() -> None:
    with pytest.raises(DefinitionError) as refused:
        read_examples(read(START.replace("direct}", "direct, expect: {due: 2026-03-03 08:00}}"), "a"))
    (problem,) = refused.value.diagnostics
    assert problem.code == "PF747"
    assert "`due_at:`" in problem.hint("vi")


def test_a_refusal_that_did_not_come_is_told() -> None:
    result = played(START + ACCEPT.replace("accept}", "accept, expect: {refused: PF503}}"))
    assert told(result.failures) == [(6, "PF744", "refused", "PF503", "-")]


def test_what_fell_due_before_a_refused_line_has_happened_all_the_same() -> None:
    line = "    - {at: 2026-03-06 09:00, do: signn, expect: {refused: PF503, breaches: [late-step]}}\n"
    assert played(START + ACCEPT + line).passed


def test_a_story_that_does_not_begin_with_its_submission_stops_there() -> None:
    written = START.replace("do: submit, channel: direct", "do: accept") + ACCEPT
    assert [(line, code) for line, code, *_ in told(played(written).failures)] == [(5, "PF745")]


def test_a_submission_that_is_refused_as_expected_may_be_tried_again() -> None:
    written = START.replace("channel: direct}", "channel: post, expect: {refused: PF520}}")
    written += "    - {at: 2026-03-02 08:05, do: submit, channel: online, expect: {step: reception}}\n"
    assert played(written).passed


def test_a_refusal_expected_while_time_passes_did_not_come() -> None:
    written = START.replace("  story:\n", "  story:\n    - {wait: until 2026-03-01 00:00, expect: {refused: PF503}}\n")
    assert [code for _, code, *_ in told(played(written).failures)] == ["PF744"]


def test_time_may_pass_before_the_submission_and_the_story_goes_on() -> None:
    waited = START.replace("  story:\n", "  story:\n    - {wait: until 2026-03-01 00:00}\n")
    assert played(waited + ACCEPT.replace("accept}", "accept, expect: {step: appraise}}")).passed
    broken = waited + ACCEPT.replace("accept}", "accept, expect: {step: reception}}")
    assert told(played(broken).failures) == [(7, "PF744", "step", "reception", "appraise")]


def test_what_is_expected_of_a_dossier_that_is_not_there_is_not_kept() -> None:
    written = START.replace("  story:\n", "  story:\n    - {wait: until 2026-03-01 00:00, expect: {clock: none}}\n")
    assert told(played(written).failures) == [(5, "PF744", "clock", "none", "-")]


def test_the_outcomes_taken_are_remembered_with_their_steps() -> None:
    assert played(story("hand-over", "ended: returned")).taken == {
        ("reception", "accept"),
        ("appraise", "sign"),
        ("return-result", "hand-over"),
    }


def test_who_acts_is_somebody_with_the_role_unless_named() -> None:
    result = played(
        START
        + "    - {at: 2026-03-02 09:00, do: accept, by: lan}\n"
        + "    - {at: 2026-03-02 09:30, do: ask, from: police, by: {id: binh, unit: tổ 1}}\n"
        + "    - {at: 2026-03-02 10:00, do: answer, from: police, opinion: Đồng ý}\n"
        + "    - {at: 2026-03-02 10:30, do: sign, by: {id: hoa, roles: [officer, chair], unit: tổ 2}}\n"
        + "    - {at: 2026-03-02 11:00, do: hand-over, by: {id: an, roles: citizen}, expect: {refused: PF504}}\n"
    )
    assert result.passed
    assert {event.by.id: (event.by.roles, event.by.unit) for event in result.events} == {
        "applicant": (("applicant",), ""),
        "lan": (("receptionist",), ""),
        "binh": (("officer",), "tổ 1"),
        "police": (("police",), ""),
        "hoa": (("officer", "chair"), "tổ 2"),
    }


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ("pages: 3", ""),
        ("pages: 3, urgent: true, born: 2000-02-29, town: 010", ""),
        ("pages: 3, urgent: false", ""),
        ("pages: ba", "PF523"),
        ("pages: -3", "PF523"),
        ("pages: 3, urgent: maybe", "PF523"),
        ("pages: 3, born: 2001-02-29", "PF523"),
        ("pages: 3, height: 3", "PF522"),
    ],
)
def test_facts_are_read_by_their_declared_kind_and_judged_by_the_core(facts: str, refused: str) -> None:
    expect = f", expect: {{refused: {refused}}}" if refused else ""
    written = START.replace("{pages: 3}", f"{{{facts}}}").replace("channel: direct}", f"channel: direct{expect}}}")
    assert played(written).passed


def test_facts_of_a_line_win_over_those_of_the_example() -> None:
    written = START.replace("channel: direct", "channel: direct, facts: {pages: 4}")
    assert played(written + ACCEPT.replace("accept}", "accept, expect: {fees: {copy: 20 VND}}}")).passed


def test_a_channel_left_out_is_the_first_of_the_procedure() -> None:
    # Online, reception has eight working hours; at the desk it has no limit.
    assert played(START.replace(", channel: direct", ", expect: {step_due: 2026-03-03}")).passed


SUBMITS = "at: 2026-03-02 08:00, do: submit, channel: direct"
BAD = {
    "a moment that is none": ("at: 2026-03-02 08:00", "at: 2026-03-02", "PF740"),
    "a moment that does not exist": ("at: 2026-03-02 08:00", "at: 2026-02-30 08:00", "PF740"),
    "an hour that does not exist": ("at: 2026-03-02 08:00", "at: 2026-03-02 25:00", "PF740"),
    "a wait that does not say until": (SUBMITS, "wait: 2026-03-02 08:00", "PF741"),
    "a wait until no moment": (SUBMITS, "wait: until tomorrow", "PF740"),
    "a wait that is a list": (SUBMITS, "wait: [until]", "PF741"),
    "a moment that is a list": ("at: 2026-03-02 08:00", "at: [2026]", "PF144"),
    "a line that does nothing": (SUBMITS, "at: 2026-03-02 08:00", "PF742"),
    "a line without a moment": ("at: 2026-03-02 08:00, do: submit", "do: submit", "PF742"),
    "a line that acts and waits": ("channel: direct", "wait: until 2026-03-02 09:00", "PF742"),
    "a wait with a moment": ("do: submit, channel: direct", "wait: until 2026-03-02 09:00", "PF742"),
    "an unknown key": ("channel: direct", "chanel: direct", "PF131"),
    "an unknown expectation": ("channel: direct", "expect: {stepp: x}", "PF131"),
    "a date that is none": ("channel: direct", "expect: {due: 2026-02-30}", "PF204"),
    "an empty story": (f"    - {{{SUBMITS}}}\n", "    []\n", "PF149"),
    "no name": ("- name: Hồ sơ mẫu\n  case", "- case", "PF130"),
}


@pytest.mark.parametrize(("sound", "wrong", "code"), BAD.values(), ids=BAD.keys())
def test_a_test_file_with_a_mistake_is_refused_with_its_code_at_its_line(sound: str, wrong: str, code: str) -> None:
    assert START.count(sound) == 1
    with pytest.raises(DefinitionError) as caught:
        read_examples(read(START.replace(sound, wrong), "mẫu.test.yaml"))
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == (code, "mẫu.test.yaml")
    assert found.place.line == (1 if sound.startswith("- name") else 5)


def test_a_misspelt_key_of_a_line_and_of_an_expectation_is_told_with_the_one_meant() -> None:
    for wrong, meant in (("chanel: direct", "channel"), ("expect: {stepp: x}", "step")):
        with pytest.raises(DefinitionError) as caught:
            read_examples(read(START.replace("channel: direct", wrong), "mẫu.test.yaml"))
        assert caught.value.diagnostics[0].params["guess"] == meant


def test_several_examples_are_read_in_order_with_the_places_of_their_lines() -> None:
    one, two = read_examples(read(START + START.replace("mẫu", "thứ hai"), "mẫu.test.yaml"))
    assert (one.name, two.name) == ("Hồ sơ mẫu", "Hồ sơ thứ hai")
    assert (two.place.line, [place.line for place in two.places]) == (6, [10])
    assert (one.case, one.facts) == ("house", {"pages": "3"})


OPEN = Law(load_text(text(limit="{limit: none, reason: Luật không đặt thời hạn, basis: Đ.2}")), vietnam())
UNLIMITED = """\
- name: Không có thời hạn
  story:
    - {at: 2026-03-02 08:00, do: submit, channel: direct, expect: {clock: none}}
    - {at: 2026-03-02 09:00, do: accept, expect: {clock: none, due: none}}
    - {at: 2026-03-03 09:00, do: incomplete, reason: Thiếu, expect: {clock: none, step: supplement}}
    - {at: 2026-03-04 09:00, do: supply, expect: {clock: none}}
    - {at: 2026-03-04 10:00, do: complete, expect: {clock: none}}
    - {at: 2026-03-05 10:00, do: sign, expect: {clock: ended}}
"""


def test_no_clock_ends_where_the_law_sets_no_limit_before_the_result_is_there() -> None:
    (example,) = read_examples(read(UNLIMITED, "mẫu.test.yaml"))
    assert told(play(OPEN, example).failures) == []
