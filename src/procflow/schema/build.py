"""Make the JSON Schema of one kind of file from its pydantic model.

Invariants: the same kind gives the same schema; every key carries a description in Vietnamese, then in English; what
the reader refuses to read (a key without a value) the schema does not offer.
"""

from collections.abc import Mapping
from enum import StrEnum
from inspect import cleandoc
from typing import Final

from pydantic import BaseModel

from procflow.clock import RULES
from procflow.definition import OverlayFile, ProcedureFile, ProfileFile
from procflow.scenario.examples import ExamplesFile
from procflow.schema import keys, shared_keys, story_keys
from procflow.schema.parts import PARTS

__all__ = ["SchemaKind", "json_schema"]

Schema = dict[str, object]


class SchemaKind(StrEnum):
    """Name the kinds of file an author writes."""

    PROCEDURE = "procedure"
    PROFILE = "profile"
    OVERLAY = "overlay"
    EXAMPLES = "examples"


_MODELS: Final[Mapping[SchemaKind, type[BaseModel]]] = {
    SchemaKind.PROCEDURE: ProcedureFile,
    SchemaKind.PROFILE: ProfileFile,
    SchemaKind.OVERLAY: OverlayFile,
    SchemaKind.EXAMPLES: ExamplesFile,
}
_KEYS: Final = {**keys.WORDS, **shared_keys.WORDS, **story_keys.WORDS}
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: SchemaKind) -> Schema:
    """Make the JSON Schema (draft 2020-12) of one `kind` of file."""
    model = _MODELS[kind]
    made: Schema = model.model_json_schema(by_alias=True)
    parts = _mapping(made.pop("$defs", {}))
    told = _part(model.__name__, made)
    if parts:
        told["$defs"] = {name: _part(name, part) for name, part in parts.items()}
    return {"$schema": _DIALECT, "title": f"procflow {kind}"} | told


def _part(name: str, schema: Schema) -> Schema:
    """Tidy one part of the language and describe it and its keys."""
    part = _tidy(schema)
    part.pop("title", None)
    if name in PARTS:
        part |= _told(f"{PARTS[name]}\n\n{_english(str(schema.get('description', '')))}")
    words = _KEYS.get(name.lstrip("_"), {})
    if "properties" in part:
        part["properties"] = {
            key: value | _told("\n\n".join(words[key])) | _offered(key)
            for key, value in _mapping(part["properties"]).items()
        }
    return part


def _told(text: str) -> Schema:
    """Tell `text`; the second key is what editors show without escaping it, and no validator looks at it."""
    return {"description": text, "markdownDescription": text}


def _english(docstring: str) -> str:
    """Take the sentence a docstring opens with."""
    return cleandoc(docstring).partition("\n")[0]


def _offered(key: str) -> Schema:
    """Offer the rules by name, which a host may add to."""
    return {"examples": sorted(RULES)} if key == "rule" else {}


def _tidy(schema: Schema) -> Schema:
    """Drop what only Python needs: titles, and null, which stands for a key that was left out."""
    kept: Schema = {}
    for key, value in schema.items():
        match key, value:
            case "properties" | "patternProperties" | "$defs", dict():
                kept[key] = {name: _untitled(_tidy(inner)) for name, inner in value.items()}
            case (("items" | "additionalProperties" | "propertyNames"), dict()):
                kept[key] = _untitled(_tidy(value))
            case "anyOf", list():
                kept |= _branches([_untitled(_tidy(branch)) for branch in value])
            case "default", None | dict() | list():
                pass
            case _:
                kept[key] = value
    return kept


def _branches(branches: list[Schema]) -> Schema:
    real = [branch for branch in branches if branch.get("type") != "null"]
    return real[0] if len(real) == 1 else {"anyOf": real}


def _untitled(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "title"}


def _mapping(value: object) -> dict[str, Schema]:
    assert isinstance(value, dict)  # noqa: S101 - pydantic gives mappings where JSON Schema has them
    return value
