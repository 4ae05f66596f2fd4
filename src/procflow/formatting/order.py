"""The order in which the keys of a part stand: that in which the language declares them.

Invariant: what people read in the author's order keeps it: names an author gives (steps, cases, papers), and the lines
of a story, which read like sentences.
"""

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel

from procflow.definition import OverlayFile, ProcedureFile, ProfileFile
from procflow.scenario.examples import ExamplesFile
from procflow.source import Data, Item
from procflow.source.shape import keys_at

__all__ = ["Order", "in_order"]

_BY_KEY: Final = (("overlay", OverlayFile), ("code", ProcedureFile), ("profile", ProfileFile))


class Order:
    """Say in which order the keys of each part of one file stand."""

    __slots__ = ("_known", "_model")

    def __init__(self, data: Data) -> None:
        """Take from `data` which kind of file it is."""
        self._model = _model_of(data)
        self._known: dict[tuple[Item, ...], list[str]] = {}

    def of(self, path: Sequence[Item], keys: Sequence[str]) -> list[str]:
        """Put the `keys` of the mapping at `path` in order; keys the language does not know come last."""
        if self._model is ExamplesFile and len(path) > 1:
            return list(keys)
        place = tuple(0 if isinstance(step, int) else step for step in path)
        if place not in self._known:
            self._known[place] = keys_at(self._model, place)
        rank = {key: number for number, key in enumerate(self._known[place])}
        return sorted(keys, key=lambda key: rank.get(key, len(rank)))


def in_order(data: Data, order: Order | None, path: tuple[Item, ...] = ()) -> object:
    """Give `data` as pairs and tuples, the keys of each part in `order`, or as they stand where there is none."""
    match data:
        case dict():
            keys = list(data) if order is None else order.of(path, list(data))
            return tuple((key, in_order(data[key], order, (*path, key))) for key in keys)
        case list():
            return tuple(in_order(value, order, (*path, index)) for index, value in enumerate(data))
        case _:
            return data


def _model_of(data: Data) -> type[BaseModel]:
    if isinstance(data, list):
        return ExamplesFile
    return next((model for key, model in _BY_KEY if key in data), ProcedureFile)
