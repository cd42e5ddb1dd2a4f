"""Voicing: what makes a synthesiser's voice bearable, before any telephone.

A formant synthesiser's pulses are equal to the last bit, its edges are sharp, and there is no air in it. So: a pitch that wanders by a few
cents, breath that follows the voice, less edge and a little chest, loud and soft brought together as an announcer's are, and a small
room. Nothing moves by more than a millisecond, so words stay where they are.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from generator.sound.cues import RATE, Samples
from generator.sound.filters import bell, chain, edges, filtered, noise, room, shelf

LEVEL = 0.12
"""The root mean square of what is said, where something is said."""
_TONE = chain(shelf(230, 2.5, high=False), bell(3100, -4.5, 0.9), shelf(5200, -5), bell(1500, 1.5, 0.8))
_WANDER = ((0.7, 0.00022, 0.4), (1.9, 0.00011, 2.1), (5.3, 0.000035, 4.0))  # Hz, seconds, phase: together under 0.4 % of pitch
_BREATH = 10 ** (-31 / 20)
_EDGE = 0.012  # seconds in which a line comes and goes: the engine begins and ends in the middle of a sound
_LONG = 10 * RATE  # samples: what only depends on when they are is worked out for so many at a time
_RATIO = 0.45  # of what is over or under the usual level, how much is taken back


def voiced(samples: Samples) -> Samples:
    """A synthetic line as it goes to the mix, as long as it was."""
    if not np.any(samples):
        return samples
    t = np.arange(samples.size) / RATE
    moved = np.interp(t + _drift(-(-samples.size // _LONG) * _LONG)[: samples.size], t, samples)
    breath = filtered(noise("breath", samples.size), chain(shelf(1800, 8), shelf(7000, -14))) * _level(moved, 0.02) * _BREATH
    toned = filtered(np.asarray(moved + breath), _TONE)
    return levelled(room(evened(toned), 0.1)) * edges(samples.size, _EDGE)


@lru_cache(maxsize=4)
def _drift(count: int) -> Samples:
    """By how many seconds the pitch's wandering moves each of so many samples."""
    t = np.arange(count) / RATE
    found = np.asarray(sum(depth * np.sin(2 * np.pi * rate * t + phase) for rate, depth, phase in _WANDER))
    found.flags.writeable = False
    return found


def evened(samples: Samples) -> Samples:
    """Loud and soft words nearer to each other."""
    level = _level(samples, 0.12)
    usual = np.sqrt(np.mean(level[level > 0.1 * level.max()] ** 2)) if level.max() > 0 else 1.0
    return np.asarray(samples * np.clip(np.maximum(level, 0.05 * usual) / usual, 0.1, 10) ** -_RATIO)


def levelled(samples: Samples) -> Samples:
    """Something that is said, brought to :data:`LEVEL`; silence stays silence."""
    level = _level(samples, 0.12)
    loud = level[level > 0.1 * level.max(initial=0.0)]
    return np.asarray(samples * (LEVEL / np.sqrt(np.mean(loud**2)))) if loud.size else samples


def _level(samples: Samples, seconds: float) -> Samples:
    """The root mean square around each sample."""
    half = max(1, round(seconds * RATE / 2))
    sums = np.concatenate([[0.0], np.cumsum(np.pad(samples, half) ** 2)])
    power = (sums[2 * half :] - sums[: -2 * half])[: samples.size] / (2 * half)
    return np.asarray(np.sqrt(np.maximum(power, 0)))
