"""What hosts may import: pinned, documented, and paid for only when used."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import procflow
from procflow.dossier import Command

PACKAGE = Path(procflow.__file__).parent
SURFACE = [
    "VIETNAM_TIME",
    "Actor",
    "Answer",
    "Apologise",
    "Ask",
    "ConflictError",
    "DefinitionError",
    "Dossier",
    "Engine",
    "JournalError",
    "Limit",
    "MisuseError",
    "ProcflowError",
    "Rejected",
    "Reply",
    "Span",
    "StoreError",
    "Submit",
    "Take",
    "Wake",
    "Withdraw",
    "Work",
    "WorkCalendar",
    "deadline",
    "load",
    "open",
    "prepare_sqlite",
    "vietnam",
]
ROOMS = sorted(
    ".".join(("procflow", *file.relative_to(PACKAGE).parent.parts))
    for file in PACKAGE.rglob("__init__.py")
    if file.parent != PACKAGE
)


def test_the_public_surface_is_pinned() -> None:
    """A name added here is a promise; a name removed here breaks a host."""
    assert procflow.__all__ == SURFACE


@pytest.mark.parametrize("name", SURFACE)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    assert inspect.getdoc(getattr(procflow, name))


def test_the_page_of_python_names_tells_of_every_name_method_and_command() -> None:
    page = (PACKAGE.parents[1] / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    methods = [f"engine.{name}" for name in dir(procflow.Engine) if not name.startswith("_")]
    commands = [command.__name__ for command in get_args(Command)]
    missing = [name for name in (*SURFACE, *methods, *commands) if not re.search(rf"`{re.escape(name)}\b", page)]
    assert missing == []
    told = re.findall(r"`engine\.(\w+)", page)
    assert sorted(told) == sorted(set(told))
    assert {f"engine.{name}" for name in told} == set(methods)


def test_a_name_nobody_promised_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Dosier'"):
        _ = procflow.Dosier


def test_names_are_listed_before_they_are_loaded() -> None:
    assert set(SURFACE) <= set(dir(procflow))


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_exports_is_there_and_documented(room: str) -> None:
    module = import_module(room)
    assert module.__doc__
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isroutine(value):
            assert inspect.getdoc(value), f"{room}.{name}"


def test_importing_procflow_loads_nothing_but_itself() -> None:
    code = "import sys; before = set(sys.modules); import procflow; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert [name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names] == ["procflow"]


def test_counting_a_deadline_loads_neither_database_nor_models() -> None:
    code = (
        "import sys, procflow; from datetime import date; procflow.deadline(date(2026, 8, 20), '2 working days');"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"click", "holidays", "numpy", "pandas", "pendulum", "pydantic", "sqlalchemy", "transitions", "yaml"}
    assert heavy.isdisjoint(done.stdout.split())


def test_every_module_says_what_it_exports_and_exports_what_it_says() -> None:
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.stem in {"__about__", "__main__"}:
            continue
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(("procflow", *parts)).removesuffix(".__init__")
        module = import_module(name)
        missing = [exported for exported in getattr(module, "__all__", ()) if not hasattr(module, exported)]
        assert not missing, name
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), name
