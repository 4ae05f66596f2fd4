"""What a model complains of, told with codes, places and suggestions."""

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, get_args

import pydantic_core
import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, field_validator
from typing_extensions import TypeAliasType

from procflow.errors import DefinitionError, MisuseError, ProcflowError, SpanError, nearest
from procflow.source import problems, read, refuse, refusing, validate
from procflow.source.validation import _CODES


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Channel(StrEnum):
    ONLINE = "online"
    POST = "post"


class ByCase(Strict):
    by_case: dict[str, str]
    basis: str = ""


class ByChannel(Strict):
    by_channel: dict[str, str]
    floor: str = ""


class Step(Strict):
    name: str
    within: str | ByCase | ByChannel = ""
    kind: Literal["office", "outside"] = "office"


def length(text: object) -> object:
    if text != "5 days":
        code = "PF144"
        raise SpanError(code, value=text)
    return text


def only_red(text: object) -> object:
    if text != "red":
        raise refuse("PF133", value=text, guess="red", known="red")
    return text


Steps = TypeAliasType("Steps", dict[Annotated[str, Field(pattern="^[a-z]+$")], Step])


class Everything(Strict):
    steps: Steps = Field(default_factory=dict)
    text: str = ""
    table: dict[str, str] = Field(default_factory=dict)
    noted: dict[str, Annotated[Step, Field(description="a step")]] = Field(default_factory=dict)
    two_texts: Annotated[str, Field(max_length=3)] | Annotated[str, Field(pattern="^x")] = ""
    two_lists: list[int] | list[ByCase] = Field(default_factory=list)
    two_models: tuple[Step, ByCase] | None = None
    pair: tuple[str, Step] | None = None
    items: list[Step] = Field(default_factory=list, max_length=2)
    some: list[str] = Field(["x"], min_length=1)
    text_or_list: str | list[str] = ""
    whole: int = Field(1, ge=1, le=5)
    open_ended: int = Field(3, gt=2, lt=5)
    amount: Decimal = Field(Decimal(0), decimal_places=2)
    flag: bool = False
    day: dt.date | None = None
    moment: dt.datetime | None = None
    short: str = Field("xx", min_length=2, max_length=3)
    channel: Channel = Channel.ONLINE
    either: Annotated[ByCase | ByChannel | None, Field(default=None)]
    span: Annotated[str, BeforeValidator(refusing(length))] = "5 days"
    colour: Annotated[str, BeforeValidator(only_red)] = "red"
    from_: str = Field("", alias="from")
    wild: str = ""

    @field_validator("wild")
    @classmethod
    def never_wild(cls, value: str) -> str:
        if value == "assert":
            message = "English that no reader should see"
            raise ValueError(message)
        if value == "escape":
            code = "PF143"
            raise MisuseError(code, value=value)
        if value == "many":
            read("a: b: c", "inner.yaml")
        return value


def complaints(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(DefinitionError) as refused:
        validate(read(text, "f.yaml"), Everything)
    return [(each.code, each.place.line, each.place.column) for each in refused.value.diagnostics]


def hint(text: str) -> str:
    with pytest.raises(DefinitionError) as refused:
        validate(read(text, "f.yaml"), Everything)
    return refused.value.diagnostics[0].hint()


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("text: [a]", "PF135", 7),
        ("table: a", "PF136", 8),
        ("steps: {a: b}", "PF136", 12),
        ("items: a", "PF137", 8),
        ("steps: {a: {name: x, within: [a]}}", "PF138", 30),
        ("two_texts: [a]", "PF135", 12),
        ("two_lists: a", "PF137", 12),
        ("text_or_list: {a: b}", "PF139", 15),
        ("whole: 08 ngày", "PF140", 8),
        ("amount: a lot", "PF141", 9),
        ("flag: maybe", "PF142", 7),
        ("day: 2024-02-30", "PF143", 6),
        ("moment: yesterday", "PF144", 9),
        ("span: long", "PF144", 7),
        ("whole: 0", "PF145", 8),
        ("whole: 6", "PF146", 8),
        ("open_ended: 2", "PF147", 13),
        ("open_ended: 5", "PF148", 13),
        ("some: []", "PF149", 7),
        ("items: [{name: a}, {name: b}, {name: c}]", "PF150", 8),
        ("short: a", "PF151", 8),
        ("short: abcd", "PF152", 8),
        ("steps: {A1: {name: x}}", "PF153", 9),
        ("amount: 1.234", "PF154", 9),
        ("channel: onlin", "PF133", 10),
        ("channel: zzzzz", "PF134", 10),
        ("steps: {a: {name: x, kind: ofice}}", "PF133", 28),
        ("steps: {a: {name: x, within: {by_case: {c: [d]}}}}", "PF135", 44),
        ("colour: blue", "PF133", 9),
        ("wild: assert", "PF139", 7),
        ("wild: escape", "PF143", 1),
        ("wild: many", "PF122", 5),
        ("steps: {a: {kind: office}}", "PF130", 9),
        ("items: [{kind: office}]", "PF130", 9),
        ("steps: {a: {name: x, nmae: y}}", "PF131", 22),
        ("items: [{name: x, nmae: y}]", "PF131", 19),
        ("form: x", "PF131", 1),
        ("noted: {a: {name: x, nmae: y}}", "PF131", 22),
        ("pair: [a, {name: x, nmae: y}]", "PF131", 21),
        ("zzzzzzzz: x", "PF132", 1),
        ("a text", "PF136", 1),
    ],
)
def test_each_kind_of_mistake_has_its_code_and_place(text: str, code: str, column: int) -> None:
    assert complaints(text) == [(code, 1, column)]


def test_every_mistake_of_a_file_is_told_at_once_in_order_of_place() -> None:
    text = "whole: x\nsteps:\n  a: {kind: office}\n  b: c\nflag: perhaps\nday: 2026-13-01"
    assert complaints(text) == [("PF140", 1, 8), ("PF130", 3, 3), ("PF136", 4, 6), ("PF142", 5, 7), ("PF143", 6, 6)]


def test_a_key_misspelt_is_one_mistake_and_not_also_a_missing_key() -> None:
    assert complaints("steps: {a: {nme: x}}") == [("PF131", 1, 13)]


def test_the_branch_of_a_union_the_author_meant_is_the_one_that_speaks() -> None:
    assert complaints("steps: {a: {name: x, within: {by_chanel: {a: b}}}}") == [("PF131", 1, 31)]
    assert complaints("steps: {a: {name: x, within: {by_case: a}}}") == [("PF136", 1, 40)]
    assert complaints("either: {by_channel: {a: b}, floor: [c]}") == [("PF135", 1, 37)]
    assert complaints("either: text") == [("PF136", 1, 9)]


def test_a_suggestion_names_the_nearest_key_and_those_of_the_place_only() -> None:
    assert hint("steps: {a: {name: x, knd: office}}") == "did you mean `kind`? Keys known here: name, within, kind"
    assert "`from`" in hint("fron: x")
    told = hint("two_models: [{name: x, knd: y}, {by_case: {}}]")
    assert told == "did you mean `kind`? Keys known here: name, within, kind"
    assert "`by_case`" in hint("steps: {a: {name: x, within: {by_cas: {a: b}}}}")


def test_a_suggestion_is_found_in_a_file_that_is_a_list() -> None:
    class Steps(RootModel[list[Step]]):
        """A file of steps."""

    with pytest.raises(DefinitionError) as refused:
        validate(read("- {name: x, knd: y}", "f.yaml"), Steps)
    (each,) = refused.value.diagnostics
    assert (each.code, each.params["guess"]) == ("PF131", "kind")


def test_a_long_list_of_known_keys_is_cut() -> None:
    assert hint("zzzzzzzz: x").endswith(", …")


def test_without_the_model_an_unknown_key_is_still_placed() -> None:
    source = read("form: x", "f.yaml")
    with pytest.raises(pydantic_core.ValidationError) as refused:
        Everything.model_validate(source.data)
    assert [each.code for each in problems(source, refused.value)] == ["PF132"]


def test_a_suggestion_is_found_behind_lists_and_pairs() -> None:
    class Loose(Strict):
        anything: object = None
        pairs: list[tuple[int, Step]] = Field(default_factory=list)

    with pytest.raises(DefinitionError) as refused:
        validate(read("pairs: [[1, {name: x, nmae: y}]]", "f.yaml"), Loose)
    assert refused.value.diagnostics[0].hint() == "did you mean `name`? Keys known here: name, within, kind"


def test_what_fits_is_given_as_the_model() -> None:
    model = validate(read("whole: '3'\nsteps: {a: {name: Thẩm định, within: {by_case: {x: y}}}}", "f.yaml"), Everything)
    assert model.whole == 3
    assert model.steps["a"].within == ByCase(by_case={"x": "y"})


def test_no_sentence_of_the_validating_library_reaches_a_reader() -> None:
    with pytest.raises(DefinitionError) as refused:
        validate(read("wild: assert\nwhole: x\nday: 2024-02-30\ntext: [a]", "f.yaml"), Everything)
    said = str(refused.value)
    assert not re.search(r"valid|Input|should|parsing|English", said)


def test_every_error_type_that_is_mapped_is_one_the_library_has() -> None:
    known = set(get_args(pydantic_core.core_schema.ErrorType))
    assert set(_CODES) - {"text_or_mapping"} <= known


def test_a_refusal_must_have_a_code_of_the_catalogue() -> None:
    with pytest.raises(KeyError):
        refuse("PF000")


def test_a_parser_that_succeeds_is_left_alone() -> None:
    assert refusing(length)("5 days") == "5 days"


def test_a_wrapped_parser_refuses_with_the_code_of_its_error() -> None:
    with pytest.raises(pydantic_core.PydanticCustomError) as refused:
        refusing(length)("x")
    assert refused.value.context == {"code": "PF144", "params": {"value": "x"}}
    assert isinstance(refused.value.__cause__, ProcflowError)


def test_a_group_of_keys_or_a_list_is_quoted_in_short() -> None:
    with pytest.raises(DefinitionError) as refused:
        validate(read("whole: {a: b}\nday: [a]", "f.yaml"), Everything)
    assert [each.params["value"] for each in refused.value.diagnostics] == ["{…}", "[…]"]


@pytest.mark.parametrize(("word", "found"), [("Lable", "label"), ("labels", "label"), ("x", None), ("", None)])
def test_the_nearest_word_is_found_or_none(word: str, found: str | None) -> None:
    assert nearest(word, ["name", "label", "actor"]) == found
