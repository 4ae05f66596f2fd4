"""What was used last, by the bytes that spell it: reading the same bytes again costs a look.

Invariants: bytes are compared whole, so what is kept can be forgotten at any time but never be out of date; never more
than so many values are kept; threads may share it.
"""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Recent"]

T = TypeVar("T")


class Recent(Generic[T]):
    """Keep the last `limit` values that were put or got, by their spelling; the values must be immutable."""

    def __init__(self, limit: int) -> None:
        """Start with nothing kept."""
        self._limit = limit
        self._kept: OrderedDict[bytes, T] = OrderedDict()
        self._lock = Lock()

    def get(self, spelling: bytes) -> T | None:
        """Give the value spelled so; None when it is not kept."""
        with self._lock:
            value = self._kept.get(spelling)
            if value is not None:
                self._kept.move_to_end(spelling)
            return value

    def put(self, spelling: bytes, value: T) -> None:
        """Keep a value, and forget the one that was used least recently where there are too many."""
        with self._lock:
            self._kept[spelling] = value
            self._kept.move_to_end(spelling)
            if len(self._kept) > self._limit:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
