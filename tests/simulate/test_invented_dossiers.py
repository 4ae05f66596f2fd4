"""Invented dossiers: the same chance gives the same, the law decides, and every one is counted once."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from procflow import vietnam
from procflow.core import Law, StandingKind, replay
from procflow.errors import MisuseError
from procflow.library import load, load_text
from procflow.procedure import Procedure
from procflow.simulate import Chance, Habits, Run, Tally, simulate, tally

REPO = Path(__file__).parents[2]
FILES = [
    file
    for folder in ("procedures", "tests/examples")
    for file in sorted((REPO / folder).rglob("*.yaml"))
    if not file.name.endswith(".test.yaml")
]
PERMIT = REPO / "procedures/1.013225/2026-07.yaml"
QUICK = Habits(pace=0.0, slowest=0.01, smooth=1.0, silent=0.0, absent=0.0)


def chances(count: int, seed: int = 1) -> Iterator[Chance]:
    return (random.Random(f"{seed}/{index}") for index in range(count))  # noqa: S311 - nothing is secret


def runs(procedure: Procedure, count: int = 40, habits: Habits | None = None, seed: int = 1) -> list[Run]:
    last = min(procedure.until or date.max, procedure.effective + timedelta(days=300))
    law = Law(procedure, vietnam())
    return list(simulate(law, chances(count, seed), first=procedure.effective, last=last, habits=habits))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_dossier_ends_or_waits_for_its_applicant_and_is_counted_once(file: Path) -> None:
    procedure = load(file)
    found = runs(procedure)
    for run in found:
        assert replay(run.events) == run.dossier
        assert run.unfinished == (run.dossier.ended is None)
        if run.unfinished:
            assert procedure.steps[run.dossier.step].actor == "applicant"
    counted = tally(found, vietnam())
    assert counted.dossiers == counted.standings.total() == len(found)
    assert counted.unfinished == sum(run.unfinished for run in found)
    late = counted.standings[StandingKind.LATE] + counted.standings[StandingKind.OVERDUE]
    assert late <= counted.late <= len(found)


def test_the_same_seed_gives_the_same_dossiers_and_another_gives_others() -> None:
    procedure = load(PERMIT)
    first, again, other = runs(procedure), runs(procedure), runs(procedure, seed=2)
    assert [run.events for run in first] == [run.events for run in again]
    assert [run.events for run in first] != [run.events for run in other]


def test_a_dossier_is_the_same_however_many_there_are() -> None:
    procedure = load(PERMIT)
    assert [run.events for run in runs(procedure, 5)] == [run.events for run in runs(procedure, 40)[:5]]


def test_people_who_take_no_time_are_never_late_and_give_every_permit() -> None:
    counted = tally(runs(load(PERMIT), habits=QUICK), vietnam())
    assert (counted.late, counted.unfinished, counted.slow.total(), counted.silent.total()) == (0, 0, 0, 0)
    assert counted.standings == {StandingKind.EARLY: 40}
    assert counted.days_of(1.0) is not None


def test_people_who_always_take_many_times_their_time_are_late_and_slow_in_the_steps_they_sit_in() -> None:
    slow = Habits(pace=20.0, slowest=20.0, smooth=1.0, silent=0.0, absent=0.0)
    counted = tally(runs(load(PERMIT), habits=slow), vietnam())
    assert counted.slow["appraise"] == counted.late_in["appraise"] == counted.late == 40
    assert counted.slow.keys() <= {"appraise", "reception"}
    assert set(counted.silent) == {"appraise.related-agency"}


def test_agencies_that_never_answer_are_counted_and_their_silence_is_what_the_law_makes_of_it() -> None:
    habits = Habits(pace=0.0, slowest=0.01, smooth=1.0, silent=1.0, absent=0.0)
    found = runs(load(PERMIT), habits=habits)
    assert tally(found, vietnam()).silent == {"appraise.related-agency": 40}
    assert {run.dossier.results for run in found} == {("permit",)}


def test_a_shorter_limit_makes_more_dossiers_late_where_people_stay_the_same() -> None:
    text = PERMIT.read_text(encoding="utf-8")
    shorter = load_text(text.replace("{house: 07 ngày làm việc, other: 10", "{house: 03 ngày làm việc, other: 04"))
    assert tally(runs(shorter), vietnam()).late > tally(runs(load(PERMIT)), vietnam()).late


def test_tallies_of_parts_add_up_to_the_tally_of_the_whole() -> None:
    found = runs(load(PERMIT))
    whole, parts = tally(found, vietnam()), [tally(found[:15], vietnam()), tally(found[15:], vietnam())]
    for name in ("standings", "late_in", "slow", "silent", "breaches", "days"):
        assert getattr(parts[0], name) + getattr(parts[1], name) == getattr(whole, name)


def test_shares_of_days_are_read_off_the_counts() -> None:
    counted = Tally()
    assert counted.days_of(0.5) is None
    counted.days.update({3: 5, 4: 4, 9: 1})
    assert (counted.days_of(0.5), counted.days_of(0.9), counted.days_of(1.0)) == (3, 4, 9)
    hundred = Tally()
    hundred.days.update({3: 55, 4: 45})
    assert hundred.days_of(0.55) == 3  # 0.55 * 100 is a little more than 55


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 6, 30), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 30)),
        (date(2026, 9, 5), date(2026, 9, 6)),
    ],
    ids=["before it is in force", "backwards", "a weekend"],
)
def test_days_on_which_nothing_can_be_handed_in_are_refused(first: date, last: date) -> None:
    with pytest.raises(MisuseError) as caught:
        list(simulate(Law(load(PERMIT), vietnam()), chances(1), first=first, last=last))
    assert caught.value.code == "PF731"


@pytest.mark.parametrize(
    "wrong", [{"smooth": 1.1}, {"silent": -0.1}, {"pace": 2.0, "slowest": 1.0}, {"slowest": 101.0}]
)
def test_a_share_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(MisuseError) as caught:
        Habits(**wrong)
    assert caught.value.code == "PF730"
