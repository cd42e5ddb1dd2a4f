"""What one diode looks like, how diodes differ, and how much of the light of each row a shutter catches."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.scene.effects import Led, Scan

Floats = NDArray[np.float32]
RESOLVED = 3
"""Pixels of a pitch from which on dots are drawn. Under it they would only beat against the pixels: the wall is shown as the mean of its
cells, with all that modules do to it."""
PARTED = 9
"""Pixels of a pitch from which on the three dies of an emitter are drawn apart; under it they are one square."""
_FINE = 16
_DIE = 0.8
"""How much of a third of the emitter its die is wide."""


@lru_cache(maxsize=8)
def dot(shape: str, size: float, soft: float, pitch: tuple[int, int]) -> Floats:
    """``(height, width, 3)`` of one cell: by how much its mean is multiplied at each pixel, for red, green and blue. Each has the mean 1.

    Coverage is counted on 16 x 16 points of every pixel.
    """
    if min(pitch) < RESOLVED:
        return np.ones((pitch[1], pitch[0], 3), np.float32)
    x, y = (((np.arange(n * _FINE) + 0.5) / (n * _FINE) - 0.5) for n in pitch)
    dies = [(-size / 3, size / 6 * _DIE), (0.0, size / 6 * _DIE), (size / 3, size / 6 * _DIE)]
    if shape != "rgb" or min(pitch) < PARTED:
        dies = [(0.0, size / 2)] * 3
    found = []
    for middle, half in dies:
        if shape == "round":
            far = np.hypot(x[None, :], y[:, None]) / half
        else:
            far = np.maximum(np.abs(x[None, :] - middle) / half, np.abs(y[:, None]) / (size / 2))
        light = np.clip((1 + soft / 2 - far) / soft, 0, 1) if soft > 0 else (far <= 1).astype(float)
        pixels = light.reshape(pitch[1], _FINE, pitch[0], _FINE).mean((1, 3))
        found.append(pixels / pixels.mean())
    return np.stack(found, axis=2).astype(np.float32)


def wall(step: Led, first: tuple[int, int], count: tuple[int, int]) -> Floats:
    """``(rows, columns, 3)``: how bright each diode is against what it should be; 1 on the average of a wall.

    ``first`` is the column and row of the first diode, ``count`` how many of both.
    """
    if not (step.error or step.tint or step.grain or step.seam):
        return np.ones((1, 1, 3), np.float32)
    return _wall(step.module, (step.error, step.tint, step.grain, step.seam), step.seed, first, count)


@lru_cache(maxsize=4)
def _wall(
    module: tuple[int, int], by: tuple[float, float, float, float], seed: int, first: tuple[int, int], count: tuple[int, int]
) -> Floats:
    error, tint, grain, seam = by
    columns, rows = np.arange(first[0], first[0] + count[0]), np.arange(first[1], first[1] + count[1])
    over, down = columns // module[0], rows // module[1]
    own = error * _deviation(seed, 0, over, down) + _seams(seam, seed, 1, columns, module[0])[None, :]
    own = own + _seams(seam, seed, 2, rows, module[1])[:, None] + grain * _deviation(seed, 3, columns, rows)
    gains = np.stack([1 + own + tint * _deviation(seed, 4 + c, over, down) for c in range(3)], axis=2)
    return np.maximum(gains, 0).astype(np.float32)


def _seams(seam: float, seed: int, which: int, diodes: NDArray[np.int64], module: int) -> NDArray[np.float64]:
    """What the joints between modules do to the diodes next to them: brighter where two stand too close, darker where too far."""
    place = diodes % module
    joint = diodes // module + (place == module - 1)
    beside = (place == 0) | (place == module - 1)
    return np.where(beside, seam * _deviation(seed, which, joint, np.zeros(1, np.int64))[0], 0.0)


def _deviation(seed: int, what: int, columns: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Numbers with the mean 0 and the deviation 1 that a place alone decides: sums of four even draws, so never over 3.5."""
    place = _scrambled(columns.astype(np.uint64)[None, :] ^ _scrambled(rows.astype(np.uint64)[:, None] ^ _scrambled(_key(seed, what))))
    total = sum(((place >> np.uint64(16 * k)) & np.uint64(0xFFFF)).astype(np.float64) for k in range(4))
    return np.asarray((total / 65535 - 2) * np.sqrt(3))


def _key(seed: int, what: int) -> NDArray[np.uint64]:
    return np.array([[seed * 16 + what]], np.uint64)


def _scrambled(n: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser: neighbours come out unlike each other."""
    n = n + np.uint64(0x9E3779B97F4A7C15)
    n = (n ^ (n >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    n = (n ^ (n >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return n ^ (n >> np.uint64(31))


def caught(scan: Scan, rows: NDArray[np.int64], high: NDArray[np.float64]) -> Floats:
    """How much light of each row of diodes a camera catches, against a long exposure. ``high``: how far down the picture each lies, 0 to 1.

    Row ``n`` shines in the part ``n mod rows`` of every cycle; what is caught is the time that it shines while the shutter is open.
    """
    opens = (float(scan.time) + scan.readout * high) * scan.refresh - (rows % scan.rows) / scan.rows  # type: ignore[arg-type]
    shut = opens + scan.shutter * scan.refresh
    lit = _shone(shut, scan.rows) - _shone(opens, scan.rows)
    return np.asarray(lit * scan.rows / (scan.shutter * scan.refresh), np.float32)


def _shone(cycles: NDArray[np.float64], rows: int) -> NDArray[np.float64]:
    """For how many cycles' time a row that begins each of them has shone, after so many cycles."""
    whole = np.floor(cycles)
    return np.asarray(whole / rows + np.minimum(cycles - whole, 1 / rows))
