"""Rows made anew from their journals: what comes out is what every step had left there."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from authors import procedure_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import in_memory
from sqlalchemy import Connection, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import open_outcomes
from procflow.dossier import Ask, Command, Take
from procflow.engine import ManualClock, Rebuilt
from procflow.errors import ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure

CITIZEN = procflow.Actor("an", roles=("applicant",))
START = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)
DAMAGE = text(
    "UPDATE procflow_dossier SET step = 'nowhere', due_at = NULL, wake_at = NULL, waits_for = '', unit = 'x', "
    "procedure = '-', shape = 'another', state = :state, ended = NULL, finished_at = NULL"
)


def rows(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text("SELECT * FROM procflow_dossier ORDER BY id"))]


def damage(connection: Connection) -> None:
    connection.execute(DAMAGE, {"state": b"{}"})


@settings(
    max_examples=300 if os.environ.get("PROCFLOW_TORTURE") else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_after_every_step_of_a_random_procedure_a_row_made_anew_is_the_row_that_was_kept(data: st.DataObject) -> None:
    shape = data.draw(procedure_texts())
    procedure = load_text(shape.text)
    clock = ManualClock(START)
    engine = procflow.Engine([procedure], clock=clock)
    with in_memory() as connection:
        engine.create_tables(connection)
        case = data.draw(st.sampled_from(shape.cases)) if shape.cases else ""
        engine.submit(connection, procedure.code, by=CITIZEN, channel="online", case=case, dossier_id="d")
        for number in range(data.draw(st.integers(3, 10))):
            kept = rows(connection)
            damage(connection)
            assert rows(connection) != kept
            assert engine.rebuild(connection) == Rebuilt(1, ("d",), cursor="d")
            assert rows(connection) == kept
            assert engine.rebuild(connection) == Rebuilt(1, (), cursor="d")
            clock.move_by(timedelta(hours=data.draw(st.integers(0, 80))))
            act(engine, connection, procedure, number, data.draw)
        engine.verify(connection)


def act(
    engine: procflow.Engine,
    connection: Connection,
    procedure: Procedure,
    number: int,
    draw: Callable[[st.SearchStrategy[int]], int],
) -> None:
    """Do one of the things that are open, or let time pass."""
    dossier = engine.dossier(connection, "d")
    step = procedure.steps[dossier.step]
    open_now = open_outcomes(procflow.core.Law(procedure, procflow.vietnam()), dossier)
    commands: list[Command] = [procflow.Wake()]
    for outcome in open_now:
        actor = CITIZEN if outcome.by == "applicant" else procflow.Actor(f"người-{number}", roles=(outcome.by,))
        commands.append(Take(outcome.id, by=actor, reason="lý do"))
    officer = procflow.Actor(f"người-{number}", roles=(step.actor,))
    commands += [Ask(name, by=officer) for name in step.consult if name not in dossier.consultations]
    try:
        engine.send(connection, "d", commands[draw(st.integers(0, len(commands) - 1))])
    except ProcflowError:  # what is open may still be refused, for want of a result or of other hands
        return


@pytest.fixture
def three(engine: procflow.Engine, connection: Connection) -> list[tuple[object, ...]]:
    for name in ("a", "b", "c"):
        engine.submit(connection, "1.013225", by=CITIZEN, channel="online", case="house", dossier_id=name)
    return rows(connection)


def test_rows_are_made_anew_in_batches_and_good_ones_are_left_alone(
    engine: procflow.Engine, connection: Connection, three: list[tuple[object, ...]]
) -> None:
    assert engine.rebuild(connection) == Rebuilt(3, (), cursor="c")
    damage(connection)
    first = engine.rebuild(connection, limit=2)
    assert first == Rebuilt(2, ("a", "b"), more=True, cursor="b")
    assert engine.rebuild(connection, limit=2, after=first.cursor) == Rebuilt(1, ("c",), cursor="c")
    assert rows(connection) == three
    engine.verify(connection)


def test_a_row_whose_head_is_not_the_end_of_its_journal_is_evidence_and_left_as_it_is(
    engine: procflow.Engine, connection: Connection, three: list[tuple[object, ...]]
) -> None:
    connection.execute(text("UPDATE procflow_dossier SET version = version + 1, step = 'nowhere' WHERE id = 'b'"))
    found = rows(connection)
    assert found != three
    done = engine.rebuild(connection)
    assert ([(one.dossier_id, one.error.code) for one in done.failed], done.changed) == ([("b", "PF643")], ())
    assert rows(connection) == found


def test_the_journal_and_the_seal_are_not_touched(connection: Connection, permit: Procedure) -> None:
    seal = procflow.engine.Seal("k1", {"k1": bytes(range(32))})
    engine = procflow.Engine([permit], clock=ManualClock(START), seal=seal)
    engine.submit(connection, "1.013225", by=CITIZEN, channel="online", case="house", dossier_id="a")
    before, journal = rows(connection), engine.history(connection, "a")
    damage(connection)
    engine.rebuild(connection)
    assert (rows(connection), engine.history(connection, "a")) == (before, journal)
    engine.verify(connection)
