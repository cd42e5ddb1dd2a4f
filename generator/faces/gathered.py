"""Tied hair: what hangs or is wound at a knot. Each gives points (n, ALONG, 3) and radii (n, ALONG)."""

from __future__ import annotations

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.noise import draws
from generator.faces.strands import ALONG

_T = np.linspace(0, 1, ALONG, dtype=np.float32)


def _made(points: Floats, width: float) -> tuple[Floats, Floats]:
    radius = np.broadcast_to(np.float32(width / 2) * (1 - 0.5 * _T**3), points.shape[:2])
    return points.astype(np.float32), radius.astype(np.float32)


def bun(knot: Floats, seed: int, size: float, count: int = 1600) -> tuple[Floats, Floats]:
    """Strands wound around a ball that sits on the knot."""
    a, b, c = (draws(count, seed, "bun", n)[:, None] for n in "abc")
    radius = 0.26 * size * (0.8 + 0.25 * c)
    turn = 2 * np.pi * (a + 0.5 * _T)
    tilt = (b - 0.5) * 2.6 + 0.35 * np.sin(turn + 6 * a)
    x = radius * np.cos(tilt) * np.cos(turn)
    y = radius * np.sin(tilt) * 0.8
    z = radius * np.cos(tilt) * np.sin(turn)
    return _made(np.stack((x + knot[0], y + knot[1] + 0.12, z + knot[2]), axis=2), 0.012)


def ponytail(knot: Floats, seed: int, size: float, count: int = 1800) -> tuple[Floats, Floats]:
    """Strands that leave the knot backwards and fall to one side."""
    a, b, c = (draws(count, seed, "tail", n)[:, None] for n in "abc")
    side = 1.0 if draws(1, seed, "tail side")[0] > 0.5 else -1.0
    t = _T * size * (0.85 + 0.25 * c)
    spread = 0.05 + 0.2 * np.sin(np.pi * np.minimum(1, 0.75 * _T + 0.08))
    angle, wide = 2 * np.pi * a, np.sqrt(b)
    x = side * 0.5 * t + spread * wide * np.cos(angle)
    y = 0.35 * np.sin(np.pi * np.minimum(1, t)) - 1.75 * t**1.7
    z = -0.55 * np.sin(0.5 * np.pi * np.minimum(1, 1.6 * t)) + spread * wide * np.sin(angle)
    return _made(np.stack((x, y, z), axis=2) + knot, 0.012)


def braid(knot: Floats, seed: int, size: float, count: int = 1500) -> tuple[Floats, Floats]:
    """Three locks plaited around a line that comes forward over one shoulder."""
    a, b, c = (draws(count, seed, "braid", n)[:, None] for n in "abc")
    side = 1.0 if draws(1, seed, "braid side")[0] > 0.5 else -1.0
    # A strand runs along a part of the braid only: twenty points are too few for all of its windings.
    t = (a * 0.8 + 0.22 * _T) * (0.9 + 0.1 * size)
    x = side * np.interp(t, (0, 0.2, 0.45, 1), (0.05, 0.5, 0.78, 0.72))
    y = np.interp(t, (0, 0.2, 0.45, 1), (0.0, -0.6, -1.0, -2.6))
    z = np.interp(t, (0, 0.2, 0.45, 1), (0.0, 0.25, 0.95, 1.75))
    lock = np.floor(c * 2.999)
    phase = 2 * np.pi * (t * 5.5 + lock / 3)
    angle, wide = 2 * np.pi * (c * 2.999 % 1), np.sqrt(b) * 0.075
    taper = 1 - 0.45 * t
    x = x + (np.sin(phase) * 0.11 + wide * np.cos(angle)) * taper
    z = z + (np.sin(2 * phase) * 0.05 + wide * np.sin(angle)) * taper
    return _made(np.stack((x, y, z), axis=2) + knot, 0.013)
