"""`procflow doctor`: what about a database weakens the promises of the journal, in words, and what to do about it."""

from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import Language

__all__ = ["COMMAND"]

_WELL: Final[dict[Language, str]] = {
    "en": "{path}: nothing here weakens a promise",
    "vi": "{path}: không có gì làm yếu các cam kết",
}
_FOUND: Final[dict[Language, str]] = {
    "en": "{path}: {count} thing(s) weaken a promise",
    "vi": "{path}: {count} điểm làm yếu các cam kết",
}
_HINT: Final[dict[Language, str]] = {"en": "hint", "vi": "gợi ý"}


def _run(context: click.Context, *, path: str, as_json: bool) -> int:
    from procflow.cli.database import connected, shown  # noqa: PLC0415 - loading a database layer costs time
    from procflow.engine import examine  # noqa: PLC0415

    lang = language(context)
    with connected(path, tables=False) as connection:
        symptoms = examine(connection, settings=False)
    if as_json:
        told = [{"code": one.code, "message": one.message(lang), "hint": one.hint(lang)} for one in symptoms]
        print_json({"ok": not symptoms, "symptoms": told})
        return bool(symptoms)
    if not symptoms:
        print_text(in_colour(_WELL[lang].format(path=shown(path)), "green"))
        return 0
    print_text(_FOUND[lang].format(path=shown(path), count=len(symptoms)))
    for one in symptoms:
        print_text(f"{in_colour(one.code, 'yellow', bold=True)} {one.message(lang)}")
        print_text(f"  {_HINT[lang]}: {one.hint(lang)}")
    return 1


COMMAND: Final = Command(
    "doctor",
    en="""Examine DATABASE: what weakens the promises of the journal, and what to do about it.

    DATABASE is a SQLite file or a URL, as postgresql://user@host/name; connect as your application does. Nothing is
    changed. What SQLite settles per connection (synchronous, recursive_triggers, secure_delete, how a transaction
    begins) cannot be seen from outside: call procflow.engine.examine(connection) within the application. Exits 1 when
    there is something to do.

    \b
      procflow doctor procflow-demo.db
      procflow doctor postgresql://app@host/name --json
    """,
    vi="""Khám cơ sở dữ liệu: điều gì làm yếu các cam kết của nhật ký, và cần làm gì.

    DATABASE là tệp SQLite hoặc địa chỉ, ví dụ postgresql://user@host/name; hãy kết nối như ứng dụng của bạn. Không
    thay đổi gì. Những gì SQLite đặt theo từng kết nối (synchronous, recursive_triggers, secure_delete, cách bắt đầu
    giao dịch) không thấy được từ bên ngoài: hãy gọi procflow.engine.examine(connection) trong ứng dụng. Kết thúc với
    mã 1 khi có việc cần làm.

    \b
      procflow doctor procflow-demo.db
      procflow doctor postgresql://app@host/name --json
    """,
    params=[
        click.Argument(["path"], metavar="DATABASE"),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
    ],
    callback=click.pass_context(_run),
)
