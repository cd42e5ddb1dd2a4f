"""Gradients as pixels, each computed at its own centre: no steps of 8 bits, no bound at 1.0, hard stops where they are.

The colours between two stops are mixed straight (not premultiplied), in the values that the gradient asks for, as SVG says. Where those are
not the painter's own, the way from stop to stop is a table of 256 steps, mixed linearly between them (error below 1e-5).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.paint.light import to_encoded, to_linear
from generator.paint.memory import plane
from generator.paint.pen import Pen
from generator.paint.sheets import Box, Pixels
from generator.paint.still import now
from generator.scene.paints import LinearGradient, RadialGradient
from generator.values.compiled import inlined, kernel
from generator.values.geometry import Affine

_STEPS = 256
_SPREADS = {"pad": 0, "repeat": 1, "reflect": 2}
Floats = NDArray[np.float32]
Ramp = tuple[Floats, Floats, int]
Space = tuple[float, float, float, float, float, float]
F = np.float32


def fill_gradient(paint: LinearGradient | RadialGradient, pen: Pen, box: Box) -> Pixels | None:
    """The pixels of a box under a gradient, or None where the gradient's space has no area."""
    back = (pen.ctm @ now(paint.transform)).inverse()
    if back is None:
        return None
    # From device pixel (i, j) of the box, at its centre, to the gradient's space.
    back @= Affine.translation(box.left + 0.5, box.top + 0.5)
    ramp = _ramp(paint, pen)
    out = plane(box.height, box.width)
    if isinstance(paint, LinearGradient):
        _fill_linear(out, paint, back, ramp)
    else:
        _fill_radial(out, paint, back, ramp)
    return out


def _fill_linear(out: Pixels, paint: LinearGradient, back: Affine, ramp: Ramp) -> None:
    x1, y1 = float(now(paint.x1)), float(now(paint.y1))
    dx, dy = now(paint.x2) - x1, now(paint.y2) - y1
    length = dx * dx + dy * dy
    across, down = (back.a * dx + back.b * dy) / length, (back.c * dx + back.d * dy) / length
    start = ((back.e - x1) * dx + (back.f - y1) * dy) / length
    _linear(out, (across, down, start), ramp)


def _fill_radial(out: Pixels, paint: RadialGradient, back: Affine, ramp: Ramp) -> None:
    fx, fy, fr = float(now(paint.fx)), float(now(paint.fy)), float(now(paint.fr))
    space = (float(back.a), float(back.b), float(back.c), float(back.d), back.e - fx, back.f - fy)
    _radial(out, space, (now(paint.cx) - fx, now(paint.cy) - fy, fr, now(paint.r) - fr), ramp)


def _ramp(paint: LinearGradient | RadialGradient, pen: Pen) -> Ramp:
    """Offsets ``(n,)``, straight colours of each way from stop to stop ``(n - 1, steps + 1, 4)`` in the painter's light, and the spread."""
    light = pen.desk.light
    offsets = np.array([now(stop.offset) for stop in paint.stops], np.float32)
    ends = np.empty((len(offsets), 4), np.float32)
    for i, stop in enumerate(paint.stops):
        colour = now(stop.colour).brighter(pen.gain)
        mixed = (colour.r, colour.g, colour.b) if paint.space == "linear" else colour.encoded()[:3]
        ends[i] = (*mixed, colour.a)
    steps = 1 if paint.space == light else _STEPS
    u = np.linspace(0, 1, steps + 1, dtype=np.float32)[None, :, None]
    table = ends[:-1, None, :] * (1 - u) + ends[1:, None, :] * u
    if paint.space != light:
        alpha = table[..., 3].copy()
        table[..., 3] = 1
        (to_encoded if light == "srgb" else to_linear)(table)
        table[..., 3] = alpha
    return offsets, np.ascontiguousarray(table), _SPREADS[paint.spread]


@inlined
def _spread(t: float, spread: int) -> float:
    if spread == 1:
        return t - math.floor(t)
    if spread == 2:
        t = abs(t) % 2.0
        return 2.0 - t if t > 1.0 else t
    return t


@inlined
def _colour(pixel: Floats, t: F, offsets: Floats, table: Floats) -> None:
    """The premultiplied colour at ``t``."""
    last = offsets.size - 1
    steps = table.shape[1] - 1
    if t < offsets[0]:
        way, at = 0, F(0)
    elif t >= offsets[last]:
        way, at = last - 1, F(steps)
    else:
        way = last - 1
        while offsets[way] > t:
            way -= 1
        at = (t - offsets[way]) / (offsets[way + 1] - offsets[way]) * F(steps)
    step = min(int(at), steps - 1)
    u = at - F(step)
    low, high = table[way, step], table[way, step + 1]
    alpha = low[3] + (high[3] - low[3]) * u
    for c in range(3):
        pixel[c] = (low[c] + (high[c] - low[c]) * u) * alpha
    pixel[3] = alpha


@inlined
def _larger(square: float, half: float, rest: float, fr: float, dr: float) -> float:
    """The larger root of ``square s s - 2 half s + rest`` with ``fr + s dr >= 0``, or nan."""
    if square == 0.0:
        s = rest / (2.0 * half) if half != 0.0 else math.nan
        return s if fr + s * dr >= 0.0 else math.nan
    under = half * half - square * rest
    if under < 0.0:
        return math.nan
    root = math.sqrt(under)
    one, two = (half + root) / square, (half - root) / square
    s = max(one, two)
    if fr + s * dr >= 0.0:
        return s
    s = min(one, two)
    return s if fr + s * dr >= 0.0 else math.nan


@kernel
def _linear(out: Pixels, line: tuple[float, float, float], ramp: Ramp) -> None:
    across, down, start = line
    offsets, table, spread = ramp
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            _colour(out[j, i], F(_spread(across * i + down * j + start, spread)), offsets, table)


@kernel
def _radial(out: Pixels, space: Space, circles: tuple[float, float, float, float], ramp: Ramp) -> None:
    """The focus is at 0. Wanted is the larger ``s`` for which the circle about ``s (cx, cy)`` with a radius of ``fr + s dr``, not negative,
    goes through the point."""
    a, b, c, d, e, f = space
    cx, cy, fr, dr = circles
    offsets, table, spread = ramp
    square = cx * cx + cy * cy - dr * dr
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            x, y = a * i + c * j + e, b * i + d * j + f
            half, rest = x * cx + y * cy + fr * dr, x * x + y * y - fr * fr
            s = _larger(square, half, rest, fr, dr)
            pixel = out[j, i]
            if math.isnan(s):
                pixel[0] = pixel[1] = pixel[2] = pixel[3] = F(0)
            else:
                _colour(pixel, F(_spread(s, spread)), offsets, table)
