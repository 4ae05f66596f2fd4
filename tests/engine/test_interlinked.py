"""Interlinked dossiers: each with its own id, agency, version and limit, moved on together in one transaction."""

from datetime import date, datetime, timedelta

import pytest
from families import (
    BIRTH,
    BORN,
    CHAIR,
    CHIEF,
    CITIZEN,
    CLERK,
    DESK,
    INSURANCE,
    INSURER,
    LINK,
    OFFICER,
    PARENT_TEXT,
    POLICE,
    SHIPPED,
    START,
    accepted,
    check,
    go,
    submit,
)
from families import procedures as of_a_family
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.clock import VIETNAM_TIME, Policy
from procflow.dossier import Adopt, ChildFinished, FinishChild, Stop, Take, Withdraw
from procflow.engine import ManualClock
from procflow.errors import ConflictError, MisuseError, Rejected
from procflow.library import load_text
from procflow.procedure import Procedure

pytestmark = pytest.mark.office(of_a_family, START)


@pytest.fixture(scope="module")
def procedures() -> tuple[Procedure, ...]:
    return of_a_family()


def test_a_child_is_opened_with_the_event_that_starts_it(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, procedures: tuple[Procedure, ...]
) -> None:
    reply = accepted(engine, connection, clock)
    assert reply.dossier.kin == {"birth": "d/birth"}
    assert [type(one).__name__ for one in reply.events[-2:]] == ["ChildStarted", "ChildOpened"]
    birth = engine.dossier(connection, "d/birth")
    assert (birth.parent, birth.child, birth.applicant) == ("d", "birth", "an")
    assert (birth.procedure, birth.version, birth.definition) == (BIRTH, "2025-07", procedures[2].hash)
    assert (birth.unit, birth.competent, birth.step) == ("ubnd-xa", "ubnd-xa", "review")
    assert birth.facts == {"birth_date": date(2026, 8, 1), "registered_late": False}
    assert birth.accepted_at == reply.dossier.accepted_at == START + timedelta(hours=1)
    assert (str(birth.due_on), str(reply.dossier.due_on)) == ("2026-08-03", "2026-08-28")
    check(engine, connection)


def test_the_same_command_gives_the_same_answer_and_opens_nothing_twice(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    reply = accepted(engine, connection, clock)
    assert engine.send(connection, "d", Take("accept", by=DESK), command_id="accept") == reply
    go(engine, connection, clock, "d/birth", *BORN)
    assert engine.send(connection, "d", Take("accept", by=DESK), command_id="accept") == reply
    assert connection.scalar(text("SELECT count(*) FROM procflow_dossier")) == 4


def test_a_child_that_is_done_is_known_to_its_parent_in_the_same_move_and_lets_others_begin(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    due_on = engine.dossier(connection, "d").due_on
    go(engine, connection, clock, "d/birth", *BORN)
    parent = engine.dossier(connection, "d")
    assert parent.children == {"birth": True, "residence": False, "insurance": False, "allowance": False}
    assert parent.kin == {"birth": "d/birth", "residence": "d/residence", "insurance": "d/insurance"}
    assert parent.due_on == due_on
    done = next(entry.event for entry in engine.history(connection, "d") if isinstance(entry.event, ChildFinished))
    read = engine.history(connection, "d/birth")[done.version - 1]
    assert (done.dossier, done.results, done.refused) == ("d/birth", ("certificate",), False)
    assert read == engine.history(connection, "d/birth")[-1]
    residence = engine.dossier(connection, "d/residence")
    assert residence.accepted_at == done.at == clock.now()
    assert (residence.case, residence.facts, str(residence.due_on)) == ("family", {"exempt": True}, "2026-08-12")
    assert residence.fees == {"residence": "0 VND"}
    check(engine, connection)


def test_on_paper_one_child_follows_the_other(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock, "direct")
    go(
        engine,
        connection,
        clock,
        "d/birth",
        Take("consistent", by=CLERK),
        Take("sent-for-number", by=CLERK),
        Take("number-issued", by=CLERK),
        Take("signed", by=CHAIR),
    )
    assert engine.dossier(connection, "d").children == {"birth": True, "residence": False}
    go(engine, connection, clock, "d/residence", Take("eligible", by=POLICE), Take("approved", by=CHIEF))
    insurance = engine.dossier(connection, "d/insurance")
    assert insurance.channel == "online"  # its procedure takes no paper
    check(engine, connection)


def test_the_parent_waits_for_all_its_children_and_only_for_them(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d/insurance", Take("issued", by=INSURER))
    go(engine, connection, clock, "d/residence", Take("eligible", by=POLICE), Take("approved", by=CHIEF))
    with pytest.raises(Rejected, match="PF508") as refused:
        engine.send(connection, "d", Take("all-done", by=OFFICER))
    assert refused.value.params["waiting"] == "allowance"  # kept elsewhere, and told of by hand
    go(engine, connection, clock, "d", FinishChild("allowance", by=OFFICER), Take("all-done", by=OFFICER))
    assert engine.dossier(connection, "d").finished_at == clock.now()
    check(engine, connection)


def test_how_all_children_stand_is_one_question(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    clock.move_to(datetime(2026, 8, 13, 8, tzinfo=VIETNAM_TIME))
    told = engine.children(connection, "d")
    assert [(one.name, one.dossier_id, one.is_done, one.is_refused) for one in told] == [
        ("birth", "d/birth", True, False),
        ("residence", "d/residence", False, False),
        ("insurance", "d/insurance", False, False),
        ("allowance", "", False, False),
    ]
    standings = [one.standing.kind if one.standing else None for one in told]
    assert standings == ["on-time", "overdue", "overdue", None]
    assert engine.children(connection, "d/birth") == ()


def test_how_children_stood_is_told_of_those_that_had_begun(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    """Asked about a moment before others began, the whole answer was refused because of them."""
    accepted(engine, connection, clock)
    before = clock.now()
    clock.move_by(timedelta(minutes=1))
    go(engine, connection, clock, "d/birth", *BORN)
    (birth,) = engine.children(connection, "d", before)
    assert (birth.name, birth.is_done, birth.standing and birth.standing.kind) == ("birth", False, "pending")
    assert [one.name for one in engine.children(connection, "d")][1:] == ["residence", "insurance", "allowance"]
    with pytest.raises(MisuseError, match="PF618"):
        engine.children(connection, "d", START - timedelta(seconds=1))


def test_nothing_builds_on_a_child_that_was_refused_and_the_parent_does_not_wait_for_what_cannot_begin(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    refusal = (Take("not-eligible", by=CLERK, reason="Không đủ giấy tờ"), Take("refused", by=CHAIR, reason="Không đủ"))
    go(engine, connection, clock, "d/birth", *refusal)
    parent = engine.dossier(connection, "d")
    assert (parent.children, parent.fruitless) == ({"birth": True}, ("birth",))
    go(engine, connection, clock, "d", Take("all-done", by=OFFICER))
    check(engine, connection)


def test_a_child_that_time_closes_is_told_to_its_parent_by_a_tick(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d/insurance", Take("incomplete", by=INSURER, reason="Thiếu ảnh"))
    clock.move_by(timedelta(days=40))
    engine.tick(connection)
    assert engine.dossier(connection, "d/insurance").ended == "closed"
    parent = engine.dossier(connection, "d")
    assert parent.fruitless == ("insurance",)
    told = [entry for entry in engine.history(connection, "d") if isinstance(entry.event, ChildFinished)][-1]
    assert told.at == engine.history(connection, "d/insurance")[-1].at
    assert "late-result" in parent.breaches
    check(engine, connection)
    assert engine.next_wake(connection) is None


@pytest.mark.parametrize("first", ["d", "d/birth", "d/insurance"])
def test_what_fell_due_in_one_comes_before_what_is_done_to_another(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, first: str
) -> None:
    """The journals are the same whoever is looked at first, and whether a tick came between or not."""

    def story(tick: bool) -> list[list[tuple[str, datetime]]]:  # noqa: FBT001 - said by its name
        savepoint = connection.begin_nested()
        for hours in range(0, 21 * 24, 36):
            clock = ManualClock(start + timedelta(hours=hours))
            worker = procflow.Engine(engine._shelf._procedures.values(), clock=clock)  # noqa: SLF001 - the same law
            if tick:
                worker.tick(connection)
        worker.send(connection, first, procflow.Wake())
        found = [
            [(entry.kind, entry.at) for entry in worker.history(connection, name)]
            for name in ("d", "d/birth", "d/insurance", "d/residence")
        ]
        worker.verify(connection)
        savepoint.rollback()
        return found

    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d/insurance", Take("incomplete", by=INSURER, reason="Thiếu ảnh"))
    start = clock.now()
    assert story(tick=True) == story(tick=False)


def test_a_parent_that_is_stopped_still_learns_and_one_that_ended_learns_nothing(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d", Stop("dispute", by=OFFICER, reason="Có đơn"))
    go(engine, connection, clock, "d/birth", *BORN)
    assert engine.dossier(connection, "d").children["birth"] is True
    go(engine, connection, clock, "d", Withdraw(by=CITIZEN))
    before = engine.history(connection, "d")
    go(engine, connection, clock, "d/insurance", Take("issued", by=INSURER))
    assert engine.history(connection, "d") == before
    assert engine.dossier(connection, "d/insurance").finished_at == clock.now()
    check(engine, connection)


def test_a_fact_of_a_child_may_be_entered_after_its_parent_went_on(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    at = clock.now() + timedelta(minutes=1)
    go(engine, connection, clock, "d", FinishChild("allowance", by=OFFICER))
    engine.send(connection, "d/insurance", Take("issued", by=INSURER, at=at))
    told = engine.history(connection, "d")[-1]
    assert (told.kind, told.at) == ("ChildFinished", at)
    check(engine, connection)


def test_a_child_that_cannot_be_opened_refuses_what_would_open_it(
    connection: Connection, procedures: tuple[Procedure, ...], clock: ManualClock
) -> None:
    poor = load_text(PARENT_TEXT.replace("facts: {birth_date: born_on}, ", ""))
    engine = procflow.Engine([poor, *procedures[1:]], clock=clock)
    submit(engine, connection)
    before = engine.history(connection, "d")
    with pytest.raises(Rejected, match=r"PF680.*birth_date"):
        engine.send(connection, "d", Take("accept", by=DESK))
    assert engine.history(connection, "d") == before


def test_personal_data_stay_personal_in_a_child(
    connection: Connection, procedures: tuple[Procedure, ...], clock: ManualClock
) -> None:
    parent = load_text(
        PARENT_TEXT.replace("Ngày sinh của trẻ, type: date", "Ngày sinh của trẻ, type: date, personal: true")
    )
    open_child = (SHIPPED / BIRTH / "2025-07.yaml").read_text(encoding="utf-8")
    closed_child = open_child.replace("Ngày sinh của trẻ, type: date", "Ngày sinh của trẻ, type: date, personal: true")
    for birth, refused in ((open_child.replace(", personal: true", ""), True), (closed_child, False)):
        engine = procflow.Engine([parent, load_text(birth), *procedures[3:]], clock=clock)
        savepoint = connection.begin_nested()
        submit(engine, connection)
        if refused:
            with pytest.raises(Rejected, match=r"PF680.*birth_date"):
                engine.send(connection, "d", Take("accept", by=DESK))
        else:
            engine.send(connection, "d", Take("accept", by=DESK))
            assert engine.personal(connection, "d/birth") == {"birth_date": date(2026, 8, 1)}
            journals = connection.execute(text("SELECT body FROM procflow_journal")).scalars()
            assert not any(b"2026-08-01" in bytes(body) for body in journals)
            check(engine, connection)
        savepoint.rollback()


def test_a_procedure_that_is_interlinked_with_itself_is_refused(connection: Connection, clock: ManualClock) -> None:
    own = load_text(PARENT_TEXT.replace("1.001193", LINK))
    engine = procflow.Engine([own], clock=clock)
    submit(engine, connection)
    with pytest.raises(Rejected, match=r"PF680.*itself"):
        engine.send(connection, "d", Take("accept", by=DESK))


def test_the_id_of_a_child_that_is_taken_is_a_conflict(engine: procflow.Engine, connection: Connection) -> None:
    engine.submit(connection, INSURANCE, by=CITIZEN, channel="online", dossier_id="d/birth")
    submit(engine, connection)
    with pytest.raises(ConflictError, match=r"PF623.*d/birth"):
        engine.send(connection, "d", Take("accept", by=DESK))
    check(engine, connection)


def test_a_fact_that_nobody_declares_cannot_feed_a_child() -> None:
    with pytest.raises(procflow.DefinitionError, match=r"PF398.*born_in"):
        load_text(PARENT_TEXT.replace("birth_date: born_on", "birth_date: born_in"))


def test_a_notice_counts_every_member_of_a_family_anew(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    from procflow.calendar import Document, Kind, Layer, Mark, vietnam  # noqa: PLC0415 - of this test alone

    accepted(engine, connection, clock)
    go(engine, connection, clock, "d/birth", *BORN)
    go(engine, connection, clock, "d/insurance", Take("incomplete", by=INSURER, reason="Thiếu ảnh"))
    clock.move_to(datetime(2026, 8, 12, 8, tzinfo=VIETNAM_TIME))
    notice = Layer("bao", Document("CĐ 1/CĐ-TTg"), (Mark(date(2026, 8, 12), Kind.CLOSURE, "Nghỉ do bão"),))
    storm = vietnam().with_layers(notice)
    done = engine.change_calendar(
        connection, vietnam(), storm, by=OFFICER, reason="CĐ 1/CĐ-TTg", policy=Policy.RECOMPUTE
    )
    assert done.failed == ()
    assert {moved.dossier_id for moved in done.dossiers} == {"d", "d/birth", "d/insurance", "d/residence"}
    assert (str(engine.dossier(connection, "d").due_on), str(engine.dossier(connection, "d/residence").due_on)) == (
        "2026-09-03",
        "2026-08-13",
    )
    check(engine, connection)


def test_a_dossier_that_is_adopted_where_children_begin_opens_them_at_once(
    engine: procflow.Engine, connection: Connection
) -> None:
    command = Adopt(
        by=procflow.Actor("quan-tri", roles=("administrator",)),
        channel="online",
        origin="Cổng dịch vụ công tỉnh",
        step="link",
        submitted_at=START - timedelta(days=4),
        accepted_at=START - timedelta(days=3),
        applicant="an",
        facts={"born_on": date(2026, 7, 20), "exempt": False},
    )
    reply = engine.adopt(connection, LINK, command, command_id="adopt", dossier_id="d")
    assert reply.dossier.kin == {"birth": "d/birth"}
    assert engine.dossier(connection, "d/birth").accepted_at == START
    assert engine.adopt(connection, LINK, command, command_id="adopt", dossier_id="d") == reply
    check(engine, connection)


def test_on_paper_a_refused_child_is_followed_by_the_next_that_can_begin(
    connection: Connection, procedures: tuple[Procedure, ...], clock: ManualClock
) -> None:
    text_ = PARENT_TEXT.replace("allowance: {procedure: 9.000099, after: birth}", "allowance: 9.000099")
    engine = procflow.Engine([load_text(text_), *procedures[1:]], clock=clock)
    accepted(engine, connection, clock, "direct")
    refusal = (Take("not-eligible", by=CLERK, reason="Không đủ"), Take("refused", by=CHAIR, reason="Không đủ"))
    go(engine, connection, clock, "d/birth", *refusal)
    assert engine.dossier(connection, "d").children == {"birth": True, "allowance": False}


def test_a_family_acts_the_same_however_often_its_scheduler_runs(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    """Workers tick while people work: nothing is lost, and nothing is done twice."""
    with database.begin() as connection:
        accepted(engine, connection, clock)
    for command in BORN:
        clock.move_by(timedelta(hours=5))
        for _ in range(2):
            with database.begin() as connection:
                assert engine.tick(connection).failed == ()
        with database.begin() as connection:
            engine.send(connection, "d/birth", command)
    with database.begin() as connection:
        told = [one for one in engine.history(connection, "d") if one.kind == "ChildFinished"]
        assert len(told) == 1
        check(engine, connection)
