"""Interlinked dossiers that carry dossier codes of their own agencies: each number once, and none left out."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from time import sleep

import pytest
from families import (
    BORN,
    CITIZEN,
    DESK,
    INSURER,
    LINK,
    PARENT_TEXT,
    START,
    accepted,
    check,
    procedures,
    submit,
)
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.dossier import ChildOpened, Command, Dossier, Submitted, Take
from procflow.engine import ChildCodes, CodeFormat, ManualClock
from procflow.errors import ConflictError, Rejected
from procflow.library import load_text

AGENCIES = {"ubnd-xa": "H40.30.05", "cong-an-xa": "H40.70.05", "bhxh": "H40.60"}
FACTS: Mapping[str, date | bool] = {"born_on": date(2026, 8, 1), "exempt": True}


def of_the_province(_: Dossier, agency: str) -> str:
    return AGENCIES[agency]


CODES = ChildCodes(of_the_province)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def engine(clock: ManualClock) -> procflow.Engine:
    return procflow.Engine(procedures(), clock=clock, child_codes=CODES)


def born(engine: procflow.Engine, connection: Connection, clock: ManualClock, child: str) -> None:
    for command in BORN:
        clock.move_by(timedelta(minutes=10))
        engine.send(connection, child, command)


def counters(connection: Connection) -> dict[str, int]:
    rows = connection.execute(text("SELECT agency, day, last FROM procflow_serial"))
    return {f"{agency} {day}": last for agency, day, last in rows}


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        (CodeFormat.QD20_2020, ("H40.30.05-260803-0001", "H40.70.05-260803-0001", "H40.60-260803-0001")),
        (CodeFormat.TT01_2018, ("000.05.30.H40-260803-0001", "000.05.70.H40-260803-0001", "000.00.60.H40-260803-0001")),
    ],
)
def test_each_child_carries_the_next_code_of_its_own_agency(
    connection: Connection, clock: ManualClock, form: CodeFormat, codes: tuple[str, str, str]
) -> None:
    engine = procflow.Engine(procedures(), clock=clock, child_codes=ChildCodes(of_the_province, form))
    reply = accepted(engine, connection, clock)
    assert reply.events[-1] == ChildOpened(at=clock.now(), by=DESK, child="birth", dossier=codes[0])
    born(engine, connection, clock, codes[0])
    parent = engine.dossier(connection, "d")
    assert parent.kin == dict(zip(("birth", "residence", "insurance"), codes, strict=True))
    first = engine.history(connection, codes[1])[0].event
    assert isinstance(first, Submitted)
    assert (first.parent, first.child, first.unit, first.competent) == ("d", "residence", "cong-an-xa", "H40.70.05")
    assert engine.dossier(connection, codes[0]).finished_at is not None
    assert [child.dossier_id for child in engine.children(connection, "d")] == [*codes, ""]
    assert set(engine.report(connection)) == {"", *AGENCIES.values()}
    check(engine, connection)


def test_children_and_dossiers_handed_in_at_the_desk_count_on_one_counter(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    assert engine.new_code(connection, "H40.30.05") == "H40.30.05-260803-0001"
    assert accepted(engine, connection, clock).dossier.kin == {"birth": "H40.30.05-260803-0002"}
    assert engine.new_code(connection, "H40.30.05") == "H40.30.05-260803-0003"


def test_the_agency_may_depend_on_the_dossier_and_is_its_own_identifier_where_nobody_says_otherwise(
    connection: Connection, clock: ManualClock
) -> None:
    named = load_text(PARENT_TEXT.replace("agency: ubnd-xa", "agency: H40.31").replace("2026-01\n", "2026-02\n"))
    plain = procflow.Engine([named, *procedures()[1:]], clock=clock, child_codes=ChildCodes())
    assert accepted(plain, connection, clock).dossier.kin == {"birth": "H40.31-260803-0001"}
    by_commune = ChildCodes(lambda parent, agency: f"{parent.competent}.{'1' if agency == 'ubnd-xa' else '2'}")
    engine = procflow.Engine(procedures(), clock=clock, child_codes=by_commune)
    for commune in ("H40.07", "H40.08"):
        parent = engine.submit(connection, LINK, by=CITIZEN, channel="online", facts=FACTS, competent=commune)
        reply = engine.send(connection, parent.dossier_id, Take("accept", by=DESK))
        assert reply.dossier.kin == {"birth": f"{commune}.1-260803-0001"}


def test_the_day_is_the_one_on_which_the_child_began(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    clock.move_to(datetime(2026, 8, 3, 23, tzinfo=VIETNAM_TIME))
    child = accepted(engine, connection, clock).dossier.kin["birth"]
    assert child == "H40.30.05-260804-0001"


def test_what_is_rolled_back_gives_its_number_back(engine: procflow.Engine, connection: Connection) -> None:
    submit(engine, connection)
    connection.commit()
    for _ in range(2):
        reply = engine.send(connection, "d", Take("accept", by=DESK))
        assert reply.dossier.kin == {"birth": "H40.30.05-260803-0001"}
        connection.rollback()
    assert counters(connection) == {}


def test_the_same_command_gives_the_same_codes_and_takes_none(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    reply = accepted(engine, connection, clock)
    before = counters(connection)
    assert engine.send(connection, "d", Take("accept", by=DESK), command_id="accept") == reply
    assert counters(connection) == before == {"H40.30.05 2026-08-03": 1}


def test_where_one_child_cannot_be_named_none_takes_a_number(connection: Connection, clock: ManualClock) -> None:
    """Birth done opens two: the first would be named, the second not."""
    known = {"ubnd-xa": "H40.30", "cong-an-xa": "H40.70", "bhxh": "bhxh"}
    codes = ChildCodes(lambda _, agency: known[agency])
    engine = procflow.Engine(procedures(), clock=clock, child_codes=codes)
    child = accepted(engine, connection, clock).dossier.kin["birth"]
    with pytest.raises(Rejected, match=r"PF680.*insurance.*bhxh"):
        born(engine, connection, clock, child)
    connection.commit()  # the host caught it, and went on
    assert counters(connection) == {"H40.30 2026-08-03": 1}
    known["bhxh"] = "H40.60"
    engine.send(connection, child, BORN[-1])
    assert counters(connection) == dict.fromkeys([f"H40.{unit} 2026-08-03" for unit in (30, 60, 70)], 1)
    check(engine, connection)


def test_a_child_beyond_the_last_number_of_the_day_is_refused(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    engine.new_codes(connection, "H40.30.05", 9_999)
    with pytest.raises(Rejected, match=r"PF680.*9999"):
        accepted(engine, connection, clock)
    assert engine.dossier(connection, "d").accepted_at is None


def repeated(database: Engine, engine: procflow.Engine, dossier_id: str, command: Command) -> str:
    """Send until it succeeds; give the first child's id."""
    for _ in range(400):
        try:
            with database.begin() as connection:
                return engine.send(connection, dossier_id, command).dossier.kin["birth"]
        except ConflictError as error:
            if "deadlock" in str(error):
                raise AssertionError from error
            sleep(0.005)
    message = "the database never let this one go first"
    raise AssertionError(message)


def test_families_opened_at_once_get_each_number_once_and_leave_no_gap(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    """Four sessions accept dossiers of one commune, a fifth takes codes at its desk."""
    names = [f"d{number}" for number in range(12)]
    with database.begin() as connection:
        for name in names:
            engine.submit(connection, LINK, by=CITIZEN, channel="online", facts=FACTS, dossier_id=name)
    clock.move_by(timedelta(minutes=1))

    def desk(_: int) -> str:
        for _ in range(400):
            with suppress(ConflictError), database.begin() as connection:
                return engine.new_code(connection, "H40.30.05")
        message = "the database never let the desk go first"
        raise AssertionError(message)

    with ThreadPoolExecutor(5) as pool:
        codes = pool.map(desk, range(6))
        children = pool.map(lambda name: repeated(database, engine, name, Take("accept", by=DESK)), names)
        given = [*codes, *children]
    assert sorted(given) == [f"H40.30.05-260803-{number:04}" for number in range(1, 19)]
    with database.begin() as connection:
        check(engine, connection)


IN_TURN = PARENT_TEXT.replace("in_sequence: [direct]", "in_sequence: [online]").replace(
    """      residence: {procedure: 1.004222, agency: cong-an-xa, case: family, after: birth}
      insurance: {procedure: 9.000022, agency: bhxh, after: birth}
""",
    """      insurance: {procedure: 9.000022, agency: bhxh}
      residence: {procedure: 1.004222, agency: cong-an-xa, case: family}
""",
)


def waiting_for_photos(
    engine: procflow.Engine, connection: Connection, names: list[str], facts: Mapping[str, date | bool] = FACTS
) -> None:
    """Bring families to where time closes the insurance, so that a tick opens what follows it."""
    for name in names:
        engine.submit(connection, LINK, by=CITIZEN, channel="online", facts=facts, dossier_id=name)
        child = engine.send(connection, name, Take("accept", by=DESK)).dossier.kin["birth"]
        for command in BORN:
            engine.send(connection, child, command)
        insurance = engine.dossier(connection, name).kin["insurance"]
        engine.send(connection, insurance, Take("incomplete", by=INSURER, reason="Thiếu ảnh"))


def test_a_tick_that_opens_children_of_many_families_counts_on_from_one_to_the_next(
    connection: Connection, clock: ManualClock
) -> None:
    engine = procflow.Engine([load_text(IN_TURN), *procedures()[1:]], clock=clock, child_codes=CODES)
    waiting_for_photos(engine, connection, ["a", "b", "c"])
    clock.move_by(timedelta(days=30))
    assert engine.tick(connection).failed == ()
    opened = sorted(engine.dossier(connection, name).kin["residence"] for name in ("a", "b", "c"))
    day = f"{engine.dossier(connection, opened[0]).submitted_at:%y%m%d}"
    assert opened == [f"H40.70.05-{day}-{number:04}" for number in (1, 2, 3)]
    check(engine, connection)


def test_a_family_that_a_tick_cannot_move_on_leaves_no_gap_to_the_others(
    connection: Connection, clock: ManualClock
) -> None:
    """The second family's child is named, and then cannot be opened: its parent does not state what it needs."""
    parent = load_text(IN_TURN.replace("lệ phí, type: boolean", "lệ phí, type: boolean, optional: true"))
    engine = procflow.Engine([parent, *procedures()[1:]], clock=clock, child_codes=CODES)
    waiting_for_photos(engine, connection, ["a"])
    waiting_for_photos(engine, connection, ["b"], {"born_on": date(2026, 8, 1)})
    waiting_for_photos(engine, connection, ["c"])
    clock.move_by(timedelta(days=30))
    failed = engine.tick(connection).failed
    assert {failure.error.code for failure in failed} == {"PF680"}
    connection.commit()
    opened = sorted(engine.dossier(connection, name).kin["residence"] for name in ("a", "c"))
    assert [code[-4:] for code in opened] == ["0001", "0002"]


def test_a_worker_waits_for_no_counter_and_passes_its_family_over(database: Engine, clock: ManualClock) -> None:
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    engine = procflow.Engine([load_text(IN_TURN), *procedures()[1:]], clock=clock, child_codes=CODES)
    with database.begin() as connection:
        waiting_for_photos(engine, connection, ["a"])
    clock.move_by(timedelta(days=30))
    with database.connect() as one, database.connect() as other:
        other.execute(text("SET lock_timeout = '300ms'"))
        other.commit()
        day = engine.dossier(other, engine.dossier(other, "a").kin["insurance"]).limits["step:supplement"].due_on
        other.rollback()
        engine.new_code(one, "H40.70.05", day)
        one.commit()
        engine.new_code(one, "H40.70.05", day)
        failed = engine.tick(other).failed
        assert failed
        assert {type(failure.error) for failure in failed} == {ConflictError}
        one.rollback()
        other.rollback()
        assert engine.tick(other).failed == ()
        assert engine.dossier(other, "a").kin["residence"] == f"H40.70.05-{day:%y%m%d}-0002"


def test_a_writer_waits_for_counters_in_one_order_alone(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    """The second child's counter comes before the first's: who would wait for it might be waited for."""
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    with database.begin() as connection:
        child = accepted(engine, connection, clock).dossier.kin["birth"]
        for command in BORN[:-1]:
            engine.send(connection, child, command)
        engine.new_code(connection, "H40.60")
    with database.connect() as one, database.connect() as other:
        engine.new_code(one, "H40.60")
        with pytest.raises(ConflictError, match=r"PF622.*H40\.60 are being counted"):
            engine.send(other, child, BORN[-1])
        one.commit()
        other.rollback()
        engine.send(other, child, BORN[-1])
        assert engine.dossier(other, "d").kin["insurance"] == "H40.60-260803-0003"


def test_who_begins_a_counter_at_the_same_time_is_told_to_repeat(
    engine: procflow.Engine, connection: Connection
) -> None:
    """Between reading a counter nobody began and taking its first number, somebody else takes that."""
    submit(engine, connection)
    family = engine._kindred.gather(connection, "d", engine.dossier(connection, "d"))  # noqa: SLF001 - in between
    named = family.ids.give("d", family.members["d"].dossier, procedures()[0].steps["link"].children["birth"], DAY)
    assert named.dossier_id == "H40.30.05-260803-0001"
    engine.new_code(connection, "H40.30.05", DAY)
    with pytest.raises(ConflictError, match=r"PF622.*H40\.30\.05"):
        family.ids.take(connection)


DAY = START.date()


def test_a_register_gives_codes_too(clock: ManualClock) -> None:
    with procflow.open(":memory:", procedures(), clock=clock, child_codes=CODES) as register:
        register.submit(LINK, by=CITIZEN, channel="online", facts=FACTS, dossier_id="d")
        reply = register.send("d", Take("accept", by=DESK))
    assert reply.dossier.kin == {"birth": "H40.30.05-260803-0001"}
