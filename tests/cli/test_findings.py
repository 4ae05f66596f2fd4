"""What `procflow check` finds in procedures that load: told to people, to machines, or set aside with a reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]
PERMIT = Path(__file__).parents[2] / "procedures" / "1.013225" / "2026-07.yaml"


@pytest.fixture
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lose a basis and a bound: two warnings of the meaning, in a folder one works in."""
    text = PERMIT.read_text(encoding="utf-8")
    for old, new in (
        ("  from: accepted\n  basis: NĐ 217/2026 Đ.54 k.1 đ.b\n", "  from: accepted\n"),
        ("rework: {to: appraise, at_most: 1,", "rework: {to: appraise,"),
        ("{house: 07 ngày làm việc, other: 10 ngày", "{house: 90 ngày làm việc, other: 90 ngày"),  # a round more fits
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "permits").mkdir()
    (tmp_path / "permits" / "loose.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "permits" / "loose.yaml"


def test_the_meaning_of_what_loads_is_judged(procflow: Procflow, loose: Path) -> None:
    answer = procflow("check", "permits")
    assert loose.is_file()
    assert answer.code == 0
    assert "permits/loose.yaml:27:1 PF357 " in answer.out
    assert " PF351 " in answer.out
    assert answer.out.endswith("\n1 file, 0 errors, 2 warnings\n")


def test_what_breaches_the_law_by_construction_is_an_error(procflow: Procflow, loose: Path) -> None:
    text = loose.read_text(encoding="utf-8").replace("house: 90 ngày làm việc", "house: 02 ngày làm việc")
    loose.write_text(text, encoding="utf-8")
    answer = procflow("check", "permits", "--format", "json")
    found = [each for each in json.loads(answer.out) if each["code"] == "PF350"]
    assert (answer.code, [each["severity"] for each in found]) == (1, ["error"])
    assert "appraise (" in found[0]["message"]


def test_a_sarif_log_names_rules_results_and_regions(procflow: Procflow, loose: Path) -> None:
    assert loose.is_file()
    answer = procflow("check", "permits", "--format", "sarif")
    (run,) = json.loads(answer.out)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["PF351", "PF357"]
    (first, second) = run["results"]
    assert (first["ruleId"], first["level"]) == ("PF357", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "permits/loose.yaml"
    assert place["region"] == {"startLine": 27, "startColumn": 1, "endLine": 27, "endColumn": 6}
    assert "at_most" in second["message"]["text"]


def test_github_gets_one_command_a_finding(procflow: Procflow, loose: Path) -> None:
    spoiled = loose.with_name("spoiled, 100%.yaml")
    spoiled.write_text("procflow: 1\nprocflow: 1\n", encoding="utf-8")
    lines = procflow("check", "permits", "--format", "github").out.splitlines()
    assert lines[0].startswith("::warning file=permits/loose.yaml,line=27,col=1,endColumn=6,title=PF357::")
    assert lines[-1].startswith("::error file=permits/spoiled%2C 100%25.yaml,line=2,col=1,")
    assert "%0A" in lines[-1]
    assert all(line.startswith(("::warning ", "::error ")) for line in lines)


def test_a_finding_is_set_aside_with_its_reason(procflow: Procflow, loose: Path) -> None:
    ignore = loose.parents[1] / "procflow-ignore.yaml"
    ignore.write_text('- {code: PF351, file: "permits/*.yaml", reason: Quy chế nội bộ đã giới hạn}\n', encoding="utf-8")
    answer = procflow("check", "permits")
    assert " PF351 " not in answer.out
    assert answer.out.endswith("\n1 file, 0 errors, 1 warning, 1 ignored with a reason\n")
    (run,) = json.loads(procflow("check", "permits", "--format", "sarif").out)["runs"]
    suppressed = [each for each in run["results"] if "suppressions" in each]
    assert [each["suppressions"][0]["justification"] for each in suppressed] == ["Quy chế nội bộ đã giới hạn"]


def test_the_ignore_file_itself_is_no_procedure(procflow: Procflow, loose: Path) -> None:
    ignore = loose.with_name("procflow-ignore.yaml")
    ignore.write_text("- {code: PF357, reason: chờ văn bản}\n- {code: PF351, reason: quy chế}\n", encoding="utf-8")
    assert procflow("check", ".").out == "1 file, 0 errors, 0 warnings, 2 ignored with a reason\n"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("- {code: PF346, reason: đã xem}", "PF722"),
        ("- {code: PF357}", "PF130"),
        ("- {code: 357, reason: đã xem}", "PF153"),
        ("- {code: PF357, reason: đã xem, line: 3}", "PF132"),
    ],
)
def test_an_entry_that_is_idle_or_wrong_is_told(procflow: Procflow, loose: Path, entry: str, code: str) -> None:
    loose.with_name("procflow-ignore.yaml").write_text(f"{entry}\n", encoding="utf-8")
    found = json.loads(procflow("check", "permits", "--format", "json").out)
    told = [each for each in found if each["file"].endswith("procflow-ignore.yaml")]
    assert [(each["file"], each["line"], each["code"]) for each in told] == [("permits/procflow-ignore.yaml", 1, code)]


def test_an_entry_about_files_not_checked_is_not_idle(procflow: Procflow, loose: Path) -> None:
    entry = "- {code: PF357, file: other.yaml, reason: đã xem}\n"
    loose.with_name("procflow-ignore.yaml").write_text(entry, encoding="utf-8")
    assert "PF722" not in procflow("check", str(loose)).out


def test_what_keeps_a_file_from_loading_cannot_be_set_aside(procflow: Procflow, loose: Path) -> None:
    loose.write_text("procflow: 1\nprocflow: 1\n", encoding="utf-8")
    loose.with_name("procflow-ignore.yaml").write_text("- {code: PF113, reason: đã xem}\n", encoding="utf-8")
    answer = procflow("check", "permits")
    assert answer.code == 1
    assert " PF113 " in answer.out
    assert " PF722 " in answer.out


def test_what_no_example_exercises_is_told_unless_examples_were_chosen_or_nobody_wants_to_know(
    procflow: Procflow, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_bytes(PERMIT.read_bytes())
    examples = tmp_path / "a.test.yaml"
    told, _, _ = (
        PERMIT.with_name("2026-07.test.yaml").read_text(encoding="utf-8").partition("- name: Không đủ điều kiện")
    )
    examples.write_text(told, encoding="utf-8")
    answer = procflow("test", str(tmp_path))
    assert f"note {examples}: no example exercises appraise.not-eligible, sign.rework\n" in answer.out
    assert answer.code == 0
    told = procflow("test", str(tmp_path), "--lang", "vi").out
    assert told.startswith(f"lưu ý {examples}: chưa có ví dụ cho")
    assert told.endswith(" đạt, 0 không đạt\n")
    assert "no example exercises" not in procflow("test", str(tmp_path), "--name", "Trễ hẹn").out
    assert "no example exercises" not in procflow("test", str(tmp_path), "--no-coverage").out


def test_the_examples_of_every_shipped_procedure_exercise_all_of_it(procflow: Procflow) -> None:
    assert "no example exercises" not in procflow("test", str(PERMIT.parents[1])).out


def test_steps_no_example_enters_are_told_as_steps(procflow: Procflow, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(PERMIT.read_bytes())
    story = "- name: Chỉ nộp\n  case: house\n  story:\n    - {at: 2026-08-17 09:00, do: submit, channel: online}\n"
    (tmp_path / "a.test.yaml").write_text(story, encoding="utf-8")
    answer = procflow("test", str(tmp_path))
    assert answer.out.startswith(f"note {tmp_path / 'a.test.yaml'}: no example exercises refuse, appraise, sign\n")
    assert answer.out.endswith("\n1 passed, 0 failed\n")


@pytest.fixture
def unnamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take the name of an outcome away: nothing is wrong, and people will read an id."""
    text = PERMIT.read_text(encoding="utf-8").replace(
        "eligible: {to: sign, name: Đủ điều kiện,", "eligible: {to: sign,"
    )
    file = tmp_path / "unnamed.yaml"
    file.write_text(text.replace("name_en: Eligible}", "}"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return file


def test_a_note_is_told_counts_as_nothing_and_may_be_set_aside(procflow: Procflow, unnamed: Path) -> None:
    answer = procflow("check", unnamed.name, "--lang", "en")
    assert "unnamed.yaml:64:7 PF361 on the sheet and the picture people will read: eligible\n" in answer.out
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "1 file, 0 errors, 0 warnings")
    Path("procflow-ignore.yaml").write_text("- {code: PF361, reason: chỉ dùng nội bộ}\n", encoding="utf-8")
    assert (
        procflow("check", unnamed.name, "--lang", "en").out == "1 file, 0 errors, 0 warnings, 1 ignored with a reason\n"
    )


def test_machines_are_told_a_note_by_the_names_they_have_for_it(procflow: Procflow, unnamed: Path) -> None:
    (told,) = json.loads(procflow("check", unnamed.name, "--format", "json").out)
    assert (told["code"], told["severity"]) == ("PF361", "note")
    (result,) = json.loads(procflow("check", unnamed.name, "--format", "sarif").out)["runs"][0]["results"]
    assert result["level"] == "note"
    assert procflow("check", unnamed.name, "--format", "github").out.startswith("::notice file=unnamed.yaml,line=64,")
