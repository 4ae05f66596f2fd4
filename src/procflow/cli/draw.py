"""`procflow draw`: a procedure as a state diagram, as text for a page or as a picture."""

import sys
from dataclasses import dataclass
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import is_examples, yaml_files
from procflow.cli.terminal import print_text
from procflow.cli.writing import targets, write_file
from procflow.errors import Language
from procflow.library import load
from procflow.procedure import Procedure
from procflow.render import diagram, dot, draw, mermaid
from procflow.render.palette import PALETTES, Theme

__all__ = ["COMMAND"]

_FORMATS: Final = ("svg", "png", "dot", "mermaid")
_SUFFIXES: Final = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}


def _run(  # noqa: PLR0913 - one parameter an option
    context: click.Context, *, paths: tuple[str, ...], form: str | None, out: str | None, theme: Theme, no_lanes: bool
) -> int:
    lang = language(context)
    look = _Look(lang, theme, lanes=not no_lanes)
    procedures = [load(file) for file in yaml_files(paths, lang) if not is_examples(file)]
    if out is None:
        for procedure in procedures:
            _to_screen(_drawn(procedure, form or "mermaid", look))
        return 0
    for procedure, target, kind in targets(procedures, out, form, _SUFFIXES):
        write_file(target, _drawn(procedure, kind, look))
        print_text(str(target))
    return 0


@dataclass(frozen=True, slots=True)
class _Look:
    """Hold how the pictures are to look."""

    lang: Language
    theme: Theme
    lanes: bool


def _drawn(procedure: Procedure, form: str, look: _Look) -> bytes:
    made = diagram(procedure, look.lang)
    match form:
        case "mermaid":
            return mermaid(made).encode()
        case "dot":
            return dot(made, PALETTES[look.theme]).encode()
        case "png":
            return draw(made, "png", theme=look.theme, lanes=look.lanes)
        case _:
            return draw(made, "svg", lanes=look.lanes)


def _to_screen(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


COMMAND: Final = Command(
    "draw",
    en="""Draw the procedures in PATH as state diagrams, with limits, stops and silence.

    Without --out, Mermaid text is printed. With --out, a file is written in the format its name ends in, or one SVG
    for each procedure into a folder. A picture has a lane for each who acts, and fits an A3 page. Pictures need the
    extra: pip install 'procflow[diagram]'.

    \b
      procflow draw procedures/1.013225/2026-07.yaml
      procflow draw procedures/1.013225/2026-07.yaml --out permit.png
      procflow draw procedures --out pictures
    """,
    vi="""Vẽ các thủ tục trong PATH thành sơ đồ trạng thái, có thời hạn, chỗ dừng tính và hậu quả của im lặng.

    Không có --out thì in văn bản Mermaid. Có --out thì ghi tệp theo đuôi của tên, hoặc mỗi thủ tục một tệp SVG vào
    thư mục. Hình có một làn cho mỗi người làm và vừa một trang A3. Muốn vẽ hình cần cài:
    pip install 'procflow[diagram]'.

    \b
      procflow draw procedures/1.013225/2026-07.yaml
      procflow draw procedures/1.013225/2026-07.yaml --out permit.png
      procflow draw procedures --out pictures
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option("--format", "form", type=click.Choice(_FORMATS), en="The form to draw in.", vi="Định dạng hình vẽ."),
        Option("--out", metavar="FILE|FOLDER", en="Where to write.", vi="Nơi ghi kết quả."),
        Option(
            "--theme",
            type=click.Choice(tuple(PALETTES)),
            default="light",
            show_default=True,
            en="The colours of a PNG; an SVG follows the page.",
            vi="Màu của PNG; SVG theo trang chứa nó.",
        ),
        Option("--no-lanes", is_flag=True, en="Without a lane for each who acts.", vi="Không chia làn theo người làm."),
    ],
    callback=click.pass_context(_run),
)
