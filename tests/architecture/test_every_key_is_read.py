"""Every key an author may write is read when a procedure is compiled, and every part of what is compiled by somebody.

What is read is watched while the shipped procedures and the invented examples are compiled, played, drawn and posted.
A key that nobody reads would be accepted and change nothing: an author would believe in a rule that does not exist.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final, get_args

import pytest

from procflow.calendar import vietnam
from procflow.cli.pages import page_text
from procflow.core import Law
from procflow.definition import OutcomeSpec, OverlayFile, ProcedureFile, ProfileFile, Spec, StepSpec
from procflow.library import load, load_text
from procflow.procedure import model
from procflow.render import diagram, sheet
from procflow.scenario import play, read_examples
from procflow.source import read

REPO: Final = Path(__file__).parents[2]
Read = set[tuple[str, str]]

READ_BEFORE: Final = {
    (kind, "procflow"): "the reader has refused every version of the language but this one"
    for kind in ("ProcedureFile", "ProfileFile", "OverlayFile")
}
"""Keys whose whole effect is that the reader accepts no other value."""

KEPT: Final = {
    ("ProfileFile", "name"): "names the profile to whoever reads it; a procedure is posted under its decree",
    ("ProfileFile", "name_en"): "likewise",
    ("OverlayFile", "name"): "says whose the overlay is to whoever reads it; dossiers are pinned to its id",
    (
        "OverlayFile",
        "basis",
    ): "the resolution, for whoever reads the overlay; each of its figures names its own article",
    ("CaseSpec", "basis"): "the article that distinguishes the case, for whoever reads the procedure",
}
"""Keys that speak to people who read the file, and bring nothing about."""

ELSEWHERE: Final = {
    ("Step", "own"): "the proofs and the coverage of examples ask which file a step comes from",
    ("Procedure", "transition"): "moving dossiers from one version to the next asks it",
    ("Procedure", "machine"): "the graph, for hosts and benchmarks that dispatch on it",
    ("Procedure", "forms"): "for hosts that print the control sheet and the book; acts carry their forms themselves",
    ("Procedure", "rule"): "what limits are counted by unless they say otherwise; each limit carries its own",
    ("Procedure", "warnings"): "`check` tells them",
    ("Child", "agency"): "the engine hands a child in there",
    ("Child", "case"): "likewise, as this case",
    ("Child", "facts"): "likewise, with these facts",
}
"""Parts that are read where nothing is compiled, played, drawn or posted."""


def parts(annotation: object) -> Iterator[type[Spec]]:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def language() -> set[type[Spec]]:
    found: set[type[Spec]] = set()
    todo: list[type[Spec]] = [ProcedureFile, ProfileFile, OverlayFile]
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += [part for field in one.model_fields.values() for part in parts(field.annotation)]
    return found


MOVING: Final = "TransitionSpec"
"""What a version says of dossiers begun under an earlier one; moving them reads it, and compiling does not."""

KEYS: Final = {(one.__name__, name) for one in language() for name in one.model_fields if one.__name__ != MOVING}
COMPILED: Final[Mapping[type, set[str]]] = {
    one: {each.name for each in fields(one)}
    for name in model.__all__
    if isinstance(one := getattr(model, name), type) and is_dataclass(one)
}
FIELDS: Final = {(one.__name__, name) for one, names in COMPILED.items() for name in names}


@pytest.fixture(scope="module")
def watched() -> tuple[Read, Read]:
    """Watch what is read of the written and of the compiled while everything there is is compiled, played and shown."""
    written: Read = set()
    compiled: Read = set()

    def watch(kind: type, known: set[str], found: Read, *, ignore: tuple[str, ...]) -> None:
        plain: Callable[[object, str], object] = kind.__getattribute__  # type: ignore[assignment]

        def watching(self: object, name: str) -> object:
            reader: str = sys._getframe(1).f_globals["__name__"]  # noqa: SLF001 - who reads is the question
            if name in known and not reader.startswith(ignore):
                found.add((kind.__name__, name))
            return plain(self, name)

        kind.__getattribute__ = watching  # type: ignore[method-assign, assignment]

    kinds: list[type] = [*language(), *COMPILED]
    for one in language():
        # Laying a step over its profile's looks at every key, and reads none.
        merge = ("procflow.procedure.merge",) if one in (StepSpec, OutcomeSpec) else ()
        watch(one, set(one.model_fields), written, ignore=("pydantic", "procflow.comparison", *merge))
    for each, names in COMPILED.items():
        watch(each, names, compiled, ignore=("procflow.procedure", "procflow.comparison", "dataclasses"))
    try:
        look_at_everything()
    finally:
        for kind in kinds:
            del kind.__getattribute__
    return written, compiled


def look_at_everything() -> None:
    overlay = page_text("overlay.yaml") + "until: 2026-12-31\nfees: {licence: {name: Lệ phí, set_by: HĐND}}\n"
    procedures = [load_text(page_text("base.yaml"), overlay=(overlay, "overlay.yaml"))]
    for file in sorted([*REPO.glob("procedures/*/*.yaml"), *REPO.glob("tests/examples/*.yaml")]):
        if file.name.endswith(".test.yaml"):
            continue
        procedures.append(load(file))
        law = Law(procedures[-1], vietnam())
        beside = file.with_name(f"{file.stem}.test.yaml")
        for example in read_examples(read(beside.read_bytes(), str(beside))):
            assert play(law, example).passed, example.name
    for procedure in procedures:
        for lang in ("vi", "en"):
            sheet(procedure, lang)
            diagram(procedure, lang)
            channel = procedure.submit_channels[0]
            if not procedure.facts:
                procedure.components_due(case=next(iter(procedure.cases), ""), channel=channel)


def test_every_key_of_the_language_is_read_by_the_compiler(watched: tuple[Read, Read]) -> None:
    assert KEYS - watched[0] - READ_BEFORE.keys() - KEPT.keys() == set()
    assert watched[0] & (READ_BEFORE.keys() | KEPT.keys()) == set()


def test_every_part_of_a_compiled_procedure_is_read_by_somebody(watched: tuple[Read, Read]) -> None:
    assert FIELDS - watched[1] - ELSEWHERE.keys() == set()
    assert watched[1] & ELSEWHERE.keys() == set()
