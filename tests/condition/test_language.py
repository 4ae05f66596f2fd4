"""What conditions mean."""

import datetime as dt
import decimal
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.condition import (
    MAX_COST,
    BooleanFact,
    Facts,
    IntegerFact,
    ListFact,
    compile_condition,
    conform,
)

HOLD = [
    "true",
    "not false",
    "so_tang <= 3",
    "so_tang < 4 and so_tang > 2 and so_tang != 5 and so_tang == 3 and so_tang >= 3",
    "3 >= so_tang",
    "so_tang + 1 == 4",
    "so_tang - 5 == -2",
    "-so_tang == -3",
    "2 + 3 * 4 == 14",
    "(2 + 3) * 4 == 20",
    "10 - 3 - 2 == 5",
    "le_phi == 50000.5",
    "le_phi * 2 == 100001",
    "le_phi + 0.005 == 50000.505",
    "le_phi > so_tang",
    "1.50 == 1.5",
    "bao_ton == false",
    "bao_ton != true",
    "bao_ton == (so_tang > 5)",
    "1.5 in [1, 1.50]",
    "not bao_ton and so_tang == 3 or bao_ton",
    "true or true and false",
    "not (true and false)",
    "not not true",
    "ngay_nop == 2026-08-17",
    "ngay_nop < 2026-09-02 and 2026-08-01 <= ngay_nop",
    "ten == 'Lê Văn Ế'",
    'ten != "Lê"',
    "kenh == 'online'",
    "kenh in ['online', 'post']",
    "kenh not in ['desk']",
    "not kenh in ['desk']",
    "so_tang in [1, 2, 3]",
    "le_phi in [1, 50000.5]",
    "-1 in [-1, 2]",
    "so_tang in [3.0]",
    "ngay_nop in [2026-08-17, 2026-08-18]",
    "2026 in nam",
    "so_tang not in nam",
    "has(gia) and 1.5 in gia",
    "has(gia) and 2 in gia",
    "has(gia) and 3.00 not in gia",
    "has(khan) and khan",
    "not has(dien_tich)",
    "not has(dien_tich) or dien_tich > 5",
    "has(so_tang)",
    "exists(t in thanh_phan, t.ten == 'ảnh')",
    "not all(t in thanh_phan, not t.bat_buoc or t.da_nop)",
    "all(t in thanh_phan, t.bat_buoc or so_tang == 3)",
    "exists(t in thanh_phan, has(t.han) and t.han > ngay_nop)",
    "all(t in thanh_phan, t.bat_buoc == t.da_nop or t.bat_buoc)",
    "all(n in nam, n > 2000 and has(n))",
    "exists(n in nam, n + so_tang == 2029)",
    "has(gia) and all(g in gia, g * 2 >= 3)",
    "has(gia) and exists(g in gia, g in [1.5])",
    "exists(n in nam, n in nam)",
    "so_tang\n  <= 3",
    "( ( so_tang<=3 ) )",
]


@pytest.mark.parametrize("text", HOLD)
def test_what_holds_of_the_example_holds(text: str, facts: Facts, values: dict[str, object]) -> None:
    condition = compile_condition(text, facts)
    fitting = conform(values, facts)
    assert condition(fitting) is True
    assert condition.explain(fitting) == ()
    assert compile_condition(f"not ({text})", facts)(fitting) is False


def test_names_and_cost_are_known_before_a_condition_runs(facts: Facts) -> None:
    condition = compile_condition("has(khan) and exists(t in thanh_phan, t.da_nop and bao_ton) and 1 in nam", facts)
    assert condition.names == {"khan", "thanh_phan", "bao_ton", "nam"}
    assert compile_condition("so_tang <= 3", facts).cost == 3
    assert compile_condition("all(t in thanh_phan, t.da_nop)", facts).cost > 20


def test_a_condition_is_equal_to_another_of_the_same_text(facts: Facts) -> None:
    assert compile_condition("bao_ton", facts) == compile_condition("bao_ton", facts)
    assert compile_condition("bao_ton", facts) != compile_condition("not bao_ton", facts)


def test_a_condition_travels_to_other_processes(facts: Facts, values: dict[str, object]) -> None:
    condition = compile_condition("so_tang == 3 and exists(t in thanh_phan, not t.da_nop)", facts)
    copy = pickle.loads(pickle.dumps(condition))  # noqa: S301 - what this very test has pickled
    assert copy == condition
    assert copy(values) is True


def test_the_cost_of_a_quantifier_grows_with_the_list_it_goes_through() -> None:
    def cost(items: int) -> int:
        return compile_condition("all(t in x, t)", {"x": ListFact(BooleanFact(), items)}).cost

    assert cost(1000) - cost(10) == 990
    assert cost(MAX_COST - 3) == MAX_COST


def test_an_empty_list_satisfies_all_and_nothing_of_it_exists() -> None:
    facts = {"x": ListFact(BooleanFact(), 5)}
    assert compile_condition("all(t in x, t) and not exists(t in x, t)", facts)({"x": []})


def test_decimals_are_exact_whatever_arithmetic_the_host_has_set(facts: Facts, values: dict[str, object]) -> None:
    condition = compile_condition("le_phi * 3 == 150001.5 and le_phi >= 50000.50 and le_phi - 0.01 < 50000.5", facts)
    with decimal.localcontext(decimal.Context(prec=2, traps=[decimal.Inexact, decimal.Rounded])):
        assert condition(values)


def test_numbers_are_exact_to_sixty_four_bits() -> None:
    facts = {"x": IntegerFact(-(2**62), 2**62 - 1)}
    condition = compile_condition("x + x == x * 2 and x - 1 < x", facts)
    assert condition({"x": 2**62 - 1})
    assert condition({"x": -(2**62)})


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(0, 99))
def test_sums_and_products_are_those_of_arithmetic(a: int, b: int, c: int) -> None:
    facts = {name: IntegerFact(-1000, 1000) for name in "abc"}
    condition = compile_condition("a + b * c - -a == s", {**facts, "s": IntegerFact(-(10**7), 10**7)})
    assert condition({"a": a, "b": b, "c": c, "s": a + b * c + a})
    assert not condition({"a": a, "b": b, "c": c, "s": a + b * c + a + 1})


@given(st.dates(), st.dates())
def test_days_are_ordered_as_the_calendar_orders_them(a: dt.date, b: dt.date) -> None:
    condition = compile_condition(f"{a.isoformat()} < {b.isoformat()}", {})
    assert condition({}) is (a < b)


def test_conditions_print_as_cel(facts: Facts) -> None:
    text = "has(ty_le) and -ty_le * 2 > 0.5 or all(t in thanh_phan, t.ten != 'nói \"có\"') or le_phi in [1, 1.5]"
    assert compile_condition(text, facts).cel() == (
        "((has(facts.ty_le) && (((-facts.ty_le) * 2) > (5 * 1000))) || "
        'facts.thanh_phan.all(t, (t.ten != "nói \\"có\\"")) || (facts.le_phi in [(1 * 100), (15 * 10)]))'
    )
