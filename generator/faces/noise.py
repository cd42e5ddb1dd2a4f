"""Numbers that look random and are functions of their place: no state, no order."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.values.compiled import kernel
from generator.values.seeds import fork


def draws(count: int, seed: int, *names: object) -> Floats:
    """``count`` numbers evenly in 0 <= x < 1 that belong to a name (splitmix64)."""
    with np.errstate(over="ignore"):
        z = np.uint64(fork(seed, *names)) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    top: NDArray[np.float64] = (z >> np.uint64(40)).astype(np.float64) / (1 << 24)
    return top.astype(np.float32)


_PERIOD = 32
_TABLE = draws(_PERIOD**3, 0, "noise")
"""The noise at whole places: it comes again after 32 units, which nobody sees on a head."""


@kernel
def noise3(x: float, y: float, z: float) -> float:
    """Smooth noise in 0..1 with a period of about one unit."""
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    u, v, w = x - fx, y - fy, z - fz
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    i, j, k = int(fx) & 31, int(fy) & 31, int(fz) & 31
    i2, j2, k2 = (i + 1) & 31, (j + 1) & 31, (k + 1) & 31
    a, b, c, d = (i * 32 + j) * 32, (i * 32 + j2) * 32, (i2 * 32 + j) * 32, (i2 * 32 + j2) * 32
    near = (_TABLE[a + k] * (1 - u) + _TABLE[c + k] * u) * (1 - v) + (_TABLE[b + k] * (1 - u) + _TABLE[d + k] * u) * v
    far = (_TABLE[a + k2] * (1 - u) + _TABLE[c + k2] * u) * (1 - v) + (_TABLE[b + k2] * (1 - u) + _TABLE[d + k2] * u) * v
    return float(near * (1 - w) + far * w)
