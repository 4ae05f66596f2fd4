"""The program as a whole: language, help, misuse, exit codes, speed, and what reaches a pipe."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from procflow.cli.language import choose
from procflow.cli.program import PROGRAM

Procflow = Callable[..., Any]
PROCFLOW = Path(sys.executable).with_name("procflow")


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "PROCFLOW_LANG": "vi"}, "vi"),
        (["deadline", "--lang", "vi"], {"PROCFLOW_LANG": "en"}, "vi"),
        (["--lang=en", "deadline"], {"PROCFLOW_LANG": "vi"}, "en"),
        (["--lang", "en", "deadline", "--lang", "vi"], {}, "vi"),
        (["deadline", "--", "--lang", "vi"], {}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_asked_for_or_taken_from_the_locale(
    arguments: list[str], environ: Mapping[str, str], language: str
) -> None:
    assert choose(arguments, environ) == language


def test_help_names_every_command_in_both_languages(procflow: Procflow) -> None:
    english, vietnamese = procflow("--help"), procflow("--help", environ={"LANG": "vi_VN"})
    assert english.code == vietnamese.code == 0
    for name, offer in PROGRAM.offers.items():
        assert f"  {name} " in english.out
        assert offer.en.split()[0] in english.out
        assert offer.vi.split()[0] in vietnamese.out
    assert english.out.startswith("Usage: procflow")
    assert vietnamese.out.startswith("Cách dùng: procflow")


@pytest.mark.parametrize("name", list(PROGRAM.offers))
def test_each_command_helps_with_an_example_in_both_languages(procflow: Procflow, name: str) -> None:
    english, vietnamese = procflow(name, "--help"), procflow(name, "--help", "--lang", "vi")
    for answer in (english, vietnamese):
        assert answer.code == 0
        assert f"\n    procflow {name} " in answer.out
        assert "--lang" in answer.out
    assert "Show this text and stop." in english.out
    assert "In phần trợ giúp này rồi dừng." in vietnamese.out


def test_without_a_command_help_is_shown_and_the_exit_code_is_2(procflow: Procflow) -> None:
    answer = procflow()
    assert answer.code == 2
    assert "deadline" in answer.err


def test_the_version_is_told(procflow: Procflow) -> None:
    assert procflow("--version").out.startswith("procflow 0.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["deadlin"], "PF702 there is no command `deadlin`; did you mean `deadline`?"),
        (["xyzzy"], "PF702 there is no command `xyzzy`\n"),
        (["deadline", "--jsn"], "PF701 there is no option `--jsn`; did you mean `--json`?"),
        (["deadline", "--rule"], "PF763 `--rule` needs a value\n"),
        (["calendar", "2026", "--of", "mars"], "PF762 `--of` does not take this value\n  hint: it takes "),
        (["schema", "procedur"], "PF762 `KIND` does not take this value\n  hint: it takes procedure, profile"),
        (["calendar", "2026", "1", "2"], "PF764 this is more than the command takes: 1 2\n"),
        (["simulate", "a.yaml", "-n", "0"], "PF762 `--dossiers` does not take this value\n  hint: it takes 1–1000000;"),
        (["simulate", "a.yaml", "--seed", "x"], "PF762 `--seed` does not take this value\n  hint: it takes a whole"),
        (["simulate", "a.yaml", "--pace", "x"], "PF762 `--pace` does not take this value\n  hint: it takes a number,"),
        (["check", "a.yaml", "--fix=yes"], "PF769 `--fix` takes no value\n"),
    ],
)
def test_misuse_is_coded_and_exits_2(procflow: Procflow, arguments: list[str], message: str) -> None:
    answer = procflow(*arguments)
    assert answer.code == 2
    assert answer.err.startswith(message)
    assert "--help" in answer.err


def test_misuse_is_explained_in_vietnamese(procflow: Procflow) -> None:
    answer = procflow("deadlin", "--lang", "vi")
    assert answer.err == "PF702 không có lệnh `deadlin`; ý bạn là `deadline`?\n  gợi ý: xem procflow --help\n"


def shell(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PROCFLOW", "PY"))}
    return subprocess.run([PROCFLOW, *arguments], env=env | environ, capture_output=True, check=False)


def test_vietnamese_survives_a_locale_that_knows_only_ascii() -> None:
    answer = shell("calendar", "2026-08-22", "--lang", "vi", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert answer.returncode == 0
    assert "thứ Bảy 22/08/2026" in answer.stdout.decode("utf-8")


def test_a_pipe_gets_no_colour() -> None:
    assert b"\x1b" not in shell("calendar", "2026").stdout
    assert b"\x1b" not in shell("calendar", "26").stderr


def on_a_terminal(*arguments: str, **environ: str) -> bytes:
    """Give what a person sees: both streams of the program on a terminal of its own."""
    ours, theirs = os.openpty()
    try:
        env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | environ
        subprocess.run([PROCFLOW, *arguments], env=env, stdout=theirs, stderr=theirs, check=False)
        return os.read(ours, 1 << 16)
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("arguments", [["explain", "PF301"], ["calendar", "26"], ["fmt", "-"]])
def test_a_terminal_gets_colour_unless_no_color_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    if arguments == ["fmt", "-"]:
        (tmp_path / "a.yaml").write_text("name:   a\n", encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        arguments = ["fmt", ".", "--check"]
    assert b"\x1b[" in on_a_terminal(*arguments)
    assert b"\x1b" not in on_a_terminal(*arguments, NO_COLOR="1")


def test_help_takes_less_than_a_fifth_of_a_second_of_the_processor() -> None:
    code = (
        "import io, sys, time, contextlib\nfrom procflow.cli.program import run\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n    run(['--help'], {})\nprint(time.process_time())"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(3)]
    assert min(float(each.stdout) for each in runs) < 0.2


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    command = f"{PROCFLOW} calendar 2026 --json | head -1"
    answer = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602 - a pipe is the point
    assert answer.stdout == b"{\n"
    assert b"Traceback" not in answer.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
@pytest.mark.parametrize("command", ["calendar 2026", "explain PF101 --lang vi", "--help"])
def test_an_output_that_is_full_is_told_by_a_code(command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([PROCFLOW, *command.split()], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr[:5]) == (1, b"PF710")


@pytest.mark.parametrize("command", [["check"], ["check", "--fix"], ["fmt"], ["draw"], ["worst-day"]])
def test_a_file_of_many_megabytes_is_refused_at_once_and_left_as_it_is(
    procflow: Procflow, tmp_path: Path, command: list[str]
) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as made:
        made.write(b"a: b\n" * 1_000_000)
        made.truncate(2_000_000_000)  # a hole in the file, which costs no room on the disk and would cost memory
    started = time.process_time()
    answer = procflow(*command, str(file))
    assert (answer.code, "PF101" in answer.out + answer.err) == (1, True)
    assert time.process_time() - started < 5
    assert file.stat().st_size == 2_000_000_000


@pytest.mark.parametrize("command", ["check", "test", "fmt", "draw", "verify", "doctor", "checkpoint"])
def test_a_name_no_file_can_have_is_misuse(procflow: Procflow, command: str) -> None:
    answer = procflow(command, "x" * 300 + ".yaml")
    assert (answer.code, answer.err[:5]) == (2, "PF708")


def test_help_loads_none_of_the_heavy_rooms() -> None:
    code = (
        "import sys\nfrom procflow.cli.program import run\nrun(['--help'], {})\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for heavy in ("sqlalchemy", "pydantic", "numpy", "holidays", "pendulum", "transitions", "yaml", "pygraphviz"):
        assert f"'{heavy}'" not in done.stderr


def test_a_deadline_loads_neither_database_nor_models() -> None:
    code = (
        "import sys\nfrom procflow.cli.program import run\nrun(['deadline', '2026-08-20', '1 day'], {})\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for heavy in ("sqlalchemy", "pydantic", "numpy", "holidays", "pendulum", "transitions", "yaml", "pygraphviz"):
        assert f"'{heavy}'" not in done.stderr
