"""Rectangles, affine maps and outlines. Units are whatever the maker says; y grows downwards.

:class:`Outline` is the one form of geometry that is drawn: moves, lines, quadratics, cubics and closes. Arcs, circles and
rounded corners become cubics before they get here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-aligned box: left, top, width, height; width and height are never negative."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def union(self, other: Rect) -> Rect:
        """The smallest box around both (degenerate boxes count as the points and lines that they are)."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def intersection(self, other: Rect) -> Rect:
        """What both share; an empty box where they share nothing."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, max(0.0, min(self.right, other.right) - x), max(0.0, min(self.bottom, other.bottom) - y))

    def outset(self, dx: float, dy: float | None = None) -> Rect:
        """Grown by ``dx`` at the left and right and ``dy`` (else ``dx``) at the top and bottom."""
        dy = dx if dy is None else dy
        return Rect(self.x - dx, self.y - dy, max(0.0, self.width + 2 * dx), max(0.0, self.height + 2 * dy))

    def corners(self) -> tuple[tuple[float, float], ...]:
        """The four corners, clockwise from the top left."""
        return (self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)


def around(points: Iterable[tuple[float, float]]) -> Rect | None:
    """The box of some points, or ``None`` for no points."""
    seen = list(points)
    if not seen:
        return None
    xs, ys = [p[0] for p in seen], [p[1] for p in seen]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class Affine:
    """SVG's ``matrix(a b c d e f)``: ``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Affine) -> Affine:
        """``outer @ inner``: first ``inner``, then ``outer``."""
        return Affine(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    @classmethod
    def translation(cls, x: float, y: float) -> Affine:
        return cls(e=x, f=y)

    @classmethod
    def scaling(cls, x: float, y: float | None = None) -> Affine:
        return cls(a=x, d=x if y is None else y)

    @classmethod
    def rotation(cls, degrees: float, x: float = 0.0, y: float = 0.0) -> Affine:
        """Clockwise on a page whose y grows downwards, about ``(x, y)``."""
        turn = math.radians(degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        return cls(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)

    @property
    def determinant(self) -> float:
        return self.a * self.d - self.b * self.c

    @property
    def scale(self) -> float:
        """The mean scale: the square root of how much areas grow."""
        return math.sqrt(abs(self.determinant))

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inverse(self) -> Affine | None:
        """The map back, or ``None`` where there is none."""
        det = self.determinant
        if det == 0 or not math.isfinite(det):
            return None
        return Affine(
            self.d / det,
            -self.b / det,
            -self.c / det,
            self.a / det,
            (self.c * self.f - self.d * self.e) / det,
            (self.b * self.e - self.a * self.f) / det,
        )

    def box(self, rect: Rect) -> Rect:
        """The box around the mapped corners of a box."""
        found = around(self.apply(*corner) for corner in rect.corners())
        assert found is not None
        return found


IDENTITY = Affine()

MOVE, LINE, QUAD, CUBIC, CLOSE = b"MLQCZ"
_POINTS = {MOVE: 1, LINE: 1, QUAD: 2, CUBIC: 3, CLOSE: 0}


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A path: ``verbs`` (one byte each of ``M L Q C Z``) and the flat coordinates ``x0 y0 x1 y1 ...`` that they eat.

    Compared by identity, so that what is made from one (a drawing library's path, a length table) can be cached by it.
    """

    verbs: bytes
    coords: tuple[float, ...]
    _box: list[Rect | None] = field(default_factory=list, repr=False)

    def segments(self) -> Iterator[tuple[int, tuple[float, ...]]]:
        """Each verb with its own coordinates."""
        at = 0
        for verb in self.verbs:
            n = 2 * _POINTS[verb]
            yield verb, self.coords[at : at + n]
            at += n

    def mapped(self, by: Affine) -> Outline:
        """The same path in another space."""
        xs, ys = self.coords[0::2], self.coords[1::2]
        flat: list[float] = []
        for x, y in zip(xs, ys, strict=True):
            flat += by.apply(x, y)
        return Outline(self.verbs, tuple(flat))

    def bounds(self) -> Rect | None:
        """The tight box (curves at their extremes, not their handles), or ``None`` for an empty path."""
        if not self._box:
            self._box.append(_tight(self))
        return self._box[0]


def _extremes(p: tuple[float, ...]) -> Iterator[float]:
    """Values of one coordinate of a quadratic or cubic Bezier at its ends and turning points."""
    yield p[0]
    yield p[-1]
    if len(p) == 3:
        den = p[0] - 2 * p[1] + p[2]
        roots = [(p[0] - p[1]) / den] if den else []
    else:
        a, b, c = -p[0] + 3 * p[1] - 3 * p[2] + p[3], 2 * (p[0] - 2 * p[1] + p[2]), p[1] - p[0]
        disc = b * b - 4 * a * c
        q = -(b + math.copysign(math.sqrt(disc), b)) / 2 if disc >= 0 else 0.0  # the root that loses no digits
        roots = [top / bottom for top, bottom in ((q, a), (c, q)) if bottom]
    for t in roots:
        if 0 < t < 1:
            u = 1 - t
            if len(p) == 3:
                yield u * u * p[0] + 2 * u * t * p[1] + t * t * p[2]
            else:
                yield u**3 * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t**3 * p[3]


def _tight(outline: Outline) -> Rect | None:
    points: list[tuple[float, float]] = []
    here = start = (0.0, 0.0)
    pending = False
    for verb, c in outline.segments():
        if verb == CLOSE:
            here = start
            continue
        if verb == MOVE:
            here = start = (c[0], c[1])
            pending = True
            continue
        if pending:
            points.append(here)
            pending = False
        if verb == LINE:
            points.append((c[0], c[1]))
        else:
            xs = list(_extremes((here[0], *c[0::2])))
            ys = list(_extremes((here[1], *c[1::2])))
            points += [(min(xs), min(ys)), (max(xs), max(ys))]
        here = (c[-2], c[-1])
    return around(points)
