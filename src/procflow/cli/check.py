"""`procflow check`: every problem of procedure files and of their worked examples, all at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import click

from procflow import lint
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import is_examples, yaml_files
from procflow.cli.report import as_data, as_text
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import DefinitionError, Diagnostic, Language, MisuseError, Severity
from procflow.library import load
from procflow.scenario import read_examples
from procflow.source import read

__all__ = ["COMMAND"]


def _run(context: click.Context, *, paths: tuple[str, ...], form: Literal["text", "json"]) -> int:
    lang = language(context)
    files = yaml_files(paths, lang)
    found = [diagnostic for file in files for diagnostic in _problems(file)]
    if form == "json":
        print_json([as_data(diagnostic, lang) for diagnostic in found])
    else:
        for diagnostic in found:
            print_text(f"{as_text(diagnostic, lang)}\n")
        print_text(_summary(files, found, lang))
    return 1 if _count(found, Severity.ERROR) else 0


def _problems(file: Path) -> Sequence[Diagnostic]:
    try:
        if is_examples(file):
            read_examples(read(_bytes(file), str(file)))
            return ()
        procedure = load(file)
        return sorted((*procedure.warnings, *lint.check(procedure)), key=lambda each: each.place)
    except DefinitionError as error:
        return error.diagnostics


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise MisuseError("PF708", path=str(file), reason=error.strerror or str(error)) from error


def _count(found: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in found)


def _summary(files: Sequence[Path], found: Sequence[Diagnostic], lang: Language) -> str:
    errors, warnings = _count(found, Severity.ERROR), _count(found, Severity.WARNING)
    colour = "red" if errors else "yellow" if warnings else "green"
    if lang == "vi":
        return in_colour(f"{len(files)} tệp, {errors} lỗi, {warnings} cảnh báo", colour)
    counts = ((len(files), "file"), (errors, "error"), (warnings, "warning"))
    return in_colour(", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts), colour)


COMMAND: Final = Command(
    "check",
    en="""Report every problem of the procedures and worked examples in PATH, each with its place and what to do.

    PATH is a file, or a folder with all the .yaml files in it. Exits 0 when there is no error, 1 when there is one, 2
    when a path is wrong.

    \b
      procflow check procedures
      procflow check procedures/1.013225/2026-07.yaml --format json
    """,
    vi="""Báo mọi lỗi của thủ tục và ví dụ kiểm chứng trong PATH, kèm vị trí và cách sửa.

    PATH là một tệp, hoặc một thư mục cùng mọi tệp .yaml trong đó. Mã thoát: 0 khi không có lỗi, 1 khi có lỗi, 2 khi
    đường dẫn sai.

    \b
      procflow check procedures
      procflow check procedures/1.013225/2026-07.yaml --format json
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            en="Text for people, or one JSON array.",
            vi="Văn bản cho người đọc, hoặc một mảng JSON.",
        ),
    ],
    callback=click.pass_context(_run),
)
