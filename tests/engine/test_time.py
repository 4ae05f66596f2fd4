"""Time in the store: nothing early, nothing twice, and a journal that does not depend on how often `tick` runs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import in_memory
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.dossier import Adopt, Answer, Ask, Command, Take, Wake
from procflow.engine import ManualClock
from procflow.errors import MisuseError, ProcflowError, StoreError
from procflow.procedure import Procedure
from procflow.store import encode_event

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
OFFICER = procflow.Actor("chi", roles=("construction-officer", "related-agency"))
CHAIR = procflow.Actor("dung", roles=("chair",))
START = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)


def submit(engine: procflow.Engine, connection: Connection, dossier_id: str | None = None) -> str:
    reply = engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=dossier_id)
    return reply.dossier_id


def test_nothing_is_woken_before_it_is_due_and_everything_is_when_it_is(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection)
    due_at = engine.next_wake(connection)
    assert due_at is not None
    clock.move_to(due_at - timedelta(microseconds=1))
    assert engine.tick(connection).woken == ()
    clock.move_to(due_at)
    (reply,) = engine.tick(connection).woken
    assert reply.dossier_id == dossier_id
    assert [type(event).__name__ for event in reply.woken] == ["LimitExpired", "BreachFlagged"]
    assert engine.tick(connection).woken == ()


def test_a_tick_wakes_in_due_order_and_says_when_there_is_more(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    for name in ("first", "second", "third"):
        submit(engine, connection, name)
        clock.move_by(timedelta(minutes=10))
    clock.move_by(timedelta(days=3))
    tick = engine.tick(connection, limit=2)
    assert [reply.dossier_id for reply in tick.woken] == ["first", "second"]
    assert tick.more
    rest = engine.tick(connection, limit=2)
    assert [reply.dossier_id for reply in rest.woken] == ["third"]
    assert not rest.more
    engine.verify(connection)


def test_a_batch_of_more_dossiers_than_a_database_takes_the_names_of_is_refused(
    engine: procflow.Engine, connection: Connection
) -> None:
    """It worked until one of them failed: PostgreSQL takes 65,535 values in one statement, and SQLite half of them."""
    with pytest.raises(MisuseError, match=r"PF613.*limit"):
        engine.tick(connection, limit=10_001)
    assert engine.tick(connection, limit=10_000).woken == ()


def test_what_was_due_comes_before_the_command_and_is_answered_beside_it(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection)
    clock.move_to(START + timedelta(days=2))
    reply = engine.send(connection, dossier_id, Take("accept", by=RECEPTION), command_id="late")
    assert [type(event).__name__ for event in reply.woken] == ["LimitExpired", "BreachFlagged"]
    assert [entry.kind for entry in engine.history(connection, dossier_id)][3:5] == ["LimitExpired", "BreachFlagged"]
    again = engine.send(connection, dossier_id, Take("accept", by=RECEPTION), command_id="late")
    assert again == reply
    assert again.woken == ()


def test_a_refused_command_does_not_let_time_pass(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection)
    clock.move_to(START + timedelta(days=2))
    with pytest.raises(procflow.Rejected):
        engine.send(connection, dossier_id, Take("accept", by=APPLICANT))
    assert len(engine.history(connection, dossier_id)) == 3
    assert len(engine.tick(connection).woken) == 1


def test_waking_by_hand_is_a_tick_of_one(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> None:
    dossier_id = submit(engine, connection)
    assert engine.send(connection, dossier_id, Wake()).woken == ()
    clock.move_to(START + timedelta(days=2))
    assert len(engine.send(connection, dossier_id, Wake()).woken) == 2
    assert engine.tick(connection).woken == ()


def test_an_act_dated_after_the_clock_is_refused(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = submit(engine, connection)
    ahead = START + timedelta(seconds=1)
    with pytest.raises(procflow.Rejected, match="PF611"):
        engine.send(connection, dossier_id, Take("accept", by=RECEPTION, at=ahead))
    with pytest.raises(procflow.Rejected, match="PF611"):
        engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", at=ahead)
    with pytest.raises(procflow.Rejected, match="PF611"):
        engine.send(connection, dossier_id, Wake(at=ahead))


def test_an_officers_act_may_be_entered_later_but_not_before_the_last_event(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection)
    clock.move_to(START + timedelta(hours=6))
    with pytest.raises(procflow.Rejected, match="PF505"):
        engine.send(connection, dossier_id, Take("accept", by=RECEPTION, at=START - timedelta(hours=1)))
    engine.send(connection, dossier_id, Take("accept", by=RECEPTION, at=START + timedelta(hours=1)))
    last = engine.history(connection, dossier_id)[-1]
    assert (last.at, last.recorded_at) == (START + timedelta(hours=1), START + timedelta(hours=6))


def test_a_clock_that_was_set_back_reorders_nothing(permit: Procedure, connection: Connection) -> None:
    dossier_id = submit(procflow.Engine([permit], clock=ManualClock(START)), connection)
    behind = procflow.Engine([permit], clock=ManualClock(START - timedelta(minutes=5)))
    behind.send(connection, dossier_id, Take("accept", by=RECEPTION))
    moments = [(entry.at, entry.recorded_at) for entry in behind.history(connection, dossier_id)]
    assert moments[-1] == (START, START - timedelta(minutes=5))
    behind.verify(connection)


def test_without_a_clock_of_the_hosts_the_databases_or_the_systems_serves(
    permit: Procedure, connection: Connection
) -> None:
    before = datetime.now(VIETNAM_TIME)
    engine = procflow.Engine([permit])
    (first, *_) = engine.history(connection, submit(engine, connection))
    assert before - timedelta(seconds=5) < first.at < before + timedelta(minutes=1)
    engine.send(connection, first.dossier, Take("accept", by=RECEPTION))
    assert engine.tick(connection).woken == ()


def test_a_dossier_that_cannot_be_woken_is_passed_over_and_reported(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    submit(engine, connection, "broken")
    clock.move_by(timedelta(minutes=1))
    submit(engine, connection, "sound")
    connection.execute(
        text("UPDATE procflow_dossier SET state = 'x', shape = 'other', version = 99 WHERE id = 'broken'")
    )
    clock.move_by(timedelta(days=3))
    tick = engine.tick(connection, limit=1)
    assert [failure.dossier_id for failure in tick.failed] == ["broken"]
    assert tick.failed[0].error.code == "PF643"
    assert [reply.dossier_id for reply in tick.woken] == ["sound"]  # it is not kept from its turn, tick after tick
    assert len(engine.history(connection, "sound")) > 3
    tick = engine.tick(connection)
    assert ([failure.dossier_id for failure in tick.failed], tick.woken) == (["broken"], ())


def test_a_manual_clock_only_moves_forward() -> None:
    clock = ManualClock(START)
    with pytest.raises(StoreError, match="PF633"):
        clock.move_by(timedelta(seconds=-1))
    with pytest.raises(MisuseError, match="PF610"):
        clock.move_to(datetime(2027, 1, 1))  # noqa: DTZ001 - the point of the test
    assert clock.now() == START


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_workers_share_what_is_due_and_wake_nothing_twice(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    with database.begin() as connection:
        for number in range(10):
            submit(engine, connection, f"d{number}")
    clock.move_by(timedelta(days=3))
    with database.connect() as one, database.connect() as other:
        first = {reply.dossier_id for reply in engine.tick(one, limit=6).woken}
        second = {reply.dossier_id for reply in engine.tick(other, limit=6).woken}
        one.commit()
        other.commit()
    assert (len(first), len(second), first & second) == (6, 4, set())
    with database.connect() as connection:
        assert engine.tick(connection).woken == ()
        engine.verify(connection)


HAPPENINGS: list[Command] = [
    Take("accept", by=RECEPTION),
    Ask("related-agency", by=OFFICER),
    Answer("related-agency", "Đồng ý", by=OFFICER),
    Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"),
    Take("supply", by=APPLICANT),
    Take("complete", by=OFFICER),
    Take("unsatisfactory", by=OFFICER),
    Take("eligible", by=OFFICER),
    Take("signed", by=CHAIR),
]
PLAN = st.lists(
    st.tuples(st.sampled_from(HAPPENINGS), st.integers(1, 60 * 80), st.just(0) | st.integers(1, 60 * 80)),
    min_size=2,
    max_size=14,
)
"""Acts, so many minutes after the one before, entered so many minutes after they happened."""

Journal = list[tuple[int, str, str, bytes]]


def live(permit: Procedure, plan: Iterable[tuple[Command, int, int]], tick_every: timedelta | None) -> Journal:
    """Live through `plan`, ticking as told; give the journal."""
    clock = ManualClock(START)
    engine = procflow.Engine([permit], clock=clock)
    with in_memory() as connection:
        engine.create_tables(connection)
        submit(engine, connection, "d")
        for number, (command, minutes, later) in enumerate(plan):
            at = clock.now() + timedelta(minutes=minutes)
            then = at + timedelta(minutes=later)
            while tick_every is not None and clock.now() + tick_every < then:
                clock.move_by(tick_every)
                engine.tick(connection)
            clock.move_to(then)
            try:
                engine.send(connection, "d", replace(command, at=at), command_id=f"c{number}")
            except ProcflowError as error:
                if not isinstance(error, procflow.Rejected):
                    raise
        clock.move_by(timedelta(days=30))
        engine.tick(connection)
        engine.verify(connection)
        history = engine.history(connection, "d")
    return [(entry.seq, entry.command_id, entry.kind, encode_event(entry.event)) for entry in history]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLAN, minutes=st.integers(3 * 60, 40 * 60))
def test_the_journal_does_not_depend_on_when_tick_ran(
    permit: Procedure, plan: list[tuple[Command, int, int]], minutes: int
) -> None:
    assert live(permit, plan, None) == live(permit, plan, timedelta(minutes=minutes))


def test_an_answer_entered_after_its_time_meets_what_silence_brought_whether_or_not_anybody_ticked(
    permit: Procedure, connection: Connection
) -> None:
    """An answer given in time and typed in when silence has taken effect: what the law drew is drawn."""
    told = Answer("related-agency", "Đồng ý", by=OFFICER)
    journals = []
    for name, ticks in (("ticked", True), ("unticked", False)):
        clock = ManualClock(START)
        engine = procflow.Engine([permit], clock=clock)
        submit(engine, connection, name)
        engine.send(connection, name, Take("accept", by=RECEPTION))
        asked = engine.send(connection, name, Ask("related-agency", by=OFFICER))
        limit = asked.dossier.limits["consult:related-agency"]
        clock.move_to(limit.ends_at + timedelta(hours=9))
        if ticks:
            assert engine.tick(connection).woken
        engine.send(connection, name, replace(told, at=limit.ends_at - timedelta(hours=30)))
        history = engine.history(connection, name)
        assert "OpinionDeemed" in [entry.kind for entry in history]
        journals.append([encode_event(entry.event) for entry in history])
    assert journals[0] == journals[1]


def test_a_dossier_begun_elsewhere_keeps_its_real_dates_and_is_recorded_today(
    engine: procflow.Engine, connection: Connection
) -> None:
    handed_in = START - timedelta(days=10)
    command = Adopt(
        by=procflow.Actor("quan-tri", roles=("administrator",)),
        channel="online",
        case="house",
        origin="Cổng dịch vụ công tỉnh",
        step="appraise",
        submitted_at=handed_in,
        accepted_at=handed_in + timedelta(hours=1),
    )
    reply = engine.adopt(connection, PERMIT, command, command_id="adopt-1")
    assert reply.dossier.submitted_at == handed_in
    assert engine.history(connection, reply.dossier_id)[0].recorded_at == START
    assert engine.adopt(connection, PERMIT, command, command_id="adopt-1") == reply
    with pytest.raises(MisuseError, match="PF531"):
        engine.send(connection, reply.dossier_id, command)
    engine.verify(connection)
