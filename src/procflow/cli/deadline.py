"""`procflow deadline`: the date to print on a receipt, and why it is that date."""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.moment import parse_start, spoken_date, spoken_length, spoken_moment
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.clock import Deadline, deadline
from procflow.errors import Language, MisuseError, ProcflowError

__all__ = ["COMMAND"]

_COLUMNS: Final = (2, 3)
_LABELS: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": ("due", "appointment", "legal end", "counted"),
    "vi": ("đến hạn", "hẹn trả", "hết hạn lúc", "cách tính"),
}


def _run(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    start: str | None,
    span: str | None,
    rule: str | None,
    as_json: bool,
    explain: bool,
    batch: bool,
) -> int:
    lang = language(context)
    if batch:
        if start or explain:
            raise MisuseError("PF713", option="--batch", program=context.command_path)
        return _answer_rows(sys.stdin, rule, lang)
    if not start or not span:
        raise MisuseError("PF703", name="SPAN" if start else "START", program=context.command_path)
    if as_json:
        answer = _answer(start, span, rule, lang, explain=explain)
        print_json(answer)
        return 1 if "error" in answer else 0
    found = deadline(parse_start(start), span, rule=rule)
    print_text(_told(found, lang))
    if explain:
        print_text("\n".join(_explained(found, lang)))
    return 0


def _explained(found: Deadline, lang: Language) -> Iterator[str]:
    explanation = found.explain()
    yield f"\n{explanation.text(lang)}"
    if isinstance(found.start, datetime):
        length = spoken_length(found.start, found.due_at, lang)
        yield f"Từ lúc bắt đầu đến giờ hẹn: {length}" if lang == "vi" else f"From start to appointment: {length}"
    yield f"\n{explanation.picture(lang)}"


def _answer_rows(lines: Iterable[str], rule: str | None, lang: Language) -> int:
    """Answer each line on its own, so that one bad row, even an open quote, spoils no other."""
    failed = False
    for line in lines:
        if not line.strip("\ufeff \t\r\n"):
            continue
        answer = _answer_row(line.lstrip("\ufeff"), rule, lang)
        failed = failed or "error" in answer
        print_json(answer, indent=None)
    return 1 if failed else 0


def _answer_row(line: str, rule: str | None, lang: Language) -> Mapping[str, object]:
    try:
        row = [cell.strip() for cell in next(csv.reader([line]))]
    except csv.Error:
        row = []
    if len(row) not in _COLUMNS:
        return _refusal(MisuseError("PF705", count=len(row)), lang)
    start, span, own_rule = (*row, "")[:3]
    return _answer(start, span, own_rule or rule, lang)


def _answer(start: str, span: str, rule: str | None, lang: Language, *, explain: bool = False) -> Mapping[str, object]:
    try:
        found = deadline(parse_start(start), span, rule=rule)
        more = {"explanation": found.explain().data()} if explain else {}
    except ProcflowError as error:
        return _refusal(error, lang)
    return {
        "start": found.start.isoformat(),
        "span": str(found.span),
        "rule": found.rule,
        "due_on": found.due_on.isoformat(),
        "due_at": found.due_at.isoformat(),
        "ends_at": found.ends_at.isoformat(),
        "provisional": found.provisional,
        "calendar": found.calendar,
        **more,
    }


def _refusal(error: ProcflowError, lang: Language) -> Mapping[str, object]:
    return {"error": error.code, "message": error.message(lang)}


def _told(found: Deadline, lang: Language) -> str:
    start = found.start
    began = spoken_moment(start, lang) if isinstance(start, datetime) else spoken_date(start, lang)
    since = "từ" if lang == "vi" else "from"
    rule = "quy tắc" if lang == "vi" else "rule"
    values = (
        in_colour(spoken_date(found.due_on, lang), "green", bold=True),
        spoken_moment(found.due_at, lang),
        spoken_moment(found.ends_at, lang, ends=found.ends_at > found.due_at),
        f"{found.span.text(lang)} {since} {began}, {rule} {found.rule}",
    )
    rows = [f"{label:<12} {value}" for label, value in zip(_LABELS[lang], values, strict=True)]
    return "\n".join(rows + [_warned(reason.text(lang), lang) for reason in found.provisional_reasons])


def _warned(reason: str, lang: Language) -> str:
    word = "tạm tính" if lang == "vi" else "provisional"
    return f"{in_colour(f'{word:<12}', 'yellow')} {reason}"


COMMAND: Final = Command(
    "deadline",
    en="""Compute when a limit that starts at START and lasts SPAN falls due: the date to print on a receipt.

    START is a date, or a local date-time (Vietnam time); 20/8/2026 is 20 August.
    SPAN is written in English or as the law writes it.

    \b
      procflow deadline 2026-08-20 '2 working days'
      procflow deadline 2026-02-13T15:30 'same day before 15:00'
      procflow deadline 2026-03-02T16:00 '02 giờ làm việc' --explain
      procflow deadline --batch < starts.csv > dates.jsonl

    With --batch, standard input holds lines start,span[,rule]; each is answered by one JSON object.
    """,
    vi="""Tính thời điểm đến hạn của thời hạn SPAN kể từ START: ngày hẹn ghi trên giấy tiếp nhận.

    START là một ngày, hoặc một thời điểm (giờ Việt Nam), viết 2026-08-20 hoặc 20/8/2026.
    SPAN viết như trong văn bản luật, hoặc bằng tiếng Anh.

    \b
      procflow deadline 2026-08-20 '02 ngày làm việc'
      procflow deadline 2026-02-13T15:30 'same day before 15:00'
      procflow deadline 2026-03-02T16:00 '02 giờ làm việc' --explain
      procflow deadline --batch < starts.csv > dates.jsonl

    Với --batch, mỗi dòng start,span[,rule] ở đầu vào chuẩn được trả lời bằng một đối tượng JSON.
    """,
    params=[
        click.Argument(["start"], required=False),
        click.Argument(["span"], required=False),
        Option("--rule", metavar="NAME", en="Count by this rule.", vi="Quy tắc tính thời hạn."),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
        Option("--explain", is_flag=True, en="Tell each day counted or skipped.", vi="Giải thích từng ngày."),
        Option("--batch", is_flag=True, en="Answer CSV lines.", vi="Trả lời từng dòng CSV."),
    ],
    callback=click.pass_context(_run),
)
