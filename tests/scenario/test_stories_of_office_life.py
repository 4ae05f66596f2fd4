"""Stories of office life: each act can be told in a line, and what it changes can be expected."""

import pytest
from office import text

from procflow import vietnam
from procflow.core import Law
from procflow.library import load_text
from procflow.scenario import Played, play, read_examples
from procflow.source import read

MORE = """\
cases: {house: Nhà ở, other: Khác}
facts: {floors: {name: Số tầng, type: integer, least: 1, most: 99, optional: true}}
stopping: {by: chair, grounds: {dispute: {name: Có tranh chấp, basis: Đ.9}}, basis: Đ.9}
extension: {at_most: 10 ngày làm việc, basis: Đ.21}
withdrawal: {decided_by: chair, within: 3 ngày làm việc, basis: Đ.11}
"""
STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    children: {birth: "1.001193"}
    outcomes:
      sign: {to: return-result, produces: permit}
      incomplete: {to: supplement, needs_reason: true}
  withdraw-other: {name: Khác, actor: officer, outcomes: {back: appraise}}
""".replace("      incomplete", "      aside: {to: withdraw-other, needs_reason: true}\n      incomplete")
LIMIT = "{by_case: {house: 05 ngày làm việc, other: 10 ngày làm việc}}"
LAW = Law(load_text(text(limit=LIMIT, more=MORE, steps=STEPS)), vietnam())
BARE = Law(load_text(text()), vietnam())

START = """\
- name: Đời hồ sơ
  case: house
  story:
    - {at: 2026-03-02 08:00, do: submit, channel: online, unit: xã A, competent: xã B, expect: {unit: xã A}}
    - {at: 2026-03-02 08:10, do: accept, expect: {due: 2026-03-09, assignee: none, stopped: none}}
"""


def played(*lines: str, law: Law = LAW, start: str = START) -> Played:
    (example,) = read_examples(read(start + "".join(f"    - {{{line}}}\n" for line in lines), "mẫu.test.yaml"))
    return play(law, example)


STORIES = {
    "stop and continue": (
        "at: 2026-03-03 09:00, do: stop, ground: dispute, reason: đơn, expect: {stopped: dispute, due: none}",
        "at: 2026-03-05 09:00, do: continue, reason: đã rút đơn, expect: {stopped: none, status: 4, due: 2026-03-11}",
    ),
    "extend": (
        "at: 2026-03-03 09:00, do: extend, span: 10 ngày làm việc, agreement: văn bản 3, expect: {due: 2026-03-23}",
    ),
    "amend": ("at: 2026-03-03 09:00, do: amend, facts: {floors: 3}, expect: {facts: {floors: 3}}",),
    "change-case": (
        "at: 2026-03-03 09:00, do: change-case, case: other, reason: nhầm, expect: {case: other, due: 2026-03-16}",
    ),
    "forward": ("at: 2026-03-02 09:00, do: forward, expect: {unit: xã B}",),
    "transfer": ("at: 2026-03-03 09:00, do: transfer, unit: phòng C, reason: sáp nhập, expect: {unit: phòng C}",),
    "reassign": (
        "at: 2026-03-03 09:00, do: reassign, to: lan, reason: nghỉ phép, expect: {assignee: lan}",
        "at: 2026-03-03 10:00, do: incomplete, reason: x, by: binh, expect: {refused: PF555}",
        "at: 2026-03-03 10:00, do: incomplete, reason: x, by: lan, expect: {assignee: none, step: supplement}",
    ),
    "withdraw": (
        "at: 2026-03-03 09:00, do: withdraw, reason: bán đất, expect: {step: appraise}",
        "at: 2026-03-03 10:00, do: decide-withdrawal, granted: false, reason: đã ra quyết định, expect: {ended: none}",
        "at: 2026-03-03 11:00, do: withdraw",
        "at: 2026-03-03 12:00, do: decide-withdrawal, granted: true, expect: {ended: withdrawn, status: 7}",
    ),
    "void": ("at: 2026-03-03 09:00, do: void, to: H40-1, reason: nhập trùng, expect: {ended: voided}",),
    "children and correction": (
        "at: 2026-03-03 09:00, do: sign, expect: {refused: PF508}",
        "at: 2026-03-03 09:00, do: finish-child, child: birth, expect: {children: {birth: done}, results: []}",
        "at: 2026-03-03 10:00, do: sign, expect: {results: [permit]}",
        "at: 2026-03-04 09:00, do: report-error, reason: sai tên",
        "at: 2026-03-05 09:00, do: correct, result: permit, reason: sai tên, expect: {corrections: [permit]}",
    ),
}


@pytest.mark.parametrize("lines", STORIES.values(), ids=STORIES.keys())
def test_an_act_of_office_life_is_told_in_a_line(lines: tuple[str, ...]) -> None:
    assert [failure.text() for failure in played(*lines).failures] == []


@pytest.mark.parametrize(
    ("key", "wrong", "got"),
    [
        ("unit", "xã C", "xã A"),
        ("assignee", "lan", ""),
        ("stopped", "dispute", ""),
        ("case", "other", "house"),
        ("children", "{birth: done}", "{birth: open}"),
        ("corrections", "[permit]", "[]"),
        ("facts", "{floors: 3}", "{}"),
        ("committed", "2026-03-09", "none"),
    ],
)
def test_an_expectation_that_is_not_kept_is_told(key: str, wrong: str, got: str) -> None:
    (failure,) = played(f"wait: until 2026-03-02 09:00, expect: {{{key}: {wrong}}}").failures
    assert (failure.code, failure.place.line) == ("PF744", 6)
    assert (failure.params["key"], failure.params["wanted"], failure.params["got"]) == (key, wrong, got)


def test_a_dossier_begun_elsewhere_is_told_by_its_adoption() -> None:
    adoption = """\
- name: Hồ sơ nhận từ phần mềm cũ
  case: house
  story:
    - at: 2026-03-03 09:00
      do: adopt
      origin: H40-1
      step: appraise
      submitted: 2026-02-25 08:00
      accepted: 2026-02-26 09:00
      until: 2026-03-04
      expect: {step: appraise, due: 2026-03-05, promised: 2026-03-04}
"""
    assert played(start=adoption).passed


@pytest.mark.parametrize("act", ["stop", "continue", "extend", "forward", "decide-withdrawal", "correct"])
def test_an_act_the_procedure_has_no_clause_for_is_refused_and_not_broken(act: str) -> None:
    start = START.replace("unit: xã A, competent: xã B, ", "").replace("  case: house\n", "").split("    - ")
    story = (
        start[0]
        + "    - {at: 2026-03-02 08:00, do: submit, channel: direct}\n    - {at: 2026-03-02 08:10, do: accept}\n"
    )
    result = played(
        f"at: 2026-03-03 09:00, do: {act}, ground: x, reason: x, span: 1 ngày, agreement: x, result: x",
        start=story,
        law=BARE,
    )
    assert [failure.code for failure in result.failures] == ["PF745"]
    assert str(result.failures[0].params["code"]).startswith("PF5")
