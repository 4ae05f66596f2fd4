"""`procflow.open`: a durable register in one file, with the engine's methods."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import procflow
from procflow.dossier import Take
from procflow.engine import ManualClock, prepare_sqlite
from procflow.errors import MisuseError, StoreError
from procflow.procedure import Procedure

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


def test_what_a_register_answered_is_there_when_the_file_is_opened_again(
    permit: Procedure, clock: ManualClock, tmp_path: Path
) -> None:
    path = tmp_path / "so.db"
    with procflow.open(path, [permit], clock=clock) as register:
        dossier_id = register.submit(PERMIT, by=APPLICANT, channel="online", case="house").dossier_id
        reply = register.send(dossier_id, Take("accept", by=RECEPTION), command_id="a")
    with procflow.open(path, clock=clock) as register:
        assert register.dossier(dossier_id) == reply.dossier
        assert register.send(dossier_id, Take("accept", by=RECEPTION), command_id="a") == reply
        assert register.verify().entries == len(register.history(dossier_id))


def test_the_law_is_rebuilt_from_the_file_alone(permit: Procedure, clock: ManualClock, tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    with procflow.open(path, [permit], clock=clock) as register:
        dossier_id = register.submit(PERMIT, by=APPLICANT, channel="online", case="house").dossier_id
    other_calendar = procflow.vietnam().known_on(clock.now().date() - timedelta(days=400))
    with procflow.open(path, calendar=other_calendar, clock=clock) as register:
        reply = register.send(dossier_id, Take("accept", by=RECEPTION))
    assert other_calendar.version != procflow.vietnam().version
    assert reply.dossier.definition == permit.hash
    assert reply.dossier.limits["main"].calendar == procflow.vietnam().version


def test_every_call_is_durable_before_it_returns(permit: Procedure, tmp_path: Path) -> None:
    with procflow.open(tmp_path / "so.db", [permit]) as register, register.database.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.parametrize("name", [":memory:", "so.db"])
def test_threads_may_share_a_register(permit: Procedure, tmp_path: Path, name: str) -> None:
    """One in memory was gone with the first call of another thread: its one connection was thrown away."""
    with procflow.open(name if name == ":memory:" else tmp_path / name, [permit]) as register:

        def go(_: int) -> str:
            new = register.submit(PERMIT, by=APPLICANT, channel="online", case="house")
            return register.send(new.dossier_id, Take("accept", by=RECEPTION)).dossier.step

        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(go, range(8))) == ["appraise"] * 8
        assert register.verify().dossiers == 8


def test_a_refused_call_leaves_nothing_and_the_register_usable(permit: Procedure, clock: ManualClock) -> None:
    with procflow.open(":memory:", [permit], clock=clock) as register:
        dossier_id = register.submit(PERMIT, by=APPLICANT, channel="online", case="house").dossier_id
        with pytest.raises(procflow.Rejected):
            register.send(dossier_id, Take("accept", by=APPLICANT))
        assert register.send(dossier_id, Take("accept", by=RECEPTION)).dossier.step == "appraise"


@pytest.mark.parametrize("name", [":memory:", "so.db"])
def test_a_register_that_was_closed_says_so_and_opens_nothing(permit: Procedure, tmp_path: Path, name: str) -> None:
    path = name if name == ":memory:" else str(tmp_path / name)
    register = procflow.open(path, [permit])
    register.close()
    register.close()  # twice is as good as once
    with pytest.raises(StoreError, match="PF655"):
        register.submit(PERMIT, by=APPLICANT, channel="online", case="house")
    with pytest.raises(StoreError, match="PF655"), register:
        pass


def test_the_register_tells_when_it_needs_waking(permit: Procedure, clock: ManualClock) -> None:
    with procflow.open(":memory:", [permit], clock=clock) as register:
        assert register.next_wake() is None
        register.submit(PERMIT, by=APPLICANT, channel="online", case="house")
        due_at = register.next_wake()
        assert due_at is not None
        clock.move_to(due_at)
        assert len(register.tick().woken) == 1


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    path.write_text("Sổ theo dõi hồ sơ" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="PF635"):
        procflow.open(path)
    with pytest.raises(StoreError, match="PF635"):
        procflow.open(tmp_path / "missing" / "so.db")


@pytest.mark.parametrize("path", ["", b"", "so\0.db", "so\ud800.db"])
def test_a_name_that_is_of_no_file_is_refused_because_what_it_opens_is_not_kept(path: str | bytes) -> None:
    """SQLite takes no name for a file that vanishes with the connection."""
    with pytest.raises(StoreError, match="PF635"):
        procflow.open(path)  # type: ignore[arg-type] # the point of the test


@pytest.mark.parametrize("path", [None, 7, ["so.db"]])
def test_a_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(MisuseError, match="PF616"):
        procflow.open(path)


def test_a_path_in_bytes_is_the_same_file(tmp_path: Path) -> None:
    procflow.open(bytes(tmp_path / "so.db")).close()  # type: ignore[arg-type] # the point of the test
    assert (tmp_path / "so.db").exists()


def test_a_register_whose_journal_somebody_removed_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    procflow.open(path).close()
    with closing(sqlite3.connect(path)) as robber:
        robber.execute("DROP TABLE procflow_journal")
    with pytest.raises(StoreError, match=r"PF663.*procflow_journal"):
        procflow.open(path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE visit (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"PF635.*visit"):
        procflow.open(path)
    assert path.read_bytes() == before, "its journal mode is its owner's to choose"
    assert [found.name for found in tmp_path.iterdir()] == ["other.db"]
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("visit",)]
    other.close()


@pytest.mark.parametrize("content", [b"", b"So theo doi ho so" * 99, None])
def test_a_refused_file_is_left_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    """Python 3.13 warns of a connection nobody closed; earlier ones keep the file open without a word."""
    path = tmp_path / "so.db"
    if content is None:
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE visit (name TEXT)")
    else:
        path.write_bytes(content)

    class Watched(sqlite3.Connection):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[arg-type] # handed on
            self.is_open = True
            opened.append(self)

        def close(self) -> None:
            self.is_open = False
            super().close()

    opened: list[Watched] = []
    connect = sqlite3.connect
    for module in (sqlite3, sqlite3.dbapi2):  # SQLAlchemy asks the second
        monkeypatch.setattr(module, "connect", lambda *a, **o: connect(*a, **{**o, "factory": Watched}))
    if content == b"":
        procflow.open(path).close()
    else:
        with pytest.raises(StoreError, match="PF635"):
            procflow.open(path)
    assert opened
    assert not any(one.is_open for one in opened)


def test_a_host_can_open_the_file_as_its_own(permit: Procedure, clock: ManualClock, tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    with procflow.open(path, [permit], clock=clock) as register:
        dossier_id = register.submit(PERMIT, by=APPLICANT, channel="online", case="house").dossier_id
    database = prepare_sqlite(create_engine(f"sqlite:///{path}"))
    with database.connect() as connection:
        assert procflow.Engine().history(connection, dossier_id)[0].kind == "Submitted"
    database.dispose()


@pytest.mark.parametrize("table", ["procflow_journal", "procflow_definition", "procflow_calendar"])
def test_the_database_itself_refuses_to_change_or_delete_what_was_recorded(
    permit: Procedure, clock: ManualClock, tmp_path: Path, table: str
) -> None:
    path = tmp_path / "so.db"
    with procflow.open(path, [permit], clock=clock) as register:
        register.submit(PERMIT, by=APPLICANT, channel="online", case="house")
    raw = sqlite3.connect(path)
    column = {"procflow_journal": "body", "procflow_definition": "text", "procflow_calendar": "canonical"}[table]
    for statement in (f"UPDATE {table} SET {column} = ''", f"DELETE FROM {table}"):  # noqa: S608 - names are ours
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)
    raw.close()
