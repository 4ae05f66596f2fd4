"""What a dossier holds under names cannot be changed, and can be compared, hashed, copied and sent."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import MappingProxyType

import pytest

from procflow.dossier.frozen_dict import FrozenDict

HELD = FrozenDict({"copies": 2, "floors": 3})


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.__setitem__("copies", 3),
        lambda held: held.__delitem__("copies"),
        lambda held: held.__ior__({"copies": 3}),
        lambda held: held.update(copies=3),
        lambda held: held.setdefault("more", 3),
        lambda held: held.pop("copies"),
        lambda held: held.popitem(),
        lambda held: held.clear(),
    ],
)
def test_nothing_changes_it(change: Callable[[FrozenDict[str, int]], object]) -> None:
    with pytest.raises(TypeError, match="a FrozenDict does not change"):
        change(HELD)
    assert HELD == {"copies": 2, "floors": 3}


def test_every_way_to_change_a_dictionary_is_closed() -> None:
    """A method that Python gives dictionaries some day has to be looked at."""
    reading = {"copy", "fromkeys", "get", "items", "keys", "values"}
    assert {name for name in vars(dict) if not name.startswith("_")} - reading <= vars(FrozenDict).keys()


def test_it_is_equal_to_any_mapping_of_the_same_and_equal_ones_have_one_hash() -> None:
    turned = FrozenDict({"floors": 3, "copies": 2})
    assert HELD == turned == dict(turned) == MappingProxyType(dict(turned))
    assert hash(HELD) == hash(turned)
    assert FrozenDict({"copies": 1}) != HELD
    with pytest.raises(TypeError, match="unhashable"):
        hash(FrozenDict({"list": []}))


def test_its_copies_are_its_own_and_a_dictionary_made_of_it_may_change() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(HELD, protocol))  # noqa: S301 - our own
        assert (type(back), back) == (FrozenDict, HELD)
    deep = FrozenDict({"list": [1]})
    assert copy.deepcopy(deep) == deep
    assert copy.deepcopy(deep)["list"] is not deep["list"]
    assert (type(HELD.copy()), type({**HELD}), type(HELD | {})) == (dict, dict, dict)


def test_it_is_laid_out_with_what_it_holds() -> None:
    @dataclass(frozen=True)
    class Inner:
        day: int

    @dataclass(frozen=True)
    class Outer:
        held: FrozenDict[str, Inner]

    assert asdict(Outer(FrozenDict(a=Inner(1)))) == {"held": {"a": {"day": 1}}}
