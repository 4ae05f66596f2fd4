"""`procflow verify`: check that a database of dossiers holds what was recorded, and nothing else."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import JournalError, Language, MisuseError, system_reason

if TYPE_CHECKING:
    from procflow.engine import Checkpoint
    from procflow.store import Finding

__all__ = ["COMMAND"]

_FOUND: Final[dict[Language, str]] = {
    "en": "{path}: {dossiers} dossier(s), {entries} journal entries, all as recorded",
    "vi": "{path}: {dossiers} hồ sơ, {entries} dòng nhật ký, đúng như đã ghi",
}
_SINCE: Final[dict[Language, str]] = {
    "en": "and as the checkpoint of {taken_at} holds: {heads} dossier(s), root {root}",
    "vi": "và đúng như điểm đối chiếu lúc {taken_at}: {heads} hồ sơ, mã gốc {root}",
}
_MORE: Final[dict[Language, str]] = {"en": "... and {count} more", "vi": "... và {count} sai lệch khác"}
_SHOWN: Final = 20


def _run(  # noqa: PLR0913 - click hands over every option by name
    context: click.Context, *, path: str, dossier: str | None, against: str | None, key_file: str | None, as_json: bool
) -> int:
    from procflow.cli.database import connected, read_seal, shown  # noqa: PLC0415 - loading a database layer costs time
    from procflow.engine import Engine  # noqa: PLC0415

    lang = language(context)
    checkpoint = _checkpoint(against)
    engine = Engine(seal=read_seal(key_file))
    with connected(path, one_moment=True) as connection:
        try:
            found = engine.verify(connection, dossier, against=checkpoint)
        except JournalError as error:
            return _tell_findings(error, lang, as_json=as_json)
    if as_json:
        kept = {} if checkpoint is None else {"checkpoint": checkpoint.root}
        print_json({"ok": True, "dossiers": found.dossiers, "entries": found.entries, **kept})
        return 0
    told = _FOUND[lang].format(path=shown(path), dossiers=found.dossiers, entries=found.entries)
    print_text(in_colour(told, "green"))
    if checkpoint is not None:
        taken_at = f"{checkpoint.taken_at:%d/%m/%Y %H:%M:%S}"
        told = _SINCE[lang].format(taken_at=taken_at, heads=len(checkpoint.heads), root=checkpoint.root)
        print_text(in_colour(told, "green"))
    return 0


def _checkpoint(path: str | None) -> "Checkpoint | None":
    from procflow.engine import Checkpoint  # noqa: PLC0415 - loading a database layer costs time

    if path is None:
        return None
    try:
        return Checkpoint.read(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MisuseError("PF708", path=path, reason=system_reason(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise MisuseError("PF639", reason=type(error).__name__) from error


def _tell_findings(error: JournalError, lang: Language, *, as_json: bool) -> int:
    findings = error.params["findings"]
    assert isinstance(findings, tuple)  # noqa: S101 - PF640 carries its findings
    if not as_json:
        for finding in findings[1 : 1 + _SHOWN]:
            click.echo(f"{in_colour(finding.code, 'red')} {finding.message(lang)}", err=True)
        if len(findings) > 1 + _SHOWN:
            click.echo(_MORE[lang].format(count=len(findings) - 1 - _SHOWN), err=True)
        raise error
    told = [_as_json(finding, lang) for finding in findings]
    print_json({"ok": False, "code": error.code, "message": error.message(lang), "findings": told})
    return 1


def _as_json(finding: "Finding", lang: Language) -> dict[str, object]:
    return {"code": finding.code, "message": finding.message(lang)}


COMMAND: Final = Command(
    "verify",
    en="""Verify the journals in DATABASE: every event as recorded, in its order, none missing.

    DATABASE is a SQLite file or a URL, as postgresql://user@host/name. With --against a checkpoint kept outside,
    whatever it holds and somebody changed or removed since is found, however consistently; with --key-file the seals
    are checked. Exits 1 when anything is not as it was recorded, and names it.

    \b
      procflow verify procflow-demo.db
      procflow verify procflow-demo.db --dossier permit-0001 --json
      procflow verify procflow-demo.db --against 2026-08-17.checkpoint
    """,
    vi="""Kiểm tra nhật ký trong cơ sở dữ liệu: mọi sự kiện đúng như đã ghi, đúng thứ tự, không thiếu.

    DATABASE là tệp SQLite hoặc địa chỉ, ví dụ postgresql://user@host/name. Có --against và điểm đối chiếu giữ bên ngoài
    thì phát hiện mọi thay đổi hoặc xóa bỏ đối với những gì điểm đó đã ghi, dù được sửa khớp với nhau; có --key-file thì
    kiểm tra cả dấu niêm.
    Kết thúc với mã 1 khi có gì không đúng như đã ghi, và nêu rõ chỗ đó.

    \b
      procflow verify procflow-demo.db
      procflow verify procflow-demo.db --dossier permit-0001 --json
      procflow verify procflow-demo.db --against 2026-08-17.checkpoint
    """,
    params=[
        click.Argument(["path"], metavar="DATABASE"),
        Option("--dossier", metavar="ID", en="Verify this dossier alone.", vi="Chỉ kiểm tra hồ sơ này."),
        Option(
            "--against",
            metavar="FILE",
            en="Verify against this checkpoint too.",
            vi="Đối chiếu với điểm đối chiếu trong tệp này.",
        ),
        Option(
            "--key-file",
            metavar="FILE",
            en="Check the seals with these keys: a line `NAME HEX` each, the current one first.",
            vi="Kiểm tra dấu niêm bằng các khóa này: mỗi dòng `TÊN HEX`, khóa hiện hành đứng đầu.",
        ),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
    ],
    callback=click.pass_context(_run),
)
