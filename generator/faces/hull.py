"""How far the skin is from the middle of the head, in every direction: what hair, cloth and hats lie on.

Two maps. Above the cheeks: distance from the middle of the skull by elevation and azimuth. Below: distance from the upright axis by
height and azimuth. Azimuth is 0 in front and grows to the person's left. Ears are left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.values.compiled import inlined, kernel

MIDDLE = (0.0, 7.5, 0.38)
AXIS = 0.33
"""Depth of the upright axis through neck and head."""
AROUND, UP, HEIGHTS = 64, 32, 64
LOW, HIGH = 5.1, 8.7


@dataclass(frozen=True, slots=True, eq=False)
class Hull:
    """``round``: (UP, AROUND) for elevations from -30 to 90 degrees; ``column``: (HEIGHTS, AROUND) for heights from LOW to HIGH."""

    round: Floats
    column: Floats

    def dome(self, azimuth: Floats, elevation: Floats, lift: Floats | float) -> Floats:
        """Points so far outside of the skull; angles in radians."""
        v = np.clip((np.degrees(elevation) + 30) / 120 * (UP - 1), 0, UP - 1)
        r = _read(self.round, v, azimuth) + lift
        flat = r * np.cos(elevation)
        return _stacked(flat * np.sin(azimuth), MIDDLE[1] + r * np.sin(elevation), MIDDLE[2] + flat * np.cos(azimuth))

    def radius(self, azimuth: Floats, height: Floats) -> Floats:
        """Distance of the skin from the axis."""
        return _read(self.column, np.clip((height - LOW) / (HIGH - LOW) * (HEIGHTS - 1), 0, HEIGHTS - 1), azimuth)

    def ring(self, azimuth: Floats, height: Floats, lift: Floats | float) -> Floats:
        """Points so far outside of the neck or the chest."""
        r = self.radius(azimuth, height) + lift
        return _stacked(r * np.sin(azimuth), height, AXIS + r * np.cos(azimuth))


def _stacked(x: Floats, y: Floats, z: Floats) -> Floats:
    made: Floats = np.stack(np.broadcast_arrays(x, y, z), axis=-1).astype(np.float32)
    return made


def _read(table: Floats, v: Floats, azimuth: Floats) -> Floats:
    """Between four cells; the azimuth goes round."""
    u = np.mod(azimuth / (2 * np.pi), 1.0) * AROUND
    v, u = np.broadcast_arrays(v, u)
    i, j = np.floor(v).astype(int), np.floor(u).astype(int)
    a, b = v - i, u - j
    i2, j, j2 = np.minimum(i + 1, len(table) - 1), j % AROUND, (j + 1) % AROUND
    low, high = table[i, j] * (1 - b) + table[i, j2] * b, table[i2, j] * (1 - b) + table[i2, j2] * b
    made: Floats = (low * (1 - a) + high * a).astype(np.float32)
    return made


def hull_of(points: Floats, neutral: Floats) -> Hull:
    """The hull of a head's skin; ``neutral`` tells where the ears are."""
    ear = (abs(neutral[:, 0]) > 0.715) & (neutral[:, 1] > 6.85) & (neutral[:, 1] < 7.62)
    kept = points[~ear].astype(np.float64)
    x, y, z = kept.T
    z0 = z - MIDDLE[2]
    distance = np.sqrt(x**2 + (y - MIDDLE[1]) ** 2 + z0**2)
    elevation = np.degrees(np.arcsin((y - MIDDLE[1]) / distance))
    sky = _gathered((elevation + 30) / 120 * (UP - 1), np.arctan2(x, z0), distance, UP)
    sky[-1] = sky[-2] = sky[-3].mean()
    column = _gathered((y - LOW) / (HIGH - LOW) * (HEIGHTS - 1), np.arctan2(x, z - AXIS), np.hypot(x, z - AXIS), HEIGHTS)
    return Hull(_blurred(sky), _blurred(column))


def _gathered(v: NDArray[np.float64], azimuth: NDArray[np.float64], value: NDArray[np.float64], rows: int) -> NDArray[np.float64]:
    """The greatest value of each cell; empty cells get the mean of their neighbours, again and again until none is left."""
    table = np.zeros((rows, AROUND))
    i, j = np.rint(v).astype(int), np.rint(azimuth / (2 * np.pi) * AROUND).astype(int) % AROUND
    inside = (i >= 0) & (i < rows)
    np.maximum.at(table, (i[inside], j[inside]), value[inside])
    for _ in range(rows):
        empty = table == 0
        if not empty.any():
            break
        near = [np.roll(table, s, axis=1) for s in (-1, 1)] + [np.vstack((table[1:], table[-1:])), np.vstack((table[:1], table[:-1]))]
        total, count = sum(near), sum((n > 0).astype(float) for n in near)
        table = np.where(empty & (count > 0), total / np.maximum(count, 1), table)
    return table


def _blurred(table: NDArray[np.float64]) -> Floats:
    wide = (np.roll(table, 1, axis=1) + 2 * table + np.roll(table, -1, axis=1)) / 4
    high = (np.vstack((wide[:1], wide[:-1])) + 2 * wide + np.vstack((wide[1:], wide[-1:]))) / 4
    return high.astype(np.float32)


@inlined
def _cell(table: Floats, v: float, azimuth: float) -> float:
    v = min(max(v, 0.0), table.shape[0] - 1.001)
    u = (azimuth / 6.283185307179586) % 1.0 * 64
    i, j = int(v), int(u)
    a, b = v - i, u - j
    k = (j + 1) % 64
    j = j % 64
    return float((table[i, j] * (1 - b) + table[i, k] * b) * (1 - a) + (table[i + 1, j] * (1 - b) + table[i + 1, k] * b) * a)


@kernel
def pushed(x: float, y: float, z: float, lift: float, sky: Floats, column: Floats) -> tuple[float, float, float]:
    """The point, moved out of the head where it lies less than ``lift`` outside."""
    if y > 7.25:
        dx, dy, dz = x, y - 7.5, z - 0.38
        d = math.sqrt(dx * dx + dy * dy + dz * dz)
        if d > 1e-6:
            r = _cell(sky, (math.degrees(math.asin(dy / d)) + 30) / 120 * 31, math.atan2(dx, dz)) + lift
            if d < r:
                f = r / d
                return dx * f, 7.5 + dy * f, 0.38 + dz * f
        return x, y, z
    dx, dz = x, z - 0.33
    d = math.sqrt(dx * dx + dz * dz)
    r = _cell(column, (y - 5.1) / 3.6 * 63, math.atan2(dx, dz)) + lift
    if 1e-6 < d < r:
        f = r / d
        return dx * f, y, 0.33 + dz * f
    return x, y, z
