"""The statements that read, and those that keep texts: built once, values always bound, on the caller's connection.

Invariants: nothing here begins or commits a transaction; an ordinary command reads with one SELECT.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Executable,
    Select,
    bindparam,
    func,
    literal,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.elements import ColumnElement

from procflow.clock import VIETNAM_TIME
from procflow.store.chain import Record
from procflow.store.projection import Head
from procflow.store.schema import calendar, definition, dossier, journal
from procflow.store.statement import Statement

__all__ = [
    "Desk",
    "Repeat",
    "Stored",
    "calendar_bytes",
    "counted_by",
    "database_time",
    "definition_texts",
    "due",
    "find_repeat",
    "keep_calendar",
    "keep_definition",
    "next_due",
    "read",
    "read_desk",
    "records",
    "records_of_command",
    "versions_of_text",
]

_POSTGRESQL: Final = "postgresql"
_RECORD: Final = tuple(journal.c[name] for name in Record._fields)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say that a command id is in the journal: of which dossier, for which content (`payload`)."""

    dossier: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """Hold a dossier's row as read; `now` is the database's clock where it was asked."""

    head: Head
    definition: str
    calendar: str
    shape: str
    state: bytes
    now: datetime | None = None
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold what a submission needs to know: the time, a repeat of its id, which texts and calendar are kept already.

    `seal_key` names the key under which the dossier was sealed that was written to last; None where it was not.
    """

    now: datetime | None
    repeat: Repeat | None
    definitions: frozenset[str]
    has_calendar: bool
    seal_key: str | None = None


_CLOCK: Final[ColumnElement[datetime]] = func.clock_timestamp().label("now")
_NO_CLOCK: Final = null().label("now")
_STATE: Final = (
    dossier.c.id,
    dossier.c.version,
    dossier.c.head,
    dossier.c.settled_by,
    dossier.c.seal_key,
    dossier.c.seal,
    dossier.c.definition,
    dossier.c.calendar,
    dossier.c.shape,
    dossier.c.state,
)
_FIRST: Final = journal.alias("first")
_IS_REPEAT: Final = (_FIRST.c.command_id == bindparam("command_id")) & (_FIRST.c.part == literal_column("0"))


_FIND_REPEAT: Final = select(_FIRST.c.dossier, _FIRST.c.payload).where(_IS_REPEAT)


def _read(now: ColumnElement[datetime] | ColumnElement[None], *, repeats: bool) -> Select[Any]:
    if not repeats:
        return select(*_STATE, now).where(dossier.c.id == bindparam("dossier"))
    joined = dossier.outerjoin(_FIRST, _IS_REPEAT)
    repeated = (_FIRST.c.dossier.label("repeat_dossier"), _FIRST.c.payload.label("repeat_payload"))
    return select(*_STATE, now, *repeated).select_from(joined).where(dossier.c.id == bindparam("dossier"))


def _desk(now: ColumnElement[datetime] | ColumnElement[None]) -> Executable:
    one = select(literal(1).label("one")).subquery()
    joined = (
        one.outerjoin(_FIRST, _IS_REPEAT)
        .outerjoin(definition, definition.c.code == bindparam("code"))
        .outerjoin(calendar, calendar.c.version == bindparam("calendar"))
    )
    columns = (_FIRST.c.dossier.label("repeat_dossier"), _FIRST.c.payload.label("repeat_payload"))
    newest = select(journal.c.dossier).order_by(journal.c.position.desc()).limit(literal_column("1")).scalar_subquery()
    sealed = select(dossier.c.seal_key).where(dossier.c.id == newest).scalar_subquery().label("seal_key")
    return select(now, *columns, definition.c.hash, calendar.c.version, sealed).select_from(joined)


_READ: Final = {
    (clock, repeats): Statement(
        _read(_CLOCK if clock else _NO_CLOCK, repeats=repeats), ("dossier", "command_id") if repeats else ("dossier",)
    )
    for clock in (True, False)
    for repeats in (True, False)
}
_DESK: Final = {clock: _desk(_CLOCK if clock else _NO_CLOCK) for clock in (True, False)}


def read(connection: Connection, dossier_id: str, command_id: str = "") -> Stored | None:
    """Read the row of a dossier, and whether `command_id` (where one is given) was used before; None: no such row."""
    clock = connection.dialect.name == _POSTGRESQL
    values = (dossier_id, command_id) if command_id else (dossier_id,)
    rows = _READ[clock, bool(command_id)].run(connection, values).rows
    return _stored(rows[0]) if rows else None


def _stored(row: Sequence[Any]) -> Stored:
    """Take a row apart by its places, which cost less than its names where thousands are read."""
    dossier_id, version, head, settled_by, key, seal, definition_hash, calendar_version, shape, state, *more = row
    now, repeat_dossier, repeat_payload = (*more, None, None, None)[:3]
    return Stored(
        Head(dossier_id, version, head, settled_by, key, seal),
        definition_hash,
        calendar_version,
        shape,
        state,
        _moment(now),
        _repeat(repeat_dossier, repeat_payload),
    )


def _moment(now: datetime | None) -> datetime | None:
    return None if now is None else now.astimezone(VIETNAM_TIME)


def database_time(connection: Connection) -> datetime | None:
    """Ask the database what time it is, where workers on several machines share it; None on SQLite."""
    if connection.dialect.name != _POSTGRESQL:
        return None
    return _moment(connection.execute(select(_CLOCK)).scalar_one())


def find_repeat(connection: Connection, command_id: str) -> Repeat | None:
    """Look a command id up in the journal."""
    row = connection.execute(_FIND_REPEAT, {"command_id": command_id}).one_or_none()
    return None if row is None else Repeat(row.dossier, row.payload)


def _repeat(dossier_id: str | None, payload: bytes | None) -> Repeat | None:
    return None if dossier_id is None or payload is None else Repeat(dossier_id, payload)


def read_desk(connection: Connection, *, code: str, calendar_version: str, command_id: str) -> Desk:
    """Read what a submission under `code` needs, in one statement."""
    values = {"code": code, "calendar": calendar_version, "command_id": command_id}
    rows = connection.execute(_DESK[connection.dialect.name == _POSTGRESQL], values).mappings().all()
    first = rows[0]
    return Desk(
        _moment(first["now"]),
        _repeat(first["repeat_dossier"], first["repeat_payload"]),
        frozenset(row["hash"] for row in rows if row["hash"] is not None),
        first["version"] is not None,
        first["seal_key"],
    )


_RECORDS: Final = (
    select(*_RECORD)
    .where(journal.c.dossier == bindparam("dossier"), journal.c.seq <= bindparam("upto"))
    .order_by(journal.c.seq)
)
_OF_COMMAND: Final = select(*_RECORD).where(journal.c.command_id == bindparam("command_id")).order_by(journal.c.part)
ALL: Final = 2**31 - 1


def records(connection: Connection, dossier_id: str, upto: int = ALL) -> list[Record]:
    """Read a dossier's journal, first entry to entry `upto`."""
    rows = connection.execute(_RECORDS, {"dossier": dossier_id, "upto": upto})
    return [Record(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def records_of_command(connection: Connection, command_id: str) -> list[Record]:
    """Read the entries a command brought about, in their order."""
    rows = connection.execute(_OF_COMMAND, {"command_id": command_id})
    return [Record(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


_DUE: Final = (
    select(*_STATE)
    .where(dossier.c.wake_at <= bindparam("moment"), dossier.c.id.not_in(bindparam("passed_over", expanding=True)))
    .order_by(dossier.c.wake_at, dossier.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)


def due(connection: Connection, moment: str, limit: int, passed_over: Sequence[str]) -> list[Stored]:
    """Claim up to `limit` dossiers that fell due by `moment`, in due order, leaving out what other workers hold."""
    values = {"moment": moment, "limit": limit, "passed_over": list(passed_over)}
    return [_stored(row) for row in connection.execute(_DUE, values)]


_COUNTED_BY: Final = (
    select(*_STATE)
    .where(
        dossier.c.ended.is_(None),
        dossier.c.calendar == bindparam("calendar"),
        dossier.c.id.not_in(bindparam("passed_over", expanding=True)),
    )
    .order_by(dossier.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)


def counted_by(connection: Connection, calendar_version: str, limit: int, passed_over: Sequence[str]) -> list[Stored]:
    """Claim up to `limit` open dossiers that are counted by a calendar, leaving out what other workers hold."""
    values = {"calendar": calendar_version, "limit": limit, "passed_over": list(passed_over)}
    return [_stored(row) for row in connection.execute(_COUNTED_BY, values)]


# The words of the index, or neither database reads it: `min` alone reads every dossier there is.
_NEXT: Final = (
    select(dossier.c.wake_at)
    .where(dossier.c.wake_at.is_not(None))
    .order_by(dossier.c.wake_at)
    .limit(literal_column("1"))
)


def next_due(connection: Connection) -> str | None:
    """Read the first moment at which any dossier falls due; None where time brings nothing."""
    moment: str | None = connection.execute(_NEXT).scalar_one_or_none()
    return moment


_TEXTS: Final = select(definition.c.text, definition.c.profile_text, definition.c.overlay_text).where(
    definition.c.hash == bindparam("hash")
)
_SAME_VERSION: Final = select(definition.c.text).where(
    definition.c.code == bindparam("code"), definition.c.version == bindparam("version")
)
_CANONICAL: Final = select(calendar.c.canonical).where(calendar.c.version == bindparam("version"))


def definition_texts(connection: Connection, definition_hash: str) -> tuple[str, str, str] | None:
    """Read the texts of a definition: the procedure's, its profile's and its overlay's; None where it is not kept."""
    row = connection.execute(_TEXTS, {"hash": definition_hash}).one_or_none()
    return None if row is None else (row.text, row.profile_text, row.overlay_text)


def versions_of_text(connection: Connection, code: str, version: str) -> frozenset[str]:
    """Read every text published as `version` of `code`: one, unless somebody broke the rule."""
    return frozenset(connection.execute(_SAME_VERSION, {"code": code, "version": version}).scalars())


def calendar_bytes(connection: Connection, version: str) -> bytes | None:
    """Read the canonical bytes of a calendar; None where it is not kept."""
    return connection.execute(_CANONICAL, {"version": version}).scalar_one_or_none()


def keep_definition(connection: Connection, row: Mapping[str, str]) -> None:
    """Keep the texts of a definition, unless they are kept already."""
    chosen = postgresql_insert if connection.dialect.name == _POSTGRESQL else sqlite_insert
    connection.execute(chosen(definition).on_conflict_do_nothing(), row)


def keep_calendar(connection: Connection, version: str, canonical: bytes) -> None:
    """Keep the bytes of a calendar, unless they are kept already."""
    chosen = postgresql_insert if connection.dialect.name == _POSTGRESQL else sqlite_insert
    connection.execute(chosen(calendar).on_conflict_do_nothing(), {"version": version, "canonical": canonical})
