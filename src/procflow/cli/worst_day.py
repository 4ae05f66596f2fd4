"""`procflow worst-day`: on which day of a year handing a dossier in means the longest wait, and why."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from procflow.calendar import vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.moment import spoken_date, spoken_moment
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import Language, MisuseError
from procflow.library import load
from procflow.lint import WorstDay, worst_day
from procflow.procedure import Procedure
from procflow.wording import Wording

__all__ = ["COMMAND"]

_SHOWN: Final = 8
_LABELS: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": ("submit", "accepted", "due", "wait", "usual wait", "days off", "also"),
    "vi": ("nộp", "tiếp nhận", "hẹn trả", "chờ", "thường chờ", "ngày nghỉ", "cũng vậy"),
}


def _run(  # noqa: PLR0913 - one parameter an option
    context: click.Context, *, file: str, year: int, case: str, channel: str, as_json: bool
) -> int:
    lang = language(context)
    procedure = load(Path(file))
    found = [
        worst
        for chosen in ([case] if case else list(procedure.cases) or [""])
        for way in ([channel] if channel else procedure.submit_channels)
        if (worst := _find(procedure, chosen, way, year, lang)) is not None
    ]
    if not found:
        raise MisuseError("PF721", path=file)
    if as_json:
        print_json([_data(each) for each in found])
    else:
        print_text("\n\n".join(_told(each, Wording(procedure, lang)) for each in found))
    return 0


def _find(procedure: Procedure, case: str, channel: str, year: int, lang: Language) -> WorstDay | None:
    return worst_day(procedure, case=case, channel=channel, year=year, calendar=vietnam(), lang=lang)


def _told(found: WorstDay, words: Wording) -> str:
    lang = words.lang
    wait, labels = found.worst, _LABELS[lang]
    day = "ngày" if lang == "vi" else "days"
    also = [spoken_date(each, lang) for each in found.days if each != wait.submitted_at.date()]
    values = [
        in_colour(spoken_moment(wait.submitted_at, lang), "red", bold=True),
        spoken_moment(wait.accepted_at, lang),
        spoken_date(wait.counted.due_on, lang),
        f"{wait.days} {day}",
        f"{found.usual} {day}",
        _off(found) if lang == "vi" else found.reason(),
        ", ".join(also[:_SHOWN]) + (" …" if len(also) > _SHOWN else ""),
    ]
    choice = ", ".join(word for word in _choice(found, words) if word)
    rows = [f"{label:<12} {value}" for label, value in zip(labels, values, strict=True) if value]
    return "\n".join([f"{choice} {found.year}", *rows])


def _choice(found: WorstDay, words: Wording) -> tuple[str, str]:
    """Name the case and the channel: in English by what `--case` and `--channel` are given, as few files name both."""
    choice = found.choice
    if words.lang == "en":
        return choice.case, choice.channel
    return words.case(choice.case) if choice.case else "", words.channel(choice.channel)


def _off(found: WorstDay) -> str:
    return "; ".join(
        f"{first:%d/%m/%Y} {name}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y} {name}"
        for first, last, name in found.off
    )


def _data(found: WorstDay) -> Mapping[str, object]:
    wait = found.worst
    return {
        "case": found.choice.case,
        "channel": found.choice.channel,
        "year": found.year,
        "submitted_at": wait.submitted_at.isoformat(),
        "accepted_at": wait.accepted_at.isoformat(),
        "due_on": wait.counted.due_on.isoformat(),
        "wait_days": wait.days,
        "usual_days": found.usual,
        "shortest_days": found.shortest,
        "days": [day.isoformat() for day in found.days],
        "off": [
            {"first": first.isoformat(), "last": last.isoformat(), "name": name} for first, last, name in found.off
        ],
        "provisional": wait.counted.provisional,
        "reason": found.reason(),
    }


COMMAND: Final = Command(
    "worst-day",
    en="""Find the day on which submitting a dossier of the procedure FILE means the longest wait for its result.

    The wait is counted in days of the calendar, from handing in to the due date, with reception taking all of its time.
    Each case and channel is answered, unless one is chosen.

    \b
      procflow worst-day procedures/1.013225/2026-07.yaml --year 2026
      procflow worst-day procedures/1.013225/2026-07.yaml --case house --channel online --json
    """,
    vi="""Tìm ngày mà nộp hồ sơ của thủ tục FILE thì phải chờ kết quả lâu nhất.

    Thời gian chờ tính theo ngày lịch, từ khi nộp đến ngày hẹn trả, khi bộ phận tiếp nhận dùng hết thời hạn của mình.
    Trả lời cho từng trường hợp và cách thức nộp, trừ khi chọn một.

    \b
      procflow worst-day procedures/1.013225/2026-07.yaml --year 2026
      procflow worst-day procedures/1.013225/2026-07.yaml --case house --channel online --json
    """,
    params=[
        click.Argument(["file"], metavar="FILE"),
        Option("--year", type=click.IntRange(2005, 2049), default=2026, show_default=True, en="The year.", vi="Năm."),
        Option("--case", default="", metavar="NAME", en="Only this case.", vi="Chỉ trường hợp này."),
        Option("--channel", default="", metavar="NAME", en="Only this channel.", vi="Chỉ cách thức nộp này."),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
    ],
    callback=click.pass_context(_run),
)
