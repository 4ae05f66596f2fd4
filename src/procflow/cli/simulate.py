"""`procflow simulate`: random dossiers of one procedure through the real law, and how many were late in which step."""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import click

from procflow.calendar import vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.moment import parse_date
from procflow.cli.story_words import STANDINGS
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.core import Law
from procflow.errors import Language
from procflow.library import load
from procflow.procedure import Procedure
from procflow.simulate import Chance, Habits, Tally, simulate
from procflow.wording import Wording

__all__ = ["COMMAND"]

_YEAR: Final = timedelta(days=364)
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "late": ("hết thời hạn trước khi có kết quả", "the limit ran out before the result"),
    "in": ("khi đang ở bước", "while in the step"),
    "slow": ("bước quá thời gian riêng", "steps over their own time"),
    "silent": ("cơ quan hết hạn cho ý kiến", "agencies that ran out of time"),
    "days": ("ngày làm việc từ tiếp nhận đến kết quả", "working days from acceptance to result"),
    "half": ("một nửa trong", "half within"),
    "most": ("chín phần mười trong", "nine tenths within"),
    "all": ("lâu nhất", "the longest"),
    "ended": ("kết thúc", "how they stood in the end"),
    "unfinished": ("còn chờ mãi người nộp", "waiting for ever for the applicant"),
    "assumed": (
        "Con người trong mô phỏng là giả định (--pace, --smooth, --silent, --absent); thời hạn là thật.",
        "The people are assumed (--pace, --smooth, --silent, --absent); the law is not.",
    ),
}


def _run(context: click.Context, /, **asked: object) -> int:
    lang = language(context)
    procedure = load(str(asked["file"]), overlay=_text(asked["overlay"]) or None)
    law = Law(procedure, vietnam())
    first, last = _period(procedure, _text(asked["first"]), _text(asked["last"]))
    habits = Habits(**{name: _share(asked[name]) for name in ("pace", "slowest", "smooth", "silent", "absent")})
    count, seed = _whole(asked["dossiers"]), _whole(asked["seed"])
    tally = Tally()
    runs = simulate(law, _chances(seed, count), first=first, last=last, habits=habits)
    label = "Mô phỏng" if lang == "vi" else "Simulating"
    with click.progressbar(runs, length=count, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for run in bar:
            tally.add(run, law.calendar)
    if asked["as_json"]:
        print_json(_data(tally, seed, first, last))
    else:
        print_text("\n".join(_told(tally, Wording(procedure, lang), first, last)))
    return 0


def _chances(seed: int, count: int) -> Iterator[Chance]:
    """Give each dossier a chance of its own, so that the n-th is the same however many there are."""
    return (random.Random(f"{seed}/{index}") for index in range(count))  # noqa: S311 - nothing is kept secret by it


def _period(procedure: Procedure, first: str, last: str) -> tuple[date, date]:
    begin = parse_date(first) if first else procedure.effective
    end = parse_date(last) if last else begin + _YEAR
    return begin, end if last or procedure.until is None else min(end, procedure.until)


def _told(tally: Tally, words: Wording, first: date, last: date) -> Iterator[str]:
    say: Callable[[str], str] = lambda key: words.pick(_WORDS[key])  # noqa: E731 - one word for a page of words
    procedure = words.procedure
    noun = words.pick(("hồ sơ", "dossiers"))
    yield f"{procedure.code} {procedure.version} · {tally.dossiers} {noun} · {first:%d/%m/%Y} – {last:%d/%m/%Y}"
    yield ""
    colour = "red" if tally.late else "green"
    yield in_colour(f"{_part(tally.late, tally.dossiers, words.lang)} {say('late')}", colour, bold=True)
    yield from (f"{line} {say('in')} “{name}”" for line, name in _rows(tally.late_in, tally.dossiers, words))
    for key, counted in (("slow", tally.slow), ("silent", tally.silent)):
        if counted:
            yield f"\n{say(key)}"
            yield from (f"{line} “{name}”" for line, name in _rows(counted, tally.dossiers, words))
    if tally.days:
        half, most = tally.days_of(0.5), tally.days_of(0.9)
        yield f"\n{say('days')}: {say('half')} {half}, {say('most')} {most}, {say('all')} {max(tally.days)}"
    ended = words.pick(("; ", ", ")).join(
        f"{words.pick((STANDINGS[kind.value], kind.value))} {count}" for kind, count in tally.standings.most_common()
    )
    yield f"{say('ended')}: {ended}"
    if tally.unfinished:
        yield f"{say('unfinished')}: {tally.unfinished}"
    yield f"\n{say('assumed')}"


def _rows(counted: Counter[str], of: int, words: Wording) -> Iterator[tuple[str, str]]:
    for key, count in counted.most_common():
        step, _, consulted = key.partition(".")
        asked = words.procedure.steps[step].consult.get(consulted)
        name = words.step(step) if asked is None else words.pick((asked.name, asked.name_en))
        yield f"  {_part(count, of, words.lang):>14}", name


def _part(count: int, of: int, lang: Language) -> str:
    share = f"{100 * count / max(of, 1):.1f}"
    return f"{count} ({share.replace('.', ',') if lang == 'vi' else share} %)"


def _data(tally: Tally, seed: int, first: date, last: date) -> Mapping[str, object]:
    return {
        "seed": seed,
        "from": first.isoformat(),
        "until": last.isoformat(),
        "dossiers": tally.dossiers,
        "unfinished": tally.unfinished,
        "late": tally.late,
        "late_in": dict(tally.late_in.most_common()),
        "slow": dict(tally.slow.most_common()),
        "silent": dict(tally.silent.most_common()),
        "breaches": dict(tally.breaches.most_common()),
        "standings": {kind.value: count for kind, count in tally.standings.most_common()},
        "working_days": {"half": tally.days_of(0.5), "nine_tenths": tally.days_of(0.9)},
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _share(value: object) -> float:
    return value if isinstance(value, float) else 0.0


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


_DEFAULT: Final = Habits()

COMMAND: Final = Command(
    "simulate",
    en="""Run random dossiers of the procedure in FILE through the real law, over the calendar.

    It tells how many would be late, in which step their time ran out, and which agencies did not answer. The same
    --seed gives the same dossiers. How long people take is assumed: --pace is the share of its time a step most often
    takes, --slowest the largest.

    \b
      procflow simulate procedures/1.013225/2026-07.yaml
      procflow simulate procedures/1.013225/2026-07.yaml --dossiers 5000 --seed 7 --pace 0.8
      procflow simulate procedures/1.013225/2026-07.yaml --from 2027-01-15 --until 2027-02-28
    """,
    vi="""Cho hồ sơ ngẫu nhiên của thủ tục trong FILE đi qua đúng quy định, trên lịch làm việc thật.

    In ra bao nhiêu hồ sơ sẽ trễ, hết thời hạn ở bước nào, cơ quan nào không trả lời. Cùng --seed thì hồ sơ như nhau.
    Người ta làm nhanh hay chậm là giả định: --pace là phần thời gian một bước thường dùng, --slowest là nhiều nhất.

    \b
      procflow simulate procedures/1.013225/2026-07.yaml
      procflow simulate procedures/1.013225/2026-07.yaml --dossiers 5000 --seed 7 --pace 0.8
      procflow simulate procedures/1.013225/2026-07.yaml --from 2027-01-15 --until 2027-02-28
    """,
    params=[
        click.Argument(["file"], metavar="FILE"),
        Option(
            "--dossiers", "-n", type=click.IntRange(1, 1_000_000), default=1000, show_default=True,
            en="How many.", vi="Bao nhiêu hồ sơ.",
        ),
        Option("--seed", type=int, default=1, show_default=True, en="Where chance starts.", vi="Mầm ngẫu nhiên."),
        Option("--from", "first", metavar="DATE", default="", en="The first day of submission.",
               vi="Ngày nộp đầu tiên."),
        Option("--until", "last", metavar="DATE", default="", en="The last; else a year on.",
               vi="Ngày nộp cuối; mặc định sau một năm."),
        Option("--pace", type=float, default=_DEFAULT.pace, show_default=True,
               en="The share of its time a step most often takes.", vi="Phần thời gian một bước thường dùng."),
        Option("--slowest", type=float, default=_DEFAULT.slowest, show_default=True,
               en="The largest such share.", vi="Phần nhiều nhất."),
        Option("--smooth", type=float, default=_DEFAULT.smooth, show_default=True,
               en="How often a step leads on to the approval.", vi="Tỷ lệ bước đi thẳng đến chấp thuận."),
        Option("--silent", type=float, default=_DEFAULT.silent, show_default=True,
               en="How often an agency never answers.", vi="Tỷ lệ cơ quan im lặng."),
        Option("--absent", type=float, default=_DEFAULT.absent, show_default=True,
               en="How often an applicant never comes back.", vi="Tỷ lệ người nộp không quay lại."),
        Option("--overlay", metavar="FILE", default="", en="A province's overlay.", vi="Phần riêng của địa phương."),
        Option("--json", "as_json", is_flag=True, en="Print one JSON object.", vi="In một đối tượng JSON."),
    ],
    callback=click.pass_context(_run),
)  # fmt: skip
