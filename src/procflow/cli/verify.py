"""`procflow verify`: check that a database of dossiers holds what was recorded, and nothing else."""

from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import JournalError, Language, MisuseError

__all__ = ["COMMAND"]

_FOUND: Final[dict[Language, str]] = {
    "en": "{path}: {dossiers} dossier(s), {entries} journal entries, all as recorded",
    "vi": "{path}: {dossiers} hồ sơ, {entries} dòng nhật ký, đúng như đã ghi",
}


def _run(context: click.Context, *, path: str, dossier: str | None, as_json: bool) -> int:
    from procflow.engine import open as open_register  # noqa: PLC0415 - loading a database layer costs time

    lang = language(context)
    if not Path(path).is_file():
        raise MisuseError("PF706", path=path)
    with open_register(path) as register:
        try:
            found = register.verify(dossier)
        except JournalError as error:
            if not as_json:
                raise
            print_json({"ok": False, "code": error.code, "message": error.message(lang)})
            return 1
    if as_json:
        print_json({"ok": True, "dossiers": found.dossiers, "entries": found.entries})
        return 0
    told = _FOUND[lang].format(path=path, dossiers=found.dossiers, entries=found.entries)
    print_text(in_colour(told, "green"))
    return 0


COMMAND: Final = Command(
    "verify",
    en="""Verify the journal in the database FILE: every event as recorded, in its order, none missing.

    Exits 1 at the first thing that was changed, and names it.

    \b
      procflow verify procflow-demo.db
      procflow verify procflow-demo.db --dossier permit-0001 --json
    """,
    vi="""Kiểm tra nhật ký trong cơ sở dữ liệu FILE: mọi sự kiện đúng như đã ghi, đúng thứ tự, không thiếu.

    Kết thúc với mã 1 ở chỗ đầu tiên bị sửa, và nêu rõ chỗ đó.

    \b
      procflow verify procflow-demo.db
      procflow verify procflow-demo.db --dossier permit-0001 --json
    """,
    params=[
        click.Argument(["path"], metavar="FILE"),
        Option("--dossier", metavar="ID", en="Verify this dossier alone.", vi="Chỉ kiểm tra hồ sơ này."),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
    ],
    callback=click.pass_context(_run),
)
