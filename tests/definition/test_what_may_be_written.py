"""What an author may write: each refusal of the language with its place, and the sound twin that is accepted."""

from dataclasses import dataclass

import pytest
from office import APPRAISE, HEAD, PROFILE, places, procedure, stands, text

from procflow.clock import Span
from procflow.definition import FeeRate, LimitSpec, Money
from procflow.errors import DefinitionError
from procflow.library import load_text, profile_text

FACT = "facts: {pages: {name: Số trang, type: integer, least: 1, most: 400}}\n"


@dataclass(frozen=True)
class Case:
    """Hold one mistake: the passage of the sound text, what it is replaced by, the code, and where the code stands."""

    code: str
    sound: str
    wrong: str
    at: str
    more: str = ""


CASES = {
    "a date is no list": Case("PF143", "effective: 2026-01-01", "effective: [2026-01-01]", "[2026-01-01]"),
    "a count is no list": Case("PF140", "most: 400", "most: [400]", "[400]", FACT),
    "a flag is no list": Case(
        "PF142", "needs_reason: true}\n      n", "needs_reason: [true]}\n      n", "[true]}\n      n"
    ),
    "a name is lower-case": Case("PF201", "  appraise:", "  Appraise:", "Appraise:"),
    "a name starts with a letter": Case("PF201", "  appraise:", "  1-appraise:", "1-appraise:"),
    "a name is not open-ended": Case("PF201", "actor: officer", "actor: officer-", "officer-"),
    "a code has seven digits": Case("PF202", "code: 1.000001", "code: 1.00001", "1.00001"),
    "a code does not start with zero": Case("PF202", "code: 1.000001", "code: 0.000001", "0.000001"),
    "a code is of plain digits": Case("PF202", "code: 1.000001", "code: 1.00000١", "1.00000١"),
    "a date is year, month, day": Case("PF203", "2026-01-01", "01/01/2026", "01/01/2026"),
    "a date is of plain digits": Case("PF203", "2026-01-01", "2026-01-٠1", "2026-01-٠1"),
    "a date exists": Case("PF204", "effective: 2026-01-01", "effective: 2026-02-29", "2026-02-29"),
    "a count is a whole number": Case("PF205", "most: 400", "most: 4e2", "4e2", FACT),
    "a count is not negative": Case("PF205", "least: 1", "least: -1", "-1", FACT),
    "a count is of plain digits": Case("PF205", "most: 400", "most: ٤", "٤", FACT),
    "a count is below 10^9": Case("PF205", "most: 400", "most: 1000000000", "1000000000", FACT),
    "a flag is true or false": Case(
        "PF206", "needs_reason: true}\n      n", "needs_reason: on}\n      n", "on}\n      n"
    ),
    "a limit is no list": Case("PF207", "limit: 05 ngày làm việc", "limit: [5]", "[5]"),
    "a limit in a mapping is no list": Case("PF207", "limit: 05 ngày làm việc", "limit: {limit: [5]}", "[5]"),
    "a limit says one thing": Case(
        "PF208",
        "limit: 05 ngày làm việc",
        "limit: {limit: 5 ngày, by_channel: {online: 5 ngày, direct: 5 ngày}}",
        "{limit: 5 ngày",
    ),
    "a limit says something": Case("PF208", "limit: 05 ngày làm việc", "limit: {basis: Đ.1}", "{basis"),
    "a wait left open has a reason": Case("PF209", "limit: 05 ngày làm việc", "limit: none", "none\n"),
    "an amount of money has a currency": Case(
        "PF210", "rate: 5 VND", "rate: 5", "5}}\nr", "fees: {f: {name: F, rate: 5 VND}}\n"
    ),
    "thousands are grouped by three": Case(
        "PF210", "rate: 5 VND", "rate: 20.00 đồng", "20.00 đồng", "fees: {f: {name: F, rate: 5 VND}}\n"
    ),
    "money is of plain digits": Case(
        "PF210", "rate: 5 VND", "rate: ٥ VND", "٥ VND", "fees: {f: {name: F, rate: 5 VND}}\n"
    ),
    "money is text": Case(
        "PF210", "amount: 5 VND", "amount: [5]", "[5]", "fees: {f: {name: F, rate: {amount: 5 VND}}}\n"
    ),
    "a rate says an amount or tiers": Case(
        "PF211",
        "{amount: 5 VND}",
        "{per: pages}",
        "{per: pages}",
        FACT + "fees: {f: {name: F, rate: {amount: 5 VND}}}\n",
    ),
    "a rate does not say both": Case(
        "PF211",
        "{amount: 5 VND}",
        "{amount: 5 VND, tiers: {of: pages, from: {1: 5 VND}}}",
        "{amount: 5 VND, tiers",
        FACT + "fees: {f: {name: F, rate: {amount: 5 VND}}}\n",
    ),
    "a rate is in one currency": Case(
        "PF212", "cap: 9 VND", "cap: 9 USD", "{amount: 5", "fees: {f: {name: F, rate: {amount: 5 VND, cap: 9 VND}}}\n"
    ),
    "a fee says one thing": Case(
        "PF213", "set_by: HĐND", "set_by: HĐND, rate: 5 VND", "{name: F", "fees: {f: {name: F, set_by: HĐND}}\n"
    ),
    "a fee says something": Case("PF213", ", set_by: HĐND", "", "{name: F}", "fees: {f: {name: F, set_by: HĐND}}\n"),
    "a profile is family and name": Case("PF214", "one-stop/nd118-2025", "nd118-2025", "nd118-2025"),
    "a version is a month": Case("PF215", "version: 2026-01", "version: v2", "v2"),
    "a span has a unit": Case("PF410", "limit: 05 ngày làm việc", "limit: 05 con", "05 con"),
    "a channel goes by its name here": Case("PF222", "submit: [online", "submit: [Trực tuyến", "Trực tuyến"),
    "a limit the law leaves open is none": Case(
        "PF220", "limit: 05 ngày làm việc", "limit: Không quy định", "Không quy định"
    ),
    "what a count starts from is no part of a span": Case(
        "PF221",
        "limit: 05 ngày làm việc",
        "limit: 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
        "05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
    ),
    "a start after what is no span is no better": Case(
        "PF410", "limit: 05 ngày làm việc", "limit: 05 con kể từ ngày nhận", "05 con kể từ ngày nhận"
    ),
    "a span by case is read at its own place": Case("PF410", "direct: 3 ngày", "direct: đôi ngày", "đôi ngày"),
    "a limit by channel says at least one": Case("PF149", "limit: 05 ngày làm việc", "limit: {by_channel: {}}", "{}}"),
    "a limit by case says at least one": Case("PF149", "limit: 05 ngày làm việc", "limit: {by_case: {}}", "{}}"),
    "a fee by case says at least one": Case(
        "PF149", "set_by: HĐND", "by_case: {}", "{}}", "fees: {f: {name: F, set_by: HĐND}}\n"
    ),
    "a fee by channel says at least one": Case(
        "PF149", "set_by: HĐND", "by_channel: {}", "{}}", "fees: {f: {name: F, set_by: HĐND}}\n"
    ),
    "a fee of a period by channel says at least one": Case(
        "PF149",
        "rate: 6 VND",
        "by_channel: {}",
        "{}, basis",
        "fees: {f: {name: F, rate: 5 VND, during: [{from: 2026-01-01, until: 2026-02-01, rate: 6 VND, basis: x}]}}\n",
    ),
    "a fee of a period ends after it begins": Case(
        "PF216",
        "until: 2026-02-01",
        "until: 2025-02-01",
        "{from: 2026-01-01",
        "fees: {f: {name: F, rate: 5 VND, during: [{from: 2026-01-01, until: 2026-02-01, rate: 6 VND, basis: x}]}}\n",
    ),
    "tiers count from the first unit, not from none": Case(
        "PF145",
        "from: {1:",
        "from: {0:",
        "0: 5",
        FACT + "fees: {f: {name: F, rate: {tiers: {of: pages, from: {1: 5 VND}}}}}\n",
    ),
    "an unknown key is named": Case("PF131", "actor: officer", "actor: officer\n    budgt: 1 ngày", "budgt"),
    "an ending is one of those there are": Case("PF133", "clock: run", "clock: restat", "restat"),
}

LIMIT_BY_CHANNEL = "{by_channel: {online: 5 ngày, direct: 3 ngày}}"


def sound(case: Case) -> str:
    limit = LIMIT_BY_CHANNEL if "direct: 3" in case.sound else "05 ngày làm việc"
    steps = APPRAISE.replace("actor: officer", "actor: officer\n    clock: run")
    return text(limit=limit, more=case.more, steps=steps)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_mistake_is_refused_at_its_place_and_its_sound_twin_accepted(case: Case) -> None:
    right = sound(case)
    assert right.count(case.sound) == 1
    assert places(right) == []
    wrong = right.replace(case.sound, case.wrong)
    assert places(wrong, profile=profile_text(PROFILE)) == [(case.code, stands(wrong, case.at))]


def test_every_code_of_the_language_has_a_case() -> None:
    assert {f"PF2{number:02}" for number in range(1, 17)} <= {case.code for case in CASES.values()}


def test_all_mistakes_of_a_file_are_reported_at_once_in_the_order_of_their_places() -> None:
    wrong = (
        text(limit="5 con", more="fees: {f: {name: F, rate: 5}}\n")
        .replace("1.000001", "1.1")
        .replace("2026-01-01", "2026-13-01")
        .replace("produces", "produce")
    )
    assert [code for code, _ in places(wrong)] == ["PF202", "PF204", "PF410", "PF210", "PF131"]
    with pytest.raises(DefinitionError) as caught:
        load_text(wrong)
    assert str(caught.value).count("PF") == 5


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("2000 VND", 2000, "VND"),
        ("2.000 đồng", 2000, "VND"),
        ("2.000 VNĐ", 2000, "VND"),
        ("2.000.000 Đồng", 2000000, "VND"),
        ("2000đ", 2000, "VND"),
        ("10 usd", 10, "USD"),
        (" 0 VND ", 0, "VND"),
    ],
)
def test_money_is_read_as_circulars_print_it(written: str, amount: int, currency: str) -> None:
    rate = procedure(more=f'fees: {{f: {{name: F, rate: "{written}"}}}}\n').fees["f"].rate
    assert rate is not None
    assert rate.amount == Money(amount, currency)
    assert str(rate.amount) == f"{amount} {currency}"


def test_a_definition_written_in_python_reads_like_one_read_from_a_file() -> None:
    money, span = Money(5, "VND"), Span.parse("5 ngày làm việc")
    assert FeeRate.model_validate({"amount": money}) == FeeRate.model_validate({"amount": "5 VND"})
    assert LimitSpec.model_validate({"limit": span}) == LimitSpec.model_validate({"limit": "05 ngày làm việc"})
    assert LimitSpec.model_validate({"limit": span}).spans() == (span,)


def test_a_list_of_one_name_may_be_written_as_the_name() -> None:
    short, long = (
        procedure(steps=APPRAISE.replace("produces: permit", f"produces: {written}"))
        for written in ("permit", "[permit]")
    )
    assert short.steps["appraise"].outcomes["sign"].produces == ("permit",)
    assert short.steps["appraise"].outcomes == long.steps["appraise"].outcomes


def test_text_that_yaml_takes_for_numbers_and_flags_stays_text() -> None:
    written = text().replace("name: Thủ tục mẫu", "name: no").replace("basis: NĐ", "decision: 010\nbasis: NĐ")
    compiled = load_text(written)
    assert (compiled.code, compiled.name, compiled.decision) == ("1.000001", "no", "010")


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("yes", True), ("false", False), ("no", False)])
def test_a_flag_may_be_said_in_four_words(word: str, meant: bool) -> None:  # noqa: FBT001 - the example itself
    outcome = "sign: {to: return-result, produces: permit, outside: " + word + "}"
    compiled = procedure(steps=APPRAISE.replace("sign: {to: return-result, produces: permit}", outcome))
    assert compiled.steps["appraise"].outcomes["sign"].outside is meant


def test_every_required_key_that_is_missing_is_named() -> None:
    for key in ("code", "version", "effective", "name", "basis", "profile", "channels"):
        lines = [line for line in HEAD.splitlines() if not line.startswith(f"{key}:")]
        wrong = text().replace(HEAD, "\n".join(lines) + "\n")
        assert [code for code, _ in places(wrong)] == ["PF130"]
