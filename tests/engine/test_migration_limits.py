"""What becomes of limits, families and a province's own commitments when another version takes a dossier over."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection
from two_laws import (
    AFTER,
    BEFORE,
    CITIZEN,
    CLAUSE,
    NEW_TEXT,
    OFFICE,
    OFFICER,
    OLD_TEXT,
    accepted,
    both,
    check,
    new,
    old,
    plan,
    reasons,
)

import procflow
from procflow.core.migrate import Crossing, migrate
from procflow.dossier import Extend, LimitRestated, Stop, Take
from procflow.engine import ManualClock
from procflow.library import load_text

pytestmark = pytest.mark.office(both, BEFORE)


@pytest.mark.parametrize(
    ("policy", "due_on", "step_due"),
    [
        ("keep", "2026-09-22", "2026-09-09"),
        ("in-favour", "2026-09-15", "2026-09-07"),
        ("recount", "2026-09-15", "2026-09-07"),
    ],
)
def test_the_clause_says_what_becomes_of_limits_that_run(
    connection: Connection, clock: ManualClock, policy: str, due_on: str, step_due: str
) -> None:
    engine = procflow.Engine([old(), new((CLAUSE, f"accepted: move, limits: {policy}, steps"))], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    dossier = engine.dossier(connection, "a")
    assert (str(dossier.due_on), str(dossier.limits["step:examine"].due_on)) == (due_on, step_due)


@pytest.mark.parametrize(("policy", "due_on"), [("in-favour", "2026-09-22"), ("recount", "2026-10-01")])
def test_a_longer_limit_worsens_no_promise_unless_the_clause_says_so(
    connection: Connection, clock: ManualClock, policy: str, due_on: str
) -> None:
    longer = new((CLAUSE, f"accepted: move, limits: {policy}, steps"), ("10 ngày làm việc", "22 ngày làm việc"))
    engine = procflow.Engine([old(), longer], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert str(engine.dossier(connection, "a").due_on) == due_on
    check(engine, connection)


def test_what_was_agreed_in_writing_and_what_stopped_the_limit_stay(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a", "b")
    engine.send(connection, "a", Extend("5 ngày làm việc", "Biên bản 1", by=OFFICER))
    engine.send(connection, "b", Stop("dispute", by=OFFICER, reason="Có đơn"))
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert str(engine.dossier(connection, "a").due_on) == "2026-09-22"  # 10 and the 5 that were agreed
    stopped = engine.dossier(connection, "b")
    assert (stopped.stopped_on, stopped.national_status) == ("dispute", 8)
    assert stopped.limits["main"].held_ground == "stop:dispute"
    restated = [one.event for one in engine.history(connection, "a") if isinstance(one.event, LimitRestated)]
    assert [one.reason for one in restated] == ["NĐ 2/2026/NĐ-CP Đ.20 k.1"]
    clock.move_by(timedelta(days=3))
    engine.send(connection, "b", procflow.dossier.Continue(by=OFFICER, reason="Đã xong"))
    assert str(engine.dossier(connection, "b").due_on) > "2026-09-15"
    check(engine, connection)


LINK_STEP = """\
  link:
    name: Liên thông
    actor: officer
    within: {limit: 4 ngày làm việc, basis: Đ.8}
    children: {card: 9.000032}
    outcomes: {linked: sign}
  sign:
"""
FAMILY = (
    ("  sign:\n", LINK_STEP),
    ("eligible: sign", "eligible: link"),
    ("{appraise: examine}", "{appraise: link}"),
)
CARD_TEXT = """
procflow: 1
code: 9.000032
version: 2026-01
effective: 2026-01-01
name: Cấp thẻ thử
basis: bịa
profile: one-stop/nd118-2025
channels: {submit: [online], return: [online]}
limit: {limit: 5 ngày làm việc, basis: bịa}
results: {card: {name: Thẻ, kind: approval}}
steps:
  make: {name: Làm thẻ, actor: officer, outcomes: {made: {to: return-result, produces: card}, no: refuse}}
  refuse: {actor: officer}
"""


def test_a_move_may_open_interlinked_dossiers_and_a_member_of_a_family_may_be_moved(
    connection: Connection, clock: ManualClock
) -> None:
    """The new law interlinks what the old one did not, and the child's own law changes too."""
    newer_card = (
        CARD_TEXT.replace("2026-01\n", "2026-09\n").replace("2026-01-01", "2026-09-04").replace("5 ngày", "3 ngày")
    )
    clause = "transition: {accepted: move, limits: recount, basis: Đ.9}\nsteps:"
    cards = [load_text(CARD_TEXT), load_text(newer_card.replace("steps:", clause))]
    linking = new(*FAMILY)
    engine = procflow.Engine([old(), linking, cards[0]], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    done = engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert done.failed == ()
    assert engine.dossier(connection, "a").kin == {"card": "a/card"}
    assert str(engine.dossier(connection, "a/card").due_on) == "2026-09-11"
    check(engine, connection)
    later = procflow.Engine([old(), linking, *cards], clock=clock)
    clock.move_by(timedelta(hours=1))
    made = later.plan_migration(connection, "9.000032", "2026-01", "2026-09")
    assert reasons(made) == {}
    assert later.migrate(connection, made, by=OFFICE).failed == ()
    card = later.dossier(connection, "a/card")
    assert (card.version, str(card.due_on)) == ("2026-09", "2026-09-09")
    later.send(connection, "a/card", Take("made", by=OFFICER))
    assert later.dossier(connection, "a").children == {"card": True}
    check(later, connection)


def test_a_child_whose_id_is_taken_keeps_no_other_dossier_from_being_moved(
    connection: Connection, clock: ManualClock
) -> None:
    engine = procflow.Engine([old(), new(*FAMILY), load_text(CARD_TEXT)], clock=clock)
    accepted(engine, connection, "a", "b")
    engine.submit(connection, "9.000032", by=CITIZEN, channel="online", dossier_id="a/card")
    clock.move_to(AFTER)
    done = engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert [move.dossier_id for move in done.done] == ["b"]
    assert [(failure.dossier_id, failure.error.code) for failure in done.failed] == [("a", "PF623")]
    assert (engine.dossier(connection, "a").version, engine.dossier(connection, "b").version) == ("2026-01", "2026-09")
    assert engine.dossier(connection, "b").kin == {"card": "b/card"}
    check(engine, connection)


def test_what_a_new_law_leaves_open_stays_owed_and_holds_are_counted_again(
    connection: Connection, clock: ManualClock
) -> None:
    openly = ("limit: {limit: 10 ngày làm việc, basis: Đ.2}", "limit: {limit: none, reason: chưa quy định}")
    engine = procflow.Engine([old(), new(openly)], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert str(engine.dossier(connection, "a").due_on) == "2026-09-22"


def test_the_time_a_limit_was_stopped_under_the_old_law_does_not_count_under_the_new(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    engine.send(connection, "a", Stop("dispute", by=OFFICER, reason="Có đơn"))
    clock.move_to(AFTER - timedelta(days=1))
    engine.send(connection, "a", procflow.dossier.Continue(by=OFFICER, reason="Đã xong"))
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert str(engine.dossier(connection, "a").due_on) == "2026-09-17"  # two working days later than without the stop
    check(engine, connection)


@pytest.mark.parametrize(
    ("before", "limits"),
    [
        ("    within: {limit: 2 ngày làm việc, basis: Đ.8}\n", {"main"}),
        ("    within: {limit: 4 ngày làm việc, basis: Đ.8}\n", {"main", "step:sign"}),
    ],
)
def test_a_step_without_a_time_of_its_own_owes_none_after_the_move(
    connection: Connection, clock: ManualClock, before: str, limits: set[str]
) -> None:
    to = "sign" if "2 ngày" in before else "examine"
    engine = procflow.Engine([old(), new((before, ""))], clock=clock)
    accepted(engine, connection, "a", "b")
    for outcome in ("eligible", "checked"):
        engine.send(connection, "a", Take(outcome, by=OFFICER))
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert set(engine.dossier(connection, "a").limits) == limits
    assert set(engine.dossier(connection, "b").limits) == ({"main"} if to == "examine" else {"main", "step:examine"})
    check(engine, connection)


OVERLAY = """
procflow: 1
overlay: da-nang
name: Đà Nẵng
code: 9.000031
effective: 2026-01-01
basis: NQ 1/2026/NQ-HĐND
limit: {limit: 8 ngày làm việc, basis: NQ 1}
"""


def test_a_province_s_own_limit_follows_its_overlay(connection: Connection, clock: ManualClock) -> None:
    local = load_text(OLD_TEXT, overlay=(OVERLAY, "da-nang.yaml"))
    engine = procflow.Engine([local, new()], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    assert reasons(plan(engine, connection)) == {"a": "PF690"}  # no text of the new version for this province
    dossier = engine.dossier(connection, "a")
    laws = [procflow.core.Law(one, procflow.vietnam()) for one in (local, new())]
    _, after = migrate(dossier, laws[0], laws[1], crossing=Crossing(), by=OFFICE, at=AFTER, basis="x")
    assert set(after.limits) == {"main", "step:examine"}  # what the province committed itself to is not owed any more
    renewed = load_text(NEW_TEXT, overlay=(OVERLAY.replace("8 ngày", "6 ngày"), "da-nang.yaml"))
    both = procflow.Engine([local, new(), renewed], clock=clock)
    both.migrate(connection, plan(both, connection), by=OFFICE)
    assert both.dossier(connection, "a").definition == renewed.hash
    assert str(both.dossier(connection, "a").limits["committed"].due_on) == "2026-09-09"
    check(both, connection)
