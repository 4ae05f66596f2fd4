"""What a procedure that compiles still gets wrong: each fault with its place and weight, beside its sound twin."""

from dataclasses import dataclass

import pytest
from office import HEAD, PROFILE, profile_with, stands

from procflow.library import load_text
from procflow.lint import check

SOUND = f"""\
{HEAD}cases: {{house: Nhà ở, other: Công trình khác}}
limit: {{limit: 20 ngày làm việc, from: accepted, basis: Đ.1}}
fees:
  licence: {{name: Lệ phí, rate: 5 VND, basis: Đ.9}}
results:
  permit: {{name: Giấy phép, kind: approval}}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: {{by_case: {{house: 3 ngày làm việc, other: 4 ngày làm việc}}, from: complete-dossier, basis: Đ.2}}
    consult:
      police: {{within: 2 ngày làm việc, on_timeout: escalate, blocks: [eligible], basis: Đ.3}}
    outcomes:
      eligible: sign
      incomplete: {{to: supplement, needs_reason: true}}
      pay: tax
      look: inspect
      not-eligible: {{to: refuse, needs_reason: true}}
  inspect:
    name: Kiểm tra
    actor: inspector
    clock: resume
    within: {{limit: 5 ngày, from: look, basis: Đ.7}}
    on_expiry: seen
    outcomes:
      unseen: {{to: appraise, by: engine, at_most: 1}}
      seen: {{to: appraise, by: engine, at_most: 1}}
      again: {{to: ready, at_most: 2}}
  ready:
    name: Sắp xếp
    actor: inspector
    clock: resume
    within: {{limit: none, reason: tuỳ lịch}}
    outcomes:
      arranged: {{to: inspect, by: inspector}}
  tax:
    name: Nộp thuế
    actor: applicant
    national_status: 6
    clock: resume
    within: {{limit: 30 ngày, basis: Đ.4}}
    on_expiry: unpaid
    outcomes:
      paid: {{to: sign, outside: true}}
      unpaid: {{to: lapsed, by: engine}}
  sign:
    name: Ký
    actor: chair
    separate_from: [appraise]
    outcomes:
      signed: {{to: return-result, produces: permit}}
      rework: {{to: appraise, at_most: 1}}
  lapsed:
    name: Hết hạn nộp thuế
    national_status: 8
    ends: closed
""".replace("      unseen: {to: appraise, by: engine, at_most: 1}\n", "")


@dataclass(frozen=True)
class Fault:
    """One fault: what of the sound text it replaces and by what, its code and weight, and where it stands."""

    code: str
    sound: str
    wrong: str
    at: str


ERRORS = {
    "an outcome of the engine needs a window that ends in it": Fault(
        "PF341", "paid: {to: sign, outside: true}", "paid: {to: sign, by: engine}", "paid: {to: sign"
    ),
    "the engine acts only where the window has an end": Fault(
        "PF341", "within: {limit: 30 ngày, basis: Đ.4}", "within: {limit: none, reason: để ngỏ}", "unpaid: {to"
    ),
    "an outcome for nobody is for nobody": Fault(
        "PF341", "arranged: {to: inspect, by: inspector}", "arranged: {to: inspect, by: nobody}", "arranged: {to"
    ),
    "a step behind an outcome nobody may take is reached by nobody": Fault(
        "PF340", "pay: tax\n", "pay: {to: tax, by: engine}\n", "tax:\n    name"
    ),
    "a step that only time leaves, and time does not, is a trap": Fault(
        "PF343", "arranged: {to: inspect, by: inspector}", "arranged: {to: inspect, by: engine}", "ready:\n    name"
    ),
    "what is finished has a result": Fault(
        "PF348", "signed: {to: return-result, produces: permit}", "signed: {to: return-result}", "signed: {to"
    ),
    "a limit counts from what every way brings": Fault(
        "PF353", "from: complete-dossier, basis: Đ.2", "from: supply, basis: Đ.2", "supply, basis"
    ),
    "the limit of a step counts from what led to it, not from another way": Fault(
        "PF353", "from: look, basis: Đ.7", "from: rework, basis: Đ.7", "rework, basis"
    ),
    "an end for want of payment shows as stopped": Fault("PF347", "national_status: 8", "national_status: 9", "9\n"),
    "waiting for payment does not show as processed": Fault(
        "PF347", "national_status: 6", "national_status: 9", "9\n    clock"
    ),
    "waiting for payment does not show as being processed": Fault(
        "PF347", "    national_status: 6\n", "", "tax:\n    name"
    ),
    "what is not finished does not show as finished": Fault(
        "PF347", "    actor: chair\n", "    actor: chair\n    national_status: 9\n", "9\n    separate"
    ),
    "what is being processed does not show as returned": Fault(
        "PF347", "    actor: chair\n", "    actor: chair\n    national_status: 10\n", "10\n    separate"
    ),
    "one applicant has no other hands": Fault(
        "PF354",
        "    actor: chair\n    separate_from: [appraise]\n",
        "    actor: applicant\n    separate_from: [tax]\n",
        "tax]",
    ),
}
WARNINGS = {
    "a role that does one thing only may be misspelt": Fault(
        "PF342", "produces: permit}", "produces: permit, by: chairr}", "signed: {to"
    ),
    "a step that stops the limit has one of its own": Fault(
        "PF345", "    within: {limit: none, reason: tuỳ lịch}\n", "", "ready:\n    name"
    ),
    "an opinion that is only escalated does not hold back every way out": Fault(
        "PF346", "blocks: [eligible]", "blocks: [eligible, incomplete, pay, look, not-eligible]", "police: {within"
    ),
    "a result somebody declared is produced by somebody": Fault(
        "PF349",
        "  permit: {name: Giấy phép, kind: approval}\n",
        "  permit: {name: Giấy phép, kind: approval}\n  plan: {name: Bản vẽ, kind: approval}\n",
        "plan: {name",
    ),
    "other hands are those of a step that came before": Fault(
        "PF355", "separate_from: [appraise]", "separate_from: [lapsed]", "lapsed]"
    ),
    "an outcome carries the form its result is issued on": Fault(
        "PF356",
        "kind: approval}",
        "kind: approval, form: Mẫu 9}",
        "signed: {to",
    ),
    "the limit names its law": Fault("PF357", "from: accepted, basis: Đ.1", "from: accepted", "limit: {limit: 20"),
    "a fee names its law": Fault("PF357", "rate: 5 VND, basis: Đ.9", "rate: 5 VND", "licence: {name"),
    "the limit of a step names its law": Fault("PF357", "{limit: 30 ngày, basis: Đ.4}", "30 ngày", "within: 30 ngày"),
    "a time for opinions names its law": Fault(
        "PF357", "blocks: [eligible], basis: Đ.3", "blocks: [eligible]", "police: {"
    ),
    "a window of an outcome names its law": Fault(
        "PF357", "pay: tax\n", "pay: {to: tax, within: 9 ngày}\n", "pay: {to: tax"
    ),
}

IDLE = "    within: {limit: none, reason: chờ thời tiết}\n"


def found(written: str, profile: str | None = None) -> list[tuple[str, str, str]]:
    """Give the code, place and weight of every finding."""
    procedure = load_text(written, "mẫu.yaml", profile=profile)
    return [(each.code, str(each.place), each.severity.value) for each in check(procedure)]


def test_the_sound_twin_of_every_fault_is_accepted() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize("fault", ERRORS.values(), ids=ERRORS.keys())
def test_a_planted_fault_is_an_error_at_its_place(fault: Fault) -> None:
    assert SOUND.count(fault.sound) == 1
    wrong = SOUND.replace(fault.sound, fault.wrong)
    assert (fault.code, stands(wrong, fault.at), "error") in found(wrong)


@pytest.mark.parametrize("fault", WARNINGS.values(), ids=WARNINGS.keys())
def test_a_planted_fault_is_a_warning_at_its_place(fault: Fault) -> None:
    assert SOUND.count(fault.sound) == 1
    wrong = SOUND.replace(fault.sound, fault.wrong)
    assert (fault.code, stands(wrong, fault.at), "warning") in found(wrong)


def test_a_way_that_is_never_accepted_and_finishes_all_the_same_is_an_error() -> None:
    wrong = profile_with("        accepts: true\n", "")
    codes = {code for code, _, _ in found(SOUND, wrong)}
    assert "PF358" in codes
    assert "PF353" in codes  # and nothing counts from an acceptance that never was


def test_a_stop_before_acceptance_stops_nothing() -> None:
    early = """\
  reception:
    outcomes:
      early: {to: precheck, form: Mẫu}
  precheck:
    name: Xem trước
    actor: officer
    clock: resume
    within: {limit: 1 ngày, basis: Đ.8}
    outcomes: {seen: reception}
"""
    wrong = SOUND + early
    assert ("PF359", stands(wrong, "resume\n    within: {limit: 1 ngày"), "warning") in found(wrong)
    sound = wrong.replace("clock: resume\n    within: {limit: 1 ngày", "clock: none\n    within: {limit: 1 ngày")
    assert "PF359" not in {code for code, _, _ in found(sound)}


def test_rounds_that_nobody_counts_and_no_limit_drives_may_go_on_for_ever() -> None:
    idle = SOUND.replace("    within: {limit: 5 ngày, from: look, basis: Đ.7}\n    on_expiry: seen\n", IDLE)
    idle = idle.replace("seen: {to: appraise, by: engine, at_most: 1}", "seen: {to: appraise, at_most: 1}")
    assert found(idle) == []
    wrong = idle.replace("again: {to: ready, at_most: 2}", "again: {to: ready}")
    assert found(wrong) == [("PF344", stands(wrong, "ready:\n    name"), "warning")]
    left_by_others = wrong.replace(
        "seen: {to: appraise, at_most: 1}", "seen: {to: appraise, at_most: 1, outside: true}"
    )
    assert found(left_by_others) == []


def test_a_place_is_told_once_however_many_cases_and_channels_show_it() -> None:
    wrong = SOUND.replace("signed: {to: return-result, produces: permit}", "signed: {to: return-result}")
    assert [code for code, _, _ in found(wrong)].count("PF348") == 1


def test_what_only_the_profile_says_is_told_only_where_it_is_an_error() -> None:
    warning = profile_with("    basis: Đ.19 k.3\n\n", "    form: Mẫu 9\n    basis: Đ.19 k.3\n\n")
    assert found(SOUND, warning) == []
    error = profile_with("national_status: 10", "national_status: 9")
    assert [(code, place.partition(":")[0]) for code, place, _ in found(SOUND, error)] == [
        ("PF347", f"procflow/profiles/{PROFILE}.yaml")
    ]
