"""`procflow test`: play the worked examples and say which expectation was not kept, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from procflow.calendar import vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import example_files, procedure_of
from procflow.cli.terminal import in_colour, print_text
from procflow.core import Law
from procflow.errors import DefinitionError, Diagnostic, Language, MisuseError, Place
from procflow.library import load
from procflow.scenario import play, read_examples
from procflow.source import read

__all__ = ["COMMAND"]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Say how one example went; a file that cannot be read is one failed example without a name."""

    name: str
    place: Place
    failures: tuple[Diagnostic, ...]


def _run(context: click.Context, *, paths: tuple[str, ...], name: str, verbose: bool) -> int:
    lang = language(context)
    passed = failed = 0
    for verdict in (verdict for file in example_files(paths, lang) for verdict in _verdicts(file, name)):
        passed, failed = passed + (not verdict.failures), failed + bool(verdict.failures)
        for failure in verdict.failures:
            print_text(_failure(verdict, failure, lang))
        if verbose and not verdict.failures:
            print_text(f"{in_colour('ok', 'green')} {verdict.place.file}:{verdict.place.line} {verdict.name}")
    print_text(in_colour(f"{passed} passed, {failed} failed", "red" if failed else "green"))
    return 1 if failed else 0


def _verdicts(file: Path, name: str) -> Iterator[_Verdict]:
    try:
        examples = read_examples(read(file.read_bytes(), str(file)))
        law = Law(load(procedure_of(file)), vietnam())
    except DefinitionError as error:
        yield _Verdict("", Place(str(file)), error.diagnostics)
        return
    except OSError as error:
        raise MisuseError("PF708", path=str(file), reason=error.strerror or str(error)) from error
    for example in examples:
        if name.casefold() in example.name.casefold():
            yield _Verdict(example.name, example.place, tuple(play(law, example).failures))


def _failure(verdict: _Verdict, failure: Diagnostic, lang: Language) -> str:
    place = f"{failure.place.file}:{failure.place.line}"
    code = in_colour(failure.code, "red", bold=True)
    name = f" · {verdict.name}" if verdict.name else ""
    return f"{place} {code} {failure.message(lang)}{name}"


COMMAND: Final = Command(
    "test",
    en="""Play the worked examples in PATH: stories of dossiers, with what must hold after each line.

    PATH is a file of examples (.test.yaml), the procedure it stands beside, or a folder. A line is printed for each
    expectation that was not kept. Exits 0 when all passed, 1 when one failed.

    \b
      procflow test procedures
      procflow test procedures/1.013225/2026-07.yaml --name 'Quốc khánh' --verbose
    """,
    vi="""Chạy các ví dụ kiểm chứng trong PATH: câu chuyện của hồ sơ và điều phải đúng sau mỗi dòng.

    PATH là tệp ví dụ (.test.yaml), tệp thủ tục đứng cạnh nó, hoặc một thư mục. Mỗi điều không đúng được in một dòng.
    Mã thoát: 0 khi tất cả đều đạt, 1 khi có ví dụ không đạt.

    \b
      procflow test procedures
      procflow test procedures/1.013225/2026-07.yaml --name 'Quốc khánh' --verbose
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option(
            "--name", default="", metavar="TEXT", en="Only examples so named.", vi="Chỉ các ví dụ có tên chứa TEXT."
        ),
        Option("--verbose", "-v", is_flag=True, en="Name those that passed, too.", vi="In cả các ví dụ đạt."),
    ],
    callback=click.pass_context(_run),
)
