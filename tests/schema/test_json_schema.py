"""The schemas an editor reads: they accept what the reader accepts, know its keys, and explain every one of them."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from yaml import SafeLoader, load

from procflow.definition import OverlayFile, ProcedureFile, ProfileFile
from procflow.scenario.examples import ExamplesFile
from procflow.schema import SchemaKind, json_schema
from procflow.schema.parts import PARTS

REPO = Path(__file__).parents[2]
MODELS: dict[SchemaKind, type[BaseModel]] = {
    SchemaKind.PROCEDURE: ProcedureFile,
    SchemaKind.PROFILE: ProfileFile,
    SchemaKind.OVERLAY: OverlayFile,
    SchemaKind.EXAMPLES: ExamplesFile,
}
CHECKERS = {kind: Draft202012Validator(json_schema(kind)) for kind in SchemaKind}
PROCEDURES = [
    file
    for folder in ("procedures", "tests/examples")
    for file in sorted((REPO / folder).rglob("*.yaml"))
    if not file.name.endswith(".test.yaml")
]
EXAMPLES = [file for file in (each.with_name(f"{each.stem}.test.yaml") for each in PROCEDURES) if file.exists()]
PROFILES = sorted((REPO / "src/procflow/profiles").rglob("*.yaml"))
FILES = [
    *((file, SchemaKind.PROCEDURE) for file in PROCEDURES),
    *((file, SchemaKind.EXAMPLES) for file in EXAMPLES),
    *((file, SchemaKind.PROFILE) for file in PROFILES),
]


class EditorLoader(SafeLoader):
    """Read YAML 1.2 as editors do: `no` and `09:00` are texts, dates stay texts, `1.013225` is a number."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith((":timestamp", ":bool", ":int"))]
    for first, known in SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[0-9]+\Z"), list("0123456789"))


def as_an_editor(text: str) -> object:
    """Read `text`; in JSON every key is a text."""
    return json.loads(json.dumps(load(text, EditorLoader), default=date.isoformat))  # noqa: S506 - a SafeLoader


def complaints(kind: SchemaKind, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in CHECKERS[kind].iter_errors(value)]


@pytest.mark.parametrize("kind", SchemaKind)
def test_a_schema_is_one(kind: SchemaKind) -> None:
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize(("file", "kind"), FILES, ids=lambda each: getattr(each, "stem", str(each)))
def test_the_schema_accepts_what_the_reader_accepts(file: Path, kind: SchemaKind) -> None:
    assert complaints(kind, as_an_editor(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("basis: NĐ 217/2026/NĐ-CP Đ.54\n", ""),
        ("profile: ", "profil: "),
        ("actor: chair", "acter: chair"),
        ("code: 1.013225", "code: '1013225'"),
        ("effective: 2026-07-01", "effective: 01/07/2026"),
        ("on_timeout: consent", "on_timeout: agree"),
        ("requests: 1", "requests: một"),
        ("needs_reason: true", "needs_reason: maybe"),
        ("separate_from: [appraise]", "separate_from: {appraise: true}"),
        ("limit:\n  by_case: {house: 07 ngày làm việc, other: 10 ngày làm việc}", "limit:\n  by_cases: {}"),
    ],
)
def test_the_schema_sees_what_the_reader_refuses(was: str, becomes: str) -> None:
    text = (REPO / "procedures/1.013225/2026-07.yaml").read_text(encoding="utf-8")
    assert was in text
    assert complaints(SchemaKind.PROCEDURE, as_an_editor(text.replace(was, becomes, 1))) != []


def parts(schema: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    yield "", schema
    yield from definitions.items()


def models(kind: SchemaKind) -> dict[str, type[BaseModel]]:
    """Find the model of every part by its class name, through what pydantic itself reached."""
    todo: list[type[BaseModel]] = [BaseModel]
    found: dict[str, type[BaseModel]] = {"": MODELS[kind]}
    while todo:
        for each in todo.pop().__subclasses__():
            if each.__module__.startswith("procflow."):
                found[each.__name__] = each
            todo.append(each)
    return found


@pytest.mark.parametrize("kind", SchemaKind)
def test_the_keys_of_every_part_are_those_the_reader_accepts_and_each_is_explained_twice(kind: SchemaKind) -> None:
    known = models(kind)
    for name, part in parts(json_schema(kind)):
        properties = part.get("properties")
        if not isinstance(properties, dict):
            continue
        fields = known[name].model_fields
        assert list(properties) == [field.alias or key for key, field in fields.items()]
        assert part.get("required", []) == [field.alias or key for key, field in fields.items() if field.is_required()]
        assert part["additionalProperties"] is False
        for key, value in properties.items():
            vietnamese, _, english = value["description"].partition("\n\n")
            assert vietnamese, (name, key)
            assert english, (name, key)
            assert vietnamese != english


def test_every_part_is_explained_in_vietnamese_and_no_other() -> None:
    named = {name.lstrip("_") for kind in SchemaKind for name, _ in parts(json_schema(kind))}
    roots = {model.__name__ for kind, model in MODELS.items() if kind is not SchemaKind.EXAMPLES}
    assert named - {""} | roots == PARTS.keys()


@pytest.mark.parametrize("kind", SchemaKind)
def test_nothing_of_python_is_left_in_a_schema(kind: SchemaKind) -> None:
    text = json.dumps({key: value for key, value in json_schema(kind).items() if key != "title"})
    assert '"null"' not in text
    assert '"default": null' not in text
    assert not re.search(r'"title": "[A-Z]', text)


def test_the_command_prints_one_and_writes_all(tmp_path: Path) -> None:
    from procflow.cli.program import run  # noqa: PLC0415 - the shell, for this test alone

    assert run(["schema", "--out", str(tmp_path / "deep")], {}) == 0
    for kind in SchemaKind:
        written = (tmp_path / "deep" / f"{kind}.schema.json").read_text(encoding="utf-8")
        assert json.loads(written) == json_schema(kind)
        assert "\\u" not in written
