"""Kill processes while they write: forks a worker, lets it work, kills it at a random moment, and again.

Run by `test_kills.py` as `python kill_campaign.py URL KILLS ACKNOWLEDGEMENTS`; prints how many kills met which phase.
"""

import json
import mmap
import os
import random
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.dossier import Take
from procflow.engine import ManualClock, prepare_sqlite

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICER = procflow.Actor("chi", roles=("receptionist", "construction-officer"))
ROUND = {
    "reception": Take("accept", by=OFFICER),
    "appraise": Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"),
    "supplement": Take("supply", by=APPLICANT),
    "supplement-check": Take("complete", by=OFFICER),
}
WORKERS = 2
HOSTS_OWN_WORK = 0.01  # seconds in the same transaction, so that more kills meet it
AIMED = 0.8  # of the kills: between the first write and the commit; the others at any moment
IDLE, WRITING, COMMITTED = 0, 1, 2


def database(url: str) -> Engine:
    made = prepare_sqlite(create_engine(url))
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", lambda connection, _entry: connection.execute("PRAGMA journal_mode=WAL"))
    return made


def engine() -> procflow.Engine:
    permit = procflow.load(Path(__file__).parents[2] / "procedures" / PERMIT / "2026-07.yaml")
    return procflow.Engine([permit], clock=ManualClock(datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a worker shows its phase, and writes what was acknowledged."""

    phase: mmap.mmap
    slot: int
    acknowledged: int

    def show(self, phase: int) -> None:
        self.phase[self.slot] = phase


def work(served: procflow.Engine, url: str, name: str, desk: Desk) -> None:
    """Write the host's row, a submission and an outcome of a hot dossier in one transaction, for ever."""
    host, number = database(url), 0
    while True:
        number += 1
        command_id = f"{name}-{number}"
        desk.show(IDLE)
        try:
            with host.connect() as connection:
                one_transaction(served, connection, command_id, desk)
        except procflow.ConflictError:
            continue
        desk.show(COMMITTED)
        os.write(desk.acknowledged, f"{command_id}\n".encode())


def one_transaction(served: procflow.Engine, connection: Connection, command_id: str, desk: Desk) -> None:
    step = served.dossier(connection, "hot").step
    served.send(connection, "hot", ROUND[step], command_id=f"hot-{command_id}")
    desk.show(WRITING)
    served.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", command_id=command_id)
    connection.execute(text("INSERT INTO visit VALUES (:name)"), {"name": command_id})
    time.sleep(HOSTS_OWN_WORK)
    connection.commit()


def one_that_writes(phase: mmap.mmap, workers: Mapping[int, int], chance: random.Random) -> int | None:
    """Wait until a worker has written and not committed, and a moment longer; name it."""
    patience = time.monotonic() + 5
    while time.monotonic() < patience:
        for pid, slot in workers.items():
            if phase[slot] == WRITING:
                time.sleep(chance.uniform(0, HOSTS_OWN_WORK / 2))
                return pid
        time.sleep(0.0002)
    return None


def campaign(url: str, kills: int, path: str) -> dict[str, int]:
    """Kill as often as told; count the kills by the phase they met."""
    served, chance = engine(), random.Random(7)  # noqa: S311 - a repeatable choice
    with database(url).begin() as connection:
        served.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id="hot")
        connection.engine.dispose()
    acknowledged = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    phase = mmap.mmap(-1, WORKERS)
    met = [0, 0, 0]
    workers: dict[int, int] = {}
    for number in range(kills):
        for slot in set(range(WORKERS)) - set(workers.values()):
            pid = os.fork()
            if pid == 0:
                work(served, url, f"w{number}-{slot}", Desk(phase, slot, acknowledged))
            workers[pid] = slot
        time.sleep(chance.uniform(0.02, 0.1))
        victim = chance.choice(list(workers))
        if chance.random() < AIMED:
            victim = one_that_writes(phase, workers, chance) or victim
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        met[phase[workers.pop(victim)]] += 1
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return {"idle": met[IDLE], "writing": met[WRITING], "committed": met[COMMITTED]}


if __name__ == "__main__":
    print(json.dumps(campaign(sys.argv[1], int(sys.argv[2]), sys.argv[3])))  # noqa: T201 - the answer to the test
