"""A process that is killed at any moment loses nothing it acknowledged and leaves nothing half done."""

import json
import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine, text

import procflow

KILLS = 1_500 if os.environ.get("PROCFLOW_TORTURE") else 25
CAMPAIGN = Path(__file__).with_name("kill_campaign.py")


def test_killed_workers_lose_nothing_acknowledged_and_leave_nothing_half_done(
    engine: procflow.Engine, database: Engine, tmp_path: Path
) -> None:
    url = database.url.render_as_string(hide_password=False)
    path = tmp_path / "acknowledged"
    command = [sys.executable, str(CAMPAIGN), url, str(KILLS), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=2_400)
    assert done.returncode == 0, done.stderr
    met = json.loads(done.stdout)
    acknowledged = path.read_text().split()
    with database.connect() as connection:
        verified = engine.verify(connection)
        query = "SELECT DISTINCT command_id FROM procflow_journal WHERE command_id LIKE :like"
        submitted = set(connection.execute(text(query), {"like": "w%"}).scalars())
        hot = set(connection.execute(text(query), {"like": "hot-%"}).scalars())
        visits = set(connection.execute(text("SELECT name FROM visit")).scalars())
        # Nobody has to repair anything: the next command goes through.
        assert engine.dossier(connection, "hot").step in {"reception", "appraise", "supplement", "supplement-check"}
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= visits
    assert visits == submitted == {name.removeprefix("hot-") for name in hot}
    assert acknowledged
    assert met["writing"] > KILLS / 2
    print(f"{KILLS} kills, {met}, {len(acknowledged)} acknowledged, {verified.entries} entries verified")  # noqa: T201
