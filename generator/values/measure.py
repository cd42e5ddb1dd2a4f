"""How long an outline is, and where one stands after some distance along it: for motion and text along a path."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from itertools import pairwise

from generator.values.geometry import CLOSE, MOVE, Outline

Point = tuple[float, float]
Curve = tuple[Point, ...]

CHORDS = 16
# Three-point Gauss-Legendre on 0..1: where the speed of a curve is read, and what each reading weighs.
_GAUSS = ((0.5 - math.sqrt(0.15), 5 / 18), (0.5, 8 / 18), (0.5 + math.sqrt(0.15), 5 / 18))


class Measure:
    """A table of lengths along one outline, in its own units.

    ``length`` is the whole length, without the jumps between subpaths; ``at(distance)`` is the point there and the direction of travel
    in degrees (clockwise on a page), held at both ends; ``stops`` are the distances at which each moveto and each segment ends.
    """

    __slots__ = ("_curves", "_ends", "_outline", "_spans", "length", "stops")

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._curves: list[Curve] = []
        self._spans: list[tuple[int, float, float, float, float]] = []
        self._ends: list[float] = []
        self.length = 0.0
        self.stops: list[float] = []
        for curve in curves(outline):
            if curve is not None:
                self._add(curve)
            self.stops.append(self.length)

    def _add(self, curve: Curve) -> None:
        """One segment in chords of equal parameter, each as long as the curve over it, with the speeds at both ends."""
        n = 1 if len(curve) == 2 else CHORDS
        self._curves.append(curve)
        speeds = [math.hypot(*velocity(curve, i / n)) for i in range(n + 1)]
        for i in range(n):
            a, b = i / n, (i + 1) / n
            length = math.dist(*curve) if n == 1 else _arc_length(curve, a, b)
            if length > 0:
                self.length += length
                self._ends.append(self.length)
                self._spans.append((len(self._curves) - 1, a, b, speeds[i], speeds[i + 1]))

    def at(self, distance: float) -> tuple[float, float, float]:
        """``(x, y, degrees)``; the origin of an outline without length."""
        if not self._ends:
            x, y = self._outline.coords[:2] or (0.0, 0.0)
            return x, y, 0.0
        distance = min(max(distance, 0.0), self.length)
        i = min(bisect.bisect_right(self._ends, distance), len(self._ends) - 1)
        before = self._ends[i - 1] if i else 0.0
        index, a, b, speed, after = self._spans[i]
        t = a + (b - a) * _ramp((distance - before) / (self._ends[i] - before), speed, after)
        curve = self._curves[index]
        x, y = point(curve, t)
        dx, dy = direction(curve, t)
        return x, y, math.degrees(math.atan2(dy, dx))


def curves(outline: Outline) -> list[Curve | None]:
    """Each segment with its start (lines too, also those that close), and ``None`` where a subpath begins."""
    found: list[Curve | None] = []
    pen = start = (0.0, 0.0)
    for verb, c in outline.segments():
        if verb == MOVE:
            found.append(None)
            pen = start = (c[0], c[1])
        elif verb == CLOSE:
            found.append((pen, start))
            pen = start
        else:
            found.append((pen, *zip(c[0::2], c[1::2], strict=True)))
            pen = (c[-2], c[-1])
    return found


def point(curve: Curve, t: float) -> Point:
    """A Bezier curve of any degree at ``t``, by de Casteljau."""
    points: Sequence[Point] = curve
    while len(points) > 1:
        points = [(p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t) for p, q in pairwise(points)]
    return points[0]


def velocity(curve: Curve, t: float) -> Point:
    """The derivative at ``t``."""
    n = len(curve) - 1
    return point(tuple((n * (q[0] - p[0]), n * (q[1] - p[1])) for p, q in pairwise(curve)), t)


def direction(curve: Curve, t: float) -> Point:
    """Which way the pen goes at ``t``; where it stands still (a handle of no length), the way to the next point that differs."""
    dx, dy = velocity(curve, t)
    size = max(max(abs(x), abs(y)) for x, y in curve) or 1.0
    if math.hypot(dx, dy) > 1e-9 * size:
        return dx, dy
    if t < 0.5:
        here = curve[0]
        return next(((x - here[0], y - here[1]) for x, y in curve[1:] if (x, y) != here), (0.0, 0.0))
    here = curve[-1]
    return next(((here[0] - x, here[1] - y) for x, y in reversed(curve[:-1]) if (x, y) != here), (0.0, 0.0))


def _ramp(part: float, speed: float, after: float) -> float:
    """How much of the time is gone after part of the way, when the speed changes evenly."""
    if abs(after - speed) <= 1e-9 * (after + speed):
        return part
    return (math.sqrt(speed * speed + part * (after * after - speed * speed)) - speed) / (after - speed)


def _arc_length(curve: Curve, a: float, b: float) -> float:
    return (b - a) * sum(weight * math.hypot(*velocity(curve, a + (b - a) * t)) for t, weight in _GAUSS)
