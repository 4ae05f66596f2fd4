"""The office of the recipes: one procedure, a dossier somebody forgot, and the function that a scheduler calls."""

import os
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.dossier import Take
from procflow.engine import ManualClock

PERMIT = Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml"
DOSSIER = "forgotten"


def url() -> str:
    """Give the database the environment names, to a worker in a process of its own."""
    return os.environ["PROCFLOW_RECIPE_DB"]


def forget_a_dossier(database: sa.Engine) -> None:
    """Accept a dossier in August and ask for a supplement that never comes: by now its window has long ended."""
    clock = ManualClock(datetime(2026, 8, 3, 8, tzinfo=VIETNAM_TIME))
    engine = procflow.Engine([procflow.load(PERMIT)], clock=clock)
    an = procflow.Actor("an", roles=("applicant",))
    lan = procflow.Actor("lan", roles=("receptionist", "construction-officer"))
    with database.begin() as connection:
        engine.create_tables(connection)
        engine.submit(connection, "1.013225", by=an, channel="online", case="house", dossier_id=DOSSIER)
        clock.move_to(datetime(2026, 8, 3, 9, tzinfo=VIETNAM_TIME))
        engine.send(connection, DOSSIER, Take("accept", by=lan))
        engine.send(connection, DOSSIER, Take("incomplete", by=lan, reason="Thiếu bản vẽ"))


def wake_what_is_due() -> int:
    """Tick until nothing is due, as the recipe of the script does."""
    database = procflow.prepare_sqlite(sa.create_engine(url()))
    engine = procflow.Engine([procflow.load(PERMIT)])
    woken, more = 0, True
    while more:
        with database.begin() as connection:
            tick = engine.tick(connection, limit=500)
        woken, more = woken + len(tick.woken), tick.more
    database.dispose()
    return woken


def endings(database: sa.Engine) -> int:
    """Count how often the journal says that the forgotten dossier ended."""
    query = "SELECT count(*) FROM procflow_journal WHERE dossier = :name AND kind = 'DossierEnded'"
    with database.connect() as connection:
        return int(connection.scalar(sa.text(query), {"name": DOSSIER}) or 0)
