"""Whatever an author writes has an effect, or is refused at its place: idle keys, circular waits, names of nothing."""

from datetime import date

import pytest
from office import APPRAISE, HEAD, PROFILE, RESULTS, codes, office, places, profile_with, stands, text

from procflow.definition.parts import FormEvent
from procflow.dossier.commands import FactValue
from procflow.errors import DefinitionError, MisuseError
from procflow.library import load_text, profile_text

FACTS = """\
facts:
  storeys: {name: Số tầng, type: integer, least: 1, most: 60}
  listed: {name: Khu bảo tồn, type: boolean}
  zone: {name: Địa bàn, type: choice, choices: {urban: Đô thị, rural: Nông thôn}}
  born: {name: Ngày sinh, type: date}
  moved: {name: Ngày chuyển, type: date, optional: true}
  age: {name: Tuổi, type: integer, derived: {from: born, to: submitted}}
  stay: {name: Thời gian cư trú, type: integer, derived: {from: moved, to: submitted}}
"""
PAPERS = """\
cases: {house: Nhà ở, other: Khác}
components:
  application: {name: Đơn, originals: 1}
  drawings: {name: Bản vẽ, originals: 2, cases: [house]}
  heritage: {name: Văn bản của cơ quan di sản, copies: 1, when: listed and storeys > 2, basis: Đ.7}
"""
CLAUSES = """\
withdrawal: {decided_by: chair, within: {limit: 2 ngày làm việc, basis: Đ.6}, until: sign, basis: Đ.6}
stopping: {by: chair, to: stopped, grounds: {dispute: {name: Tranh chấp, ends: true, basis: Đ.6}}}
apology: {before_expiry: 2 ngày làm việc, reappointments: 2, basis: Đ.6}
roles: {officer: Cán bộ thẩm định, chair: {name: Chủ tịch, name_en: Chair}}
fees:
  survey:
    name: Phí đo
    rate: {amount: 5 VND, per: storeys}
    exempt: [{name: Nghèo, when: listed, basis: Đ.3}]
    basis: Đ.3
  copy:
    name: Phí sao
    rate: 10 VND
    during:
      - {from: 2026-01-01, until: 2026-03-31, rate: 5 VND, basis: Đ.3}
      - {from: 2026-04-01, until: 2026-04-30, rate: 6 VND, basis: Đ.3}
    basis: Đ.3
"""
STEPS = """\
steps:
  work:
    name: Thẩm định
    actor: officer
    in_sequence: [direct]
    consult:
      police: {within: 2 ngày làm việc, blocks: [eligible]}
      fire: {within: 2 ngày làm việc, on_timeout: refuse, takes: not-eligible, blocks: [eligible], after: police}
    children:
      birth: 1.000002
      card: {procedure: 1.000003, after: birth}
    outcomes:
      eligible: sign
      not-eligible: {to: refuse, needs_reason: true}
  sign: {name: Ký, actor: chair, outcomes: {signed: {to: return-result, produces: permit}, lapse: {to: lapsed}}}
  lapsed: {name: Hết hạn, national_status: 8, ends: closed}
  refuse: {actor: chair}
"""
SOUND = text(more=FACTS + PAPERS + CLAUSES, steps=STEPS)

FAULTS = {
    "a smallest number above the largest": ("least: 1, most: 60", "least: 61, most: 60", "PF217", "{name: Số tầng"),
    "a choice between nothing": (", choices: {urban: Đô thị, rural: Nông thôn}", "", "PF218", "{name: Địa bàn"),
    "a choice between an empty list": ("{urban: Đô thị, rural: Nông thôn}", "{}", "PF218", "{name: Địa bàn"),
    "bounds of what is no number": (
        "name: Khu bảo tồn, type: boolean",
        "name: Khu bảo tồn, type: boolean, most: 3",
        "PF391",
        "most: 3}",
    ),
    "choices of what is no choice": (
        "name: Khu bảo tồn, type: boolean",
        "name: Khu bảo tồn, type: boolean, choices: {a: A}",
        "PF391",
        "choices: {a: A}",
    ),
    "a case nobody declared": ("cases: [house]", "cases: [hause]", "PF304", "hause]"),
    "a condition that cannot be": ("when: listed and storeys", "when: listed and storey", "PF259", "storey > 2"),
    "papers of no case": ("cases: [house]", "cases: []", "PF149", "[]}"),
    "a paper twice for one case": ("cases: [house]", "cases: [house, house]", "PF219", "[house, house]"),
    "an end of the right to withdraw that never comes": ("until: sign", "until: singed", "PF312", "singed"),
    "a time to decide what nobody decides": ("{decided_by: chair, within", "{within", "PF391", "within: {limit: 2"),
    "a step for stops that never end": ("ends: true, ", "", "PF391", "to: stopped"),
    "an apology of no law": ("reappointments: 2, basis: Đ.6", "reappointments: 2", "PF395", "apology"),
    "a name for nobody": ("roles: {officer:", "roles: {oficer:", "PF393", "oficer"),
    "units of a number not everybody has": ("per: storeys", "per: stay", "PF319", "stay}"),
    "exemption from what somebody else sets": (
        "rate: {amount: 5 VND, per: storeys}",
        "set_by: HĐND",
        "PF391",
        "exempt",
    ),
    "two rates for one day": ("{from: 2026-04-01", "{from: 2026-03-31", "PF394", "{from: 2026-03-31"),
    "a channel nobody may use": ("in_sequence: [direct]", "in_sequence: [drect]", "PF305", "drect"),
    "a consequence of silence that is only told": ("on_timeout: refuse, takes", "takes", "PF391", "takes: not"),
    "a child that is no procedure": ("birth: 1.000002", "birth: khai-sinh", "PF202", "khai-sinh"),
    "opinions that wait for each other": (
        "police: {within: 2 ngày làm việc,",
        "police: {within: 2 ngày làm việc, after: fire,",
        "PF390",
        "police: {",
    ),
    "children that wait for each other": (
        "birth: 1.000002",
        "birth: {procedure: 1.000002, after: card}",
        "PF390",
        "birth: {",
    ),
    "a limit where everything is over": ("ends: closed}", "ends: closed, within: 2 ngày}", "PF391", "within: 2 ngày}"),
    "an opinion where everything is over": (
        "ends: closed}",
        "ends: closed, consult: {tax: {within: 2 ngày}}}",
        "PF391",
        "consult: {tax",
    ),
    "a last day before the first": (
        "effective: 2026-01-01",
        "effective: 2026-01-01\nuntil: 2025-12-31",
        "PF389",
        "2025-12-31",
    ),
    "a thirteenth month": ("version: 2026-01", "version: 2026-13", "PF215", "2026-13"),
    "a thirtieth of February": ("version: 2026-01", "version: 2026-02-30", "PF215", "2026-02-30"),
    "no way in": ("submit: [online, direct]", "submit: []", "PF149", "[], return"),
    "no way out": ("return: [online]", "return: []", "PF149", "[]}"),
    "one way in twice": ("submit: [online, direct]", "submit: [online, online]", "PF219", "[online, online]"),
}


def test_what_the_faults_are_made_of_is_sound() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(("sound", "wrong", "code", "at"), FAULTS.values(), ids=FAULTS.keys())
def test_what_would_have_no_effect_is_refused_at_its_place(sound: str, wrong: str, code: str, at: str) -> None:
    assert SOUND.count(sound) == 1
    faulty = SOUND.replace(sound, wrong)
    assert (code, stands(faulty, at)) in places(faulty)
    assert {found for found, _ in places(faulty)} == {code}


def test_a_sequence_of_nothing_is_refused() -> None:
    steps = APPRAISE.replace("actor: officer", "actor: officer\n    in_sequence: [direct]")
    assert codes(text(steps=steps)) == ["PF391"]


def test_a_sequence_written_against_what_must_be_there_first_is_refused_and_written_along_it_is_not() -> None:
    against = STEPS.replace("birth: 1.000002", "birth: {procedure: 1.000002, after: card}").replace(
        ", after: birth", ""
    )
    assert codes(text(more=FACTS + PAPERS + CLAUSES, steps=against)) == ["PF390"]
    free = against.replace("    in_sequence: [direct]\n", "")
    assert codes(text(more=FACTS + PAPERS + CLAUSES, steps=free)) == []


def test_the_loop_of_those_that_wait_is_told_in_the_order_in_which_they_would_go() -> None:
    loop = STEPS.replace("police: {within: 2 ngày làm việc,", "police: {within: 2 ngày làm việc, after: fire,")
    with pytest.raises(DefinitionError) as caught:
        load_text(text(more=FACTS + PAPERS + CLAUSES, steps=loop))
    assert caught.value.diagnostics[0].params["loop"] in ("police → fire → police", "fire → police → fire")


def test_a_profile_may_speak_of_channels_that_are_not_open_here() -> None:
    profile = profile_with(
        "    name: Kiểm tra hồ sơ bổ sung\n",
        "    name: Kiểm tra hồ sơ bổ sung\n    in_sequence: [post]\n    consult: {tax: {within: 2 ngày}}\n",
    )
    assert codes(text(), profile=profile) == []


def test_a_profile_whose_last_day_lies_before_its_first_is_told_at_its_place() -> None:
    profile = profile_with("effective: 2025-07-01\n", "effective: 2025-07-01\nuntil: 2025-06-30\n")
    with pytest.raises(DefinitionError) as caught:
        load_text(text(), profile=profile)
    (found,) = [each for each in caught.value.diagnostics if each.code == "PF389"]
    assert (found.place.file, found.place.line) == ("<profile one-stop/nd118-2025>", 5)


def test_a_fee_that_is_not_verified_is_warned_of_as_a_limit_is() -> None:
    fees = "fees: {licence: {name: Lệ phí, rate: 100 VND, basis: Đ.3, unverified: chưa đọc thông tư}}\n"
    (warning,) = load_text(text(more=fees), "mẫu.yaml").warnings
    assert (warning.code, str(warning.place)) == ("PF330", stands(text(more=fees), "chưa đọc"))
    assert "chưa đọc thông tư" in warning.message("vi")


# --- the papers a dossier must hold ---


def due(case: str, *, listed: bool = False, storeys: int = 1) -> list[str]:
    facts = {"storeys": storeys, "listed": listed, "zone": "urban", "born": date(1990, 1, 1), "age": 36}
    return [each.id for each in load_text(SOUND).components_due(case=case, channel="online", facts=facts)]


def test_the_papers_of_a_dossier_are_those_of_its_case_and_its_facts() -> None:
    assert due("house") == ["application", "drawings"]
    assert due("other") == ["application"]
    assert due("other", listed=True, storeys=3) == ["application", "heritage"]
    assert due("house", listed=True, storeys=2) == ["application", "drawings"]


def test_papers_are_not_told_of_facts_that_are_missing_or_none() -> None:
    procedure = load_text(SOUND)
    with pytest.raises(MisuseError) as missing:
        procedure.components_due(case="house", channel="online")
    assert missing.value.code == "PF277"
    with pytest.raises(MisuseError) as undeclared:
        procedure.components_due(case="house", channel="online", facts={"height": 3})
    assert undeclared.value.code == "PF278"


def test_without_cases_and_conditions_every_paper_is_due() -> None:
    procedure = load_text(text(more="components: {application: {name: Đơn, originals: 1}}\n"))
    (paper,) = procedure.components_due(channel="direct")
    assert (paper.name, paper.originals, paper.copies, paper.cases, paper.when) == ("Đơn", 1, 0, (), None)


# --- roles and apologies ---


def test_a_name_of_a_role_wins_over_the_profile_s_and_one_nobody_acts_in_stays_the_profile_s() -> None:
    procedure = load_text(f"{HEAD}limit: 5 ngày\nroles: {{receptionist: Bộ phận một cửa xã}}\n{RESULTS}{APPRAISE}")
    assert procedure.roles["receptionist"].name == "Bộ phận một cửa xã"
    assert "decider" in procedure.roles


@pytest.mark.parametrize(
    ("second", "breaches"),
    [
        ("2026-03-06 09:00", []),
        ("2026-03-12 16:00", []),  # two working days before Monday the 16th, to which the first one moved the return
        ("2026-03-13 08:00", ["late-apology"]),
    ],
)
def test_special_law_may_let_a_return_be_appointed_twice(second: str, breaches: list[str]) -> None:
    desk = office(SOUND)
    facts: dict[str, FactValue] = {"storeys": 1, "listed": False, "zone": "urban", "born": date(1990, 1, 1)}
    desk.submit("2026-03-02 08:00", case="house", facts=facts)
    desk.take("accept", "2026-03-02 09:00")
    desk.apologise(date(2026, 3, 16), "2026-03-05 09:00")
    desk.apologise(date(2026, 3, 20), second)
    assert desk.state.reappointed_on == date(2026, 3, 20)
    assert [each for each in desk.breaches if each == "late-apology"] == breaches


# --- forms, tied by the profile to what needs them ---


def forms(written: str, *, profile: str | None = None) -> dict[str, str]:
    """Give the form of each outcome that has one, and of the clauses that have."""
    procedure = load_text(written, profile=profile)
    told = {
        outcome.id: outcome.form or procedure.steps[outcome.to].form
        for step in procedure.steps.values()
        for outcome in step.outcomes.values()
    }
    clauses = procedure.clauses
    told["apologise"] = clauses.apology.form if clauses.apology else ""
    told["withdraw"] = clauses.withdrawal.form if clauses.withdrawal else ""
    return {name: form for name, form in told.items() if form}


def numbered(circular: str, **forms: int) -> dict[str, str]:
    return {name.replace("_", "-"): f"Mẫu {number:02} {circular}" for name, number in forms.items()}


def test_every_event_of_the_regime_in_force_carries_its_form() -> None:
    assert forms(text()) == numbered(
        "TT 03/2025/TT-VPCP",
        accept=1,
        guide=2,
        incomplete=2,
        refuse_acceptance=3,
        refused=3,
        apologise=4,
        withdraw=5,
    )
    told = load_text(text()).forms
    assert told[FormEvent.HANDLING] == "Mẫu 06 TT 03/2025/TT-VPCP"
    assert told[FormEvent.REGISTER] == "Mẫu 07 TT 03/2025/TT-VPCP"


def test_every_event_of_the_former_regime_carries_its_form() -> None:
    old = text().replace("nd118-2025", "nd61-2018").replace("effective: 2026-01-01", "effective: 2024-01-01")
    circular = "TT 01/2018/TT-VPCP"
    wanted = numbered(circular, accept=1, guide=2, incomplete=2, refuse_acceptance=3, refused=3, apologise=4)
    assert forms(old) == wanted
    told = load_text(old).forms
    assert (told[FormEvent.HANDLING], told[FormEvent.REGISTER]) == (f"Mẫu 05 {circular}", f"Mẫu 06 {circular}")


def test_a_form_of_special_law_stays_and_a_refusal_of_one_s_own_is_on_the_profile_s_form() -> None:
    steps = APPRAISE.replace("{to: refuse, needs", "{to: return-result, produces: no, needs")
    results = RESULTS + "  no: {name: Không đồng ý, kind: refusal}\n"
    steps += "  reception: {outcomes: {accept: {form: CT04}}}\n"
    written = text(steps=steps, results=results)
    assert forms(written)["accept"] == "CT04"
    assert forms(written)["not-eligible"] == "Mẫu 03 TT 03/2025/TT-VPCP"
    assert load_text(written).results["no"].form == "Mẫu 03 TT 03/2025/TT-VPCP"


@pytest.mark.parametrize(
    "event", ["acceptance", "supplement", "refusal", "apology", "stopping", "handling", "register"]
)
def test_an_event_of_a_profile_without_its_form_is_told(event: str) -> None:
    lines = [line for line in profile_text(PROFILE).split("\n") if not line.startswith(f"  {event}: Mẫu")]
    assert codes(text(), profile="\n".join(lines)) == ["PF396"]


def test_a_clause_with_a_form_of_its_own_needs_none_of_the_regime() -> None:
    shipped = profile_with("withdrawal: {basis: Đ.21}", "withdrawal: {form: Mẫu riêng, basis: Đ.21}")
    profile = "\n".join(line for line in shipped.split("\n") if not line.startswith("  stopping: Mẫu"))
    assert forms(text(), profile=profile)["withdraw"] == "Mẫu riêng"


# --- the days of an overlay ---

OVERLAY = """\
procflow: 1
overlay: ha-noi
name: Thành phố
code: 1.000001
effective: 2026-02-01
basis: NQ 1/2026
fees: {licence: {name: Lệ phí, rate: 5 VND, basis: NQ 1/2026}}
"""
OVERLAY_FAULTS = {
    "days before those of the version": (
        "effective: 2026-02-01",
        "effective: 2025-02-01\nuntil: 2025-03-01",
        "PF392",
        5,
    ),
    "a last day before the first": ("effective: 2026-02-01", "effective: 2026-02-01\nuntil: 2026-01-31", "PF389", 6),
    "a fee for a case nobody knows": ("rate: 5 VND", "by_case: {hous: 5 VND}", "PF304", 7),
    "another procedure": ("code: 1.000001", "code: 1.000002", "PF387", 4),
}


@pytest.mark.parametrize(("sound", "wrong", "code", "line"), OVERLAY_FAULTS.values(), ids=OVERLAY_FAULTS.keys())
def test_a_fault_of_an_overlay_is_told_in_the_overlay(sound: str, wrong: str, code: str, line: int) -> None:
    assert OVERLAY.count(sound) == 1
    with pytest.raises(DefinitionError) as caught:
        load_text(text(), overlay=(OVERLAY.replace(sound, wrong), "hn.yaml"))
    assert (code, "hn.yaml", line) in [
        (each.code, each.place.file, each.place.line) for each in caught.value.diagnostics
    ]


def test_an_overlay_that_begins_after_a_version_ended_shares_no_day_with_it() -> None:
    ended = text().replace("effective: 2026-01-01", "effective: 2026-01-01\nuntil: 2026-01-31")
    with pytest.raises(DefinitionError) as caught:
        load_text(ended, overlay=(OVERLAY, "hn.yaml"))
    assert [each.code for each in caught.value.diagnostics] == ["PF392"]
    lasting = load_text(text(), overlay=(OVERLAY, "hn.yaml"))
    assert [lasting.is_in_force(date(2026, month, 1)) for month in (1, 2, 12)] == [False, True, True]
