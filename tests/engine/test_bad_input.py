"""Bad input, one table over both databases: a coded error with words in both languages, and nothing written."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

import procflow
from procflow.calendar import vietnam
from procflow.clock import VIETNAM_TIME
from procflow.dossier import (
    Actor,
    Adopt,
    Amend,
    Answer,
    Apologise,
    Ask,
    ChangeCase,
    Command,
    Correct,
    Erase,
    Extend,
    FinishChild,
    Reassign,
    Stop,
    Submit,
    Take,
    Transfer,
    Void,
    Wake,
)
from procflow.engine import Handover, ManualClock, Posted, Work, prepare_sqlite
from procflow.errors import ProcflowError
from procflow.store import METADATA

PERMIT = "1.013225"
APPLICANT = Actor("an", roles=("applicant",))
OFFICER = Actor("chi", roles=("receptionist", "construction-officer", "administrator"))
HUGE = "x" * 10_000_000
PIECE = "x" * 10_000
SQL = "'; DROP TABLE procflow_journal; --"
HOSTILE = [SQL, "a b", "á", "", "x" * 129, "procflow:x", "../../etc/passwd\x00", "%s", "\u202ex", "a\n", "０１"]


@dataclass(frozen=True)
class Scene:
    """An engine with one dossier on its way, under appraisal since 10:00 and now 11:00."""

    engine: procflow.Engine
    connection: Connection
    clock: ManualClock
    dossier_id: str

    def send(self, command: Command, **options: str) -> object:
        return self.engine.send(self.connection, self.dossier_id, command, **options)

    def submit(self, **changes: object) -> object:
        parts: dict[str, object] = {"code": PERMIT, "by": APPLICANT, "channel": "online", "case": "house"} | changes
        return self.engine.submit(self.connection, **parts)  # type: ignore[arg-type] # the point of the tests

    def adopt(self, **changes: object) -> object:
        parts: dict[str, object] = {
            "by": OFFICER,
            "channel": "online",
            "case": "house",
            "origin": "hệ thống cũ",
            "step": "appraise",
            "submitted_at": self.clock.now() - timedelta(days=1),
            "accepted_at": self.clock.now() - timedelta(hours=9),
        } | changes
        return self.engine.adopt(self.connection, PERMIT, Adopt(**parts))  # type: ignore[arg-type] # as above

    def hand_over(self, **changes: object) -> object:
        parts: dict[str, object] = {
            "record": "BB-1",
            "signed_at": self.clock.now(),
            "by": OFFICER,
            "carrier": "bưu tá",
            "dossiers": (Posted(slip="1", code=PERMIT, applicant="an", case="house"),),
        } | changes
        return self.engine.hand_over(self.connection, Handover(**parts))  # type: ignore[arg-type] # as above


@pytest.fixture
def scene(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> Scene:
    dossier_id = engine.submit(
        connection, PERMIT, by=APPLICANT, channel="online", case="house", command_id="submit-1", dossier_id="d-1"
    ).dossier_id
    clock.move_to(datetime(2026, 8, 17, 10, tzinfo=VIETNAM_TIME))
    engine.send(connection, dossier_id, Take("accept", by=OFFICER), command_id="accept-1")
    clock.move_to(datetime(2026, 8, 17, 11, tzinfo=VIETNAM_TIME))
    connection.commit()
    return Scene(engine, connection, clock, dossier_id)


Attempt = Callable[[Scene], object]
NAIVE = datetime(2026, 8, 17, 10)  # noqa: DTZ001 - the point of the table
LATER = datetime(2026, 8, 17, 11, 0, 1, tzinfo=VIETNAM_TIME)
EARLIER = datetime(2026, 8, 17, 9, 59, 59, tzinfo=VIETNAM_TIME)

TABLE: dict[str, tuple[str, Attempt]] = {
    # Unknown dossier, procedure, step, outcome, role, version, and whatever else has a name.
    "an unknown dossier": ("PF601", lambda s: s.engine.send(s.connection, "d-2", Take("eligible", by=OFFICER))),
    "an unknown dossier, read": ("PF601", lambda s: s.engine.dossier(s.connection, "d-2")),
    "an unknown dossier, its journal": ("PF601", lambda s: s.engine.history(s.connection, "d-2")),
    "an unknown dossier, its timeline": ("PF601", lambda s: s.engine.public_timeline(s.connection, "d-2")),
    "an unknown dossier, its personal data": ("PF601", lambda s: s.engine.personal(s.connection, "d-2")),
    "an unknown dossier, its standing": ("PF601", lambda s: s.engine.standing(s.connection, "d-2")),
    "an unknown dossier, verified": ("PF640", lambda s: s.engine.verify(s.connection, "d-2")),
    "an unknown procedure": ("PF602", lambda s: s.submit(code="9.999999")),
    "an unknown outcome": ("PF503", lambda s: s.send(Take("eligibel", by=OFFICER))),
    "an outcome of another step": ("PF503", lambda s: s.send(Take("signed", by=OFFICER))),
    "an unknown step": ("PF552", lambda s: s.adopt(step="nowhere")),
    "an unknown role": ("PF504", lambda s: s.send(Take("eligible", by=Actor("x", roles=("wizard",))))),
    "no role": ("PF504", lambda s: s.send(Take("eligible", by=Actor("x")))),
    "the role of the engine": ("PF504", lambda s: s.send(Take("eligible", by=Actor("x", roles=("engine",))))),
    "a version that is not in force yet": ("PF603", lambda s: s.submit(at=datetime(2020, 1, 6, 9, tzinfo=UTC))),
    "an unknown version": ("PF690", lambda s: s.engine.plan_migration(s.connection, PERMIT, "2026-07", "2099-01")),
    "an unknown channel": ("PF520", lambda s: s.submit(channel="pigeon")),
    "an unknown case": ("PF521", lambda s: s.submit(case="castle")),
    "no case": ("PF521", lambda s: s.submit(case="")),
    "another case that is unknown": ("PF521", lambda s: s.send(ChangeCase("castle", "x", by=OFFICER))),
    "an unknown fact": ("PF522", lambda s: s.submit(facts={"storeys": 3})),
    "an unknown fact, amended": ("PF522", lambda s: s.send(Amend(facts={"storeys": 3}, by=APPLICANT))),
    "an unknown agency, asked": ("PF527", lambda s: s.send(Ask("nobody", by=OFFICER))),
    "an unknown agency, answering": ("PF527", lambda s: s.send(Answer("nobody", "x", by=OFFICER))),
    "an unknown ground": ("PF543", lambda s: s.send(Stop("mood", by=OFFICER, reason="x"))),
    "an extension the procedure does not know": ("PF545", lambda s: s.send(Extend("soon", "x", by=OFFICER))),
    "an unknown result": ("PF553", lambda s: s.send(Correct("diploma", "x", by=OFFICER))),
    "an unknown child": ("PF554", lambda s: s.send(FinishChild("nobody", by=OFFICER))),
    "nothing personal to erase": ("PF580", lambda s: s.send(Erase(by=OFFICER, basis="x"))),
    "an unknown agency's code": ("PF675", lambda s: s.engine.new_code(s.connection, "nowhere")),
    "an unknown cursor": ("PF652", lambda s: s.engine.events_since(s.connection, "here")),
    "an unknown place in a list": ("PF652", lambda s: s.engine.worklist(s.connection, after="here")),
    # A repeated id.
    "a command id used for something else": (
        "PF621",
        lambda s: s.send(Take("eligible", by=OFFICER), command_id="accept-1"),
    ),
    "a command id of another dossier": ("PF621", lambda s: s.submit(command_id="accept-1")),
    "the id of a submission with another content": ("PF621", lambda s: s.submit(command_id="submit-1", case="other")),
    "a dossier id that is taken": ("PF623", lambda s: s.submit(dossier_id="d-1")),
    "a second submission of a dossier": ("PF531", lambda s: s.send(Submit(by=APPLICANT, channel="online"))),
    # Time.
    "a back-dated act": ("PF505", lambda s: s.send(Take("eligible", by=OFFICER, at=EARLIER))),
    "an act of the future": ("PF611", lambda s: s.send(Take("eligible", by=OFFICER, at=LATER))),
    "a submission of the future": ("PF611", lambda s: s.submit(at=LATER)),
    "time that has not passed": ("PF611", lambda s: s.send(Wake(at=LATER))),
    "an adoption handed in after it was accepted": ("PF505", lambda s: s.adopt(submitted_at=LATER)),
    "a record of the future": ("PF611", lambda s: s.hand_over(signed_at=LATER)),
    "a moment without a zone": ("PF610", lambda s: s.send(Take("eligible", by=OFFICER, at=NAIVE))),
    "an apology to a day gone by": (
        "PF514",
        lambda s: s.send(Apologise(until=date(2026, 8, 1), reason="x", by=OFFICER)),
    ),
    # Text that cannot be recorded.
    "a control character in a reason": ("PF612", lambda s: s.send(Take("incomplete", by=OFFICER, reason="a\x00b"))),
    "a mark that turns text": ("PF612", lambda s: s.send(Take("incomplete", by=OFFICER, reason="a\u202eb"))),
    "half a character": ("PF612", lambda s: s.send(Transfer("x\ud800", "x", by=OFFICER))),
    "a control character in an actor": ("PF612", lambda s: s.send(Take("eligible", by=Actor("a\x1b[2J")))),
    "a control character in a detail's name": ("PF612", lambda s: s.submit(details={"a\x00": "x"})),
    "ten megabytes of reason": ("PF613", lambda s: s.send(Take("incomplete", by=OFFICER, reason=HUGE))),
    "ten megabytes of a detail": ("PF613", lambda s: s.submit(details={"name": HUGE})),
    "ten megabytes of details": ("PF613", lambda s: s.submit(details=dict.fromkeys(map(str, range(1_000)), PIECE))),
    "ten megabytes of roles": ("PF613", lambda s: s.send(Take("eligible", by=Actor("x", roles=(PIECE,) * 1_000)))),
    "ten megabytes of others": ("PF613", lambda s: s.submit(representatives=(PIECE,) * 1_000)),
    "ten megabytes of an outcome": ("PF613", lambda s: s.send(Take(HUGE, by=OFFICER))),
    "ten megabytes of an applicant": ("PF613", lambda s: s.submit(applicant=HUGE)),
    "ten megabytes of a dossier id": ("PF601", lambda s: s.engine.dossier(s.connection, HUGE)),
    "a number beyond 64 bits": ("PF613", lambda s: s.submit(facts={"storeys": 2**64})),
    "too many facts": ("PF613", lambda s: s.submit(facts={f"f{turn}": 1 for turn in range(1_001)})),
    "too many roles": ("PF613", lambda s: s.send(Take("eligible", by=Actor("x", roles=("r",) * 1_001)))),
    "a value of another type": ("PF615", lambda s: s.submit(facts={"storeys": 1.5})),
    "bytes": ("PF615", lambda s: s.submit(details={"name": b"x"})),
    "a value that holds others": ("PF615", lambda s: s.submit(details={"home": {"phone": "0900"}})),
    "a value that lists others": ("PF615", lambda s: s.submit(details={"phones": ["0900"]})),
    "no value at all": ("PF615", lambda s: s.submit(details={"phone": None})),
    # Something else than belongs there.
    "a name where an actor belongs": ("PF616", lambda s: s.submit(by="an")),
    "nobody where an actor belongs": ("PF616", lambda s: s.submit(by=None)),
    "one role where a tuple of them belongs": (
        "PF616",
        lambda s: s.send(Take("eligible", by=Actor("chi", roles="construction-officer"))),  # type: ignore[arg-type]
    ),
    "a number among the roles": (
        "PF616",
        lambda s: s.send(Take("eligible", by=Actor("chi", roles=(7,)))),  # type: ignore[arg-type]
    ),
    "a number as an actor's id": ("PF616", lambda s: s.send(Take("eligible", by=Actor(7)))),  # type: ignore[arg-type]
    "a name where an administrator belongs": (
        "PF616",
        lambda s: s.engine.erase(s.connection, s.dossier_id, by="minh", basis="x"),  # type: ignore[arg-type]
    ),
    "nobody, by name": ("PF617", lambda s: s.send(Take("eligible", by=Actor("", roles=OFFICER.roles)))),
    "nobody, in blanks": ("PF617", lambda s: s.submit(by=Actor(" \n", roles=APPLICANT.roles))),
    "nobody who counts anew": (
        "PF617",
        lambda s: s.engine.change_calendar(s.connection, vietnam(), vietnam(), by=Actor(""), reason="x"),
    ),
    "a name where a command belongs": ("PF616", lambda s: s.send("accept")),  # type: ignore[arg-type]
    "text where a moment belongs": (
        "PF616",
        lambda s: s.send(Take("eligible", by=OFFICER, at="2026-08-17")),  # type: ignore[arg-type]
    ),
    "text where facts belong": ("PF616", lambda s: s.submit(facts="storeys")),
    "text where details belong": ("PF616", lambda s: s.submit(details="0900")),
    "an engine where a connection belongs": (
        "PF616",
        lambda s: s.engine.worklist(s.connection.engine),  # type: ignore[arg-type]
    ),
    "a day where a moment belongs": (
        "PF616",
        lambda s: s.engine.worklist(s.connection, Work(due_before=date(2026, 9, 1))),  # type: ignore[arg-type]
    ),
    "a naive moment in a work list": ("PF610", lambda s: s.engine.worklist(s.connection, Work(overdue_at=NAIVE))),
    "a report by what there is not": (
        "PF616",
        lambda s: s.engine.report(s.connection, by="month"),  # type: ignore[arg-type]
    ),
    "a path where a procedure belongs": (
        "PF616",
        lambda _: procflow.Engine(["procedures/1.013225/2026-07.yaml"]),  # type: ignore[list-item]
    ),
    "no dossier to wake at all": ("PF616", lambda s: s.engine.tick(s.connection, limit=0)),
    "less than no line of a list": ("PF616", lambda s: s.engine.worklist(s.connection, limit=-1)),
    "no entry of the feed at all": ("PF616", lambda s: s.engine.events_since(s.connection, limit=0)),
    "no dossier to plan for at all": (
        "PF616",
        lambda s: s.engine.plan_migration(s.connection, PERMIT, "2026-07", "2026-07", limit=0),
    ),
    "no row to make anew at all": ("PF616", lambda s: s.engine.rebuild(s.connection, limit=0)),
    "no reason where one is due": ("PF509", lambda s: s.send(Take("incomplete", by=OFFICER, reason=" \n"))),
    "nobody to give a step to": ("PF583", lambda s: s.send(Reassign(" ", "x", by=OFFICER))),
    "a void that names no other": ("PF583", lambda s: s.send(Void("", "x", by=OFFICER))),
    "an empty record": ("PF678", lambda s: s.hand_over(dossiers=())),
    # SQL from data: it is refused as an id, and looked up as a name.
    "SQL as a dossier": ("PF601", lambda s: s.engine.dossier(s.connection, SQL)),
    "SQL as an outcome": ("PF503", lambda s: s.send(Take(SQL, by=OFFICER))),
    "SQL as a procedure": ("PF602", lambda s: s.submit(code=SQL)),
    "SQL as a cursor": ("PF652", lambda s: s.engine.events_since(s.connection, SQL)),
    "SQL as an agency": ("PF675", lambda s: s.engine.new_code(s.connection, SQL)),
    "a NUL in a dossier": ("PF601", lambda s: s.engine.dossier(s.connection, "d\x00")),
    "half a character as a dossier": ("PF601", lambda s: s.engine.dossier(s.connection, "d\ud800")),
    "a NUL in a dossier that is sent to": (
        "PF601",
        lambda s: s.engine.send(s.connection, "d\x00", Take("eligible", by=OFFICER)),
    ),
}


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as it stands."""
    tables = sorted(METADATA.tables)
    return {name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr) for name in tables}  # noqa: S608


def is_refused(scene: Scene, attempt: Attempt, name: str) -> ProcflowError:
    """Try, and commit whatever is there: a host may catch the error and go on."""
    before = rows(scene.connection)
    try:
        attempt(scene)
    except ProcflowError as error:
        scene.connection.commit()
        assert rows(scene.connection) == before, name
        return error
    pytest.fail(f"{name} was accepted")


def test_bad_input_is_a_coded_error_in_both_languages_and_writes_nothing(scene: Scene) -> None:
    others = {}
    for name, (code, attempt) in TABLE.items():
        error = is_refused(scene, attempt, name)
        if error.code != code:
            others[name] = error
        said = {error.message(lang) for lang in ("en", "vi")}
        assert len(said) == 2, name
        assert max(map(len, said)) < 1_000, name
        assert "{" not in "".join(said), name
    assert others == {}


def choosing(hostile: str) -> list[Attempt]:
    """Every place where a host may choose an id."""
    return [
        lambda s: s.submit(dossier_id=hostile),
        lambda s: s.submit(command_id=hostile),
        lambda s: s.send(Take("eligible", by=OFFICER), command_id=hostile),
        lambda s: s.engine.erase(s.connection, s.dossier_id, by=OFFICER, basis="x", command_id=hostile),
        lambda s: s.hand_over(record=hostile),
    ]


def naming(hostile: str) -> list[Attempt]:
    """Every place where a host names a dossier."""
    return [
        lambda s: s.engine.dossier(s.connection, hostile),
        lambda s: s.engine.verify(s.connection, hostile),
        lambda s: s.engine.send(s.connection, hostile, Take("eligible", by=OFFICER)),
    ]


def test_a_hostile_id_is_refused_wherever_a_host_may_choose_one_and_is_that_of_no_dossier(scene: Scene) -> None:
    for hostile in HOSTILE:
        assert {is_refused(scene, attempt, hostile).code for attempt in choosing(hostile)} == {"PF614"}, hostile
        assert {is_refused(scene, attempt, hostile).code for attempt in naming(hostile)} <= {"PF601", "PF640"}, hostile


def test_a_version_that_went_stale_is_a_conflict_and_writes_nothing(scene: Scene, database: Engine) -> None:
    """A session reads, another moves the dossier on and commits, and the first then acts on what it read."""
    scene.connection.rollback()
    if database.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(database.url.database))) as raw:
            raw.execute("PRAGMA journal_mode = WAL")  # without it, a reader keeps every writer waiting
        slow = prepare_sqlite(create_engine(database.url), begin="DEFERRED")
    else:
        slow = create_engine(database.url, isolation_level="REPEATABLE READ")
    with slow.connect() as stale:
        scene.engine.dossier(stale, scene.dossier_id)
        with database.begin() as quick:
            scene.engine.send(quick, scene.dossier_id, Take("eligible", by=OFFICER))
        before = rows(scene.connection)
        scene.connection.rollback()
        with pytest.raises(procflow.ConflictError, match=r"PF62[02]"):
            scene.engine.send(stale, scene.dossier_id, Take("not-eligible", by=OFFICER, reason="x"))
        stale.rollback()
    slow.dispose()
    assert rows(scene.connection) == before
