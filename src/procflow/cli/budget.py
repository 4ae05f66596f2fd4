"""`procflow budget`: the time of steps and opinions beside the legal limit, as bars over the days of the calendar."""

from pathlib import Path

import click

from procflow.calendar import vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.moment import parse_moment
from procflow.cli.terminal import print_text
from procflow.cli.writing import form_of, write_file
from procflow.errors import MisuseError
from procflow.library import load
from procflow.lint import Spending, spend, tightest
from procflow.procedure import Procedure
from procflow.render import gantt_svg, gantt_text

__all__ = ["COMMAND"]

_FORMS = {".svg": "svg"}


def _run(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    file: str,
    year: int,
    at: str,
    case: str,
    channel: str,
    overlay: str | None,
    out: str | None,
) -> int:
    lang = language(context)
    if out is not None and form_of(out, _FORMS) is None:
        raise MisuseError("PF791", path=out, known=", ".join(_FORMS))
    procedure = load(Path(file), overlay=overlay)
    found = [
        spent
        for chosen in ([case] if case else list(procedure.cases) or [""])
        if (spent := _spent(procedure, chosen, channel, year, at)) is not None
    ]
    if not found:
        raise MisuseError("PF721", path=file)
    if out is None:
        print_text("\n\n".join(gantt_text(procedure, each, vietnam(), lang) for each in found))
        return 0
    for target, each in zip(_targets(Path(out), found), found, strict=True):
        write_file(target, gantt_svg(procedure, each, vietnam(), lang).encode())
        print_text(str(target))
    return 0


def _spent(procedure: Procedure, case: str, channel: str, year: int, at: str) -> Spending | None:
    if not at:
        return tightest(procedure, year=year, case=case, channel=channel, calendar=vietnam())
    return spend(procedure, at=parse_moment(at), case=case, channel=channel, calendar=vietnam())


def _targets(out: Path, found: list[Spending]) -> list[Path]:
    """Name a file for each case: `out` itself where there is but one."""
    if len(found) == 1:
        return [out]
    return [out.with_stem(f"{out.stem}-{each.choice.case}") for each in found]


COMMAND = Command(
    "budget",
    en="""Draw the time of the steps and opinions of the procedure FILE beside its legal limit.

    Everybody uses all of their time, on the way that takes longest. Without --at, it is the dossier of the year to
    which the least is left; the time proof of procflow check judges every start of 2021-2026 the same way. With --out,
    an SVG is written, one for each case.

    \b
      procflow budget procedures/1.013225/2026-07.yaml --case house
      procflow budget procedures/1.013225/2026-07.yaml --at '2026-08-17 10:00' --out budget.svg
    """,
    vi="""Vẽ thời gian các bước và việc lấy ý kiến của thủ tục FILE bên cạnh thời hạn giải quyết.

    Ai cũng dùng hết thời gian của mình, theo đường đi dài nhất. Không có --at thì chọn hồ sơ trong năm còn dư ít thời
    gian nhất; procflow check xét mọi thời điểm nộp của 2021-2026 theo cùng cách. Có --out thì ghi hình SVG, mỗi trường
    hợp một hình.

    \b
      procflow budget procedures/1.013225/2026-07.yaml --case house
      procflow budget procedures/1.013225/2026-07.yaml --at '2026-08-17 10:00' --out budget.svg
    """,
    params=[
        click.Argument(["file"], metavar="FILE"),
        Option("--at", metavar="MOMENT", default="", en="When it is handed in.", vi="Thời điểm nộp."),
        Option("--year", type=click.IntRange(2005, 2049), default=2026, show_default=True, en="The year.", vi="Năm."),
        Option("--case", default="", metavar="NAME", en="Only this case.", vi="Chỉ trường hợp này."),
        Option("--channel", default="", metavar="NAME", en="This channel.", vi="Cách thức nộp này."),
        Option("--overlay", metavar="FILE", en="A province's overlay.", vi="Quy định riêng của tỉnh."),
        Option("--out", metavar="FILE", en="Write an SVG.", vi="Ghi hình SVG."),
    ],
    callback=click.pass_context(_run),
)
