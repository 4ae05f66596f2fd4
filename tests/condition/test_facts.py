"""Which values fit the facts that were declared."""

import datetime as dt
from decimal import Decimal

import pytest

from procflow.condition import (
    RESERVED,
    BooleanFact,
    ChoiceFact,
    DateFact,
    DecimalFact,
    Fact,
    Facts,
    IntegerFact,
    ListFact,
    TextFact,
    conform,
    is_fact_name,
    type_name,
)
from procflow.errors import MisuseError


class Sly(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    __hash__ = str.__hash__


MONEY = DecimalFact(Decimal("0.5"), Decimal(100), 2)
DAYS = ListFact(DateFact(), 2)
RECORDS = ListFact({"a": BooleanFact(), "b": TextFact(optional=True)}, 2)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (BooleanFact(), False),
        (IntegerFact(0, 5), 0),
        (IntegerFact(0, 5), 5),
        (MONEY, Decimal("1.50")),
        (MONEY, Decimal("1E+1")),
        (MONEY, 7),
        (DateFact(), dt.date(2026, 8, 17)),
        (TextFact(3), "abc"),
        (ChoiceFact(("a", "b")), "b"),
        (DAYS, [dt.date(2026, 8, 17)]),
        (DAYS, []),
        (RECORDS, [{"a": True}, {"a": False, "b": "x"}]),
    ],
)
def test_a_value_of_the_declared_type_and_range_fits(fact: Fact, value: object) -> None:
    assert conform({"x": value}, {"x": fact}) == {"x": value}


@pytest.mark.parametrize(
    ("fact", "value", "name"),
    [
        (BooleanFact(), 1, "x"),
        (BooleanFact(), "true", "x"),
        (IntegerFact(0, 5), 6, "x"),
        (IntegerFact(0, 5), -1, "x"),
        (IntegerFact(0, 5), True, "x"),
        (IntegerFact(0, 5), 2.0, "x"),
        (MONEY, Decimal("1.505"), "x"),
        (MONEY, Decimal("0.49"), "x"),
        (MONEY, Decimal(101), "x"),
        (MONEY, 0, "x"),
        (MONEY, Decimal("NaN"), "x"),
        (MONEY, Decimal("Infinity"), "x"),
        (MONEY, 1.5, "x"),
        (DateFact(), dt.datetime(2026, 8, 17, tzinfo=dt.UTC), "x"),
        (DateFact(), "2026-08-17", "x"),
        (TextFact(3), "abcd", "x"),
        (TextFact(3), Sly("a"), "x"),
        (ChoiceFact(("a", "b")), "c", "x"),
        (ChoiceFact(("a", "b")), Sly("a"), "x"),
        (DAYS, dt.date(2026, 8, 17), "x"),
        (DAYS, "ab", "x"),
        (DAYS, [dt.date(2026, 8, 17)] * 3, "x"),
        (DAYS, [dt.date(2026, 8, 17), None], "x[1]"),
        (RECORDS, [{"a": True, "b": 1}], "x[0].b"),
        (RECORDS, [True], "x[0]"),
    ],
)
def test_a_value_outside_what_was_declared_is_refused_by_name(fact: Fact, value: object, name: str) -> None:
    with pytest.raises(MisuseError) as refused:
        conform({"x": value}, {"x": fact})
    assert (refused.value.code, refused.value.params["name"]) == ("PF279", name)


def test_a_fact_that_is_not_given_is_refused_unless_it_is_optional() -> None:
    assert (
        conform({"x": None}, {"x": BooleanFact(optional=True), "y": DAYS.__class__(DateFact(), 1, optional=True)}) == {}
    )
    for values in ({}, {"x": None}):
        with pytest.raises(MisuseError) as refused:
            conform(values, {"x": BooleanFact()})
        assert refused.value.code == "PF277"


def test_a_value_nobody_declared_is_refused(facts: Facts) -> None:
    with pytest.raises(MisuseError) as refused:
        conform({"zzz": 1}, facts)
    assert refused.value.code == "PF278"
    with pytest.raises(MisuseError) as refused:
        conform({"x": [{"a": True, "c": 1}]}, {"x": RECORDS})
    assert (refused.value.code, refused.value.params["name"]) == ("PF278", "x[0].c")


def test_a_fact_has_a_plain_name_that_no_language_reserves() -> None:
    assert all(map(is_fact_name, ["a", "so_tang", "x9", "a" * 64]))
    wrong = ["", "A", "9x", "so-tang", "số", "a.b", "_a", "a" * 65, "a\n", *RESERVED]
    assert not any(map(is_fact_name, wrong))


def test_every_type_has_the_word_a_definition_declares_it_by(facts: Facts) -> None:
    words = {type_name(fact) for fact in facts.values()}
    assert words == {"boolean", "integer", "decimal", "date", "text", "choice", "list"}
