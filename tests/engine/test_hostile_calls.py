"""What a host gets wrong is said with a code, whatever it gave for whichever parameter, and writes nothing.

Every parameter of every method is given values that do not belong there, one at a time, on both databases. Either that
is a `ProcflowError`, in words of both languages that a terminal can show, with the host's transaction usable and every
row as it was; or the value was one the method may be given.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime

import pytest
from hostile import LATER, NOW, OFFICER, PERMIT, TAKE, VALUES, Call, Word, calls, records
from sqlalchemy import Connection, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.dossier import Actor, Take
from procflow.engine import Checkpoint, HandedOver, ManualClock, Seal
from procflow.errors import MisuseError, ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure
from procflow.store import METADATA

TORTURE = bool(os.environ.get("PROCFLOW_TORTURE"))
STRIDE = 1 if TORTURE else 11
"""Of the values, every eleventh is tried with a parameter, beginning at another place with each."""

LONGEST = 3_000


@pytest.fixture
def engine(permit: Procedure, clock: ManualClock) -> procflow.Engine:
    """An engine that knows a later version, to plan a migration to."""
    later = permit.text.replace("2026-07", LATER)
    return procflow.Engine([permit, load_text(later)], clock=clock)


@pytest.fixture
def dossier_id(engine: procflow.Engine, connection: Connection, clock: ManualClock) -> str:
    applicant = Actor("an", roles=("applicant",))
    new = engine.submit(connection, PERMIT, by=applicant, channel="online", case="house", dossier_id="d-1")
    clock.move_to(NOW)
    engine.send(connection, new.dossier_id, Take("accept", by=OFFICER))
    connection.commit()
    return new.dossier_id


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as it stands."""
    return {name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))] for name in METADATA.tables}  # noqa: S608


def leak(engine: procflow.Engine, connection: Connection, call: Call, name: str, value: object) -> str:
    """Make the call with one value that may not belong there, and say what a host would be surprised by."""
    savepoint = connection.begin_nested()
    try:
        answer = call.make(engine, connection, **{name: value})
    except ProcflowError as error:
        savepoint.commit()  # what it wrote would stay, and be seen
        return unsayable(error)
    except Exception as error:  # noqa: BLE001 - the point of the test
        savepoint.rollback()
        return f"{type(error).__name__}: {error}"[:200]
    savepoint.rollback()
    told = answer.dossiers if isinstance(answer, HandedOver) else answer if isinstance(answer, tuple) else ()
    return "".join(unsayable(one) for one in told if isinstance(one, ProcflowError))


def unsayable(error: ProcflowError) -> str:
    said = [error.message("en"), error.message("vi"), error.hint("en"), error.hint("vi")]
    if max(map(len, said)) > LONGEST:
        return f"{error.code} takes {max(map(len, said))} characters"
    try:
        "".join(said).encode()
    except UnicodeEncodeError:
        return f"{error.code} cannot be printed"
    return ""


def spoilt(
    engine: procflow.Engine, connection: Connection, every: Iterable[Call], stride: int
) -> Iterator[tuple[str, str, str, str]]:
    place = 0
    before = rows(connection)
    for call in every:
        for name in call.valid:
            place += 1
            for value in VALUES[place % stride :: stride]:
                if name == "on_progress" and callable(value):
                    continue  # what the host's own function raises is the host's
                said = leak(engine, connection, call, name, value)
                if said:
                    yield call.name, name, type(value).__name__, said
            if rows(connection) != before:
                yield call.name, name, "", "something was written"
        connection.rollback()


def test_a_wrong_argument_is_a_coded_error_and_writes_nothing(
    engine: procflow.Engine, connection: Connection, dossier_id: str
) -> None:
    every = [*calls(engine, connection, dossier_id), *records(engine, connection, dossier_id)]
    assert list(spoilt(engine, connection, every, STRIDE)) == []


def test_every_method_of_an_engine_is_among_the_calls(
    engine: procflow.Engine, connection: Connection, dossier_id: str
) -> None:
    methods = {name for name in dir(engine) if not name.startswith("_")}
    assert {call.method for call in calls(engine, connection, dossier_id)} == methods


def test_the_calls_are_right_but_for_what_is_spoilt(
    engine: procflow.Engine, connection: Connection, dossier_id: str
) -> None:
    """Else every error would be about something else."""
    for call in calls(engine, connection, dossier_id):
        with connection.begin_nested() as savepoint:
            if call.name == "erase":  # a dossier has to have ended
                with pytest.raises(procflow.Rejected, match="PF580"):
                    call.make(engine, connection)
            else:
                call.make(engine, connection)
            savepoint.rollback()


FOUND: dict[str, tuple[str, dict[str, object]]] = {
    "submit unit": ("PF613", {"unit": "x" * 129}),  # a column of PostgreSQL, which has no end on SQLite
    "submit competent": ("PF613", {"competent": "x" * 129}),
    "submit details": ("PF613", {"details": {"x" * 129: "y"}}),
    "submit code": ("PF616", {"code": ["1.013225"]}),
    "submit channel": ("PF616", {"channel": 7}),
    "submit case": ("PF616", {"case": None}),
    "submit at": ("PF400", {"at": datetime(1, 1, 1, tzinfo=VIETNAM_TIME)}),  # no such moment in UTC
    "submit representatives": ("PF616", {"representatives": "binh"}),
    "submit facts": ("PF615", {"facts": {"born": NOW}}),
    "send dossier_id": ("PF616", {"dossier_id": 7}),
    "send_many commands": ("PF616", {"commands": [("d-1", TAKE)]}),
    "hand_over handover": ("PF616", {"handover": "BB-1"}),
    "Posted code": ("PF612", {"code": "\ud800"}),
    "Posted applicant": ("PF616", {"applicant": 7}),
    "Take reason": ("PF616", {"reason": 7}),
    "Apologise until": ("PF616", {"until": NOW}),
    "Reassign to": ("PF613", {"to": "x" * 129}),
    "Transfer unit": ("PF613", {"unit": "x" * 129}),
    "Extend by_span": ("PF616", {"by_span": ("01 ngày",)}),
    "DecideWithdrawal granted": ("PF616", {"granted": 1}),
    "tick limit": ("PF616", {"limit": 1.5}),
    "rebuild limit": ("PF613", {"limit": 2**63}),
    "migrate limit": ("PF616", {"limit": -1}),
    "worklist after": ("PF612", {"after": "2026 \x00"}),
    "Work due_before": ("PF616", {"due_before": "2026-09-01"}),
    "Work step": ("PF612", {"step": "\ud800"}),
    "events_since cursor": ("PF652", {"cursor": "9" * 5_000 + ".1"}),
    "new_code day": ("PF616", {"day": NOW}),
    "new_codes count": ("PF677", {"count": 2**40}),
    "report as_of": ("PF616", {"as_of": NOW.date()}),
    "verify against": ("PF616", {"against": "root 7"}),
    "plan_migration steps": ("PF616", {"steps": {"appraise": 7}}),
    "plan basis": ("PF612", {"basis": "a\x1bb"}),
}
"""What each was a traceback, or an error of one database only, before."""


def test_what_was_a_traceback_once_has_a_code(engine: procflow.Engine, connection: Connection, dossier_id: str) -> None:
    whole = [*calls(engine, connection, dossier_id), *records(engine, connection, dossier_id)]
    every = {one.name: one for one in whole}
    before = rows(connection)
    told = {}
    for name, (_, wrong) in FOUND.items():
        with pytest.raises(ProcflowError) as raised:
            every[name.split()[0]].make(engine, connection, **wrong)
        told[name] = raised.value.code
    connection.commit()
    assert told == {name: code for name, (code, _) in FOUND.items()}
    assert rows(connection) == before


def test_a_word_is_recorded_as_what_it_is_equal_to(engine: procflow.Engine, connection: Connection) -> None:
    """`str` of an older enumeration gives its name, and the journal would say another case than was asked for."""
    new = engine.submit(connection, PERMIT, by=Actor("an", roles=("applicant",)), channel="online", case=Word.CASE)
    assert new.dossier.case == "house"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("procedures", None, "PF616"),
        ("procedures", "procedures/1.013225/2026-07.yaml", "PF616"),
        ("calendar", "vietnam", "PF616"),
        ("clock", 7, "PF616"),
        ("clock", ManualClock, "PF616"),
        ("seal", b"sixteen bytes, or more", "PF616"),
    ],
)
def test_an_engine_made_of_something_else_is_refused(name: str, value: object, code: str) -> None:
    with pytest.raises(MisuseError, match=code):
        procflow.Engine(**{name: value})  # type: ignore[arg-type] # the point of the test


def test_one_procedure_where_a_list_of_them_belongs_is_refused(permit: Procedure) -> None:
    with pytest.raises(MisuseError, match="PF616"):
        procflow.Engine(permit)  # type: ignore[arg-type] # the point of the test


@pytest.mark.parametrize(
    ("current", "keys"),
    [
        ("a", None),
        ("a", {"a": "sixteen characters"}),
        ("a", {"a": bytes(32)}),
        (None, {None: b"x" * 16}),
        ("x" * 65, {"x" * 65: b"x" * 16}),
    ],
)
def test_a_seal_made_of_something_else_is_refused(current: str, keys: dict[str, bytes]) -> None:
    with pytest.raises(MisuseError, match="PF638"):
        Seal(current, keys)


def test_a_key_given_in_the_place_of_its_name_is_not_shown() -> None:
    with pytest.raises(MisuseError, match="PF638") as refused:
        Seal(b"a key that is kept elsewhere", {"2026": b"a key that is kept elsewhere"})  # type: ignore[arg-type]
    assert "elsewhere" not in f"{refused.value!r} {refused.value.message('vi')} {refused.value.params}"


@pytest.mark.parametrize("value", [None, b"procflow checkpoint 1", str, 7])
def test_a_checkpoint_that_is_no_text_is_refused(value: str) -> None:
    with pytest.raises(MisuseError, match="PF616"):
        Checkpoint.read(value)


@pytest.mark.parametrize(
    ("path", "code"), [(None, "PF616"), (7, "PF616"), (b"x", "PF616"), ("a\x00b", "PF708"), ("\ud800", "PF708")]
)
def test_a_path_that_is_none_is_refused(path: str, code: str) -> None:
    with pytest.raises(MisuseError, match=code):
        procflow.load(path)
