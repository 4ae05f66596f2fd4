"""Personal data: told to the decision and to nobody else, erased for good, and the journal verifies as before."""

import os
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import text as procedure_text
from sqlalchemy import Connection, Engine, delete, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import replay
from procflow.dossier import (
    Amend,
    Erase,
    FactsAmended,
    OutcomeTaken,
    PersonalDataErased,
    Submitted,
    Take,
    Withdraw,
    Withheld,
)
from procflow.dossier.personal import FactValue
from procflow.engine import ManualClock, Reply
from procflow.errors import ConflictError, JournalError, MisuseError, Rejected
from procflow.library import load_text
from procflow.store import keep, kept_of
from procflow.store.schema import journal, personal

FACTS = """\
facts:
  birth_date: {name: Ngày sinh, type: date, personal: true}
  address: {name: Địa chỉ, type: text, personal: true, optional: true}
  age: {name: Tuổi, type: integer, personal: true, derived: {from: birth_date, to: submitted}}
  late: {name: Đăng ký muộn, type: boolean, derived: {from: birth_date, to: submitted, more_than: 60 ngày}}
  copies: {name: Số bản, type: integer}
"""
STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit, when: has(age) and age >= 18}
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
"""
BORN = date(1990, 5, 17)
BIRTH = {"birth_date": BORN, "address": "thôn Đoài 77123", "copies": 2}
DETAILS = {"name": "Nguyễn Thị Ẩn Danh", "phone": "0912888777", "identity": "001190012345"}
SECRETS = ("1990-05-17", "thôn Đoài 77123", "Nguyễn Thị Ẩn Danh", "0912888777", "001190012345")

APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICER = procflow.Actor("chi", roles=("receptionist", "officer", "administrator"))
BASIS = "Luật 91/2025/QH15: theo yêu cầu của chủ thể dữ liệu"


@pytest.fixture
def engine(clock: ManualClock) -> procflow.Engine:
    procedure = load_text(procedure_text(more=FACTS, steps=STEPS), "mẫu.yaml")
    return procflow.Engine([procedure], clock=clock)


def submit(engine: procflow.Engine, connection: Connection, **changes: object) -> Reply:
    parts: dict[str, object] = {"facts": BIRTH, "details": DETAILS, "command_id": None} | changes
    return engine.submit(connection, "1.000001", by=APPLICANT, channel="online", **parts)  # type: ignore[arg-type]


def ended(engine: procflow.Engine, connection: Connection) -> str:
    dossier_id = submit(engine, connection).dossier_id
    engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    engine.send(connection, dossier_id, Take("sign", by=OFFICER))
    engine.send(connection, dossier_id, Take("hand-over", by=OFFICER))
    return dossier_id


def everything(connection: Connection) -> str:
    """Every stored value but those of the table in which personal values stand."""
    tables = ["procflow_dossier", "procflow_journal", "procflow_batch", "procflow_serial"]
    rows = [row for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
    cells = [bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row]
    return "\n".join(cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells)


def test_a_journal_holds_commitments_in_the_place_of_personal_values(
    engine: procflow.Engine, connection: Connection
) -> None:
    reply = submit(engine, connection)
    first = reply.events[0]
    assert isinstance(first, Submitted)
    assert {name for name, value in first.facts.items() if isinstance(value, Withheld)} == {"birth_date", "address"}
    assert (first.facts["copies"], first.facts["late"]) == (2, True)
    assert "age" not in first.facts  # derived anew whenever it is asked for
    assert all(isinstance(value, Withheld) for value in first.details.values())
    for secret in SECRETS:
        assert secret not in everything(connection)
        assert secret not in repr(
            (reply, engine.history(connection, reply.dossier_id), engine.events_since(connection))
        )
    assert engine.personal(connection, reply.dossier_id) == {
        name: value for name, value in {**BIRTH, **DETAILS}.items() if name != "copies"
    }
    engine.verify(connection)


def test_a_condition_on_a_personal_fact_is_decided_on_its_value(
    engine: procflow.Engine, connection: Connection
) -> None:
    dossier_id = ended(engine, connection)
    assert engine.dossier(connection, dossier_id).results == ("permit",)
    young = submit(engine, connection, facts={**BIRTH, "birth_date": date(2015, 1, 1)}).dossier_id
    engine.send(connection, young, Take("accept", by=OFFICER))
    with pytest.raises(Rejected, match="PF557") as refused:
        engine.send(connection, young, Take("sign", by=OFFICER))
    assert "2015" not in str(refused.value)
    assert "11" not in str(refused.value)  # nor the age that follows from it


def test_an_error_tells_no_personal_value(engine: procflow.Engine, connection: Connection) -> None:
    with pytest.raises(Rejected, match="PF523") as refused:
        submit(engine, connection, facts={**BIRTH, "birth_date": "17 tháng 5"})
    assert "17 tháng" not in repr(refused.value) + str(refused.value)


def test_what_was_erased_is_gone_and_the_journal_verifies_and_replays_as_before(
    engine: procflow.Engine, connection: Connection
) -> None:
    dossier_id = ended(engine, connection)
    before = engine.dossier(connection, dossier_id)
    head = engine.history(connection, dossier_id)[-1].hash
    reply = engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS, reason="Người nộp yêu cầu")
    entries = engine.history(connection, dossier_id)
    assert entries[-2].hash == head
    erased = entries[-1].event
    assert isinstance(erased, PersonalDataErased)
    assert (erased.basis, set(erased.names)) == (BASIS, {"birth_date", "address", *DETAILS})
    assert kept_of(connection, dossier_id) == {}
    assert engine.personal(connection, dossier_id) == {}
    engine.verify(connection)
    after = replay(entry.event for entry in entries)
    assert after == reply.dossier == engine.dossier(connection, dossier_id)
    assert (after.results, after.facts["late"]) == (before.results, before.facts["late"])
    marked = {name for name, value in {**after.facts, **after.details}.items() if isinstance(value, Withheld)}
    assert marked == set(erased.names)
    assert all(value.erased for value in after.details.values() if isinstance(value, Withheld))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_erasure_while_the_values_are_read_is_no_sign_of_tampering(
    engine: procflow.Engine, connection: Connection, database: Engine
) -> None:
    dossier_id = ended(engine, connection)
    connection.commit()
    erasing = [dossier_id]

    def erase(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if erasing and "FROM procflow_personal" in statement:
            with database.begin() as other:
                engine.erase(other, erasing.pop(), by=OFFICER, basis=BASIS)

    with database.connect() as reading:
        event.listen(reading, "before_cursor_execute", erase)
        assert engine.personal(reading, dossier_id) == {}
    assert erasing == []


def test_one_value_is_erased_and_the_others_stay(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = ended(engine, connection)
    engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS, names=["phone"])
    assert set(engine.personal(connection, dossier_id)) == {"birth_date", "address", "name", "identity"}
    engine.verify(connection)
    with pytest.raises(Rejected, match="PF581"):
        engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS, names=["phone"])
    engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS)
    with pytest.raises(Rejected, match="PF581"):
        engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS)
    engine.verify(connection)


def test_earlier_values_are_erased_with_the_last(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = submit(engine, connection).dossier_id
    engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    amended = engine.send(
        connection, dossier_id, Amend(facts={"address": "xóm Chùa"}, details={"phone": "0900"}, by=APPLICANT)
    )
    event = amended.events[0]
    assert isinstance(event, FactsAmended)
    assert (set(event.facts), set(event.details)) == ({"address"}, {"phone"})
    assert engine.personal(connection, dossier_id)["address"] == "xóm Chùa"
    assert len(kept_of(connection, dossier_id)) == 7
    engine.verify(connection)
    engine.send(connection, dossier_id, Withdraw(by=APPLICANT))
    engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS, names=["address", "phone"])
    assert {row.name for row in kept_of(connection, dossier_id).values()} == {"birth_date", "name", "identity"}
    engine.verify(connection)


def test_an_amendment_to_the_value_that_stands_keeps_its_commitment(
    engine: procflow.Engine, connection: Connection
) -> None:
    dossier_id = submit(engine, connection).dossier_id
    command = Amend(facts={"birth_date": BORN, "copies": 3}, details=DETAILS, by=APPLICANT)
    event = engine.send(connection, dossier_id, command).events[0]
    assert isinstance(event, FactsAmended)
    assert (event.facts, event.details) == ({"copies": 3}, {})
    assert len(kept_of(connection, dossier_id)) == 5


@pytest.mark.parametrize(
    ("by", "basis", "code"),
    [(APPLICANT, BASIS, "PF504"), (OFFICER, "  ", "PF583"), (OFFICER, BASIS, "PF581")],
)
def test_an_erasure_needs_an_administrator_a_basis_and_something_to_erase(
    engine: procflow.Engine, connection: Connection, by: procflow.Actor, basis: str, code: str
) -> None:
    dossier_id = ended(engine, connection)
    with pytest.raises(Rejected, match=code):
        engine.erase(connection, dossier_id, by=by, basis=basis, names=["shoe-size"])
    assert len(kept_of(connection, dossier_id)) == 5


def test_nothing_is_erased_while_a_dossier_is_open(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = submit(engine, connection).dossier_id
    with pytest.raises(Rejected, match="PF580"):
        engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS)
    assert len(kept_of(connection, dossier_id)) == 5


def test_the_hosts_rollback_brings_back_what_was_erased(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = ended(engine, connection)
    connection.commit()
    engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS)
    connection.rollback()
    assert len(kept_of(connection, dossier_id)) == 5
    engine.verify(connection)


def test_a_repeat_is_told_from_another_command_by_its_personal_values_too(
    engine: procflow.Engine, connection: Connection
) -> None:
    first = submit(engine, connection, command_id="s-1")
    assert submit(engine, connection, command_id="s-1") == first
    others: list[dict[str, object]] = [
        {"facts": {**BIRTH, "birth_date": date(1990, 5, 18)}},
        {"details": {**DETAILS, "phone": "0912888778"}},
        {"details": {}},
        {"facts": {**BIRTH, "copies": 3}},
    ]
    for other in others:
        with pytest.raises(ConflictError, match="PF621"):
            submit(engine, connection, command_id="s-1", **other)
    assert len(kept_of(connection, first.dossier_id)) == 5


def test_a_repeat_after_the_erasure_still_gets_the_first_answer(
    engine: procflow.Engine, connection: Connection
) -> None:
    first = submit(engine, connection, command_id="s-1")
    engine.send(connection, first.dossier_id, Withdraw(by=APPLICANT))
    engine.erase(connection, first.dossier_id, by=OFFICER, basis=BASIS, command_id="e-1")
    assert submit(engine, connection, command_id="s-1") == first
    erasure = engine.erase(connection, first.dossier_id, by=OFFICER, basis=BASIS, command_id="e-1")
    assert isinstance(erasure.events[0], PersonalDataErased)
    assert kept_of(connection, first.dossier_id) == {}


def test_no_hash_in_the_journal_can_be_guessed_back_to_a_birthday(
    engine: procflow.Engine, connection: Connection
) -> None:
    """Two dossiers that state the same have nothing in common, and the payload is the same for any birthday."""
    ids = [submit(engine, connection, command_id=f"s-{turn}").dossier_id for turn in range(2)]
    commitments = [set(kept_of(connection, dossier_id)) for dossier_id in ids]
    assert commitments[0].isdisjoint(commitments[1])
    other = submit(engine, connection, facts={**BIRTH, "birth_date": date(1985, 1, 2)}, command_id="s-2").dossier_id
    query = select(journal.c.payload).where(journal.c.seq == 1, journal.c.dossier.in_([ids[0], other]))
    assert len(set(connection.execute(query).scalars())) == 1


def test_a_detail_may_not_have_the_name_of_a_fact(engine: procflow.Engine, connection: Connection) -> None:
    with pytest.raises(MisuseError, match="PF674"):
        submit(engine, connection, details={"copies": 4})
    with pytest.raises(MisuseError, match="PF615"):
        submit(engine, connection, details={"phone": Withheld("0" * 64)})


def found(engine: procflow.Engine, connection: Connection) -> list[str]:
    try:
        engine.verify(connection)
    except JournalError as error:
        return sorted(finding.code for finding in error.params["findings"])  # type: ignore[attr-defined]
    return []


def unguarded(connection: Connection) -> None:
    on = " ON procflow_personal" if connection.dialect.name == "postgresql" else ""
    connection.execute(text(f"DROP TRIGGER procflow_personal_no_update{on}"))


def test_verifying_sees_what_was_done_to_a_personal_value(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = ended(engine, connection)
    rows = kept_of(connection, dossier_id)
    phone = next(row for row in rows.values() if row.name == "phone")
    unguarded(connection)
    here = personal.c.commitment == phone.commitment
    forged = keep(dossier_id, "phone", "0999999999", phone.salt)
    tampered = [
        (update(personal).where(here).values(value=forged.value), ["PF670"]),
        (update(personal).where(here).values(salt=b"0" * 32), ["PF670"]),
        (update(personal).where(here).values(salt=phone.salt + b"\0"), ["PF670"]),
        (update(personal).where(here).values(name="fax"), ["PF670"]),
        (update(personal).where(here).values(dossier="other"), ["PF671", "PF673"]),
        (update(personal).where(here).values(commitment=forged.commitment, value=forged.value), ["PF671", "PF673"]),
        (delete(personal).where(here), ["PF671"]),
    ]
    for statement, codes in tampered:
        with connection.begin_nested() as attempt:
            connection.execute(statement)
            assert found(engine, connection) == codes
            attempt.rollback()
    assert found(engine, connection) == []
    with connection.begin_nested() as attempt:
        connection.execute(update(personal).where(here).values(value=forged.value))
        with pytest.raises(JournalError, match="PF670"):
            engine.personal(connection, dossier_id)
        attempt.rollback()
    with connection.begin_nested() as attempt:
        connection.execute(delete(personal).where(here))
        with pytest.raises(JournalError, match="PF671"):
            engine.personal(connection, dossier_id)
        attempt.rollback()


def test_a_backup_that_brings_an_erased_value_back_is_seen(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = ended(engine, connection)
    rows = kept_of(connection, dossier_id)
    engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS)
    phone = next(row for row in rows.values() if row.name == "phone")
    columns = ("commitment", "dossier", "name", "salt", "value")
    connection.execute(insert(personal), {name: getattr(phone, name) for name in columns})
    assert found(engine, connection) == ["PF672"]


def test_the_database_refuses_to_edit_a_personal_value(engine: procflow.Engine, connection: Connection) -> None:
    submit(engine, connection)
    with pytest.raises(DBAPIError, match="never edited"):
        connection.execute(update(personal).values(value=b'"x"'))


def test_an_error_of_the_database_tells_no_personal_value(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = submit(engine, connection).dossier_id
    engine.personal(connection, dossier_id)
    connection.execute(text("ALTER TABLE procflow_personal RENAME COLUMN value TO worth"))
    with pytest.raises(DBAPIError) as error:
        submit(engine, connection)
    for secret in SECRETS:
        assert secret not in str(error.value)
        assert secret.encode("unicode_escape").decode() not in str(error.value)


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(min_size=1, max_size=20),
    value=st.one_of(st.booleans(), st.integers(-(2**62), 2**62), st.dates(), st.text(max_size=60)),
    salt=st.binary(min_size=32, max_size=32),
)
def test_a_commitment_binds_the_dossier_the_name_and_the_value(name: str, value: FactValue, salt: bytes) -> None:
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value)
        if not value.isprintable():
            return
    kept = keep("d-1", name, value, salt)
    assert kept.fits
    assert kept.read() == value
    others = {keep("d-2", name, value, salt).commitment, keep("d-1", f"{name}x", value, salt).commitment}
    assert kept.commitment not in others
    assert not keep("d-1", name, value, salt + b"\0").fits  # HMAC takes zeros after a key for nothing


@pytest.fixture
def register(clock: ManualClock, tmp_path: Path) -> Iterator[procflow.engine.Register]:
    procedure = load_text(procedure_text(more=FACTS, steps=STEPS), "mẫu.yaml")
    with procflow.open(tmp_path / "so.db", [procedure], clock=clock) as opened:
        yield opened


ROUNDS = 1_000 if os.environ.get("PROCFLOW_TORTURE") else 5


def test_no_byte_of_what_was_erased_is_left_in_the_file(register: procflow.engine.Register, tmp_path: Path) -> None:
    """Look for every value, in the database and its write-ahead log, as people would who find the disk."""
    seen: list[str] = []
    for turn in range(ROUNDS):
        details: dict[str, FactValue] = {"name": f"Canary {turn:05} Nguyễn", "phone": f"09{turn:08}"}
        facts: dict[str, FactValue] = {"birth_date": BORN, "address": f"ngõ hẻm {turn:05}", "copies": 1}
        dossier_id = register.submit(
            "1.000001", by=APPLICANT, channel="online", facts=facts, details=details
        ).dossier_id
        register.send(dossier_id, Withdraw(by=APPLICANT))
        seen += [*map(str, details.values()), str(facts["address"])]
        kept_before = any(str(value).encode() in on_disk(tmp_path) for value in details.values())
        register.erase(dossier_id, by=OFFICER, basis=BASIS)
        assert kept_before or turn
    left = on_disk(tmp_path)
    assert [value for value in seen if value.encode() in left] == []
    register.verify()


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("so.db*")))


def test_a_step_taken_by_time_sees_the_personal_values_it_needs(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = submit(engine, connection).dossier_id
    engine.send(connection, dossier_id, Take("accept", by=OFFICER))
    clock.move_to(datetime(2026, 9, 17, 9, tzinfo=VIETNAM_TIME))
    engine.tick(connection)
    taken = engine.send(connection, dossier_id, Take("sign", by=OFFICER)).events
    assert any(isinstance(event, OutcomeTaken) for event in taken)
    engine.verify(connection)


def test_a_dossier_without_personal_data_has_nothing_to_erase(
    permit: procflow.procedure.Procedure, connection: Connection, clock: ManualClock
) -> None:
    engine = procflow.Engine([permit], clock=clock)
    dossier_id = engine.submit(connection, permit.code, by=APPLICANT, channel="online", case="house").dossier_id
    engine.send(connection, dossier_id, Withdraw(by=APPLICANT))
    with pytest.raises(Rejected, match="PF581"):
        engine.send(connection, dossier_id, Erase(by=OFFICER, basis=BASIS))
    assert engine.personal(connection, dossier_id) == {}


def test_what_is_sent_as_a_command_erases_too(engine: procflow.Engine, connection: Connection) -> None:
    dossier_id = ended(engine, connection)
    engine.send(connection, dossier_id, Erase(by=OFFICER, basis=BASIS, names=("name",)))
    assert "name" not in engine.personal(connection, dossier_id)


def test_no_actor_and_no_personal_value_of_the_journal_is_in_the_public_timeline(
    engine: procflow.Engine, connection: Connection
) -> None:
    dossier_id = ended(engine, connection)
    engine.erase(connection, dossier_id, by=OFFICER, basis=BASIS, names=["phone"])
    rows = engine.public_timeline(connection, dossier_id)
    assert [row.kind.value for row in rows][-2:] == ["step", "ended"]
    hidden = [*SECRETS, "birth_date", BASIS]
    for entry in engine.history(connection, dossier_id):
        by = entry.event.by
        hidden += [f"'{by.id}'", *(role for role in by.roles if role != "applicant"), entry.hash, entry.command_id]
    hidden += kept_of(connection, dossier_id)
    assert [text for text in hidden if text in repr(rows)] == []
