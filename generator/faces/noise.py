"""Numbers that look random and are functions of their place: no state, no order."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.values.compiled import inlined, kernel
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


@inlined
def _corner(x: int, y: int, z: int) -> float:
    h = np.uint32(x * 73856093) ^ np.uint32(y * 19349663) ^ np.uint32(z * 83492791)
    h = (h ^ (h >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    h = (h ^ (h >> np.uint32(12))) * np.uint32(0x297A2D39)
    h = h ^ (h >> np.uint32(15))
    return float(h & np.uint32(0xFFFF)) / 65535.0


@kernel
def noise3(x: float, y: float, z: float) -> float:
    """Smooth noise in 0..1 with a period of about one unit."""
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    u, v, w = x - fx, y - fy, z - fz
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    i, j, k = int(fx), int(fy), int(fz)
    total = 0.0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                weight = (u if a else 1 - u) * (v if b else 1 - v) * (w if c else 1 - w)
                total += weight * _corner(i + a, j + b, k + c)
    return total
