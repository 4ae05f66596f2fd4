"""Spaces as Word and PDF readers paste them, and a space left out after a colon, are told where they stand."""

import pytest

from procflow.errors import DefinitionError
from procflow.formatting import edits
from procflow.source import read


def refused(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as raised:
        read(text, "f")
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in raised.value.diagnostics]


def mended(text: str) -> str:
    while True:
        try:
            read(text, "f")
        except DefinitionError as error:
            text = edits(text, error.diagnostics[0])[0].applied(text)
        else:
            return text


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb:\n\u00a0\u00a0c: 1\n", ["3:1 PF127"]),
        ("b:\n \u00a0c: 1\n", ["2:2 PF127"]),
        ("a:\u00a01\nb: 1\n", ["1:3 PF127"]),
        ("{a:\u202fb, c:\u3000d}", ["1:4 PF127", "1:10 PF127"]),
        ("a: x\n\u00a0\nb: y\n", ["2:1 PF127"]),
        ("a: \u00a0 b", ["1:4 PF127"]),
        ("- a:\u2003b", ["1:5 PF127"]),
    ],
)
def test_a_space_that_is_none_to_yaml_is_told_and_mended(text: str, places: list[str]) -> None:
    assert refused(text) == places
    plain = text.translate({ord(odd): " " for odd in "\u00a0\u202f\u3000\u2003"})
    assert mended(text) == plain


def test_such_spaces_and_other_problems_are_told_at_once() -> None:
    assert refused("a:\u00a01\na: 2\nc:\n") == ["1:3 PF127", "2:1 PF113", "3:1 PF116"]


@pytest.mark.parametrize("text", ["a: Điều 5:\u00a0thời hạn", "a: 05\u00a0ngày\u00a0làm việc", "a: 'b:\u00a0c'"])
def test_such_a_space_within_a_text_does_no_harm(text: str) -> None:
    assert read(text, "f").data


@pytest.mark.parametrize(
    ("text", "place", "becomes"),
    [
        ("a:\n  name:Ký\n  actor: b\n", "2:3 PF128", "a:\n  name: Ký\n  actor: b\n"),
        ("a:\n  name:Ký\n\n  actor: b\n", "2:3 PF128", "a:\n  name: Ký\n\n  actor: b\n"),
        ("a:\n  actor: b\n  name:Ký\nc: d\n", "3:3 PF128", "a:\n  actor: b\n  name: Ký\nc: d\n"),
        ("a: {to:sign, name: Ký}", "1:5 PF128", "a: {to: sign, name: Ký}"),
        ("- a:b\n  c: d\n", "1:3 PF128", "- a: b\n  c: d\n"),
    ],
)
def test_a_key_without_its_space_is_told_where_it_stands_and_not_a_line_below(
    text: str, place: str, becomes: str
) -> None:
    assert refused(text) == [place]
    assert mended(text) == becomes


def test_an_address_is_no_key_without_its_space() -> None:
    assert read("a: xem\n  https://x.vn\n", "f").data == {"a": "xem https://x.vn"}
    assert refused("a: xem\n  https://x.vn\n  b: c\n") == ["3:4 PF122"]


def test_a_colon_on_the_first_line_has_no_line_above_it() -> None:
    assert refused("a: b: c") == ["1:5 PF122"]
