"""Moves: what is known frame by frame, as a value over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.motion.track import Span, Track, Value

_NEAR = 1e-6  # frames by which a moment may be rounded


@dataclass(frozen=True, slots=True, eq=False)
class Sampled(Track[float]):
    """``values[n]`` at frame ``n`` of a rate, straight on between two frames, held before the first and after the last."""

    values: tuple[float, ...]
    rate: float

    def _place(self, t: float) -> tuple[int, float]:
        """The frame at or before a moment, and how far it is to the next."""
        frames = min(max(t * self.rate, 0.0), len(self.values) - 1.0)
        n = math.floor(frames + _NEAR)
        return n, max(0.0, frames - n)

    def at(self, t: float) -> float:
        n, rest = self._place(t)
        value = self.values[n]
        return value if rest < _NEAR else value + (self.values[n + 1] - value) * rest

    def span(self, t: float) -> Span:
        """As long as the frames around a moment hold one value."""
        n, _ = self._place(t)
        value, last = self.values[n], len(self.values) - 1
        since = until = n
        while since > 0 and self.values[since - 1] == value:
            since -= 1
        while until < last and self.values[until + 1] == value:
            until += 1
        begins = -math.inf if since == 0 else since / self.rate
        ends = math.inf if until == last else until / self.rate
        return (begins, ends) if begins <= t < ends else (t, t)


@dataclass(frozen=True, slots=True, eq=False)
class Counted(Track[int]):
    """``values[n]`` from frame ``n`` on; held before the first and after the last."""

    values: tuple[int, ...]
    rate: float

    def at(self, t: float) -> int:
        return self.values[min(max(0, math.floor(t * self.rate + _NEAR)), len(self.values) - 1)]


def over_time(values: Sequence[float], rate: Fraction) -> Value[float]:
    """Values of frames as one that moves, or the plain one where it never changes."""
    return _whole(tuple(map(float, values)), lambda kept: Sampled(kept, float(rate)))


def counted(values: Sequence[int], rate: Fraction) -> Value[int]:
    """Whole numbers of frames as one that steps, or the plain one."""
    return _whole(tuple(map(int, values)), lambda kept: Counted(kept, float(rate)))


def _whole(values: tuple, moving: Callable) -> Value:  # type: ignore[type-arg]
    return moving(values) if any(value != values[0] for value in values) else values[0]
