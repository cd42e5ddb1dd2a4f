"""Perlin's noise with the generator, tables and sums that the specification prescribes: a seed looks the same everywhere."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import Piece
from generator.scene.effects import Turbulence
from generator.values.compiled import inlined, kernel
from generator.values.geometry import Rect
from generator.values.picture import Plane

_SIZE = 256
_ABOVE = 4096.0
"""What is added to a place so that it is never negative."""


@lru_cache(maxsize=16)
def _tables(seed: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The lattice and the gradients of a seed: Park and Miller's generator, 16807 x mod 2^31 - 1, in the prescribed order."""
    state = min(seed if seed > 0 else -seed % 2147483646 + 1, 2147483646)

    def draw() -> int:
        nonlocal state
        state = 16807 * (state % 127773) - 2836 * (state // 127773)
        state += 2147483647 if state <= 0 else 0
        return state

    lattice = np.arange(_SIZE)
    gradients = np.empty((4, _SIZE, 2))
    for channel in range(4):
        for i in range(_SIZE):
            pair = np.array([(draw() % (2 * _SIZE) - _SIZE) / _SIZE for _ in range(2)])
            gradients[channel, i] = pair / np.hypot(*pair)
    for i in range(_SIZE - 1, 0, -1):
        j = draw() % _SIZE
        lattice[i], lattice[j] = lattice[j], lattice[i]
    again = np.arange(2 * _SIZE + 2) % _SIZE
    return lattice[again], np.ascontiguousarray(gradients[:, again])


def turbulence(step: Turbulence, job: Job) -> Piece:
    """Noise over the whole region, fixed to the group's space."""
    x0, y0, x1, y1 = job.box
    lattice, gradients = _tables(int(still(step.seed)))
    tile, frequency = np.zeros(4), np.array(still(step.frequency))
    back = job.stage.ctm.inverse()
    if back is None:
        return job.made(np.zeros((0, 0, 4), np.float32), (0, 0, 0, 0))
    if step.stitch:
        left, top, right, bottom = job.region
        region = back.box(Rect(left, top, right - left, bottom - top))
        tile[:] = region.x, region.y, region.width, region.height
        frequency = np.array([_fitted(f, size) for f, size in zip(frequency, tile[2:], strict=True)])
    out = np.empty((y1 - y0, x1 - x0, 4), np.float32)
    place = np.array([back.a, back.d, back.e + back.a * x0, back.f + back.d * y0])
    _noise(out, place, (lattice, gradients), (frequency, tile), step.octaves, step.kind == "fractalNoise")
    return job.made(out, job.box)


def _fitted(frequency: float, size: float) -> float:
    """The nearest frequency at which a whole number of periods fits into a tile."""
    if frequency <= 0 or size <= 0:
        return frequency
    low, high = np.floor(size * frequency) / size, np.ceil(size * frequency) / size
    return float(low if low > 0 and frequency / low < high / frequency else high)


@inlined
def _mix(t: float, a: float, b: float) -> float:
    return a + t * (b - a)


@inlined
def _add_octave(
    total: NDArray[np.float64],
    at: tuple[float, float],
    tables: tuple[NDArray[np.int64], NDArray[np.float64]],
    wrap: tuple[int, int, int, int],
    how: tuple[float, bool],
) -> None:
    """The specification's ``noise2`` at one place, for all four channels.

    ``wrap``: width and height of a stitched tile (0: none), and where it wraps. ``how``: what to divide by, and whether signs stay.
    """
    lattice, gradients = tables
    tx, ty = at[0] + _ABOVE, at[1] + _ABOVE
    x0, y0 = int(tx), int(ty)
    x1, y1 = x0 + 1, y0 + 1
    rx, ry = tx - x0, ty - y0
    if wrap[0] > 0:
        x0, x1 = x0 - (wrap[0] if x0 >= wrap[2] else 0), x1 - (wrap[0] if x1 >= wrap[2] else 0)
    if wrap[1] > 0:
        y0, y1 = y0 - (wrap[1] if y0 >= wrap[3] else 0), y1 - (wrap[1] if y1 >= wrap[3] else 0)
    i, j = lattice[x0 & 255], lattice[x1 & 255]
    b00, b10, b01, b11 = lattice[i + (y0 & 255)], lattice[j + (y0 & 255)], lattice[i + (y1 & 255)], lattice[j + (y1 & 255)]
    sx, sy = rx * rx * (3.0 - 2.0 * rx), ry * ry * (3.0 - 2.0 * ry)
    for c in range(4):
        q00, q10, q01, q11 = gradients[c, b00], gradients[c, b10], gradients[c, b01], gradients[c, b11]
        top = _mix(sx, rx * q00[0] + ry * q00[1], (rx - 1.0) * q10[0] + ry * q10[1])
        low = _mix(sx, rx * q01[0] + (ry - 1.0) * q01[1], (rx - 1.0) * q11[0] + (ry - 1.0) * q11[1])
        noise = _mix(sy, top, low)
        total[c] += (noise if how[1] else abs(noise)) / how[0]


@kernel
def _noise(
    out: Plane,
    place: NDArray[np.float64],
    tables: tuple[NDArray[np.int64], NDArray[np.float64]],
    grid: tuple[NDArray[np.float64], NDArray[np.float64]],
    octaves: int,
    fractal: bool,
) -> None:
    """``place``: the user space's scale and start along x and y. ``grid``: the frequencies and the stitched tile (width 0: none)."""
    frequency, tile = grid
    total = np.empty(4)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            x, y = (place[2] + place[0] * i) * frequency[0], (place[3] + place[1] * j) * frequency[1]
            wide, high = int(tile[2] * frequency[0] + 0.5), int(tile[3] * frequency[1] + 0.5)
            from_x, from_y = int(tile[0] * frequency[0] + _ABOVE) + wide, int(tile[1] * frequency[1] + _ABOVE) + high
            ratio = 1.0
            total[:] = 0.0
            for _ in range(octaves):
                _add_octave(total, (x * ratio, y * ratio), tables, (wide, high, from_x, from_y), (ratio, fractal))
                ratio *= 2.0
                wide, high = 2 * wide, 2 * high
                from_x, from_y = 2 * from_x - 4096, 2 * from_y - 4096
            for c in range(4):
                value = (total[c] + 1.0) / 2.0 if fractal else total[c]
                total[c] = min(1.0, max(0.0, value))
            for c in range(3):
                out[j, i, c] = total[c] * total[3]
            out[j, i, 3] = total[3]
