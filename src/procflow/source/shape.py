"""Which keys a model knows at a path: what did-you-mean chooses from."""

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from procflow.source.tree import Item

__all__ = ["keys_at"]


def keys_at(model: type[BaseModel], path: Sequence[Item], branches: Sequence[Item] = ()) -> list[str]:
    """Name the keys `model` knows for the mapping at `path`, in the order its classes declare them.

    Where a union leaves a choice of models, `branches` (names of classes) picks; otherwise all count.
    """
    shapes = list(_opened(model))
    for step in path:
        shapes = [inner for shape in shapes for within in _inside(shape, step) for inner in _opened(within)]
    models = [shape for shape in shapes if isinstance(shape, type) and issubclass(shape, BaseModel)]
    chosen = [shape for shape in models if shape.__name__ in branches] or models
    return list(dict.fromkeys(key for shape in chosen for key in _fields(shape)))


def _fields(model: type[BaseModel]) -> dict[str, object]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _opened(shape: object) -> Iterator[object]:
    """Give the plain types a type may stand for: members of unions, what `Annotated`, aliases and root models hold."""
    if get_origin(shape) in {Union, UnionType}:
        for member in get_args(shape):
            yield from _opened(member)
    elif get_origin(shape) is Annotated:
        yield from _opened(get_args(shape)[0])
    elif hasattr(shape, "__value__"):
        yield from _opened(shape.__value__)
    elif isinstance(shape, type) and issubclass(shape, RootModel):
        yield from _opened(shape.model_fields["root"].annotation)
    else:
        yield shape


def _inside(shape: object, step: Item) -> Iterator[object]:
    """Give the types of what `step` leads to."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        yield from (field for name, field in _fields(shape).items() if name == step)
        return
    arguments = get_args(shape)
    match step:
        case int() if get_origin(shape) is tuple and Ellipsis not in arguments:
            yield from arguments[step : step + 1]
        case int():
            yield from arguments[:1]  # list[T], tuple[T, ...]
        case _:
            yield from arguments[-1:]  # dict[K, V]
