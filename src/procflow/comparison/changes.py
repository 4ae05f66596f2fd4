"""What changed between two versions of a procedure, part by part, with whether it grew or shrank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from procflow.comparison.said import Area, Aspect, Key, Measure, Said
from procflow.comparison.statements import statements
from procflow.errors import Language
from procflow.procedure import Procedure
from procflow.wording import Wording

__all__ = ["Change", "Comparison", "Kind", "Reading", "Trend", "compare"]


class Kind(StrEnum):
    """Say what became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Trend(StrEnum):
    """Say where a measure went; `mixed` where some of it grew and some shrank, `none` where none can be compared."""

    LESS = "less"
    MORE = "more"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one thing said of a part, before and after; empty where it was or is not said."""

    aspect: Aspect
    old: str
    new: str
    trend: Trend = Trend.NONE


@dataclass(frozen=True, slots=True)
class Change:
    """Hold what became of one part: which, its ids, its name for people, and every reading that differs."""

    area: Area
    path: tuple[str, ...]
    name: str
    kind: Kind
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold two versions and the changes from the older to the newer, in the order people ask for them."""

    old: Procedure
    new: Procedure
    lang: Language
    changes: tuple[Change, ...]


_SINGLE: Final = frozenset({Area.PROCEDURE, Area.CHANNEL, Area.LIMIT})
"""Parts every procedure has once: they are never added or removed, only changed."""


def compare(old: Procedure, new: Procedure, lang: Language = "vi") -> Comparison:
    """Compare two compiled procedures; every text is in `lang` where the author gave it."""
    words = Wording(old, lang), Wording(new, lang)
    before, after = statements(old, words[0]), statements(new, words[1])
    parts = dict.fromkeys((key.area, key.path) for table in (before, after) for key in table)
    order = list(Area)
    found = [
        change
        for area, path in sorted(parts, key=lambda part: order.index(part[0]))
        if (change := _change(area, path, _of(before, area, path), _of(after, area, path), words)) is not None
    ]
    return Comparison(old, new, lang, tuple(found))


def _of(table: Mapping[Key, Said], area: Area, path: tuple[str, ...]) -> Mapping[Aspect, Said]:
    return {key.aspect: said for key, said in table.items() if (key.area, key.path) == (area, path)}


def _change(
    area: Area,
    path: tuple[str, ...],
    before: Mapping[Aspect, Said],
    after: Mapping[Aspect, Said],
    words: Sequence[Wording],
) -> Change | None:
    nothing = Said("")
    readings = tuple(
        _reading(aspect, old, new)
        for aspect in dict.fromkeys((*before, *after))
        if not (old := before.get(aspect, nothing)).is_same(new := after.get(aspect, nothing))
    )
    if not readings:
        return None
    kind = Kind.CHANGED if (before and after) or area in _SINGLE else Kind.ADDED if after else Kind.REMOVED
    name = _name(area, path, after or before, words[1] if after else words[0])
    return Change(area, path, name, kind, readings)


def _reading(aspect: Aspect, old: Said, new: Said) -> Reading:
    if old.text == new.text and (old.exact or new.exact):
        return Reading(aspect, old.exact, new.exact)
    return Reading(aspect, old.text, new.text, _trend(old.measure, new.measure))


def _name(area: Area, path: tuple[str, ...], said: Mapping[Aspect, Said], wording: Wording) -> str:
    english = said.get(Aspect.NAME_EN) if wording.lang == "en" else None
    own = english or said.get(Aspect.NAME)
    name = own.text if own is not None else (path[-1] if path else "")
    if area in {Area.OUTCOME, Area.OPINION, Area.CHILD}:
        return f"{wording.step(path[0])} → {name}"
    return name if path else ""


def _trend(old: Measure, new: Measure) -> Trend:
    if not old or old.keys() != new.keys():
        return Trend.NONE
    signs = {(new[key] > old[key]) - (new[key] < old[key]) for key in old} - {0}
    if not signs:
        return Trend.NONE
    if len(signs) > 1:
        return Trend.MIXED
    return Trend.MORE if signs == {1} else Trend.LESS
