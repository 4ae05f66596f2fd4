"""`events_since`: every entry once and in order, even while writers commit out of order."""

import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

import procflow
from procflow.dossier import Take
from procflow.errors import ConflictError, MisuseError, StoreError
from procflow.store import Entry

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICER = procflow.Actor("chi", roles=("receptionist", "construction-officer"))
ROUND = {
    "reception": Take("accept", by=OFFICER),
    "appraise": Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"),
    "supplement": Take("supply", by=APPLICANT),
    "supplement-check": Take("complete", by=OFFICER),
}


def submit(engine: procflow.Engine, connection: Connection, dossier_id: str | None = None) -> procflow.Reply:
    return engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=dossier_id)


def test_pages_follow_each_other_without_a_gap(engine: procflow.Engine, connection: Connection) -> None:
    for name in ("a", "b"):
        submit(engine, connection, name)
        engine.send(connection, name, ROUND["reception"])
    connection.commit()
    expected = [*engine.history(connection, "a"), *engine.history(connection, "b")]
    read: list[Entry] = []
    page = engine.events_since(connection, limit=3)
    while page.entries:
        read += page.entries
        page = engine.events_since(connection, page.cursor, limit=3)
    assert read == expected
    assert engine.events_since(connection, page.cursor) == page
    assert len({entry.key for entry in read}) == len(read)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_journal_restored_into_another_cluster_is_not_silently_empty_and_its_feed_can_begin_anew(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        for name in ("a", "b"):
            submit(engine, connection, name)
    restored = 10**12  # so many transactions the old cluster had seen
    with database.begin() as connection:
        old = engine.events_since(connection).cursor
        connection.execute(text("ALTER TABLE procflow_journal DISABLE TRIGGER USER"))
        for table in ("journal", "dossier"):
            connection.execute(text(f"UPDATE procflow_{table} SET settled_by = settled_by + {restored}"))  # noqa: S608
        connection.execute(text("ALTER TABLE procflow_journal ENABLE TRIGGER USER"))
    with database.begin() as connection:
        for cursor in ("", f"{int(old.partition('.')[0]) + restored}.{old.partition('.')[2]}"):
            with pytest.raises(StoreError, match="PF654"):
                engine.events_since(connection, cursor)
        follows = engine.restart_feed(connection)
        assert len(engine.events_since(connection).entries) == 6
        assert engine.events_since(connection, follows).entries == ()
    with database.begin() as connection:
        submit(engine, connection, "c")
        engine.send(connection, "a", ROUND["reception"])
    with database.begin() as connection:
        page = engine.events_since(connection, follows)
        assert {entry.dossier for entry in page.entries} == {"a", "c"}
        assert engine.events_since(connection, page.cursor).entries == ()
        engine.verify(connection)
        connection.execute(text("SAVEPOINT before"))
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text("UPDATE procflow_journal SET settled_by = 1"))
        connection.execute(text("ROLLBACK TO before"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_cursor_of_another_database_or_of_a_later_state_is_refused_where_it_would_keep_silent(
    engine: procflow.Engine, connection: Connection
) -> None:
    assert engine.events_since(connection).entries == ()
    assert engine.restart_feed(connection) == ""
    submit(engine, connection, "a")
    page = engine.events_since(connection)
    assert page.cursor == engine.restart_feed(connection) == "0.3"
    assert engine.events_since(connection, page.cursor).entries == ()
    for cursor in ("812.1", "0.4"):
        with pytest.raises(StoreError, match="PF654"):
            engine.events_since(connection, cursor)


def test_a_reader_sees_nothing_wrong_in_what_its_own_transaction_has_just_written(
    engine: procflow.Engine, connection: Connection
) -> None:
    submit(engine, connection, "a")
    page = engine.events_since(connection)
    assert engine.events_since(connection, page.cursor).entries == ()


@pytest.mark.parametrize("cursor", ["x", "1", "1.", ".1", "1.-1", "1.1.1", "'; --", "١.١"])
def test_a_cursor_that_no_page_gave_is_refused(engine: procflow.Engine, connection: Connection, cursor: str) -> None:
    with pytest.raises(MisuseError, match="PF652"):
        engine.events_since(connection, cursor)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_slow_writers_entries_are_not_skipped_when_a_fast_one_commits_first(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        submit(engine, connection, "first")
    with database.connect() as slow, database.connect() as fast, database.connect() as reader:
        cursor = engine.events_since(reader).cursor
        reader.rollback()
        submit(engine, slow, "slow")
        submit(engine, fast, "fast")
        fast.commit()
        early = engine.events_since(reader, cursor)
        reader.rollback()
        slow.commit()
        late = engine.events_since(reader, early.cursor)
    assert {entry.dossier for entry in early.entries} == set()
    assert [entry.dossier for entry in late.entries] == ["slow"] * 3 + ["fast"] * 3


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_entries_of_one_dossier_stay_in_order_when_an_older_transaction_writes_later(
    engine: procflow.Engine, database: Engine
) -> None:
    """The older transaction took its number before, by a row of the host's own, and writes to the dossier after."""
    with database.connect() as older, database.connect() as newer, database.connect() as reader:
        older.execute(text("INSERT INTO visit VALUES ('first')"))
        older.execute(text("SELECT pg_current_xact_id()"))
        submit(engine, newer, "d")
        newer.commit()
        engine.send(older, "d", ROUND["reception"])
        older.commit()
        entries = engine.events_since(reader).entries
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))


def test_a_reader_beside_four_writers_sees_everything_once_and_in_order(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        for number in range(3):
            submit(engine, connection, f"d{number}")
    done = threading.Event()
    read: list[Entry] = []

    def write(writer: int) -> None:
        for turn in range(10):
            try:
                with database.begin() as connection:
                    if writer % 2:
                        connection.execute(text("INSERT INTO visit VALUES (:name)"), {"name": f"{writer}-{turn}"})
                    submit(engine, connection, f"w{writer}-{turn}")
                    name = f"d{(writer + turn) % 3}"
                    engine.send(connection, name, ROUND[engine.dossier(connection, name).step])
            except (ConflictError, procflow.Rejected):
                continue

    def follow() -> None:
        cursor, last = "", False
        while not last:
            last = done.is_set()
            with database.begin() as connection:
                page = engine.events_since(connection, cursor, limit=7)
                while page.entries:
                    read.extend(page.entries)
                    page = engine.events_since(connection, page.cursor, limit=7)
                cursor = page.cursor
            done.wait(0.01)

    with ThreadPoolExecutor(5) as pool:
        following = pool.submit(follow)
        list(pool.map(write, range(4)))
        done.set()
        following.result(60)
    by_dossier: dict[str, list[int]] = defaultdict(list)
    for entry in read:
        by_dossier[entry.dossier].append(entry.seq)
    with database.connect() as connection:
        total = connection.scalar(text("SELECT count(*) FROM procflow_journal"))
    assert len(read) == total
    assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in by_dossier.values())
