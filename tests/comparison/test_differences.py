"""Two versions compared: every difference a dossier could feel is found, and nothing else is."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from procflow.clock import Span
from procflow.comparison import (
    Area,
    Aspect,
    Change,
    ConsequenceKind,
    Kind,
    Trend,
    compare,
    consequences,
)
from procflow.condition import IntegerFact, compile_condition
from procflow.definition import Again, Clock, Ending, OnTimeout
from procflow.library import load, load_text
from procflow.procedure import Child, Consult, LimitRule, Outcome, Plus, Procedure, Step
from procflow.render import difference_data, difference_markdown, difference_text
from procflow.render.difference_words import AREAS, ASPECTS, CONSEQUENCES, KINDS, TRENDS

REPO = Path(__file__).parents[2]
PERMIT = REPO / "procedures/1.013225/2026-07.yaml"
FILES = [
    file
    for folder in ("procedures", "tests/examples")
    for file in sorted((REPO / folder).rglob("*.yaml"))
    if not file.name.endswith(".test.yaml")
]
TEXT = PERMIT.read_text(encoding="utf-8")
OLD = load_text(TEXT)


def changed(*replacements: tuple[str, str], later: bool = True) -> Procedure:
    text = TEXT
    pairs = list(replacements)
    if later:
        pairs += [("version: 2026-07", "version: 2027-01"), ("effective: 2026-07-01", "effective: 2027-01-01")]
    for was, becomes in pairs:
        assert was in text
        text = text.replace(was, becomes)
    return load_text(text)


def only(*replacements: tuple[str, str]) -> Change:
    """Give the one change beside the version's own."""
    (change,) = [each for each in compare(OLD, changed(*replacements)).changes if each.area is not Area.PROCEDURE]
    return change


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_procedure_does_not_differ_from_itself(file: Path) -> None:
    procedure = load(file)
    for lang in ("vi", "en"):
        assert compare(procedure, load(file), lang).changes == ()
    assert consequences(compare(procedure, load(file))) == ()


def test_layout_comments_and_the_order_of_keys_make_no_difference() -> None:
    text = TEXT.replace("results:\n", "# khác\nresults:\n").replace(
        "actor: chair\n    separate", "actor:  chair\n    separate"
    )
    text = text.replace(
        "basis: NĐ 217/2026/NĐ-CP Đ.54\nprofile: one-stop/nd118-2025\n", "profile: one-stop/nd118-2025\n"
    )
    text += "basis: NĐ 217/2026/NĐ-CP Đ.54\n"
    assert text != TEXT
    assert compare(OLD, load_text(text)).changes == ()


def test_a_shorter_limit_is_less_and_says_for_whom() -> None:
    change = only(("house: 07 ngày làm việc", "house: 05 ngày làm việc"))
    (reading,) = change.readings
    assert (change.area, reading.aspect, reading.trend) == (Area.LIMIT, Aspect.LENGTH, Trend.LESS)
    assert reading.new == "05 ngày làm việc (Nhà ở riêng lẻ); 10 ngày làm việc (Công trình khác)"


def test_shorter_for_one_case_and_longer_for_another_is_mixed() -> None:
    change = only(("{house: 07 ngày làm việc, other: 10", "{house: 05 ngày làm việc, other: 15"))
    assert [reading.trend for reading in change.readings] == [Trend.MIXED]


def test_days_and_working_days_are_not_measured_against_each_other() -> None:
    change = only(("{house: 07 ngày làm việc, other: 10 ngày làm việc}", "{house: 09 ngày, other: 14 ngày}"))
    assert [reading.trend for reading in change.readings] == [Trend.NONE]


def test_a_fee_that_rises_is_more_and_one_in_another_currency_is_neither() -> None:
    was = "set_by: HĐND cấp tỉnh"
    low, high, dollars = (
        load_text(TEXT.replace(was, f"rate: {rate}")) for rate in ("50.000 đồng", "75.000 đồng", "2 USD")
    )
    assert [reading.trend for reading in compare(low, high).changes[0].readings] == [Trend.MORE]
    assert [reading.trend for reading in compare(low, dollars).changes[0].readings] == [Trend.NONE]
    assert compare(low, high).changes[0].readings[0].old == "50.000 đồng"
    assert compare(low, high, "en").changes[0].readings[0].new == "VND 75,000"


def test_a_paper_added_and_one_removed_are_called_by_their_names() -> None:
    old = "  drawings: {name: Bản vẽ thiết kế xây dựng, originals: 1}"
    new = "  photo: {name: Ảnh hiện trạng, originals: 2}"
    found = [each for each in compare(OLD, changed((old, new))).changes if each.area is Area.COMPONENT]
    assert [(each.kind, each.name) for each in found] == [
        (Kind.REMOVED, "Bản vẽ thiết kế xây dựng"),
        (Kind.ADDED, "Ảnh hiện trạng"),
    ]


def test_who_decides_is_told_once_a_step_and_not_again_for_each_of_its_outcomes() -> None:
    found = compare(OLD, changed(("actor: chair\n    separate", "actor: vice-chair\n    separate"))).changes
    assert [(each.area, each.path) for each in found[1:]] == [(Area.STEP, ("sign",))]
    assert [(each.old, each.new) for each in found[1].readings] == [
        ("Người có thẩm quyền cấp giấy phép", "vice-chair"),
    ]


def test_a_role_given_another_name_is_told_as_a_role() -> None:
    found = compare(OLD, changed(("Công chức thẩm định xây dựng", "Chuyên viên"))).changes[1]
    assert (found.area, found.path, found.readings[0].new) == (Area.ROLE, ("construction-officer",), "Chuyên viên")


# --- conditions are told in words, and compared as they are written ---

EXAMPLES = REPO / "tests/examples"


def readings(file: str, *replacements: tuple[str, str]) -> list[tuple[Aspect, str, str]]:
    before = after = (EXAMPLES / file).read_text(encoding="utf-8")
    for was, becomes in replacements:
        assert was in after
        after = after.replace(was, becomes)
    changes = compare(load_text(before), load_text(after)).changes
    return [(each.aspect, each.old, each.new) for change in changes for each in change.readings]


def test_a_condition_that_changed_is_told_in_words() -> None:
    told = "“Số tầng” không quá {} và “Khu bảo tồn” là “không”"
    assert readings("condition-on-an-outcome.yaml", ("floors <= 3", "floors <= 4")) == [
        (Aspect.WHEN, told.format(3), told.format(4))
    ]


def test_who_is_exempt_is_told_in_words() -> None:
    [(aspect, old, new)] = readings("fee-periods-and-exemptions.yaml", ("age >= 60", "age >= 70"))
    assert aspect is Aspect.EXEMPT
    assert "Người cao tuổi (khi “Tuổi” từ 60 trở lên; bịa Đ.4)" in old
    assert "Người cao tuổi (khi “Tuổi” từ 70 trở lên; bịa Đ.4)" in new


def test_a_fact_given_another_name_changes_no_condition() -> None:
    assert readings("condition-on-an-outcome.yaml", ("Số tầng", "Tầng cao")) == [(Aspect.NAME, "Số tầng", "Tầng cao")]


def test_a_condition_on_another_fact_of_the_same_name_is_a_change() -> None:
    two = ("  protected: {", "  levels: {name: Số tầng, type: integer, least: 1, most: 50}\n  protected: {")
    text = (EXAMPLES / "condition-on-an-outcome.yaml").read_text(encoding="utf-8").replace(*two)
    [change] = compare(load_text(text), load_text(text.replace("floors <= 3", "levels <= 3"))).changes
    assert [(each.aspect, each.old, each.new) for each in change.readings] == [
        (Aspect.WHEN, "floors <= 3 and not protected", "levels <= 3 and not protected")
    ]


# --- whatever a dossier could feel ---

WHEN = compile_condition("n >= 3", {"n": IntegerFact(0, 9)})
RULE = LimitRule({"": Span.parse("3 ngày")}, "", "accepted", "one-stop", "Đ.1", "vì", "chưa", ())
OTHER_LIMITS: Mapping[str, Any] = {
    "spans": {"": Span.parse("4 ngày")},
    "start": "submitted",
    "rule": "blds-2015",
    "basis": "Đ.2",
    "reason": "khác",
    "unverified": "khác",
    "plus": (Plus(Span.parse("1 ngày"), WHEN, "Đ.3"),),
}
OTHER: Mapping[type, Mapping[str, Any]] = {
    LimitRule: OTHER_LIMITS,
    Step: {
        "name": "Khác",
        "name_en": "Other",
        "actor": "other",
        "national_status": 8,
        "clock": Clock.RESUME,
        "outcomes": {},
        "within": RULE,
        "on_expiry": "rework",
        "request_within": RULE,
        "at_most": 7,
        "budget": Span.parse("9 ngày"),
        "consult": {"x": Consult("x", "X", RULE, OnTimeout.ESCALATE, frozenset())},
        "children": {"c": Child("c", "1.000001", "C")},
        "in_sequence": ("direct",),
        "separate_from": (),
        "finishes": True,
        "ends": Ending.CLOSED,
        "form": "Mẫu",
        "basis": "Đ.9",
    },
    Outcome: {
        "to": "refuse",
        "by": "other",
        "name": "Khác",
        "name_en": "Other",
        "produces": ("permit",),
        "completes": "accepted",
        "accepts": True,
        "outside": True,
        "needs_reason": True,
        "when": WHEN,
        "at_most": 7,
        "within": RULE,
        "form": "Mẫu",
        "basis": "Đ.9",
    },
    Consult: {
        "name": "Khác",
        "name_en": "Other",
        "within": RULE,
        "on_timeout": OnTimeout.ESCALATE,
        "blocks": frozenset(),
        "after": ("x",),
        "again": Again.KEEP,
        "takes": "incomplete",
        "when": WHEN,
        "basis": "Đ.9",
    },
}
NOT_FELT = {(Step, "id"), (Step, "own"), (Outcome, "id"), (Consult, "id"), (LimitRule, "varies")}


def with_step(step: Step) -> Procedure:
    return replace(OLD, steps={**OLD.steps, step.id: step})


def with_part(kind: type, name: str) -> Procedure:
    """Give the permit with one field of one part changed."""
    value = OTHER[kind][name]
    appraise, sign = OLD.steps["appraise"], OLD.steps["sign"]
    if kind is Step:
        return with_step(replace(sign, **{name: value}))
    if kind is Outcome:
        eligible = replace(appraise.outcomes["eligible"], **{name: value})
        return with_step(replace(appraise, outcomes={**appraise.outcomes, "eligible": eligible}))
    if kind is Consult:
        asked = replace(appraise.consult["related-agency"], **{name: value})
        return with_step(replace(appraise, consult={"related-agency": asked}))
    return replace(OLD, limit=replace(OLD.limit, varies="", **({"spans": {"": None}} | {name: value})))


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, each.name) for kind in OTHER for each in fields(kind) if (kind, each.name) not in NOT_FELT],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_any_field_of_a_step_an_outcome_an_opinion_or_a_limit_that_differs_is_reported(kind: type, name: str) -> None:
    old = OLD
    if kind is LimitRule:
        old = replace(OLD, limit=replace(OLD.limit, varies="", spans={"": None}))
    lang = "en" if name == "name_en" else "vi"
    assert compare(old, with_part(kind, name), lang).changes  # type: ignore[arg-type]


def test_any_field_of_a_clause_that_differs_is_reported() -> None:
    stop = load(REPO / "tests/examples/stop-amend-withdraw.yaml")
    clauses = {each.name: getattr(stop.clauses, each.name) for each in fields(stop.clauses)}
    for name, clause in clauses.items():
        if clause is None:
            continue
        for each in fields(clause):
            value = other_value(getattr(clause, each.name))
            other = replace(stop, clauses=replace(stop.clauses, **{name: replace(clause, **{each.name: value})}))
            assert [change.path for change in compare(stop, other).changes] == [(name,)], (name, each.name)
        gone = replace(stop, clauses=replace(stop.clauses, **{name: None}))
        assert [(change.kind, change.path) for change in compare(stop, gone).changes] == [(Kind.REMOVED, (name,))]


def other_value(value: object) -> object:
    match value:
        case LimitRule():
            return replace(value, spans=dict.fromkeys(value.spans, Span.parse("77 ngày")))
        case None:
            return RULE
        case int():
            return value + 1
        case tuple():
            return (*value, "fax")
        case Mapping():
            return dict(list(value.items())[1:])
        case _:
            return f"{value}x"


# --- dossiers in progress ---


def kinds(new: Procedure, old: Procedure = OLD) -> list[ConsequenceKind]:
    return [each.kind for each in consequences(compare(old, new))]


def test_dossiers_submitted_before_the_new_version_stay_under_the_old_one() -> None:
    (found,) = consequences(compare(OLD, changed(("07 ngày", "05 ngày"))))
    assert found.kind is ConsequenceKind.STAYS_UNDER_OLD
    assert found.values == {"from": "2026-07-01", "until": "2026-12-31", "effective": "2027-01-01"}


@pytest.mark.parametrize(
    ("accepted", "kind", "told"),
    [
        ("keep", ConsequenceKind.STAYS_UNDER_OLD, "finished under the old version"),
        ("move", ConsequenceKind.MOVES_TO_NEW, "go over to the new version from 2027-01-01"),
        ("choose", ConsequenceKind.MAY_CHOOSE, "may choose"),
    ],
)
def test_a_transitional_clause_says_what_becomes_of_dossiers_in_progress(
    accepted: str, kind: ConsequenceKind, told: str
) -> None:
    clause = f"transition: {{accepted: {accepted}, steps: {{sign: sign}}, basis: NĐ 9/2026/NĐ-CP Đ.20}}\nsteps:"
    comparison = compare(OLD, changed(("\nsteps:", f"\n{clause}")), "en")
    (found,) = consequences(comparison)
    assert found.kind is kind
    (change,) = [each for each in comparison.changes if each.area is Area.CLAUSE]
    assert (change.path, change.kind) == (("transition",), Kind.ADDED)
    page = difference_text(comparison)
    assert told in page
    assert "has no `transition`" not in page


def test_days_on_which_no_version_is_in_force_are_a_gap() -> None:
    old = replace(OLD, until=date(2026, 11, 30))
    gap = next(each for each in consequences(compare(old, changed())) if each.kind is ConsequenceKind.GAP)
    assert gap.values == {"from": "2026-12-01", "until": "2026-12-31"}


def test_an_old_version_that_ends_the_day_before_leaves_neither_gap_nor_overlap() -> None:
    new = changed()
    assert kinds(new, replace(OLD, until=new.effective - timedelta(days=1))) == [ConsequenceKind.STAYS_UNDER_OLD]
    assert ConsequenceKind.OVERLAP in kinds(new, replace(OLD, until=new.effective))


def test_another_text_of_the_same_version_may_not_replace_it_and_files_may_be_swapped() -> None:
    assert kinds(changed(("07 ngày", "05 ngày"), later=False)) == [ConsequenceKind.SAME_VERSION]
    assert kinds(OLD, changed()) == [ConsequenceKind.BACKWARDS]
    assert kinds(load(REPO / "procedures/2.000815/2025-07.yaml")) == [ConsequenceKind.ANOTHER_PROCEDURE]


def test_roles_that_go_and_come_and_steps_that_go_are_named() -> None:
    old = changed(("construction-officer", "old-officer"), later=False)
    found = {each.kind: dict(each.values) for each in consequences(compare(old, changed()))}
    assert found[ConsequenceKind.OLD_ROLES] == {"roles": "old-officer"}
    assert found[ConsequenceKind.NEW_ROLES] == {"roles": "construction-officer"}
    text = TEXT.replace("  sign:\n", "  seal:\n").replace("eligible: {to: sign,", "eligible: {to: seal,")
    steps = {each.kind: dict(each.values) for each in consequences(compare(OLD, load_text(text)))}
    assert steps[ConsequenceKind.OLD_STEPS] == {"steps": "Ký giấy phép"}


# --- how it is told ---


def test_every_area_aspect_kind_trend_and_consequence_has_its_words() -> None:
    assert AREAS.keys() == set(Area)
    assert ASPECTS.keys() == set(Aspect)
    assert KINDS.keys() == set(Kind)
    assert TRENDS.keys() == set(Trend) - {Trend.NONE}
    assert CONSEQUENCES.keys() == set(ConsequenceKind)


def test_the_three_forms_say_the_same() -> None:
    comparison = compare(
        OLD, changed(("07 ngày làm việc", "05 ngày làm việc"), ("on_timeout: consent", "on_timeout: proceed"))
    )
    text, markdown = difference_text(comparison), difference_markdown(comparison)
    data: dict[str, Any] = difference_data(comparison)
    for change in data["changes"]:
        for reading in change["readings"]:
            for form in (text, markdown):
                assert reading["old"] in form
                assert reading["new"] in form
    for consequence in data["in_progress"]:
        assert consequence["text"] in text
        assert consequence["text"] in markdown


def test_two_versions_that_say_the_same_are_said_to() -> None:
    assert "Hai phiên bản quy định như nhau." in difference_text(compare(OLD, load_text(TEXT)))


def test_a_bar_in_a_name_does_not_break_a_table() -> None:
    new = changed(("name: Giấy phép xây dựng,", 'name: "Giấy phép | xây dựng",'))
    rows = [line for line in difference_markdown(compare(OLD, new)).splitlines() if "Giấy phép \\|" in line]
    assert rows
    assert {row.replace("\\|", "").count("|") for row in rows} == {5}
