"""Curves through values over time, of which a beginning can be drawn. Everything here counts in moments and values, not in units."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from generator.values.geometry import CLOSE, CUBIC, LINE, MOVE, Outline

Place = Callable[[float, float], tuple[float, float]]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """Knots in time's order with the slopes there: cubic between two knots, straight where ``slopes`` is empty."""

    knots: tuple[Point, ...]
    slopes: tuple[float, ...] = ()

    def at(self, moment: float) -> Point:
        """The curve at a moment, held at both ends."""
        moment = min(max(moment, self.knots[0][0]), self.knots[-1][0])
        i = min(bisect.bisect_right([t for t, _ in self.knots], moment), len(self.knots) - 1)
        (t0, v0), (t1, v1) = self.knots[i - 1], self.knots[i]
        u = (moment - t0) / (t1 - t0) if t1 > t0 else 1.0
        if not self.slopes:
            return moment, v0 + (v1 - v0) * u
        a, b = v0 + self.slopes[i - 1] * (t1 - t0) / 3, v1 - self.slopes[i] * (t1 - t0) / 3
        r = 1 - u
        return moment, r * r * r * v0 + 3 * r * r * u * a + 3 * r * u * u * b + u * u * u * v1

    def outline(self, place: Place, until: float) -> Outline:
        """The curve from its start to a moment."""
        verbs, coords = self._drawn(place, until)
        return Outline(bytes(verbs), tuple(coords))

    def area(self, place: Place, until: float, ground: float) -> Outline:
        """What lies between the curve and a value, from its start to a moment."""
        verbs, coords = self._drawn(place, until)
        end = self.at(until)[0]
        coords += (*place(end, ground), *place(self.knots[0][0], ground))
        return Outline(bytes(verbs) + bytes((LINE, LINE, CLOSE)), tuple(coords))

    def _drawn(self, place: Place, until: float) -> tuple[bytearray, list[float]]:
        verbs, coords = bytearray((MOVE,)), list(place(*self.knots[0]))
        for i, ((t0, v0), (t1, v1)) in enumerate(pairwise(self.knots)):
            if t0 > until:
                break
            t, v = self.at(until) if until < t1 else (t1, v1)
            if self.slopes:
                verbs.append(CUBIC)
                third = (t - t0) / 3
                coords += (*place(t0 + third, v0 + self.slopes[i] * third), *place(t - third, v - self._slope(i, t) * third), *place(t, v))
            else:
                verbs.append(LINE)
                coords += place(t, v)
        return verbs, coords

    def _slope(self, i: int, moment: float) -> float:
        """How steep the cubic after knot ``i`` is at a moment: what ends there is a cubic with that slope."""
        (t0, v0), (t1, v1) = self.knots[i], self.knots[i + 1]
        h = t1 - t0
        if h <= 0:
            return 0.0
        u = (moment - t0) / h
        a, b = v0 + self.slopes[i] * h / 3, v1 - self.slopes[i + 1] * h / 3
        r = 1 - u
        return 3 * (r * r * (a - v0) + 2 * r * u * (b - a) + u * u * (v1 - b)) / h


def straight(points: tuple[Point, ...]) -> Curve:
    """From point to point."""
    return Curve(points)


def stairs(points: tuple[Point, ...]) -> Curve:
    """Each value held until the next."""
    knots = [points[0]]
    for (_, before), (moment, value) in pairwise(points):
        knots += [(moment, before), (moment, value)]
    return Curve(tuple(knots))


def smooth(points: tuple[Point, ...]) -> Curve:
    """Through all points, rising only where they rise: the monotone cubic of Fritsch and Carlson (1980), slopes after Butland."""
    points = tuple({moment: (moment, value) for moment, value in points}.values())
    if len(points) < 2:
        return Curve(points * 2)
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    rises = [(b[1] - a[1]) / h for (a, b), h in zip(pairwise(points), steps, strict=True)]
    inner = [_butland(h, k, p, q) for (h, k), (p, q) in zip(pairwise(steps), pairwise(rises), strict=True)]
    return Curve(points, (rises[0], *inner, rises[-1]))


def _butland(h: float, k: float, p: float, q: float) -> float:
    """The weighted harmonic mean of two slopes over lengths ``h`` and ``k``; 0 where they do not go the same way."""
    if p * q <= 0:
        return 0.0
    a, b = 2 * k + h, k + 2 * h
    return (a + b) / (a / p + b / q)
