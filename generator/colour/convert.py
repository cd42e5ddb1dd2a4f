"""Planes through a colouring's transforms.

A matrix takes premultiplied light as it is, so that layers still add up. Anything else works on straight colour, and what a pixel is made
of must be told apart first:

* light up to its alpha is a colour that **covers**: divided by alpha, converted, multiplied again;
* light beyond its alpha (glow) **adds**: over black it is seen as it stands, so it is converted as it stands. A pixel of both is
  split so that its covering part has the brightest colour that its alpha allows;
* a display ends at 1.0: brighter light is divided by its largest component first, as in stills, and keeps its hue. Where a space has no
  such end (a logarithmic one), light is divided by its alpha however bright it is, and only light without any alpha adds.

Each run of equal colours is converted once: graphics are flat, and a view costs a microsecond a colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
def _part(plane: Plane, ends: bool, colours: Floats, places: NDArray[np.int32]) -> int:
    """Colours to convert, each run of equal ones once; returns how many. ``places``: which one covers and which one adds, or -1."""
    count, cover, rest = 0, -1, -1
    for y in range(plane.shape[0]):
        for x in range(plane.shape[1]):
            r, g, b, a = plane[y, x, 0], plane[y, x, 1], plane[y, x, 2], plane[y, x, 3]
            r, g, b = r if abs(r) < _BRIGHTEST else _ZERO, g if abs(g) < _BRIGHTEST else _ZERO, b if abs(b) < _BRIGHTEST else _ZERO
            light = max(r, g, b, _ZERO)
            if ends and light > _ONE:
                r, g, b, light = r / light, g / light, b / light, _ONE
            covers = a > _ZERO
            over = (max(a, light) if ends else a) if covers else _ONE
            share = (a / over if ends else _ONE) if covers else _ZERO
            places[y, x, 0] = places[y, x, 1] = -1
            if covers:
                p, q, s = r / over, g / over, b / over
                if cover < 0 or colours[cover, 0] != p or colours[cover, 1] != q or colours[cover, 2] != s:
                    cover, count = count, count + 1
                    colours[cover, 0], colours[cover, 1], colours[cover, 2] = p, q, s
                places[y, x, 0] = cover
            if light > _ZERO and share < _ONE:
                left = _ONE - share
                p, q, s = r * left, g * left, b * left
                if rest < 0 or colours[rest, 0] != p or colours[rest, 1] != q or colours[rest, 2] != s:
                    rest, count = count, count + 1
                    colours[rest, 0], colours[rest, 1], colours[rest, 2] = p, q, s
                places[y, x, 1] = rest
    return count


@kernel
def _whole(plane: Plane, colours: Floats, places: NDArray[np.int32], out: Plane) -> None:
    """Put pixels together again."""
    for y in range(plane.shape[0]):
        for x in range(plane.shape[1]):
            a, cover, rest = plane[y, x, 3], places[y, x, 0], places[y, x, 1]
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
    return (
        _multiplied(plane, box, transform) if colouring.matrix else _converted(plane, box, transform, colouring.interpretation == "display")
    )


def shown(colouring: Colouring, plane: Plane, box: Bounds) -> Plane:
    """As :meth:`Colouring.shown` says."""
    return _converted(plane, box, _transform(colouring, True), colouring.interpretation == "display")


def _multiplied(plane: Plane, box: Bounds, transform: Transform) -> Plane:
    """Through a matrix."""
    left, top, right, bottom = box
    out = np.zeros_like(plane)
    part: Any = np.ascontiguousarray(plane[top:bottom, left:right])
    if part.size:
        part = part.copy() if np.shares_memory(part, plane) else part
        transform.pixels(part)
        out[top:bottom, left:right] = part
    return out


def _converted(plane: Plane, box: Bounds, transform: Transform, ends: bool) -> Plane:
    """Through anything, in strips."""
    left, top, right, bottom = box
    out = np.zeros_like(plane)
    wide = right - left
    tall = max(1, _STRIP // max(1, wide))
    colours, places = np.empty((2 * tall * wide, 3), _F), np.empty((tall, wide, 2), np.int32)
    for y in range(top, bottom if wide > 0 else top, tall):
        part = np.ascontiguousarray(plane[y : min(y + tall, bottom), left:right])
        count = _part(part, ends, colours, places)
        transform.colours(colours[:count])
        _whole(part, colours, places, out[y : y + len(part), left:right])
    return out
