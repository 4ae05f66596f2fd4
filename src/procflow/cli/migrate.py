"""`procflow migrate`: what moving open dossiers to a new version would do, and on request its execution.

Invariants: without `--carry-out` nothing is written; what is carried out is what the plan of that moment says, in
batches each of which is committed; a sealed database is written to with its key alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from procflow.cli.bilingual import Command, Option, language
from procflow.cli.terminal import in_colour, print_json, print_text
from procflow.errors import Language, MisuseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from procflow.engine import Engine, Failure, MigrationPlan, Move
    from procflow.procedure import Procedure

__all__ = ["COMMAND"]

_PAGE: Final = 200
_ROLE: Final = "administrator"
_HEAD: Final[dict[Language, str]] = {
    "en": "{code}: {old} → {new}: {moves} dossier(s) {verb}, {refused} cannot",
    "vi": "{code}: {old} → {new}: {moves} hồ sơ {verb}, {refused} không chuyển được",
}
_VERBS: Final[dict[Language, tuple[str, str]]] = {"en": ("can be moved", "moved"), "vi": ("chuyển được", "đã chuyển")}
_DATES: Final[dict[Language, str]] = {
    "en": "  due {before} → {after}  (promised {promised})",
    "vi": "  đến hạn {before} → {after}  (hẹn trả {promised})",
}
_DRY: Final[dict[Language, str]] = {
    "en": "Nothing was written. To carry this out: --carry-out --by ID",
    "vi": "Chưa ghi gì. Để thực hiện: --carry-out --by ID",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold what was asked for."""

    procedure: "Procedure"
    old: str
    basis: str
    chosen: tuple[str, ...]
    by: str


def _run(  # noqa: PLR0913 - click hands over every option by name
    context: click.Context,
    *,
    path: str,
    procedure: str,
    old: str,
    basis: str,
    chosen: tuple[str, ...],
    by: str,
    carry_out: bool,
    overlay: str | None,
    key_file: str | None,
    reseal: bool,
    as_json: bool,
) -> int:
    from procflow.cli.database import connected, read_seal  # noqa: PLC0415 - loading a database layer costs time
    from procflow.engine import Engine  # noqa: PLC0415
    from procflow.library import load  # noqa: PLC0415

    if carry_out and not by:
        raise MisuseError("PF784")
    asked = _Asked(load(procedure, overlay=overlay), old, basis, chosen, by)
    seal = read_seal(key_file)
    if reseal:
        if seal is None:
            raise MisuseError("PF786")
        seal = replace(seal, reseals=True)
    engine = Engine([asked.procedure], seal=seal)
    moves: list[Move] = []
    refused: list[Failure] = []
    with connected(path) as connection:
        if carry_out and seal is None:
            _check_unsealed(connection)
        for plan in _pages(engine, connection, asked):
            refused += plan.refused
            moves += _carry_out(engine, connection, plan, asked, refused) if carry_out else plan.moves
    lang = language(context)
    if as_json:
        _print_json(asked, moves, refused, done=carry_out)
    else:
        _print(asked, moves, refused, lang, done=carry_out)
    return 1 if refused else 0


def _check_unsealed(connection: "Connection") -> None:
    """Refuse to write without its key to a database that is sealed: the heads would stand there unsealed."""
    from sqlalchemy import select  # noqa: PLC0415 - loading a database layer costs time

    from procflow.store.schema import dossier  # noqa: PLC0415

    key = connection.execute(select(dossier.c.seal_key).where(dossier.c.seal_key.is_not(None)).limit(1)).scalar()
    if key is not None:
        raise MisuseError("PF638", current=key, least=16)


def _pages(engine: "Engine", connection: "Connection", asked: _Asked) -> "Iterator[MigrationPlan]":
    after, more = "", True
    while more:
        plan = engine.plan_migration(
            connection,
            asked.procedure.code,
            asked.old,
            asked.procedure.version,
            basis=asked.basis,
            chosen=asked.chosen,
            after=after,
            limit=_PAGE,
        )
        after, more = plan.cursor, plan.more
        yield plan


def _carry_out(
    engine: "Engine", connection: "Connection", plan: "MigrationPlan", asked: _Asked, refused: "list[Failure]"
) -> "tuple[Move, ...]":
    from procflow.dossier import Actor  # noqa: PLC0415 - what only writing needs

    done = engine.migrate(connection, plan, by=Actor(asked.by, roles=(_ROLE,)), limit=_PAGE)
    connection.commit()
    refused += done.failed
    return done.done


def _print(asked: _Asked, moves: "list[Move]", refused: "list[Failure]", lang: Language, *, done: bool) -> None:
    head = _HEAD[lang].format(
        code=asked.procedure.code,
        old=asked.old,
        new=asked.procedure.version,
        moves=len(moves),
        verb=_VERBS[lang][done],
        refused=len(refused),
    )
    print_text(in_colour(head, "green" if not refused else "yellow"))
    for move in moves:
        steps = move.new_step if move.old_step == move.new_step else f"{move.old_step} → {move.new_step}"
        print_text(f"  {move.dossier_id}  {steps}{_dates(move, lang)}")
    for failure in refused:
        print_text(f"  {failure.dossier_id}  {in_colour(failure.error.code, 'red')} {failure.error.message(lang)}")
    if not done and moves:
        print_text(_DRY[lang])


def _dates(move: "Move", lang: Language) -> str:
    """Tell the dates of a move; nothing of a dossier that was not accepted yet."""
    if move.due_before is None and move.due_after is None and move.promised_on is None:
        return ""
    return _DATES[lang].format(
        before=_day(move.due_before), after=_day(move.due_after), promised=_day(move.promised_on)
    )


def _day(day: date | None) -> str:
    return "-" if day is None else f"{day:%d/%m/%Y}"


def _print_json(asked: _Asked, moves: "list[Move]", refused: "list[Failure]", *, done: bool) -> None:
    print_json(
        {
            "code": asked.procedure.code,
            "from": asked.old,
            "to": asked.procedure.version,
            "written": done,
            "moves": [
                {
                    "dossier": move.dossier_id,
                    "from_step": move.old_step,
                    "to_step": move.new_step,
                    "due_before": None if move.due_before is None else move.due_before.isoformat(),
                    "due_after": None if move.due_after is None else move.due_after.isoformat(),
                    "promised_on": None if move.promised_on is None else move.promised_on.isoformat(),
                }
                for move in moves
            ],
            "refused": [
                {"dossier": one.dossier_id, "code": one.error.code, "message": one.error.message()} for one in refused
            ],
        }
    )


COMMAND: Final = Command(
    "migrate",
    en="""Show what moving the open dossiers of DATABASE to the version in FILE would do; nothing is written.

    The new version's `transition` says which dossiers may be moved; without it, only those not accepted before it took
    effect. With --carry-out, the moves are recorded as events with their basis. Exits 1 when a dossier cannot be moved.

    \b
      procflow migrate office.db procedures/1.001193/2027-03.yaml --from 2025-07
      procflow migrate office.db procedures/1.001193/2027-03.yaml --from 2025-07 --carry-out --by an.nguyen
    """,
    vi="""Cho biết việc chuyển hồ sơ đang giải quyết trong DATABASE sang phiên bản trong FILE sẽ làm gì; không ghi gì.

    `transition` của phiên bản mới quy định hồ sơ nào được chuyển; nếu không có thì chỉ hồ sơ chưa tiếp nhận trước ngày
    có hiệu lực. Với --carry-out, việc chuyển được ghi thành sự kiện kèm căn cứ. Trả về 1 khi có hồ sơ không chuyển
    được.

    \b
      procflow migrate office.db procedures/1.001193/2027-03.yaml --from 2025-07
      procflow migrate office.db procedures/1.001193/2027-03.yaml --from 2025-07 --carry-out --by an.nguyen
    """,
    params=[
        click.Argument(["path"], metavar="DATABASE"),
        click.Argument(["procedure"], metavar="FILE"),
        Option("--from", "old", metavar="VERSION", required=True, en="Move from this version.", vi="Từ phiên bản này."),
        Option("--basis", default="", metavar="TEXT", en="An article beside the clause's.", vi="Căn cứ bổ sung."),
        Option(
            "--chosen",
            multiple=True,
            metavar="ID",
            en="A dossier whose applicant chose the new law; may be repeated.",
            vi="Hồ sơ mà người nộp chọn quy định mới; có thể lặp lại.",
        ),
        Option(
            "--overlay",
            metavar="FILE",
            en="The province's overlay of the new version.",
            vi="Phần riêng của địa phương.",
        ),
        Option("--carry-out", is_flag=True, en="Write the moves.", vi="Ghi việc chuyển."),
        Option("--by", default="", metavar="ID", en="Who carries it out.", vi="Người thực hiện."),
        Option(
            "--key-file",
            metavar="FILE",
            en="The keys of the seal: a line `NAME HEX` each, the current one first.",
            vi="Các khóa niêm: mỗi dòng `TÊN HEX`, khóa hiện hành đứng đầu.",
        ),
        Option(
            "--reseal",
            is_flag=True,
            en="Seal from now on what bears no seal yet, or that of a lost key; verify it first.",
            vi="Niêm từ nay cả hồ sơ chưa có niêm hoặc niêm bằng khóa đã mất; hãy kiểm tra trước.",
        ),
        Option("--json", "as_json", is_flag=True, en="Answer as JSON.", vi="Trả lời bằng JSON."),
    ],
    callback=click.pass_context(_run),
)
