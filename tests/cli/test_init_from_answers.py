"""`procflow init` from answers and from the library: what is written passes `check` and `test`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from procflow.cli import init

Procflow = Callable[..., Any]

PROCFLOW = Path(sys.executable).with_name("procflow")
GIVEN = {
    "code": "9.000105",
    "name": "Cấp giấy phép thử, cấp lại: mẫu",
    "basis": "NĐ 1/2026/NĐ-CP # Đ.1",
    "effective": "2026-07-01",
    "limit": "07 ngày làm việc",
    "limit-basis": "Đ.2 k.1",
    "result": "Giấy phép 'thử'",
}
CONSULTED = {"agency": "Sở Xây dựng", "opinion": "02 ngày làm việc", "opinion-basis": "Đ.3"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def flags(**changed: str) -> list[str]:
    said = GIVEN | {name.replace("_", "-"): text for name, text in changed.items()}
    return [word for name, text in said.items() for word in (f"--{name}", text)]


def is_sound(procflow: Procflow, folder: str = "out") -> None:
    checked, tested = procflow("check", folder), procflow("test", folder)
    assert (checked.code, checked.out) == (0, "2 files, 0 errors, 0 warnings\n")
    assert tested.out.endswith(" passed, 0 failed\n")
    assert "no example" not in tested.out
    assert procflow("fmt", folder, "--check").code == 0


@pytest.mark.parametrize(
    "changed",
    [
        {},
        CONSULTED,
        {"limit": "24 giờ"},
        {"limit": "trong ngày, sau 15 giờ thì trả vào ngày làm việc tiếp theo"},
        {"limit": "không quy định", "limit-basis": "Nghị định không đặt thời hạn"},
        {"submit": "direct", "return": "post, online"},
        {"effective": "20/6/2024"},  # under the profile of that day
        {"effective": "2026-02-14"},  # in Tết: the story begins on the first day the office works
    ],
    ids=lambda changed: "+".join(changed) or "plain",
)
def test_what_is_written_from_answers_passes_check_and_test(procflow: Procflow, changed: dict[str, str]) -> None:
    answer = procflow("init", *flags(**changed), "--out", "out")
    assert answer.code == 0
    assert answer.out.count("out/9.000105/") == 2
    is_sound(procflow)


def test_the_dates_of_the_examples_are_counted(procflow: Procflow) -> None:
    procflow("init", *flags(effective="2026-08-24"), "--out", "out")
    examples = Path("out/9.000105/2026-08.test.yaml").read_text(encoding="utf-8")
    assert "{at: 2026-08-24 08:05, do: accept, expect: {due: 2026-09-07}}" in examples  # over the National Day
    assert "{at: 2026-08-25 08:05, do: complete, expect: {due: 2026-09-08}}" in examples


def test_without_a_folder_the_procedure_is_printed(procflow: Procflow) -> None:
    answer = procflow("init", *flags())
    assert answer.out.startswith("procflow: 1\ncode: 9.000105\n")
    assert "with worked examples" in answer.err
    assert procflow("init", *flags(), "--lang", "vi").err.startswith("thêm --out")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "1.25"}, "PF202"),
        ({"effective": "soon"}, "PF704"),
        ({"limit": "07"}, "PF412"),
        ({"limit": "15 ngày kể từ ngày nhận đủ hồ sơ"}, "PF221"),
        ({"name": " "}, "PF766"),
        ({"submit": "online,fax"}, "PF767"),
        ({"agency": "Sở Xây dựng"}, "PF765"),
        (CONSULTED | {"opinion": "mau"}, "PF410"),
    ],
)
def test_an_answer_that_cannot_be_used_ends_the_command(procflow: Procflow, changed: dict[str, str], code: str) -> None:
    answer = procflow("init", *flags(**changed), "--out", "out")
    assert answer.code in {1, 2}
    assert answer.err.startswith(code)
    assert not Path("out").exists()


def test_channels_may_be_answered_in_the_words_of_a_decree_and_no_agency_by_a_no(procflow: Procflow) -> None:
    answer = procflow("init", *flags(submit="Trực tuyến, qua bưu chính", agency="Không"))
    assert answer.code == 0
    assert "submit: [online, post]" in answer.out
    assert "consult:" not in answer.out


def test_what_lacks_is_named_where_nobody_can_be_asked(procflow: Procflow) -> None:
    answer = procflow("init", "--code", "9.000105", "--limit", "05 ngày")
    assert answer.code == 2
    assert "PF765 these answers lack: --name, --basis, --effective, --limit-basis, --result\n" in answer.err


def test_what_exists_is_not_written_over(procflow: Procflow) -> None:
    procflow("init", *flags(), "--out", "out")
    Path("out/9.000105/2026-07.yaml").unlink()
    before = Path("out/9.000105/2026-07.test.yaml").read_bytes()
    answer = procflow("init", *flags(limit="5 ngày"), "--out", "out")
    assert "PF863" in answer.err
    assert Path("out/9.000105/2026-07.test.yaml").read_bytes() == before
    assert not Path("out/9.000105/2026-07.yaml").exists()


def asked(procflow: Procflow, monkeypatch: pytest.MonkeyPatch, answers: list[str], *arguments: str) -> Any:  # noqa: ANN401 - the fixture's own
    monkeypatch.setattr(init, "_is_on_a_terminal", lambda: True)
    return procflow("init", *arguments, stdin="".join(f"{each}\n" for each in answers).encode())


def test_what_lacks_is_asked_for_and_asked_again_until_it_can_be_used(
    procflow: Procflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["9.1", "9.000105", "Tên", "NĐ 1", "1/7/2026", "07", "07 ngày làm việc", "Đ.2", "Giấy phép", "", "online",
               "Sở Xây dựng", "02 ngày làm việc", "Đ.3"]  # fmt: skip
    answer = asked(procflow, monkeypatch, answers, "--out", "out", "--lang", "vi")
    assert answer.code == 0
    assert "Mã thủ tục, ví dụ 1.013225" in answer.err
    assert "PF202" in answer.err
    assert "PF412" in answer.err
    assert "[online,direct,post]" in answer.err
    is_sound(procflow)
    text = Path("out/9.000105/2026-07.yaml").read_text(encoding="utf-8")
    assert "channels: {submit: [online, direct, post], return: [online]}" in text
    assert "so-xay-dung:" in text


def test_what_was_given_is_not_asked_for(procflow: Procflow, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [word for name, text in GIVEN.items() if name != "name" for word in (f"--{name}", text)]
    answer = asked(procflow, monkeypatch, ["Tên", "", "", ""], *given, "--out", "out")
    assert answer.code == 0
    assert "national code" not in answer.err
    assert "The article that sets that time" not in answer.err


def test_who_has_enough_of_the_questions_leaves_nothing_behind(
    procflow: Procflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = asked(procflow, monkeypatch, ["9.000105"], "--out", "out")
    assert answer.code == 130
    assert not Path("out").exists()


def test_a_person_at_a_terminal_is_asked() -> None:
    ours, theirs = os.openpty()
    command = [str(PROCFLOW), "init", "--lang", "vi"]
    with os.fdopen(ours, "wb", buffering=0) as keyboard, os.fdopen(theirs) as terminal:
        running = subprocess.Popen(command, stdin=terminal, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        keyboard.write(b"\x04")  # the end of input
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert told.decode().startswith("Mã thủ tục, ví dụ 1.013225:")


@pytest.mark.parametrize("code", ["1.013225", "2.000815"])
def test_a_procedure_of_the_library_is_copied_with_its_examples(procflow: Procflow, code: str) -> None:
    answer = procflow("init", "--from", code, "--out", "out")
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 2
    assert procflow("check", "out").code == 0
    assert procflow("test", "out").code == 0
    assert procflow("init", "--from", code).out.splitlines()[1] == "procflow: 1"


def test_an_older_version_of_the_library_is_copied_too(procflow: Procflow) -> None:
    """The newest of birth registration takes effect in 2027; whoever registers births today needs the other."""
    answer = procflow("init", "--from", "1.001193/2025-07", "--out", "out")
    assert answer.code == 0
    assert answer.out.splitlines()[0] == str(Path("out/1.001193/2025-07.yaml"))
    newest = procflow("init", "--from", "1.001193", "--out", "out")
    assert newest.out.splitlines()[0] == str(Path("out/1.001193/2027-03.yaml"))
    assert procflow("test", "out").code == 0


def test_a_version_nobody_ships_is_refused(procflow: Procflow) -> None:
    assert "PF333 no procedure `1.001193/2024-01` ships" in procflow("init", "--from", "1.001193/2024-01").err
    assert "PF333" in procflow("init", "--from", "1.001193/2025-07.test").err


def test_a_code_nobody_ships_and_answers_beside_a_source_are_refused(procflow: Procflow) -> None:
    assert "PF333" in procflow("init", "--from", "9.999999").err
    answer = procflow("init", "--from", "1.013225", "--limit", "5 ngày", "--limit-basis", "Đ.1")
    assert "PF768 a procedure taken with `--from` says this itself: --limit, --limit-basis" in answer.err
