"""`procflow fmt`: the files an author writes, in the one layout of the language."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import yaml_files
from procflow.cli.report import as_text
from procflow.cli.searching import EXCLUDE
from procflow.cli.terminal import in_colour, print_text, progress
from procflow.cli.writing import write_file
from procflow.errors import DefinitionError, Language, MisuseError, system_reason
from procflow.formatting import formatted
from procflow.source import MAX_BYTES

__all__ = ["COMMAND"]

_STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class _Laid:
    """Hold one file as it is and as it would be, or why it cannot be laid out."""

    file: Path
    before: bytes
    after: str
    error: DefinitionError | None = None


def _run(context: click.Context, *, paths: tuple[str, ...], check: bool, diff: bool, exclude: tuple[str, ...]) -> int:
    lang = language(context)
    if paths == (_STANDARD_INPUT,):
        return _pass_through(lang)
    files = progress(yaml_files(paths, lang, exclude), "Định dạng" if lang == "vi" else "Formatting")
    laid = [_laid(file) for file in files]
    for each in laid:
        if each.error is not None:
            _complain(each.error, lang)
    changed = [each for each in laid if each.error is None and each.after.encode() != each.before]
    for each in changed:
        if diff:
            print_text("\n".join(_difference(each)))
            continue
        if not check:
            write_file(each.file, each.after.encode())
        print_text(str(each.file))
    refused = sum(each.error is not None for each in laid)
    click.echo(_summary(len(laid), len(changed), refused, lang, written=not (check or diff)), err=True)
    return 1 if refused or (check and changed) else 0


def _laid(file: Path) -> _Laid:
    before = _text(file)
    try:
        return _Laid(file, before, formatted(before, str(file)))
    except DefinitionError as error:
        return _Laid(file, before, "", error)


def _pass_through(lang: Language) -> int:
    try:
        after = formatted(sys.stdin.buffer.read(), "<stdin>")
    except DefinitionError as error:
        _complain(error, lang)
        return 1
    print_text(after, newline=False)
    return 0


def _text(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)  # what is longer is refused, and not written
    except OSError as error:
        raise MisuseError("PF708", path=str(file), reason=system_reason(error)) from error


def _complain(error: DefinitionError, lang: Language) -> None:
    for diagnostic in error.diagnostics:
        click.echo(f"{as_text(diagnostic, lang)}\n", err=True)


def _difference(laid: _Laid) -> Iterator[str]:
    name, before = str(laid.file), laid.before.decode()
    rows = unified_diff(before.splitlines(), laid.after.splitlines(), name, name, lineterm="")
    for row in rows:
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(row[:1])
        yield in_colour(row, colour) if colour and not row.startswith(("+++", "---")) else row


def _summary(files: int, changed: int, refused: int, lang: Language, *, written: bool) -> str:
    same = files - changed - refused
    words = _words(lang, written=written)
    parts = [f"{changed} {words[0]}", f"{same} {words[1]}", *([f"{refused} {words[2]}"] if refused else [])]
    return in_colour(", ".join(parts), "red" if refused else "green" if written or not changed else "yellow")


def _words(lang: Language, *, written: bool) -> Sequence[str]:
    if lang == "vi":
        return ("tệp đã định dạng" if written else "tệp cần định dạng", "tệp giữ nguyên", "tệp có lỗi")
    return ("formatted" if written else "to be formatted", "unchanged", "with errors")


COMMAND: Final = Command(
    "fmt",
    en="""Lay the files in PATH out the one way: keys in the language's order, two spaces, lines that fit.

    PATH is a file, a folder with all the .yaml files in it, or - for standard input. Comments and every value stay as
    they were written, and what a file says stays the same; a file that cannot be read is left alone. Formatting changes
    a file's fingerprint, so format a version before dossiers are kept under it.

    --check writes nothing and exits 1 when a file is not formatted; --diff writes nothing and shows what would change.

    \b
      procflow fmt procedures
      procflow fmt procedures --check
      procflow fmt procedures/1.013225/2026-07.yaml --diff
    """,
    vi="""Định dạng các tệp trong PATH theo một kiểu duy nhất: khóa theo thứ tự của ngôn ngữ, thụt hai dấu cách.

    PATH là một tệp, một thư mục cùng mọi tệp .yaml trong đó, hoặc - cho đầu vào chuẩn. Chú thích và mọi giá trị
    được giữ nguyên từng chữ, nội dung không đổi; tệp không đọc được thì không đụng đến. Định dạng làm đổi dấu vân tay
    của tệp, nên hãy định dạng trước khi có hồ sơ theo phiên bản đó.

    --check không ghi gì và thoát với mã 1 khi có tệp chưa đúng; --diff không ghi gì và cho xem sẽ đổi những gì.

    \b
      procflow fmt procedures
      procflow fmt procedures --check
      procflow fmt procedures/1.013225/2026-07.yaml --diff
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option("--check", is_flag=True, en="Write nothing; exit 1 when a file would change.",
               vi="Không ghi; mã thoát 1 khi có tệp chưa đúng."),
        Option("--diff", is_flag=True, en="Write nothing; show what would change.",
               vi="Không ghi; cho xem những chỗ sẽ đổi."),
        EXCLUDE,
    ],
    callback=click.pass_context(_run),
)  # fmt: skip
