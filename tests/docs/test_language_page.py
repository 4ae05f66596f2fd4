"""The page of the language says every key the reader accepts, and no other; what it links to passes."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest

from procflow.calendar import vietnam
from procflow.clock import RULES, Span
from procflow.core import Law
from procflow.definition import (
    Again,
    AmendmentSpec,
    ApologySpec,
    CaseSpec,
    ChannelsSpec,
    ChildSpec,
    Clock,
    ComponentSpec,
    ConsultSpec,
    CorrectionSpec,
    DerivedSpec,
    Ending,
    ExemptSpec,
    ExtensionSpec,
    FactKind,
    FactSpec,
    FeePeriod,
    FeeRate,
    FeeSpec,
    FormEvent,
    ForwardingSpec,
    GroundSpec,
    LimitSpec,
    NoticeSpec,
    OldDossiers,
    OldLimits,
    OnTimeout,
    OutcomeSpec,
    OverlayFile,
    ProcedureFile,
    ProfileFile,
    ResultSpec,
    RoleSpec,
    Spec,
    StepSpec,
    StoppingSpec,
    SupplementSpec,
    Tiers,
    TransitionSpec,
    WithdrawalSpec,
)
from procflow.definition.parts import UnsatisfactoryRefusal, UnsatisfactorySpec
from procflow.definition.spans import PlusSpec
from procflow.library import load
from procflow.procedure.steps import MARKS
from procflow.scenario import play, read_examples
from procflow.source import read

REPO = Path(__file__).parents[2]
PAGE = REPO / "docs" / "reference" / "language.md"
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
TEXT = FENCE.sub("", PAGE.read_text(encoding="utf-8"))

SECTIONS: dict[str, type[Spec]] = {
    "The procedure file": ProcedureFile,
    "A role": RoleSpec,
    "A case": CaseSpec,
    "Channels": ChannelsSpec,
    "A fact": FactSpec,
    "A derived fact": DerivedSpec,
    "A component": ComponentSpec,
    "A limit": LimitSpec,
    "An addition to a limit": PlusSpec,
    "A fee": FeeSpec,
    "A rate": FeeRate,
    "Tiers": Tiers,
    "An exemption": ExemptSpec,
    "A fee period": FeePeriod,
    "A result": ResultSpec,
    "The supplement": SupplementSpec,
    "A supplement that does not satisfy": UnsatisfactorySpec,
    "Its refusal": UnsatisfactoryRefusal,
    "Withdrawal": WithdrawalSpec,
    "Amendment": AmendmentSpec,
    "Correction": CorrectionSpec,
    "Forwarding": ForwardingSpec,
    "Stopping": StoppingSpec,
    "A ground": GroundSpec,
    "Extension": ExtensionSpec,
    "Notice": NoticeSpec,
    "Transition": TransitionSpec,
    "A step": StepSpec,
    "An outcome": OutcomeSpec,
    "A consultation": ConsultSpec,
    "An interlinked procedure": ChildSpec,
    "The profile file": ProfileFile,
    "Apology": ApologySpec,
    "The overlay file": OverlayFile,
}
CHOICES: dict[str, type[StrEnum]] = {
    "Forms by event": FormEvent,
    "Kinds of fact": FactKind,
    "Clock: what the limit does here": Clock,
    "Endings": Ending,
    "Which law a dossier accepted before is under": OldDossiers,
    "What becomes of a limit that runs": OldLimits,
    "`on_timeout`: what silence means": OnTimeout,
}


def rows(section: str) -> list[list[str]]:
    """Give the rows of the first table of a section, each as its cells."""
    parts = re.split(r"^#+ (.+)$", TEXT, flags=re.MULTILINE)
    body = parts[parts.index(section) + 1]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def first_cells(section: str) -> list[str]:
    return [row[0].strip("`| ") for row in rows(section)]


def models(annotation: object) -> Iterator[type[Spec]]:
    """Find the parts of the language an annotation leads to."""
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for argument in get_args(annotation):
        yield from models(argument)


def reachable() -> set[type[Spec]]:
    found: set[type[Spec]] = set()
    todo: list[type[Spec]] = [ProcedureFile, ProfileFile, OverlayFile]
    while todo:
        model = todo.pop()
        if model not in found:
            found.add(model)
            todo += [part for field in model.model_fields.values() for part in models(field.annotation)]
    return found


def test_every_part_of_the_language_has_its_section() -> None:
    assert reachable() == set(SECTIONS.values())


@pytest.mark.parametrize("section", SECTIONS)
def test_the_keys_of_a_section_are_those_the_reader_accepts(section: str) -> None:
    accepted = [field.alias or name for name, field in SECTIONS[section].model_fields.items()]
    assert sorted(first_cells(section)) == sorted(accepted)


@pytest.mark.parametrize("section", SECTIONS)
def test_what_a_section_calls_required_is_required_and_what_it_gives_as_default_is_the_default(section: str) -> None:
    fields = {field.alias or name: field for name, field in SECTIONS[section].model_fields.items()}
    for key, _, default, *_ in rows(section):
        field = fields[key.strip("` ")]
        if field.is_required():
            assert default == "required", key
        else:
            assert default != "required", key
            if isinstance(field.default, bool | int):
                assert default == str(field.default).lower(), key


@pytest.mark.parametrize("section", CHOICES)
def test_the_values_of_a_choice_are_those_the_reader_accepts(section: str) -> None:
    assert sorted(first_cells(section)) == sorted(value.value for value in CHOICES[section])


def test_what_a_second_visit_may_do_is_what_the_reader_accepts() -> None:
    (cell,) = [kind for key, kind, *_ in rows("A consultation") if key == "`again`"]
    assert set(re.findall(r"`(\w+)`", cell)) == {value.value for value in Again}


def test_the_marks_are_those_a_limit_may_count_from() -> None:
    assert set(first_cells("Marks: what `from` may name")) == MARKS


def test_the_national_statuses_are_all_there() -> None:
    assert first_cells("National statuses") == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("row", rows("Spans"), ids=lambda row: row[0])
def test_a_wording_is_read_and_written_back_as_the_page_says(row: list[str]) -> None:
    said, vietnamese, english = (cell.strip("`| ") for cell in row)
    span = Span.parse(said)
    assert (span.text("vi"), span.text("en")) == (vietnamese, english)
    assert Span.parse(vietnamese) == Span.parse(english) == span


def test_the_rules_a_procedure_may_name_stand_on_their_page() -> None:
    page = (REPO / "docs" / "reference" / "counting-rules.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z0-9/-]+)` \| [A-ZL]", page, re.MULTILINE)) == set(RULES)


def linked() -> list[Path]:
    found = re.findall(r"\]\(\.\./\.\./((?:procedures|tests/examples)/[^)]+\.yaml)\)", TEXT)
    return [REPO / name for name in dict.fromkeys(found)]


def test_every_invented_example_is_linked() -> None:
    invented = {file for file in (REPO / "tests" / "examples").glob("*.yaml") if not file.name.endswith(".test.yaml")}
    assert invented <= set(linked())


@pytest.mark.parametrize("file", linked(), ids=lambda file: file.relative_to(REPO).as_posix())
def test_the_worked_examples_of_a_linked_file_pass(file: Path) -> None:
    beside = file.with_name(f"{file.stem}.test.yaml")
    examples = read_examples(read(beside.read_bytes(), str(beside)))
    law = Law(load(file), vietnam())
    assert examples
    assert [failure.message() for example in examples for failure in play(law, example).failures] == []
