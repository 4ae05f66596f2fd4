"""Completion: what each shell is offered, in which language, and that the scripts are ones the shells can read."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]

PROCFLOW = Path(sys.executable).with_name("procflow")


def offered(typed: str, lang: str = "en") -> list[str]:
    """Give what is offered to zsh for the last word of `typed`, as kind, value and what is told of it."""
    words = typed.split(" ")
    env = os.environ | {
        "_PROCFLOW_COMPLETE": "zsh_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
        "PROCFLOW_LANG": lang,
    }
    done = subprocess.run([PROCFLOW], env=env, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_commands_are_offered_in_the_language_of_the_reader() -> None:
    assert offered("procflow expl") == ["plain", "explain", "Say what an error code means."]
    assert offered("procflow expl", "vi") == ["plain", "explain", "Giải thích một mã lỗi."]


def test_options_and_their_values_are_offered() -> None:
    assert offered("procflow check p --fi", "vi")[2].startswith("Trước hết sửa")
    assert offered("procflow check p --format sa")[:2] == ["plain", "sarif"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("fmt pro", "file"), ("schema --out o", "dir")],
)
def test_the_shell_is_asked_for_names_of_files(typed: str, kind: str) -> None:
    assert offered(f"procflow {typed}")[:2] == [kind, typed.rpartition(" ")[2]]


def test_offering_commands_imports_none_of_them() -> None:
    code = (
        "import sys\nfrom procflow.cli.program import PROGRAM\nimport click\n"
        "print(len(PROGRAM.shell_complete(click.Context(PROGRAM), '')), 'pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith(" False\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_one_it_can_read(procflow: Procflow, tmp_path: Path, shell: str) -> None:
    answer = procflow("completion", shell)
    assert answer.code == 0
    assert f"_PROCFLOW_COMPLETE={shell}_complete" in answer.out
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(answer.out, encoding="utf-8")
        subprocess.run([shell, "-n", script], check=True)


def test_bash_completes_a_command_through_the_script(procflow: Procflow, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = tmp_path / "script"
    script.write_text(procflow("completion", "bash").out, encoding="utf-8")
    typed = "COMP_WORDS=(procflow dead); COMP_CWORD=1"
    ask = f'. {script}; {typed}; _procflow_completion {PROCFLOW}; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run([bash, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "deadline"
