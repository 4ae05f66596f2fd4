"""The page of error codes says what the catalogue says, and each code can be told in both languages."""

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from procflow.errors import CATALOGUE, Entry

REPO = Path(__file__).parents[2]


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_page_of_error_codes_equals_the_catalogue() -> None:
    code = "from errors_page import page; import sys; sys.stdout.buffer.write(page().encode())"
    written = subprocess.run([sys.executable, "-c", code], cwd=REPO / "tools", capture_output=True, check=True).stdout
    page = (REPO / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    assert page == written.decode(), "write it again with: make docs"


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_code_has_a_message_in_both_languages_about_the_same_things(code: str) -> None:
    entry: Entry = CATALOGUE[code]
    assert re.fullmatch(r"PF[1-8]\d\d", code)
    assert entry.en
    assert entry.vi
    assert bool(entry.hint_en) == bool(entry.hint_vi)
    assert braces(entry.en + entry.hint_en) == braces(entry.vi + entry.hint_vi)
