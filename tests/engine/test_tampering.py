"""What each level of protection sees of each kind of tampering: the table of docs/explanation/reliability.md.

The attacker can write to the whole database, has procflow's source and time, but neither the key of the seal nor the
file of the checkpoint. The first level has the chain of a journal alone, the second rows, texts and calendars, the next
two the seal or the checkpoint beside them, the last everything.
"""

import os
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, delete, insert, select, text, update

import procflow
from procflow.core import replay
from procflow.dossier import Submitted, Take, Withheld
from procflow.engine import Checkpoint, ManualClock, Seal
from procflow.errors import JournalError
from procflow.procedure import Procedure
from procflow.store import (
    Head,
    Record,
    chain_root,
    decode_event,
    encode_event,
    insert_kept,
    keep,
    project,
    record_hash,
    records,
)
from procflow.store.projection import Value
from procflow.store.schema import batch, calendar, definition, dossier, journal, personal, serial

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "reliability.md"
PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
OFFICER = procflow.Actor("chi", roles=("construction-officer",))
OLD_KEY = {"2025": b"a key that was taken out of use"}
STOLEN = Seal("2025", OLD_KEY)
SEAL = Seal("2026", {"2026": b"a key that is kept elsewhere", **OLD_KEY})
ROUNDS = 1_000 if os.environ.get("PROCFLOW_TORTURE") else 4
CHAIN = {"PF641", "PF642", "PF645"}
ROWS = CHAIN | {
    "PF604",
    "PF605",
    "PF643",
    "PF644",
    "PF646",
    "PF647",
    "PF648",
    "PF649",
    "PF670",
    "PF671",
    "PF673",
    "PF692",
}
SEALED = ROWS | {"PF650"}
KEPT = ROWS | {"PF651"}
LEVELS = {"chain": CHAIN, "rows": ROWS, "seal": SEALED, "checkpoint": KEPT, "seal and checkpoint": SEALED | KEPT}


@dataclass(slots=True)
class Attacker:
    """Somebody with write access to the database and a dossier in mind."""

    connection: Connection
    chance: random.Random
    victim: str
    other: str

    def journal(self, dossier_id: str | None = None) -> list[Record]:
        return records(self.connection, dossier_id or self.victim)

    def middle(self) -> Record:
        return self.chance.choice(self.journal()[1:-1])

    def forge(self, record: Record) -> Record:
        """Put another actor into an entry."""
        event = decode_event(record.kind, record.body)
        return record._replace(body=encode_event(replace(event, by=procflow.Actor("kẻ mạo danh"))))

    def put(self, record: Record) -> None:
        """Store an entry over the one with its number."""
        values = {name: getattr(record, name) for name in ("command_id", "part", "payload", "at", "recorded_at")}
        values |= {name: getattr(record, name) for name in ("kind", "body", "prev", "hash")}
        where = (journal.c.dossier == record.dossier, journal.c.seq == record.seq)
        self.connection.execute(update(journal).where(*where).values(values))

    def remove(self, seq: int, dossier_id: str | None = None) -> None:
        where = (journal.c.dossier == (dossier_id or self.victim), journal.c.seq >= seq)
        self.connection.execute(delete(journal).where(*where))

    def rehash(self, start: int) -> None:
        """Make the chain whole again from entry `start` on."""
        prev = self.journal()[start - 2].hash if start > 1 else self.journal()[0].prev
        for record in self.journal()[start - 1 :]:
            linked = record._replace(prev=prev)
            prev = record_hash(linked)
            self.put(linked._replace(hash=prev))

    def kept(self) -> Sequence[Row[Any]]:
        return self.connection.execute(select(personal).where(personal.c.dossier == self.victim)).all()

    def sealed(self) -> Mapping[str, Value]:
        """Seal the head under the old key."""
        last = self.journal()[-1]
        return STOLEN.columns(Head(self.victim, last.seq, last.hash))

    def rewrite_head(self) -> None:
        """Make the dossier's row what the journal now adds up to, but for the seal."""
        kept = self.journal()
        state = replay(decode_event(record.kind, record.body) for record in kept)
        row = project(Head(self.victim, len(kept), kept[-1].hash), state)
        self.connection.execute(update(dossier).where(dossier.c.id == self.victim).values(dict(row)))


def edit(attacker: Attacker) -> None:
    attacker.put(attacker.forge(attacker.middle()))


def back_date(attacker: Attacker) -> None:
    record = attacker.middle()
    event = decode_event(record.kind, record.body)
    moved = encode_event(replace(event, at=event.at - timedelta(days=3)))
    attacker.put(record._replace(body=moved, at="2026-08-14" + record.at[10:]))


def delete_middle(attacker: Attacker) -> None:
    where = (journal.c.dossier == attacker.victim, journal.c.seq == attacker.middle().seq)
    attacker.connection.execute(delete(journal).where(*where))


def delete_middle_and_renumber(attacker: Attacker) -> None:
    seq = attacker.middle().seq
    attacker.connection.execute(delete(journal).where(journal.c.dossier == attacker.victim, journal.c.seq == seq))
    for later in range(seq + 1, len(attacker.journal()) + 2):
        where = (journal.c.dossier == attacker.victim, journal.c.seq == later)
        attacker.connection.execute(update(journal).where(*where).values(seq=later - 1))


def swap(attacker: Attacker) -> None:
    one, other = attacker.chance.sample(attacker.journal()[1:], 2)
    attacker.put(one._replace(command_id="swapping", seq=one.seq))
    attacker.put(one._replace(seq=other.seq))
    attacker.put(other._replace(seq=one.seq))


def move_to_other_dossier(attacker: Attacker) -> None:
    foreign = attacker.chance.choice(attacker.journal(attacker.other)[1:])
    victim = attacker.journal()[foreign.seq - 1]
    attacker.put(foreign._replace(dossier=attacker.victim, command_id=victim.command_id, part=victim.part))


def replace_by_forged_with_its_own_hash(attacker: Attacker) -> None:
    forged = attacker.forge(attacker.middle())
    attacker.put(forged._replace(hash=record_hash(forged)))


def truncate_tail(attacker: Attacker) -> None:
    attacker.remove(attacker.chance.randint(4, len(attacker.journal())))


def append_forged(attacker: Attacker) -> None:
    last = attacker.journal()[-1]
    forged = attacker.forge(last)._replace(seq=last.seq + 1, command_id="forged", part=0, prev=last.hash)
    row = {name: getattr(forged, name) for name in Record._fields} | {"hash": record_hash(forged)}
    attacker.connection.execute(insert(journal).values(settled_by=0, **row))


def edit_and_rehash(attacker: Attacker) -> None:
    forged = attacker.forge(attacker.middle())
    attacker.put(forged)
    attacker.rehash(forged.seq)


def edit_rehash_and_rewrite_head(attacker: Attacker) -> None:
    edit_and_rehash(attacker)
    attacker.rewrite_head()


def truncate_and_rewrite_head(attacker: Attacker) -> None:
    truncate_tail(attacker)
    attacker.rewrite_head()


def delete_journal(attacker: Attacker) -> None:
    attacker.remove(1)


def delete_head_row(attacker: Attacker) -> None:
    attacker.connection.execute(delete(dossier).where(dossier.c.id == attacker.victim))


def delete_journal_and_head_row(attacker: Attacker) -> None:
    delete_journal(attacker)
    delete_head_row(attacker)
    attacker.connection.execute(delete(personal).where(personal.c.dossier == attacker.victim))


def put_back_an_old_copy(attacker: Attacker) -> None:
    """Put back the dossier as it stood, sealed, in a backup of yesterday."""
    attacker.remove(4)
    backup = attacker.connection.execute(select(text("*")).select_from(text("backup"))).mappings().one()
    attacker.connection.execute(update(dossier).where(dossier.c.id == attacker.victim).values(dict(backup)))


def append_forged_and_rewrite_head(attacker: Attacker) -> None:
    append_forged(attacker)
    attacker.rewrite_head()


def strip_the_seal(attacker: Attacker) -> None:
    attacker.connection.execute(update(dossier).values(seal_key=None, seal=None))


def seal_under_a_stolen_key(attacker: Attacker) -> None:
    """Rewrite with a key that was taken out of use, stolen since, and is still held to verify what it sealed."""
    append_forged_and_rewrite_head(attacker)
    attacker.connection.execute(update(dossier).where(dossier.c.id == attacker.victim).values(dict(attacker.sealed())))


def take_a_seal_of_another(attacker: Attacker) -> None:
    append_forged_and_rewrite_head(attacker)
    borrowed = select(dossier.c.seal).where(dossier.c.id == attacker.other).scalar_subquery()
    attacker.connection.execute(update(dossier).where(dossier.c.id == attacker.victim).values(seal=borrowed))


def invent_a_dossier(attacker: Attacker) -> None:
    """Copy a dossier under another id, everything hashed anew; who invents one whole does no more than this."""
    prev = chain_root("invented")
    details = {row.name: keep("invented", row.name, "0999", attacker.chance.randbytes(32)) for row in attacker.kept()}
    for record in attacker.journal():
        event = decode_event(record.kind, record.body)
        if isinstance(event, Submitted):
            sealed = {name: Withheld(one.commitment) for name, one in details.items()}
            event = replace(event, details=sealed)
        forged = record._replace(dossier="invented", command_id=f"i-{record.seq}", part=0, prev=prev)
        forged = forged._replace(body=encode_event(event))
        prev = record_hash(forged)
        row = {name: getattr(forged, name) for name in Record._fields} | {"hash": prev}
        attacker.connection.execute(insert(journal).values(settled_by=0, **row))
    insert_kept(attacker.connection, details.values())
    kept = attacker.journal("invented")
    state = replay(decode_event(record.kind, record.body) for record in kept)
    head = project(Head("invented", len(kept), prev), state)
    attacker.connection.execute(insert(dossier).values(settled_by=0, **head))


def delete_what_is_newer_than_the_checkpoint(attacker: Attacker) -> None:
    for table, column in ((journal, journal.c.dossier), (dossier, dossier.c.id), (personal, personal.c.dossier)):
        attacker.connection.execute(delete(table).where(column == "newer"))


def put_back_a_copy_since_the_checkpoint(attacker: Attacker) -> None:
    """Put back the other dossier as it stood, sealed, when the checkpoint was taken: its last act is gone."""
    attacker.remove(attacker.connection.execute(text("SELECT version FROM later")).scalar_one() + 1, attacker.other)
    backup = attacker.connection.execute(text("SELECT * FROM later")).mappings().one()
    attacker.connection.execute(update(dossier).where(dossier.c.id == attacker.other).values(dict(backup)))


def delete_the_law(attacker: Attacker) -> None:
    attacker.connection.execute(delete(definition))


def delete_the_calendar(attacker: Attacker) -> None:
    attacker.connection.execute(delete(calendar))


def swap_personal_values(attacker: Attacker) -> None:
    """Give each of two dossiers the value and the salt of the other."""
    rows = attacker.connection.execute(select(personal)).all()
    one, other = (next(row for row in rows if row.dossier == name) for name in (attacker.victim, attacker.other))
    for to, of in ((one, other), (other, one)):
        where = personal.c.commitment == to.commitment
        attacker.connection.execute(update(personal).where(where).values(value=of.value, salt=of.salt))


def add_a_personal_value(attacker: Attacker) -> None:
    insert_kept(attacker.connection, [keep(attacker.victim, "note", "0999", attacker.chance.randbytes(32))])


def reorder_the_feed(attacker: Attacker) -> None:
    attacker.connection.execute(update(journal).values(settled_by=2**40))
    attacker.connection.execute(update(journal).where(journal.c.seq == 1).values(position=journal.c.position + 10_000))


def turn_back_a_counter(attacker: Attacker) -> None:
    attacker.connection.execute(insert(serial).values(agency="H01", day="2026-08-17", last=0))


def invent_a_record_of_the_post(attacker: Attacker) -> None:
    at = "2026-08-17T02:00:00.000000Z"
    attacker.connection.execute(insert(batch).values(id="BB-1", payload=b"x", signed_at=at, recorded_at=at, dossiers=1))


def change_the_index(attacker: Attacker) -> None:
    options: list[tuple[str, str | None]] = [
        ("step", "returned"),
        ("due_at", "2026-09-30T10:00:00.000000Z"),
        ("wake_at", None),
        ("ended", "x"),
    ]
    values = dict([attacker.chance.choice(options)])
    attacker.connection.execute(update(dossier).where(dossier.c.id == attacker.victim).values(values))


def change_the_law(attacker: Attacker) -> None:
    longer = attacker.connection.execute(select(definition.c.text)).scalar_one().replace("07 ngày", "17 ngày")
    attacker.connection.execute(update(definition).values(text=longer))


def change_the_calendar(attacker: Attacker) -> None:
    canonical = attacker.connection.execute(select(calendar.c.canonical)).scalar_one()
    attacker.connection.execute(update(calendar).values(canonical=canonical.replace(b"2026-08-22", b"2026-08-23")))


def change_a_personal_value(attacker: Attacker) -> None:
    forged = keep(attacker.victim, "phone", "0999", attacker.chance.randbytes(32))
    attacker.connection.execute(
        update(personal).where(personal.c.dossier == attacker.victim).values(salt=forged.salt, value=forged.value)
    )


def remove_a_personal_value(attacker: Attacker) -> None:
    attacker.connection.execute(delete(personal).where(personal.c.dossier == attacker.victim))


KINDS: dict[str, Callable[[Attacker], None]] = {
    "edit an entry (who acted)": edit,
    "back-date an entry": back_date,
    "delete an entry": delete_middle,
    "delete an entry and renumber the rest": delete_middle_and_renumber,
    "swap two entries": swap,
    "put in an entry of another dossier": move_to_other_dossier,
    "replace an entry by a forged one, its own hash right": replace_by_forged_with_its_own_hash,
    "cut off the last entries": truncate_tail,
    "append a forged entry": append_forged,
    "edit an entry and hash everything after it anew": edit_and_rehash,
    "delete the whole journal of a dossier": delete_journal,
    "delete the head row of a dossier": delete_head_row,
    "change an index (step, due date, wake-up, end)": change_the_index,
    "edit, hash anew, and write the head row anew": edit_rehash_and_rewrite_head,
    "cut off, and write the head row anew": truncate_and_rewrite_head,
    "append a forged entry, and write the head row anew": append_forged_and_rewrite_head,
    "the same, with the seal of another dossier": take_a_seal_of_another,
    "the same, sealed under an old key that was stolen and is still held": seal_under_a_stolen_key,
    "invent a dossier, or copy one under another id, hashed anew": invent_a_dossier,
    "take the seals away": strip_the_seal,
    "delete the journal and the head row": delete_journal_and_head_row,
    "delete so a dossier begun since the checkpoint": delete_what_is_newer_than_the_checkpoint,
    "put back a sealed copy of yesterday": put_back_an_old_copy,
    "put back a sealed copy made since the checkpoint": put_back_a_copy_since_the_checkpoint,
    "change the text of the procedure": change_the_law,
    "delete the text of the procedure": delete_the_law,
    "change the calendar": change_the_calendar,
    "delete the calendar": delete_the_calendar,
    "change a personal value kept apart": change_a_personal_value,
    "swap the personal values of two dossiers": swap_personal_values,
    "add a personal value": add_a_personal_value,
    "remove a personal value without an entry": remove_a_personal_value,
    "reorder the feed of events": reorder_the_feed,
    "turn back a counter of dossier codes": turn_back_a_counter,
    "invent a record of the post": invent_a_record_of_the_post,
}


@pytest.fixture
def scene(
    connection: Connection, permit: Procedure, clock: ManualClock
) -> tuple[procflow.Engine, Connection, Checkpoint]:
    """Two dossiers on their way, copies of their rows, a checkpoint, what came since, and no trigger in the way."""
    engine = procflow.Engine([permit], clock=clock, seal=SEAL)

    def submit(name: str) -> None:
        details = {"phone": "0900"}
        engine.submit(
            connection, PERMIT, by=APPLICANT, channel="online", case="house", details=details, dossier_id=name
        )

    submit("victim")
    submit("other")
    connection.execute(text("CREATE TABLE backup AS SELECT * FROM procflow_dossier WHERE id = 'victim'"))
    for name in ("victim", "other"):
        clock.move_by(timedelta(hours=1))
        engine.send(connection, name, Take("accept", by=RECEPTION), command_id=f"accept-{name}")
    clock.move_by(timedelta(hours=1))
    engine.send(connection, "victim", Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"))
    checkpoint = engine.checkpoint(connection)
    connection.execute(text("CREATE TABLE later AS SELECT * FROM procflow_dossier WHERE id = 'other'"))
    engine.send(connection, "other", Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"))
    submit("newer")
    for guarded in (journal, definition, calendar, personal):
        _take_guards_away(connection, guarded.name)
    return engine, connection, checkpoint


def _take_guards_away(connection: Connection, table: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for action in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{action}"))


def found(engine: procflow.Engine, connection: Connection, against: Checkpoint) -> set[str]:
    try:
        engine.verify(connection, against=against)
    except JournalError as error:
        return {finding.code for finding in error.params["findings"]}  # type: ignore[attr-defined]
    return set()


def detection(scene: tuple[procflow.Engine, Connection, Checkpoint], attack: Callable[[Attacker], None]) -> list[str]:
    """Attack some rounds, and say per level how often it was seen."""
    engine, connection, checkpoint = scene
    seen = dict.fromkeys(LEVELS, 0)
    rounds = ROUNDS if connection.dialect.name == "sqlite" else max(1, ROUNDS // 4)
    for number in range(rounds):
        nested = connection.begin_nested()
        attack(Attacker(connection, random.Random(number), "victim", "other"))  # noqa: S311 - a repeatable choice
        codes = found(engine, connection, checkpoint)
        nested.rollback()
        for level, sees in LEVELS.items():
            seen[level] += bool(codes & sees)
    assert not found(engine, connection, checkpoint)
    return ["yes" if count == rounds else "no" if count == 0 else "some" for count in seen.values()]


def test_the_table_of_the_reliability_page_is_what_the_attacks_show(
    scene: tuple[procflow.Engine, Connection, Checkpoint],
) -> None:
    lines = [
        "| tampering | chain | + rows, texts, calendars | these + seal | these + checkpoint | all |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {kind} | {' | '.join(detection(scene, attack))} |" for kind, attack in KINDS.items()]
    table = "\n".join(lines)
    if os.environ.get("PROCFLOW_WRITE_TABLES"):
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(re.sub(r"\| tampering .*?\n\n", table.replace("\\", r"\\") + "\n\n", page, flags=re.DOTALL))
    assert table in PAGE.read_text(encoding="utf-8")


def test_a_key_that_was_changed_leaves_older_seals_verifiable(
    scene: tuple[procflow.Engine, Connection, Checkpoint],
) -> None:
    _, connection, _ = scene
    newer = Seal("2027", {"2027": b"another key, newer still", **SEAL.keys})
    procflow.Engine(seal=newer).verify(connection)
    with pytest.raises(JournalError, match="PF650"):
        procflow.Engine(seal=Seal("2027", {"2027": b"another key, newer still"})).verify(connection)


def test_a_checkpoint_survives_being_written_down(scene: tuple[procflow.Engine, Connection, Checkpoint]) -> None:
    engine, connection, checkpoint = scene
    again = Checkpoint.read(checkpoint.text())
    assert (again, again.root) == (checkpoint, checkpoint.root)
    engine.verify(connection, against=again)


def test_a_checkpoint_that_was_edited_is_refused(scene: tuple[procflow.Engine, Connection, Checkpoint]) -> None:
    whole = scene[2].text()
    for index in range(len(whole)):
        with pytest.raises(procflow.ProcflowError, match="PF639"):
            Checkpoint.read(whole[:index] + ("x" if whole[index] != "x" else "y") + whole[index + 1 :])
    for cut in range(len(whole)):
        with pytest.raises(procflow.ProcflowError, match="PF639"):
            Checkpoint.read(whole[:cut])
    with pytest.raises(procflow.ProcflowError, match=r"PF639.*1 of at least 3 lines"):
        Checkpoint.read("a line of something else")
