"""Two sessions of one office against a model: what was acknowledged, and nothing else, is in the journal."""

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import replay
from procflow.dossier import Answer, Ask, Command, Take
from procflow.engine import ManualClock
from procflow.errors import ConflictError, ProcflowError
from procflow.procedure import Procedure
from procflow.store import Entry

PERMIT = "1.013225"
START = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)
APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICER = procflow.Actor("chi", roles=("receptionist", "construction-officer", "related-agency"))
CHAIR = procflow.Actor("dung", roles=("chair",))
COMMANDS: list[Command] = [
    Take("accept", by=OFFICER),
    Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"),
    Take("supply", by=APPLICANT),
    Take("complete", by=OFFICER),
    Take("eligible", by=OFFICER),
    Take("signed", by=CHAIR),
    Ask("related-agency", by=OFFICER),
    Answer("related-agency", "Đồng ý", by=OFFICER),
]
SESSIONS = st.sampled_from([0, 1])
DOSSIERS = st.sampled_from(["a", "b"])
KEYS = st.sampled_from([f"k{number}" for number in range(6)])


@dataclass(slots=True)
class Session:
    """A connection and what its transaction has acknowledged but not committed."""

    connection: Connection
    pending: dict[str, procflow.Reply] = field(default_factory=dict)
    asked: dict[str, tuple[str, Command]] = field(default_factory=dict)
    is_lost: bool = False


class Office(RuleBasedStateMachine):
    """Play two sessions on two dossiers; a subclass names the procedure and the database."""

    permit: ClassVar[Procedure]
    database: ClassVar[Engine]

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock(START)
        self.engine = procflow.Engine([self.permit], clock=self.clock)
        self.stack = ExitStack()
        empty(self.database)
        self.sessions = [Session(self.stack.enter_context(self.database.connect())) for _ in range(2)]
        self.committed: dict[str, procflow.Reply] = {}
        self.asked: dict[str, tuple[str, Command]] = {}

    @initialize()
    def hand_in(self) -> None:
        with self.database.begin() as connection:
            for name in ("a", "b"):
                self.engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=name)

    @rule(number=SESSIONS, name=DOSSIERS, command=st.sampled_from(COMMANDS), key=KEYS)
    def send(self, number: int, name: str, command: Command, key: str) -> None:
        session = self.sessions[number]
        if session.is_lost or self.would_wait(number):
            return
        known = {**self.asked, **session.asked}.get(key)
        try:
            reply = self.engine.send(session.connection, name, command, command_id=key)
        except ConflictError as error:
            assert (error.code == "PF621") == (known is not None and known != (name, command))  # noqa: PT017
            if error.code != "PF621":
                session.is_lost = True
            return
        except ProcflowError:
            assert known != (name, command)
            return
        before = {**self.committed, **session.pending}.get(key)
        assert before is None or before == reply
        session.pending[key] = reply
        session.asked[key] = (name, command)

    def would_wait(self, number: int) -> bool:
        """Say whether the other session holds what this one would wait for, for ever, in one thread."""
        other = self.sessions[1 - number]
        return bool(other.pending) or (self.database.dialect.name == "sqlite" and other.connection.in_transaction())

    @rule(number=SESSIONS, keep=st.booleans())
    def end(self, number: int, keep: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
        session = self.sessions[number]
        if keep and not session.is_lost:
            session.connection.commit()
            self.committed.update(session.pending)
            self.asked.update(session.asked)
        else:
            session.connection.rollback()
        session.pending, session.asked, session.is_lost = {}, {}, False

    @rule(minutes=st.integers(1, 60 * 30))
    def let_time_pass(self, minutes: int) -> None:
        self.clock.move_by(timedelta(minutes=minutes))

    @precondition(lambda self: not any(session.connection.in_transaction() for session in self.sessions))
    @rule()
    def tick(self) -> None:
        with self.database.begin() as connection:
            assert not self.engine.tick(connection).failed

    @invariant()
    def the_journal_is_what_was_committed(self) -> None:
        if any(session.connection.in_transaction() for session in self.sessions):
            return
        with self.database.connect() as connection:
            self.engine.verify(connection)
            entries = [entry for name in ("a", "b") for entry in self.history(connection, name)]
            for name in ("a", "b"):
                events = [entry.event for entry in entries if entry.dossier == name]
                assert not events or replay(events) == self.engine.dossier(connection, name)
        kept = {entry.command_id for entry in entries if entry.command_id.startswith("k")}
        assert kept == set(self.committed)

    def history(self, connection: Connection, name: str) -> tuple[Entry, ...]:
        try:
            return self.engine.history(connection, name)
        except procflow.ProcflowError:
            return ()

    def teardown(self) -> None:
        self.stack.close()


def empty(database: Engine) -> None:
    """Empty procflow's tables, guards and all, for the next run of the machine."""
    guards = database.dialect.name == "postgresql"
    with database.begin() as connection:
        for table in ("journal", "definition", "calendar"):
            if guards:
                connection.execute(text(f"ALTER TABLE procflow_{table} DISABLE TRIGGER USER"))
            else:
                connection.execute(text(f"DROP TRIGGER IF EXISTS procflow_{table}_no_delete"))
        for table in ("journal", "dossier", "definition", "calendar"):
            connection.execute(text(f"DELETE FROM procflow_{table}"))  # noqa: S608 - the names are ours


def test_two_sessions_agree_with_the_model(permit: Procedure, database: Engine) -> None:
    checks = settings(
        max_examples=300 if os.environ.get("PROCFLOW_TORTURE") else 6,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = type("OfficeOfThisTest", (Office,), {"permit": permit, "database": database})
    run_state_machine_as_test(machine, settings=checks)
