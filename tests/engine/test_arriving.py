"""A record of the post taken as a set: what each dossier handed in alone would leave, in fewer statements."""

import os
from datetime import date, timedelta
from unittest.mock import patch

import families
import importing
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import text as procedure_text
from sqlalchemy import Connection

import procflow
from procflow.dossier import Actor
from procflow.engine import Handover, ManualClock, Posted
from procflow.errors import ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure

EXAMPLES = 1_500 if os.environ.get("PROCFLOW_TORTURE") else 40
FACTS = """\
facts:
  birth_date: {name: Ngày sinh, type: date, personal: true, optional: true}
  copies: {name: Số bản, type: integer}
"""
CIVIL = "1.000001"
TEXT = procedure_text(more=FACTS).replace("submit: [online, direct]", "submit: [online, direct, post]")
LATER = TEXT.replace("version: 2026-01", "version: 2027-01").replace("effective: 2026-01-01", "effective: 2027-01-01")
OTHER = TEXT.replace("code: 1.000001", "code: 1.000002")
PARENT = families.PARENT_TEXT.replace("submit: [online, direct]", "submit: [online, direct, post]").replace(
    "code: 9.000021", "code: 9.000031"
)
RECEPTION = Actor("binh", roles=("receptionist",), unit="mot-cua")
SIGNED = families.START


def law(written: str) -> Procedure:
    return load_text(written, "mẫu.yaml")


PROCEDURES = [law(TEXT), law(OTHER), law(LATER.replace(CIVIL, "1.000003"))]
POSTED = st.builds(
    Posted,
    slip=st.integers(1, 15).map("EMS{:04}".format),
    code=st.sampled_from([CIVIL, CIVIL, CIVIL, "1.000002", "1.000003", "9.999999"]),
    applicant=st.sampled_from(["an", "an", "bình", ""]),
    case=st.sampled_from(["", "", "none"]),
    facts=st.sampled_from([{"copies": 1}, {"copies": 2, "birth_date": date(1990, 5, 17)}, {"copies": "x"}, {}]),
    details=st.sampled_from([{}, {"phone": "0912"}, {"copies": "0912"}]),
    dossier_id=st.integers(1, 30).map("h-{}".format) | st.sampled_from(["h-1", "there", "no id!"]),
)
RECORD = st.lists(POSTED, min_size=1, max_size=10, unique_by=lambda posted: posted.slip)


def record(*dossiers: Posted, number: str = "BB-1") -> Handover:
    return Handover(record=number, signed_at=SIGNED, by=RECEPTION, carrier="bưu tá 7", dossiers=dossiers)


def alone(engine: procflow.Engine, connection: Connection, handover: Handover) -> list[object]:
    """Hand each in alone, as a record that lists only it would, all of them under the one number."""
    answers: list[object] = []
    for posted in handover.dossiers:
        savepoint = connection.begin_nested()
        command = handover.command(posted)
        try:
            answer = engine._start(  # noqa: SLF001 - what a record and a submission have in common
                connection, posted.code, command, handover.command_id(posted), posted.dossier_id
            )
            answers.append(answer)
            savepoint.commit()
        except ProcflowError as error:
            savepoint.rollback()
            answers.append(error)
    return answers


def same_as_alone(engine: procflow.Engine, connection: Connection, handover: Handover) -> bool:
    """Say whether a record leaves what its dossiers would alone, but for the record itself."""
    together = importing.outcome(connection, lambda: engine.hand_over(connection, handover).dossiers, one_salt=True)
    each = importing.outcome(connection, lambda: alone(engine, connection, handover), one_salt=True)
    rows = [row for row in together[1] if isinstance(row, tuple) and row[0] != "procflow_batch"]
    assert (together[0], rows) == each
    return True


@pytest.fixture
def opened(connection: Connection) -> Connection:
    """A desk that has a dossier of its own, and has taken slip 7 of the record before."""
    engine = procflow.Engine(PROCEDURES, clock=ManualClock(SIGNED))
    engine.submit(
        connection, CIVIL, by=RECEPTION, applicant="a", channel="direct", facts={"copies": 1}, dossier_id="there"
    )
    alone(engine, connection, record(Posted(slip="EMS0007", code=CIVIL, applicant="an", facts={"copies": 1})))
    return connection


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=RECORD, at_once=st.sampled_from([2, 500]))
def test_a_record_leaves_what_each_dossier_alone_would(opened: Connection, listed: list[Posted], at_once: int) -> None:
    engine = procflow.Engine(PROCEDURES, clock=ManualClock(SIGNED + timedelta(hours=2)))
    handover = record(*listed)
    with patch("procflow.engine.sets.AT_ONCE", at_once):
        assert same_as_alone(engine, opened, handover)


def test_dossiers_that_open_others_an_id_listed_twice_and_a_repeat_go_alone(opened: Connection) -> None:
    procedures = [*PROCEDURES, law(PARENT), *families.procedures()]
    engine = procflow.Engine(procedures, clock=ManualClock(SIGNED + timedelta(hours=2)))
    born: dict[str, bool | date] = {"born_on": date(2026, 8, 1), "exempt": True}
    handover = record(
        Posted(slip="EMS0001", code=CIVIL, applicant="an", facts={"copies": 1}, dossier_id="h-1"),
        Posted(slip="EMS0002", code="9.000031", applicant="an", facts=born, dossier_id="h-2"),
        Posted(slip="EMS0003", code=CIVIL, applicant="an", facts={"copies": 1}, dossier_id="h-1"),
        Posted(slip="EMS0007", code=CIVIL, applicant="an", facts={"copies": 1}, dossier_id="x-1"),
        Posted(
            slip="EMS0008", code=CIVIL, applicant="an", facts={"copies": 1}, details={"phone": "0912"}, dossier_id="x-2"
        ),
    )
    assert same_as_alone(engine, opened, handover)
    answers = engine.hand_over(opened, handover).dossiers
    assert [getattr(one, "code", "") for one in answers] == ["", "", "PF623", "", ""]
    engine.verify(opened)


def test_a_version_that_was_published_with_another_text_is_told_of_each_of_its_dossiers(opened: Connection) -> None:
    edited = procflow.Engine(
        [law(TEXT.replace("Thẩm định", "Thẩm tra")), law(OTHER)], clock=ManualClock(SIGNED + timedelta(hours=2))
    )
    handover = record(
        Posted(slip="EMS0001", code=CIVIL, applicant="an", facts={"copies": 1}, dossier_id="x-3"),
        Posted(slip="EMS0002", code="1.000002", applicant="an", facts={"copies": 1}, dossier_id="x-4"),
        Posted(slip="EMS0003", code=CIVIL, applicant="an", facts={"copies": 1}, dossier_id="x-5"),
    )
    assert same_as_alone(edited, opened, handover)
    assert [getattr(one, "code", "") for one in edited.hand_over(opened, handover).dossiers] == ["PF606", "", "PF606"]


def test_a_record_takes_as_many_statements_for_many_dossiers_as_for_few(
    connection: Connection, clock: ManualClock
) -> None:
    engine = procflow.Engine(PROCEDURES, clock=clock)
    taken = []
    for count in (2, 30):
        listed = [
            Posted(
                slip=f"{count}-{number}",
                code=CIVIL,
                applicant="an",
                facts={"copies": number, "birth_date": date(1990, 5, 17)},
                details={"phone": str(number)},
                dossier_id=f"{count}-{number}",
            )
            for number in range(count)
        ]
        with importing.statements(connection) as seen:
            assert engine.hand_over(connection, record(*listed, number=f"BB-{count}")).refused == ()
        taken.append(list(seen))
    few, many = taken
    clock_asked = {"sqlite": [], "postgresql": ["SELECT"]}[connection.dialect.name]
    in_turn = clock_asked  # one publishes at a time, which only a server has to be told
    keeping = [*in_turn, "SELECT", "INSERT", "INSERT"]  # the procedure and the calendar, the first time
    reading = ["SELECT"] * 3  # the desk, the command ids, the dossier ids
    writing = {"sqlite": ["INSERT"] * 2, "postgresql": ["WITH"]}[connection.dialect.name]
    begun = [*clock_asked, "INSERT", *reading, *clock_asked]  # the record itself
    assert few == [*begun, *keeping, *writing, "INSERT"]  # and the personal values
    assert many == [*begun, *writing, "INSERT"]
    engine.verify(connection)
