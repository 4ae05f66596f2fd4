"""What the command line verifies and checkpoints is the database of one moment, whoever writes meanwhile."""

import pytest
from scenes import APPLICANT, permit
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.cli.database import connected
from procflow.engine import ManualClock
from procflow.errors import StoreError


def submit(served: procflow.Engine, connection: Connection, name: str) -> None:
    served.submit(connection, "1.013225", by=APPLICANT, channel="online", case="house", dossier_id=name)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_checkpoint_holds_nothing_that_came_after_the_verifying_began(database: Engine, clock: ManualClock) -> None:
    served = procflow.Engine(permit(), clock=clock)
    with database.begin() as writing:
        submit(served, writing, "d")
    where = database.url.render_as_string(hide_password=False)
    with connected(where, one_moment=True) as reading:
        assert served.verify(reading).dossiers == 1
        with database.begin() as writing:
            submit(served, writing, "unverified")
        assert list(served.checkpoint(reading).heads) == ["d"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_reads_one_moment_cannot_write(database: Engine) -> None:
    where = database.url.render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="read-only"), connected(where, one_moment=True) as reading:
        reading.execute(text("INSERT INTO visit VALUES ('x')"))
