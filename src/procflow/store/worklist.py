"""Work lists: the dossiers that are open, by where they are, who has them, who is waited for and when they are due.

Invariants: a list reads indexes alone, but for what falls due on the very day it is asked about, and computes nothing
of the law; those due first come first, those with no date due (not accepted yet, or stopped) last; a page goes on where
the one before ended, whatever changed meanwhile.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, literal, select, tuple_

from procflow.clock import VIETNAM_TIME, is_overdue
from procflow.errors import MisuseError
from procflow.store.encoding import decode_moment, encode_moment
from procflow.store.journal import state_upto
from procflow.store.schema import DUE_ORDER, ID_LENGTH, NEVER, definition, dossier

__all__ = ["Line", "Work", "kept_definitions", "worklist"]

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
        "version",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Say which open dossiers to list; what is left empty does not restrict.

    `actor` is the role that owes the step, in whichever version of whichever procedure; `waits_for` is `agency`,
    `applicant` or `consulted`. `due_before` is for what is due soon; `overdue_at` is for what the law makes overdue at
    that moment: a limit in days only once its last day has passed, though the office closed before (BLDS 2015 Đ.148
    k.6). Names are found in whichever Unicode form they are given.
    """

    procedure: str = ""
    step: str = ""
    unit: str = ""
    assignee: str = ""
    waits_for: str = ""
    due_before: datetime | None = None
    actor: str = ""
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Show an open dossier: `due_at` is the appointment by law, None while none runs.

    `waits_for` says who owes the next step: the agency, a consulted one, or the applicant. `version` counts the entries
    of the journal that was read.
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
    version: int = 0

    @property
    def cursor(self) -> str:
        """Name the place after this line, to go on from."""
        return f"{NEVER if self.due_at is None else encode_moment(self.due_at)} {self.dossier_id}"


Steps = Sequence[tuple[str, str]]
"""Definitions and steps of them."""


def kept_definitions(connection: Connection) -> Sequence[str]:
    """Read the hashes of every definition that is kept."""
    return connection.execute(select(definition.c.hash)).scalars().all()


def worklist(
    connection: Connection, work: Work, *, after: str, limit: int, steps: Steps | None = None
) -> tuple[Line, ...]:
    """List open dossiers, those due first before others; where `steps` are given, only those in one of them.

    Raises:
        MisuseError: PF652, when `after` is not the cursor of a line.
    """
    lines: list[Line] = []
    while len(lines) < limit:
        page = _page(connection, work, after=after, limit=limit, steps=steps)
        lines += (line for line in page if work.overdue_at is None or _is_overdue(connection, line, work.overdue_at))
        if len(page) < limit:
            break
        after = page[-1].cursor
    return tuple(lines[:limit])


def _is_overdue(connection: Connection, line: Line, moment: datetime) -> bool:
    """Say whether the limit has ended by law; only what is due on that very day needs to be looked at closely."""
    if line.due_at is None or line.due_at.date() != moment.astimezone(VIETNAM_TIME).date():
        return line.due_at is not None
    state = state_upto(connection, line.dossier_id, line.version)
    return state.due is not None and is_overdue(state.due, moment)


def _page(connection: Connection, work: Work, *, after: str, limit: int, steps: Steps | None) -> tuple[Line, ...]:
    statement = _restricted(select(*_SHOWN).where(dossier.c.ended.is_(None)), work)
    if steps is not None:
        statement = statement.where(tuple_(dossier.c.definition, dossier.c.step).in_(steps))
    if after:
        place = _CURSOR.fullmatch(after)
        if place is None:
            raise MisuseError("PF652", cursor=after[:64])
        statement = statement.where(tuple_(DUE_ORDER, dossier.c.id) > tuple_(literal(place[1]), literal(place[2])))
    rows = connection.execute(statement.order_by(DUE_ORDER, dossier.c.id).limit(limit)).all()
    return tuple(_line(row) for row in rows)


_CURSOR: Final = re.compile(
    rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9:]{{8}}\.[0-9]{{6}}Z|{NEVER}) ([A-Za-z0-9._:/-]{{1,{ID_LENGTH}}})",
    re.ASCII,
)
"""A moment as `encode_moment` spells it and an id: any other text would have a place in the order, too, a wrong one."""


def _restricted(statement: Select[Any], work: Work) -> Select[Any]:
    for name in ("procedure", "step", "unit", "assignee", "waits_for"):
        wanted = unicodedata.normalize("NFC", getattr(work, name))  # as it was recorded
        if wanted:
            statement = statement.where(dossier.c[name] == wanted)
    if work.due_before is not None:
        statement = statement.where(dossier.c.due_at < encode_moment(work.due_before))
    if work.overdue_at is not None:
        statement = statement.where(dossier.c.due_at <= encode_moment(work.overdue_at))
    return statement


def _line(row: Sequence[Any]) -> Line:
    dossier_id, procedure, step, status, submitted_at, due_at, finished_at, unit, assignee, waits_for, version = row
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
        version,
    )


def _or_none(moment: str | None) -> datetime | None:
    return None if moment is None else decode_moment(moment)
