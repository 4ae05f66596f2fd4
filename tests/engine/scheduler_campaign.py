"""One scheduler whose machine tells a wrong time: ticks until nothing is due, and prints how many dossiers it woke.

Run by `test_schedulers.py` as `python scheduler_campaign.py URL SECONDS`, as many at once as it likes.
"""

import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

import procflow
from procflow.engine import SystemClock, prepare_sqlite
from procflow.errors import ConflictError

LIMIT = 20  # few at a time, so that all four have something to do
PERMIT = Path(__file__).parents[2] / "procedures/1.013225/2026-07.yaml"


def set_wrong(ahead: timedelta) -> None:
    """Let this process believe another time."""
    right = SystemClock.now
    SystemClock.now = lambda self: right(self) + ahead  # type: ignore[method-assign]


def run(url: str, seconds: int) -> int:
    set_wrong(timedelta(seconds=seconds))
    database = prepare_sqlite(create_engine(url))
    engine = procflow.Engine([procflow.load(PERMIT)])
    woken, idle = 0, 0
    while idle < 3:
        try:
            with database.begin() as connection:
                tick = engine.tick(connection, limit=LIMIT)
        except (ConflictError, OperationalError):  # SQLite lets one write at a time, and begins with the lock
            continue
        if tick.failed:
            raise tick.failed[0].error
        woken += len(tick.woken)
        idle = 0 if tick.woken else idle + 1
    return woken


if __name__ == "__main__":
    print(run(sys.argv[1], int(sys.argv[2])))  # noqa: T201 - the answer to the test
