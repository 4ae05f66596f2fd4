"""Compiling hostile procedures executes, compiles, imports and opens nothing: Python's own audit events say so."""

import contextlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Final

from edits import SOUND, Choices, edited, tree_of

from procflow.errors import DefinitionError
from procflow.library import load_text

WATCHED: Final = {"exec", "compile", "import", "open", "os", "subprocess", "socket", "ctypes", "shutil", "marshal"}
INPUTS: Final = 60
HOSTILE: Final = (
    "!!python/object/apply:os.system [ls]",
    "__import__('os').system('ls')",
    "{0.__class__.__mro__}",
    "/etc/passwd",
    "../../../etc/passwd",
    "${HOME}`ls`",
)


def load_all() -> None:
    """Load random edits of sound procedures, and every hostile text as every value of the procedure that has all."""
    chance = random.Random(20261122)  # noqa: S311 - a seed that can be repeated, not a secret
    trees = [tree_of(text) for text in SOUND]
    texts = [edited(trees, Choices(chance.randbytes(12))) for _ in range(INPUTS)]
    lines = edited(trees[:1], Choices(b"")).split("\n")
    for hostile in HOSTILE:
        for at in chance.sample(range(len(lines)), 6):
            head, colon, _ = lines[at].partition(": ")
            texts.append("\n".join([*lines[:at], f"{head}{colon}{json.dumps(hostile)}", *lines[at + 1 :]]))
    for text in texts:
        with contextlib.suppress(DefinitionError):
            load_text(text, "a.yaml")


def watched(*, planted: bool) -> list[str]:
    """Load them with an audit hook on; what is loaded on first use was loaded before."""
    load_all()
    seen: list[str] = []
    on = True

    def hook(event: str, arguments: object) -> None:
        if on and event.partition(".")[0] in WATCHED:
            seen.append(f"{event} {arguments}")

    sys.addaudithook(hook)
    load_all()
    if planted:
        Path(__file__).read_bytes()
    on = False
    return seen


def audited(*arguments: str) -> list[str]:
    """Watch in a process of its own, because an audit hook stays for good."""
    paths = os.pathsep.join([str(Path(__file__).parent.parent / "kit"), os.environ.get("PYTHONPATH", "")])
    command, environment = [sys.executable, __file__, *arguments], {**os.environ, "PYTHONPATH": paths}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    seen: list[str] = json.loads(run.stdout)
    return seen


def test_compiling_hostile_procedures_executes_compiles_imports_and_opens_nothing_that_the_watch_would_see() -> None:
    assert audited() == []
    assert [event.partition(" ")[0] for event in audited("planted")] == ["open"]


if __name__ == "__main__":
    json.dump(watched(planted="planted" in sys.argv), sys.stdout)
