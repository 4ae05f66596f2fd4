"""A repeated command is harmless, a lost race is an error with a name, and neither loses an update."""

import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import Take
from procflow.engine import ManualClock
from procflow.errors import ConflictError, ProcflowError

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
ACCEPT = Take("accept", by=RECEPTION)


def submit(engine: procflow.Engine, connection: Connection, command_id: str | None = None) -> procflow.Reply:
    return engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", command_id=command_id)


def test_a_repeated_submission_is_one_dossier(engine: procflow.Engine, connection: Connection) -> None:
    first = submit(engine, connection, "s-1")
    again = submit(engine, connection, "s-1")
    assert again == first
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert connection.scalar(text("SELECT count(*) FROM procflow_dossier")) == 1


def test_a_repeated_command_gives_the_first_answer_even_after_the_dossier_moved_on(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection).dossier_id
    first = engine.send(connection, dossier_id, ACCEPT, command_id="a-1")
    clock.move_to(clock.now().replace(day=28))
    engine.tick(connection)
    assert engine.dossier(connection, dossier_id) != first.dossier
    again = engine.send(connection, dossier_id, ACCEPT, command_id="a-1")
    assert again == first
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert len(engine.history(connection, dossier_id)) > len(first.events) + 3


def test_the_same_id_for_another_command_is_an_error_and_writes_nothing(
    engine: procflow.Engine, connection: Connection
) -> None:
    one, other = submit(engine, connection, "s-1").dossier_id, submit(engine, connection).dossier_id
    engine.send(connection, one, ACCEPT, command_id="a-1")
    length = len(engine.history(connection, one))
    for dossier_id, command in [
        (one, Take("accept", by=RECEPTION, reason="khác")),
        (one, Take("accept", by=procflow.Actor("other", roles=("receptionist",)))),
        (other, ACCEPT),
    ]:
        with pytest.raises(ConflictError, match="PF621"):
            engine.send(connection, dossier_id, command, command_id="a-1")
    with pytest.raises(ConflictError, match="PF621"):
        engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="other", command_id="s-1")
    assert len(engine.history(connection, one)) == length


def test_a_rejection_is_not_remembered(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = submit(engine, connection).dossier_id
    with pytest.raises(procflow.Rejected):
        engine.send(connection, dossier_id, Take("accept", by=APPLICANT), command_id="a-1")
    assert engine.send(connection, dossier_id, ACCEPT, command_id="a-1").dossier.step == "appraise"


def test_text_in_another_unicode_form_is_the_same_command(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = submit(engine, connection).dossier_id
    composed = "Đủ hồ sơ"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    first = engine.send(connection, dossier_id, Take("accept", by=RECEPTION, reason=composed), command_id="a-1")
    again = engine.send(connection, dossier_id, Take("accept", by=RECEPTION, reason=decomposed), command_id="a-1")
    assert again == first


def test_a_dossier_id_the_host_chose_is_taken_once(engine: procflow.Engine, connection: Connection) -> None:
    engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id="HS-1")
    with pytest.raises(ConflictError, match="PF623"):
        engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id="HS-1")
    engine.verify(connection)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_of_two_writers_on_postgresql_the_second_loses_by_name(
    engine: procflow.Engine, database: Engine, isolation: str
) -> None:
    with database.begin() as connection:
        dossier_id = submit(engine, connection).dossier_id
    apart = database.execution_options(isolation_level=isolation)
    with apart.connect() as slow, apart.connect() as fast:
        engine.dossier(slow, dossier_id)  # where isolation freezes what it sees, it sees the dossier before the other
        with ThreadPoolExecutor(1) as pool:
            engine.send(fast, dossier_id, ACCEPT, command_id="fast")
            losing = pool.submit(engine.send, slow, dossier_id, ACCEPT, command_id="slow")
            threading.Event().wait(0.2)
            fast.commit()
            with pytest.raises(ConflictError, match=r"PF62[02]") as lost:
                losing.result(10)
        if isolation == "READ COMMITTED":
            assert "by binh" in lost.value.message()
        slow.rollback()
    with database.connect() as connection:
        assert engine.verify(connection).dossiers == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_locked_sqlite_database_is_a_conflict_by_name(engine: procflow.Engine, database: Engine) -> None:
    with database.begin() as connection:
        dossier_id = submit(engine, connection).dossier_id
    with database.connect() as first, database.connect() as second:
        second_driver = second.connection.driver_connection
        assert second_driver is not None
        second_driver.execute("PRAGMA busy_timeout = 0")
        engine.send(first, dossier_id, ACCEPT)
        with pytest.raises(ConflictError, match="PF622"):
            engine.send(second, dossier_id, ACCEPT)


def test_one_id_raced_by_eight_sessions_is_one_command_with_one_answer(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        dossier_id = submit(engine, connection).dossier_id
    start = threading.Barrier(8)

    def race(_n: int) -> procflow.Reply:
        start.wait()
        while True:
            try:
                with database.begin() as connection:
                    return engine.send(connection, dossier_id, ACCEPT, command_id="a-1")
            except ConflictError as error:
                if error.code != "PF622":
                    raise

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(race, range(8)))
    assert all(reply == replies[0] for reply in replies)
    with database.connect() as connection:
        assert len(engine.history(connection, dossier_id)) == 3 + len(replies[0].events)


def test_submissions_raced_under_one_id_are_one_dossier(engine: procflow.Engine, database: Engine) -> None:
    start = threading.Barrier(6)

    def race(_n: int) -> str:
        start.wait()
        while True:
            try:
                with database.begin() as connection:
                    return submit(engine, connection, "s-1").dossier_id
            except ConflictError as error:
                if error.code != "PF622":
                    raise

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(race, range(6)))) == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_one_id_for_two_dossiers_at_once_is_a_conflict_after_which_the_host_rolls_back_to_its_savepoint(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        one, other = (submit(engine, connection).dossier_id for _ in range(2))
    with database.connect() as first, database.connect() as second, ThreadPoolExecutor(1) as pool:
        engine.send(first, one, ACCEPT, command_id="twice")
        second.execute(text("INSERT INTO visit VALUES ('An')"))
        savepoint = second.begin_nested()
        losing = pool.submit(engine.send, second, other, ACCEPT, command_id="twice")
        threading.Event().wait(0.2)
        first.commit()
        with pytest.raises(ConflictError, match="PF622"):
            losing.result(10)
        savepoint.rollback()
        with pytest.raises(ConflictError, match="PF621"):
            engine.send(second, other, ACCEPT, command_id="twice")
        second.commit()
    with database.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM visit")) == 1
        assert len(engine.history(connection, other)) == 3
        engine.verify(connection)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_is_refused_by_the_database_takes_nothing_else_of_a_send_many_with_it(
    engine: procflow.Engine, database: Engine
) -> None:
    with database.begin() as connection:
        one, other = (submit(engine, connection).dossier_id for _ in range(2))
    with database.connect() as first, database.connect() as second, ThreadPoolExecutor(1) as pool:
        engine.send(first, one, ACCEPT, command_id="twice")
        asked = [(other, ACCEPT, "twice"), (other, ACCEPT, "once")]
        sending = pool.submit(engine.send_many, second, asked)
        threading.Event().wait(0.2)
        first.commit()
        refused, done = sending.result(10)
        second.commit()
    assert isinstance(refused, ConflictError)
    assert refused.code == "PF621"  # it was gone through again, alone, and saw the winner
    assert isinstance(done, procflow.Reply)
    with database.connect() as connection:
        engine.verify(connection)


def test_racing_officers_lose_no_update_and_see_no_raw_error(engine: procflow.Engine, database: Engine) -> None:
    """Eight sessions work on four dossiers; whatever is acknowledged stands in the journal, once."""
    with database.begin() as connection:
        dossiers = [submit(engine, connection).dossier_id for _ in range(4)]
    acknowledged: list[str] = []
    officer = procflow.Actor("chi", roles=("construction-officer",))

    def work(worker: int) -> None:
        for turn in range(12):
            command_id = f"w{worker}-{turn}"
            command = ACCEPT if turn == 0 else Take("incomplete", by=officer, reason=f"Thiếu bản vẽ {command_id}")
            try:
                with database.begin() as connection:
                    engine.send(connection, dossiers[(worker + turn) % 4], command, command_id=command_id)
                acknowledged.append(command_id)
            except ProcflowError as error:
                if error.code not in {"PF503", "PF504", "PF620", "PF622"}:
                    raise

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with database.connect() as connection:
        engine.verify(connection)
        kept = [entry.command_id for one in dossiers for entry in engine.history(connection, one)]
    assert set(acknowledged) == {command_id for command_id in kept if command_id.startswith("w")}
    assert len(acknowledged) >= 4


def test_many_commands_are_answered_each_in_its_place(engine: procflow.Engine, connection: Connection) -> None:
    one, other = submit(engine, connection).dossier_id, submit(engine, connection).dossier_id
    wrong = Take("accept", by=APPLICANT)
    first, refused, unknown, last = engine.send_many(
        connection, [(one, ACCEPT, "m-1"), (other, wrong, "m-2"), ("nobody", ACCEPT, None), (other, ACCEPT, "m-3")]
    )
    assert isinstance(first, procflow.Reply)
    assert isinstance(last, procflow.Reply)
    assert (first.dossier.step, last.dossier.step) == ("appraise", "appraise")
    assert isinstance(refused, procflow.Rejected)
    assert isinstance(unknown, ProcflowError)
    assert (refused.code, unknown.code) == ("PF504", "PF601")
    assert engine.send_many(connection, [(one, ACCEPT, "m-1")]) == (first,)


def test_one_person_in_two_sessions_does_not_get_past_the_separation_of_duties(
    engine: procflow.Engine, database: Engine
) -> None:
    """Whoever appraised may not sign, however the two acts of one person race."""
    both = procflow.Actor("hoa", roles=("construction-officer", "chair"))
    with database.begin() as connection:
        names = [submit(engine, connection).dossier_id for _ in range(6)]
        for name in names:
            engine.send(connection, name, ACCEPT)
    refusals: list[str] = []

    def act(outcome: str) -> None:
        for name in names:
            for _ in range(4):
                try:
                    with database.begin() as connection:
                        engine.send(connection, name, Take(outcome, by=both))
                except ProcflowError as error:
                    refusals.append(error.code)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, ["eligible", "signed"]))
    with database.connect() as connection:
        steps = {engine.dossier(connection, name).step for name in names}
        acts = [entry.event for name in names for entry in engine.history(connection, name)]
    assert steps == {"sign"}
    assert not any(getattr(event, "outcome", "") == "signed" for event in acts)
    assert set(refusals) <= {"PF503", "PF507", "PF620", "PF622"}
