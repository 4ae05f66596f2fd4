"""Conditions whose types were broken: procflow refuses every one; where a CEL checker would not, the rule has a name.

Google's CEL checks types when the kinds of the variables are declared; the Rust one does not, and has no say here.
`PROCFLOW_MUTANTS` says how many to break; the ordinary run breaks two thousand, and 100,000 under PROCFLOW_TORTURE.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from condition_author import FACTS, FIELDS, NOT_PROVABLE, Author

from procflow.condition import BooleanFact, DateFact, DecimalFact, Fact, Facts, IntegerFact, ListFact, compile_condition
from procflow.errors import DefinitionError

google = pytest.importorskip("cel_expr_python.cel")

USUAL: Final = 2_000
MUTANTS: Final = int(os.environ.get("PROCFLOW_MUTANTS") or (100_000 if os.environ.get("PROCFLOW_TORTURE") else USUAL))
CONTROLS: Final = 300
SEED: Final = int(os.environ.get("PROCFLOW_SEED", "20260817"))
TYPES: Final = {"PF259", "PF260", "PF261", "PF262", "PF263", "PF264", "PF265", "PF269", "PF274", "PF275"}


DECLARED: Final[Facts] = {**FACTS, "chua_hoi": IntegerFact(0, 9, optional=True)}
"""The facts authors know of, and one they never ask for."""


class Spoiler(Author):
    """Write conditions that are well typed but for one term, and remember what is wrong with it."""

    spoilt = ""

    def spoil(self) -> tuple[str, str]:
        """Write a condition with one fault; give its kind and the text."""
        while True:
            self.spoilt = ""
            text = self.condition(self.chance.randint(0, 3))
            if self.spoilt:
                return self.spoilt, text

    def comparison(self, depth: int, known: frozenset[str]) -> str:
        return self.fault(known) or super().comparison(depth, known)

    def membership(self, depth: int, known: frozenset[str]) -> str:
        return self.fault(known) or super().membership(depth, known)

    def flag(self, depth: int, known: frozenset[str]) -> str:
        return self.fault(known) or super().flag(depth, known)

    def fault(self, known: frozenset[str]) -> str:
        """Write the one fault, or nothing where it was written already or comes later."""
        if self.spoilt or self.chance.random() < 0.3:
            return ""
        self.spoilt = self.chance.choice(sorted(FAULTS if not self.in_list else FAULTS - OF_A_LIST))
        return f"({WRITTEN[self.spoilt](self, known)})"

    def sign(self) -> str:
        return self.chance.choice(["==", "!=", "<", "<=", ">", ">="])

    def texted(self) -> str:
        return self.chance.choice(["ten", self.text(), "kenh"])

    def truth(self) -> str:
        return self.chance.choice(["true", "false", "bao_ton"])


Written = Callable[[Spoiler, frozenset[str]], str]
BOTH: Final[dict[str, Written]] = {
    "a number beside a date": lambda a, k: f"{a.number(1, k)} {a.sign()} {a.day(k)}",
    "a number beside a text": lambda a, k: f"{a.texted()} {a.sign()} {a.number(1, k)}",
    "a date beside a text": lambda a, k: f"{a.day(k)} {a.sign()} {a.texted()}",
    "a truth beside a number": lambda a, k: f"{a.truth()} {a.sign()} {a.number(1, k)}",
    "a truth beside a text": lambda a, _: f"{a.texted()} {a.sign()} {a.truth()}",
    "a list beside a number": lambda a, k: f"{a.chance.choice(['ma', 'ngay'])} {a.sign()} {a.number(0, k)}",
    "a number as a condition": lambda a, k: f"bao_ton and {a.number(0, k)}",
    "a text as a condition": lambda a, _: f"{a.texted()} or bao_ton",
    "a date as a condition": lambda a, k: f"bao_ton and {a.day(k)}",
    "a list as a condition": lambda a, _: f"{a.chance.choice(['ma', 'ngay', 'thanh_phan'])} and bao_ton",
    "a number in a list of texts": lambda a, k: f"{a.number(0, k)} {a.chance.choice(['in', 'not in'])} ma",
    "a text in a list of dates": lambda a, _: f"{a.texted()} in ngay",
    "a date in a list of numbers": lambda a, k: f"{a.day(k)} in [{a.listed(a.literal)}]",
    "a truth in a list of texts": lambda a, _: f"{a.truth()} in [{a.listed(a.text)}]",
    "something in what is no list": lambda a, k: f"{a.number(0, k)} in so_tang",
    "a text with a minus": lambda a, k: f"-{a.texted()} == {a.number(0, k)}",
    "a date with a minus": lambda a, k: f"-{a.day(k)} == {a.number(0, k)}",
    "a truth in a sum": lambda a, k: f"{a.number(0, k)} + {a.truth()} == {a.number(0, k)}",
    "a product of texts": lambda a, k: f"{a.texted()} * {a.number(0, k)} == {a.texted()}",
    "a date moved by a number": lambda a, k: f"{a.day(k)} + {a.number(0, k)} {a.sign()} {a.day(k)}",
    "dates apart by a number": lambda a, k: f"{a.day(k)} - {a.day(k)} {a.sign()} {a.number(0, k)}",
    "a name nobody declared": lambda a, k: f"khong_co {a.sign()} {a.number(0, k)}",
    "a quantifier over no list": lambda a, _: f"{a.chance.choice(['all', 'exists'])}(t in so_tang, bao_ton)",
    "an item of another kind": lambda a, k: f"exists(t in ma, t {a.sign()} {a.number(0, k)})",
    "an item as a condition": lambda a, _: f"all(t in {a.chance.choice(['ma', 'ngay'])}, t)",
    "a field of another kind": lambda a, _: f"all(t in thanh_phan, t.so_ban {a.sign()} t.da_nop)",
}
OURS: Final[dict[str, Written]] = {
    "an order of texts": lambda a, _: f"{a.texted()} {a.chance.choice(['<', '<=', '>', '>='])} {a.texted()}",
    "an order of truths": lambda a, _: f"{a.truth()} {a.chance.choice(['<', '<=', '>', '>='])} {a.truth()}",
    "a sum of texts": lambda a, _: f"{a.texted()} + {a.texted()} == {a.texted()}",
    "lists compared": lambda a, _: f"{a.chance.choice(['ma == ma', 'ngay != ngay', 'thanh_phan == thanh_phan'])}",
    "a list of two kinds": lambda a, k: f"{a.number(0, k)} in [{a.literal()}, {a.text()}]",
    "records compared": lambda a, _: f"exists(t in thanh_phan, t {a.chance.choice(['==', '!='])} t)",
    "a choice nobody declared": lambda a, _: f"kenh {a.chance.choice(['==', '!='])} 'fax'",
    "an optional fact nobody asked for": lambda a, k: f"chua_hoi {a.sign()} {a.number(0, k)}",
}
"""What CEL's checker has no objection to, and procflow refuses: an order of words or truths, a sum that makes a text,
equality of whole lists and records, words that are no choice, facts that may be missing."""

WRITTEN: Final = {**BOTH, **OURS}
FAULTS: Final = WRITTEN.keys()
OF_A_LIST: Final = {name for name in FAULTS if re.search(r"item|quantifier|records|field", name)}


def cel_type(fact: Fact) -> object:
    match fact:
        case IntegerFact() | DecimalFact():
            return google.Type.DOUBLE
        case BooleanFact():
            return google.Type.BOOL
        case DateFact():
            return google.Type.TIMESTAMP
        case ListFact(item=item):
            whole = google.Type.Map(google.Type.STRING, google.Type.DYN)
            return google.Type.List(whole if isinstance(item, Mapping) else cel_type(item))
        case _:
            return google.Type.STRING


ENVIRONMENT = google.NewEnv(
    variables={
        **{name: cel_type(fact) for name, fact in DECLARED.items()},
        **{f"t_{name}": cel_type(fact) for name, fact in FIELDS.items()},
    }
)
TOKEN: Final = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*')|(?P<day>\d{4}-\d\d-\d\d)|(?P<number>\d+(\.\d+)?)|(?P<has>has\([\w.]+\))"""
    r"""|(?P<quantifier>(all|exists)\(t\ in\ (?P<list>\w+),)|(?P<field>t\.\w+)"""
    r"""|(?P<word>\bnot\ in\b|\bnot\ |\band\b|\bor\b)""",
    re.VERBOSE,
)


def as_cel(text: str) -> str:
    """Write `text` in CEL, kind by kind: numbers as doubles, a field as a variable of its own, `not` left away.

    It is written from the text alone, so that nothing of procflow's own reading is in it; only the kinds matter.
    """

    def said(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "text":
                return f"r{found[0]}"
            case "day":
                return f"timestamp('{found[0]}T00:00:00Z')"
            case "number":
                return found[0] if "." in found[0] else f"{found[0]}.0"
            case "has":
                return "true"
            case "quantifier":
                return f"{found['list']}.{found[0].partition('(')[0]}(t,"
            case "field":
                return found[0].replace(".", "_")
            case _:
                return {"not in": "in", "not ": "", "and": "&&", "or": "||"}[found[0]]

    return TOKEN.sub(said, text)


def is_refused_by_google(text: str) -> bool:
    try:
        ENVIRONMENT.compile(as_cel(text))
    except RuntimeError as error:
        if "Syntax error" in str(error):  # then nothing was judged
            raise
        return True
    return False


def codes(text: str) -> set[str]:
    try:
        compile_condition(text, DECLARED)
    except DefinitionError as error:
        return {each.code for each in error.diagnostics}
    return set()


def test_what_is_well_typed_passes_both_checkers() -> None:
    author = Author(random.Random(SEED))  # noqa: S311 - a seed that can be repeated, not a secret
    texts = [author.condition(author.chance.randint(0, 3)) for _ in range(CONTROLS)]
    assert [text for text in texts if codes(text) - NOT_PROVABLE] == []
    assert [(text, as_cel(text)) for text in texts if is_refused_by_google(text)] == []


def test_every_broken_type_is_refused_and_cel_agrees_but_for_the_rules_that_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    author = Spoiler(random.Random(SEED))  # noqa: S311 - likewise
    tried: Counter[str] = Counter()
    by_google: Counter[str] = Counter()
    while tried.total() < MUTANTS:
        kind, text = author.spoil()
        found = codes(text)
        assert found, (kind, text)
        if found <= NOT_PROVABLE:  # too large before it is ill-typed; nothing is learnt of types
            continue
        assert found & TYPES, (kind, text)
        tried[kind] += 1
        by_google[kind] += is_refused_by_google(text)
    assert tried.keys() == FAULTS
    assert {kind: (by_google[kind], tried[kind]) for kind in BOTH if by_google[kind] != tried[kind]} == {}
    assert {kind: (by_google[kind], tried[kind]) for kind in OURS if by_google[kind]} == {}
    if MUTANTS > USUAL:
        with capsys.disabled():
            print(f"\nconditions: {MUTANTS:,} broken types refused, {by_google.total():,} by Google's CEL; seed {SEED}")  # noqa: T201 - what the run is for
