"""`procflow test`: play the worked examples and say which expectation was not kept, and where it stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from procflow.calendar import vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import example_files, procedure_of
from procflow.cli.report import as_text
from procflow.cli.searching import EXCLUDE
from procflow.cli.terminal import in_colour, print_text, progress
from procflow.core import Law
from procflow.errors import DefinitionError, Diagnostic, Language, MisuseError, Place, ProcflowError, system_reason
from procflow.library import load
from procflow.scenario import Unexercised, play, read_examples, unexercised
from procflow.source import read

__all__ = ["COMMAND"]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Say how one example went; a file that cannot be read is one failed example without a name."""

    name: str
    place: Place
    failures: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Report:
    """Hold how the examples of one file went, and what none of them exercises."""

    file: Path
    verdicts: tuple[_Verdict, ...]
    left_out: Unexercised | None = None


def _run(  # noqa: PLR0913 - one an option, each by name
    context: click.Context,
    *,
    paths: tuple[str, ...],
    name: str,
    overlay: str | None,
    verbose: bool,
    coverage: bool,
    exclude: tuple[str, ...] = (),
) -> int:
    lang = language(context)
    files = progress(example_files(paths, lang, exclude), "Chạy ví dụ" if lang == "vi" else "Playing")
    reports = [_report(file, name, overlay) for file in files]
    verdicts = [verdict for report in reports for verdict in report.verdicts]
    failed = sum(bool(verdict.failures) for verdict in verdicts)
    for verdict in verdicts:
        for failure in verdict.failures:
            print_text(_failure(verdict, failure, lang) if verdict.name else f"{as_text(failure, lang)}\n")
        if verbose and not verdict.failures:
            print_text(f"{in_colour('ok', 'green')} {verdict.place.file}:{verdict.place.line} {verdict.name}")
    if coverage and not (failed or name):  # of a choice of examples, or of failing ones, nothing is claimed
        for report in reports:
            _tell_left_out(report, lang)
    passed, fell = ("đạt", "không đạt") if lang == "vi" else ("passed", "failed")
    print_text(in_colour(f"{len(verdicts) - failed} {passed}, {failed} {fell}", "red" if failed else "green"))
    return 1 if failed else 0


def _report(file: Path, name: str, overlay: str | None) -> _Report:
    try:
        examples = read_examples(read(file.read_bytes(), str(file)))
        laws = {each: _law(file, each, overlay) for each in {"", *(example.overlay for example in examples)}}
    except DefinitionError as error:
        return _Report(file, (_Verdict("", Place(str(file)), error.diagnostics),))
    except OSError as error:
        raise MisuseError("PF708", path=str(file), reason=system_reason(error)) from error
    played = [
        play(laws[example.overlay], example) for example in examples if name.casefold() in example.name.casefold()
    ]
    verdicts = tuple(_Verdict(each.example.name, each.example.place, tuple(each.failures)) for each in played)
    return _Report(file, verdicts, unexercised(laws[""].procedure, played))


def _law(file: Path, own: str, overlay: str | None) -> Law:
    """Give the law of the examples in `file`: under their `own` overlay, found from there, or else the one for all."""
    laid = str(file.parent / own) if own else overlay
    return Law(load(procedure_of(file), overlay=laid), vietnam())


def _tell_left_out(report: _Report, lang: Language) -> None:
    if report.left_out:
        note, word = ("lưu ý", "chưa có ví dụ cho") if lang == "vi" else ("note", "no example exercises")
        print_text(f"{in_colour(note, 'yellow')} {report.file}: {word} {report.left_out}")


def _failure(verdict: _Verdict, failure: Diagnostic, lang: Language) -> str:
    place = f"{failure.place.file}:{failure.place.line}"
    code = in_colour(failure.code, "red", bold=True)
    said = f"{place} {code} {failure.message(lang)} · {verdict.name}"
    refusal = failure.params.get("why")
    if not isinstance(refusal, ProcflowError) or not (hint := refusal.hint(lang)):
        return said
    return f"{said}\n  {'gợi ý' if lang == 'vi' else 'hint'}: {hint}"


COMMAND: Final = Command(
    "test",
    en="""Play the worked examples in PATH: stories of dossiers, with what must hold after each line.

    PATH is a file of examples (.test.yaml), the procedure it stands beside, or a folder. A line is printed for each
    expectation that was not kept and, when all passed, for each file whose examples leave out steps or outcomes.
    Exits 0 when all passed, 1 when one failed.

    \b
      procflow test procedures
      procflow test procedures/1.013225/2026-07.yaml --name 'Quốc khánh' --verbose
      procflow test procedures --no-coverage
    """,
    vi="""Chạy các ví dụ kiểm chứng trong PATH: câu chuyện của hồ sơ và điều phải đúng sau mỗi dòng.

    PATH là tệp ví dụ (.test.yaml), tệp thủ tục đứng cạnh nó, hoặc một thư mục. Mỗi điều không đúng được in một dòng;
    khi tất cả đều đạt thì nêu cả bước và lối ra chưa có ví dụ nào đi qua.
    Mã thoát: 0 khi tất cả đều đạt, 1 khi có ví dụ không đạt.

    \b
      procflow test procedures
      procflow test procedures/1.013225/2026-07.yaml --name 'Quốc khánh' --verbose
      procflow test procedures --no-coverage
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option(
            "--name", default="", metavar="TEXT", en="Only examples so named.", vi="Chỉ các ví dụ có tên chứa TEXT."
        ),
        Option(
            "--overlay",
            metavar="FILE",
            en="Play under a province's overlay those examples that name none.",
            vi="Chạy theo quy định của địa phương các ví dụ không tự nêu quy định nào.",
        ),
        Option("--verbose", "-v", is_flag=True, en="Name those that passed, too.", vi="In cả các ví dụ đạt."),
        Option(
            "--coverage/--no-coverage",
            default=True,
            en="Name steps and outcomes no example exercises, or do not.",
            vi="Nêu bước và lối ra chưa có ví dụ, hoặc không nêu.",
        ),
        EXCLUDE,
    ],
    callback=click.pass_context(_run),
)
