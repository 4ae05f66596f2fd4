"""What a file read gives: text as written, and the place of every part."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import Mark, MarkedYAMLError, YAMLError

from procflow.errors import DefinitionError, Diagnostic, Place
from procflow.source import MAX_BYTES, MAX_DEPTH, MAX_NODES, Data, Source, read
from procflow.source.syntax import syntax_diagnostic

PERMIT = """\
code: 1.013225
name: Cấp giấy phép xây dựng
steps:
  appraise:
    actor: construction-officer
    within: {house: 03 ngày làm việc, other: "05 ngày làm việc"}
    separate_from:
      - sign
      - [a, 'b']
  sign: >
    Ký
    giấy phép

# the end
"""


def span(line: int, column: int, end_column: int, end_line: int | None = None) -> Place:
    return Place("permit.yaml", line, column, end_line or line, end_column)


@pytest.mark.parametrize(
    "text",
    ["1.001990", "010", "08", "8:00", "12:30:00", "no", "on", "NO", "true", "2024-02-30", "1e3", "0x1F", "~", "null"],
)
def test_an_unquoted_value_stays_the_text_that_was_written(text: str) -> None:
    assert read(f"a: {text}", "f.yaml").data == {"a": text}
    assert read(f"{{{text}: [{text}]}}", "f.yaml").data == {text: [text]}


def test_a_number_of_ten_thousand_digits_is_text_like_any_other() -> None:
    assert read("a: " + "9" * 10_000, "f.yaml").data == {"a": "9" * 10_000}


def test_quoted_and_folded_texts_are_read_as_yaml_reads_them() -> None:
    data = read(PERMIT, "permit.yaml").data
    assert isinstance(data, dict)
    steps = data["steps"]
    assert isinstance(steps, dict)
    assert steps["sign"] == "Ký giấy phép\n"


def test_an_empty_text_is_a_value_when_it_is_quoted() -> None:
    assert read("a: ''\nb: [\"\"]\nc: {}\nd: []", "f.yaml").data == {"a": "", "b": [""], "c": {}, "d": []}


def test_bytes_and_text_read_alike_with_or_without_a_byte_order_mark() -> None:
    plain = read(PERMIT, "permit.yaml")
    for same in (PERMIT.encode(), b"\xef\xbb\xbf" + PERMIT.encode(), "\ufeff" + PERMIT):
        assert read(same, "permit.yaml") == plain
        assert read(same, "permit.yaml").place(["code"]) == plain.place(["code"])


def test_windows_line_ends_change_neither_data_nor_places() -> None:
    windows = read(PERMIT.replace("\n", "\r\n"), "permit.yaml")
    assert windows.data == read(PERMIT, "permit.yaml").data
    assert windows.place(["steps", "appraise", "actor"]) == span(5, 12, 32)


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (["code"], False, span(1, 7, 15)),
        (["code"], True, span(1, 1, 5)),
        (["name"], False, span(2, 7, 29)),
        (["steps", "appraise"], True, span(4, 3, 11)),
        (["steps", "appraise", "within"], False, span(6, 13, 65)),
        (["steps", "appraise", "within", "house"], False, span(6, 21, 37)),
        (["steps", "appraise", "within", "other"], False, span(6, 46, 64)),
        (["steps", "appraise", "separate_from", 0], False, span(8, 9, 13)),
        (["steps", "appraise", "separate_from", 1, 1], False, span(9, 13, 16)),
        (["steps", "appraise", "separate_from", 1], True, span(9, 9, 17)),
    ],
)
def test_every_key_and_value_knows_its_place(path: list[str | int], key: bool, place: Place) -> None:  # noqa: FBT001
    assert read(PERMIT, "permit.yaml").place(path, key=key) == place


@pytest.mark.parametrize("tail", [["nothing"], ["nothing", "at", 0], [3], ["actor", 0], ["actor", "x"]])
def test_a_path_to_nothing_gives_the_nearest_part_that_exists(tail: list[str | int]) -> None:
    source = read(PERMIT, "permit.yaml")
    nearest = ["steps", "appraise", *(tail[:1] if tail[0] == "actor" else [])]
    assert source.place(["steps", "appraise", *tail]) == source.place(nearest)


def test_an_index_outside_its_list_gives_the_list() -> None:
    source = read("a: [b, c]", "permit.yaml")
    assert source.place(["a", 2]) == source.place(["a", -1]) == span(1, 4, 10)


def test_a_block_ends_with_its_last_value_and_not_with_the_next_line_of_text() -> None:
    source = read("a:\n  b: [c]\n\n# words\n\nd:\n- e\n- f: g\n\n\nh: i", "permit.yaml")
    assert source.place(["a"]) == span(2, 3, 9)
    assert source.place(["d"]) == span(7, 1, 7, end_line=8)


def test_values_are_composed_and_places_count_the_characters_of_the_file() -> None:
    decomposed = unicodedata.normalize("NFD", "tên: hồ sơ")
    source = read(f"{{{decomposed}, x: 1}}", "permit.yaml")
    assert source.data == {"tên": "hồ sơ", "x": "1"}
    start = len("{" + decomposed + ", x: ") + 1
    assert source.place(["x"]) == span(1, start, start + 1)


def test_an_escape_that_spells_a_decomposed_letter_is_composed_too() -> None:
    assert read('a: "e\\u0302"', "f.yaml").data == {"a": "ê"}


def test_what_is_not_composed_in_one_place_does_not_hide_what_is_wrong_in_another() -> None:
    with pytest.raises(DefinitionError) as refused:
        read("a: e\u0302\nb: 'x'\nb: y\nc:\nd: \u202e", "f.yaml")
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["PF113", "PF116", "PF104"]


def test_every_problem_is_reported_at_once_and_in_order_of_place() -> None:
    with pytest.raises(DefinitionError) as refused:
        read("a: &x 1\nb: *x\na: !t 2\n<<: 3\nc:\n- {d: e, f}\n-\n", "f.yaml")
    found = [(diagnostic.place.line, diagnostic.code) for diagnostic in refused.value.diagnostics]
    assert found == [(1, "PF110"), (2, "PF110"), (3, "PF113"), (3, "PF111"), (4, "PF112"), (6, "PF117"), (7, "PF118")]


def test_one_text_with_several_commas_is_one_mistake_and_its_hint_quotes_all_of_it() -> None:
    with pytest.raises(DefinitionError) as refused:
        read("a: {name: Cấp III, IV, V, code: x}", "f.yaml")
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "PF117"
    assert '"Cấp III, IV, V"' in diagnostic.hint("vi")


@pytest.mark.parametrize("text", ["{a: b, c: }", "{a: 'b, c', d}", "{a}", "{a: [b], c}", "a: b\nc:"])
def test_a_key_without_a_value_is_no_comma_trap_unless_a_plain_text_stands_before_it(text: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read(text, "f.yaml")
    assert refused.value.code == "PF116"


def test_depth_and_size_are_allowed_up_to_their_limits() -> None:
    read("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml")
    read("- a\n" * (MAX_NODES - 1), "f.yaml")
    for text, code in (("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "PF103"), ("- a\n" * MAX_NODES, "PF102")):
        with pytest.raises(DefinitionError) as refused:
            read(text, "f.yaml")
        assert refused.value.code == code


YAML_LIKE = st.lists(
    st.sampled_from(
        [*":-,[]{}&*!|>%@`#?'\"\\\n\r\t ~<.", ": ", "- ", "\n  ", "\n- ", "a", "ế", "<<", "---\n", "\u202e"]
    ),
    max_size=60,
).map("".join)


def leaves(data: Data) -> list[object]:
    match data:
        case dict():
            return [*data, *(leaf for value in data.values() for leaf in leaves(value))]
        case list():
            return [leaf for value in data for leaf in leaves(value)]
        case _:
            return [data]


def outcome(text: str | bytes) -> Source | DefinitionError:
    try:
        return read(text, "f.yaml")
    except DefinitionError as error:
        return error


@given(st.one_of(st.text(), YAML_LIKE, st.binary(), YAML_LIKE.map(str.encode)))
def test_any_input_gives_a_source_of_composed_text_or_coded_errors_with_places(text: str | bytes) -> None:
    match outcome(text):
        case Source(data=data):
            assert all(isinstance(leaf, str) and unicodedata.is_normalized("NFC", leaf) for leaf in leaves(data))
        case DefinitionError() as error:
            assert str(error)
            assert all(each.place.line >= 1 <= each.place.column for each in error.diagnostics)


@given(
    st.recursive(
        st.text("abc:#-[]{},&*!|>'\"% ếđ"), lambda inner: st.lists(inner) | st.dictionaries(st.text("abế"), inner)
    )
)
def test_whatever_is_written_as_quoted_yaml_is_read_back_unchanged(data: Data) -> None:
    def written(part: Data) -> str:
        match part:
            case dict():
                return "{" + ", ".join(f"{written(key)}: {written(value)}" for key, value in part.items()) + "}"
            case list():
                return "[" + ", ".join(map(written, part)) + "]"
            case _:
                return "'" + part.replace("'", "''") + "'"

    assert read(written(data), "f.yaml").data == data


def test_a_syntax_error_without_a_mark_is_placed_at_the_start_of_the_file() -> None:
    assert syntax_diagnostic(YAMLError("no mark"), "a: b", "f.yaml") == Diagnostic(Place("f.yaml"), "PF129")


def test_a_syntax_error_past_the_end_of_the_text_is_placed_at_its_end() -> None:
    past = MarkedYAMLError(problem="something", problem_mark=Mark("", 5, 1, 0, None, 0))
    assert syntax_diagnostic(past, "a: b", "f.yaml").place == Place("f.yaml", 1, 5, 1, 6)
    assert syntax_diagnostic(past, "a: b\n", "f.yaml").place == Place("f.yaml", 2, 1, 2, 2)


@pytest.mark.parametrize(
    ("text", "column"), [("", 1), (" ", 2), ("# a", 4), ("---", 4), ("--- # a", 8), ("\r\n# a", 4), ("# a\n", 1)]
)
def test_nothing_is_placed_at_the_end_of_the_file_and_not_behind_it(text: str, column: int) -> None:
    with pytest.raises(DefinitionError) as refused:
        read(text, "f.yaml")
    lines = text.replace("\r\n", "\n").split("\n")
    assert [each.place for each in refused.value.diagnostics] == [
        Place("f.yaml", len(lines), column, len(lines), column)
    ]


def test_a_byte_that_is_no_text_is_placed_alone() -> None:
    with pytest.raises(DefinitionError) as refused:
        read(b"a: b\nt\xc3\xaan: \xff", "f.yaml")
    assert refused.value.diagnostics[0].place == Place("f.yaml", 2, 6, 2, 7)


@pytest.mark.parametrize("text", ["a: 1\n" * 200, "a: \u200b" * 200])
def test_problems_are_told_up_to_fifty_of_a_kind(text: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read(text, "f.yaml")
    assert len(refused.value.diagnostics) == 50


def test_the_limits_of_a_file_are_a_mebibyte_ten_thousand_nodes_and_thirty_two_levels() -> None:
    assert (MAX_BYTES, MAX_NODES, MAX_DEPTH) == (1_048_576, 10_000, 32)
    assert read(b"a: ".ljust(MAX_BYTES, b"x"), "f.yaml").place(["a"]).end_column == MAX_BYTES + 1
