"""Memo: results that are worth keeping, up to a number; then it forgets them all, so that a long render's memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar, cast

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_NOTHING = object()


class Memo(Generic[K, V]):
    """Remembers what a pure function gave for a key."""

    __slots__ = ("_kept", "_limit")

    def __init__(self, limit: int) -> None:
        self._kept: dict[K, V] = {}
        self._limit = limit

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What is kept for a key, or what ``make`` gives now."""
        found = self._kept.get(key, _NOTHING)
        if found is _NOTHING:
            if len(self._kept) >= self._limit:
                self._kept.clear()
            found = self._kept[key] = make()
        return cast("V", found)
