"""Conditions read aloud: what the sentence says holds of the same dossiers as the condition."""

import re
from datetime import date
from random import Random

import pytest

from procflow.condition import (
    BooleanFact,
    ChoiceFact,
    DateFact,
    Fact,
    IntegerFact,
    ListFact,
    Reason,
    TextFact,
    compile_condition,
)
from procflow.errors import DefinitionError, Language
from procflow.wording.conditions import ConditionReader

NAMES = {
    "floors": "Số tầng",
    "listed": "Bảo tồn",
    "zone": "Khu vực",
    "age": "Tuổi",
    "built": "Ngày xây",
    "sold": "Ngày bán",
}
ZONES = {"urban": "Đô thị", "rural": "Nông thôn"}
FACTS: dict[str, Fact] = {
    "floors": IntegerFact(0, 90_000),
    "listed": BooleanFact(),
    "zone": ChoiceFact(tuple(ZONES)),
    "age": IntegerFact(0, 150, optional=True),
    "built": DateFact(),
    "sold": DateFact(optional=True),
    "note": TextFact(optional=True),
}


def reader(lang: Language) -> ConditionReader:
    return ConditionReader(
        lang,
        lambda name: NAMES.get(name, name),
        lambda name, value: ZONES.get(value, value) if name == "zone" else value,
        lambda name: name in ("built", "sold"),
    )


READ = {
    "listed": ("“Bảo tồn” là “có”", "“Bảo tồn” is “yes”"),
    "not listed": ("“Bảo tồn” là “không”", "“Bảo tồn” is “no”"),
    "listed == false": ("“Bảo tồn” là “không”", "“Bảo tồn” is “no”"),
    "true != listed": ("“Bảo tồn” là “không”", "“Bảo tồn” is “no”"),
    "floors <= 3": ("“Số tầng” không quá 3", "“Số tầng” is at most 3"),
    "not floors <= 3": ("“Số tầng” trên 3", "“Số tầng” is above 3"),
    "3 < floors": ("“Số tầng” trên 3", "“Số tầng” is above 3"),
    "floors >= 60000": ("“Số tầng” từ 60.000 trở lên", "“Số tầng” is at least 60,000"),
    "floors < 2026": ("“Số tầng” dưới 2026", "“Số tầng” is below 2026"),
    "floors != 2.5": ("“Số tầng” khác 2,5", "“Số tầng” is not 2.5"),
    "floors == -3": ("“Số tầng” bằng −3", "“Số tầng” is −3"),
    "(floors + 1) * 2 > 6": ("(“Số tầng” + 1) × 2 trên 6", "(“Số tầng” + 1) × 2 is above 6"),
    "zone == 'urban'": ("“Khu vực” là “Đô thị”", "“Khu vực” is “Đô thị”"),
    "zone != 'urban'": ("“Khu vực” không phải “Đô thị”", "“Khu vực” is not “Đô thị”"),
    "zone in ['urban', 'rural']": (
        "“Khu vực” là một trong “Đô thị”, “Nông thôn”",
        "“Khu vực” is one of “Đô thị”, “Nông thôn”",
    ),
    "floors not in [1, 2]": ("“Số tầng” không phải 1, 2", "“Số tầng” is none of 1, 2"),
    "built < 2026-07-01": ("“Ngày xây” trước ngày 01/07/2026", "“Ngày xây” is before 01/07/2026"),
    "not built < 2026-07-01": ("“Ngày xây” từ ngày 01/07/2026 trở đi", "“Ngày xây” is not before 01/07/2026"),
    "has(sold) and built > sold": ("“Ngày xây” sau “Ngày bán”", "“Ngày xây” is after “Ngày bán”"),
    "has(age) and age >= 60": ("“Tuổi” từ 60 trở lên", "“Tuổi” is at least 60"),
    "has(age) and age in [60, 70]": ("“Tuổi” là một trong 60, 70", "“Tuổi” is one of 60, 70"),
    "not has(age) or age < 18": ("không khai “Tuổi” hoặc “Tuổi” dưới 18", "“Tuổi” is not stated or “Tuổi” is below 18"),
    "not (not has(age) or age < 18)": ("“Tuổi” từ 18 trở lên", "“Tuổi” is at least 18"),
    "has(age) and (age < 18 or listed)": (
        "có khai “Tuổi” và (“Tuổi” dưới 18 hoặc “Bảo tồn” là “có”)",
        "“Tuổi” is stated and (“Tuổi” is below 18 or “Bảo tồn” is “yes”)",
    ),
    "not (listed and floors > 3)": (
        "“Bảo tồn” là “không” hoặc “Số tầng” không quá 3",
        "“Bảo tồn” is “no” or “Số tầng” is at most 3",
    ),
    "listed or false": ("“Bảo tồn” là “có” hoặc không bao giờ", "“Bảo tồn” is “yes” or never"),
    "(listed and floors > 3) == true": (
        "“Bảo tồn” là “có” và “Số tầng” trên 3",
        "“Bảo tồn” is “yes” and “Số tầng” is above 3",
    ),
    "not exists(t in papers, t.here)": (
        "không phải `exists(t in papers, t.here)`",
        "not `exists(t in papers, t.here)`",
    ),
}


@pytest.mark.parametrize(("text", "told"), READ.items(), ids=READ)
def test_a_condition_reads_as_a_sentence_in_both_languages(text: str, told: tuple[str, str]) -> None:
    assert (reader("vi").read(text), reader("en").read(text)) == told


FAILED = {
    "floors >= 8": ("không thỏa “Số tầng” từ 8 trở lên (“Số tầng” là 7)", "“Số tầng” is at least 8 (“Số tầng” is 7)"),
    "not (floors > 3)": (
        "không thỏa “Số tầng” không quá 3 (“Số tầng” là 7)",
        "“Số tầng” is at most 3 (“Số tầng” is 7)",
    ),
    "listed": ("không thỏa “Bảo tồn” là “có”", "“Bảo tồn” is “yes”"),
    "has(age) and age > 7": ("không thỏa có khai “Tuổi”", "“Tuổi” is stated"),
    "zone == 'urban'": (
        "không thỏa “Khu vực” là “Đô thị” (“Khu vực” là “Nông thôn”)",
        "“Khu vực” is “Đô thị” (“Khu vực” is “Nông thôn”)",
    ),
    "built > 2026-07-01": (
        "không thỏa “Ngày xây” sau ngày 01/07/2026 (“Ngày xây” là 17/05/2026)",
        "“Ngày xây” is after 01/07/2026 (“Ngày xây” is 17/05/2026)",
    ),
    "floors < 3 or floors > 60000": (
        "không thỏa “Số tầng” dưới 3 (“Số tầng” là 7); không thỏa “Số tầng” trên 60.000 (“Số tầng” là 7)",
        "“Số tầng” is below 3 (“Số tầng” is 7); it does not hold that “Số tầng” is above 60,000 (“Số tầng” is 7)",
    ),
}
STATED: dict[str, object] = {"floors": 7, "listed": False, "zone": "rural", "built": date(2026, 5, 17)}


@pytest.mark.parametrize(("text", "told"), FAILED.items(), ids=FAILED)
def test_a_term_that_failed_is_told_in_words_with_what_was_stated(text: str, told: tuple[str, str]) -> None:
    failed = compile_condition(text, FACTS).reasons(STATED)
    assert "; ".join(reader("vi").failed(each) for each in failed) == told[0]
    assert "; ".join(reader("en").failed(each) for each in failed) == f"it does not hold that {told[1]}"


def test_a_term_about_one_of_a_list_is_told_by_its_number() -> None:
    facts = {"papers": ListFact({"pages": IntegerFact(0, 99)}, 5)}
    [reason] = compile_condition("all(p in papers, p.pages < 3)", facts).reasons(
        {"papers": [{"pages": 1}, {"pages": 7}]}
    )
    assert reader("vi").failed(reason) == reason.say("vi")


def test_a_list_is_told_by_its_length_and_what_nobody_stated_as_that() -> None:
    facts = {"papers": ListFact({"pages": IntegerFact(0, 99)}, 5)}
    [reason] = compile_condition("exists(p in papers, p.pages > 8)", facts).reasons({"papers": [{"pages": 1}]})
    assert reader("vi").failed(reason) == "không thỏa `exists(p in papers, p.pages > 8)` (“papers” là danh sách 1 mục)"
    assert reader("en").failed(Reason("age > 3", expected=True, facts={"age": None})) == (
        "it does not hold that “Tuổi” is above 3 (“Tuổi” is not stated)"
    )


OPERATORS = {"is at least": ">=", "is at most": "<=", "is above": ">", "is below": "<", "is not": "!=", "is": "=="}
TERM = re.compile(
    "“(?P<name>[^”]+)” (?P<sign>is stated|is not stated|is (?:at least|at most|above|below|not)|is)"
    r"(?: (?P<what>“[^”]+”|\d+))?"
)
BY_NAME = {called: name for name, called in NAMES.items()}


def judged(sentence: str, values: dict[str, object]) -> bool:
    """Judge an English sentence by what it says, and by nothing the condition says: what is not stated is not so."""

    def term(found: re.Match[str]) -> str:
        value = values.get(BY_NAME[found["name"]])
        match found["sign"], found["what"]:
            case "is stated", _:
                return str(value is not None)
            case "is not stated", _:
                return str(value is None)
            case _ if value is None:
                return "False"
            case "is", "“yes”" | "“no”" as flag:
                return str(value is (flag == "“yes”"))
            case sign, what if what.startswith("“"):
                wanted = next(key for key, called in ZONES.items() if called == what[1:-1])
                return str((value == wanted) is (sign == "is"))
            case sign, what:
                return str(eval(f"{value} {OPERATORS[sign]} {what}"))  # noqa: S307 - figures made by this test

    return bool(eval(TERM.sub(term, sentence)))  # noqa: S307 - True, False, and, or and brackets


def made(chance: Random, depth: int) -> str:
    if depth and chance.random() < 0.7:
        word = chance.choice(["and", "or", "not"])
        if word == "not":
            return f"not ({made(chance, depth - 1)})"
        return "(" + f" {word} ".join(made(chance, depth - 1) for _ in range(chance.randint(2, 3))) + ")"
    return chance.choice(
        [
            f"floors {chance.choice(['<', '<=', '>', '>=', '==', '!='])} {chance.randint(1, 3)}",
            "listed",
            f"zone {chance.choice(['==', '!='])} '{chance.choice(list(ZONES))}'",
            "has(age)",
            f"has(age) and age {chance.choice(['<', '>='])} {chance.randint(17, 19)}",
            f"not has(age) or age > {chance.randint(17, 19)}",
        ]
    )


def test_a_sentence_holds_of_the_dossiers_of_which_its_condition_holds() -> None:
    chance, held = Random(20261122), 0  # noqa: S311 - the same every time
    for _ in range(400):
        text = made(chance, 3)
        try:
            condition = compile_condition(text, FACTS)
        except DefinitionError:
            continue
        sentence = reader("en").read(text)
        for _ in range(8):
            values = {
                "floors": chance.randint(0, 4),
                "listed": chance.random() < 0.5,
                "zone": chance.choice(list(ZONES)),
                "age": chance.choice([None, 17, 18, 19]),
                "built": date(2026, 1, 1),
            }
            assert condition(values) is judged(sentence, values), (text, sentence, values)
            held += condition(values)
    assert 800 < held < 2400, "both answers are common"
