"""Many commands at once: the answers, the rows and the order of the feed that each alone would leave."""

import os
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import families
import importing
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from office import text as procedure_text
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.dossier import Amend, Command, Erase, Submit, Take, Wake, Withdraw
from procflow.engine import ManualClock
from procflow.errors import ConflictError, ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure

EXAMPLES = 1_500 if os.environ.get("PROCFLOW_TORTURE") else 40
CIVIL = "1.000001"
FACTS = """\
facts:
  birth_date: {name: Ngày sinh, type: date, personal: true}
  copies: {name: Số bản, type: integer}
"""
PROCEDURES = [load_text(procedure_text(more=FACTS), "mẫu.yaml"), *families.procedures()]
START = families.START
APPLICANT = families.CITIZEN
OFFICER = procflow.Actor("chi", roles=("receptionist", "officer", "administrator", "chair"))
ACCEPT = Take("accept", by=OFFICER)
INCOMPLETE = Take("incomplete", by=OFFICER, reason="Thiếu bản sao")
COMMANDS: list[Command] = [
    ACCEPT,
    Take("accept", by=APPLICANT),
    Take("sign", by=OFFICER),
    INCOMPLETE,
    Take("supply", by=APPLICANT),
    Take("complete", by=OFFICER),
    Take("hand-over", by=OFFICER),
    Take("form-sent", by=families.CLERK),
    Take("confirmed", by=APPLICANT),
    Take("nowhere", by=OFFICER),
    Amend(facts={"birth_date": date(1991, 1, 1)}, details={"phone": "1"}, by=APPLICANT),
    Amend(facts={"copies": 3}, by=APPLICANT),
    Amend(facts={}, details={"copies": "1"}, by=APPLICANT),
    Withdraw(by=APPLICANT),
    Erase(by=OFFICER, basis="Luật 91/2025/QH15"),
    Wake(),
    Wake(at=START + timedelta(days=9)),
    Take("sign", by=OFFICER, at=START + timedelta(days=400)),
    Take("sign", by=OFFICER, at=START - timedelta(days=1)),
    Take("sign", by=OFFICER, at=datetime(2026, 8, 9)),  # noqa: DTZ001 - it is to be refused
    Take("sign", by=OFFICER, reason="\x00"),
    Submit(by=APPLICANT, channel="online"),
]
NAMES = ["a", "b", "c", "e", "d", "d/birth", "f", "nobody", "\x00", "hồ sơ"]
IDS = [None, *(f"k{number}" for number in range(5)), "accept", "used", "no id!", "procflow:a:1"]
ONE = st.tuples(
    st.one_of(st.sampled_from(NAMES[:3]), st.sampled_from(NAMES)),
    st.one_of(st.sampled_from(COMMANDS[:7]), st.sampled_from(COMMANDS)),
    st.one_of(st.none(), st.sampled_from(IDS)),
)
AGAIN: importing.One = ("b", ACCEPT, "used")


def submit(engine: procflow.Engine, connection: Connection, name: str) -> None:
    engine.submit(
        connection,
        CIVIL,
        by=APPLICANT,
        channel="online",
        facts={"birth_date": date(1990, 5, 17), "copies": 2},
        details={"phone": "0912888777"},
        dossier_id=name,
    )


def office(connection: Connection) -> None:
    """One dossier handed in, two accepted, one withdrawn, a family that has a child, and one that is yet to."""
    clock = ManualClock(START)
    engine = procflow.Engine(PROCEDURES, clock=clock)
    engine.create_tables(connection)
    for name in ("a", "b", "c", "e"):
        submit(engine, connection, name)
    families.accepted(engine, connection, clock)
    born: dict[str, bool | date] = {"born_on": date(2026, 8, 1), "exempt": True}
    engine.submit(connection, families.LINK, by=APPLICANT, channel="online", facts=born, dossier_id="f")
    for name, key in (("b", "used"), ("c", None)):
        engine.send(connection, name, ACCEPT, command_id=key)
    engine.send(connection, "e", Withdraw(by=APPLICANT))


def office_on(days: float) -> procflow.Engine:
    return procflow.Engine(PROCEDURES, clock=ManualClock(START + timedelta(hours=2, days=days)))


@pytest.fixture
def opened(connection: Connection) -> Connection:
    office(connection)
    return connection


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    commands=st.lists(st.one_of(ONE, ONE, ONE, st.just(AGAIN)), min_size=1, max_size=14),
    days=st.sampled_from([0, 0.1, 4, 9, 40]),
    at_once=st.sampled_from([2, 5, 500]),
)
def test_many_commands_leave_what_each_alone_would(
    opened: Connection, commands: list[importing.One], days: float, at_once: int
) -> None:
    engine = office_on(days)
    alone = importing.outcome(opened, lambda: importing.one_by_one(engine, opened, commands))
    with patch("procflow.engine.sets.AT_ONCE", at_once):
        together = importing.outcome(opened, lambda: engine.send_many(opened, iter(commands)))
    assert together == alone
    event(f"{sum(isinstance(one[0], str) for one in together[0] if isinstance(one, tuple))} taken")


def test_one_after_the_other_each_follows_the_one_before(opened: Connection) -> None:
    """Not left to chance: several to one dossier, a refusal between, a repeat, an unknown, a family, all in one set."""
    engine = office_on(0)
    amend = Amend(facts={"birth_date": date(1991, 1, 1)}, details={"phone": "1"}, by=APPLICANT)
    commands: list[importing.One] = [
        ("a", amend, "k0"),
        ("b", INCOMPLETE, "k1"),
        ("a", ACCEPT, "k2"),
        ("a", ACCEPT, "k3"),
        ("a", amend, None),
        ("b", INCOMPLETE, "k1"),
        ("b", ACCEPT, "used"),
        ("f", Take("accept", by=families.DESK), "k10"),
        ("nobody", ACCEPT, "k4"),
        ("d/birth", Take("form-sent", by=families.CLERK), "k5"),
        ("d/birth", Withdraw(by=APPLICANT), None),
        ("a", Take("sign", by=OFFICER), "k6"),
        ("e", Erase(by=OFFICER, basis="Luật 91/2025/QH15"), "k7"),
        ("a", Take("hand-over", by=OFFICER), "k8"),
        ("c", Wake(), "k9"),
        ("c", INCOMPLETE, "k9"),
    ]
    alone = importing.outcome(opened, lambda: importing.one_by_one(engine, opened, commands))
    together = importing.outcome(opened, lambda: engine.send_many(opened, commands))
    assert together == alone
    answers = engine.send_many(opened, commands)
    assert [(number, one.code) for number, one in enumerate(answers) if isinstance(one, ProcflowError)] == [
        (3, "PF503"),
        (8, "PF601"),
    ]
    engine.verify(opened)


def damage_nothing(_: Connection) -> None:
    """Leave everything as it is."""


def damage_state(connection: Connection) -> None:
    connection.execute(text("UPDATE procflow_dossier SET shape = 'another', version = 99 WHERE id = 'b'"))


def damage_personal(connection: Connection) -> None:
    on = " ON procflow_personal" if connection.dialect.name == "postgresql" else ""
    connection.execute(text(f"DROP TRIGGER procflow_personal_no_update{on}"))
    connection.execute(text("UPDATE procflow_personal SET name = 'other' WHERE dossier = 'b'"))


@pytest.mark.parametrize(
    ("damage", "procedures", "codes"),
    [
        (damage_nothing, [], ["", "", ""]),
        (damage_state, PROCEDURES, ["", "PF643", ""]),
        (damage_personal, PROCEDURES, ["", "PF670", ""]),
    ],
)
def test_what_is_damaged_is_told_in_its_place(
    opened: Connection,
    damage: Callable[[Connection], None],
    procedures: Sequence[Procedure],
    codes: Sequence[str],
) -> None:
    """The law may have to be read from the database as well."""
    damage(opened)
    engine = procflow.Engine(procedures, clock=ManualClock(START + timedelta(hours=2)))
    commands: list[importing.One] = [("a", ACCEPT, None), ("b", INCOMPLETE, None), ("c", INCOMPLETE, None)]
    alone = importing.outcome(opened, lambda: importing.one_by_one(engine, opened, commands))
    assert importing.outcome(opened, lambda: engine.send_many(opened, commands)) == alone
    assert [getattr(one, "code", "") for one in engine.send_many(opened, commands)] == codes


def test_a_set_that_cannot_be_written_is_gone_through_again_one_by_one(opened: Connection) -> None:
    engine = office_on(9)
    commands: list[importing.One] = [
        ("a", ACCEPT, "k0"),
        ("a", ACCEPT, "k1"),
        ("b", INCOMPLETE, "k2"),
        ("d/birth", Withdraw(by=APPLICANT), "k3"),
        ("c", INCOMPLETE, "k4"),
        ("a", INCOMPLETE, "k5"),
    ]
    alone = importing.outcome(opened, lambda: importing.one_by_one(engine, opened, commands))
    with patch("procflow.engine.sending.append_many", lambda *_: False):
        together = importing.outcome(opened, lambda: engine.send_many(opened, commands))
    assert together == alone


def test_a_set_that_cannot_be_read_is_gone_through_one_by_one(opened: Connection) -> None:
    engine = office_on(0)
    commands: list[importing.One] = [("a", ACCEPT, "k0"), ("nobody", ACCEPT, None), ("b", INCOMPLETE, "k2")]
    alone = importing.outcome(opened, lambda: importing.one_by_one(engine, opened, commands))
    lost = ConflictError("PF622", reason="the rows are locked")
    with patch("procflow.engine.sending.read_many", side_effect=lost):
        assert importing.outcome(opened, lambda: engine.send_many(opened, commands)) == alone


def test_an_import_takes_as_many_statements_for_many_dossiers_as_for_few(
    connection: Connection, clock: ManualClock
) -> None:
    engine = procflow.Engine(PROCEDURES, clock=clock)
    taken = []
    for count in (2, 30):
        names = [f"{count}-{number}" for number in range(count)]
        for name in names:
            submit(engine, connection, name)
        clock.move_by(timedelta(days=2))  # an acceptance that is due by then is late
        commands: list[importing.One] = [(name, ACCEPT, f"accept-{name}") for name in names]
        commands += [(name, Amend(facts={"copies": 3}, by=APPLICANT), None) for name in names]
        commands += [(name, Take("sign", by=APPLICANT), None) for name in names]
        with importing.statements(connection) as seen:
            answers = engine.send_many(connection, commands)
        assert [getattr(one, "code", "") for one in answers] == [""] * 2 * count + ["PF504"] * count
        taken.append(list(seen))
    reading = {
        "sqlite": ["SELECT"] * 3,  # the rows, the ids, the personal values
        "postgresql": ["SELECT"] * 6,  # the definitions, the locks, the rows, the ids, the personal values, the clock
    }[connection.dialect.name]
    writing = {"sqlite": ["UPDATE", "INSERT"], "postgresql": ["WITH"]}[connection.dialect.name]
    rest = ["INSERT"] if connection.dialect.name == "sqlite" else []  # of the entries, by the sixty-four
    assert taken == [[*reading, *writing], [*reading, *writing, *rest]]
    engine.verify(connection)


def test_progress_is_told_of_each_command(opened: Connection) -> None:
    told: list[tuple[int, int]] = []
    commands: list[importing.One] = [("a", ACCEPT, None), ("nobody", ACCEPT, None), ("d", Wake(), None)]
    office_on(0).send_many(opened, commands, on_progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_register_sends_many_in_one_transaction(tmp_path: Path) -> None:
    told: list[int] = []
    with procflow.open(tmp_path / "office.db", PROCEDURES, clock=ManualClock(START)) as register:
        for name in ("a", "b"):
            with register.database.begin() as connection:
                submit(register.engine, connection, name)
        wrong = ("a", Take("accept", by=APPLICANT), None)
        answers = register.send_many(
            [("a", ACCEPT, None), wrong, ("b", ACCEPT, None)], on_progress=lambda done, _: told.append(done)
        )
        assert [getattr(one, "code", "") for one in answers] == ["", "PF503", ""]
        assert (told, register.dossier("b").step) == ([1, 2, 3], "appraise")
        assert register.send_many([]) == ()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_each_loser_of_a_race_has_its_own_conflict_and_nobody_else_loses(database: Engine, isolation: str) -> None:
    """Where isolation freezes what is seen, waiting does not help: who changed it meanwhile was faster."""
    engine = office_on(0)
    with database.begin() as connection:
        office(connection)
    with database.execution_options(isolation_level=isolation).connect() as slow:
        engine.dossier(slow, "a")
        with database.begin() as fast:
            engine.send(fast, "b", INCOMPLETE)
        answers = engine.send_many(slow, [("a", ACCEPT, None), ("b", INCOMPLETE, None), ("c", INCOMPLETE, None)])
        assert [getattr(one, "code", "") for one in answers] == ["", "PF622", ""]
        assert isinstance(answers[1], ConflictError)
        slow.commit()
    with database.connect() as connection:
        assert engine.dossier(connection, "c").step == "supplement"
        engine.verify(connection)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_import_waits_for_who_is_writing_and_goes_on_from_there(database: Engine) -> None:
    engine = office_on(0)
    with database.begin() as connection:
        office(connection)
    with database.connect() as first, database.connect() as second, ThreadPoolExecutor(1) as pool:
        engine.send(first, "a", ACCEPT)
        sending = pool.submit(engine.send_many, second, [("c", INCOMPLETE, None), ("a", INCOMPLETE, None)])
        threading.Event().wait(0.2)
        assert not sending.done()
        first.commit()
        assert all(isinstance(one, procflow.Reply) for one in sending.result(10))
        second.commit()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_imports_of_the_same_dossiers_in_opposite_orders_do_not_wait_for_each_other(database: Engine) -> None:
    names = [f"n{number}" for number in range(12)]
    engine = procflow.Engine(PROCEDURES, clock=ManualClock(START))
    with database.begin() as connection:
        for name in names:
            submit(engine, connection, name)
    start = threading.Barrier(2)

    def bring(order: Sequence[str]) -> tuple[object, ...]:
        start.wait()
        with database.begin() as connection:
            return engine.send_many(connection, [(name, ACCEPT, None) for name in order])

    with patch("procflow.engine.sets.AT_ONCE", 2), ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(bring, [names, names[::-1]]))
    codes = sorted({getattr(one, "code", "") for one in answers[0]} | {getattr(one, "code", "") for one in answers[1]})
    assert codes == ["", "PF503"]
    assert sum(isinstance(one, ProcflowError) for both in answers for one in both) == len(names)
    with database.connect() as connection:
        engine.verify(connection)


def test_importers_officers_and_a_scheduler_at_once_lose_no_update_and_see_no_raw_error(database: Engine) -> None:
    """Whatever is acknowledged stands in the journals, once; whoever loses a race is told so by a code."""
    clock = ManualClock(START)
    engine = procflow.Engine(PROCEDURES, clock=clock)
    names = [f"n{number}" for number in range(10)]
    with database.begin() as connection:
        for name in names:
            submit(engine, connection, name)
    acknowledged: list[str] = []

    def act(worker: int) -> None:
        chance = random.Random(worker)  # noqa: S311 - a seeded walk, no secret
        for turn in range(6):
            order = chance.sample(names, len(names))
            command = ACCEPT if turn == 0 else Amend(facts={"copies": chance.randint(1, 99)}, by=APPLICANT)
            commands = [(name, command, f"w{worker}-{turn}-{name}") for name in order]
            try:
                with database.begin() as connection:
                    if worker < 2:
                        done = engine.send_many(connection, commands)
                        taken = [key for (_, _, key), one in zip(commands, done, strict=True) if is_reply(one)]
                    elif worker == 2:
                        engine.send(connection, *commands[0][:2], command_id=commands[0][2])
                        taken = [commands[0][2]]
                    else:
                        clock.move_by(timedelta(hours=9))
                        engine.tick(connection)
                        taken = []
                acknowledged.extend(taken)
            except ProcflowError as error:
                if error.code not in {"PF503", "PF620", "PF622"}:
                    raise

    with patch("procflow.engine.sets.AT_ONCE", 4), ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(4)))
    with database.connect() as connection:
        engine.verify(connection)
        kept = [entry.command_id for name in names for entry in engine.history(connection, name)]
    assert set(acknowledged) == {key for key in kept if key.startswith("w")}
    assert len(acknowledged) > 2 * len(names)


def is_reply(answer: object) -> bool:
    return isinstance(answer, procflow.Reply)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_import_reads_of_other_versions_only_those_of_its_own_dossiers(database: Engine) -> None:
    """A register may keep thousands of versions the engine was not given."""
    with database.begin() as connection:
        office(connection)
    engine = procflow.Engine([], clock=ManualClock(START + timedelta(hours=2)))
    with database.connect() as connection, patch("procflow.engine.shelf.load_text", wraps=load_text) as loaded:
        assert all(map(is_reply, engine.send_many(connection, [("a", ACCEPT, None), ("b", INCOMPLETE, None)])))
        assert loaded.call_count == 1
