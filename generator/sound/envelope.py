"""Envelope: how loud something is from frame to frame, measured once, so that pictures can move with it.

A :class:`Loudness` holds for every delivered frame the level of the whole and of some bands, between 0 and 1 on a scale of decibels. It is
small, pickles, and gives Tracks that are steps: a frame shows what is heard while it stands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.motion.track import Steps, Track
from generator.sound.cues import RATE, Samples, samples_of
from generator.sound.filters import lines
from generator.values.rate import Rate

BANDS = 48
_LOW, _HIGH = 90.0, 5200.0
_FLOOR = 36.0  # dB under the loudest at which nothing is shown
_RELEASE = 0.62  # of a level that is left after a frame at 24 to a second: a needle falls slower than it rises
_TALLEST = 4_096  # bars that may be asked for
Grid = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Loudness:
    """Levels of a cue from frame ``first`` (counted from 0) on: ``whole`` has one for each frame, ``bands`` :data:`BANDS`."""

    rate: Rate
    first: int
    whole: Grid
    bands: Grid

    def level(self, low: float = 0.0, high: float = 1.0) -> Track[float]:
        """How loud it is: from ``low`` (nothing) to ``high`` (the loudest), frame by frame."""
        return _track(self.whole, self._times(), low, high)

    def levels(self, count: int, low: float = 0.0, high: float = 1.0) -> tuple[Track[float], ...]:
        """The same in ``count`` bands, from the deepest to the highest."""
        edges = [round(i * BANDS / count) for i in range(_bars(count) + 1)]
        parts = [self.bands[:, min(a, BANDS - 1) : max(b, a + 1)].max(axis=1) for a, b in pairwise(edges)]
        times = self._times()
        return tuple(_track(part, times, low, high) for part in parts)

    def trail(self, count: int, low: float = 0.0, high: float = 1.0) -> tuple[Track[float], ...]:
        """The level now, a frame ago, two frames ago: a waveform that travels."""
        return tuple(_track(self.whole, self._times(i), low, high) for i in range(_bars(count)))

    def shape(self, count: int, low: float = 0.0, high: float = 1.0) -> tuple[float, ...]:
        """The whole cue as ``count`` bars that stand still, from its begin to its end."""
        size = self.whole.size
        edges = [i * size / count for i in range(_bars(count) + 1)]
        parts = (self.whole[math.floor(a) : max(math.floor(a) + 1, math.ceil(b))] for a, b in pairwise(edges))
        return tuple(low + (high - low) * float(part.max(initial=0.0)) for part in parts)

    def _times(self, delay: int = 0) -> list[float]:
        """When each level begins, ``delay`` frames late: before the plate, at every frame of the cue, and after it."""
        return [-1.0, *(self.rate.seconds(self.first + delay + i) for i in range(self.whole.size + 1))]


def _bars(count: object) -> int:
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= _TALLEST:
        raise ValueError(f"a waveform has 1 to {_TALLEST} bars")
    return count


def _track(values: Grid, times: list[float], low: float, high: float) -> Track[float]:
    """Levels as steps without those that change nothing, so that what stands still is known to."""
    levels = [0.0, *(round(value, 4) for value in values.tolist()), 0.0]
    kept = [i for i, level in enumerate(levels) if i == 0 or level != levels[i - 1]]
    return Steps(tuple(times[i] for i in kept), tuple(low + (high - low) * levels[i] for i in kept))


def measured(samples: Samples, begin: Fraction, rate: Rate) -> Loudness:
    """The levels of a cue that begins at ``begin`` seconds; samples are its own."""
    first = math.floor(begin * rate.fraction)
    last = max(first + 1, math.ceil((begin + Fraction(samples.size, RATE)) * rate.fraction))
    starts = [samples_of(Fraction(n) / rate.fraction - begin) for n in range(first, last + 1)]
    padded = np.concatenate([np.zeros(RATE), samples, np.zeros(2 * RATE)])
    window = max(2_048, *(b - a for a, b in pairwise(starts)))
    shape = np.hanning(window)
    power = np.array([np.abs(np.fft.rfft(_frame(padded, a, b, window) * shape)) ** 2 for a, b in pairwise(starts)])
    frequencies = lines(window)
    edges = _LOW * (_HIGH / _LOW) ** (np.arange(BANDS + 1) / BANDS)
    # A rising tilt: speech loses some 4 dB an octave, and the upper bands are to move as well.
    weights = np.stack([_within(frequencies, low, high) * low for low, high in pairwise(edges.tolist())], axis=1)
    heard = power * ((frequencies >= _LOW) & (frequencies <= _HIGH))
    keep = _RELEASE ** (24 / float(rate.fraction))
    return Loudness(rate, first, _needle(heard.sum(axis=1, keepdims=True), keep)[:, 0], _needle(power @ weights, keep))


def _frame(padded: Samples, begin: int, end: int, window: int) -> Samples:
    """A window of samples around a frame's own."""
    at = RATE + (begin + end - window) // 2
    return padded[at : at + window]


def _within(frequencies: Samples, low: float, high: float) -> Samples:
    """Which of the spectrum's lines belong to a band; the nearest one where it is narrower than they are apart."""
    inside = (frequencies >= low) & (frequencies < high)
    if not inside.any():
        inside[np.argmin(np.abs(frequencies - (low * high) ** 0.5))] = True
    return np.asarray(inside / inside.sum())


def _needle(power: Samples, keep: float) -> Grid:
    """Powers (frames, bands) as levels of 0 to 1: decibels under the loudest, falling no faster than ``keep`` a frame."""
    top = power.max(initial=0.0)
    if top <= 0:
        return np.zeros(power.shape, np.float32)
    level = np.clip(1 + 10 * np.log10(np.maximum(power / top, 1e-12)) / _FLOOR, 0, 1)
    for i in range(1, len(level)):
        level[i] = np.maximum(level[i], level[i - 1] * keep)
    return np.asarray(level, np.float32)
