"""Many dossiers at once: one that cannot be written is reported, and keeps no other from being treated."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from families import BORN, CITIZEN, INSURANCE, INSURER, START, accepted, go
from families import procedures as of_a_family
from sqlalchemy import Connection, text

import procflow
from procflow.calendar import Document, Kind, Layer, Mark, vietnam
from procflow.dossier import Take
from procflow.engine import Failure, ManualClock
from procflow.store.schema import journal

BY = procflow.Actor("van-phong", roles=("administrator",))
Treat = Callable[[procflow.Engine, Connection], tuple[list[str], tuple[Failure, ...]]]


def tick(engine: procflow.Engine, connection: Connection) -> tuple[list[str], tuple[Failure, ...]]:
    done = engine.tick(connection)
    return [reply.dossier_id for reply in done.woken], done.failed


def notify(engine: procflow.Engine, connection: Connection) -> tuple[list[str], tuple[Failure, ...]]:
    storm = Layer("bao", Document("CĐ 99/CĐ-TTg"), (Mark(date(2026, 11, 23), Kind.CLOSURE, "Nghỉ do bão"),))
    done = engine.change_calendar(connection, vietnam(), vietnam().with_layers(storm), by=BY, reason="CĐ 99/CĐ-TTg")
    return [moved.dossier_id for moved in done.dossiers], done.failed


def forge(connection: Connection, dossier_id: str) -> None:
    """Put an entry behind the last one, as somebody might who can write to the database."""
    kept = [column.name for column in journal.c if column.name not in {"position", "seq", "command_id"}]
    last = "SELECT max(seq) FROM procflow_journal WHERE dossier = :dossier"
    connection.execute(
        text(
            f"INSERT INTO procflow_journal (seq, command_id, {', '.join(kept)}) SELECT seq + 1, 'forged', "  # noqa: S608
            f"{', '.join(kept)} FROM procflow_journal WHERE dossier = :dossier AND seq = ({last})"
        ),
        {"dossier": dossier_id},
    )


@pytest.fixture
def opened(connection: Connection) -> tuple[procflow.Engine, ManualClock]:
    """A family that waits for a photograph, and another dossier, all of which fall due."""
    clock = ManualClock(START)
    engine = procflow.Engine(of_a_family(), clock=clock)
    engine.submit(connection, INSURANCE, by=CITIZEN, channel="online", dossier_id="alone")
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d/insurance", Take("incomplete", by=INSURER, reason="Thiếu ảnh"))
    clock.move_by(timedelta(days=40))
    return engine, clock


@pytest.mark.parametrize("treat", [tick, notify])
@pytest.mark.parametrize(("forged", "left"), [("alone", "d"), ("d", "alone"), ("d/insurance", "alone")])
def test_a_journal_somebody_wrote_to_keeps_no_other_dossier_from_its_turn(
    opened: tuple[procflow.Engine, ManualClock], connection: Connection, treat: Treat, forged: str, left: str
) -> None:
    """Every tick failed with an error of the database, and nothing was woken any more."""
    engine, _ = opened
    forge(connection, forged)
    done, failed = treat(engine, connection)
    assert left in done
    assert forged not in done
    assert {failure.error.code for failure in failed} == {"PF643"}
    assert {failure.dossier_id.partition("/")[0] for failure in failed} == {forged.partition("/")[0]}
    assert engine.verify(connection, left).dossiers == 1
