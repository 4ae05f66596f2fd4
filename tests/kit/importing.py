"""The one-by-one way beside which an import is held: what it answers, and every row it leaves.

Invariants: salts are drawn from one row of numbers, so that two runs from the same rows can leave the same bytes; what
is compared leaves out what a rolled back run uses up, the positions of entries and transaction numbers.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from unittest.mock import patch

from sqlalchemy import Connection, event, select

import procflow
from procflow.dossier import Command
from procflow.errors import ProcflowError
from procflow.store.schema import METADATA, journal

__all__ = ["One", "Outcome", "one_by_one", "outcome", "statements", "tell"]

One = tuple[str, Command, str | None]
Outcome = tuple[list[object], list[object]]
_NOT_COMPARED = {"position", "settled_by"}


def tell(answer: object) -> object:
    """Say all there is to an answer, what its own comparison leaves out too."""
    if isinstance(answer, procflow.Reply):
        return tuple(getattr(answer, each.name) for each in fields(answer))
    assert isinstance(answer, ProcflowError)
    return type(answer), answer.code, answer.message()


def one_by_one(engine: procflow.Engine, connection: Connection, commands: Sequence[One]) -> list[object]:
    """Send each alone, in a savepoint of its own."""
    answers: list[object] = []
    for dossier_id, command, command_id in commands:
        savepoint = connection.begin_nested()
        try:
            answers.append(engine.send(connection, dossier_id, command, command_id=command_id))
            savepoint.commit()
        except ProcflowError as error:
            savepoint.rollback()
            answers.append(error)
    return answers


def outcome(connection: Connection, run: Callable[[], Sequence[object]], *, one_salt: bool = False) -> Outcome:
    """Run something, look at every row, and take it back.

    With `one_salt`, every value has the same, for what may be decided again before it is written.
    """
    savepoint = connection.begin_nested()
    numbers = itertools.repeat(1) if one_salt else itertools.count(1)
    with patch("secrets.token_bytes", lambda size: next(numbers).to_bytes(size, "big")):
        answers = [tell(one) for one in run()]
    rows: list[object] = []
    for table in METADATA.sorted_tables:
        kept = [column for column in table.columns if column.name not in _NOT_COMPARED]
        order = [journal.c.position] if table is journal else table.primary_key.columns
        rows += [(table.name, *row) for row in connection.execute(select(*kept).order_by(*order))]
    savepoint.rollback()
    return answers, rows


@contextmanager
def statements(connection: Connection) -> Iterator[list[str]]:
    """Note the first word of each statement that is sent; BEGIN and savepoints are left out."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, sql: str, *_rest: object) -> None:
        word = sql.split(maxsplit=1)[0]
        if word not in {"BEGIN", "SAVEPOINT", "RELEASE"}:
            seen.append(word)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection, "before_cursor_execute", note)
