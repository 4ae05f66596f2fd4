"""A line of a journal calls channels, cases, facts, fees and interlinked procedures as people do, not by ids."""

from pathlib import Path

from procflow import vietnam
from procflow.core import Law
from procflow.errors import Language
from procflow.library import load
from procflow.render.journal import describe
from procflow.scenario import play, read_examples
from procflow.source import read

REPO = Path(__file__).parents[2]


def told(file: str, lines: str, lang: Language = "vi") -> list[str]:
    procedure = load(REPO / file)
    (example,) = read_examples(read(f"- name: x\n  story:\n{lines}", "x.test.yaml"))
    result = play(Law(procedure, vietnam()), example)
    assert result.passed, [failure.message("en") for failure in result.failures]
    return [describe(event, procedure, lang) for event in result.events]


COPY = (
    "    - {at: 2026-08-17 09:00, do: submit, channel: direct, case: domestic, facts: {pages: 10, copies: 3}}\n"
    "    - {at: 2026-08-17 09:05, do: accept}\n"
)


def test_a_fee_is_told_by_its_name_in_grouped_money_with_its_working() -> None:
    (line,) = [each for each in told("procedures/2.000815/2025-07.yaml", COPY) if "đồng" in each]
    assert line.startswith("Phí chứng thực bản sao từ bản chính: 36.000 đồng (")
    (english,) = [each for each in told("procedures/2.000815/2025-07.yaml", COPY, "en") if "VND 36,000" in each]
    assert english.startswith("Phí chứng thực bản sao từ bản chính: VND 36,000 (")


RESIDENCE = (
    "    - {{at: 2026-08-17 09:00, do: submit, channel: online, case: owner, facts: {{exempt: {exempt}}}}}\n"
    "    - {{at: 2026-08-17 09:05, do: accept}}\n"
)


def test_a_fee_without_more_to_it_is_told_once_and_an_exemption_with_its_ground() -> None:
    lines = told("procedures/1.004222/2025-07.yaml", RESIDENCE.format(exempt="false"))
    assert "nộp hồ sơ (trực tuyến)" in lines
    assert [each for each in lines if each.endswith(": 10.000 đồng")]
    (free,) = [
        each for each in told("procedures/1.004222/2025-07.yaml", RESIDENCE.format(exempt="true")) if "đồng" in each
    ]
    assert ": 0 đồng (" in free
    assert "VND" not in free


def test_interlinked_procedures_and_cases_are_called_by_their_names() -> None:
    lines = told(
        "tests/examples/interlinked.yaml",
        "    - {at: 2026-03-02 08:00, do: submit, channel: online}\n    - {at: 2026-03-02 09:00, do: accept}\n"
        "    - {at: 2026-03-03 09:00, do: finish-child, child: birth}\n",
    )
    assert "bắt đầu liên thông: Khai sinh (1.001193)" in lines
    assert any(each.startswith("xong liên thông: Khai sinh") for each in lines)
    permit = told(
        "procedures/1.013225/2026-07.yaml",
        "    - {at: 2026-08-17 09:00, do: submit, channel: online, case: house}\n"
        "    - {at: 2026-08-17 10:00, do: accept}\n"
        "    - {at: 2026-08-17 11:00, do: change-case, case: other, reason: nhầm}\n",
    )
    assert "chuyển sang trường hợp Công trình khác: nhầm" in permit
