"""The page of the command line names every command and every option, and none that does not exist."""

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from procflow.cli.program import PROGRAM

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"
ROWS = dict(re.findall(r"^\| `procflow ([a-z-]+)\b[^`]*` \| (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_commands_of_the_page_are_those_of_the_program() -> None:
    assert sorted(ROWS) == sorted(PROGRAM.offers)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_an_option_on_the_page_is_one_of_its_command(name: str) -> None:
    command: click.Command = import_module(PROGRAM.offers[name].module).COMMAND
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert set(re.findall(r"`(--[a-z-]+)", ROWS[name])) <= known
