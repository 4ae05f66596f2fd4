"""`procflow check`, `procflow test` and `procflow draw` over good files, bad files and no files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

Procflow = Callable[..., Any]
PROCEDURES = Path(__file__).parents[2] / "procedures"
PERMIT = PROCEDURES / "1.013225" / "2026-07.yaml"


@pytest.fixture
def permit(tmp_path: Path) -> Path:
    for name in ("2026-07.yaml", "2026-07.test.yaml"):
        (tmp_path / name).write_bytes((PERMIT.parent / name).read_bytes())
    return tmp_path / "2026-07.yaml"


def spoil(file: Path, old: str, new: str) -> int:
    """Replace `old` by `new` and return the line it stood on."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_procedures_of_the_project_are_clean(procflow: Procflow) -> None:
    answer = procflow("check", str(PROCEDURES))
    assert answer.code == 0
    assert ", 0 errors, " in answer.out
    found = json.loads(procflow("check", str(PROCEDURES), "--format", "json").out)
    assert all(item["severity"] == "warning" for item in found)


def test_a_clean_file_gives_an_empty_array(procflow: Procflow, permit: Path) -> None:
    answer = procflow("check", str(permit), "--format", "json")
    assert (answer.code, json.loads(answer.out)) == (0, [])


def test_every_problem_of_a_file_is_reported_at_once_with_its_place(procflow: Procflow, permit: Path) -> None:
    first = spoil(permit, "name_en: New construction", "nane_en: New construction")
    second = spoil(permit, "eligible: {to: sign,", "eligible: {to: sing,")
    first_answer = procflow("check", str(permit), "--format", "json")
    found = json.loads(first_answer.out)
    assert first_answer.code == 1
    assert [list(item) for item in found] == [["file", "line", "column", "code", "severity", "message", "hint"]] * len(
        found
    )
    assert {item["file"] for item in found} == {str(permit)}
    assert found[0]["line"] == first
    assert found[0]["column"] == 1
    assert found[0]["severity"] == "error"
    spoil(permit, "nane_en:", "name_en:")
    found = json.loads(procflow("check", str(permit), "--format", "json").out)
    assert (found[0]["code"], found[0]["line"]) == ("PF301", second)


def test_a_problem_is_shown_in_its_line_with_a_hint(procflow: Procflow, permit: Path) -> None:
    line = spoil(permit, "eligible: {to: sign,", "eligible: {to: sing,")
    answer = procflow("check", str(permit))
    assert answer.out.startswith(f"{permit}:{line}:")
    assert " PF301 " in answer.out
    assert f"\n{line} |       eligible: {{to: sing," in answer.out
    assert "^^^^" in answer.out
    assert "\n  hint: " in answer.out
    assert answer.out.endswith("\n1 file, 2 errors, 0 warnings; --fix mends 2\n")


def test_problems_are_told_in_vietnamese(procflow: Procflow, permit: Path) -> None:
    spoil(permit, "eligible: {to: sign,", "eligible: {to: sing,")
    answer = procflow("check", str(permit), "--lang", "vi")
    assert "\n  gợi ý: " in answer.out
    assert answer.out.endswith("\n1 tệp, 2 lỗi, 0 cảnh báo; --fix sửa được 2 lỗi\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("code: 1.013225", "code: 1.01322"),
        ("effective: 2026-07-01", "effective: 2026-02-30"),
        ("07 ngày làm việc", "07"),
        ("version: 2026-07", "version: 2026-07\nversion: 2026-08"),
        ("{name: Nhà ở riêng lẻ,", "{name: Công trình cấp III, IV,"),
        ("cases:", "cases: &all"),
        ("steps:", "\tsteps:"),
    ],
)
def test_a_malformed_file_is_an_error_with_a_code_a_place_and_a_hint(
    procflow: Procflow, permit: Path, old: str, new: str
) -> None:
    spoil(permit, old, new)
    answer = procflow("check", str(permit), "--format", "json")
    assert answer.code == 1
    for item in json.loads(answer.out):
        assert item["code"].startswith("PF")
        assert item["line"] >= 1
        assert item["column"] >= 1
        assert item["message"]
        assert item["hint"]


def test_a_folder_is_checked_with_its_worked_examples_too(procflow: Procflow, permit: Path) -> None:
    examples = permit.with_name("2026-07.test.yaml")
    line = spoil(examples, "do: submit", "does: submit")
    found = json.loads(procflow("check", str(permit.parent), "--format", "json").out)
    assert {(item["file"], item["line"]) for item in found} == {(str(examples), line)}


def test_bytes_that_are_no_text_are_an_error_of_the_file(procflow: Procflow, permit: Path) -> None:
    permit.write_bytes(b"procflow: 1\nname: \xff\xfe\n")
    answer = procflow("check", str(permit))
    assert answer.code == 1
    assert answer.out.startswith(f"{permit}:2:")


@pytest.mark.parametrize("command", ["check", "test", "draw"])
def test_a_path_that_is_wrong_is_misuse(procflow: Procflow, tmp_path: Path, command: str) -> None:
    for path, code in ((tmp_path / "none.yaml", "PF706"), (tmp_path, "PF707")):
        answer = procflow(command, str(path))
        assert answer.code == 2
        assert answer.err.startswith(code)
    assert procflow(command).code == 2


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_file_that_may_not_be_read_is_misuse(
    procflow: Procflow, permit: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    opened = Path.open

    def refuse(path: Path, mode: str = "r", buffering: int = -1, encoding: str | None = None, *rest: None) -> IO[Any]:
        if path.suffix == ".yaml" and permit.parent in path.parents:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, buffering, encoding, *rest)

    monkeypatch.setattr(Path, "open", refuse)
    answer = procflow(command, str(permit.parent))
    assert answer.code == 2
    assert answer.err.startswith(f"PF708 `{permit.parent}")
    assert "permission denied" in answer.err


def test_the_worked_examples_of_the_project_pass(procflow: Procflow) -> None:
    answer = procflow("test", str(PROCEDURES))
    assert answer.code == 0
    passed, _, rest = answer.out.splitlines()[-1].partition(" ")
    assert int(passed) >= 20
    assert rest == "passed, 0 failed"


def test_an_expectation_that_is_not_kept_is_a_line_with_its_place(procflow: Procflow, permit: Path) -> None:
    examples = permit.with_name("2026-07.test.yaml")
    line = spoil(examples, "accept, expect: {due: 2026-08-25}}", "accept, expect: {due: 2026-08-24}}")
    answer = procflow("test", str(permit))
    failure, closing = answer.out.splitlines()
    assert answer.code == 1
    assert failure.startswith(f"{examples}:{line} PF744 ")
    assert "2026-08-24" in failure
    assert "2026-08-25" in failure
    assert closing.endswith(" passed, 1 failed")


def test_examples_are_chosen_by_name_and_named_when_asked(procflow: Procflow, permit: Path) -> None:
    answer = procflow("test", str(permit), "--name", "quốc KHÁNH", "--verbose")
    assert answer.out.startswith(f"ok {permit.with_name('2026-07.test.yaml')}:")
    assert answer.out.endswith("\n1 passed, 0 failed\n")


@pytest.mark.parametrize("spoiled", ["2026-07.yaml", "2026-07.test.yaml"])
def test_a_file_that_cannot_be_read_is_one_failure_with_its_place(
    procflow: Procflow, permit: Path, spoiled: str
) -> None:
    permit.with_name(spoiled).write_text("a: 1\na: 2\n", encoding="utf-8")
    answer = procflow("test", str(permit.parent))
    assert answer.code == 1
    assert f"{permit.with_name(spoiled)}:2:1 PF113" in answer.out
    assert "\n  hint: " in answer.out
    assert answer.out.endswith("0 passed, 1 failed\n")


def test_examples_without_their_procedure_are_an_error(procflow: Procflow, permit: Path) -> None:
    permit.unlink()
    answer = procflow("test", str(permit.parent))
    assert answer.code == 2
    assert answer.err.startswith("PF708")


def test_a_drawing_goes_to_the_screen_as_mermaid_and_to_a_file_by_its_ending(
    procflow: Procflow, tmp_path: Path
) -> None:
    assert "flowchart TD" in procflow("draw", str(PERMIT)).out
    assert procflow("draw", str(PERMIT), "--format", "dot").out.startswith("digraph")
    for ending, start in ((".svg", b"<?xml"), (".png", b"\x89PNG"), (".dot", b"digraph"), (".mmd", b"---")):
        target = tmp_path / "new" / f"permit{ending}"
        answer = procflow("draw", str(PERMIT), "--out", str(target), "--lang", "vi")
        assert answer.out == f"{target}\n"
        assert target.read_bytes().startswith(start)
    assert "Thẩm định hồ sơ" in (tmp_path / "new" / "permit.svg").read_text(encoding="utf-8")


def test_a_folder_of_procedures_is_drawn_into_a_folder(procflow: Procflow, tmp_path: Path) -> None:
    answer = procflow("draw", str(PROCEDURES), "--out", str(tmp_path), "--format", "mermaid")
    assert answer.code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(Path(line).name for line in answer.out.split())
    assert "1.013225-2026-07.mmd" in answer.out


def test_several_procedures_do_not_fit_into_one_file(procflow: Procflow, tmp_path: Path) -> None:
    answer = procflow("draw", str(PROCEDURES), "--out", str(tmp_path / "all.svg"))
    assert answer.code == 2
    assert answer.err.startswith("PF712")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("command", "name", "known"),
    [
        ("draw", "b.gif", ".svg, .png, .dot, .gv, .mmd, .mermaid"),
        ("sheet", "b.pdf", ".html, .htm, .md"),
        ("budget", "b.png", ".svg"),
        ("budget", "b", ".svg"),
    ],
)
def test_a_file_in_a_form_nobody_writes_is_refused_and_no_folder_is_made_of_it(
    procflow: Procflow, tmp_path: Path, command: str, name: str, known: str
) -> None:
    answer = procflow(command, str(PERMIT), "--out", str(tmp_path / name), "--lang", "en")
    assert (answer.code, answer.err.startswith("PF791")) == (2, True)
    assert f"let the name end in {known};" in answer.err
    assert not list(tmp_path.iterdir())


def test_a_folder_may_have_a_dot_in_its_name_where_no_ending_can_be_meant(procflow: Procflow, tmp_path: Path) -> None:
    (tmp_path / "old.pictures").mkdir()
    for folder in ("2026.07", "new.pictures/", "old.pictures"):
        answer = procflow("draw", str(PERMIT), "--out", f"{tmp_path}/{folder}", "--format", "mermaid")
        assert answer.out == f"{tmp_path / folder / '1.013225-2026-07.mmd'}\n"


def test_an_ending_in_capitals_is_the_same_ending(procflow: Procflow, tmp_path: Path) -> None:
    assert procflow("draw", str(PERMIT), "--out", str(tmp_path / "A.MMD")).code == 0
    assert (tmp_path / "A.MMD").read_text("utf-8").startswith("---")


def test_a_place_that_cannot_be_written_is_an_error(procflow: Procflow, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = procflow("draw", str(PERMIT), "--out", str(tmp_path / "file" / "permit.mmd"))
    assert answer.code == 2
    assert answer.err.startswith("PF710")
