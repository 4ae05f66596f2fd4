"""The characters refused are those Unicode calls control, format, separator and surrogate."""

import sys
import unicodedata

from procflow.source.characters import clipped, refused_characters, visible, width

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_unseen_character_of_the_running_unicode_is_refused_and_no_other() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    refused = {match[0] for match in refused_characters(every)}
    assigned = {c for c in every if unicodedata.category(c) != "Cn"}
    unseen = {c for c in assigned if unicodedata.category(c) in UNSEEN} - {"\n", "\r"}
    assert refused & assigned == unseen


def test_what_is_printed_holds_no_character_that_steers_a_terminal() -> None:
    assert visible("a\x1b[2J\u202eb\r\nc") == "a<U+001B>[2J<U+202E>b c"


def test_a_long_text_is_quoted_in_part() -> None:
    assert clipped("x" * 60) == "x" * 60
    assert clipped("x" * 61) == "x" * 59 + "…"


def test_marks_take_no_column_and_wide_letters_two() -> None:
    assert width("ho\u0302\u0300 so\u031b") == len("hồ sơ") == 5
    assert width("漢字a") == 5
