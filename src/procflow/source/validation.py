"""A source held against a pydantic model: every complaint coded, placed and told in the reader's language.

Invariants: no sentence of pydantic reaches a reader; every error of the file is reported, each with its place; of the
branches of a union only the one the author most likely meant speaks.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from procflow.errors import DefinitionError, Diagnostic, Place, ProcflowError, nearest
from procflow.source.characters import clipped
from procflow.source.refusal import REFUSAL
from procflow.source.shape import keys_at
from procflow.source.tree import Data, Item, Source

__all__ = ["model_of", "problems", "validate"]

_NOTHING: Final[Mapping[str, Data]] = {}

M = TypeVar("M", bound=BaseModel)

_TEXT: Final = frozenset({"string_type"})
_MAPPING: Final = frozenset({"dict_type", "model_type", "model_attributes_type", "mapping_type", "dataclass_type"})
_LIST: Final = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"})
_KINDS: Final = _TEXT | _MAPPING | _LIST

# pydantic's error type -> the code, and the name pydantic gives the bound that the code's text calls `bound`
_CODES: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(_TEXT, ("PF135", "")),
    **dict.fromkeys(_MAPPING, ("PF136", "")),
    **dict.fromkeys(_LIST, ("PF137", "")),
    "text_or_mapping": ("PF138", ""),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), ("PF140", "")),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing", "finite_number"), ("PF141", "")),
    **dict.fromkeys(("bool_type", "bool_parsing"), ("PF142", "")),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), ("PF143", "")
    ),
    **dict.fromkeys(
        ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "time_type", "time_parsing"), ("PF144", "")
    ),
    "timezone_aware": ("PF144", ""),
    "timezone_naive": ("PF144", ""),
    "greater_than_equal": ("PF145", "ge"),
    "less_than_equal": ("PF146", "le"),
    "greater_than": ("PF147", "gt"),
    "less_than": ("PF148", "lt"),
    "too_short": ("PF149", "min_length"),
    "too_long": ("PF150", "max_length"),
    "string_too_short": ("PF151", "min_length"),
    "string_too_long": ("PF152", "max_length"),
    "string_pattern_mismatch": ("PF153", "pattern"),
    "decimal_max_places": ("PF154", "decimal_places"),
}
_CHOICES: Final = frozenset({"literal_error", "enum", "union_tag_invalid"})
_QUOTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'")
_SHOWN: Final = 12
_KEY_MARK: Final = "[key]"


def validate(source: Source, model: type[M]) -> M:
    """Build `model` from the data of `source`.

    Raises:
        DefinitionError: the data do not fit; every problem, each at its place.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise DefinitionError(problems(source, error, model)) from error
    except DefinitionError:
        raise
    except ProcflowError as error:
        raise DefinitionError([Diagnostic(Place(source.file), error.code, error.params)]) from error


def model_of(
    source: Source, model: type[M], stand_ins: Mapping[str, Data] = _NOTHING
) -> tuple[M | None, list[Diagnostic]]:
    """Build `model` as `validate` does, and beside every problem give what is left when the faulty values are left out.

    `stand_ins` take the place of what is missing at the top. None in place of a model says that too little is left;
    what is left serves to look for further problems only.
    """
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        found = problems(source, error, model)
        faulty = [source.resolve(each["loc"]) for each in error.errors(include_url=False) if each["type"] != "missing"]
    data = source.data
    for path in reversed(faulty):  # from the end, so that no item moves before its turn
        data = _without(data, path)
    try:
        return model.model_validate({**stand_ins, **data} if isinstance(data, dict) else data), found
    except ValidationError:
        return None, found


def _without(data: Data, path: tuple[Item, ...]) -> Data:
    """Leave out of `data` what stands at `path`."""
    if not path:
        return data
    step, rest = path[0], path[1:]
    match data:
        case dict() if str(step) in data:
            key = str(step)
            kept = {name: value for name, value in data.items() if name != key}
            return kept if not rest else {**data, key: _without(data[key], rest)}
        case list() if isinstance(step, int) and step < len(data):
            if not rest:
                return [value for index, value in enumerate(data) if index != step]
            return [_without(value, rest) if index == step else value for index, value in enumerate(data)]
        case _:
            return data


def problems(source: Source, error: ValidationError, model: type[BaseModel] | None = None) -> list[Diagnostic]:
    """Turn what pydantic found into diagnostics, in order of place; `model` lets unknown keys be guessed at."""
    complaints = [_complaint(source, details) for details in error.errors(include_url=False)]
    found = [(complaint, _diagnostic(source, complaint, model)) for complaint in _likely(complaints)]
    # A key misspelt is one mistake, not an unknown key and a missing one.
    meant = {(complaint.path[:-1], diagnostic.params.get("guess")) for complaint, diagnostic in found}
    told = [diagnostic for complaint, diagnostic in found if not _is_meant(complaint, meant)]
    return sorted(told, key=lambda diagnostic: diagnostic.place)


@dataclass(frozen=True, slots=True)
class _Complaint:
    """Hold one pydantic error, its path split into what the file has and what only the model names."""

    kind: str
    path: tuple[Item, ...]
    last: str
    fork: tuple[Item, ...] | None
    branches: tuple[Item, ...]
    value: object
    context: Mapping[str, object]


def _complaint(source: Source, details: Mapping[str, object]) -> _Complaint:
    kind, loc = str(details["type"]), details["loc"]
    steps: tuple[Item, ...] = loc if isinstance(loc, tuple) else ()
    last = str(steps[-1]) if steps else ""
    if steps and (kind == "missing" or last == _KEY_MARK):
        steps = steps[:-1]
    path = source.resolve(steps)
    common = next((i for i, (real, named) in enumerate(zip(path, steps, strict=False)) if real != named), len(path))
    fork = path[:common] if len(path) < len(steps) else None
    context = details.get("ctx")
    return _Complaint(
        kind=kind,
        path=path,
        last=last,
        fork=fork,
        branches=tuple(step for step in steps if step not in path),
        value=details.get("input"),
        context=context if isinstance(context, Mapping) else {},
    )


def _likely(complaints: Sequence[_Complaint]) -> list[_Complaint]:
    """Keep, where a union has several branches, the complaints of the branch the author most likely meant."""
    forks: dict[tuple[Item, ...], dict[Item, list[_Complaint]]] = {}
    kept = []
    for complaint in complaints:
        # A value written in short form for a mapping is complained of inside a mapping that the file does not have:
        # that names no branch of a union.
        if complaint.fork is None or not complaint.branches:
            kept.append(complaint)
        else:
            forks.setdefault(complaint.fork, {}).setdefault(complaint.branches[0], []).append(complaint)
    for fork, branches in forks.items():
        kept += _likeliest(fork, branches)
    return kept


def _likeliest(fork: tuple[Item, ...], branches: Mapping[Item, list[_Complaint]]) -> list[_Complaint]:
    fitting = [found for found in branches.values() if not _is_other_kind(fork, found)]
    if fitting:  # of the branches of the right kind, the one whose keys the author used most
        return min(fitting, key=lambda found: sum(1 + (each.kind == "extra_forbidden") for each in found))
    kinds = frozenset(found[0].kind for found in branches.values())
    first = next(iter(branches.values()))[0]
    if kinds <= _TEXT or kinds <= _MAPPING or kinds <= _LIST:
        return [first]
    kind = "text_or_mapping" if kinds <= _TEXT | _MAPPING else "other_form"
    return [_Complaint(kind, fork, "", None, (), first.value, {})]


def _is_other_kind(fork: tuple[Item, ...], found: Sequence[_Complaint]) -> bool:
    return all(each.path == fork and (each.kind in _KINDS or _is_no_word(each)) for each in found)


def _is_no_word(complaint: _Complaint) -> bool:
    """Say that a word was wanted where a mapping or a list stands."""
    return complaint.kind == "literal_error" and not isinstance(complaint.value, str)


def _is_meant(complaint: _Complaint, meant: AbstractSet[tuple[tuple[Item, ...], object]]) -> bool:
    return complaint.kind == "missing" and (complaint.path, complaint.last) in meant


def _diagnostic(source: Source, complaint: _Complaint, model: type[BaseModel] | None) -> Diagnostic:
    path, context = complaint.path, complaint.context
    at_key = complaint.last == _KEY_MARK or complaint.kind in {"missing", "extra_forbidden"}
    place = source.place(path, key=at_key)
    params: dict[str, object]
    match complaint.kind:
        case "missing":
            code, params = "PF130", {"key": complaint.last}
        case "extra_forbidden":
            known = keys_at(model, path[:-1], complaint.branches) if model else []
            code, params = _guess("PF131", str(path[-1]), known, "key")
        case kind if kind in _CHOICES:
            known = _QUOTED.findall(str(context.get("expected", context.get("expected_tags", ""))))
            code, params = _guess("PF133", str(context.get("tag", complaint.value)), known, "value")
        case kind if kind == REFUSAL:
            given = context["params"]
            code, params = str(context["code"]), dict(given) if isinstance(given, Mapping) else {}
        case kind:
            code, bound = _CODES.get(kind, ("PF139", ""))
            params = {"value": _shown(complaint.value), "bound": context.get(bound, "")}
    return Diagnostic(place, code, params)


def _guess(code: str, word: str, known: Sequence[str], name: str) -> tuple[str, dict[str, object]]:
    """Choose between the code with a suggestion and the one after it, without."""
    shown = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    params: dict[str, object] = {name: clipped(word), "known": shown}
    guess = nearest(word, known)
    if guess is None:
        return f"PF{int(code[2:]) + 1}", params
    return code, params | {"guess": guess}


def _shown(value: object) -> str:
    match value:
        case str():
            return clipped(value)
        case dict():
            return "{…}"
        case _:
            return "[…]"
