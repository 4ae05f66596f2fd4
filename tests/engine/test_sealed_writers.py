"""Who writes to a sealed database holds its key: no head loses its seal silently, and no forged one gets a new seal."""

from collections.abc import Callable
from datetime import date

import pytest
import two_laws
from families import DESK, procedures
from families import submit as submit_family
from scenes import ACCEPT, APPLICANT, ASK, CIVIL, NOW, OFFICE, RECEPTION, civil, notice, permit
from sqlalchemy import Connection, text

import procflow
from procflow.clock import Policy
from procflow.dossier import Take
from procflow.engine import Handover, ManualClock, Posted, Seal
from procflow.errors import JournalError, MisuseError, ProcflowError, StoreError
from procflow.library import load_text

PERMIT = "1.013225"
SEAL = Seal("2026", {"2026": b"a key that is kept elsewhere"})
OTHER = {"2027": b"another key, newer still"}
UNSEALED = "UPDATE procflow_dossier SET seal_key = NULL, seal = NULL"
FORGED = "UPDATE procflow_dossier SET seal = :seal"


def engine(clock: ManualClock, seal: Seal | None) -> procflow.Engine:
    return procflow.Engine([*permit(), *procedures()], clock=clock, seal=seal)


def submit(served: procflow.Engine, connection: Connection, name: str) -> procflow.Reply:
    return served.submit(
        connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=name, command_id=f"s-{name}"
    )


@pytest.fixture
def sealed(connection: Connection, clock: ManualClock) -> procflow.Engine:
    """An engine with a seal, and one dossier it sealed."""
    served = engine(clock, SEAL)
    submit(served, connection, "d")
    return served


def seals(connection: Connection) -> list[tuple[object, ...]]:
    query = "SELECT id, version, seal_key, seal FROM procflow_dossier ORDER BY id"
    return [tuple(row) for row in connection.execute(text(query))]


WRITES: dict[str, Callable[[procflow.Engine, Connection], object]] = {
    "PF656": lambda served, connection: served.send(connection, "d", ACCEPT),
    "PF657": lambda served, connection: submit(served, connection, "e"),
}


@pytest.mark.parametrize("code", WRITES)
@pytest.mark.usefixtures("sealed")
def test_an_engine_without_the_key_writes_nothing_to_a_sealed_database(
    connection: Connection, clock: ManualClock, code: str
) -> None:
    before = seals(connection)
    with pytest.raises(StoreError, match=rf"{code}.*2026"):
        WRITES[code](engine(clock, None), connection)
    assert seals(connection) == before


@pytest.mark.usefixtures("sealed")
def test_no_dossier_of_a_record_of_the_post_is_taken_without_the_key(connection: Connection) -> None:
    before = seals(connection)
    posted = Posted(slip="EMS1", code=CIVIL, applicant="an", facts={"birth_date": date(1990, 5, 17), "copies": 1})
    record = Handover(record="BB-1", signed_at=NOW, by=RECEPTION, carrier="bưu tá 7", dossiers=(posted,))
    answer = procflow.Engine(civil(), clock=ManualClock(NOW)).hand_over(connection, record)
    assert [one.code for one in answer.refused] == ["PF657"]
    assert seals(connection) == before


def test_what_many_are_sent_and_what_time_brings_is_reported_and_left(
    connection: Connection, clock: ManualClock, sealed: procflow.Engine
) -> None:
    sealed.send(connection, "d", ACCEPT)
    sealed.send(connection, "d", ASK)
    before, bare = seals(connection), engine(clock, None)
    [refused] = bare.send_many(connection, [("d", ACCEPT, None)])
    assert isinstance(refused, ProcflowError)
    assert refused.code == "PF656"
    clock.move_to(clock.now().replace(day=28))
    assert [(one.dossier_id, one.error.code) for one in bare.tick(connection).failed] == [("d", "PF656")]
    assert seals(connection) == before
    assert len(sealed.tick(connection).woken) == 1
    sealed.verify(connection)


def test_a_notice_and_rows_made_anew_take_no_seal_away(
    connection: Connection, clock: ManualClock, sealed: procflow.Engine
) -> None:
    sealed.send(connection, "d", ACCEPT)
    before, bare = seals(connection), engine(clock, None)
    told = bare.change_calendar(connection, *notice(), by=OFFICE, reason="CĐ 1", policy=Policy.RECOMPUTE)
    assert [(one.dossier_id, one.error.code) for one in told.failed] == [("d", "PF656")]
    connection.execute(text("UPDATE procflow_dossier SET step = 'nowhere'"))
    assert bare.rebuild(connection).changed == ("d",)
    assert seals(connection) == before
    sealed.verify(connection)


def test_a_family_is_opened_with_the_key_alone(connection: Connection, clock: ManualClock) -> None:
    sealed = engine(clock, SEAL)
    submit_family(sealed, connection)
    with pytest.raises(StoreError, match="PF656"):
        engine(clock, None).send(connection, "d", Take("accept", by=DESK))
    sealed.send(connection, "d", Take("accept", by=DESK))
    with pytest.raises(StoreError, match="PF656"):
        engine(clock, None).send(connection, "d/birth", Take("form-sent", by=OFFICE))
    assert {row[2] for row in seals(connection)} == {"2026"}
    sealed.verify(connection)


def test_a_repeat_is_answered_without_the_key_because_it_writes_nothing(
    connection: Connection, clock: ManualClock, sealed: procflow.Engine
) -> None:
    assert submit(engine(clock, None), connection, "d") == submit(sealed, connection, "d")


def test_a_forged_head_gets_no_new_seal_from_the_next_command(connection: Connection, sealed: procflow.Engine) -> None:
    connection.execute(text(FORGED), {"seal": bytes(32)})
    before = seals(connection)
    with pytest.raises(JournalError, match="PF650"):
        sealed.send(connection, "d", ACCEPT)
    assert seals(connection) == before


@pytest.mark.parametrize("key", ["2026", "-"])
def test_a_head_without_a_seal_or_under_a_key_nobody_holds_is_sealed_anew_only_by_who_says_so(
    connection: Connection, clock: ManualClock, sealed: procflow.Engine, key: str
) -> None:
    if key == "-":
        connection.execute(text(UNSEALED))
    with pytest.raises(StoreError, match=f"PF658.*{key}"):
        engine(clock, Seal("2027", OTHER)).send(connection, "d", ACCEPT)
    engine(clock, Seal("2027", OTHER, reseals=True)).send(connection, "d", ACCEPT)
    assert [row[2] for row in seals(connection)] == ["2027"]
    engine(clock, Seal("2027", OTHER)).verify(connection)
    with pytest.raises(JournalError, match="PF640"):
        sealed.verify(connection)


def test_even_who_seals_anew_does_not_seal_what_a_held_key_contradicts(
    connection: Connection, clock: ManualClock, sealed: procflow.Engine
) -> None:
    before = sealed.history(connection, "d")
    connection.execute(text(FORGED), {"seal": bytes(32)})
    with pytest.raises(JournalError, match="PF650"):
        engine(clock, Seal("2026", SEAL.keys, reseals=True)).send(connection, "d", ACCEPT)
    with pytest.raises(MisuseError, match="PF638"):
        Seal("2026", OTHER, reseals=True)
    assert sealed.history(connection, "d") == before


def test_a_plan_is_made_without_the_key_and_carried_out_with_it_alone(
    connection: Connection, clock: ManualClock
) -> None:
    laws = (load_text(two_laws.OLD_TEXT), two_laws.new())
    clock.move_to(two_laws.BEFORE)
    sealing, bare = (procflow.Engine(laws, clock=clock, seal=seal) for seal in (SEAL, None))
    two_laws.accepted(sealing, connection, "a")
    clock.move_to(two_laws.AFTER)
    plan = two_laws.plan(bare, connection)
    assert [move.dossier_id for move in plan.moves] == ["a"]
    before = seals(connection)
    assert [one.error.code for one in bare.migrate(connection, plan, by=OFFICE).failed] == ["PF656"]
    assert seals(connection) == before
    assert sealing.migrate(connection, plan, by=OFFICE).failed == ()
    sealing.verify(connection)


def test_a_database_nobody_seals_is_written_to_as_ever(connection: Connection, clock: ManualClock) -> None:
    bare = engine(clock, None)
    submit(bare, connection, "d")
    bare.send(connection, "d", ACCEPT)
    assert [row[2:] for row in seals(connection)] == [(None, None)]
