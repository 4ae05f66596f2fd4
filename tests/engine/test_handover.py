"""Batches from the post: one record, many dossiers, handed in when both signed, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from office import text as procedure_text
from sqlalchemy import Connection, Engine, select

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.dossier import Actor, Submitted, Take
from procflow.engine import HandedOver, Handover, ManualClock, Posted, Reply
from procflow.errors import ConflictError, MisuseError, ProcflowError, Rejected
from procflow.library import load_text
from procflow.store.schema import batch

TEXT = procedure_text(more="facts:\n  copies: {name: Số bản, type: integer}\n").replace(
    "submit: [online, direct]", "submit: [online, direct, post]"
)
PROCEDURE = load_text(TEXT, "mẫu.yaml")
RECEPTION = Actor("binh", roles=("receptionist",), unit="mot-cua")
SIGNED = datetime(2026, 8, 14, 16, 30, tzinfo=VIETNAM_TIME)  # Friday; keyed in on Monday


@pytest.fixture
def engine(clock: ManualClock) -> procflow.Engine:
    return procflow.Engine([PROCEDURE], clock=clock)


def posted(number: int, **changes: object) -> Posted:
    one = Posted(
        slip=f"EMS{number:04}",
        code=PROCEDURE.code,
        applicant=f"ng-{number}",
        facts={"copies": number},
        details={"phone": f"0900{number:06}"},
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def record(*dossiers: Posted, **changes: object) -> Handover:
    one = Handover(record="BB-14/2026", signed_at=SIGNED, by=RECEPTION, carrier="bưu tá 7", dossiers=dossiers)
    return replace(one, **changes)  # type: ignore[arg-type]


MANY = [posted(number) for number in range(1, 13)]


def replies(answer: HandedOver) -> list[Reply]:
    return [one for one in answer.dossiers if isinstance(one, Reply)]


def test_every_dossier_was_handed_in_when_the_record_was_signed(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    told: list[tuple[int, int]] = []
    answer = engine.hand_over(connection, record(*MANY), on_progress=lambda done, of: told.append((done, of)))
    assert (answer.refused, answer.is_repeat, told) == ((), False, [(done, 12) for done in range(1, 13)])
    for number, reply in enumerate(replies(answer), start=1):
        [entry, *_] = engine.history(connection, reply.dossier_id)
        event = entry.event
        assert isinstance(event, Submitted)
        assert (event.at, entry.recorded_at) == (SIGNED, clock.now())
        assert (event.handover, event.assisted_by, event.channel) == ("BB-14/2026", "bưu tá 7", "post")
        assert event.unit == "mot-cua"
        assert (event.applicant, event.facts) == (f"ng-{number}", {"copies": number})
        assert engine.personal(connection, reply.dossier_id) == {"phone": f"0900{number:06}"}
    [kept] = connection.execute(select(batch)).all()
    assert (kept.id, kept.dossiers) == ("BB-14/2026", 12)
    engine.verify(connection)


def test_the_limit_runs_from_the_acceptance_of_what_was_handed_over(
    engine: procflow.Engine, connection: Connection
) -> None:
    [reply] = replies(engine.hand_over(connection, record(posted(1))))
    accepted = engine.send(connection, reply.dossier_id, Take("accept", by=RECEPTION, at=SIGNED)).dossier
    assert accepted.accepted_at == SIGNED
    assert str(accepted.due_on) == "2026-08-21"


def test_the_same_record_again_does_nothing_twice(engine: procflow.Engine, connection: Connection) -> None:
    first = engine.hand_over(connection, record(*MANY))
    again = engine.hand_over(connection, record(*MANY))
    assert (again, again.is_repeat) == (first, True)
    assert len(engine.worklist(connection)) == 12


def test_a_record_goes_on_where_it_was_refused(engine: procflow.Engine, connection: Connection) -> None:
    """The wrong dossier is put right at the desk by another record; the others are in already."""
    wrong = [
        posted(1),
        posted(2, code="9.999999"),
        posted(3, facts={"copies": "x"}),
        posted(4, applicant=""),
        posted(5),
    ]
    first = engine.hand_over(connection, record(*wrong))
    codes = [one.code if isinstance(one, ProcflowError) else "" for one in first.dossiers]
    assert codes == ["", "PF602", "PF523", "PF559", ""]
    assert len(engine.worklist(connection)) == 2
    again = engine.hand_over(connection, record(*wrong))
    assert [one.dossier_id for one in replies(again)] == [one.dossier_id for one in replies(first)]
    assert len(again.refused) == 3
    engine.verify(connection)


@pytest.mark.parametrize(
    "other",
    [
        record(*MANY[:-1]),
        record(*MANY, posted(13)),
        record(*reversed(MANY)),
        record(*MANY, signed_at=SIGNED + timedelta(minutes=1)),
        record(*MANY, carrier="bưu tá 8"),
        record(posted(1, applicant="khác"), *MANY[1:]),
        record(posted(1, facts={}), *MANY[1:]),
        record(posted(1, unit="khác"), *MANY[1:]),
    ],
)
def test_another_content_under_the_number_of_a_record_is_refused(
    engine: procflow.Engine, connection: Connection, other: Handover
) -> None:
    engine.hand_over(connection, record(*MANY))
    with pytest.raises(ConflictError, match="PF679"):
        engine.hand_over(connection, other)
    assert len(engine.worklist(connection)) == 12


@pytest.mark.parametrize("changed", [posted(1, facts={"copies": 9}), posted(1, details={"phone": "0"})])
def test_another_value_under_a_slip_that_is_in_already_is_refused_for_that_dossier(
    engine: procflow.Engine, connection: Connection, changed: Posted
) -> None:
    """The record's own hash holds no value, because one of few choices could be guessed from it."""
    engine.hand_over(connection, record(posted(1), posted(2)))
    [refused, taken] = engine.hand_over(connection, record(changed, posted(2))).dossiers
    assert isinstance(refused, ConflictError)
    assert (refused.code, isinstance(taken, Reply)) == ("PF621", True)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (record(), "PF678"),
        (record(posted(1), posted(2), posted(1)), "PF678"),
        (record(*(posted(number) for number in range(1_001))), "PF613"),
        (record(posted(1), record="BB 14"), "PF614"),
        (record(posted(1, slip="EMS'; --")), "PF614"),
        (record(posted(1), carrier="\x00"), "PF612"),
        (record(posted(1), signed_at=datetime(2026, 8, 14, 16)), "PF610"),  # noqa: DTZ001 - the point of the test
    ],
)
def test_a_record_that_cannot_be_kept_leaves_nothing(
    engine: procflow.Engine, connection: Connection, wrong: Handover, code: str
) -> None:
    with pytest.raises(MisuseError, match=code):
        engine.hand_over(connection, wrong)
    assert connection.execute(select(batch)).all() == []


def test_a_record_signed_tomorrow_is_refused(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    with pytest.raises(Rejected, match="PF611"):
        engine.hand_over(connection, record(posted(1), signed_at=clock.now() + timedelta(seconds=1)))
    assert connection.execute(select(batch)).all() == []


def test_the_hosts_rollback_takes_the_whole_record_back(engine: procflow.Engine, connection: Connection) -> None:
    connection.commit()
    engine.hand_over(connection, record(*MANY))
    connection.rollback()
    assert engine.worklist(connection) == ()
    assert connection.execute(select(batch)).all() == []
    assert engine.hand_over(connection, record(*MANY)).is_repeat is False


def test_two_desks_that_key_in_the_same_record_record_it_once(database: Engine, engine: procflow.Engine) -> None:
    answers = []
    for _ in range(2):
        with database.begin() as connection:
            answers.append(engine.hand_over(connection, record(*MANY)))
    assert answers[0] == answers[1]
    assert [answer.is_repeat for answer in answers] == [False, True]


def at_once(database: Engine, engine: procflow.Engine, *records: Handover) -> list[HandedOver | ConflictError]:
    """Hand over from as many sessions as there are records, all at the same time."""
    gate = Barrier(len(records))

    def desk(one: Handover) -> HandedOver | ConflictError:
        gate.wait()
        try:
            with database.begin() as connection:
                return engine.hand_over(connection, one)
        except ConflictError as error:
            return error

    with ThreadPoolExecutor(len(records)) as pool:
        return list(pool.map(desk, records))


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_two_sessions_that_hand_over_the_same_record_at_once_record_it_once(
    database: Engine, engine: procflow.Engine, isolation: str
) -> None:
    """One is the first; the others get its answers, or are turned away and get them when they ask again."""
    has_one = database.dialect.name == "sqlite"
    if has_one and isolation != "SERIALIZABLE":
        pytest.skip("SQLite has one isolation")
    place = database if has_one else database.execution_options(isolation_level=isolation)
    answers = at_once(place, engine, *[record(*MANY)] * 4)
    refused = [one for one in answers if isinstance(one, ConflictError)]
    assert {one.code for one in refused} <= {"PF622"}
    assert not refused or isolation != "READ COMMITTED"
    with place.begin() as connection:
        answers += [engine.hand_over(connection, record(*MANY))]
        known = [one for one in answers if isinstance(one, HandedOver)]
        assert known == [known[0]] * len(known)
        assert [one.is_repeat for one in known].count(False) == 1
        assert len(engine.worklist(connection)) == 12
        engine.verify(connection)


def test_of_two_contents_handed_over_at_once_under_one_number_one_is_refused(
    database: Engine, engine: procflow.Engine
) -> None:
    two = at_once(database, engine, record(*MANY), record(*MANY[:-1]))
    [taken] = [one for one in two if isinstance(one, HandedOver)]
    [refused] = [one for one in two if isinstance(one, ConflictError)]
    assert refused.code == "PF679"
    with database.begin() as connection:
        assert len(engine.worklist(connection)) == len(replies(taken))
        engine.verify(connection)


def test_dossiers_of_a_record_take_codes_of_their_own(engine: procflow.Engine, connection: Connection) -> None:
    codes = engine.new_codes(connection, "H40.16", 3)
    coded = [posted(number, dossier_id=code, competent="H40.16") for number, code in enumerate(codes)]
    answer = engine.hand_over(connection, record(*coded))
    assert [one.dossier_id for one in replies(answer)] == [
        "H40.16-260817-0001",
        "H40.16-260817-0002",
        "H40.16-260817-0003",
    ]
