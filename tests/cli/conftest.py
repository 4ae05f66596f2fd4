"""Run the command line inside the test's own process, and catch what it prints."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from procflow.cli.program import run

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


Procflow = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what `check` keeps out of the cache of whoever runs the tests."""
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "own-cache"))


@pytest.fixture
def procflow(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Procflow:
    def call(*arguments: str, stdin: bytes = b"", environ: Mapping[str, str] = NOTHING) -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
        code = run(arguments, environ)
        caught = capsys.readouterr()
        return Answer(code, caught.out, caught.err)

    return call
