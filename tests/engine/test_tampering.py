"""What each level of protection sees of each kind of tampering: the table of docs/explanation/reliability.md.

The attacker can write to the whole database, has procflow's source and time, but neither the key of the seal nor the
file of the checkpoint.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from memory import in_memory
from sqlalchemy import Connection, delete, insert, select, text, update

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import replay
from procflow.dossier import Take
from procflow.engine import Checkpoint, ManualClock, Seal
from procflow.errors import JournalError
from procflow.procedure import Procedure
from procflow.store import Head, Record, decode_event, encode_event, keep, project, record_hash, records
from procflow.store.schema import calendar, definition, dossier, journal, personal

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "reliability.md"
PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))
OFFICER = procflow.Actor("chi", roles=("construction-officer",))
SEAL = Seal("2026", {"2026": b"a key that is kept elsewhere"})
ROUNDS = 1_000 if os.environ.get("PROCFLOW_TORTURE") else 4
CHAIN = {"PF641", "PF642", "PF645"}
ROWS = CHAIN | {"PF604", "PF605", "PF643", "PF644", "PF646", "PF647", "PF648", "PF670", "PF671", "PF673"}
SEALED = ROWS | {"PF650"}
LEVELS = {"chain": CHAIN, "head row, texts": ROWS, "seal": SEALED, "checkpoint": SEALED | {"PF651"}}


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
    "delete the journal and the head row": delete_journal_and_head_row,
    "put back a sealed copy of yesterday": put_back_an_old_copy,
    "change the text of the procedure": change_the_law,
    "change the calendar": change_the_calendar,
    "change a personal value kept apart": change_a_personal_value,
    "remove a personal value without an entry": remove_a_personal_value,
}


@pytest.fixture(scope="module")
def scene() -> Iterator[tuple[procflow.Engine, Connection, Checkpoint]]:
    """Two dossiers on their way, a backup of the first row, a checkpoint, and no trigger in the way."""
    permit: Procedure = procflow.load(PAGE.parents[2] / "procedures" / PERMIT / "2026-07.yaml")
    clock = ManualClock(datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME))
    engine = procflow.Engine([permit], clock=clock, seal=SEAL)
    with in_memory() as connection:
        engine.create_tables(connection)
        for name in ("victim", "other"):
            details = {"phone": "0900"}
            engine.submit(
                connection, PERMIT, by=APPLICANT, channel="online", case="house", details=details, dossier_id=name
            )
        connection.execute(text("CREATE TABLE backup AS SELECT * FROM procflow_dossier WHERE id = 'victim'"))
        for name in ("victim", "other"):
            clock.move_by(timedelta(hours=1))
            engine.send(connection, name, Take("accept", by=RECEPTION), command_id=f"accept-{name}")
            clock.move_by(timedelta(hours=1))
            engine.send(connection, name, Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"))
        for table in ("journal", "definition", "calendar"):
            for action in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER procflow_{table}_no_{action}"))
        connection.execute(text("DROP TRIGGER procflow_personal_no_update"))
        yield engine, connection, engine.checkpoint(connection)


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
    for number in range(ROUNDS):
        nested = connection.begin_nested()
        attack(Attacker(connection, random.Random(number), "victim", "other"))  # noqa: S311 - a repeatable choice
        codes = found(engine, connection, checkpoint)
        nested.rollback()
        for level, sees in LEVELS.items():
            seen[level] += bool(codes & sees)
    assert not found(engine, connection, checkpoint)
    return ["yes" if count == ROUNDS else "no" if count == 0 else "some" for count in seen.values()]


def test_the_table_of_the_reliability_page_is_what_the_attacks_show(
    scene: tuple[procflow.Engine, Connection, Checkpoint],
) -> None:
    lines = ["| tampering | chain | + head row, texts, calendars | + seal | + checkpoint |", "|---|---|---|---|---|"]
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
