"""`procflow demo`: one construction permit's life, told so that a stranger understands what procflow is for."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.demo_story import tell
from procflow.cli.terminal import print_text
from procflow.errors import MisuseError

__all__ = ["COMMAND"]

_DEFAULT: Final = "procflow-demo.db"


def _run(context: click.Context, *, db: str) -> int:
    path = Path(db)
    _make_room(path)
    for line in tell(path, language(context)):
        print_text(line)
    return 0


def _make_room(path: Path) -> None:
    """Remove the file of an earlier demo; a file that is anything else is never touched."""
    if not path.exists():
        return
    if not _is_demo(path):
        raise MisuseError("PF714", path=str(path))
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)


def _is_demo(path: Path) -> bool:
    """Say whether the file holds the demo's one dossier and nothing else."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT id FROM procflow_dossier").fetchall()
    except sqlite3.Error:
        return False
    return found in ([("permit-0001",)], [])


COMMAND: Final = Command(
    "demo",
    en="""Tell one construction permit's life: the receipt and why its date, a supplement, National Day, the journal.

    It writes an ordinary database file, which the other commands and any SQLite tool can open.

    \b
      procflow demo
      procflow demo --db permit.db --lang vi
    """,
    vi="""Kể vòng đời một giấy phép xây dựng: giấy hẹn và vì sao ngày đó, bổ sung hồ sơ, Quốc khánh, nhật ký.

    Lệnh ghi một tệp cơ sở dữ liệu thông thường, mở được bằng các lệnh khác và mọi công cụ SQLite.

    \b
      procflow demo
      procflow demo --db giay-phep.db --lang vi
    """,
    params=[
        Option("--db", default=_DEFAULT, metavar="FILE", en="The file to write.", vi="Tệp cơ sở dữ liệu sẽ ghi."),
    ],
    callback=click.pass_context(_run),
)
