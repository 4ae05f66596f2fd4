"""`procflow check`: every problem of procedure files and of their worked examples, all at once."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final, Literal, get_args

import click

from procflow import lint
from procflow.cli.annotations import as_github, as_sarif
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.cache import Cache, Problems
from procflow.cli.files import is_examples, yaml_files
from procflow.cli.fixing import correct_files, foreseen
from procflow.cli.ignoring import Ignores
from procflow.cli.report import as_data, as_text
from procflow.cli.searching import EXCLUDE
from procflow.cli.terminal import in_colour, print_json, print_text, progress
from procflow.errors import DefinitionError, Diagnostic, Language, MisuseError, Severity, system_reason
from procflow.library import load_text
from procflow.scenario import read_examples
from procflow.source import MAX_BYTES, read

__all__ = ["COMMAND"]

_FORESEEN: Final = 20
"""Files in which `--fix` is tried for the report alone: each try reads the file again."""

Form = Literal["text", "json", "sarif", "github"]


def _run(  # noqa: PLR0913 - the options of the command
    context: click.Context,
    *,
    paths: tuple[str, ...],
    form: Form,
    fix: bool,
    cache: str | None,
    no_cache: bool,
    exclude: tuple[str, ...] = (),
) -> int:
    lang = language(context)
    files = yaml_files(paths, lang, exclude)
    for line in correct_files(files, lang) if fix else ():
        click.echo(line, err=form != "text")
    kept = None if no_cache else Cache.at(cache)
    ignores = Ignores()
    found: list[Diagnostic] = []
    aside: list[tuple[Diagnostic, str]] = []
    for file in progress(files, "Kiểm tra" if lang == "vi" else "Checking"):
        errors, judged = _problems(file, kept)
        counted, ignored = ignores.sift(file, judged)
        found += sorted((*errors, *counted), key=lambda each: each.place)
        aside += ignored
    if kept is not None:
        kept.tidy()
    found += ignores.unused()
    _tell(files, found, aside, form, lang, fixed=fix)
    return 1 if _count(found, Severity.ERROR) else 0


def _tell(  # noqa: PLR0913 - what was found, and how it is told
    files: Sequence[Path],
    found: Sequence[Diagnostic],
    aside: Sequence[tuple[Diagnostic, str]],
    form: Form,
    lang: Language,
    *,
    fixed: bool,
) -> None:
    match form:
        case "json":
            print_json([as_data(diagnostic, lang) for diagnostic in found])
        case "sarif":
            print_json(as_sarif(found, aside, lang))
        case "github":
            for line in as_github(found, lang):
                print_text(line)
        case "text":
            remedies = [""] * len(found) if fixed else _remedies(found, lang)
            for diagnostic, remedy in zip(found, remedies, strict=True):
                print_text(as_text(diagnostic, lang))
                print_text(f"  --fix: {remedy}\n" if remedy else "")
            print_text(_summary(files, found, len(aside), lang) + _mended(found, remedies, lang))


def _problems(file: Path, kept: Cache | None) -> Problems:
    """Give the problems of `file`: those kept of these very bytes, or those found now."""
    content = _bytes(file)
    found = None if kept is None else kept.recall(str(file), content)
    if found is None:
        found = _judge(file, content)
        if kept is not None:
            kept.keep(str(file), content, found)
    return found


def _judge(file: Path, content: bytes) -> Problems:
    try:
        if is_examples(file):
            read_examples(read(content, str(file)))
            return Problems((), ())
        procedure = load_text(content, str(file))
    except DefinitionError as error:
        return Problems(tuple(error.diagnostics), ())
    return Problems((), (*procedure.warnings, *lint.check(procedure), *lint.check_names(procedure)))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)  # of a file a hundred times as long no more has to be held
    except OSError as error:
        raise MisuseError("PF708", path=str(file), reason=system_reason(error)) from error


def _remedies(found: Sequence[Diagnostic], lang: Language) -> list[str]:
    """Say of each problem how `--fix` would mend it, for the first files with errors; of the others nothing is said."""
    by_file: dict[str, list[int]] = {}
    for index, diagnostic in enumerate(found):
        if diagnostic.severity is Severity.ERROR:
            by_file.setdefault(diagnostic.place.file, []).append(index)
    said = [""] * len(found)
    for file, indices in islice(by_file.items(), _FORESEEN):
        for index, remedy in zip(indices, foreseen(Path(file), [found[each] for each in indices], lang), strict=True):
            said[index] = remedy
    return said


def _mended(found: Sequence[Diagnostic], remedies: Sequence[str], lang: Language) -> str:
    count = sum(map(bool, remedies))
    if not count:
        return ""
    files = {each.place.file for each in found if each.severity is Severity.ERROR}
    if lang == "vi":
        return f"; --fix sửa được {'ít nhất ' if len(files) > _FORESEEN else ''}{count} lỗi"
    return f"; --fix mends {count}{' or more' if len(files) > _FORESEEN else ''}"


def _count(found: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in found)


def _summary(files: Sequence[Path], found: Sequence[Diagnostic], aside: int, lang: Language) -> str:
    errors, warnings = _count(found, Severity.ERROR), _count(found, Severity.WARNING)
    colour = "red" if errors else "yellow" if warnings else "green"
    if lang == "vi":
        more = f", {aside} đã bỏ qua có lý do" if aside else ""
        return in_colour(f"{len(files)} tệp, {errors} lỗi, {warnings} cảnh báo{more}", colour)
    counts = ((len(files), "file"), (errors, "error"), (warnings, "warning"))
    more = f", {aside} ignored with a reason" if aside else ""
    return in_colour(", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts) + more, colour)


COMMAND: Final = Command(
    "check",
    en="""Report every problem of the procedures and worked examples in PATH, each with its place and what to do.

    PATH is a file, or a folder with all the .yaml files in it, but for hidden folders and those of packages. What
    loads is judged too: traps, limits that do not fit, results nobody produces. A finding is set aside, with its
    reason, in procflow-ignore.yaml beside the file or above it. Exits 0 when there is no error, 1 when there is one, 2
    when a path is wrong.

    \b
      procflow check procedures
      procflow check procedures/1.013225/2026-07.yaml --format json
      procflow check drafts --fix
    """,
    vi="""Báo mọi lỗi của thủ tục và ví dụ kiểm chứng trong PATH, kèm vị trí và cách sửa.

    PATH là một tệp, hoặc một thư mục cùng mọi tệp .yaml trong đó, trừ thư mục ẩn và thư mục thư viện. Thủ tục đọc
    được còn được xét về nội dung: bế tắc, các bước không vừa thời hạn, kết quả không ai tạo ra. Muốn bỏ qua một cảnh
    báo thì ghi kèm lý do vào procflow-ignore.yaml ở cùng thư mục hoặc thư mục trên. Mã thoát: 0 khi không có lỗi, 1 khi
    có lỗi, 2 khi đường dẫn sai.

    \b
      procflow check procedures
      procflow check procedures/1.013225/2026-07.yaml --format json
      procflow check drafts --fix
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option(
            "--format",
            "form",
            type=click.Choice(get_args(Form)),
            default="text",
            en="Text, one JSON array, a SARIF log, or GitHub annotations.",
            vi="Văn bản, một mảng JSON, nhật ký SARIF, hoặc chú thích GitHub.",
        ),
        Option(
            "--fix",
            is_flag=True,
            en="First correct in the files what a program can, and tell each correction.",
            vi="Trước hết sửa trong tệp những gì máy sửa được, và nêu từng chỗ đã sửa.",
        ),
        Option(
            "--cache",
            metavar="DIR",
            en="Keep in DIR what was found in unchanged files; otherwise in the user's cache.",
            vi="Giữ trong DIR kết quả của các tệp không đổi; nếu không thì trong bộ nhớ đệm của người dùng.",
        ),
        Option(
            "--no-cache",
            is_flag=True,
            en="Judge every file anew and keep nothing.",
            vi="Xét lại mọi tệp và không giữ gì.",
        ),
        EXCLUDE,
    ],
    callback=click.pass_context(_run),
)
