"""The statements that write: a dossier's row moved on and its entries appended, one dossier or many at once.

Invariants: an ordinary command is one UPDATE and one INSERT, and on PostgreSQL, where each waits for an answer, both go
as one statement, so that nothing can be half written; the UPDATE names the version that was read, so that a lost update
cannot happen under any isolation; many dossiers are moved on by as many statements as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Integer,
    LargeBinary,
    TableValuedAlias,
    Text,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    true,
    update,
    values,
)
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import BindParameter, ColumnElement
from sqlalchemy.sql.selectable import FromClause

from procflow.store.chain import Record
from procflow.store.projection import Head, Value
from procflow.store.schema import dossier, journal
from procflow.store.statement import Statement

__all__ = ["Change", "append", "append_many", "insert_dossier", "insert_dossiers"]

_POSTGRESQL: Final = "postgresql"
_FIELDS: Final = Record._fields
_RECORD: Final = tuple(journal.c[name] for name in _FIELDS)
_TYPES: Final = tuple(item.type for item in _RECORD)


def _settled_by() -> ColumnElement[int]:
    return cast(cast(func.pg_current_xact_id(), Text), BigInteger)


_PROJECTED: Final = (
    "version",
    "head",
    "procedure",
    "definition",
    "calendar",
    "step",
    "national_status",
    "submitted_at",
    "due_at",
    "finished_at",
    "ended",
    "unit",
    "assignee",
    "waits_for",
    "wake_at",
    "shape",
    "state",
    "seal_key",
    "seal",
)
_GUARD: Final = ("_id", "_read")
_UPDATE_ROW: Final = (
    update(dossier)
    .where(dossier.c.id == bindparam("_id"), dossier.c.version == bindparam("_read"))
    .values({name: bindparam(name) for name in _PROJECTED})
)
_LATER: Final = func.greatest(dossier.c.settled_by, _settled_by())
_UPDATE: Final = Statement(_UPDATE_ROW, (*_PROJECTED, *_GUARD))
_INSERT_DOSSIER: Final = Statement(
    insert(dossier).values({name: bindparam(name) for name in ("id", *_PROJECTED, "settled_by")}),
    ("id", *_PROJECTED, "settled_by"),
)
_INSERT_DOSSIER_SETTLED: Final = Statement(
    insert(dossier)
    .values({**{name: bindparam(name) for name in ("id", *_PROJECTED)}, "settled_by": _settled_by()})
    .returning(dossier.c.settled_by),
    ("id", *_PROJECTED),
)
_ENTRY: Final = (*_FIELDS, "settled_by")
_ENTRIES_AT_ONCE: Final = 64
"""So many rows of the journal go into one INSERT on SQLite: 768 values, far from what any version takes."""


@lru_cache(maxsize=_ENTRIES_AT_ONCE)
def _insert_entries(count: int) -> Statement:
    rows: list[dict[str, BindParameter[Any]]] = [
        {name: bindparam(f"{name}_{number}") for name in _ENTRY} for number in range(count)
    ]
    return Statement(insert(journal).values(rows), [f"{name}_{number}" for number in range(count) for name in _ENTRY])


def _array(kind: object) -> ARRAY[Any]:
    """Give the array of a column's type; of texts without their length, to which a cast would cut them."""
    if isinstance(kind, Integer | BigInteger | LargeBinary):
        return ARRAY(type(kind))
    return ARRAY(Text)


def _table(name: str, kinds: Mapping[str, object], **further: str) -> TableValuedAlias:
    """Make a table of rows handed over column by column, each column one array: one text for any number of rows."""
    arrays = [bindparam(f"{name}_{one}", type_=_array(kind)) for one, kind in kinds.items()]
    columns = [column(one, _array(kind).item_type) for one, kind in kinds.items()]
    return func.unnest(*arrays).table_valued(*columns, **further).render_derived(name=name)


_NEW: Final = _table("new", {item.name: item.type for item in _RECORD}, with_ordinality="place")
_MOVED: Final = _UPDATE_ROW.values(settled_by=_LATER).returning(dossier.c.settled_by).cte("moved")
_NEW_COLUMNS: Final = tuple(f"new_{name}" for name in _FIELDS)


def _enter(settled_by: ColumnElement[int], source: FromClause) -> Insert:
    """Insert the rows of the table `new` into the journal, in their order, which `position` keeps."""
    chosen = select(*(_NEW.c[name] for name in _FIELDS), settled_by).select_from(source).order_by(_NEW.c.place)
    return insert(journal).from_select(_ENTRY, chosen)


_APPEND: Final = Statement(
    _enter(_MOVED.c.settled_by, _MOVED.join(_NEW, true())).add_cte(_MOVED),
    (*_PROJECTED, *_GUARD, *_NEW_COLUMNS),
    binary=True,
)
_FEW: Final = 16
"""Up to so many entries are handed over value by value, which psycopg does in C; arrays it spells in Python."""


@lru_cache(maxsize=_FEW)
def _append_few(count: int) -> Statement:
    names = [[f"{name}_{number}" for name in _FIELDS] for number in range(count)]
    rows = [tuple(map(bindparam, row, (None,) * len(row), _TYPES)) for row in names]
    new = values(*map(column, _FIELDS, _TYPES), name="new").data(rows)
    chosen = select(*(new.c[name] for name in _FIELDS), _MOVED.c.settled_by)
    ordered = chosen.select_from(_MOVED.join(new, true())).order_by(new.c.seq)
    statement = insert(journal).from_select(_ENTRY, ordered).add_cte(_MOVED)
    return Statement(statement, (*_PROJECTED, *_GUARD, *chain.from_iterable(names)))


_ENTER: Final = Statement(_enter(bindparam("settled_by", type_=BigInteger), _NEW), (*_NEW_COLUMNS, "settled_by"))
_ROW: Final = _table("row", {**{name: dossier.c[name].type for name in _PROJECTED}, "_id": Text(), "_read": Integer()})
_MOVED_ROWS: Final = (
    update(dossier)
    .where(dossier.c.id == _ROW.c["_id"], dossier.c.version == _ROW.c["_read"])
    .values({**{name: _ROW.c[name] for name in _PROJECTED}, "settled_by": _LATER})
    .returning(dossier.c.id, dossier.c.settled_by)
    .cte("moved")
)
_APPEND_MANY: Final = Statement(
    _enter(_MOVED_ROWS.c.settled_by, _MOVED_ROWS.join(_NEW, _MOVED_ROWS.c.id == _NEW.c.dossier)).add_cte(_MOVED_ROWS),
    (*(f"row_{name}" for name in (*_PROJECTED, *_GUARD)), *_NEW_COLUMNS),
    binary=True,
)

_FRESH: Final = _table("fresh", {name: dossier.c[name].type for name in ("id", *_PROJECTED)})
_INSERTED: Final = (
    insert(dossier)
    .from_select(
        ("id", *_PROJECTED, "settled_by"),
        select(*(_FRESH.c[name] for name in ("id", *_PROJECTED)), _settled_by()),
    )
    .returning(dossier.c.id, dossier.c.settled_by)
    .cte("inserted")
)
_INSERT_MANY: Final = Statement(
    _enter(_INSERTED.c.settled_by, _INSERTED.join(_NEW, _INSERTED.c.id == _NEW.c.dossier)).add_cte(_INSERTED),
    (*(f"fresh_{name}" for name in ("id", *_PROJECTED)), *_NEW_COLUMNS),
    binary=True,
)


@dataclass(frozen=True, slots=True)
class Change:
    """Hold what moves a dossier on from the head that was read: its new row and its new entries."""

    read: Head
    row: Mapping[str, Value]
    new: Sequence[Record]

    def values(self) -> tuple[Value, ...]:
        """Give the values of the UPDATE."""
        row = self.row
        return (*[row[name] for name in _PROJECTED], self.read.dossier, self.read.version)


def append(connection: Connection, change: Change) -> bool:
    """Move a dossier's row on and append its entries; False when the head that was read is not there any more."""
    if connection.dialect.name == _POSTGRESQL:
        return _append_at_once(connection, change)
    if _UPDATE.run(connection, change.values()).rowcount != 1:
        return False
    _insert_journal(connection, change.new)
    return True


def _append_at_once(connection: Connection, change: Change) -> bool:
    count = len(change.new)
    if count <= _FEW:
        entries = chain.from_iterable(change.new)
        return _append_few(count).run(connection, (*change.values(), *entries)).rowcount == count
    return _APPEND.run(connection, (*change.values(), *_columns(change.new))).rowcount == count


def append_many(connection: Connection, changes: Sequence[Change], entries: Sequence[Record] = ()) -> bool:
    """Move many dossiers on in one or two statements; False when the head of one of them is not there any more.

    `entries` are those of the changes in the order in which the feed is to give them, where that is not one dossier
    after the other.
    """
    rows = [change.values() for change in changes]
    new = entries or [record for change in changes for record in change.new]
    if connection.dialect.name == _POSTGRESQL:
        values = (*map(list, zip(*rows, strict=True)), *_columns(new))
        return _APPEND_MANY.run(connection, values).rowcount == len(new)
    if _UPDATE.run_many(connection, rows) != len(changes):
        return False
    _insert_journal(connection, new)
    return True


def insert_dossier(connection: Connection, row: Mapping[str, Value], new: Sequence[Record]) -> None:
    """Insert a new dossier's row and its first entries."""
    values = (row["id"], *[row[name] for name in _PROJECTED])
    if connection.dialect.name == _POSTGRESQL:
        [(settled_by,)] = _INSERT_DOSSIER_SETTLED.run(connection, values).rows
        _ENTER.run(connection, (*_columns(new), settled_by))
    else:
        _INSERT_DOSSIER.run(connection, (*values, 0))
        _insert_journal(connection, new)


def insert_dossiers(connection: Connection, rows: Sequence[Mapping[str, Value]], new: Sequence[Record]) -> None:
    """Insert the rows and the first entries of new dossiers, at least one, in one or two statements."""
    given = [(row["id"], *[row[name] for name in _PROJECTED]) for row in rows]
    if connection.dialect.name == _POSTGRESQL:
        _INSERT_MANY.run(connection, (*map(list, zip(*given, strict=True)), *_columns(new)))
    else:
        _INSERT_DOSSIER.run_many(connection, [(*values, 0) for values in given])
        _insert_journal(connection, new)


def _columns(new: Sequence[Record]) -> list[list[object]]:
    """Turn entries into columns, as the table `new` takes them."""
    return [list(values) for values in zip(*new, strict=True)]


def _insert_journal(connection: Connection, new: Sequence[Record]) -> None:
    """Insert entries where one writer goes at a time: nobody overtakes them, so `settled_by` is nothing to know."""
    rows: list[tuple[Any, ...]] = [(*record, 0) for record in new]
    whole = len(rows) - len(rows) % _ENTRIES_AT_ONCE
    if whole:
        batches = [
            tuple(chain.from_iterable(rows[at : at + _ENTRIES_AT_ONCE])) for at in range(0, whole, _ENTRIES_AT_ONCE)
        ]
        _insert_entries(_ENTRIES_AT_ONCE).run_many(connection, batches)
    if rest := rows[whole:]:
        _insert_entries(len(rest)).run(connection, tuple(chain.from_iterable(rest)))
