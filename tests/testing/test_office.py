"""`procflow.testing.Office`: a host's tests let time pass, and only forward."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import procflow
from procflow.dossier import Take
from procflow.engine import prepare_sqlite
from procflow.errors import MisuseError, StoreError
from procflow.procedure import Procedure
from procflow.testing import Office

PERMIT = "1.013225"
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


@pytest.fixture(scope="module")
def permit() -> Procedure:
    return procflow.load(Path(__file__).parents[2] / "procedures" / PERMIT / "2026-07.yaml")


def test_what_falls_due_on_the_way_is_woken_each_at_its_own_moment(permit: Procedure) -> None:
    with Office([permit], "2026-08-17 09:00") as office:
        dossier_id = office.submit(PERMIT, case="house").dossier_id
        accepted = office.send(dossier_id, Take("accept", by=RECEPTION), at="2026-08-17 10:00")
        assert str(accepted.dossier.due_on) == "2026-08-25"
        woken = office.wait_until("2026-08-26 08:00")
        assert [len(reply.woken) for reply in woken] == [2, 2]
        entries = [entry for entry in office.history(dossier_id) if entry.kind == "LimitExpired"]
        assert [entry.recorded_at - entry.at for entry in entries] == [timedelta(microseconds=1)] * 2
        assert office.now.isoformat() == "2026-08-26T08:00:00+07:00"
        assert office.verify().dossiers == 1


def test_time_does_not_go_back(permit: Procedure) -> None:
    with Office([permit], "2026-08-17 09:00") as office:
        office.wait_until("2026-08-17 10:00")
        with pytest.raises(StoreError, match="PF633"):
            office.submit(PERMIT, case="house", at="2026-08-17 09:59")


def test_an_office_works_in_the_transaction_of_the_test(permit: Procedure) -> None:
    database = prepare_sqlite(create_engine("sqlite://"))
    with database.connect() as connection:
        connection.execute(text("CREATE TABLE visit (name TEXT)"))
        with Office([permit], "2026-08-17 09:00", host=connection) as office:
            dossier_id = office.submit(PERMIT, case="house").dossier_id
            assert office.engine.dossier(connection, dossier_id) == office.dossier(dossier_id)
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
        connection.rollback()


def test_a_text_that_is_no_moment_is_refused(permit: Procedure) -> None:
    with pytest.raises(MisuseError, match="PF637"):
        Office([permit], "tomorrow")
