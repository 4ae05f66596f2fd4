"""Work lists and standings: what is open, in due order, and what is late by the law and by nothing else."""

from datetime import date, datetime, timedelta
from typing import Literal
from unicodedata import normalize

import pytest
from sqlalchemy import Connection, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import StandingKind, classify
from procflow.dossier import Apologise, Ask, Command, DossierFinished, Reassign, Submitted, Take, Void, Withdraw
from procflow.engine import ManualClock, Work
from procflow.errors import MisuseError
from procflow.procedure import Procedure

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
OFFICER = procflow.Actor("chi", roles=("receptionist", "construction-officer", "administrator"))
CHAIR = procflow.Actor("dung", roles=("chair",))
ACCEPT = Take("accept", by=OFFICER)
ELIGIBLE = Take("eligible", by=OFFICER)
SIGNED = Take("signed", by=CHAIR)
INCOMPLETE = Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ")
SUPPLY = Take("supply", by=APPLICANT)
COMPLETE = Take("complete", by=OFFICER)
WITHDRAW = Withdraw(by=APPLICANT)
HAND_OVER = Take("hand-over", by=OFFICER)

Story = list[tuple[str, Command]]
FINISHED: Story = [("2026-08-17 10:00", ACCEPT), ("2026-08-18 09:00", ELIGIBLE)]


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM_TIME)


def live(engine: procflow.Engine, connection: Connection, clock: ManualClock, story: Story) -> str:
    by = engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house").dossier_id
    for at, command in story:
        clock.move_to(max(clock.now(), local(at)))
        engine.send(connection, by, command)
    return by


STOPPED: Story = [("2026-08-17 10:00", ACCEPT), ("2026-08-19 15:00", INCOMPLETE)]
RESTARTED: Story = [*STOPPED, ("2026-08-21 08:00", SUPPLY), ("2026-08-21 09:30", COMPLETE)]
COLLECTED: Story = [*FINISHED, ("2026-08-25 09:00", SIGNED), ("2026-12-01 09:00", HAND_OVER)]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ([], ("2026-08-17 09:30", "pending", None)),
        ([], ("2026-09-17 09:30", "pending", None)),
        (FINISHED[:1], ("2026-08-25 23:59", "pending", "2026-08-25")),
        (FINISHED[:1], ("2026-08-26 00:00", "overdue", "2026-08-25")),
        ([*FINISHED, ("2026-08-24 16:59", SIGNED)], ("2026-09-30 00:00", "early", "2026-08-25")),
        ([*FINISHED, ("2026-08-25 08:00", SIGNED)], ("2026-09-30 00:00", "on-time", "2026-08-25")),
        ([*FINISHED, ("2026-08-25 23:59", SIGNED)], ("2026-09-30 00:00", "on-time", "2026-08-25")),
        ([*FINISHED, ("2026-08-26 00:00", SIGNED)], ("2026-09-30 00:00", "late", "2026-08-25")),
        ([*FINISHED, ("2026-08-26 00:00", SIGNED)], ("2026-08-25 12:00", "pending", "2026-08-25")),
        (COLLECTED, ("2026-12-02 00:00", "on-time", "2026-08-25")),
        (STOPPED, ("2026-08-20 09:00", "stopped", None)),
        (STOPPED, ("2026-09-20 09:00", "closed", None)),
        ([*FINISHED[:1], ("2026-08-27 15:00", INCOMPLETE)], ("2026-08-28 09:00", "overdue", "2026-08-25")),
        (RESTARTED, ("2026-09-03 12:00", "pending", "2026-09-03")),
        (
            [*FINISHED[:1], ("2026-08-18 10:00", Withdraw(by=APPLICANT))],
            ("2026-09-30 00:00", "withdrawn", "2026-08-25"),
        ),
        ([("2026-08-17 10:00", Void("x", "Nhập trùng", by=OFFICER))], ("2026-09-30 00:00", "voided", None)),
    ],
)
def test_a_standing_is_counted_against_the_date_due_by_law(
    engine: procflow.Engine,
    connection: Connection,
    clock: ManualClock,
    story: Story,
    expected: tuple[str, str, str | None],
) -> None:
    as_of, kind, due_on = expected
    dossier_id = live(engine, connection, clock, story)
    clock.move_to(max(clock.now(), local(as_of)))
    engine.tick(connection)
    standing = engine.standing(connection, dossier_id, local(as_of))
    assert (standing.kind, standing.due_on) == (StandingKind(kind), due_on and date.fromisoformat(due_on))


def test_an_apology_cures_no_lateness_and_the_three_dates_stay_apart(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    apology = Apologise(until=date(2026, 9, 10), reason="Mưa bão", by=OFFICER)
    story: Story = [("2026-08-17 10:00", ACCEPT), ("2026-08-24 09:00", apology), ("2026-08-25 09:00", ELIGIBLE)]
    dossier_id = live(engine, connection, clock, [*story, ("2026-09-09 09:00", SIGNED)])
    standing = engine.standing(connection, dossier_id)
    assert standing.kind is StandingKind.LATE
    assert (standing.due_on, standing.promised_on) == (date(2026, 8, 25), date(2026, 8, 25))
    assert standing.reappointed_on == date(2026, 9, 10)


def test_every_dossier_is_settled_pending_or_ended_otherwise_and_only_one_of_them() -> None:
    for kind in StandingKind:
        assert kind.is_settled + kind.is_pending <= 1
    groups = [kind for kind in StandingKind if not kind.is_settled and not kind.is_pending]
    assert groups == ["stopped", "closed", "not-accepted", "withdrawn", "voided"]


def test_a_result_that_no_limit_was_set_for_is_on_time() -> None:
    at = local("2026-08-17 09:00")
    submitted = Submitted(
        at=at, by=APPLICANT, procedure="1", version="1", definition="d", calendar="c", channel="online"
    )
    standing = classify([submitted, DossierFinished(at=at, by=OFFICER)], at)
    assert (standing.kind, standing.due_on) == (StandingKind.ON_TIME, None)


def test_a_dossier_had_no_standing_before_it_was_handed_in(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    dossier_id = live(engine, connection, clock, [])
    with pytest.raises(MisuseError, match="PF618"):
        engine.standing(connection, dossier_id, clock.now() - timedelta(seconds=1))
    behind = procflow.Engine(clock=ManualClock(clock.now() - timedelta(seconds=1)))
    assert behind.standing(connection, dossier_id).kind == "pending"  # a clock that was set back unmakes nothing


def names(lines: object) -> list[str]:
    return [line.dossier_id for line in lines]  # type: ignore[attr-defined]


def test_a_work_list_shows_what_is_due_first_and_what_has_no_date_last(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, permit: Procedure
) -> None:
    late, soon, other = (live(engine, connection, clock, [(f"2026-08-{day} 10:00", ACCEPT)]) for day in (17, 18, 19))
    waiting = live(engine, connection, clock, [])
    lines = engine.worklist(connection)
    assert names(lines) == [late, soon, other, waiting]
    assert [line.due_at and line.due_at.day for line in lines] == [25, 26, 27, None]
    assert {line.step for line in lines} == {"appraise", "reception"}
    assert names(engine.worklist(connection, Work(step="reception"))) == [waiting]
    assert names(engine.worklist(connection, Work(due_before=local("2026-08-26 12:00")))) == [late]
    assert names(engine.worklist(connection, Work(procedure=permit.code))) == names(lines)
    assert names(engine.worklist(connection, Work(procedure="other"))) == []


def test_a_work_list_says_who_is_waited_for(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    agency = live(engine, connection, clock, [("2026-08-17 10:00", ACCEPT)])
    asked: Story = [("2026-08-17 10:00", ACCEPT), ("2026-08-17 11:00", Ask("related-agency", by=OFFICER))]
    consulted = live(engine, connection, clock, asked)
    applicant = live(engine, connection, clock, [("2026-08-17 12:00", ACCEPT), ("2026-08-17 13:00", INCOMPLETE)])
    live(engine, connection, clock, [("2026-08-17 13:30", Withdraw(by=APPLICANT))])
    for who, expected in (("agency", agency), ("consulted", consulted), ("applicant", applicant)):
        assert names(engine.worklist(connection, Work(waits_for=who))) == [expected]
    assert len(engine.worklist(connection)) == 3


def test_a_work_list_of_somebody_who_is_never_waited_for_is_refused_by_name(
    engine: procflow.Engine, connection: Connection
) -> None:
    with pytest.raises(MisuseError, match=r"PF616.*waits_for.*officer.*agency \| applicant \| consulted"):
        engine.worklist(connection, Work(waits_for="officer"))


def test_a_work_list_goes_on_where_the_page_before_ended(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    for turn in range(7):
        live(engine, connection, clock, [(f"2026-08-{17 + turn} 10:00", ACCEPT)] if turn % 3 else [])
    read, after = [], ""
    while lines := engine.worklist(connection, after=after, limit=2):
        read += names(lines)
        after = lines[-1].cursor
    assert read == names(engine.worklist(connection))


@pytest.mark.parametrize("after", ["nowhere", "0.23", "2026-08-25 17:00:00+07:00", "9999 ", "9999 hồ-sơ", "later d"])
def test_what_is_no_cursor_of_a_line_is_refused_and_not_taken_for_a_place_in_the_order(
    engine: procflow.Engine, connection: Connection, after: str
) -> None:
    with pytest.raises(MisuseError, match="PF652"):
        engine.worklist(connection, after=after)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_unit_and_an_assignee_are_found_in_whichever_unicode_form_they_are_typed(
    engine: procflow.Engine, connection: Connection, form: Literal["NFC", "NFD"]
) -> None:
    unit, officer = (normalize(form, name) for name in ("Bộ phận một cửa", "chị Hiền"))
    new = engine.submit(connection, PERMIT, by=APPLICANT, channel="online", case="house", unit="Bộ phận một cửa")
    engine.send(connection, new.dossier_id, Reassign("chị Hiền", "nghỉ phép", by=OFFICER))
    assert names(engine.worklist(connection, Work(unit=unit))) == [new.dossier_id]
    assert names(engine.worklist(connection, Work(assignee=officer))) == [new.dossier_id]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_page_of_a_work_list_and_a_poll_for_what_is_due_read_their_index(connection: Connection) -> None:
    page = (
        "SELECT id FROM procflow_dossier WHERE ended IS NULL AND (coalesce(due_at, '9999'), id) > ('a', 'b') "
        "ORDER BY coalesce(due_at, '9999'), id LIMIT 10"
    )
    poll = "SELECT id FROM procflow_dossier WHERE wake_at <= 'x' ORDER BY wake_at, id LIMIT 10"
    for query, index in ((page, "procflow_dossier_open"), (poll, "procflow_dossier_wake")):
        plan = " ".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
        assert f"USING INDEX {index}" in plan or f"USING COVERING INDEX {index}" in plan
        assert "SCAN procflow_dossier " not in plan.replace("SCAN procflow_dossier USING INDEX", "")
