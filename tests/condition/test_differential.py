"""Random well-typed conditions over random facts: procflow and two implementations of CEL agree on every answer.

`PROCFLOW_AGREEMENTS` says how many agreements to look for; left out, a few thousand, and 150,000 under
PROCFLOW_TORTURE. A run that looks for more than usual says what it found.
"""

import os
import random

import pytest
from condition_author import FACTS, NOT_PROVABLE, Author, facts_of

from procflow.condition import Condition, cel_values, compile_condition, conform
from procflow.errors import DefinitionError

google = pytest.importorskip("cel_expr_python.cel")
rust = pytest.importorskip("cel")

USUAL = 3000
AGREEMENTS = int(os.environ.get("PROCFLOW_AGREEMENTS") or (150_000 if os.environ.get("PROCFLOW_TORTURE") else USUAL))
SEED = int(os.environ.get("PROCFLOW_SEED", "20260817"))
VALUES_PER_CONDITION = 4


class Judges:
    """Hold one condition as each of the two CEL implementations compiled it."""

    environment = google.NewEnv(variables={"facts": google.Type.Map(google.Type.STRING, google.Type.DYN)})

    def __init__(self, condition: Condition) -> None:
        printed = condition.cel()
        self.google = self.environment.compile(printed)
        self.rust = rust.compile(printed)

    def answers(self, values: dict[str, object]) -> tuple[object, object]:
        answer = self.google.eval(data={"facts": values})
        assert answer.type() == google.Type.BOOL, answer.value()  # an error is a value there, and would count as true
        return answer.value(), self.rust.execute({"facts": values})


def compiled(author: Author) -> Condition | None:
    text = author.condition(author.chance.randint(0, 3))
    try:
        return compile_condition(text, FACTS)
    except DefinitionError as error:
        if {diagnostic.code for diagnostic in error.diagnostics} <= NOT_PROVABLE:
            return None
        pytest.fail(f"{text}\n{error}")


def test_three_implementations_agree_on_random_conditions_over_random_facts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed that can be repeated, not a secret
    author = Author(chance)
    agreed, true, refused = 0, 0, 0
    while agreed < AGREEMENTS:
        condition = compiled(author)
        if condition is None:
            refused += 1
            continue
        judges = Judges(condition)
        for _ in range(VALUES_PER_CONDITION):
            values = conform(facts_of(FACTS, chance), FACTS)
            ours = condition(values)
            theirs = judges.answers(cel_values(values, FACTS))
            assert (ours, ours) == theirs, f"{condition.text}\n{condition.cel()}\n{values}"
            assert bool(condition.reasons(values)) is not ours, f"{condition.text}\n{values}"
            assert all(condition.explain(values, "vi")) or ours
            agreed, true = agreed + 1, true + ours
    assert AGREEMENTS * 0.2 < true < AGREEMENTS * 0.8, "answers are too much alike to tell anything"
    assert refused < agreed / VALUES_PER_CONDITION, "too few of the conditions could be proved"
    if AGREEMENTS > USUAL:
        with capsys.disabled():
            print(f"\nconditions: {agreed:,} agreements of three implementations, {true:,} true; seed {SEED}")  # noqa: T201 - what the run is for
