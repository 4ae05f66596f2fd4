"""Work lists: the dossiers that are open, by where they are, who has them, who is waited for and when they are due.

Invariants: a list reads indexes alone and computes nothing of the law; those due first come first, those with no date
due (not accepted yet, or stopped) last; a page goes on where the one before ended, whatever changed meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, literal, select, tuple_

from procflow.errors import MisuseError
from procflow.store.encoding import decode_moment, encode_moment
from procflow.store.schema import DUE_ORDER, NEVER, dossier

__all__ = ["Line", "Work", "worklist"]

_SHOWN: Final = tuple(
    dossier.c[name]
    for name in (
        "id",
        "procedure",
        "step",
        "national_status",
        "submitted_at",
        "due_at",
        "finished_at",
        "unit",
        "assignee",
        "waits_for",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Say which open dossiers to list; what is left empty does not restrict.

    `due_before` is for what is due soon or, with the present moment, for what is overdue already.
    """

    procedure: str = ""
    step: str = ""
    unit: str = ""
    assignee: str = ""
    waits_for: str = ""
    due_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Show an open dossier: `due_at` is the appointment by law, None while none runs.

    `waits_for` says who owes the next step: the agency, a consulted one, or the applicant.
    """

    dossier_id: str
    procedure: str
    step: str
    national_status: int
    submitted_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    unit: str
    assignee: str
    waits_for: str

    @property
    def cursor(self) -> str:
        """Name the place after this line, to go on from."""
        return f"{NEVER if self.due_at is None else encode_moment(self.due_at)} {self.dossier_id}"


def worklist(connection: Connection, work: Work, *, after: str, limit: int) -> tuple[Line, ...]:
    """List open dossiers, those due first before others.

    Raises:
        MisuseError: PF652, when `after` is not the cursor of a line.
    """
    statement = _restricted(select(*_SHOWN).where(dossier.c.ended.is_(None)), work)
    if after:
        due_at, _, dossier_id = after.partition(" ")
        if not dossier_id:
            raise MisuseError("PF652", cursor=after[:64])
        statement = statement.where(tuple_(DUE_ORDER, dossier.c.id) > tuple_(literal(due_at), literal(dossier_id)))
    rows = connection.execute(statement.order_by(DUE_ORDER, dossier.c.id).limit(limit)).all()
    return tuple(_line(row) for row in rows)


def _restricted(statement: Select[Any], work: Work) -> Select[Any]:
    for name in ("procedure", "step", "unit", "assignee", "waits_for"):
        wanted = getattr(work, name)
        if wanted:
            statement = statement.where(dossier.c[name] == wanted)
    if work.due_before is not None:
        statement = statement.where(dossier.c.due_at < encode_moment(work.due_before))
    return statement


def _line(row: Sequence[Any]) -> Line:
    dossier_id, procedure, step, status, submitted_at, due_at, finished_at, unit, assignee, waits_for = row
    return Line(
        dossier_id,
        procedure,
        step,
        status,
        decode_moment(submitted_at),
        _or_none(due_at),
        _or_none(finished_at),
        unit,
        assignee,
        waits_for,
    )


def _or_none(moment: str | None) -> datetime | None:
    return None if moment is None else decode_moment(moment)
