"""Random edits of files that are sound: what a careless or a hostile author makes of a procedure that was right.

Invariants: an edit is made on the tree of the file, so that most results are YAML and most mistakes are mistakes of
meaning; every choice is taken from the bytes given, so that the same bytes make the same text, in a fuzzer, in a
property and when a failure is looked at again.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

import yaml

from procflow.schema.keys import WORDS

__all__ = ["PAGES", "SOUND", "Choices", "Tree", "edited", "tree_of"]

_ROOT: Final = Path(__file__).parent.parent.parent
PAGES: Final = _ROOT / "src" / "procflow" / "errors" / "pages"
SOUND: Final = tuple(
    file.read_text(encoding="utf-8")
    for file in (
        PAGES / "base.yaml",
        *sorted((_ROOT / "tests" / "examples").glob("*.yaml")),
        *sorted((_ROOT / "procedures").glob("[0-9]*/*.yaml")),
    )
    if not file.name.endswith(".test.yaml")
)
"""The texts of sound procedures: the one with a bit of everything first, the examples, the shipped ones."""

HOW_MANY: Final = (1, 1, 1, 2, 2, 3, 4, 6)
MOST_VALUES: Final = 2000
"""No edit is made of a file that edits have swollen this far; the bounds of the reader are tried elsewhere."""


@dataclass(slots=True)
class Pairs:
    """Hold a mapping as pairs, because an edit may write a key twice."""

    items: list[tuple[str, "Tree"]] = field(default_factory=list)


Tree = str | list["Tree"] | Pairs
Holder = list[Tree] | Pairs
Spot = tuple[Holder, int]
Item = TypeVar("Item")

VALUES: Final = (
    *("", " ", "0", "-1", "1", "2", "010", "1.0", "1e9", "999999999", "9" * 40, "true", "no", "none", "null", "~"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "2026-08-17", "2026-13", "17/08/2026", "2026-08-17 15:00", "24:00"),
    *("05 ngày làm việc", "0 ngày", "999999999 ngày", "1 tháng", "12 tháng", "40 năm", "04 giờ làm việc", "24 giờ"),
    *("trong ngày, sau 15 giờ thì trả vào ngày làm việc tiếp theo", "-3 ngày", "2 working days", "năm ngày", "1,5 giờ"),
    *("1.000001", "1.013225", "one-stop/nd118-2025", "one-stop/nd61-2018", "../../etc/passwd", "KQ.G01.000001"),
    *("a-b", "A", "ế", "e\u0302\u0301", "\u202eabc", "a\u200bb", "\x00", "\ufeff", "\ud800", "💩", "a" * 3000),
    *("{x}", "{0}", "%s", "${HOME}", "{", "}", "!!python/name:os.system", "&a", "*a", "<<", "'", '"', "#", "a: b"),
    *("150.000 đồng", "1 000 VND", "10 USD", "-5 đồng", "0 đồng", "1.2.3 đồng", "hồ sơ"),
    *(
        "n <= 3",
        "has(n) and n > 1",
        "not",
        "all(x in l, x.a)",
        "case == 'house'",
        "channel in ['online', 'post']",
        "1 + 1",
    ),
    *("engine", "applicant", "accept", "reception", "refuse", "supplement", "return-result", "returned", "closed"),
)
KEYS: Final = (*sorted({key for part in WORDS.values() for key in part}), "deadline", "Tên")
PASSAGES: Final = (
    *("\t", "\n", "\n\n", "\r\n", "  ", " #", ": ", "- ", "{", "}", "[", "]", ", ", "'", '"', "|\n", ">\n", "? "),
    *("---\n", "...\n", "&a ", "*a", "!t ", "\u202e", "\u200b", "\x85", "%YAML 1.1\n", "e\u0302", "\x00", "\ufeff"),
)
_PLAIN: Final = re.compile(r"[\w./-][\w ./-]*[\w./]|\w")
_NOT_PLAIN: Final = re.compile(r"^-|: | #|^[.]{3}|^---")


class Choices:
    """Take one choice after the other from bytes; when they are used up every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._next = 0

    @property
    def left(self) -> bool:
        """Say whether there are bytes to choose by."""
        return self._next < len(self._data)

    def below(self, bound: int) -> int:
        """Choose a number from 0 and below `bound`."""
        number, size = 0, 1 if bound <= 256 else 2
        for byte in self._data[self._next : self._next + size]:
            number = number * 256 + byte
        self._next += size
        return number % bound

    def among(self, items: Sequence[Item]) -> Item:
        """Choose one of `items`."""
        return items[self.below(len(items))]


def tree_of(text: str) -> Tree:
    """Read the tree of a file that is sound YAML, every scalar as it is written."""
    return _tree(yaml.compose(text, Loader=yaml.SafeLoader))


def edited(trees: Sequence[Tree], choices: Choices) -> str:
    """Choose one of `trees`, edit it a few times, and write it out; parts of the others may be grafted on it."""
    tree = _copy(choices.among(trees))
    for _ in range(choices.among(HOW_MANY)):
        if not choices.left:
            break
        spots = _spots(tree)
        if not 0 < len(spots) <= MOST_VALUES:
            break
        choices.among(_EDITS)(choices, choices.among(spots), spots, trees)
    text = "\n".join(_lines(tree, "")) + "\n"
    return _torn(text, choices) if choices.below(8) == 1 else text


def _tree(node: yaml.Node | None) -> Tree:
    match node:
        case yaml.ScalarNode():
            return str(node.value)
        case yaml.SequenceNode():
            return [_tree(item) for item in node.value]
        case yaml.MappingNode():
            return Pairs([(str(key.value), _tree(value)) for key, value in node.value])
        case _:
            return ""


def _copy(tree: Tree) -> Tree:
    match tree:
        case str():
            return tree
        case list():
            return [_copy(item) for item in tree]
        case Pairs():
            return Pairs([(key, _copy(value)) for key, value in tree.items])


def _inner(holder: Holder) -> list[Tree]:
    return [value for _, value in holder.items] if isinstance(holder, Pairs) else holder


def _spots(tree: Tree) -> list[Spot]:
    """List every place of a value, as who holds it and at which number."""
    if isinstance(tree, str):
        return []
    found: list[Spot] = []
    for index, value in enumerate(_inner(tree)):
        found.append((tree, index))
        found += _spots(value)
    return found


def _at(spot: Spot) -> Tree:
    holder, index = spot
    return holder.items[index][1] if isinstance(holder, Pairs) else holder[index]


def _put(spot: Spot, value: Tree) -> None:
    holder, index = spot
    if isinstance(holder, Pairs):
        holder.items[index] = (holder.items[index][0], value)
    else:
        holder[index] = value


Edit = Callable[[Choices, Spot, Sequence[Spot], Sequence[Tree]], None]


def _value(choices: Choices, spot: Spot, _: Sequence[Spot], __: Sequence[Tree]) -> None:
    _put(spot, choices.among(VALUES))


def _borrowed(choices: Choices, spot: Spot, spots: Sequence[Spot], _: Sequence[Tree]) -> None:
    """Write what stands elsewhere in the file, so that names stand where other names are wanted."""
    _put(spot, _copy(_at(choices.among(spots))))


def _leaf(choices: Choices, spot: Spot, spots: Sequence[Spot], _: Sequence[Tree]) -> None:
    """Write a scalar or a key of the file in place of a scalar."""
    texts = [value for each in spots if isinstance(value := _at(each), str)]
    keys = [key for holder, _ in spots if isinstance(holder, Pairs) for key, _ in holder.items]
    leaves = [each for each in spots if isinstance(_at(each), str)] or [spot]
    _put(choices.among(leaves), choices.among([*texts, *keys]))


def _likewise(choices: Choices, spot: Spot, spots: Sequence[Spot], trees: Sequence[Tree]) -> None:
    """Write what another file, or another part of this one, has under the same key."""
    keyed = [each for each in spots if isinstance(each[0], Pairs)]
    holder, index = choices.among(keyed) if keyed else spot
    if isinstance(holder, Pairs):
        key = holder.items[index][0]
        others = [*spots, *_spots(choices.among(trees))]
        alike = [each for each in others if isinstance(each[0], Pairs) and each[0].items[each[1]][0] == key]
        _put((holder, index), _copy(_at(choices.among(alike))))


def _grafted(choices: Choices, spot: Spot, _: Sequence[Spot], trees: Sequence[Tree]) -> None:
    """Put a part of another file in the place of this one."""
    others = _spots(choices.among(trees))
    if others:
        holder, index = choices.among(others)
        value = _copy(_at((holder, index)))
        if isinstance(holder, Pairs) and isinstance(spot[0], Pairs):
            spot[0].items.insert(spot[1], (holder.items[index][0], value))
        else:
            _put(spot, value)


def _deleted(_: Choices, spot: Spot, __: Sequence[Spot], ___: Sequence[Tree]) -> None:
    holder, index = spot
    del (holder.items if isinstance(holder, Pairs) else holder)[index]


def _doubled(choices: Choices, spot: Spot, _: Sequence[Spot], __: Sequence[Tree]) -> None:
    holder, index = spot
    if isinstance(holder, Pairs):
        key, value = holder.items[index]
        holder.items.append((choices.among((key, f"{key}-2")), _copy(value)))
    else:
        holder.append(_copy(holder[index]))


def _renamed(choices: Choices, spot: Spot, spots: Sequence[Spot], _: Sequence[Tree]) -> None:
    holder, index = spot
    if isinstance(holder, Pairs):
        near = [key for other, _ in spots if isinstance(other, Pairs) for key, _ in other.items]
        holder.items[index] = (choices.among(choices.among((KEYS, VALUES, near))), holder.items[index][1])


def _swapped(choices: Choices, spot: Spot, spots: Sequence[Spot], _: Sequence[Tree]) -> None:
    other = choices.among(spots)
    here, there = _copy(_at(spot)), _copy(_at(other))
    _put(other, here)
    _put(spot, there)


def _confused(choices: Choices, spot: Spot, _: Sequence[Spot], __: Sequence[Tree]) -> None:
    """Write another kind of value: a list of it, a mapping of it, one of its parts, nothing."""
    value = _at(spot)
    kinds: list[Tree] = [[_copy(value)], Pairs([(choices.among(KEYS), _copy(value))]), [], Pairs(), ""]
    if not isinstance(value, str):
        kinds += [_copy(part) for part in _inner(value)[:4]]
    _put(spot, choices.among(kinds))


def _misspelt(choices: Choices, spot: Spot, spots: Sequence[Spot], _: Sequence[Tree]) -> None:
    """Drop, double or strike in one letter of a scalar."""
    spot = choices.among([each for each in spots if isinstance(_at(each), str)] or [spot])
    value = _at(spot)
    if isinstance(value, str) and value:
        at = choices.below(len(value))
        letters = ("", value[at] * 2, "0", "9", "-", ".", " ", "á", "A", "(", "<", "\u0301", "\u202e")
        _put(spot, value[:at] + choices.among(letters) + value[at + 1 :])


def _repeated(choices: Choices, spot: Spot, _spots_of: Sequence[Spot], _trees: Sequence[Tree]) -> None:
    """Nest a value in itself, or write it many times."""
    value = _at(spot)
    if choices.below(2):
        for __ in range(1 + choices.below(40)):
            value = Pairs([(choices.among(KEYS), value)])
        _put(spot, value)
    else:
        times = min(choices.below(60), MOST_VALUES // (1 + len(_spots(value))))
        _put(spot, [_copy(value) for __ in range(times)])


_EDITS: Final[tuple[Edit, ...]] = (
    *(_likewise, _likewise, _likewise, _likewise, _likewise, _likewise, _likewise, _likewise),
    *(_leaf, _leaf, _leaf, _value, _value, _misspelt, _misspelt, _grafted, _grafted, _borrowed),
    *(_deleted, _deleted, _renamed, _renamed, _swapped, _doubled, _confused, _repeated),
)


def _torn(text: str, choices: Choices) -> str:
    """Strike a passage into the text itself, or cut it off there."""
    at = choices.below(max(len(text), 1))
    return text[:at] + choices.among(PASSAGES) + (text[at:] if choices.below(4) else "")


def _lines(tree: Tree, indent: str) -> list[str]:
    """Write a tree as blocks: a value a line, so that a place names one value."""
    match tree:
        case str():
            return [indent + _scalar(tree)]
        case list() if tree:
            return [line for item in tree for line in _headed(f"{indent}-", item, indent)]
        case Pairs() if tree.items:
            return [line for key, value in tree.items for line in _headed(f"{indent}{_scalar(key)}:", value, indent)]
        case _:
            return [indent + ("[]" if isinstance(tree, list) else "{}")]


def _headed(head: str, value: Tree, indent: str) -> list[str]:
    lines = _lines(value, f"{indent}  ")
    is_block = not isinstance(value, str) and len(_inner(value)) > 0
    return [head, *lines] if is_block else [f"{head} {lines[0].lstrip(' ')}"]


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text):
        return text
    return json.dumps(text, ensure_ascii=False)
