"""Another version takes over: a plan to look at, its execution as events, and both laws side by side."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import replay
from procflow.core.migrate import Crossing, migrate
from procflow.dossier import Amend, Ask, Extend, LimitRestated, Migrated, Stop, Take
from procflow.engine import ManualClock, MigrationPlan, Move
from procflow.errors import MisuseError, Rejected
from procflow.library import load_text
from procflow.procedure import Procedure

CODE = "9.000031"
CITIZEN = procflow.Actor("an", roles=("applicant",))
DESK = procflow.Actor("binh", roles=("receptionist",))
OFFICER = procflow.Actor("chi", roles=("officer",))
CHAIR = procflow.Actor("dung", roles=("chair", "officer"))
OFFICE = procflow.Actor("van-phong", roles=("administrator",))
ACCEPT = Take("accept", by=DESK)

OLD_TEXT = """
procflow: 1
code: 9.000031
version: 2026-01
effective: 2026-01-01
name: Cấp giấy phép thử
basis: NĐ 1/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
cases: {house: Nhà ở, other: Công trình khác}
channels: {submit: [online], return: [online]}
facts:
  storeys: {name: Số tầng, type: integer, least: 1, most: 60}
limit: {limit: 15 ngày làm việc, basis: Đ.2}
extension: {at_most: 10 ngày làm việc, basis: Đ.7}
results: {permit: {name: Giấy phép, kind: approval}}
stopping: {by: officer, grounds: {dispute: {name: Tranh chấp, basis: Đ.6}}}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: {limit: 6 ngày làm việc, basis: Đ.8}
    consult: {police: {within: 3 ngày làm việc, blocks: [eligible], basis: Đ.9}}
    outcomes:
      eligible: check
      not-eligible: {to: refuse, needs_reason: true}
      incomplete: {to: supplement, needs_reason: true}
  check: {name: Kiểm tra, actor: officer, outcomes: {checked: sign, again: appraise}}
  sign:
    name: Ký
    actor: chair
    separate_from: [appraise]
    outcomes: {signed: {to: return-result, produces: permit}}
  refuse: {actor: chair}
"""
NEW_TEXT = """
procflow: 1
code: 9.000031
version: 2026-09
effective: 2026-09-04
name: Cấp giấy phép thử
basis: NĐ 2/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
cases: {house: Nhà ở, works: Công trình}
channels: {submit: [online], return: [online]}
facts:
  storeys: {name: Số tầng, type: integer, least: 1, most: 60}
limit: {limit: 10 ngày làm việc, basis: Đ.2}
results: {permit: {name: Giấy phép, kind: approval}}
stopping: {by: officer, grounds: {dispute: {name: Tranh chấp, basis: Đ.6}}}
transition: {accepted: move, steps: {appraise: examine}, cases: {other: works}, basis: NĐ 2/2026/NĐ-CP Đ.20 k.1}
steps:
  examine:
    name: Thẩm định
    actor: officer
    within: {limit: 4 ngày làm việc, basis: Đ.8}
    outcomes:
      eligible: sign
      not-eligible: {to: refuse, needs_reason: true}
      incomplete: {to: supplement, needs_reason: true}
  sign:
    name: Ký
    actor: chair
    separate_from: [examine]
    within: {limit: 2 ngày làm việc, basis: Đ.8}
    outcomes: {signed: {to: return-result, produces: permit}}
  refuse: {actor: chair}
"""
CLAUSE = "accepted: move, steps"
BEFORE = datetime(2026, 8, 31, 8, tzinfo=VIETNAM_TIME) - timedelta(days=4)
AFTER = datetime(2026, 9, 4, 8, tzinfo=VIETNAM_TIME)


@pytest.fixture(scope="module")
def old() -> Procedure:
    return load_text(OLD_TEXT)


def new(*changes: tuple[str, str]) -> Procedure:
    changed = NEW_TEXT
    for before, after in changes:
        assert before in changed
        changed = changed.replace(before, after)
    return load_text(changed)


@pytest.fixture(scope="module")
def moving() -> Procedure:
    return new()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(BEFORE)


@pytest.fixture
def engine(old: Procedure, moving: Procedure, clock: ManualClock) -> procflow.Engine:
    return procflow.Engine([old, moving], clock=clock)


def submit(engine: procflow.Engine, connection: Connection, name: str, case: str = "house") -> procflow.Reply:
    return engine.submit(
        connection, CODE, by=CITIZEN, channel="online", case=case, facts={"storeys": 3}, dossier_id=name
    )


def accepted(engine: procflow.Engine, connection: Connection, *names: str, case: str = "house") -> None:
    for name in names:
        submit(engine, connection, name, case)
        engine.send(connection, name, ACCEPT)


def plan(engine: procflow.Engine, connection: Connection, **said: object) -> MigrationPlan:
    return engine.plan_migration(connection, CODE, "2026-01", "2026-09", **said)  # type: ignore[arg-type] # as it says


def reasons(made: MigrationPlan) -> dict[str, str]:
    return {failure.dossier_id: failure.error.code for failure in made.refused}


def check(engine: procflow.Engine, connection: Connection) -> None:
    engine.verify(connection)
    for name in connection.execute(text("SELECT id FROM procflow_dossier")).scalars():
        assert replay(entry.event for entry in engine.history(connection, name)) == engine.dossier(connection, name)


def test_both_versions_run_side_by_side_and_each_dossier_keeps_the_law_of_its_day(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "before")
    clock.move_to(AFTER)
    engine.submit(
        connection, CODE, by=CITIZEN, channel="online", case="works", facts={"storeys": 1}, dossier_id="after"
    )
    engine.send(connection, "after", ACCEPT)
    before, after = engine.dossier(connection, "before"), engine.dossier(connection, "after")
    assert (before.version, before.step, after.version, after.step) == ("2026-01", "appraise", "2026-09", "examine")
    engine.send(connection, "before", Take("eligible", by=OFFICER))
    engine.send(connection, "before", Take("checked", by=OFFICER))
    engine.send(connection, "before", Take("signed", by=CHAIR))
    engine.send(connection, "after", Take("eligible", by=OFFICER))
    engine.send(connection, "after", Take("signed", by=CHAIR))
    assert engine.dossier(connection, "before").version == "2026-01"
    check(engine, connection)


def test_a_plan_shows_old_and_new_and_writes_nothing(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a", case="other")
    submit(engine, connection, "b")
    clock.move_to(AFTER)
    before = [engine.history(connection, name) for name in "ab"]
    made = plan(engine, connection)
    assert made.refused == ()
    move = made.moves[0]
    assert (move.dossier_id, move.old_step, move.new_step) == ("a", "appraise", "examine")
    assert (move.old_case, move.new_case) == ("other", "works")
    assert (str(move.due_before), str(move.due_after), str(move.promised_on)) == (
        "2026-09-22",
        "2026-09-15",
        "2026-09-22",
    )
    assert {limit.name for limit in move.limits} == {"main", "step:appraise", "step:examine"}
    assert [engine.history(connection, name) for name in "ab"] == before


def test_a_move_is_an_event_with_its_basis_and_what_was_promised_stays_beside(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, moving: Procedure
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    made = plan(engine, connection, basis="Công văn 5/SXD")
    done = engine.migrate(connection, made, by=OFFICE)
    assert (done.done, done.failed, done.left.moves) == (made.moves, (), ())
    dossier = engine.dossier(connection, "a")
    assert (dossier.version, dossier.definition, dossier.step) == ("2026-09", moving.hash, "examine")
    assert str(dossier.due_on) == "2026-09-15"
    assert dossier.promise is not None
    assert str(dossier.promise.due_on) == "2026-09-22"
    told = [entry.event for entry in engine.history(connection, "a") if isinstance(entry.event, Migrated)]
    assert [(one.by, one.at, one.basis) for one in told] == [
        (OFFICE, AFTER, "NĐ 2/2026/NĐ-CP Đ.20 k.1; Công văn 5/SXD")
    ]
    assert dossier.visits == {"reception": 1, "examine": 1}
    engine.send(connection, "a", Take("eligible", by=CHAIR))
    with pytest.raises(Rejected, match="PF507"):  # the same hands, whatever the step is called now
        engine.send(connection, "a", Take("signed", by=CHAIR))
    assert plan(engine, connection).moves == ()
    check(engine, connection)


def test_who_did_a_step_under_its_old_name_is_still_known(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    for outcome in ("eligible", "again", "eligible", "checked"):
        engine.send(connection, "a", Take(outcome, by=CHAIR))
    clock.move_to(AFTER)
    made = plan(engine, connection)
    assert made.moves[0].new_step == "sign"
    engine.migrate(connection, made, by=OFFICE)
    dossier = engine.dossier(connection, "a")
    assert dossier.hands["examine"] == ("dung",)
    assert dossier.visits == {"reception": 1, "examine": 2, "sign": 1}
    assert dossier.taken["examine.eligible"] == 2
    assert str(dossier.limits["step:sign"].due_on) == "2026-09-08"  # nobody owed it before: from today on
    with pytest.raises(Rejected, match="PF507"):
        engine.send(connection, "a", Take("signed", by=CHAIR))
    check(engine, connection)


@pytest.mark.parametrize(
    ("policy", "due_on", "step_due"),
    [
        ("keep", "2026-09-22", "2026-09-09"),
        ("in-favour", "2026-09-15", "2026-09-07"),
        ("recount", "2026-09-15", "2026-09-07"),
    ],
)
def test_the_clause_says_what_becomes_of_limits_that_run(  # noqa: PLR0913, PLR0917 - what the three policies give
    connection: Connection, old: Procedure, clock: ManualClock, policy: str, due_on: str, step_due: str
) -> None:
    engine = procflow.Engine([old, new((CLAUSE, f"accepted: move, limits: {policy}, steps"))], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    dossier = engine.dossier(connection, "a")
    assert (str(dossier.due_on), str(dossier.limits["step:examine"].due_on)) == (due_on, step_due)


@pytest.mark.parametrize(("policy", "due_on"), [("in-favour", "2026-09-22"), ("recount", "2026-10-01")])
def test_a_longer_limit_worsens_no_promise_unless_the_clause_says_so(
    connection: Connection, old: Procedure, clock: ManualClock, policy: str, due_on: str
) -> None:
    longer = new((CLAUSE, f"accepted: move, limits: {policy}, steps"), ("10 ngày làm việc", "22 ngày làm việc"))
    engine = procflow.Engine([old, longer], clock=clock)
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


@pytest.mark.parametrize("clause", ["", "transition: {accepted: keep, basis: Đ.20}\n"])
def test_what_was_accepted_before_stays_and_what_was_not_can_be_moved(
    connection: Connection, old: Procedure, clock: ManualClock, clause: str
) -> None:
    line = next(line for line in NEW_TEXT.splitlines(keepends=True) if line.startswith("transition"))
    engine = procflow.Engine([old, new((line, clause))], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER - timedelta(hours=22))
    submit(engine, connection, "b", "other")
    submit(engine, connection, "c")
    clock.move_to(AFTER)
    made = plan(engine, connection, basis="NĐ 2/2026/NĐ-CP Đ.20", cases={"other": "works"})
    assert ([move.dossier_id for move in made.moves], reasons(made)) == (["b", "c"], {"a": "PF682"})
    engine.migrate(connection, made, by=OFFICE)
    engine.send(connection, "b", ACCEPT)
    assert engine.dossier(connection, "b").due_on == date(2026, 9, 18)
    if not clause:
        nameless = plan(engine, connection)
        assert reasons(nameless)["a"] == "PF682"
    check(engine, connection)


def test_a_move_without_any_article_is_refused(connection: Connection, old: Procedure, clock: ManualClock) -> None:
    line = next(line for line in NEW_TEXT.splitlines(keepends=True) if line.startswith("transition"))
    engine = procflow.Engine([old, new((line, ""))], clock=clock)
    clock.move_to(AFTER - timedelta(hours=22))
    submit(engine, connection, "b")
    clock.move_to(AFTER)
    assert reasons(plan(engine, connection)) == {"b": "PF509"}


def test_where_the_applicant_chooses_only_those_who_chose_are_moved(
    connection: Connection, old: Procedure, clock: ManualClock
) -> None:
    engine = procflow.Engine([old, new((CLAUSE, "accepted: choose, steps"))], clock=clock)
    accepted(engine, connection, "a", "b")
    clock.move_to(AFTER)
    made = plan(engine, connection, chosen=["b"])
    assert ([move.dossier_id for move in made.moves], reasons(made)) == (["b"], {"a": "PF682"})


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("PF683", (("steps: {appraise: examine}, ", ""),)),
        ("PF684", (("cases: {other: works}, ", ""), ("{house: Nhà ở, works", "{home: Nhà ở, works"))),
        ("PF685", (("  storeys:", "  area: {name: Diện tích, type: integer, least: 1, most: 9}\n  storeys:"),)),
        ("PF685", (("submit: [online]", "submit: [direct]"), ("channels: {", "channels: {"))),
        ("PF687", (("    actor: officer\n    within", "    actor: officer\n    clock: resume\n    within"),)),
    ],
)
def test_what_cannot_be_carried_over_is_refused_with_its_reason(
    connection: Connection, old: Procedure, clock: ManualClock, code: str, changes: tuple[tuple[str, str], ...]
) -> None:
    engine = procflow.Engine([old, new(*changes)], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    made = plan(engine, connection)
    assert (made.moves, reasons(made)) == ((), {"a": code})


def test_an_opinion_that_is_waited_for_is_not_lost(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    engine.send(connection, "a", Ask("police", by=OFFICER))
    clock.move_to(AFTER)
    assert reasons(plan(engine, connection)) == {"a": "PF686"}


def test_before_it_takes_effect_a_version_takes_nothing_over(engine: procflow.Engine, connection: Connection) -> None:
    accepted(engine, connection, "a")
    assert reasons(plan(engine, connection)) == {"a": "PF526"}


def test_a_dossier_that_is_settled_or_ended_is_not_looked_at(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a", "b")
    for command in (Take("eligible", by=OFFICER), Take("checked", by=OFFICER), Take("signed", by=CHAIR)):
        engine.send(connection, "a", command)
    engine.send(connection, "b", procflow.dossier.Withdraw(by=CITIZEN))
    clock.move_to(AFTER)
    made = plan(engine, connection)
    assert (made.moves, made.refused) == ((), ())


def test_a_dossier_that_changed_since_the_plan_is_left_as_it_is(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a", "b")
    clock.move_to(AFTER)
    made = plan(engine, connection)
    engine.send(connection, "a", Take("eligible", by=OFFICER))
    done = engine.migrate(connection, made, by=OFFICE)
    assert [move.dossier_id for move in done.done] == ["b"]
    assert [(one.dossier_id, one.error.code) for one in done.failed] == [("a", "PF688")]
    assert engine.dossier(connection, "a").version == "2026-01"
    check(engine, connection)


def test_a_plan_that_time_overtook_is_not_carried_out(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    made = plan(engine, connection)
    clock.move_by(timedelta(days=30))
    done = engine.migrate(connection, made, by=OFFICE)
    assert [one.error.code for one in done.failed] == ["PF688"]
    later = plan(engine, connection)
    engine.migrate(connection, later, by=OFFICE)
    dossier = engine.dossier(connection, "a")
    assert {"main", "step:appraise"} <= dossier.expired  # what expired stays expired
    assert "late-result" in dossier.breaches
    check(engine, connection)


def test_a_plan_is_carried_out_in_batches_with_what_is_left(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, *(f"d{number}" for number in range(5)))
    clock.move_to(AFTER)
    pages = [plan(engine, connection, limit=3)]
    pages.append(plan(engine, connection, limit=3, after=pages[0].cursor))
    assert [len(page.moves) for page in pages] == [3, 2]
    assert [page.more for page in pages] == [True, False]
    left, seen = plan(engine, connection), list[Move]()
    while left.moves:
        done = engine.migrate(connection, left, by=OFFICE, limit=2)
        seen += done.done
        left = done.left
    assert [move.dossier_id for move in seen] == [f"d{number}" for number in range(5)]
    assert engine.migrate(connection, left, by=OFFICE).done == ()
    check(engine, connection)


def test_a_process_that_was_not_given_the_new_text_reads_it_from_the_database(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, old: Procedure
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    elsewhere = procflow.Engine([old], clock=clock)
    elsewhere.send(connection, "a", Take("eligible", by=OFFICER))
    elsewhere.verify(connection)
    with pytest.raises(MisuseError, match="PF690"):
        elsewhere.plan_migration(connection, CODE, "2026-01", "2026-09")
    with pytest.raises(MisuseError, match=r"PF690.*2025-01"):
        engine.plan_migration(connection, CODE, "2025-01", "2026-09")


def test_who_may_move_dossiers_is_the_administrator(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    done = engine.migrate(connection, plan(engine, connection), by=OFFICER)
    assert [one.error.code for one in done.failed] == ["PF504"]


def test_a_fact_the_new_version_does_not_ask_for_hinders_nobody(
    connection: Connection, old: Procedure, clock: ManualClock
) -> None:
    line = next(line for line in NEW_TEXT.splitlines(keepends=True) if line.startswith("  storeys"))
    born = "  built: {name: Ngày xây, type: date, optional: true}\n"
    engine = procflow.Engine([old, new((line, born))], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    engine.send(connection, "a", Amend(facts={"built": date(2026, 8, 1)}, by=CITIZEN))
    assert engine.dossier(connection, "a").facts == {"storeys": 3, "built": date(2026, 8, 1)}
    check(engine, connection)


def test_a_move_between_other_laws_than_the_dossiers_is_a_misuse(
    engine: procflow.Engine, connection: Connection, old: Procedure, moving: Procedure
) -> None:
    accepted(engine, connection, "a")
    dossier = engine.dossier(connection, "a")
    laws = {name: procflow.core.Law(one, procflow.vietnam()) for name, one in (("old", old), ("new", moving))}
    crossing, at = Crossing(), AFTER
    with pytest.raises(MisuseError, match="PF532"):
        migrate(dossier, laws["new"], laws["old"], crossing=crossing, by=OFFICE, at=at, basis="x")
    with pytest.raises(MisuseError, match="PF689"):
        migrate(dossier, laws["old"], laws["old"], crossing=crossing, by=OFFICE, at=at, basis="x")


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
    connection: Connection, old: Procedure, clock: ManualClock
) -> None:
    """The new law interlinks what the old one did not, and the child's own law changes too."""
    newer_card = (
        CARD_TEXT.replace("2026-01\n", "2026-09\n").replace("2026-01-01", "2026-09-04").replace("5 ngày", "3 ngày")
    )
    clause = "transition: {accepted: move, limits: recount, basis: Đ.9}\nsteps:"
    cards = [load_text(CARD_TEXT), load_text(newer_card.replace("steps:", clause))]
    linking = new(*FAMILY)
    engine = procflow.Engine([old, linking, cards[0]], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    done = engine.migrate(connection, plan(engine, connection), by=OFFICE)
    assert done.failed == ()
    assert engine.dossier(connection, "a").kin == {"card": "a/card"}
    assert str(engine.dossier(connection, "a/card").due_on) == "2026-09-11"
    check(engine, connection)
    later = procflow.Engine([old, linking, *cards], clock=clock)
    clock.move_by(timedelta(hours=1))
    made = later.plan_migration(connection, "9.000032", "2026-01", "2026-09")
    assert reasons(made) == {}
    assert later.migrate(connection, made, by=OFFICE).failed == ()
    card = later.dossier(connection, "a/card")
    assert (card.version, str(card.due_on)) == ("2026-09", "2026-09-09")
    later.send(connection, "a/card", Take("made", by=OFFICER))
    assert later.dossier(connection, "a").children == {"card": True}
    check(later, connection)


def test_what_a_new_law_leaves_open_stays_owed_and_holds_are_counted_again(
    connection: Connection, old: Procedure, clock: ManualClock
) -> None:
    openly = ("limit: {limit: 10 ngày làm việc, basis: Đ.2}", "limit: {limit: none, reason: chưa quy định}")
    engine = procflow.Engine([old, new(openly)], clock=clock)
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
    connection: Connection, old: Procedure, clock: ManualClock, before: str, limits: set[str]
) -> None:
    to = "sign" if "2 ngày" in before else "examine"
    engine = procflow.Engine([old, new((before, ""))], clock=clock)
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


def test_a_province_s_own_limit_follows_its_overlay(
    connection: Connection, clock: ManualClock, moving: Procedure
) -> None:
    local = load_text(OLD_TEXT, overlay=(OVERLAY, "da-nang.yaml"))
    engine = procflow.Engine([local, moving], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    assert reasons(plan(engine, connection)) == {"a": "PF690"}  # no text of the new version for this province
    dossier = engine.dossier(connection, "a")
    laws = [procflow.core.Law(one, procflow.vietnam()) for one in (local, moving)]
    _, after = migrate(dossier, laws[0], laws[1], crossing=Crossing(), by=OFFICE, at=AFTER, basis="x")
    assert set(after.limits) == {"main", "step:examine"}  # what the province committed itself to is not owed any more
    renewed = load_text(NEW_TEXT, overlay=(OVERLAY.replace("8 ngày", "6 ngày"), "da-nang.yaml"))
    both = procflow.Engine([local, moving, renewed], clock=clock)
    both.migrate(connection, plan(both, connection), by=OFFICE)
    assert both.dossier(connection, "a").definition == renewed.hash
    assert str(both.dossier(connection, "a").limits["committed"].due_on) == "2026-09-09"
    check(both, connection)


def test_a_settled_dossier_is_nothing_to_move(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, old: Procedure, moving: Procedure
) -> None:
    accepted(engine, connection, "a")
    for command in (Take("eligible", by=OFFICER), Take("checked", by=OFFICER), Take("signed", by=CHAIR)):
        engine.send(connection, "a", command)
    clock.move_to(AFTER)
    laws = [procflow.core.Law(one, procflow.vietnam()) for one in (old, moving)]
    with pytest.raises(Rejected, match="PF502"):
        migrate(engine.dossier(connection, "a"), laws[0], laws[1], crossing=Crossing(), by=OFFICE, at=AFTER, basis="x")


def test_a_clause_that_names_a_step_or_a_case_the_version_does_not_have_is_refused() -> None:
    with pytest.raises(procflow.DefinitionError, match=r"PF301.*exam"):
        new(("{appraise: examine}", "{appraise: exam}"))
    with pytest.raises(procflow.DefinitionError, match=r"PF304.*work"):
        new(("{other: works}", "{other: work}"))


class InjectedError(Exception):
    """What a driver, a network or a disk might raise."""


@contextmanager
def failing_at(connection: Connection, step: int) -> Iterator[None]:
    count = 0

    def fail(*_: object) -> None:
        nonlocal count
        count += 1
        if count == step:
            raise InjectedError

    event.listen(connection, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", fail)


def test_a_migration_that_fails_at_any_step_leaves_nothing_and_succeeds_when_repeated(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    with database.begin() as connection:
        accepted(engine, connection, "a", "b")
        clock.move_to(AFTER)
        made = plan(engine, connection)
    failures, is_through = 0, False
    while not is_through:
        with database.connect() as connection:
            before = [engine.history(connection, name) for name in "ab"]
            with failing_at(connection, failures + 1), suppress(InjectedError):
                engine.migrate(connection, made, by=OFFICE)
                is_through = True
            if not is_through:
                failures += 1
                assert [engine.history(connection, name) for name in "ab"] == before
                connection.commit()
    assert failures >= 5
    with database.begin() as connection:
        assert len(engine.migrate(connection, made, by=OFFICE).done) == 2
        check(engine, connection)


def test_a_dossier_another_worker_holds_stays_in_what_is_left(
    engine: procflow.Engine, database: Engine, clock: ManualClock
) -> None:
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    with database.begin() as connection:
        accepted(engine, connection, "a", "b")
        clock.move_to(AFTER)
        made = plan(engine, connection)
    with database.connect() as one, database.connect() as other:
        one.execute(text("SELECT id FROM procflow_dossier WHERE id = 'a' FOR UPDATE"))
        done = engine.migrate(other, made, by=OFFICE)
        assert ([move.dossier_id for move in done.done], done.failed) == (["b"], ())
        assert [move.dossier_id for move in done.left.moves] == ["a"]
        one.rollback()
        assert [move.dossier_id for move in engine.migrate(other, done.left, by=OFFICE).done] == ["a"]
        other.commit()
