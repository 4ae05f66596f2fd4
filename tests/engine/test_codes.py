"""Dossier codes: one number once, without gaps, per competent agency and day, in both national spellings."""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, select

import procflow
from procflow.engine import Agency, CodeFormat, ManualClock
from procflow.engine.codes import spell_codes
from procflow.errors import ConflictError, MisuseError, StoreError
from procflow.store.schema import serial

# As the two texts lay them down, written here a second time.
OLD = re.compile(r"^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}-\d{6}-\d{4}$")
NEW = re.compile(r"^[A-Y]\d{2}(\.[A-Z0-9]+)*-\d{6}-\d{4}$")
DAY = date(2019, 8, 5)


def test_the_examples_of_the_two_texts_are_spelled_as_they_stand(
    engine: procflow.Engine, connection: Connection
) -> None:
    for _ in range(2):
        engine.new_code(connection, "H40.16", DAY)
    assert engine.new_code(connection, "000.00.16.H40", DAY, form=CodeFormat.TT01_2018) == "000.00.16.H40-190805-0003"
    assert engine.new_code(connection, "000.00.16.H40", DAY) == "H40.16-190805-0004"


def test_the_day_is_that_of_the_engines_clock_in_vietnam(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    clock.move_to(clock.now().replace(hour=23, minute=59))
    assert engine.new_code(connection, "H40") == "H40-260817-0001"
    clock.move_to(clock.now().replace(day=18, hour=0, minute=0))
    assert engine.new_code(connection, "H40") == "H40-260818-0001"  # still the 17th in Greenwich
    assert engine.new_code(connection, "H41") == "H41-260818-0001"


def test_a_dossier_is_handed_in_under_its_code(engine: procflow.Engine, connection: Connection) -> None:
    code = engine.new_code(connection, "H40.16")
    by = procflow.Actor("an", roles=("applicant",))
    reply = engine.submit(connection, "1.013225", by=by, channel="online", case="house", dossier_id=code)
    assert engine.dossier(connection, code) == reply.dossier


def test_a_form_that_arrives_twice_keeps_its_code_and_gives_the_second_number_back(
    engine: procflow.Engine, connection: Connection
) -> None:
    by = procflow.Actor("an", roles=("applicant",))
    answers = []
    for _ in range(3):
        numbering = connection.begin_nested()
        code = engine.new_code(connection, "H40.16", DAY)
        answers.append(
            engine.submit(
                connection, "1.013225", by=by, channel="online", case="house", dossier_id=code, command_id="form"
            )
        )
        numbering.rollback() if answers[-1].is_repeat else numbering.commit()
    assert [(one.dossier_id[-4:], one.is_repeat) for one in answers] == [
        ("0001", False),
        ("0001", True),
        ("0001", True),
    ]
    assert engine.new_code(connection, "H40.16", DAY)[-4:] == "0002"


def test_what_is_rolled_back_is_given_again(engine: procflow.Engine, connection: Connection) -> None:
    assert engine.new_code(connection, "H40", DAY).endswith("-0001")
    connection.commit()
    assert engine.new_codes(connection, "H40", 5, DAY)[-1].endswith("-0006")
    connection.rollback()
    assert engine.new_code(connection, "H40", DAY).endswith("-0002")


def test_the_ten_thousandth_dossier_of_a_day_is_refused_and_takes_no_number(
    engine: procflow.Engine, connection: Connection
) -> None:
    assert len(engine.new_codes(connection, "H40", 9_990, DAY)) == 9_990
    with pytest.raises(StoreError, match="PF677"):
        engine.new_codes(connection, "H40", 10, DAY)
    assert engine.new_codes(connection, "H40", 9, DAY)[-1] == "H40-190805-9999"
    with pytest.raises(StoreError, match="PF677"):
        engine.new_code(connection, "H40", DAY)
    with pytest.raises(StoreError, match="PF677"):
        engine.new_codes(connection, "H41", 10_000, DAY)
    assert engine.new_code(connection, "H40.01", DAY) == "H40.01-190805-0001"


HOSTILE = [
    "",
    "h40",
    "Z01",
    "H4",
    "H400",
    "H40.",
    "H40..1",
    "H40.đ",
    "H40.16-190805-0003",
    "H٤٠",
    "Ｈ40",
    "H40\n",
    "H40.16'; DROP TABLE procflow_serial; --",
    "H40" + ".1" * 17,
    "00.00.16.H40",
    None,
    16,
]


@pytest.mark.parametrize("agency", HOSTILE)
def test_what_is_no_identifier_of_an_agency_is_refused(
    engine: procflow.Engine, connection: Connection, agency: object
) -> None:
    with pytest.raises(MisuseError, match="PF675" if isinstance(agency, str) else "PF616"):
        engine.new_code(connection, agency)  # type: ignore[arg-type] # the point of the test
    assert connection.execute(select(serial)).all() == []


@pytest.mark.parametrize("agency", ["H40.ABC", "H40.1", "H40.16.05.001.01", "H40.16.05.01"])
def test_an_identifier_the_older_text_has_no_place_for_is_refused_there(
    engine: procflow.Engine, connection: Connection, agency: str
) -> None:
    with pytest.raises(MisuseError, match="PF676"):
        engine.new_code(connection, agency, DAY, form=CodeFormat.TT01_2018)
    assert engine.new_code(connection, agency, DAY).endswith("-0001")


def test_no_fewer_than_one_code_is_taken(engine: procflow.Engine, connection: Connection) -> None:
    with pytest.raises(MisuseError, match="PF613"):
        engine.new_codes(connection, "H40", 0, DAY)


@given(
    units=st.lists(st.integers(0, 99), max_size=2),
    last=st.one_of(st.none(), st.integers(0, 999)),
    top=st.from_regex(r"[A-Y][0-9]{2}", fullmatch=True),
    number=st.integers(1, 9999),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_both_spellings_name_the_same_agency(
    units: list[int], last: int | None, top: str, number: int, day: date
) -> None:
    groups = [top, *(f"{unit:02}" for unit in units)]
    if last is not None and len(units) == 2:
        groups.append(f"{last:03}")
    agency = Agency.parse(".".join(groups))
    for form, shape in ((CodeFormat.TT01_2018, OLD), (CodeFormat.QD20_2020, NEW)):
        assert Agency.parse(agency.spell(form)) == agency
        [code] = spell_codes(agency, day, range(number, number + 1), form)
        assert shape.fullmatch(code)
        assert code.endswith(f"{day:%y%m%d}-{number:04}")


def repeat(attempt: Callable[[], str], tries: int = 400) -> str:
    for _ in range(tries):
        try:
            return attempt()
        except ConflictError:
            sleep(0.005)
    message = "the database never let this one go first"
    raise AssertionError(message)


@pytest.mark.parametrize("isolation", ["", "REPEATABLE READ"])
def test_eight_sessions_at_once_get_each_number_once_and_leave_no_gap(
    database: Engine, engine: procflow.Engine, isolation: str
) -> None:
    """Each session takes numbers of two agencies, commits most and rolls some back."""
    varies = isolation and database.dialect.name == "postgresql"  # SQLite has one isolation
    place = database.execution_options(isolation_level=isolation) if varies else database

    def session(seed: int) -> list[str]:
        chance = random.Random(seed)  # noqa: S311 - a repeatable choice
        kept = []
        for _ in range(12):
            agency, is_kept = chance.choice(["H40.16", "H40.17"]), chance.random() < 0.8

            def attempt(agency: str = agency, is_kept: bool = is_kept) -> str:  # noqa: FBT001 - bound per turn
                with place.connect() as connection:
                    code = engine.new_code(connection, agency, DAY)
                    if is_kept:
                        connection.commit()
                    return code if is_kept else ""

            kept.append(repeat(attempt))
        return [code for code in kept if code]

    with ThreadPoolExecutor(8) as pool:
        codes = [code for taken in pool.map(session, range(8)) for code in taken]
    assert len(codes) > 60
    for agency in ("H40.16", "H40.17"):
        own = sorted(code for code in codes if code.startswith(agency))
        assert own == [f"{agency}-190805-{number:04}" for number in range(1, len(own) + 1)]


PROCESSES, TURNS = (8, 400) if os.environ.get("PROCFLOW_TORTURE") else (4, 25)
CAMPAIGN = Path(__file__).with_name("code_campaign.py")


def test_processes_at_once_get_each_number_once_and_what_one_dies_with_is_given_again(
    database: Engine, engine: procflow.Engine
) -> None:
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, str(CAMPAIGN), url, str(PROCESSES), str(TURNS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["failed"], done.stderr) == ([], "")
    assert told["killed"] >= 2, "some die with a number in their hands"
    for agency in ("H40.16", "H40.17"):
        own = sorted(code for code in told["codes"] if code.startswith(agency))
        assert own == [f"{agency}-190805-{number:04}" for number in range(1, len(own) + 1)]
        with database.begin() as connection:
            assert engine.new_code(connection, agency, DAY) == f"{agency}-190805-{len(own) + 1:04}"
    print(f"{len(told['codes'])} codes by {PROCESSES} processes, {told['killed']} of them killed")  # noqa: T201


def test_a_counter_of_ones_own_choosing_goes_on_from_there(engine: procflow.Engine, connection: Connection) -> None:
    """An office that moves to procflow at noon goes on from the number it had reached."""
    connection.execute(insert(serial), {"agency": "H40", "day": "2019-08-05", "last": 41})
    assert engine.new_code(connection, "H40", DAY) == "H40-190805-0042"
