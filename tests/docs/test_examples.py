"""Every example in README and docs runs, and prints what the page says it prints.

A ```python block is executed, one namespace a page; with `>>>` in it, it is a doctest. A ```console block is run line
by line: `$ command`, then what it prints; a line `...` stands for any lines. A ```yaml block that opens with
`# file: name.yaml` is written where the blocks after it run. All Python of a page passes `mypy --strict` at once.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from memory import closing_what_is_opened

REPO = Path(__file__).parents[2]
PAGES = [REPO / "README.md", REPO / "README.vi.md", *sorted((REPO / "docs").rglob("*.md"))]
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+\.svg)\)")
FILE = re.compile(r"# file: (\S+)\n")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a page."""

    page: Path
    line: int
    kind: str
    body: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 2
        indent = len(match["indent"])
        body = "".join(line[indent:] or "\n" for line in match["body"].splitlines(keepends=True))
        yield Block(page, line, match["kind"], body)


def run_python(block: Block, names: dict[str, object]) -> None:
    if ">>>" in block.body:
        test = doctest.DocTestParser().get_doctest(block.body, names, block.page.name, str(block.page), block.line - 1)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        runner.run(test, clear_globs=False)
        names.update(test.globs)
        assert runner.summarize(verbose=False).failed == 0
        return
    padded = "\n" * (block.line - 1) + block.body  # so that a traceback names the line of the page
    exec(compile(padded, str(block.page), "exec"), names)  # noqa: S102 - the page's own example


def run_console(block: Block) -> None:
    for command, expected in commands(block.body):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = os.environ | {"PATH": path, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        done = subprocess.run(  # noqa: S602 - the page shows a shell
            command, shell=True, env=env, text=True, encoding="utf-8", check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        actual = tidy(done.stdout)
        assert matches(actual, tidy(expected)), f"{block.page.name}:{block.line} $ {command}\n{actual}"


def commands(body: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        last = next(index for index, line in enumerate(lines) if not line.rstrip().endswith("\\"))
        yield "".join(lines[: last + 1]).strip(), "".join(lines[last + 1 :])


def tidy(text: str) -> str:
    """Leave out what a machine's own fonts complain of: it is no word of ours."""
    lines = (line for line in text.strip().splitlines() if not line.startswith("Fontconfig warning: "))
    return "\n".join(line.rstrip() for line in lines)


def matches(actual: str, expected: str) -> bool:
    pattern = re.escape(expected)
    pattern = re.sub(r"(?m)^\\\.\\\.\\\.$", "(?:.*)", pattern)
    return re.fullmatch(pattern.replace(r"\.\.\.", ".*?"), actual, re.DOTALL) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPO).as_posix())
def test_the_examples_of_a_page_hold(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(REPO / "procedures", tmp_path / "procedures")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    with closing_what_is_opened():
        for block in blocks(page):
            match block.kind:
                case "python":
                    run_python(block, names)
                case "console":
                    run_console(block)
                case "yaml" if named := FILE.match(block.body):
                    target = Path(named[1])
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(block.body, encoding="utf-8")
    for name in PICTURE.findall(page.read_text(encoding="utf-8")):
        drawn = tmp_path / Path(name).name
        if drawn.exists():  # a picture that the page's own commands draw says what the page shows
            assert written(page.parent / name) == written(drawn)


def written(picture: Path) -> list[str]:
    """Give the words of a picture; where they stand is for the fonts of the machine to say."""
    return sorted(re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text(encoding="utf-8")))


def program(page: Path) -> str:
    """Give all Python of a page as one program, each statement on the line where the page has it."""
    lines: list[str] = []
    for block in (one for one in blocks(page) if one.kind == "python"):
        parts = [(0, block.body)]
        if ">>>" in block.body:
            examples = doctest.DocTestParser().get_examples(block.body)
            parts = [(example.lineno, example.source) for example in examples]
        for start, source in parts:
            lines += [""] * (block.line - 1 + start - len(lines)) + source.splitlines()
    return "\n".join(lines) + "\n" if lines else ""


def complaints(programs: Mapping[str, str], folder: Path) -> str:
    """Ask mypy, as the project itself is checked, and give what it says."""
    for name, text in programs.items():
        (folder / f"{re.sub(r'[^a-z0-9]', '_', name.lower())}.py").write_text(text, encoding="utf-8")
    files = sorted(map(str, folder.glob("*.py")))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", *files],
        cwd=REPO,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def test_a_host_that_checks_its_types_can_copy_every_example(tmp_path: Path) -> None:
    programs = {page.relative_to(REPO).as_posix(): program(page) for page in PAGES}
    assert complaints({name: text for name, text in programs.items() if text}, tmp_path) == ""


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_example_of_embedding_fits_fifteen_lines(page: str) -> None:
    embedding = next(one.body for one in blocks(REPO / page) if one.kind == "python" and "create_engine" in one.body)
    assert sum(1 for line in embedding.splitlines() if line.strip()) <= 15


def test_an_example_of_a_wrong_type_is_found_on_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> one = 1\n>>> one\n1\n>>> one = 'two'\n\n```\n", encoding="utf-8")
    assert "page_md.py:5: error: Incompatible types" in complaints({"page.md": program(page)}, tmp_path)


def test_an_example_that_does_not_hold_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nassert 1 + 1 == 3\n```\n\n```console\n$ echo one\ntwo\n```\n", encoding="utf-8")
    python, console = blocks(page)
    with pytest.raises(AssertionError):
        run_python(python, {})
    with pytest.raises(AssertionError, match="echo one"):
        run_console(console)


@pytest.mark.parametrize(
    ("actual", "expected", "answer"),
    [
        ("a\nb\nc", "a\n...\nc", True),
        ("took 12 ms", "took ... ms", True),
        ("a\nb", "a", False),
        ("a.b", "axb", False),
    ],
)
def test_three_dots_stand_for_anything_and_nothing_else_does(actual: str, expected: str, *, answer: bool) -> None:
    assert matches(actual, expected) is answer
