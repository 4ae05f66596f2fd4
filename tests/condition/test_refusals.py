"""What no condition may say: each fault has its code, and its place down to the column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.condition import (
    MAX_COST,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_PARTS,
    BooleanFact,
    DecimalFact,
    Facts,
    IntegerFact,
    ListFact,
    compile_condition,
)
from procflow.errors import DefinitionError, Place
from procflow.source import read


def faults(text: str, facts: Facts) -> list[tuple[str, int]]:
    with pytest.raises(DefinitionError) as refused:
        compile_condition(text, facts)
    for each in refused.value.diagnostics:
        assert each.text("en")
        assert each.text("vi")
    return [(each.code, each.place.column) for each in refused.value.diagnostics]


FAULTS = [
    ("bao_ton or " * 300 + "bao_ton", "PF250", 1),
    ("(" * (MAX_DEPTH + 1) + "bao_ton" + ")" * (MAX_DEPTH + 1), "PF251", MAX_DEPTH + 1),
    ("not " * (MAX_DEPTH + 1) + "bao_ton", "PF251", 4 * (MAX_DEPTH + 1) + 1),
    ("1 == " + "-" * (MAX_DEPTH + 1) + "1", "PF251", 5 + MAX_DEPTH + 2),
    ("1 == " + "1+" * (MAX_DEPTH + 1) + "1", "PF251", 5 + 2 * MAX_DEPTH + 3),
    ("1 == " + "1*" * (MAX_DEPTH + 1) + "1", "PF251", 5 + 2 * MAX_DEPTH + 3),
    ("1 in [" + "1," * MAX_PARTS + "1]", "PF251", 604),
    ("so_tang / 2 == 1", "PF252", 9),
    ("so_tang % 2 == 1", "PF252", 9),
    ("a := 1", "PF252", 3),
    ("`ls`", "PF252", 1),
    ("thanh_phan[0].da_nop", "PF255", 11),
    ("so_tang\u00a0== 1", "PF252", 8),
    ("so_tang \u202e== 1", "PF252", 9),
    ("ten == '\u200b'", "PF252", 9),
    ("so_tang\t== 1", "PF252", 8),
    ("bao_ton && bao_ton", "PF253", 9),
    ("bao_ton || bao_ton", "PF253", 9),
    ("!bao_ton", "PF253", 1),
    ("so_tang = 3", "PF253", 9),
    ("so_tang => 3", "PF253", 9),
    ("so_tang <> 3", "PF253", 9),
    ("so_tang ≥ 3", "PF253", 9),
    ("so_tang \N{EN DASH} 3 > 1", "PF253", 9),
    ("bao_ton adn khan", "PF253", 9),
    ("bao_ton AND bao_ton", "PF253", 9),
    ("", "PF254", 1),
    ("so_tang ==", "PF254", 11),
    ("(bao_ton", "PF254", 9),
    ("has(khan", "PF254", 9),
    ("bao_ton)", "PF255", 8),
    ("== 3", "PF255", 1),
    ("bao_ton bao_ton", "PF255", 9),
    ("and", "PF255", 1),
    ("has()", "PF255", 5),
    ("has(1)", "PF255", 5),
    ("has(has(khan))", "PF255", 5),
    ("bao_ton not", "PF255", 9),
    ("lambda: 1", "PF252", 7),
    ("ten == 'a", "PF256", 8),
    ("ten == 'a\nb'", "PF256", 8),
    ("so_tang == 010", "PF257", 12),
    ("so_tang == 1_000", "PF257", 12),
    ("so_tang == 1e9", "PF257", 12),
    ("so_tang == 0x1F", "PF257", 12),
    ("so_tang == 1.", "PF255", 13),
    ("so_tang == 3tang", "PF257", 12),
    ("so_tang == " + "9" * 19, "PF257", 12),
    ("so_tang == \u0663", "PF257", 12),
    ("ngay_nop == 2026-02-30", "PF258", 13),
    ("ngay_nop == 0000-01-01", "PF258", 13),
    ("so_tan == 3", "PF259", 1),
    ("số_tầng == 3", "PF259", 1),
    ("exists(t in thanh_phan, t.da_nap)", "PF259", 25),
    ("has(khann)", "PF259", 5),
    ("exists(t in thanh_pham, t.da_nop)", "PF259", 13),
    ("zzz", "PF260", 1),
    ("__import__('os')", "PF255", 11),
    ("dien_tich > 3", "PF261", 1),
    ("has(dien_tich) or dien_tich > 3", "PF261", 19),
    ("not has(dien_tich) and dien_tich > 3", "PF261", 24),
    ("dien_tich > 3 and has(dien_tich)", "PF261", 1),
    ("not (has(dien_tich) or bao_ton) or dien_tich > 3", "PF261", 36),
    ("(has(dien_tich) or has(khan)) and khan", "PF261", 35),
    ("exists(t in thanh_phan, t.han > ngay_nop)", "PF261", 25),
    ("exists(t in thanh_phan, has(t.han)) and exists(t in thanh_phan, t.han > ngay_nop)", "PF261", 65),
    ("exists(t in thanh_phan, has(khan)) and khan", "PF261", 40),
    ("1 in gia", "PF261", 6),
    ("so_tang == '3'", "PF262", 1),
    ("ten < 'b'", "PF262", 1),
    ("bao_ton < true", "PF262", 1),
    ("ngay_nop == '2026-08-17'", "PF262", 1),
    ("ngay_nop + 1 == ngay_nop", "PF262", 1),
    ("ten + 'a' == 'b'", "PF262", 1),
    ("-ten == 'a'", "PF262", 1),
    ("nam == nam", "PF262", 1),
    ("so_tang in ['a']", "PF262", 1),
    ("ten in nam", "PF262", 1),
    ("so_tang in so_tang", "PF262", 1),
    ("1 in thanh_phan", "PF262", 1),
    ("nam in nam", "PF262", 1),
    ("0.5 in nam", "PF262", 1),
    ("exists(t in thanh_phan, t == t)", "PF262", 25),
    ("so_tang", "PF263", 1),
    ("bao_ton and 1", "PF263", 13),
    ("not ten", "PF263", 5),
    ("all(n in nam, n)", "PF263", 15),
    ("all(t in thanh_phan, t)", "PF263", 22),
    ("[1]", "PF263", 1),
    ("kenh == 'onlin'", "PF264", 9),
    ("'Online' == kenh", "PF264", 1),
    ("kenh in ['online', 'pots']", "PF264", 20),
    ("kenh == 'xyzzy'", "PF265", 9),
    ("so_tang * 999999999999999999 > 1", "PF266", 1),
    ("0.000000001 * 0.0000000001 == 0", "PF266", 1),
    ("so_tang * 0.00000000000000001 > 999", "PF266", 1),
    ("has(gia) and 0.00000000000000001 in gia", "PF262", 14),
    ("999 in [0.00000000000000001]", "PF266", 1),
    ("999999999999999999 + 0.1 == 1", "PF266", 1),
    ("exists(t in thanh_phan, all(n in nam, n > 1))", "PF268", 25),
    ("all(t in so_tang, t > 1)", "PF269", 10),
    ("all(t in bao_ton, t)", "PF269", 10),
    ("exists(t in thanh_phan, has(t))", "PF270", 29),
    ("all(so_tang in nam, so_tang > 1)", "PF271", 5),
    ("all(null in nam, null > 1)", "PF271", 5),
    ("1 < so_tang < 3", "PF272", 13),
    ("so_tang == 3 == true", "PF272", 14),
    ("so_tang in []", "PF273", 13),
    ("so_tang in [so_tang]", "PF273", 13),
    ("so_tang in [1, [2]]", "PF273", 16),
    ("ten in [-'a']", "PF273", 9),
    ("so_tang in [1 2]", "PF274", 15),
    ("(bao_ton bao_ton)", "PF274", 10),
    ("all(t: thanh_phan, t.da_nop)", "PF252", 6),
    ("all(t in thanh_phan t.da_nop)", "PF274", 21),
    ("has khan", "PF274", 5),
    ("so_tang in [1, 'a']", "PF275", 12),
    ("so_tang.real == 3", "PF276", 1),
    ("ten.__class__ == 'a'", "PF276", 1),
    ("all(n in nam, n.real > 1)", "PF276", 15),
    ("has(thanh_phan.da_nop)", "PF276", 5),
]


@pytest.mark.parametrize(("text", "code", "column"), FAULTS, ids=[f"{i}-{f[1]}" for i, f in enumerate(FAULTS)])
def test_each_fault_has_its_code_and_column(text: str, code: str, column: int, facts: Facts) -> None:
    assert faults(text, facts) == [(code, column)]


def test_every_fault_of_a_condition_is_told_at_once_and_only_once(facts: Facts) -> None:
    text = "zzz > 1 and (dien_tich > 3 or kenh == 'x') and ngay_nop > 2026-13-01 and has(qqq) and so_tang"
    assert [code for code, _ in faults(text, facts)] == ["PF260", "PF261", "PF265", "PF258", "PF260", "PF263"]
    assert faults("all(t in zzzz, t.anything and t) and zzzz + 1 > -zzzz", facts) == [
        ("PF260", 10),
        ("PF260", 38),
        ("PF260", 50),
    ]
    assert faults("zzz in [1] and 1 in zzz and 2026-13-01 in [2026-13-02]", facts) == [
        ("PF260", 1),
        ("PF260", 21),
        ("PF258", 29),
        ("PF258", 44),
    ]


def test_a_suggestion_is_found_for_a_name_written_with_its_marks(facts: Facts) -> None:
    with pytest.raises(DefinitionError) as refused:
        compile_condition("số_tầng == 3 or đa_nộp", {**facts, "da_nop": BooleanFact()})
    assert [each.params["guess"] for each in refused.value.diagnostics] == ["so_tang", "da_nop"]


def test_a_condition_that_could_run_long_is_refused() -> None:
    facts = {"x": ListFact(BooleanFact(), MAX_COST)}
    assert faults("all(t in x, t)", facts) == [("PF267", 1)]


def test_a_fact_whose_range_passes_sixty_four_bits_cannot_be_read() -> None:
    facts = {"x": IntegerFact(0, 2**63), "low": IntegerFact(-(2**63), 0)}
    assert faults("x > 1", facts) == [("PF266", 1)]
    assert faults("-low > 1", facts) == [("PF266", 1)]


WIDE: Facts = {
    "x": IntegerFact(0, 2**62),
    "n": IntegerFact(-(2**62), 0),
    "s": IntegerFact(-3, 5),
    "fixed": IntegerFact(12 * 10**17, 12 * 10**17),
    "d": DecimalFact(Decimal(92 * 10**16), Decimal(92 * 10**16), 1),
    "half": DecimalFact(Decimal(0), Decimal(46 * 10**16), 1),
}


@pytest.mark.parametrize(
    "text",
    [
        "x - x == 0",
        "x + n > 1",
        "n - x < 0",
        "n + n < 1",
        "x * -2 > 1",
        "n * 2 > 1",
        "-n > 1",
        "fixed * 0.1 > 1",
        "half + half > 1",
    ],
)
def test_arithmetic_that_stays_within_sixty_four_bits_is_allowed(text: str) -> None:
    assert compile_condition(text, WIDE).names <= set(WIDE)


@pytest.mark.parametrize(
    "text",
    [
        "x + x == 0",
        "x - n > 1",
        "n - x - 1 < 0",
        "n + n - 1 < 1",
        "x * 2 > 1",
        "n * s > 1",
        "x > 0.5",
        "fixed - d > 0",
        "d - fixed < 0",
    ],
)
def test_arithmetic_that_could_leave_sixty_four_bits_is_not(text: str) -> None:
    assert [code for code, _ in faults(text, WIDE)] == ["PF266"]


def test_a_fact_may_span_all_of_sixty_four_bits_and_no_more() -> None:
    assert compile_condition("x > 1", {"x": IntegerFact(-(2**63), 2**63 - 1)}).cost == 3
    assert faults("x > 1", {"x": IntegerFact(-(2**63) - 1, 0)}) == [("PF266", 1)]


def test_a_condition_may_have_two_thousand_characters_and_no_more(facts: Facts) -> None:
    assert compile_condition("bao_ton".ljust(2000), facts).names == {"bao_ton"}
    assert faults("bao_ton".ljust(2001), facts) == [("PF250", 1)]


def test_the_limits_are_those_the_reference_states() -> None:
    assert (MAX_LENGTH, MAX_PARTS, MAX_DEPTH, MAX_COST) == (2000, 300, 24, 10_000)


SIDE_BY_SIDE = ["(bao_ton)", "not bao_ton", "1 == -1", "1 == 1 + 1", "1 == 1 * 1", "all(t in thanh_phan, t.da_nop)"]


@pytest.mark.parametrize("term", SIDE_BY_SIDE)
def test_what_stands_side_by_side_is_not_deep(term: str, facts: Facts) -> None:
    many = " and ".join([term] * (MAX_DEPTH + 1))
    assert compile_condition(many, facts).text == many


@pytest.mark.parametrize("term", SIDE_BY_SIDE)
def test_what_came_before_does_not_make_room_for_more_depth(term: str, facts: Facts) -> None:
    inner = "(" * MAX_DEPTH + "bao_ton" + ")" * MAX_DEPTH
    assert compile_condition(f"{term} and {inner}", facts).cost > 1
    assert [code for code, _ in faults(f"{term} and ({inner})", facts)] == ["PF251"]


def place_of_fault(yaml: str, text: str, facts: Facts) -> Place:
    source = read(yaml, "permit.yaml")
    assert isinstance(source.data, dict)
    assert source.data["when"] == text
    with pytest.raises(DefinitionError) as refused:
        compile_condition(text, facts, place=source.place(["when"]))
    return refused.value.diagnostics[0].place


@pytest.mark.parametrize(
    ("yaml", "column", "end_column"),
    [
        ("code: x\nwhen: bao_ton and zzz", 19, 22),
        ("code: x\nwhen: 'bao_ton and zzz'", 20, 23),
        ('code: x\nwhen: "bao_ton and zzz"', 20, 23),
        ('code: x\nwhen: "bao_ton \\u0061nd zzz"', 7, 29),
    ],
)
def test_a_fault_is_placed_inside_the_yaml_value(yaml: str, column: int, end_column: int, facts: Facts) -> None:
    place = place_of_fault(yaml, "bao_ton and zzz", facts)
    assert place == Place("permit.yaml", 2, column, 2, end_column)


def test_a_fault_in_a_value_of_several_lines_is_placed_at_the_value(facts: Facts) -> None:
    place = place_of_fault("when: bao_ton and\n  zzz", "bao_ton and zzz", facts)
    assert place == Place("permit.yaml", 1, 7, 2, 6)


def test_a_comma_between_braces_is_told_as_yamls_and_the_hint_quotes_the_condition() -> None:
    with pytest.raises(DefinitionError) as refused:
        read("{when: all(t in thanh_phan, t.da_nop), to: sign}", "permit.yaml")
    (each,) = refused.value.diagnostics
    assert each.code == "PF117"
    assert '"all(t in thanh_phan, t.da_nop)"' in each.hint()


def test_without_a_file_the_place_counts_lines_of_the_text_itself(facts: Facts) -> None:
    with pytest.raises(DefinitionError) as refused:
        compile_condition("bao_ton and\n zzz", facts)
    assert refused.value.diagnostics[0].place == Place("condition", 2, 2, 2, 5)


WORDS = [
    "and",
    "or",
    "not",
    "in",
    "has",
    "all",
    "exists",
    "true",
    "so_tang",
    "bao_ton",
    "dien_tich",
    "thanh_phan",
    "nam",
    "t",
    ".",
]
SIGNS = [
    *"()[],+-*<>=!&|'\"",
    "==",
    "<=",
    "!=",
    "1",
    "2.5",
    "010",
    "2026-08-17",
    "2026-02-30",
    "'a'",
    "ế",
    "\n",
    "\u202e",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS + SIGNS), max_size=40).map(" ".join)))
def test_any_text_is_a_condition_or_is_refused_with_codes(facts: Facts, text: str) -> None:
    try:
        condition = compile_condition(text, facts)
    except DefinitionError as error:
        refused = error.diagnostics
    else:
        refused = ()
        assert condition.cost <= MAX_COST
        assert len(condition.text) <= MAX_LENGTH
    assert all(each.text("vi") and each.text("en") for each in refused)
