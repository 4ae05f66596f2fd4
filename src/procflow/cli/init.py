"""`procflow init`: a procedure's first text, from the record the National Public Service Portal publishes."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.report import as_text
from procflow.cli.terminal import in_colour, print_text
from procflow.errors import Language, MisuseError, nearest
from procflow.library import load_text
from procflow.portal import PROFILE_START, PortalRecord, Scaffold, code_of, read_record, scaffold

__all__ = ["COMMAND"]


def _run(context: click.Context, *, source: str, code: str | None, out: str | None, effective: str | None) -> int:
    lang = language(context)
    since = PROFILE_START if effective is None else _date(effective)
    records = _chosen(source, _records(Path(source)), code, lang)
    if out is None:
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


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MisuseError("PF704", value=text) from error


def _records(path: Path) -> list[PortalRecord]:
    """Read a file of one JSON object, a JSON array of them, or one object a line."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise MisuseError("PF708", path=str(path), reason=error.strerror or str(error)) from error
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
        raise MisuseError("PF710", path=str(target), reason=error.strerror or str(error)) from error


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
    en="""Start a procedure from its published record: a YAML text that loads, with everything the record states.

    The record is one of the National Public Service Portal's published form, as a JSON object. What it does not state,
    or states doubtfully, is a note with a code, on the text and as a comment in it; no figure is invented.

    Without --out the text is printed, and its notes to standard error. With --out, FOLDER/CODE/VERSION.yaml is written
    for each record; files that exist are left as they are.

    \b
      procflow init --from record.json
      procflow init --from procedures.jsonl --code 1.001193 --out procedures
    """,
    vi="""Dựng thủ tục từ bản ghi đã công bố: một tệp YAML nạp được, chứa mọi điều bản ghi nêu.

    Bản ghi theo biểu mẫu công bố của Cổng Dịch vụ công quốc gia, là một đối tượng JSON. Điều không nêu hoặc nêu chưa rõ
    trở thành ghi chú có mã, kèm trong tệp dưới dạng chú thích; không con số nào được tự đặt ra.

    Không có --out thì in nội dung, các ghi chú in ra đầu ra lỗi. Có --out thì ghi FOLDER/CODE/VERSION.yaml cho từng bản
    ghi; tệp đã có được giữ nguyên.

    \b
      procflow init --from record.json
      procflow init --from procedures.jsonl --code 1.001193 --out procedures
    """,
    params=[
        Option("--from", "source", required=True, metavar="FILE", en="The record or records.", vi="Tệp bản ghi."),
        Option("--code", metavar="CODE", en="Take the record of this code.", vi="Chọn bản ghi có mã này."),
        Option("--out", metavar="FOLDER", en="Write files here.", vi="Ghi tệp vào thư mục này."),
        Option(
            "--effective",
            metavar="DATE",
            en="The first day in force, not before 2025-07-01.",
            vi="Ngày có hiệu lực, không trước 2025-07-01.",
        ),
    ],
    callback=click.pass_context(_run),
)
