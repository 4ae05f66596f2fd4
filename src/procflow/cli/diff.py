"""`procflow diff`: two versions of a procedure compared in legal terms."""

from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.comparison import compare
from procflow.library import load
from procflow.render import difference_data, difference_markdown, difference_text

__all__ = ["COMMAND"]

_COLOURS: Final = {"+": "green", "-": "red", "~": "yellow"}


def _run(context: click.Context, *, old: str, new: str, form: str, exit_code: bool) -> int:
    comparison = compare(load(old), load(new), language(context))
    match form:
        case "json":
            print_json(difference_data(comparison))
        case "markdown":
            print_text(difference_markdown(comparison), newline=False)
        case _:
            for line in difference_text(comparison).splitlines():
                print_text(_coloured(line))
    return 1 if exit_code and comparison.changes else 0


def _coloured(line: str) -> str:
    sign = line.lstrip(" ")[:1]
    return in_colour(line, _COLOURS[sign]) if sign in _COLOURS else line


COMMAND: Final = Command(
    "diff",
    en="""Compare two versions of a procedure: limits, fees, papers, steps, who decides, forms, rights and duties.

    It ends with what the newer version means for dossiers in progress. Layout, comments and the order of keys make no
    difference. Exits 0; with --exit-code, 1 where the versions differ.

    \b
      procflow diff procedures/1.013225/2026-07.yaml permit-draft.yaml
      procflow diff old.yaml new.yaml --format markdown > changes.md
    """,
    vi="""So sánh hai phiên bản của một thủ tục: thời hạn, phí, thành phần hồ sơ, các bước, ai quyết định, mẫu, quyền.

    Cuối cùng là điều phiên bản mới có nghĩa gì với hồ sơ đang giải quyết. Cách trình bày, chú thích và thứ tự khoá
    không phải là khác biệt. Mã thoát là 0; có --exit-code thì là 1 khi hai phiên bản khác nhau.

    \b
      procflow diff procedures/1.013225/2026-07.yaml permit-draft.yaml
      procflow diff old.yaml new.yaml --format markdown > changes.md
    """,
    params=[
        click.Argument(["old"], metavar="OLD"),
        click.Argument(["new"], metavar="NEW"),
        Option(
            "--format",
            "form",
            type=click.Choice(["text", "markdown", "json"]),
            default="text",
            en="Text for a terminal, Markdown for a report, or JSON.",
            vi="Văn bản cho màn hình, Markdown cho báo cáo, hoặc JSON.",
        ),
        Option("--exit-code", is_flag=True, en="Exit 1 where they differ.", vi="Thoát với mã 1 khi có khác biệt."),
    ],
    callback=click.pass_context(_run),
)
