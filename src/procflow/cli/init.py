"""`procflow init`: a procedure's first text, from answers, from the library or from a record the portal publishes."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from procflow import lint
from procflow.cli.asking import OPTIONS, answered
from procflow.cli.beginning import Beginning, begin
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import examples_of
from procflow.cli.moment import parse_date
from procflow.cli.report import as_text
from procflow.cli.terminal import in_colour, print_text
from procflow.errors import Language, MisuseError, nearest, system_reason
from procflow.library import load, load_text, shipped
from procflow.portal import PROFILE_START, PortalRecord, Scaffold, code_of, read_record, scaffold
from procflow.procedure import Procedure

__all__ = ["COMMAND"]

_SHIPPED: Final = re.compile(r"([1-9]\.[0-9]{6})(?:/([^/]+))?")
_ANSWERS: Final = tuple(str(each.name) for each in OPTIONS)


def _run(context: click.Context, /, **asked: object) -> int:
    lang = language(context)
    source, out = _text(asked["source"]), _text(asked["out"])
    if not source:
        made = begin(answered(asked, lang, asks=_is_on_a_terminal()))
        return _tell_files(made, load_text(made.procedure), out, lang)
    given = sorted(name for name in _ANSWERS if asked[name] is not None)
    if given:
        raise MisuseError("PF768", names=", ".join(f"--{name.replace('_', '-')}" for name in given))
    named = _SHIPPED.fullmatch(source)
    if named is not None and not Path(source).exists():
        return _from_the_library(named[1], named[2] or "", out, lang)
    since = PROFILE_START if asked["effective"] is None else parse_date(_text(asked["effective"]))
    return _from_records(source, _text(asked["code"]) or None, out, since, lang)


def _from_the_library(code: str, version: str, out: str, lang: Language) -> int:
    """Take a version that ships, the newest unless one is named, with the worked examples beside it."""
    file = shipped(code, version)
    beside = examples_of(file)
    stories = beside.read_text(encoding="utf-8") if beside.is_file() else ""
    return _tell_files(Beginning(file.read_text(encoding="utf-8"), stories), load(file), out, lang)


def _tell_files(made: Beginning, procedure: Procedure, out: str, lang: Language) -> int:
    if not out:
        print_text(made.procedure.removesuffix("\n"))
        word = "thêm --out THƯ-MỤC để ghi tệp, kèm ví dụ kiểm chứng" if lang == "vi" else "--out FOLDER writes the file"
        click.echo(word if lang == "vi" else f"{word}, with worked examples beside it", err=True)
        return 0
    target = Path(out) / procedure.code / f"{procedure.version}.yaml"
    for file in (target, examples_of(target)):
        if file.exists():
            raise MisuseError("PF863", path=str(file))
    for file, text in ((target, made.procedure), (examples_of(target), made.examples)):
        if text:
            _write(file, text)
            print_text(str(file))
    for warning in (*procedure.warnings, *lint.check(procedure)):
        click.echo(f"{warning.code} {warning.message(lang)}", err=True)
    following = "tiếp theo" if lang == "vi" else "next"
    click.echo(f"{following}: procflow check {target.parent}; procflow test {target.parent}", err=True)
    return 0


def _from_records(source: str, code: str | None, out: str, since: date, lang: Language) -> int:
    records = _chosen(source, _records(Path(source)), code, lang)
    if not out:
        if len(records) > 1:
            raise MisuseError("PF862", path=source, count=len(records))
        made = scaffold(records[0], effective=since)
        load_text(made.text, _name(made))
        print_text(made.text.removesuffix("\n"))
        _tell_notes(made, lang)
        click.echo(_count(made, lang), err=True)
        return 0
    for record, target in zip(records, _targets(records, Path(out), since), strict=True):
        made = scaffold(record, effective=since, file=str(target))
        load_text(made.text, str(target))
        _write(target, made.text)
        print_text(f"{target}  {_count(made, lang)}")
        if len(records) == 1:
            _tell_notes(made, lang)
    return 0


def _is_on_a_terminal() -> bool:
    return sys.stdin.isatty()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _records(path: Path) -> list[PortalRecord]:
    """Read a file of one JSON object, a JSON array of them, or one object a line."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise MisuseError("PF708", path=str(path), reason=system_reason(error)) from error
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return list(_lines(path, text))
    values = whole if isinstance(whole, list) else [whole]
    return [_record(path, number, value) for number, value in enumerate(values, start=1)]


def _lines(path: Path, text: str) -> Iterator[PortalRecord]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise MisuseError("PF860", path=str(path), line=number, reason=str(error)) from error
            yield _record(path, number, value)


def _record(path: Path, number: int, value: object) -> PortalRecord:
    if not isinstance(value, dict):
        raise MisuseError("PF860", path=str(path), line=number, reason=type(value).__name__)
    return read_record(value)


def _chosen(source: str, records: Sequence[PortalRecord], code: str | None, lang: Language) -> Sequence[PortalRecord]:
    if not records:
        raise MisuseError("PF860", path=source, line=1, reason="[]")
    chosen = [record for record in records if code is None or record.code == code]
    if chosen:
        return chosen
    close = nearest(code or "", [record.code for record in records])
    meant = (f"; ý bạn là `{close}`?" if lang == "vi" else f"; did you mean `{close}`?") if close else ""
    raise MisuseError("PF861", path=source, code=code or "", meant=meant)


def _targets(records: Sequence[PortalRecord], out: Path, since: date) -> list[Path]:
    """Name the files to write, `CODE/VERSION.yaml`; nothing is written where one of them exists."""
    targets: list[Path] = []
    for record in records:
        code, number = code_of(record), 2
        target = out / code / f"{since:%Y-%m}.yaml"
        while target in targets:
            target, number = out / f"{code}-{number}" / target.name, number + 1
        targets.append(target)
    taken = next((target for target in targets if target.exists()), None)
    if taken is not None:
        raise MisuseError("PF863", path=str(taken))
    return targets


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MisuseError("PF710", path=str(target), reason=system_reason(error)) from error


def _name(made: Scaffold) -> str:
    return made.notes[0].place.file if made.notes else "<text>"


def _tell_notes(made: Scaffold, lang: Language) -> None:
    for note in made.notes:
        click.echo(f"{as_text(note, lang)}\n", err=True)


def _count(made: Scaffold, lang: Language) -> str:
    count = len(made.notes)
    return in_colour(f"{count} ghi chú" if lang == "vi" else f"{count} note{'' if count == 1 else 's'}", "yellow")


COMMAND: Final = Command(
    "init",
    en="""Start a procedure: from a few answers, from a procedure that ships, or from its published record.

    Without --from, what is not given as an option is asked for; the procedure that is written passes `check`, and the
    worked examples beside it pass `test`. --from CODE takes the newest version of that procedure
    from the library, which may not be in force yet, --from CODE/VERSION the one named. --from FILE takes a record of
    the National Public Service Portal's published form, as a JSON object: what it does not state, or states doubtfully,
    is a note with a code, on the text and as a comment in it; no figure is invented.

    Without --out the text is printed, and notes to standard error. With --out, FOLDER/CODE/VERSION.yaml is written;
    files that exist are left as they are.

    \b
      procflow init --out drafts
      procflow init --from 1.013225 --out drafts
      procflow init --from procedures.jsonl --code 1.001193 --out drafts
    """,
    vi="""Dựng một thủ tục: từ vài câu trả lời, từ thủ tục có sẵn, hoặc từ bản ghi đã công bố.

    Không có --from thì điều gì chưa ghi thành tuỳ chọn sẽ được hỏi; thủ tục viết ra qua được `check`, ví dụ kiểm chứng
    kèm theo qua được `test`. --from CODE lấy phiên bản mới nhất của thủ tục đó trong thư viện, có thể chưa có hiệu lực;
    --from CODE/VERSION lấy đúng phiên bản ấy. --from FILE lấy bản ghi theo biểu mẫu công bố của Cổng Dịch vụ công quốc
    gia, là một đối tượng JSON: điều không nêu hoặc nêu chưa rõ trở thành ghi chú có mã, kèm trong tệp dưới dạng chú
    thích; không con số nào được tự đặt ra.

    Không có --out thì in nội dung, các ghi chú in ra đầu ra lỗi. Có --out thì ghi FOLDER/CODE/VERSION.yaml; tệp đã có
    được giữ nguyên.

    \b
      procflow init --out drafts
      procflow init --from 1.013225 --out drafts
      procflow init --from procedures.jsonl --code 1.001193 --out drafts
    """,
    params=[
        Option("--from", "source", metavar="CODE|FILE",
               en="A code of the library, CODE or CODE/VERSION, or a file of records.",
               vi="Mã thủ tục trong thư viện, CODE hoặc CODE/VERSION, hoặc tệp bản ghi."),
        Option("--code", metavar="CODE", en="The code of the new procedure, or of the record to take.",
               vi="Mã của thủ tục mới, hoặc của bản ghi cần lấy."),
        Option("--out", metavar="FOLDER", en="Write files here.", vi="Ghi tệp vào thư mục này."),
        Option("--effective", metavar="DATE", en="The first day in force; for a record not before 2025-07-01.",
               vi="Ngày có hiệu lực; với bản ghi thì không trước 2025-07-01."),
        *OPTIONS,
    ],
    callback=click.pass_context(_run),
)  # fmt: skip
