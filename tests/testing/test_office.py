"""`procflow.testing.Office`: a host's tests let time pass, and only forward."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import in_memory
from sqlalchemy import text
from sqlalchemy.orm import Session

import procflow
from procflow.definition import Ending
from procflow.dossier import Answer, Ask, Take
from procflow.errors import MisuseError, StoreError
from procflow.procedure import Procedure
from procflow.store import Entry
from procflow.testing import Office, unexercised

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
    with in_memory() as connection:
        connection.execute(text("CREATE TABLE visit (name TEXT)"))
        with Office([permit], "2026-08-17 09:00", host=connection) as office:
            dossier_id = office.submit(PERMIT, case="house").dossier_id
            assert office.engine.dossier(connection, dossier_id) == office.dossier(dossier_id)
        connection.execute(text("INSERT INTO visit VALUES ('An')"))
        connection.rollback()


def test_a_text_that_is_no_moment_is_refused(permit: Procedure) -> None:
    with pytest.raises(MisuseError, match="PF637"):
        Office([permit], "tomorrow")


def test_what_people_could_do_next_is_what_the_engine_takes_and_nothing_is_left_of_trying(permit: Procedure) -> None:
    with Office([permit], "2026-08-17 09:00") as office:
        dossier_id = office.submit(PERMIT, case="house").dossier_id
        before = office.history(dossier_id)
        assert Take("accept", by=procflow.Actor("receptionist/reception", ("receptionist",))) in office.choices(
            dossier_id
        )
        assert office.history(dossier_id) == before
        office.send(dossier_id, Take("accept", by=RECEPTION))
        offered = {type(each).__name__ + str(getattr(each, "outcome", "")) for each in office.choices(dossier_id)}
        assert offered == {"Takeeligible", "Takeincomplete", "Takenot-eligible", "Ask"}
        (ask,) = (each for each in office.choices(dossier_id) if isinstance(each, Ask))
        office.send(dossier_id, ask)
        choices = office.choices(dossier_id)
        assert any(isinstance(each, Answer) for each in choices)
        assert not any(isinstance(each, Take) and each.outcome == "eligible" for each in choices)  # it waits for it
        office.send(dossier_id, next(each for each in choices if isinstance(each, Take)))


def test_a_dossier_that_has_ended_leaves_no_choice(permit: Procedure) -> None:
    with Office([permit], "2026-08-17 09:00") as office:
        dossier_id = office.submit(PERMIT, case="house").dossier_id
        while choices := office.choices(dossier_id):
            office.send(dossier_id, next(each for each in choices if isinstance(each, Take)))
        assert office.dossier(dossier_id).ended == Ending.RETURNED


def test_every_way_drawn_at_random_ends_or_waits_for_time_alone(permit: Procedure) -> None:
    told: list[Entry] = []

    @settings(max_examples=10, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        with Office([permit], "2026-08-17 09:00") as office:
            dossier_id = office.submit(PERMIT, case=data.draw(st.sampled_from(sorted(permit.cases)))).dossier_id
            for _ in range(12):
                office.wait_until(office.now + timedelta(hours=data.draw(st.integers(0, 30))))
                if not (choices := office.choices(dossier_id)):
                    break
                office.send(dossier_id, data.draw(st.sampled_from(choices)))
            assert office.verify().dossiers == 1
            told.extend(office.history(dossier_id))

    walk()
    left = unexercised(permit, told)
    assert "appraise" not in left.steps
    assert ("appraise", "eligible") not in left.outcomes


def test_what_no_test_exercises_is_named(permit: Procedure) -> None:
    own = [step.id for step in permit.steps.values() if step.own]
    assert str(unexercised(permit, [])) == ", ".join(own)
    with Office([permit], "2026-08-17 09:00") as office:
        dossier_id = office.submit(PERMIT, case="house").dossier_id
        office.send(dossier_id, Take("accept", by=RECEPTION))
        left = unexercised(permit, office.history(dossier_id))
    assert "sign" in left.steps
    assert ("appraise", "eligible") in left.outcomes
    assert left


def test_choices_under_a_procedure_the_office_does_not_serve_are_not_guessed(permit: Procedure) -> None:
    with in_memory() as connection, Office([permit], "2026-08-17 09:00", host=connection) as office:
        dossier_id = office.submit(PERMIT, case="house").dossier_id
        with pytest.raises(StoreError, match="PF604"):
            Office([], "2026-08-17 09:00", host=connection).choices(dossier_id)


def test_choices_are_tried_in_a_session_as_in_a_connection(permit: Procedure) -> None:
    with (
        in_memory() as connection,
        Session(connection) as session,
        Office([permit], "2026-08-17 09:00", host=session) as office,
    ):
        dossier_id = office.submit(PERMIT, case="house").dossier_id
        before = office.history(dossier_id)
        assert "accept" in {each.outcome for each in office.choices(dossier_id) if isinstance(each, Take)}
        assert office.history(dossier_id) == before
