"""Take dossier codes from several processes at once, some of which roll back and some of which die before they commit.

Run by `test_codes.py` as `python code_campaign.py URL PROCESSES TURNS`; prints the codes that were committed.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import date

from sqlalchemy import Engine, create_engine, event

import procflow
from procflow.engine import prepare_sqlite

AGENCIES = ("H40.16", "H40.17")
DAY = date(2019, 8, 5)
KEPT, ROLLED_BACK = 0.7, 0.95  # of the turns: committed below the first, rolled back below the second, else killed
GATE_S = 0.2


def database(url: str) -> Engine:
    made = prepare_sqlite(create_engine(url))
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", lambda raw, _entry: raw.execute("PRAGMA synchronous=OFF"))
    return made


def take(served: procflow.Engine, place: Engine, chance: random.Random) -> str:
    """Take one code and commit it, or give it back, or die with it; a lost race is tried again."""
    agency, fate = chance.choice(AGENCIES), chance.random()
    while True:
        try:
            with place.connect() as connection:
                code = served.new_code(connection, agency, DAY)
                if fate < KEPT:
                    connection.commit()
                    return code
                if fate > ROLLED_BACK:
                    os.kill(os.getpid(), signal.SIGKILL)
                return ""
        except procflow.ConflictError:
            time.sleep(0.002)


def work(url: str, seed: int, turns: int, opens_at: float, out: int) -> None:
    """Take codes turn by turn, and tell of each that was committed."""
    served, place, chance = procflow.Engine(), database(url), random.Random(seed)  # noqa: S311 - a repeatable choice
    time.sleep(max(0.0, opens_at - time.time()))
    for _ in range(turns):
        if code := take(served, place, chance):
            os.write(out, f"{code}\n".encode())


def campaign(url: str, processes: int, turns: int) -> dict[str, object]:
    """Let all work at once; give what they committed, and how many of them died."""
    read, write = os.pipe()
    opens_at = time.time() + GATE_S
    workers = []
    for seed in range(processes):
        pid = os.fork()
        if pid == 0:
            os.close(read)
            work(url, seed, turns, opens_at, write)
            os._exit(0)
        workers.append(pid)
    os.close(write)
    with os.fdopen(read) as told:
        codes = told.read().split()
    ends = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers]
    return {"codes": codes, "killed": ends.count(-signal.SIGKILL), "failed": [end for end in ends if end > 0]}


if __name__ == "__main__":
    print(json.dumps(campaign(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201 - the answer to the test
