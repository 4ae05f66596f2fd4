"""The fuzzers' targets, tried without a fuzzer: the small corpus they start from, and random bytes."""

import random
import runpy
from pathlib import Path

import pytest
from campaign import CORPUS, Target

SCRIPTS = sorted(file for file in Path(__file__).parent.glob("*.py") if not file.name.startswith("test_"))


def target_of(script: Path) -> Target:
    target: Target = runpy.run_path(str(script))["once"]
    return target


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_what_fuzzing_once_found_interesting_raises_nothing_but_coded_errors(script: Path) -> None:
    inputs = sorted((CORPUS / script.stem).iterdir())
    target = target_of(script)
    answers = [target(file.read_bytes()) for file in inputs]
    assert 20 <= len(inputs) <= 150
    assert any(not codes for codes in answers), "nothing of it is accepted, so little of it is tried"
    assert len({code for codes in answers for code in codes}) >= 10


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_random_bytes_raise_nothing_but_coded_errors(script: Path) -> None:
    chance = random.Random(17)  # noqa: S311 - a seed that can be repeated, not a secret
    target = target_of(script)
    assert {code for _ in range(100) for code in target(chance.randbytes(32))}


def test_every_fuzzer_is_run_by_make() -> None:
    makefile = (Path(__file__).parent.parent.parent / "Makefile").read_text(encoding="utf-8")
    (line,) = [line for line in makefile.splitlines() if "for name in" in line]
    assert {script.stem for script in SCRIPTS} <= set(line.replace(";", " ").split())
