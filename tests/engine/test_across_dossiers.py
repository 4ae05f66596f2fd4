"""What one dossier decides by another: under the lock of the family, naming the entry of the journal it read."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep

import pytest
from families import BORN, CHIEF, INSURER, OFFICER, POLICE, START, accepted, check, go, procedures
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import ChildFinished, ChildStarted, Event, FinishChild, Submitted, Take
from procflow.engine import ManualClock
from procflow.engine import kindred as engine_kindred
from procflow.engine.reading import found
from procflow.errors import ConflictError, Rejected
from procflow.store import Entry, Stored, read

pytestmark = pytest.mark.office(procedures, START)


def told(entries: Sequence[Entry], kind: type[Event]) -> Iterator[tuple[int, Event]]:
    return ((entry.seq, entry.event) for entry in entries if isinstance(entry.event, kind))


def test_every_decision_that_rests_on_another_dossier_names_the_entry_it_read(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    """What a child states is its parent's, and names its entry; that a child is done names the child's."""
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d/insurance", Take("issued", by=INSURER))
    go(engine, connection, clock, "d/residence", Take("eligible", by=POLICE), Take("approved", by=CHIEF))
    parent = engine.history(connection, "d")
    begun = {event.child: seq for seq, event in told(parent, ChildStarted) if isinstance(event, ChildStarted)}
    done = {event.child: event for _, event in told(parent, ChildFinished) if isinstance(event, ChildFinished)}
    for name in ("birth", "insurance", "residence"):
        journal = engine.history(connection, f"d/{name}")
        first = journal[0].event
        assert isinstance(first, Submitted)
        assert (first.parent, first.child, first.parent_version) == ("d", name, begun[name])
        read = journal[: done[name].version]
        assert (done[name].dossier, read[-1].event.at) == (f"d/{name}", done[name].at)
        assert "DossierFinished" in {entry.kind for entry in read}
        assert "DossierFinished" not in {entry.kind for entry in read[:-3]}
    check(engine, connection)


def test_nobody_says_of_a_dossier_kept_here_that_it_is_done(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    before = engine.history(connection, "d")
    with pytest.raises(Rejected, match=r"PF567.*d/birth"):
        engine.send(connection, "d", FinishChild("birth", by=OFFICER, dossier="d/birth", version=99))
    assert engine.history(connection, "d") == before
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d", FinishChild("allowance", by=OFFICER))  # another system keeps it


@pytest.fixture
def ready(engine: procflow.Engine, database: Engine, clock: ManualClock) -> Engine:
    """Insurance and residence are one act from their results."""
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    with database.begin() as connection:
        accepted(engine, connection, clock)
        go(engine, connection, clock, "d/birth", *BORN)
        go(engine, connection, clock, "d/residence", Take("eligible", by=POLICE))
        go(engine, connection, clock, "d", FinishChild("allowance", by=OFFICER))
    return database


def finish_both(engine: procflow.Engine, database: Engine) -> Future[None]:
    """Finish one child, and the other meanwhile in another session; commit the first once the second is under way."""

    def second() -> None:
        with database.begin() as connection:
            engine.send(connection, "d/residence", Take("approved", by=CHIEF))

    with ThreadPoolExecutor(1) as pool, database.connect() as one:
        engine.send(one, "d/insurance", Take("issued", by=INSURER))
        answer = pool.submit(second)
        with database.connect() as watching:
            waits = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state = 'active'")
            for _ in range(500):
                if answer.done() or watching.scalar(waits):
                    break
                watching.rollback()
                sleep(0.01)
        one.commit()
    return answer


def test_who_finishes_a_sibling_meanwhile_decides_on_what_the_first_left(
    engine: procflow.Engine, ready: Engine
) -> None:
    assert finish_both(engine, ready).exception() is None
    with ready.begin() as connection:
        parent = engine.dossier(connection, "d")
        assert all(parent.children.values())
        engine.send(connection, "d", Take("all-done", by=OFFICER))
        check(engine, connection)


def test_without_the_lock_the_second_would_decide_on_what_is_no_longer_so_and_the_version_turns_it_away(
    engine: procflow.Engine, ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock spares the second writer the repeat; that nothing false is written does not depend on it."""

    def unlocked(connection: Connection, ids: Collection[str], *, wait: bool) -> list[Stored]:  # noqa: ARG001 - as lock
        return [found(read(connection, one), one) for one in sorted(ids)]

    monkeypatch.setattr(engine_kindred, "lock", unlocked)
    with pytest.raises(ConflictError, match="PF622"):
        raise finish_both(engine, ready).exception() or AssertionError
    with ready.begin() as connection:
        assert engine.dossier(connection, "d").children["residence"] is False
        check(engine, connection)
