"""What a procedure means: each fault of meaning with its place, and the sound twin that compiles."""

from dataclasses import dataclass

import pytest
from office import APPRAISE, PROFILE, codes, places, procedure, profile_with, stands, text

from procflow.errors import DefinitionError
from procflow.library import load_text, profile_text
from procflow.procedure import compile_procedure
from procflow.source import read

FEES = """\
cases: {house: Nhà ở, other: Công trình khác}
facts:
  pages: {name: Số trang, type: integer, least: 1, most: 400}
  town: {name: Địa bàn, type: text}
fees:
  by-case: {name: A, by_case: {house: 5 VND, other: 7 VND}}
  by-channel: {name: B, by_channel: {online: 5 VND, direct: 7 VND}}
  by-page: {name: C, rate: {tiers: {of: pages, from: {1: 5 VND}}}}
  by-copy: {name: D, rate: {amount: 5 VND, per: pages}}
supplement:
  request_within: {limit: 4 ngày làm việc, from: accepted}
  window: {limit: 2 ngày làm việc, from: entered}
  unsatisfactory: {refuse: {within: {limit: 1 ngày làm việc, from: supply}}}
  returns_to: sign
"""

STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    national_status: 4
    within: {limit: 3 ngày làm việc, from: complete-dossier, rule: one-stop}
    on_expiry: expire
    request_within: {by_case: {house: 3 ngày làm việc, other: 4 ngày làm việc}}
    separate_from: [sign]
    consult:
      police: {within: 2 ngày làm việc, on_timeout: consent, blocks: [eligible], basis: Đ.2}
    outcomes:
      eligible: sign
      expire: {to: sign, by: engine}
      incomplete: {to: supplement, within: {limit: 1 ngày, from: accepted}}
      pay: tax
  tax:
    name: Nộp thuế
    actor: applicant
    clock: resume
    within: {limit: none, reason: pháp luật về thuế}
    outcomes: {paid: {to: recheck, outside: true}}
  recheck:
    name: Kiểm tra
    actor: officer
    clock: restart
    outcomes: {checked: {to: sign, completes: paid}}
  sign:
    name: Ký
    actor: chair
    outcomes:
      signed: {to: return-result, produces: [permit]}
  gone:
    name: Đã dừng
    ends: stopped
  stop:
    name: Dừng
    actor: chair
    outcomes: {halted: gone}
"""
REACHED = STEPS.replace("      pay: tax\n", "      pay: tax\n      halt: stop\n")
SOUND = text(limit="{by_channel: {online: 5 ngày, direct: 7 ngày}}", more=FEES, steps=REACHED)


@dataclass(frozen=True)
class Fault:
    """Hold one fault: the passage of the sound text, what it is replaced by, the code, and where the code stands."""

    code: str
    sound: str
    wrong: str
    at: str


FAULTS = {
    "an outcome leads to a step that exists": Fault("PF301", "eligible: sign\n", "eligible: sing\n", "sing\n"),
    "a supplement returns to a step that exists": Fault("PF301", "returns_to: sign", "returns_to: apraise", "apraise"),
    "a step can be reached": Fault("PF302", "      halt: stop\n", "", "stop:\n    name: Dừng"),
    "a step has a way out": Fault("PF303", "    outcomes: {halted: gone}\n", "", "stop:\n    name: Dừng"),
    "a case that limits speak of exists": Fault("PF304", "other: 4 ngày", "others: 4 ngày", "others: 4"),
    "a case that fees speak of exists": Fault("PF304", "other: 7 VND", "others: 7 VND", "others: 7"),
    "a channel that limits speak of exists": Fault("PF305", "direct: 7 ngày", "post: 7 ngày", "post: 7"),
    "a channel that fees speak of exists": Fault("PF305", "direct: 7 VND", "post: 7 VND", "post: 7"),
    "a limit answers for every case": Fault("PF306", ", other: 4 ngày làm việc", "", "by_case: {house: 3"),
    "a limit answers for every channel": Fault("PF306", ", direct: 7 ngày", "", "by_channel: {online: 5 ngày}"),
    "a fee answers for every case": Fault("PF306", ", other: 7 VND", "", "by_case: {house: 5 VND}"),
    "a fee answers for every channel": Fault("PF306", ", direct: 7 VND", "", "by_channel: {online: 5 VND}"),
    "a result is declared": Fault("PF307", "produces: [permit]", "produces: [permit, permt]", "permt"),
    "an opinion holds back an outcome of its step": Fault("PF308", "blocks: [eligible]", "blocks: [signed]", "signed]"),
    "what expiry brings is an outcome of the step": Fault(
        "PF309", "on_expiry: expire", "on_expiry: signed", "signed\n"
    ),
    "a national status is from 1 to 10": Fault("PF310", "national_status: 4", "national_status: 11", "11\n"),
    "a national status is not 0": Fault("PF310", "national_status: 4", "national_status: 0", "0\n    within"),
    "a step has a name": Fault("PF311", "    name: Kiểm tra\n", "", "recheck:\n"),
    "a step has somebody who acts": Fault("PF311", "    actor: applicant\n", "", "tax:\n    name"),
    "a limit counts from a fact": Fault("PF312", "from: complete-dossier", "from: completed", "completed,"),
    "the limit of an outcome counts from a fact": Fault(
        "PF312", "{limit: 1 ngày, from: accepted}", "{limit: 1 ngày, from: acepted}", "acepted"
    ),
    "what completes a dossier is a fact": Fault("PF312", "completes: paid", "completes: payd", "payd"),
    "the window of a supplement counts from a fact": Fault("PF312", "from: entered", "from: entry", "entry"),
    "the request of a supplement counts from a fact": Fault(
        "PF312",
        "request_within: {limit: 4 ngày làm việc, from: accepted}",
        "request_within: {limit: 4 ngày, from: nope}",
        "nope",
    ),
    "the refusal after a supplement counts from a fact": Fault("PF312", "from: supply", "from: suply", "suply"),
    "an end can be reached": Fault("PF313", "{to: return-result, produces: [permit]}", "sign", "sign:\n    name: Ký"),
    "consent by silence has a law": Fault("PF315", ", basis: Đ.2", "", "consent"),
    "a rule of counting exists": Fault("PF316", "rule: one-stop", "rule: onestop", "onestop"),
    "a limit that waits to be counted anew can be": Fault("PF317", ", completes: paid", "", "restart"),
    "tiers count a declared fact": Fault("PF319", "of: pages", "of: page", "page, from"),
    "tiers count a whole number": Fault("PF319", "of: pages", "of: town", "town, from"),
    "units are a declared fact": Fault("PF319", "per: pages", "per: copies", "copies}"),
    "units are a fact every dossier states": Fault("PF319", "most: 400}", "most: 400, optional: true}", "pages, from"),
    "units of one case are a declared fact": Fault(
        "PF319", "other: 7 VND", "other: {amount: 7 VND, per: page}", "page}}"
    ),
    "a legal limit is of whole days": Fault(
        "PF417", "limit: 4 ngày làm việc", "limit: 4.5 ngày làm việc", "{limit: 4.5"
    ),
    "a profile speaks of the day a version takes effect": Fault(
        "PF321", "effective: 2026-01-01", "effective: 2025-06-30", PROFILE
    ),
    "an outcome leads somewhere": Fault("PF324", "{to: sign, by: engine}", "{by: engine}", "expire: {by"),
    "a request for an opinion has its time": Fault(
        "PF325", "within: 2 ngày làm việc, on_timeout", "on_timeout", "police"
    ),
    "other hands are those of a step": Fault("PF326", "separate_from: [sign]", "separate_from: [signn]", "signn"),
    "what can expire has a limit": Fault(
        "PF327",
        "    within: {limit: 3 ngày làm việc, from: complete-dossier, rule: one-stop}\n",
        "",
        "expire\n",
    ),
    "the applicant is not waited for without a limit": Fault(
        "PF328", "    within: {limit: none, reason: pháp luật về thuế}\n", "", "tax:\n    name"
    ),
    "an end has no outcomes": Fault(
        "PF329", "    ends: stopped\n", "    ends: stopped\n    outcomes: {again: gone}\n", "outcomes: {again"
    ),
    "an outcome is not named as a step": Fault("PF331", "signed: {to", "tax: {to", "tax: {to"),
    "an outcome is not named as a fact of every dossier": Fault(
        "PF331", "signed: {to", "accepted: {to", "accepted: {to"
    ),
}


def test_the_sound_twin_of_every_fault_compiles() -> None:
    assert places(SOUND) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_at_its_place(fault: Fault) -> None:
    assert SOUND.count(fault.sound) == 1
    wrong = SOUND.replace(fault.sound, fault.wrong)
    assert (fault.code, stands(wrong, fault.at)) in places(wrong)
    consequences = {"PF302", "PF306", "PF313"} if fault.code != "PF302" else set()
    assert {code for code, _ in places(wrong)} - consequences <= {fault.code}


def test_every_fault_at_once_is_told_in_the_order_of_the_places() -> None:
    wrong = SOUND
    planted = ("PF304", "PF307", "PF308", "PF309", "PF310", "PF312", "PF315", "PF316", "PF319", "PF325", "PF326")
    for code in planted:
        fault = next(fault for fault in FAULTS.values() if fault.code == code)
        wrong = wrong.replace(fault.sound, fault.wrong)
    with pytest.raises(DefinitionError) as caught:
        load_text(wrong)
    found = caught.value.diagnostics
    assert {each.code for each in found} >= set(planted)
    assert [each.place for each in found] == sorted(each.place for each in found)


def test_a_name_that_stands_for_nothing_is_told_with_the_nearest_that_does() -> None:
    with pytest.raises(DefinitionError) as caught:
        load_text(SOUND.replace("eligible: sign\n", "eligible: sing\n"))
    (found,) = caught.value.diagnostics
    assert found.params["near"] == "sign"
    assert "tax" in str(found.params["known"])


def test_an_unverified_figure_is_a_warning_and_compiles() -> None:
    written = text(limit="{limit: 5 ngày, unverified: chưa đối chiếu}")
    (warning,) = load_text(written, "mẫu.yaml").warnings
    assert (warning.code, str(warning.place)) == ("PF330", stands(written, "chưa đối chiếu"))
    assert warning.severity.value == "warning"


def test_a_procedure_brings_in_a_step_of_its_own() -> None:
    assert "PF323" in codes(text(steps="steps: {refuse: {actor: chair}}\n"))
    assert codes(text()) == []


def test_the_profile_given_is_the_one_the_procedure_names() -> None:
    other = profile_text(PROFILE).replace("profile: one-stop/nd118-2025", "profile: one-stop/other")
    assert places(text(), profile=other) == [("PF320", stands(text(), PROFILE))]


def test_a_profile_out_of_force_when_the_version_takes_effect_is_refused() -> None:
    ended = profile_with("effective: 2025-07-01\n", "effective: 2025-07-01\nuntil: 2025-12-31\n")
    assert codes(text(), profile=ended) == ["PF321"]
    last_day = profile_with("effective: 2025-07-01\n", "effective: 2025-07-01\nuntil: 2026-01-01\n")
    assert codes(text(), profile=last_day) == []
    first_day = profile_with("effective: 2025-07-01\n", "effective: 2026-01-01\n")
    assert codes(text(), profile=first_day) == []


def test_a_profile_without_a_supplement_has_none_to_override() -> None:
    bare = profile_text(PROFILE)
    start, end = bare.index("  supplement:\n"), bare.index("  refuse:\n")
    bare = bare[:start] + bare[end:]
    steps = APPRAISE.replace("      incomplete: {to: supplement, needs_reason: true}\n", "")
    assert codes(text(steps=steps), profile=bare) == []
    written = text(more="supplement: {requests: 1}\n", steps=steps)
    assert ("PF322", stands(written, "supplement: {requests")) in places(written, profile=bare)


def test_a_start_that_is_no_step_is_told_where_the_profile_says_it() -> None:
    wrong = profile_with("start: reception", "start: recepton")
    found = places(text(), profile=wrong)
    assert [code for code, _ in found] == ["PF301"]
    assert found[0][1].startswith(f"<profile {PROFILE}>:9:")


def test_a_rule_of_the_profile_that_does_not_exist_is_told_where_it_stands() -> None:
    found = places(text(), profile=profile_with("rule: one-stop", "rule: two-stop"))
    assert {code for code, _ in found} == {"PF316"}
    assert f"<profile {PROFILE}>:8:7" in {place for _, place in found}


def test_a_fault_only_the_profile_has_is_told_in_the_profile() -> None:
    found = places(text(), profile=profile_with("produces: refusal", "produces: refusl"))
    assert [code for code, _ in found] == ["PF307"]
    assert found[0][1].startswith(f"<profile {PROFILE}>:")


def test_a_profile_may_speak_of_channels_the_procedure_does_not_open() -> None:
    assert procedure().steps["reception"].within is not None
    assert "post" in procedure().steps["reception"].within.spans  # type: ignore[union-attr]


def test_compiling_is_pure_and_the_texts_travel_with_the_procedure() -> None:
    own, profile = read(text(), "a.yaml"), read(profile_text(PROFILE), "b.yaml")
    one, two = compile_procedure(own, profile), compile_procedure(own, profile)
    assert one.hash == two.hash
    assert (one.text, one.profile_text, one.file) == (text(), profile_text(PROFILE), "a.yaml")
    assert repr(one) == f"<Procedure 1.000001 2026-01 {one.hash[:12]}>"
