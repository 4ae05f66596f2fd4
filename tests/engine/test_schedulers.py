"""Four schedulers at once, their clocks wrong, wake nothing early and nothing twice."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.engine import ManualClock
from procflow.procedure import Procedure

TIMERS = 20_000 if os.environ.get("PROCFLOW_TORTURE") else 80
CAMPAIGN = Path(__file__).with_name("scheduler_campaign.py")
APPLICANT = procflow.Actor("an", roles=("applicant",))
DAY = 86_400
SKEWS = (0, -40 * DAY, 600, 40 * DAY)


def hand_in(permit: Procedure, database: Engine, at: datetime, name: str) -> None:
    """Hand in half the dossiers at one moment; reception has 8 working hours for each."""
    engine = procflow.Engine([permit], clock=ManualClock(at))
    with database.begin() as connection:
        for number in range(TIMERS // 2):
            engine.submit(
                connection, "1.013225", by=APPLICANT, channel="online", case="house", dossier_id=f"{name}-{number}"
            )


def test_four_schedulers_with_wrong_clocks_wake_nothing_early_and_nothing_twice(
    permit: Procedure, database: Engine
) -> None:
    now = datetime.now(VIETNAM_TIME)
    hand_in(permit, database, now - timedelta(days=20), "due")
    hand_in(permit, database, now - timedelta(minutes=1), "not-yet")
    url = database.url.render_as_string(hide_password=False)
    skews = SKEWS if database.dialect.name == "postgresql" else (0, 0, 0, 0)  # a SQLite file has one machine's clock
    schedulers = [
        subprocess.Popen(
            [sys.executable, str(CAMPAIGN), url, str(skew)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for skew in skews
    ]
    answers = [scheduler.communicate(timeout=1_200) for scheduler in schedulers]
    assert [scheduler.returncode for scheduler in schedulers] == [0] * 4, answers
    woken = [int(out) for out, _ in answers]
    with database.connect() as connection:
        query = "SELECT dossier, count(*) FROM procflow_journal WHERE kind = 'LimitExpired' GROUP BY dossier"
        expired = {row[0]: row[1] for row in connection.execute(text(query))}
        verified = procflow.Engine([permit]).verify(connection)
    assert sum(woken) == TIMERS // 2
    assert expired == {f"due-{number}": 1 for number in range(TIMERS // 2)}
    print(f"{TIMERS} timers, woken by {woken}, {verified.entries} entries verified")  # noqa: T201 - the figures
