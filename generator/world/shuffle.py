"""Shuffle: a one-to-one scramble of whole numbers, so that everyone's identity number differs and nobody's can be guessed from another's.

A Feistel network over a product of two ranges (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002) that
walks on until it is back inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isqrt

from generator.values.seeds import fork

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Shuffle:
    """A permutation of ``0 <= x < size`` that depends on a seed and a name."""

    seed: int
    size: int
    high: int
    low: int

    def of(self, x: int) -> int:
        """Where ``x`` goes; raises IndexError outside of the range."""
        self._check(x)
        while True:
            a, b = divmod(x, self.low)
            for i in range(0, ROUNDS, 2):
                a = (a + fork(self.seed, i, b)) % self.high
                b = (b + fork(self.seed, i + 1, a)) % self.low
            x = a * self.low + b
            if x < self.size:
                return x

    def back(self, y: int) -> int:
        """What goes to ``y``: ``back(of(x)) == x``."""
        self._check(y)
        while True:
            a, b = divmod(y, self.low)
            for i in range(ROUNDS - 2, -1, -2):
                b = (b - fork(self.seed, i + 1, a)) % self.low
                a = (a - fork(self.seed, i, b)) % self.high
            y = a * self.low + b
            if y < self.size:
                return y

    def _check(self, x: int) -> None:
        if not 0 <= x < self.size:
            raise IndexError(f"{x} is outside of 0 to {self.size - 1}")


@lru_cache(maxsize=64)
def shuffle(seed: int, name: str, size: int) -> Shuffle:
    """The shuffle of a seed and a name."""
    low = isqrt(size - 1) + 1
    return Shuffle(fork(seed, "shuffle", name), size, -(-size // low), low)
