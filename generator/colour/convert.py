"""Planes through a colouring's transforms.

A matrix takes premultiplied light as it is, so that layers still add up. Anything else works on straight colour, and what a pixel is made
of must be told apart first:

* light up to its alpha is a colour that **covers**: divided by alpha, converted, multiplied again;
* light beyond its alpha (glow) **adds**: over black it is seen as it stands, so it is converted as it stands. A pixel of both is split:
  its covering part is as bright as its alpha allows, up to white, or all of it where the pixel is opaque;
* a display ends at 1.0: where its view is undone, brighter light is divided by its largest component first and keeps its hue, as in stills;
* an encoded space has no white to split at: light is divided by its alpha however bright it is, and only light without any alpha adds.

Each run of equal colours is converted once: graphics are flat, and a view costs a microsecond a colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from generator.colour.config import Transform, config
from generator.values.compiled import kernel
from generator.values.picture import Bounds, Plane

if TYPE_CHECKING:
    from generator.colour.colouring import Colouring

_F = np.float32
_ZERO, _ONE, _BRIGHTEST = _F(0.0), _F(1.0), _F(1e30)
_STRIP = 1 << 16  # pixels that are converted together
Floats = NDArray[np.float32]


@kernel
def _same(colours: Floats, at: int, p: np.float32, q: np.float32, s: np.float32) -> bool:
    return bool(at >= 0 and colours[at, 0] == p and colours[at, 1] == q and colours[at, 2] == s)


@kernel
def _part(plane: Plane, ends: bool, splits: bool, colours: Floats, places: NDArray[np.int32]) -> int:
    """Colours to convert, each run of equal ones once; returns how many. ``places``: which one covers and which one adds, or -1."""
    count, cover, rest = 0, -1, -1
    for y in range(plane.shape[0]):
        for x in range(plane.shape[1]):
            r, g, b, a = plane[y, x, 0], plane[y, x, 1], plane[y, x, 2], plane[y, x, 3]
            places[y, x, 0] = places[y, x, 1] = -1
            if r == _ZERO and g == _ZERO and b == _ZERO and a == _ZERO:
                continue
            r, g, b = r if abs(r) < _BRIGHTEST else _ZERO, g if abs(g) < _BRIGHTEST else _ZERO, b if abs(b) < _BRIGHTEST else _ZERO
            light, share = max(r, g, b, _ZERO), _ZERO
            if ends and light > _ONE:
                r, g, b, light = r / light, g / light, b / light, _ONE
            if a > _ZERO:
                over = max(a, min(light, _ONE)) if splits else a
                share = a / over
                p, q, s = r / over, g / over, b / over
                if not _same(colours, cover, p, q, s):
                    cover, count = count, count + 1
                    colours[cover, 0], colours[cover, 1], colours[cover, 2] = p, q, s
                places[y, x, 0] = cover
            if light > _ZERO and share < _ONE:
                left = _ONE - share
                p, q, s = r * left, g * left, b * left
                if not _same(colours, rest, p, q, s):
                    rest, count = count, count + 1
                    colours[rest, 0], colours[rest, 1], colours[rest, 2] = p, q, s
                places[y, x, 1] = rest
    return count


@kernel
def _times(plane: Plane, box: Bounds, m: Floats, out: Plane) -> None:
    """Red, green and blue times a matrix; what is empty is left alone."""
    left, top, right, bottom = box
    for y in range(top, bottom):
        for x in range(left, right):
            r, g, b, a = plane[y, x, 0], plane[y, x, 1], plane[y, x, 2], plane[y, x, 3]
            if r != _ZERO or g != _ZERO or b != _ZERO or a != _ZERO:
                out[y, x, 0] = m[0, 0] * r + m[0, 1] * g + m[0, 2] * b
                out[y, x, 1] = m[1, 0] * r + m[1, 1] * g + m[1, 2] * b
                out[y, x, 2] = m[2, 0] * r + m[2, 1] * g + m[2, 2] * b
                out[y, x, 3] = a


@kernel
def _whole(plane: Plane, colours: Floats, places: NDArray[np.int32], out: Plane) -> None:
    """Put pixels together again."""
    for y in range(plane.shape[0]):
        for x in range(plane.shape[1]):
            a, cover, rest = plane[y, x, 3], places[y, x, 0], places[y, x, 1]
            if cover < 0 and rest < 0:
                continue
            for k in range(3):
                v = colours[cover, k] * a if cover >= 0 else _ZERO
                v += colours[rest, k] if rest >= 0 else _ZERO
                out[y, x, k] = v if abs(v) < _BRIGHTEST else _ZERO
            out[y, x, 3] = a


def _transform(colouring: Colouring, seen: bool) -> Transform:
    book = config(colouring.config)
    inverse = colouring.interpretation == "display"
    if seen:
        return book.seen(colouring.display, colouring.view, inverse)
    return book.designed(colouring.display, colouring.view, colouring.space) if inverse else book.texture(colouring.space)


def scene(colouring: Colouring, plane: Plane, box: Bounds) -> Plane:
    """As :meth:`Colouring.scene` says."""
    transform = _transform(colouring, False)
    if colouring.matrix:
        return _multiplied(plane, box, transform)
    inverse = colouring.interpretation == "display"
    return _converted(plane, box, transform, inverse, inverse)


def shown(colouring: Colouring, plane: Plane, box: Bounds) -> Plane:
    """As :meth:`Colouring.shown` says."""
    return _converted(plane, box, _transform(colouring, True), colouring.interpretation == "display", True)


def _multiplied(plane: Plane, box: Bounds, transform: Transform) -> Plane:
    """Through a matrix."""
    out = np.zeros_like(plane)
    _times(plane, box, transform.matrix, out)
    return out


def _converted(plane: Plane, box: Bounds, transform: Transform, ends: bool, splits: bool) -> Plane:
    """Through anything, in strips."""
    left, top, right, bottom = box
    out = np.zeros_like(plane)
    wide = right - left
    tall = max(1, _STRIP // max(1, wide))
    colours, places = np.empty((2 * tall * wide, 3), _F), np.empty((tall, wide, 2), np.int32)
    for y in range(top, bottom if wide > 0 else top, tall):
        part = np.ascontiguousarray(plane[y : min(y + tall, bottom), left:right])
        count = _part(part, ends, splits, colours, places)
        if count:
            transform.colours(colours[:count])
            _whole(part, colours, places, out[y : y + len(part), left:right])
    return out
