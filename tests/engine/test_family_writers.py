"""Several writers of one family at once: one after the other, none lost, and none waiting for another in a circle."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from time import sleep

import pytest
from families import BORN, CHIEF, CITIZEN, DESK, INSURER, LINK, OFFICER, POLICE, START, accepted, check, go, procedures
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import ChildFinished, Command, FinishChild, Take
from procflow.engine import ManualClock
from procflow.errors import ConflictError, Rejected

pytestmark = pytest.mark.office(procedures, START)


@pytest.fixture
def two(database: Engine) -> Iterator[tuple[Connection, Connection]]:
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    with database.connect() as one, database.connect() as other:
        other.execute(text("SET lock_timeout = '300ms'"))
        other.commit()
        yield one, other


def test_a_worker_passes_over_a_family_another_one_has(
    engine: procflow.Engine, database: Engine, clock: ManualClock, two: tuple[Connection, Connection]
) -> None:
    with database.begin() as connection:
        accepted(engine, connection, clock)
        go(engine, connection, clock, "d/birth", *BORN)
        clock.move_by(timedelta(days=60))
    one, other = two
    one.execute(text("SELECT id FROM procflow_dossier WHERE id = 'd' FOR UPDATE"))
    tick = engine.tick(other)
    assert tick.woken == ()
    assert {type(failure.error) for failure in tick.failed} == {ConflictError}
    one.rollback()
    other.rollback()
    assert len(engine.tick(other).woken) >= 3
    engine.verify(other)


def test_two_writers_of_one_family_go_one_after_the_other(
    engine: procflow.Engine, database: Engine, clock: ManualClock, two: tuple[Connection, Connection]
) -> None:
    with database.begin() as connection:
        accepted(engine, connection, clock)
        go(engine, connection, clock, "d/birth", *BORN)
        clock.move_by(timedelta(minutes=1))
    one, other = two
    engine.send(one, "d/insurance", Take("issued", by=INSURER))
    with pytest.raises(ConflictError, match="PF622"):
        engine.send(other, "d/residence", Take("eligible", by=POLICE))
    one.commit()
    other.rollback()
    engine.send(other, "d/residence", Take("eligible", by=POLICE))
    other.commit()
    with database.begin() as connection:
        check(engine, connection)


def test_a_member_that_changed_since_it_was_read_is_a_conflict(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    with database.begin() as connection:
        accepted(engine, connection, clock)
        go(engine, connection, clock, "d/birth", *BORN)
        clock.move_by(timedelta(minutes=1))
    kindred = engine._kindred  # noqa: SLF001 - between reading and locking, somebody else writes
    with database.connect() as connection:
        stale = kindred.gather(connection, "d", engine.dossier(connection, "d"))
        connection.rollback()
        with database.begin() as winner:
            engine.send(winner, "d/insurance", Take("issued", by=INSURER))
        stale.pass_time(clock.now() + timedelta(days=60))
        with pytest.raises(ConflictError, match="PF622"):
            kindred.write(connection, stale, clock.now())
        connection.rollback()
    with database.begin() as connection:
        check(engine, connection)


def repeated(engine: procflow.Engine, database: Engine, target: str, command: Command, command_id: str) -> str:
    """Send a command until its turn has come; say what went wrong, where more than a lost race did."""
    for _ in range(200):
        try:
            with database.begin() as connection:
                engine.send(connection, target, command, command_id=command_id)
        except ConflictError as error:
            if "deadlock" in str(error):
                return str(error)
        except Rejected as error:
            if error.code not in {"PF503", "PF508"}:
                return str(error)
            sleep(0.01)
        else:
            return ""
    return f"{target} never got its turn"


def scheduled(engine: procflow.Engine, database: Engine) -> list[str]:
    """Tick a while; give what deadlocks it met."""
    found: list[str] = []
    for _ in range(15):
        try:
            with database.begin() as connection:
                found += [str(one.error) for one in engine.tick(connection).failed]
        except ConflictError as error:
            found.append(str(error))
    return [reason for reason in found if "deadlock" in reason]


def test_many_writers_of_families_never_wait_for_each_other_in_a_circle(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    """Officers of several agencies and two schedulers at once: conflicts are repeated, a deadlock may not happen."""
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    names = [f"d{number}" for number in range(8 if os.environ.get("PROCFLOW_TORTURE") else 3)]
    facts: dict[str, date | bool] = {"born_on": date(2026, 8, 1), "exempt": True}
    with database.begin() as connection:
        for name in names:
            engine.submit(connection, LINK, by=CITIZEN, channel="online", facts=facts, dossier_id=name)
            engine.send(connection, name, Take("accept", by=DESK))
            for command in BORN:
                engine.send(connection, f"{name}/birth", command)
    clock.move_by(timedelta(days=4))  # the time of a step of every second child has run out
    work: list[tuple[str, Command]] = [
        *((f"{name}/insurance", Take("incomplete", by=INSURER, reason="Thiếu ảnh")) for name in names),
        *((f"{name}/residence", Take("eligible", by=POLICE)) for name in names),
        *((name, FinishChild("allowance", by=OFFICER)) for name in names),
        *((f"{name}/residence", Take("approved", by=CHIEF)) for name in names),
    ]
    with ThreadPoolExecutor(5) as pool:
        ticking = [pool.submit(scheduled, engine, database) for _ in range(2)]
        sent = [pool.submit(repeated, engine, database, *one, f"c{number}") for number, one in enumerate(work)]
        assert {one.result() for one in sent} == {""}
        assert [one.result() for one in ticking] == [[], []]
    clock.move_by(timedelta(days=40))
    with database.begin() as connection:
        while engine.tick(connection).woken:
            pass
        for name in names:
            told = [one.event for one in engine.history(connection, name) if isinstance(one.event, ChildFinished)]
            assert sorted(one.child for one in told) == ["allowance", "birth", "insurance", "residence"]
        check(engine, connection)
