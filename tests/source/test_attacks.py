"""A corpus of hostile and careless files: each refused in under 50 ms, with a code and a place."""

import contextlib
import subprocess
import sys
import time

import pytest

from procflow.errors import DefinitionError
from procflow.source import MAX_BYTES, MAX_DEPTH, MAX_NODES, read

BUDGET_SECONDS = 0.05

BILLION_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8)
)

# name, file, the first code expected, its line and column
ATTACKS: list[tuple[str, str | bytes, str, int, int]] = [
    ("billion laughs", BILLION_LAUGHS, "PF110", 1, 4),
    ("an alias to itself", "a: &a [*a]", "PF110", 1, 4),
    ("an alias to nothing", "a: *gone", "PF110", 1, 4),
    ("an alias as a key", "*a : 1", "PF110", 1, 1),
    ("an anchor on a key", "&a key: 1", "PF110", 1, 1),
    ("an anchor on a mapping", "a: &m\n  b: c", "PF110", 1, 4),
    ("a merge key", "a: 1\n<<: {b: 2}", "PF112", 2, 1),
    ("a quoted merge key", '"<<": {b: 2}', "PF112", 1, 1),
    ("a python object", "a: !!python/object/apply:os.system [ls]", "PF111", 1, 4),
    ("a python name", "a: !!python/name:os.system", "PF111", 1, 4),
    ("a tag that makes a number", "a: !!int 010", "PF111", 1, 4),
    ("a tag that makes a set", "!!set {a, b}", "PF111", 1, 1),
    ("a local tag", "a: !include /etc/passwd", "PF111", 1, 4),
    ("a bare exclamation mark", "a: ! b", "PF111", 1, 4),
    ("a verbatim tag", "a: !<tag:yaml.org,2002:binary> aGk=", "PF111", 1, 4),
    ("a tag directive", "%TAG ! tag:x,2000:\n---\na: !b c", "PF108", 1, 1),
    ("a version directive", "%YAML 1.1\n---\na: no", "PF108", 1, 1),
    ("a directive nobody knows", "%FOO bar\n---\na: 1", "PF108", 1, 1),
    ("a duplicate key", "deadline: 15\ndeadline: 3", "PF113", 2, 1),
    ("a duplicate key in braces", "{a: 1, a: 2}", "PF113", 1, 8),
    ("a duplicate key, once quoted", "a: 1\n'a': 2", "PF113", 2, 1),
    ("a duplicate key, spelt with an escape", 'a: 1\n"\\x61": 2', "PF113", 2, 1),
    ("keys equal after composition", "hồ sơ: 1\nho\u0302\u0300 so\u031b: 2", "PF113", 2, 1),
    ("a duplicate key deep inside", "a:\n  - b:\n      c: 1\n      c: 2", "PF113", 4, 7),
    ("a right-to-left override in a key", "a\u202eb: 1", "PF104", 1, 2),
    ("a right-to-left override in a comment", "a: 1 # \u202eb", "PF104", 1, 8),
    ("a right-to-left isolate", "a: \u2067b", "PF104", 1, 4),
    ("a right-to-left override spelt with an escape", 'a: "\\u202e"', "PF104", 1, 4),
    ("a zero-width space", "a: b\u200bc", "PF104", 1, 5),
    ("a zero-width joiner in a key", "ab\u200d: c", "PF104", 1, 3),
    ("a soft hyphen", "a: b\u00adc", "PF104", 1, 5),
    ("a byte order mark in the middle", "a: \ufeffb", "PF104", 1, 4),
    ("an invisible tag letter", "a: b\U000e0041", "PF104", 1, 5),
    ("a line separator", "a: b\u2028c: d", "PF104", 1, 5),
    ("a next-line control", "a: b\u0085c: d", "PF104", 1, 5),
    ("a form feed", "a: b\x0cc", "PF104", 1, 5),
    ("an escape sequence for the terminal", "a: \x1b[2J", "PF104", 1, 4),
    ("an escape sequence spelt with an escape", 'a: "\\e[2J"', "PF104", 1, 4),
    ("a null byte", "a: \x00", "PF104", 1, 4),
    ("a null byte spelt with an escape", 'a: "\\0"', "PF104", 1, 4),
    ("a lone surrogate", "a: \ud800", "PF104", 1, 4),
    ("a surrogate spelt with an escape", 'a: "\\ud800"', "PF125", 1, 7),
    ("a tab as indentation", "a:\n\tb: c", "PF105", 2, 1),
    ("a tab inside a value", "a: b\tc", "PF105", 1, 5),
    ("a tab spelt with an escape", 'a: "\\t"', "PF104", 1, 4),
    ("bytes that are not UTF-8", b"t\xc3\xaan: \xffx", "PF100", 1, 6),
    ("an overlong encoding", b"a: \xc0\xaf", "PF100", 1, 4),
    ("a surrogate in UTF-8", b"a: \xed\xa0\x80", "PF100", 1, 4),
    ("UTF-16", "a: b".encode("utf-16"), "PF100", 1, 1),
    ("an older Vietnamese encoding", "tên: hồ sơ".encode("cp1258", "replace"), "PF100", 1, 2),
    ("brackets nested without end", "[" * 1_000_000, "PF103", 1, MAX_DEPTH + 1),
    ("braces nested without end", "{a: " * 250_000, "PF103", 1, 4 * MAX_DEPTH + 1),
    ("lists nested on one line", "- " * 500_000, "PF103", 1, 2 * MAX_DEPTH + 1),
    ("keys nested as questions", "? " * 500_000, "PF103", 1, 2 * MAX_DEPTH + 1),
    ("blocks nested line by line", "".join(f"{' ' * i}a:\n" for i in range(1000)), "PF103", 33, 33),
    ("too many items", "[" + "a," * 200_000 + "]", "PF102", 1, 2 * MAX_NODES),
    ("too many lines", "- a\n" * 100_000, "PF102", MAX_NODES, 3),
    ("a value longer than a file", "a: " + "x" * MAX_BYTES, "PF101", 1, 1),
    ("fifty megabytes", b"a" * 50_000_000, "PF101", 1, 1),
    ("a megabyte of Vietnamese", "ế" * (MAX_BYTES // 2), "PF101", 1, 1),
    ("a megabyte of invisible characters", "\u200b" * (MAX_BYTES // 3), "PF104", 1, 1),
    ("a megabyte of tabs", "\t" * MAX_BYTES, "PF105", 1, 1),
    ("a megabyte of commas", "[" + "," * (MAX_BYTES - 2), "PF129", 1, 2),
    ("a megabyte of unclosed quotes", "a: '" + "x " * (MAX_BYTES // 2 - 4), "PF121", 1, 4),
    ("a megabyte of anchors", "&a " * (MAX_BYTES // 3), "PF110", 1, 1),
    ("a megabyte of dashes", "-" * MAX_BYTES + ": [", "PF101", 1, 1),
    ("many duplicate keys", "a: 1\n" * 15_000, "PF113", 2, 1),
    ("a list as a key", "? [1, 2]\n: 3", "PF114", 1, 3),
    ("a mapping as a key", "{a: b}: c", "PF114", 1, 1),
    ("a key without text", "? \n: 1", "PF115", 1, 2),
    ("a key without a value", "a:\nb: 1", "PF116", 1, 1),
    ("a text cut by its comma", "{name: Công trình cấp III, IV}", "PF117", 1, 28),
    ("an item without a value", "a:\n  -\n  - b", "PF118", 2, 4),
    ("two documents", "a: 1\n---\nb: 2", "PF107", 2, 1),
    ("nothing", "", "PF106", 1, 1),
    ("only a comment", "# nothing\n", "PF106", 2, 1),
    ("only a document start", "---\n", "PF106", 2, 1),
    ("an unclosed bracket", "a: [b, c\nd: e", "PF120", 1, 4),
    ("an unclosed quote", 'a: "b\nc: d', "PF121", 1, 4),
    ("a colon inside a text", "a: b: c", "PF122", 1, 5),
    ("a text that starts with an at sign", "a: @b", "PF123", 1, 4),
    ("indentation that fits nothing", "a:\n    b: c\n  d: e", "PF124", 3, 3),
    ("an unknown escape", 'a: "C:\\quy"', "PF125", 1, 7),
    ("a line without a colon", "a: b\nc", "PF126", 2, 1),
]


def refusal(text: str | bytes) -> DefinitionError:
    with pytest.raises(DefinitionError) as refused:
        read(text, "attack.yaml")
    return refused.value


@pytest.mark.parametrize(("text", "code", "line", "column"), [a[1:] for a in ATTACKS], ids=[a[0] for a in ATTACKS])
def test_each_attack_is_refused_with_its_code_and_place(text: str | bytes, code: str, line: int, column: int) -> None:
    first = refusal(text).diagnostics[0]
    assert (first.code, first.place.line, first.place.column) == (code, line, column)
    assert first.message("vi")
    assert first.hint("en")
    assert first.hint("vi")


def seconds_to_refuse(text: str | bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(DefinitionError):
        read(text, "attack.yaml")
    return time.process_time() - start


def test_each_attack_is_refused_within_its_time() -> None:
    # in a process of its own, because measuring coverage makes everything slower
    run = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    seconds = dict(zip((a[0] for a in ATTACKS), map(float, run.stdout.split()), strict=True))
    assert {name: taken for name, taken in seconds.items() if taken >= BUDGET_SECONDS} == {}


def test_the_corpus_holds_at_least_forty_attacks() -> None:
    assert len({text for _, text, *_ in ATTACKS}) >= 40


if __name__ == "__main__":
    for attack in ATTACKS:
        sys.stdout.write(f"{min(seconds_to_refuse(attack[1]) for _ in range(3))}\n")
