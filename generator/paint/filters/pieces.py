"""Piece: the part of a filter's canvas that holds anything. Everything else is transparent black and costs nothing.

A box is ``(x0, y0, x1, y1)`` in whole pixels of the canvas, the far sides not included.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.light import to_encoded, to_linear
from generator.values.compiled import kernel
from generator.values.geometry import Rect
from generator.values.picture import Plane

Box = tuple[int, int, int, int]
NOTHING: Box = (0, 0, 0, 0)
Lit = NDArray[np.bool_]
RUN = 16
"""Pixels of a row that are looked at together: those of a drawing are mostly dark or mostly not."""
_CHUNK = 256
# Edges nearer to a pixel's side than this lie on it: the rest is rounding of the transform.
_SNAP = 1e-3


def snapped(rect: Rect) -> Box:
    """The whole pixels that a box touches."""
    return (
        math.floor(rect.x + _SNAP),
        math.floor(rect.y + _SNAP),
        math.ceil(rect.right - _SNAP),
        math.ceil(rect.bottom - _SNAP),
    )


def shared(one: Box, two: Box) -> Box:
    """What two boxes share, or :data:`NOTHING`."""
    x0, y0, x1, y1 = max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else NOTHING


def around(one: Box, two: Box) -> Box:
    """The smallest box around both; an empty one does not count."""
    if NOTHING in (one, two):
        return two if one == NOTHING else one
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Premultiplied pixels at ``(x, y)`` of the canvas. ``linear`` says what light they are; ``None``: black or empty, the same in both.

    The pixels of a piece are never written to again: a step may pass its input on. ``lit``: its runs, where somebody has looked.
    """

    pixels: Plane
    x: int
    y: int
    linear: bool | None
    lit: Lit | None = None

    @property
    def box(self) -> Box:
        height, width = self.pixels.shape[:2]
        return (self.x, self.y, self.x + width, self.y + height) if height and width else NOTHING

    def crop(self, box: Box) -> Piece:
        """The part inside ``box``: a view."""
        x0, y0, x1, y1 = shared(self.box, box)
        return Piece(self.pixels[y0 - self.y : y1 - self.y, x0 - self.x : x1 - self.x], x0, y0, self.linear) if x0 < x1 else EMPTY

    def moved(self, dx: int, dy: int) -> Piece:
        return Piece(self.pixels, self.x + dx, self.y + dy, self.linear, self.lit)

    def dense(self, box: Box) -> Plane:
        """Pixels of exactly ``box``, C-contiguous, to be read only."""
        return np.ascontiguousarray(self.pixels) if box == self.box else self.spread(box)

    def spread(self, box: Box) -> Plane:
        """A new plane of exactly ``box``: these pixels where they lie, nothing elsewhere."""
        inside = self.crop(box)
        plane = memory.blank(box[3] - box[1], box[2] - box[0])
        height, width = inside.pixels.shape[:2]
        x, y = inside.x - box[0], inside.y - box[1]
        if height and width:
            plane[y : y + height, x : x + width] = inside.pixels
        return plane

    def in_light(self, linear: bool) -> Piece:
        """The same picture in linear light, or sRGB-encoded."""
        if self.linear is None or self.linear == linear:
            return self
        pixels = memory.plane(*self.pixels.shape[:2])
        pixels[:] = self.pixels
        (to_linear if linear else to_encoded)(pixels)
        return Piece(pixels, self.x, self.y, linear)


EMPTY = Piece(np.zeros((0, 0, 4), np.float32), 0, 0, None)


@kernel
def _occupied(bits: NDArray[np.int32]) -> Box:
    """The box around every pixel with a bit set, of ``(height, 4 width)`` words. A chunk is tested faster as a whole than word by word."""
    height, width = bits.shape
    x0, y0, x1, y1 = width, height, 0, 0
    for j in range(height):
        for k in range(0, width, _CHUNK):
            end = min(width, k + _CHUNK)
            if y1 > j and x0 <= k and end <= x1:
                continue
            found = np.int32(0)
            for i in range(k, end):
                found |= bits[j, i]
            if found != 0:
                y0, y1 = min(y0, j), j + 1
                while bits[j, k] == 0:
                    k += 1  # noqa: PLW2901 - narrowed to the first word
                while bits[j, end - 1] == 0:
                    end -= 1
                x0, x1 = min(x0, k), max(x1, end)
    return x0 // 4, y0, (x1 + 3) // 4, y1


@kernel
def _lit(bits: NDArray[np.uint64], out: Lit) -> None:
    for j in range(out.shape[0]):
        row = bits[j]
        for n in range(np.uint64(out.shape[1])):
            found = np.uint64(0)
            if (n + np.uint64(1)) * np.uint64(2 * RUN) <= np.uint64(row.size):
                for k in range(np.uint64(2 * RUN)):
                    found |= row[n * np.uint64(2 * RUN) + k]
            else:
                for k in range(n * np.uint64(2 * RUN), np.uint64(row.size)):
                    found |= row[k]
            out[j, n] = found != np.uint64(0)


@kernel
def any_of(rows: Lit, seen: Lit) -> None:
    """``seen``, which may be longer, says which runs are lit in any row."""
    seen[:] = False
    for j in range(rows.shape[0]):
        for n in range(rows.shape[1]):
            seen[n] |= rows[j, n]


@kernel
def any_in(seen: Lit, first: int, last: int) -> bool:
    """Whether any run from the first to the last, included, is lit."""
    found = False
    for n in range(first, last + 1):
        found |= seen[n]
    return found


def lit_runs(plane: Plane) -> Lit:
    """Which runs of :data:`RUN` pixels of a C-contiguous plane's rows hold anything: ``(height, runs)``."""
    height, width = plane.shape[:2]
    out = np.empty((height, -(-width // RUN)), np.bool_)
    _lit(plane.view(np.uint64).reshape(height, -1), out)
    return out


def piece_of(plane: Plane, box: Box, linear: bool) -> Piece:
    """What a canvas holds inside ``box``, without its empty margins. The piece is a view of the plane."""
    x0, y0, x1, y1 = shared(box, (0, 0, plane.shape[1], plane.shape[0]))
    if x0 >= x1:
        return EMPTY
    part = plane[y0:y1, x0:x1]
    words = np.ascontiguousarray(part).view(np.int32).reshape(y1 - y0, -1)
    left, top, right, bottom = _occupied(words)
    return Piece(part[top:bottom, left:right], x0 + left, y0 + top, linear) if top < bottom else EMPTY
