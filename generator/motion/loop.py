"""Tracks made of other values: one after another in time (:class:`Pieces`), and one again and again (:class:`Loop`).

A loop never drifts. It counts whole ticks, of which a second has so many that every frame of every usual rate falls on one; the moments
``t`` and ``t`` plus some rounds come to the same tick of the round, and so to the same bits.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from generator.motion.track import Span, Track, Value
from generator.values.rate import Rate

T = TypeVar("T")

FLICKS = 705_600_000
"""Ticks of a second that hold every frame of 24, 25, 30, 48, 50, 60, 90, 100, 120 and their 1000/1001 (a "flick" is one)."""
_EDGE = 2e-9  # seconds: more than a tick, by which a moment may be rounded


def ticks(rate: Rate | None) -> int:
    """Ticks of a second on which every frame of a rate falls."""
    return math.lcm(FLICKS, rate.fraction.numerator) if rate else FLICKS


@dataclass(frozen=True, slots=True, eq=False)
class Pieces(Track[T]):
    """``values[i]``, moving or not, from ``times[i - 1]`` on until ``times[i]``; there is one value more than times."""

    times: tuple[float, ...]
    values: tuple[Value[T], ...]

    def at(self, t: float) -> T:
        value = self.values[bisect.bisect_right(self.times, t)]
        return value.at(t) if isinstance(value, Track) else value

    def span(self, t: float) -> Span:
        i = bisect.bisect_right(self.times, t)
        since = self.times[i - 1] if i else -math.inf
        until = self.times[i] if i < len(self.times) else math.inf
        value = self.values[i]
        if isinstance(value, Track):
            a, b = value.span(t)
            return max(since, a), min(until, b)
        return since, until


def pieces(times: Sequence[float], values: Sequence[Value[T]]) -> Value[T]:
    """Pieces without those that last no time or only repeat the one before; a plain value where one piece is left."""
    kept_times: list[float] = []
    kept = [values[0]]
    for time, value in zip(times, values[1:], strict=True):
        if kept_times and kept_times[-1] == time:
            kept[-1] = value
        else:
            kept_times.append(time)
            kept.append(value)
        if len(kept) > 1 and kept[-1] is kept[-2]:
            kept.pop()
            kept_times.pop()
    return Pieces(tuple(kept_times), tuple(kept)) if kept_times else kept[0]


@dataclass(frozen=True, slots=True, eq=False)
class Loop(Track[T]):
    """``inner``, a value over the ``dur`` seconds of one round, again and again from ``begin`` on.

    ``gather(value, rounds)`` adds what the rounds before have gathered (SMIL's ``accumulate``).
    """

    inner: Value[T]
    begin: Fraction
    dur: Fraction
    gather: Callable[[T, int], T] | None
    _second: int
    _first: int
    _round: int
    _part: int

    @classmethod
    def of(
        cls, inner: Value[T], begin: Fraction, dur: Fraction, ticks: int = FLICKS, gather: Callable[[T, int], T] | None = None
    ) -> Loop[T]:
        """A loop that counts in ``ticks`` a second, or in parts of them where a round is no whole number of ticks."""
        part = math.lcm((begin * ticks).denominator, (dur * ticks).denominator)
        return cls(inner, begin, dur, gather, ticks, int(begin * ticks * part), int(dur * ticks * part), part)

    def _place(self, t: float) -> tuple[int, float]:
        """Which round it is, and how many seconds of it have gone."""
        done, left = divmod(round(t * self._second) * self._part - self._first, self._round)
        return (done, left / (self._second * self._part)) if done >= 0 else (0, 0.0)

    def at(self, t: float) -> T:
        done, seconds = self._place(t)
        value = self.inner.at(seconds) if isinstance(self.inner, Track) else self.inner
        return self.gather(value, done) if done and self.gather else value

    def span(self, t: float) -> Span:
        """Constant stretches of a round, a little shorter than they are, so that no rounding reaches over their ends."""
        done, seconds = self._place(t)
        a, b = self.inner.span(seconds) if isinstance(self.inner, Track) else (-math.inf, math.inf)
        if a >= b:
            return t, t
        whole = float(self.dur)
        start = float(self.begin + done * self.dur)
        since, until = start + max(0.0, a) + _EDGE, start + min(whole, b) - _EDGE
        return min(t, since), max(t, until)
