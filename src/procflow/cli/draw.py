"""`procflow draw`: a procedure as a state diagram, as text for a page or as a picture."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import is_examples, yaml_files
from procflow.cli.terminal import print_text
from procflow.cli.writing import write_file
from procflow.errors import Language, MisuseError
from procflow.library import load
from procflow.procedure import Procedure
from procflow.render import diagram, dot, draw, mermaid

__all__ = ["COMMAND"]

_FORMATS: Final = ("svg", "png", "dot", "mermaid")
_SUFFIXES: Final = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}
_ENDINGS: Final = {"svg": ".svg", "png": ".png", "dot": ".dot", "mermaid": ".mmd"}


def _run(context: click.Context, *, paths: tuple[str, ...], form: str | None, out: str | None) -> int:
    lang = language(context)
    procedures = [load(file) for file in yaml_files(paths, lang) if not is_examples(file)]
    if out is None:
        for procedure in procedures:
            _to_screen(_drawn(procedure, form or "mermaid", lang))
        return 0
    for procedure, target in zip(procedures, _targets(procedures, Path(out), form), strict=True):
        write_file(target, _drawn(procedure, form or _SUFFIXES.get(target.suffix, "svg"), lang))
        print_text(str(target))
    return 0


def _drawn(procedure: Procedure, form: str, lang: Language) -> bytes:
    made = diagram(procedure, lang)
    match form:
        case "mermaid":
            return mermaid(made).encode()
        case "dot":
            return dot(made).encode()
        case "png":
            return draw(made, "png")
        case _:
            return draw(made, "svg")


def _targets(procedures: Sequence[Procedure], out: Path, form: str | None) -> list[Path]:
    """Name the files to write: `out` itself where it is named like one, else files in the folder `out`."""
    if out.suffix in _SUFFIXES and not out.is_dir():
        if len(procedures) > 1:
            raise MisuseError("PF712", count=len(procedures), path=str(out))
        return [out]
    ending = _ENDINGS[form or "svg"]
    return [out / f"{procedure.code}-{procedure.version}{ending}" for procedure in procedures]


def _to_screen(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


COMMAND: Final = Command(
    "draw",
    en="""Draw the procedures in PATH as state diagrams, with limits, stops and silence.

    Without --out, Mermaid text is printed. With --out, a file is written in the format its name ends in, or one SVG
    for each procedure into a folder. Pictures need the extra: pip install 'procflow[diagram]'.

    \b
      procflow draw procedures/1.013225/2026-07.yaml
      procflow draw procedures/1.013225/2026-07.yaml --out permit.png
      procflow draw procedures --out pictures
    """,
    vi="""Vẽ các thủ tục trong PATH thành sơ đồ trạng thái, có thời hạn, chỗ dừng tính và hậu quả của im lặng.

    Không có --out thì in văn bản Mermaid. Có --out thì ghi tệp theo đuôi của tên, hoặc mỗi thủ tục một tệp SVG vào
    thư mục. Muốn vẽ hình cần cài: pip install 'procflow[diagram]'.

    \b
      procflow draw procedures/1.013225/2026-07.yaml
      procflow draw procedures/1.013225/2026-07.yaml --out permit.png
      procflow draw procedures --out pictures
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option("--format", "form", type=click.Choice(_FORMATS), en="The form to draw in.", vi="Định dạng hình vẽ."),
        Option("--out", metavar="FILE|FOLDER", en="Where to write.", vi="Nơi ghi kết quả."),
    ],
    callback=click.pass_context(_run),
)
