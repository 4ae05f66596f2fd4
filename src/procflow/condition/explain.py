"""Why a condition does not hold: the terms that failed, with the facts they read.

Invariant: only terms that would be safe to evaluate are evaluated, so explaining cannot raise where answering did not.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from procflow.condition.check import Checked
from procflow.condition.closures import Values, list_of, test_of
from procflow.condition.syntax import Every, Has, Junction, Name, Not
from procflow.errors import Language

__all__ = ["Reason", "reasons"]

_NOTHING: Final[Values] = {}
_SAID: Final[Mapping[Language, tuple[str, str]]] = {
    "en": ("`{text}` does not hold", "`{text}` holds"),
    "vi": ("không thỏa `{text}`", "thỏa `{text}`"),
}
_ITEM: Final[Mapping[Language, str]] = {"en": "item {number} of {name}", "vi": "mục {number} của {name}"}
_COUNT: Final[Mapping[Language, str]] = {"en": "a list of {count}", "vi": "danh sách {count} mục"}
_ABSENT: Final[Mapping[Language, str]] = {"en": "not given", "vi": "chưa có"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Name one term that decided against a condition.

    `expected` is what the term should have been (a term under `not` should have been false); `facts` are the values it
    read, None for one that is not given; `items` tells which item (from 1) of which list it was about.
    """

    text: str
    expected: bool
    facts: Mapping[str, object]
    items: Mapping[str, int] = field(default_factory=dict)

    def say(self, lang: Language = "en") -> str:
        """Tell the reason in one sentence, in `lang`."""
        head = _SAID[lang][0 if self.expected else 1].format(text=self.text)
        where = [_ITEM[lang].format(number=number, name=name) for name, number in self.items.items()]
        facts = [f"{name} = {_spelt(value, lang)}" for name, value in self.facts.items()]
        detail = ", ".join(where + facts)
        return f"{head}: {detail}" if detail else head


def reasons(checked: Checked, text: str, values: Values) -> tuple[Reason, ...]:
    """Give the terms because of which the condition does not hold; none when it holds."""
    return tuple(_against(checked, text, _Scene(values, _NOTHING), expected=True))


@dataclass(frozen=True, slots=True)
class _Scene:
    """Hold what a term is judged on: the facts, and within a quantifier its item and the item's name."""

    values: Values
    item: Values
    variable: str | None = None
    items: Mapping[str, int] = field(default_factory=dict)

    def fails(self, checked: Checked, *, expected: bool) -> bool:
        """Say whether a term can be judged and is not what was expected; one whose guard failed cannot be judged."""
        judged = all(self.get(path) is not None for path in checked.needs)
        return judged and test_of(checked)(self.values, self.item) is not expected

    def get(self, path: str) -> object:
        name, _, key = path.partition(".")
        if name != self.variable:
            return self.values.get(name)
        return self.item.get(key) if key else self.item


def _against(checked: Checked, text: str, scene: _Scene, *, expected: bool) -> Iterator[Reason]:
    if not scene.fails(checked, expected=expected):
        return
    match checked.node:
        case Not(inner=inner, start=start) if inner.start > start:  # `x not in y` is one term
            yield from _against(checked.parts[0], text, scene, expected=not expected)
        case Junction():
            for part in checked.parts:
                yield from _against(part, text, scene, expected=expected)
        case Every(word=word) if (word == "all") is expected:
            yield from _against_item(checked, text, scene, expected=expected)
        case _:
            yield _reason(checked, text, scene, expected=expected)


def _against_item(checked: Checked, text: str, scene: _Scene, *, expected: bool) -> Iterator[Reason]:
    """Explain by the first item that decided."""
    node, body = cast("Every", checked.node), checked.parts[1]
    scenes = (
        _Scene(scene.values, item, node.item.text, {node.items.name: number})
        for number, item in enumerate(list_of(checked, scene.values), start=1)
    )
    decided = next(inner for inner in scenes if inner.fails(body, expected=expected))
    yield from _against(body, text, decided, expected=expected)


def _reason(checked: Checked, text: str, scene: _Scene, *, expected: bool) -> Reason:
    span = text[checked.node.start : checked.node.end]
    facts = {path: scene.get(path) for path in dict.fromkeys(_paths(checked))}
    return Reason(" ".join(span.split()), expected, facts, scene.items)


def _paths(checked: Checked) -> Iterator[str]:
    """Name the facts a term reads, outermost list first; what a quantifier reads of its items is not told."""
    match checked.node:
        case Name(name=name, field=key) | Has(name=Name(name=name, field=key)):
            yield f"{name}.{key}" if key else name
        case Every():
            yield from _paths(checked.parts[0])
        case _:
            for part in checked.parts:
                yield from _paths(part)


def _spelt(value: object, lang: Language) -> str:
    match value:
        case None:
            return _ABSENT[lang]
        case bool():
            return "true" if value else "false"
        case dt.date():
            return value.isoformat()
        case list():
            return _COUNT[lang].format(count=len(value))
        case _:
            return str(value)
