"""The pre-commit hooks and the GitHub action run commands that exist, on files they are meant for."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Procflow = Callable[..., Any]
REPO = Path(__file__).parents[2]
HOOKS: list[dict[str, str]] = yaml.safe_load((REPO / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((REPO / "action.yml").read_text(encoding="utf-8"))
STEPS = [step["run"] for step in ACTION["runs"]["steps"] if "procflow " in step.get("run", "")]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_on_the_files_it_is_given(hook: dict[str, str], procflow: Procflow) -> None:
    program, *arguments = shlex.split(hook["entry"])
    names = ("procedures/2.000815/2025-07.yaml", "procedures/2.000815/2025-07.test.yaml")
    given = [name for name in names if re.search(hook["files"], name)]
    assert program == "procflow"
    assert given
    assert procflow(*arguments, *(str(REPO / name) for name in given)).code == 0


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_leaves_other_files_alone(hook: dict[str, str]) -> None:
    assert re.search(hook["exclude"], "procedures/1.013225/procflow-ignore.yaml")
    for name in ("README.md", "mkdocs.yaml", "other/procedures/x.yaml"):
        assert not re.search(hook["files"], name)


@pytest.mark.parametrize("command", STEPS)
def test_a_step_of_the_action_passes_on_a_folder(command: str, procflow: Procflow) -> None:
    program, *arguments = shlex.split(command.replace("$PROCEDURES", str(REPO / "procedures" / "2.000815")))
    assert program == "procflow"
    assert procflow(*arguments).code == 0


def test_what_the_action_is_given_reaches_the_shell_as_a_variable_only() -> None:
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])
