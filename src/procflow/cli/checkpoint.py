"""`procflow checkpoint`: the heads of all journals, to keep where the administrators of the database cannot write.

Invariant: a checkpoint is taken only of what verifies, as it stood at that moment; one that vouched for tampered
journals, or for entries written after the verifying had passed them, would be worse than none.
"""

from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.terminal import in_colour, print_text
from procflow.cli.writing import write_file
from procflow.errors import Language, MisuseError

__all__ = ["COMMAND"]

_TAKEN: Final[dict[Language, str]] = {
    "en": "{out}: {heads} dossier(s) as of {taken_at}\nroot {root}\nKeep the file, or print and sign the root, "
    "where the administrators of the database cannot write.",
    "vi": "{out}: {heads} hồ sơ tính đến {taken_at}\nmã gốc {root}\nHãy giữ tệp này, hoặc in và ký mã gốc, "
    "ở nơi người quản trị cơ sở dữ liệu không ghi được.",
}


def _run(context: click.Context, *, path: str, out: str | None, key_file: str | None) -> int:
    from procflow.cli.database import connected, read_seal  # noqa: PLC0415 - loading a database layer costs time
    from procflow.engine import Engine  # noqa: PLC0415

    if out is not None and Path(out).exists():
        raise MisuseError("PF782", path=out)
    engine = Engine(seal=read_seal(key_file))
    with connected(path, one_moment=True) as connection:
        engine.verify(connection)
        checkpoint = engine.checkpoint(connection)
    if out is None:
        print_text(checkpoint.text(), newline=False)
        return 0
    write_file(Path(out), checkpoint.text().encode())
    told = _TAKEN[language(context)].format(
        out=out,
        heads=len(checkpoint.heads),
        taken_at=f"{checkpoint.taken_at:%d/%m/%Y %H:%M:%S}",
        root=checkpoint.root,
    )
    print_text(in_colour(told, "green"))
    return 0


COMMAND: Final = Command(
    "checkpoint",
    en="""Write down where every journal in DATABASE ends, to keep outside of it.

    The journals are verified first. `procflow verify DATABASE --against FILE` later finds whatever of them was changed
    or removed since, even by somebody who controls the whole database. A file that is there is never overwritten.

    \b
      procflow checkpoint procflow-demo.db --out 2026-08-17.checkpoint
      procflow checkpoint postgresql://user@host/name > today.checkpoint
    """,
    vi="""Ghi lại điểm cuối của mọi nhật ký trong cơ sở dữ liệu, để giữ ở bên ngoài.

    Nhật ký được kiểm tra trước. Sau này `procflow verify DATABASE --against FILE` phát hiện mọi thay đổi hoặc xóa bỏ
    đối với những gì đã ghi lại, kể cả do người kiểm soát toàn bộ cơ sở dữ liệu. Không bao giờ ghi đè lên tệp đã có.

    \b
      procflow checkpoint procflow-demo.db --out 2026-08-17.checkpoint
      procflow checkpoint postgresql://user@host/name > today.checkpoint
    """,
    params=[
        click.Argument(["path"], metavar="DATABASE"),
        Option("--out", metavar="FILE", en="Write it to this new file.", vi="Ghi vào tệp mới này."),
        Option(
            "--key-file",
            metavar="FILE",
            en="Check the seals first, with these keys: a line `NAME HEX` each, the current one first.",
            vi="Kiểm tra dấu niêm trước, bằng các khóa này: mỗi dòng `TÊN HEX`, khóa hiện hành đứng đầu.",
        ),
    ],
    callback=click.pass_context(_run),
)
