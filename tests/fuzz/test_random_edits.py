"""Random edits of sound procedures: each is refused at a place of the file, or the procedure is as sound as before."""

import os
import random
from collections.abc import Iterator
from datetime import date
from typing import Final

from edits import SOUND, Choices, Tree, edited, tree_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procflow import vietnam
from procflow.core import Law, open_outcomes, replay
from procflow.dossier import Dossier
from procflow.dossier.actor import ENGINE_ROLE
from procflow.errors import DefinitionError, Diagnostic, ProcflowError
from procflow.library import load_text
from procflow.lint import check
from procflow.procedure import Procedure
from procflow.simulate import Run, simulate

TORTURE: Final = bool(os.environ.get("PROCFLOW_TORTURE"))
EDITS: Final = settings(
    max_examples=20_000 if TORTURE else 150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TREES: Final[list[Tree]] = [tree_of(text) for text in SOUND]
FILE: Final = "a.yaml"
WAITING: Final = {"PF343", "PF348", "PF353", "PF360"}
"""What explains a dossier without an end: a trap, no result, a limit from what did not happen, its facts."""

edits = st.binary(min_size=1, max_size=40).map(lambda data: edited(TREES, Choices(data)))


def refusal(text: str) -> tuple[Diagnostic, ...] | Procedure:
    try:
        return load_text(text, FILE)
    except DefinitionError as error:
        return error.diagnostics


def is_inside(diagnostic: Diagnostic, text: str) -> bool:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = diagnostic.place
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


def dossiers(procedure: Procedure) -> Iterator[Run]:
    """Run a few dossiers by chance; what cannot be counted or begun is refused by a code."""
    later = date.fromordinal(min(procedure.effective.toordinal() + 300, date.max.toordinal()))
    last = min(procedure.until or date.max, date(2026, 12, 31), later)
    chances = [random.Random(seed) for seed in range(3)]  # noqa: S311 - a seed that can be repeated, not a secret
    try:
        yield from simulate(Law(procedure, vietnam()), chances, first=procedure.effective, last=last)
    except ProcflowError as error:
        if not error.message("vi"):
            raise


def may_go_on(procedure: Procedure, dossier: Dossier) -> bool:
    """Say whether somebody may act yet, and only the one who invents dossiers will not: to go round once too often."""
    return any(outcome.by != ENGINE_ROLE for outcome in open_outcomes(Law(procedure, vietnam()), dossier))


@EDITS
@given(text=edits)
def test_an_edit_is_refused_at_a_place_of_the_file_or_leaves_a_procedure_that_can_be_lived_with(text: str) -> None:
    found = refusal(text)
    if isinstance(found, tuple):
        own = [each for each in found if each.place.file == FILE]
        assert own, found
        assert all(is_inside(each, text) for each in own), found
        assert all(each.message("vi") and each.message("en") for each in found)
        return
    told = {each.code for each in found.warnings}
    for run in dossiers(found):
        assert replay(run.events) == run.dossier
        if run.unfinished and not may_go_on(found, run.dossier):
            told = told or {each.code for each in check(found, years=(2026, 2026))}
            assert told & WAITING, run.dossier.step


def test_the_texts_the_edits_are_made_of_are_sound_and_written_out_the_same() -> None:
    for text, tree in zip(SOUND, TREES, strict=True):
        before, after = load_text(text), load_text(edited([tree], Choices(b"")))
        assert (before.code, before.steps, before.limit, before.clauses, before.fees) == (
            *(after.code, after.steps, after.limit, after.clauses, after.fees),
        )


def test_the_edits_make_both_procedures_that_load_and_many_kinds_of_mistakes() -> None:
    chance = random.Random(20261122)  # noqa: S311 - likewise
    outcomes = [refusal(edited(TREES, Choices(chance.randbytes(12)))) for _ in range(300)]
    refused = [found for found in outcomes if isinstance(found, tuple)]
    assert 20 <= len(outcomes) - len(refused) <= 150
    assert len({each.code for found in refused for each in found}) >= 20
