"""Bounded memory: what was made from an object, as long as there is room. Nothing that is drawn depends on what is remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=object)


class ByIdentity(Generic[K, T]):
    """One value for each object, of ``most`` objects at least. Holds the object too, so that no other can have its identity while the value
    is here. What was not asked for between two calls of :meth:`age` goes."""

    def __init__(self, make: Callable[[K], T], most: int) -> None:
        self._make = make
        self._most = most
        self._young: dict[int, tuple[K, T]] = {}
        self._old: dict[int, tuple[K, T]] = {}

    def __call__(self, key: K) -> T:
        entry = self._young.get(id(key))
        if entry is None:
            entry = self._old.pop(id(key), None) or (key, self._make(key))
            if len(self._young) >= self._most:
                self.age()
            self._young[id(key)] = entry
        return entry[1]

    def age(self) -> None:
        """Let go of what nobody asked for since the last time."""
        self._young, self._old = {}, self._young

    def __len__(self) -> int:
        return len(self._young) + len(self._old)


class ByBytes(Generic[T]):
    """Values by key with a size each; the longest unused go when the sum is over ``most`` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        entry = self._kept.get(key)
        if entry is None:
            return None
        self._kept.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Remember a value that is not remembered yet; one over the whole bound is not kept."""
        if size > self.most:
            return
        self._kept[key] = (value, size)
        self.held += size
        while self.held > self.most:
            _, (_, freed) = self._kept.popitem(last=False)
            self.held -= freed
