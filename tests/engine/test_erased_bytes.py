"""What an erasure leaves on the disk of a PostgreSQL server, searched as somebody would who finds the disk."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from scenes import APPLICANT, CIVIL, OFFICE, civil
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import Withdraw
from procflow.dossier.personal import FactValue
from procflow.engine import ManualClock

DOSSIERS = 1_000 if os.environ.get("PROCFLOW_TORTURE") else 40
BASIS = "Luật 91/2025/QH15"
NEIGHBOUR = "Canary láng giềng"


@pytest.fixture
def engine(clock: ManualClock) -> procflow.Engine:
    return procflow.Engine(civil(), clock=clock)


def hand_in(engine: procflow.Engine, connection: Connection, name: str, details: dict[str, FactValue]) -> None:
    facts: dict[str, FactValue] = {"birth_date": date(1990, 5, 17), "copies": 1}
    engine.submit(connection, CIVIL, by=APPLICANT, channel="online", facts=facts, details=details, dossier_id=name)


def handed_in(engine: procflow.Engine, connection: Connection) -> list[str]:
    """Hand dossiers in, one among them that stays; give the values of all others."""
    written: list[str] = []
    for number in range(DOSSIERS):
        details: dict[str, FactValue] = {"name": f"Canary {number:05} Nguyễn", "phone": f"09{number:08}77"}
        hand_in(engine, connection, f"d{number}", details)
        written += map(str, details.values())
    hand_in(engine, connection, "neighbour", {"name": NEIGHBOUR})
    return written


def found(folder: Path, values: Sequence[str]) -> int:
    """Count which of `values` stand in the bytes of any file of a folder."""
    left = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return sum(value.encode() in left for value in values)


def administer(database: Engine, *commands: str) -> None:
    with database.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for command in (*commands, "CHECKPOINT"):
            connection.execute(text(command))


def places(database: Engine) -> tuple[Path, Path]:
    """Name the folder of this database, and that of the write-ahead log."""
    with database.connect() as connection:
        root = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        oid = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    if not os.access(root / "base", os.R_OK):
        pytest.skip("the folder of this server cannot be read from here")
    return root / "base" / str(oid), root / "pg_wal"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_after_vacuum_full_no_byte_of_what_was_erased_is_left_in_the_tables(
    database: Engine, engine: procflow.Engine
) -> None:
    tables, log = places(database)
    with database.begin() as connection:
        written = handed_in(engine, connection)
    administer(database)
    assert found(tables, written) == len(written)
    with database.begin() as connection:
        for number in range(DOSSIERS):
            engine.send(connection, f"d{number}", Withdraw(by=APPLICANT))
            engine.erase(connection, f"d{number}", by=OFFICE, basis=BASIS)
    administer(database, "VACUUM procflow_personal")
    after_vacuum = found(tables, written)
    administer(database, "VACUUM FULL procflow_personal")
    assert found(tables, written) == 0
    assert found(tables, [NEIGHBOUR]) == 1
    with database.begin() as connection:
        engine.verify(connection)
    print(  # noqa: T201 - the figures of the campaign
        f"{DOSSIERS} dossiers, {len(written)} values: {after_vacuum} left after VACUUM, 0 after VACUUM FULL; "
        f"{found(log, written)} in the write-ahead log"
    )


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_planner_keeps_no_sample_of_a_personal_value(database: Engine, engine: procflow.Engine) -> None:
    with database.begin() as connection:
        written = handed_in(engine, connection)
    administer(database, "ANALYZE")
    with database.connect() as connection:
        rows = connection.execute(text("SELECT * FROM pg_stats WHERE tablename LIKE 'procflow%'")).all()
    told = " ".join(str(cell) for row in rows for cell in row)
    assert "procflow_personal" in told
    assert [value for value in written if value in told or value.encode().hex() in told] == []
