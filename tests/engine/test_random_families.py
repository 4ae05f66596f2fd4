"""Random families of random procedures: after every step, every member's journal adds up to the row that is kept."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from authors import Shape, family_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import in_memory
from sqlalchemy import Connection, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import Law, open_outcomes, replay
from procflow.dossier import Command, Take, Wake
from procflow.engine import ManualClock
from procflow.errors import ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure

CITIZEN = procflow.Actor("an", roles=("applicant",))
START = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)
EXAMPLES = 300 if os.environ.get("PROCFLOW_TORTURE") else 10
MEMBERS = text("SELECT id FROM procflow_dossier ORDER BY id")
ROWS = text("SELECT * FROM procflow_dossier ORDER BY id")
DAMAGE = text("UPDATE procflow_dossier SET step = 'nowhere', due_at = NULL, wake_at = NULL, shape = '-'")
OF_A_FAMILY = ("ChildOpened", "ChildFinished")

Draw = Callable[[st.SearchStrategy[int]], int]


def check(engine: procflow.Engine, connection: Connection) -> Counter[str]:
    """See that rows and journals agree, and that rows made anew are those that were kept; count what happened."""
    told: Counter[str] = Counter()
    for name in connection.execute(MEMBERS).scalars().all():
        entries = engine.history(connection, name)
        told.update(entry.kind for entry in entries)
        assert replay(entry.event for entry in entries) == engine.dossier(connection, name)
    kept = connection.execute(ROWS).all()
    assert engine.rebuild(connection).changed == ()
    connection.execute(DAMAGE)
    assert engine.rebuild(connection).changed == tuple(row.id for row in kept)
    assert connection.execute(ROWS).all() == kept
    engine.verify(connection)
    return told


def act(engine: procflow.Engine, connection: Connection, laws: dict[str, Procedure], number: int, draw: Draw) -> None:
    """Let some member take an outcome, those that lead on rather than others, or let time pass for all."""
    names = connection.execute(MEMBERS).scalars().all()
    name = names[draw(st.integers(0, len(names) - 1))]
    dossier = engine.dossier(connection, name)
    commands: list[Command] = [Wake()]
    for outcome in open_outcomes(Law(laws[dossier.procedure], procflow.vietnam()), dossier):
        by = CITIZEN if outcome.by == "applicant" else procflow.Actor(f"người-{number}", roles=(outcome.by,))
        take = Take(outcome.id, by=by, reason="lý do")
        commands += [take] * (3 if outcome.id in {"accept", "o0", "complete", "refused"} else 1)
    try:
        engine.send(connection, name, commands[draw(st.integers(0, len(commands) - 1))])
    except ProcflowError:  # what is open may still be refused: a child is waited for, other hands are needed
        return


def live(shapes: tuple[Shape, ...], draw: Draw) -> Counter[str]:
    """Live through one family's days, and give how often each kind of event happened to it."""
    laws = {one.code: one for one in (load_text(shape.text) for shape in shapes)}
    root = next(iter(laws.values()))
    clock = ManualClock(START)
    engine = procflow.Engine(laws.values(), clock=clock)
    told: Counter[str] = Counter()
    with in_memory() as connection:
        engine.create_tables(connection)
        case = shapes[0].cases[0] if shapes[0].cases else ""
        channel = ("online", "direct")[draw(st.integers(0, 1))]
        engine.submit(connection, root.code, by=CITIZEN, channel=channel, case=case, dossier_id="d")
        for number in range(draw(st.integers(8, 24))):
            clock.move_by(timedelta(hours=draw(st.integers(0, 40))))
            act(engine, connection, laws, number, draw)
            if draw(st.integers(0, 3)) == 0:
                assert engine.tick(connection).failed == ()
            told = check(engine, connection)
    return told


def test_replaying_any_member_of_a_random_family_gives_the_row_that_is_kept_after_every_step() -> None:
    happened: Counter[str] = Counter()
    families: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(shapes=family_texts(), data=st.data())
    def lives(shapes: tuple[Shape, ...], data: st.DataObject) -> None:
        told = live(shapes, data.draw)
        happened.update(told)
        families.update(kind for kind in OF_A_FAMILY if told[kind])

    lives()
    assert families["ChildOpened"] >= EXAMPLES / 5
    print(f"{EXAMPLES} random families, {happened.total()} events, {dict(families)}")  # noqa: T201 - its figures
