"""`procflow sheet`: the procedure as a page that people can read and an office can post."""

from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.files import is_examples, yaml_files
from procflow.cli.terminal import print_text
from procflow.cli.writing import targets, write_file
from procflow.errors import Language
from procflow.library import load
from procflow.procedure import Procedure
from procflow.render import diagram, draw, sheet, sheet_html, sheet_markdown

__all__ = ["COMMAND"]

_SUFFIXES: Final = {".html": "html", ".htm": "html", ".md": "markdown"}


def _run(  # noqa: PLR0913 - one an option, each by name
    context: click.Context,
    *,
    paths: tuple[str, ...],
    form: str | None,
    out: str | None,
    overlay: str | None,
    picture: bool,
) -> int:
    lang = language(context)
    procedures = [load(file, overlay=overlay) for file in yaml_files(paths, lang) if not is_examples(file)]
    if out is None:
        for procedure in procedures:
            print_text(_page(procedure, form or "markdown", lang, picture=picture), newline=False)
        return 0
    for procedure, target, kind in targets(procedures, out, form, _SUFFIXES):
        write_file(target, _page(procedure, kind, lang, picture=picture).encode())
        print_text(str(target))
    return 0


def _page(procedure: Procedure, form: str, lang: Language, *, picture: bool) -> str:
    made = sheet(procedure, lang)
    if form == "markdown":
        return sheet_markdown(made)
    return sheet_html(made, _svg(procedure, lang) if picture else "")


def _svg(procedure: Procedure, lang: Language) -> str:
    """Take the drawing without the XML heading, which has no place inside a page."""
    text = draw(diagram(procedure, lang), "svg").decode()
    return text[text.index("<svg") :]


COMMAND: Final = Command(
    "sheet",
    en="""Write the procedures in PATH as pages to read and to post: limits, papers, fees, steps, rights.

    Without --out, Markdown is printed. With --out, a file is written in the form its name ends in (.html or .md), or
    one HTML page for each procedure into a folder. An HTML page needs nothing beside itself and prints on A4.

    \b
      procflow sheet procedures/1.013225/2026-07.yaml
      procflow sheet procedures/1.013225/2026-07.yaml --out permit.html --picture
      procflow sheet procedures --out pages --lang vi
    """,
    vi="""Viết các thủ tục trong PATH thành trang để đọc và niêm yết: thời hạn, giấy tờ, phí, trình tự, quyền.

    Không có --out thì in Markdown. Có --out thì ghi tệp theo đuôi của tên (.html hoặc .md), hoặc mỗi thủ tục một
    trang HTML vào thư mục. Trang HTML không cần tệp nào khác và in vừa khổ A4.

    \b
      procflow sheet procedures/1.013225/2026-07.yaml
      procflow sheet procedures/1.013225/2026-07.yaml --out permit.html --picture
      procflow sheet procedures --out pages --lang vi
    """,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        Option("--format", "form", type=click.Choice(["html", "markdown"]), en="The form to write.", vi="Dạng trang."),
        Option("--out", metavar="FILE|FOLDER", en="Where to write.", vi="Nơi ghi kết quả."),
        Option(
            "--overlay",
            metavar="FILE",
            en="Put the fees and shorter limits of a province's overlay on it.",
            vi="Ghi mức thu và thời hạn ngắn hơn do địa phương quy định.",
        ),
        Option("--picture", is_flag=True, en="Put the diagram at the end (HTML).", vi="Đặt sơ đồ ở cuối (HTML)."),
    ],
    callback=click.pass_context(_run),
)
