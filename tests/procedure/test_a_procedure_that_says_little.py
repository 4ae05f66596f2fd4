"""A procedure that says little is complete: an ordinary one-stop procedure of three steps in less than thirty lines."""

from pathlib import Path

from procflow.calendar import vietnam
from procflow.cli.files import examples_of
from procflow.core import Law
from procflow.library import load
from procflow.lint import check
from procflow.scenario import play, read_examples, unexercised
from procflow.source import read

FILE = Path(__file__).parents[1] / "examples" / "ordinary.yaml"
FEWER_THAN = 30


def test_it_has_three_steps_of_its_own_and_fewer_than_thirty_lines() -> None:
    assert len(FILE.read_text(encoding="utf-8").rstrip("\n").split("\n")) < FEWER_THAN
    profile_steps = {"refuse"}
    assert [step.id for step in load(FILE).steps.values() if step.own and step.id not in profile_steps] == [
        "appraise",
        "review",
        "sign",
    ]


def test_nothing_is_found_wrong_with_it() -> None:
    procedure = load(FILE)
    assert procedure.warnings == ()
    assert check(procedure) == ()


def test_its_stories_go_through_every_step_and_outcome() -> None:
    law = Law(load(FILE), vietnam())
    beside = examples_of(FILE)
    played = [play(law, example) for example in read_examples(read(beside.read_bytes(), str(beside)))]
    assert [failure.message() for each in played for failure in each.failures] == []
    assert not unexercised(law.procedure, played)


def test_the_profile_brings_everything_it_does_not_say() -> None:
    procedure = load(FILE)
    brought = ("apology", "withdrawal", "amendment", "correction", "forwarding")
    assert all(getattr(procedure.clauses, clause) is not None for clause in brought)
    assert {"reception", "supplement", "supplement-check", "refuse", "return-result", "closed"} <= set(procedure.steps)
