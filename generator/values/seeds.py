"""Random numbers by name, so that one more draw somewhere never reshuffles the city.

``fork(seed, "citizen", 12)`` is a number that depends on those words alone; :class:`Dice` draws from it. Built on BLAKE2b,
which is the same on every machine and version; Python's own ``random`` promises that for ``random()`` only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def fork(seed: int, *names: object) -> int:
    """A 64-bit number from a seed and a path of names."""
    text = "\x1f".join([str(seed), *map(str, names)])
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class Dice:
    """A stream of draws that belongs to one name."""

    def __init__(self, seed: int, *names: object) -> None:
        self._seed = fork(seed, *names)
        self._n = 0

    def bits(self) -> int:
        self._n += 1
        return fork(self._seed, self._n)

    def random(self) -> float:
        """Evenly in 0 <= x < 1."""
        return (self.bits() >> 11) / (1 << 53)

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def integer(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def choice(self, items: Sequence[T]) -> T:
        return items[self.integer(0, len(items) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left = list(items)
        return [left.pop(self.integer(0, len(left) - 1)) for _ in range(len(left))]
