"""Hostile conditions: refused in time, with a code, and without touching the interpreter or the system."""

import contextlib
import json
import subprocess
import sys
import time

import pytest

from procflow.condition import (
    BooleanFact,
    Facts,
    IntegerFact,
    ListFact,
    TextFact,
    compile_condition,
    conform,
)
from procflow.errors import DefinitionError
from procflow.source import read

BUDGET_SECONDS = 0.05
FACTS: Facts = {
    "n": IntegerFact(0, 100),
    "s": TextFact(),
    "ok": BooleanFact(),
    "items": ListFact({"a": IntegerFact(0, 9)}, 50),
}
VALUES: dict[str, object] = {"n": 1, "s": "x", "ok": True, "items": [{"a": 1}] * 50}

ATTACKS = {
    "walking to the class": "().__class__.__bases__[0].__subclasses__()",
    "a class by attribute": "s.__class__ == 's'",
    "a class of an item": "all(t in items, t.__class__ == 1)",
    "the globals of a function": "all.__globals__ == 1",
    "importing": "__import__('os').system('ls') == 0",
    "an import statement": "import os",
    "evaluating": "eval('1') == 1",
    "executing": "exec('1')",
    "opening a file": "open('/etc/passwd') == 's'",
    "reading attributes by text": "getattr(s, 'upper') == 's'",
    "a lambda": "(lambda x: x)(1)",
    "a comprehension": "[x for x in items]",
    "a walrus": "(n := 5) == 5",
    "a formatted string": "f'{n}' == '1'",
    "a format call": "'{0.__class__}'.format(n) == 's'",
    "a template": "'%s' % s == 's'",
    "a power tower": "9**9**9**9 > 1",
    "a huge product": "n * 999999999999999999 * 999999999999999999 > 1",
    "a huge number": "n == " + "9" * 1900,
    "a shift": "1 << 1000000 > 1",
    "a repeated text": "'a' * 999999999 == s",
    "nested quantifiers": "all(a in items, all(b in items, all(c in items, a.a > 1)))",
    "a quantifier repeated": " and ".join(["all(t in items, t.a + t.a + t.a + t.a > 1)"] * 43),
    "parentheses without end": "(" * 1999,
    "closed parentheses": "(" * 900 + "ok" + ")" * 900,
    "nots without end": "not " * 499 + "ok",
    "minus without end": "n == " + "-" * 1900 + "1",
    "brackets without end": "[" * 1999,
    "ands without end": "ok and " * 285 + "ok and",
    "a sum without end": "n == " + "1+" * 990 + "1",
    "a list without end": "n in [" + "1," * 990 + "1]",
    "longer than any": "ok or " * 100_000 + "ok",
    "a megabyte of spaces": " " * 1_000_000,
    "a text that never ends": "s == '" + "x" * 1990,
    "a pattern that backtracks": "s == '" + "a" * 30 + "' =~ '(a+)+$'",
    "a look-alike name": "\uff4e > 1",
    "a Cyrillic look-alike": "\u0455 == 'x'",
    "a right-to-left override": "s == '\u202e'",
    "a zero-width joiner in a name": "n\u200d > 1",
    "a null byte": "n\x00 > 1",
    "a comment that hides": "ok # or not ok",
    "two conditions": "ok; ok",
    "a newline that separates": "ok\nok",
    "an assignment": "n = 1",
    "a true that is not": "True",
    "a null": "s == null",
    "a call of nothing": "ok()",
    "a decorator": "@ok",
    "a backslash": "ok \\\n and ok",
    "a subscript": "items[0].a == 1",
    "a slice": "s[0:1] == 'x'",
    "a spread": "n in [*items]",
    "a macro of CEL": "items.map(x, x.a).size() > 1",
    "a regular expression of CEL": "s.matches('(a+)+$')",
    "a ternary of CEL": "ok ? ok : ok",
    "an index of CEL": "{'a': 1}['a'] == 1",
    "an absorbed error of CEL": "1/0 == 1 or true",
    "the facts themselves": "facts.n == 1",
    "the variable outside": "exists(t in items, t.a == 1) and t.a == 1",
}


def refusal(text: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as refused:
        compile_condition(text, FACTS)
    return refused.value


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_each_attack_is_refused_with_a_code(text: str) -> None:
    assert all("PF250" <= each.code <= "PF276" for each in refusal(text).diagnostics)


def attack_all() -> dict[str, float]:
    seconds = {}
    for name, text in ATTACKS.items():
        start = time.process_time()
        with contextlib.suppress(DefinitionError):
            compile_condition(text, FACTS)
        seconds[name] = time.process_time() - start
    return seconds


def work() -> None:
    """Do all a condition is for, and read a hostile file."""
    condition = compile_condition("all(t in items, t.a in [1, 2] and ok or n * 2 > 3 - 1)", FACTS)
    condition(conform(VALUES, FACTS))
    compile_condition("not ok or n > 50 or s != 'x'", FACTS).explain(VALUES, "vi")
    condition.cel()
    for text in ("a: !!python/object/apply:os.system [ls]", "a: &b [*b]", "a: \u202e"):
        with contextlib.suppress(DefinitionError):
            read(text, "f.yaml")


def watched() -> tuple[list[str], dict[str, float]]:
    """Attack with an audit hook on; what was loaded on first use is loaded before."""
    work()
    attack_all()
    seen: list[str] = []
    on = True

    def hook(event: str, _arguments: object) -> None:
        if on and event.partition(".")[0] in WATCHED:
            seen.append(event)

    sys.addaudithook(hook)
    work()
    seconds = attack_all()
    on = False
    return seen, seconds


WATCHED = {
    "exec",
    "compile",
    "import",
    "open",
    "os",
    "subprocess",
    "socket",
    "ctypes",
    "shutil",
    "marshal",
    "pickle",
    "code",
}


def test_no_attack_takes_long_or_makes_the_interpreter_execute_compile_import_or_open_anything() -> None:
    # in a process of its own: an audit hook stays for good, and measuring coverage makes everything slower
    run = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    seen, seconds = json.loads(run.stdout)
    assert seen == []
    assert set(seconds) == set(ATTACKS)
    assert {name: taken for name, taken in seconds.items() if taken >= BUDGET_SECONDS} == {}


def test_the_watch_sees_what_it_is_set_for() -> None:
    code = "import runpy, sys; runpy.run_path(sys.argv[1])['sys'].addaudithook(lambda e, a: print(e)); eval('1')"
    run = subprocess.run([sys.executable, "-c", code, __file__], capture_output=True, text=True, check=True)
    assert {"compile", "exec"} <= set(run.stdout.split())


if __name__ == "__main__":
    json.dump(watched(), sys.stdout)
