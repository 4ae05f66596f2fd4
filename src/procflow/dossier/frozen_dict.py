"""A dictionary that nobody changes: what a dossier and an event hold under names.

Invariants: it compares like any dictionary, and has a hash where its values have one; it pickles, copies and is laid
out by `dataclasses.asdict`, which a `MappingProxyType` is not; it is read, and copied by `{**it}`, as fast as a
dictionary, where a proxy takes three times as long.
"""

from typing import Final, Never, NoReturn, TypeVar

__all__ = ["NOTHING", "FrozenDict"]

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """Hold values under names for good; `copy()` and `|` give a plain dictionary, to be changed.

    Raises:
        TypeError: on any attempt to change it.
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        message = f"a {type(self).__name__} does not change"
        raise TypeError(message)

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override] # a dictionary has none, because it changes
        """Give equal ones the same hash; raise `TypeError` where a value has none."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type["FrozenDict[K, V]"], tuple[dict[K, V]]]:
        """Say how to make it anew, for pickle and `copy`: all at once, because it takes nothing afterwards."""
        return type(self), (dict(self),)


NOTHING: Final[FrozenDict[str, Never]] = FrozenDict()
"""The one that is empty, which whatever holds none shares."""
