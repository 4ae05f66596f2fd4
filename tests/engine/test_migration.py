"""Another version takes over: a plan to look at, its execution as events, and both laws side by side."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine, text
from two_laws import (
    ACCEPT,
    AFTER,
    BEFORE,
    CHAIR,
    CITIZEN,
    CLAUSE,
    CODE,
    NEW_TEXT,
    OFFICE,
    OFFICER,
    accepted,
    both,
    check,
    new,
    old,
    plan,
    reasons,
    submit,
)

import procflow
from procflow.core.migrate import Crossing, migrate
from procflow.dossier import Amend, Ask, Migrated, Take
from procflow.engine import ManualClock, Move
from procflow.errors import MisuseError, Rejected

pytestmark = pytest.mark.office(both, BEFORE)


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


def test_a_plan_from_a_version_to_itself_is_refused_once(engine: procflow.Engine, connection: Connection) -> None:
    submit(engine, connection, "a")
    submit(engine, connection, "b")
    with pytest.raises(MisuseError, match=r"PF689.*2026-01.*2026-01"):
        engine.plan_migration(connection, CODE, "2026-01", "2026-01")


def test_a_move_is_an_event_with_its_basis_and_what_was_promised_stays_beside(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    made = plan(engine, connection, basis="Công văn 5/SXD")
    done = engine.migrate(connection, made, by=OFFICE)
    assert (done.done, done.failed, done.left.moves) == (made.moves, (), ())
    dossier = engine.dossier(connection, "a")
    assert (dossier.version, dossier.definition, dossier.step) == ("2026-09", new().hash, "examine")
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


@pytest.mark.parametrize("clause", ["", "transition: {accepted: keep, basis: Đ.20}\n"])
def test_what_was_accepted_before_stays_and_what_was_not_can_be_moved(
    connection: Connection, clock: ManualClock, clause: str
) -> None:
    line = next(line for line in NEW_TEXT.splitlines(keepends=True) if line.startswith("transition"))
    engine = procflow.Engine([old(), new((line, clause))], clock=clock)
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


def test_a_move_without_any_article_is_refused(connection: Connection, clock: ManualClock) -> None:
    line = next(line for line in NEW_TEXT.splitlines(keepends=True) if line.startswith("transition"))
    engine = procflow.Engine([old(), new((line, ""))], clock=clock)
    clock.move_to(AFTER - timedelta(hours=22))
    submit(engine, connection, "b")
    clock.move_to(AFTER)
    assert reasons(plan(engine, connection)) == {"b": "PF583"}


def test_where_the_applicant_chooses_only_those_who_chose_are_moved(connection: Connection, clock: ManualClock) -> None:
    engine = procflow.Engine([old(), new((CLAUSE, "accepted: choose, steps"))], clock=clock)
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
    connection: Connection, clock: ManualClock, code: str, changes: tuple[tuple[str, str], ...]
) -> None:
    engine = procflow.Engine([old(), new(*changes)], clock=clock)
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
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    elsewhere = procflow.Engine([old()], clock=clock)
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


def test_a_fact_the_new_version_does_not_ask_for_hinders_nobody(connection: Connection, clock: ManualClock) -> None:
    line = next(line for line in NEW_TEXT.splitlines(keepends=True) if line.startswith("  storeys"))
    born = "  built: {name: Ngày xây, type: date, optional: true}\n"
    engine = procflow.Engine([old(), new((line, born))], clock=clock)
    accepted(engine, connection, "a")
    clock.move_to(AFTER)
    engine.migrate(connection, plan(engine, connection), by=OFFICE)
    engine.send(connection, "a", Amend(facts={"built": date(2026, 8, 1)}, by=CITIZEN))
    assert engine.dossier(connection, "a").facts == {"storeys": 3, "built": date(2026, 8, 1)}
    check(engine, connection)


def test_a_move_between_other_laws_than_the_dossiers_is_a_misuse(
    engine: procflow.Engine, connection: Connection
) -> None:
    accepted(engine, connection, "a")
    dossier = engine.dossier(connection, "a")
    laws = {name: procflow.core.Law(one, procflow.vietnam()) for name, one in (("old", old()), ("new", new()))}
    crossing, at = Crossing(), AFTER
    with pytest.raises(MisuseError, match="PF532"):
        migrate(dossier, laws["new"], laws["old"], crossing=crossing, by=OFFICE, at=at, basis="x")
    with pytest.raises(MisuseError, match="PF689"):
        migrate(dossier, laws["old"], laws["old"], crossing=crossing, by=OFFICE, at=at, basis="x")


def test_a_settled_dossier_is_nothing_to_move(
    engine: procflow.Engine, connection: Connection, clock: ManualClock
) -> None:
    accepted(engine, connection, "a")
    for command in (Take("eligible", by=OFFICER), Take("checked", by=OFFICER), Take("signed", by=CHAIR)):
        engine.send(connection, "a", command)
    clock.move_to(AFTER)
    laws = [procflow.core.Law(one, procflow.vietnam()) for one in both()]
    with pytest.raises(Rejected, match="PF502"):
        migrate(engine.dossier(connection, "a"), laws[0], laws[1], crossing=Crossing(), by=OFFICE, at=AFTER, basis="x")


def test_a_clause_that_names_a_step_or_a_case_the_version_does_not_have_is_refused() -> None:
    with pytest.raises(procflow.DefinitionError, match=r"PF301.*exam"):
        new(("{appraise: examine}", "{appraise: exam}"))
    with pytest.raises(procflow.DefinitionError, match=r"PF304.*work"):
        new(("{other: works}", "{other: work}"))


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
