"""Imports that concern the same families in opposite orders: they end, and nobody is left with half of anything."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from time import monotonic
from typing import Final

import pytest
from families import BORN, CITIZEN, DESK, LINK, START, check, procedures
from importing import One
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import Amend, Take
from procflow.engine import ManualClock
from procflow.errors import ConflictError

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

NAMES = ("d1", "d2", "d3")
PATIENCE_MS = 100
"""How long PostgreSQL waits before it looks whether anybody waits in a circle."""

IN_TIME: Final = 20
"""Seconds after which something hangs, on a machine as busy as may be."""

Told = Callable[[int, int], None]


@pytest.fixture
def engine(database: Engine) -> procflow.Engine:
    clock = ManualClock(START)
    engine = procflow.Engine(procedures(), clock=clock)
    with database.begin() as connection:
        connection.execute(
            text(f"ALTER DATABASE {connection.engine.url.database} SET deadlock_timeout = {PATIENCE_MS}")
        )
        for name in NAMES:
            facts: dict[str, date | bool] = {"born_on": START.date(), "exempt": True}
            engine.submit(connection, LINK, by=CITIZEN, channel="online", facts=facts, dossier_id=name)
            engine.send(connection, name, Take("accept", by=DESK))
    clock.move_by(timedelta(minutes=10))
    database.dispose()
    return engine


def births(names: Sequence[str]) -> list[One]:
    """Give a command for a child of each."""
    return [(f"{name}/birth", BORN[0], f"birth-{name}") for name in names]


def amendments(names: Sequence[str]) -> list[One]:
    """Give a command for each parent that every order of commands allows."""
    return [(name, Amend(facts={"exempt": False}, by=CITIZEN), f"amend-{name}") for name in names]


class Meeting:
    """Let two go on together once each has done its first, unless one of them has to wait for the other."""

    def __init__(self) -> None:
        self._both = threading.Barrier(2, timeout=0.3)

    def __call__(self, done: int, _of: int) -> None:
        if done == 1:
            with suppress(threading.BrokenBarrierError):
                self._both.wait()


@pytest.fixture
def meet() -> Meeting:
    return Meeting()


def written(connection: Connection) -> set[str]:
    """Give the command ids of this module's that are in the journal."""
    ids = connection.execute(text("SELECT command_id FROM procflow_journal")).scalars()
    return {one for one in ids if one and one.startswith(("birth-", "amend-"))}


def bring(engine: procflow.Engine, database: Engine, commands: Sequence[One], told: Told) -> list[str]:
    """Send all of them as one import, and commit; say with which code each was refused, if it was."""
    with database.begin() as connection:
        answers = engine.send_many(connection, commands, on_progress=told)
    return [getattr(one, "code", "") for one in answers]


def send_each(engine: procflow.Engine, database: Engine, commands: Sequence[One], told: Told) -> list[str]:
    """Send one after the other in one transaction of a host, which rolls back at the first that fails."""
    with database.connect() as connection:
        for number, (name, command, command_id) in enumerate(commands):
            try:
                engine.send(connection, name, command, command_id=command_id)
            except ConflictError as error:
                connection.rollback()
                return [error.code]
            told(number + 1, len(commands))
        connection.commit()
    return [""] * len(commands)


def test_two_imports_of_the_same_families_in_opposite_orders_do_not_wait_for_each_other(
    engine: procflow.Engine, database: Engine, meet: Meeting
) -> None:
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(bring, engine, database, one, meet) for one in (births(NAMES), amendments(NAMES[::-1]))]
        assert [one.result() for one in sent] == [[""] * 3, [""] * 3]
    with database.connect() as connection:
        check(engine, connection)


def test_of_two_hosts_that_send_to_the_same_families_in_opposite_orders_one_is_turned_away_whole(
    engine: procflow.Engine, database: Engine, meet: Meeting
) -> None:
    """What each command locks is its own to order; a host's order of commands is not. PostgreSQL ends the circle."""
    work = births(NAMES[:2]), amendments(NAMES[1::-1])
    began = monotonic()
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(send_each, engine, database, one, meet) for one in work]
        codes = [one.result() for one in sent]
    assert monotonic() - began < IN_TIME
    assert sorted(codes) == [["", ""], ["PF622"]]
    loser = work[codes.index(["PF622"])]
    with database.connect() as connection:
        assert not {one[2] for one in loser} & written(connection)
        check(engine, connection)
    assert send_each(engine, database, loser, lambda *_: None) == ["", ""]
    with database.connect() as connection:
        check(engine, connection)


def test_an_import_and_a_host_that_goes_the_other_way_end_and_whoever_lost_left_nothing(
    engine: procflow.Engine, database: Engine
) -> None:
    """The host has the last family when the import begins to lock from the first: one of them has to give way."""
    import_, own = births(NAMES[:2]), amendments(NAMES[1::-1])
    is_locked, began = threading.Event(), monotonic()

    def after_the_first(*_: int) -> None:
        is_locked.set()
        threading.Event().wait(0.1)

    with ThreadPoolExecutor(2) as pool:
        alone = pool.submit(send_each, engine, database, own, after_the_first)
        assert is_locked.wait(10)
        together = pool.submit(bring, engine, database, import_, lambda *_: None)
        codes = together.result() + alone.result()
    assert monotonic() - began < IN_TIME
    assert set(codes) <= {"", "PF620", "PF622"}
    with database.connect() as connection:
        kept = {one[2] for one, code in zip(import_, codes, strict=False) if not code}
        kept |= set() if "PF622" in alone.result() else {one[2] for one in own}
        assert written(connection) == kept
        check(engine, connection)
