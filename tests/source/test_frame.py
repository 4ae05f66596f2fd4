"""A code frame shows the line and points at the place."""

import unicodedata

from procflow.errors import Place
from procflow.source import excerpt, read


def carets(frame: str) -> tuple[int, int]:
    *_, shown, marks = frame.splitlines()
    start = marks.index("^")
    return start - shown.index("|") - 2, len(marks) - start


def test_the_caret_stands_under_the_place() -> None:
    source = read("steps:\n  lable: Tiếp nhận", "a.yaml")
    place = source.place(["steps", "lable"], key=True)
    assert excerpt(source, place) == " --> a.yaml:2:3\n  |\n2 |   lable: Tiếp nhận\n  |   ^^^^^"


def test_letters_written_as_letter_and_marks_do_not_shift_the_caret() -> None:
    line = unicodedata.normalize("NFD", "{tên: hồ sơ, x: y}")
    frame = excerpt(line, read(line, "a.yaml").place(["x"], key=True))
    assert carets(frame) == (len("{tên: hồ sơ, "), 1)


def test_a_place_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source = read("a:\n  b: c\n  d: e", "a.yaml")
    assert carets(excerpt(source, source.place(["a"]))) == (2, len("b: c"))


def test_a_long_line_is_cut_to_a_window_round_the_place() -> None:
    text = "{" + "a, " * 5000 + "here" + ", b" * 5000 + "}"
    at = text.index("here") + 1
    frame = excerpt(text, Place("a.yaml", 1, at, 1, at + 4))
    shown = frame.splitlines()[2]
    assert len(shown) < 130
    column, length = carets(frame)
    assert shown[shown.index("|") + 2 :][column : column + length] == "here"


def test_a_mark_longer_than_the_window_is_cut() -> None:
    frame = excerpt("x" * 1000, Place("a.yaml", 1, 1, 1, 1001))
    assert max(map(len, frame.splitlines())) < 130


def test_unseen_characters_are_spelt_out_and_the_caret_covers_the_spelling() -> None:
    frame = excerpt("a: \u202eb", Place("a.yaml", 1, 4, 1, 5))
    assert "a: <U+202E>b" in frame
    assert carets(frame) == (3, 8)


def test_bytes_that_are_no_text_can_still_be_shown() -> None:
    assert "a: \ufffd" in excerpt(b"\xef\xbb\xbfa: \xff", Place("a.yaml", 1, 4, 1, 5))


def test_a_place_outside_the_text_has_no_frame() -> None:
    assert excerpt("a: b", Place("a.yaml", 2)) == ""


def test_a_place_after_the_end_of_a_line_is_marked_there() -> None:
    assert carets(excerpt("a:", Place("a.yaml", 1, 9, 1, 10))) == (2, 1)
