"""Blend modes: one premultiplied plane composited onto another, in place.

The formulas are those of W3C Compositing and Blending Level 1 (sections 5, 9 and 10), in premultiplied form:

    Co = (1 - ab) Cs + (1 - as) Cb + as ab B(Cb / ab, Cs / as)        ao = as + ab - as ab

They were written for 0..1. Here light has no upper bound, so each ``B`` is carried on above 1 without a jump and without going negative:
screen subtracts ``min(s, 1) min(b, 1)``, dodging never darkens, tonal modes clip to the brightest input. Within 0..1 they are the
specification's. Light without alpha (glow) adds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.values.compiled import inlined, kernel
from generator.values.picture import Plane

DIRECT = ("normal", "multiply", "screen", "darken", "lighten", "difference", "exclusion", "plus-lighter")
_SEPARABLE = ("overlay", "hard-light", "color-dodge", "color-burn", "soft-light")
_TONAL = ("hue", "saturation", "color", "luminosity")
MODES = (*DIRECT, *_SEPARABLE, *_TONAL)

F = np.float32
U = np.uint64
Floats = NDArray[np.float32]
_RUN = 32
Colour3 = tuple[F, F, F]
_0, _1, _2, _4, _12, _16 = F(0), F(1), F(2), F(4), F(12), F(16)
_HALF, _QUARTER = F(0.5), F(0.25)
_R, _G, _B = F(0.3), F(0.59), F(0.11)


def blend(top: Plane, bottom: Plane, mode: str, x: int = 0, y: int = 0) -> None:
    """Composite ``top`` onto ``bottom`` with a CSS blend mode, in place into ``bottom``.

    ``(x, y)`` is where the top plane's first pixel lies in the bottom one; what lies outside is left out. Raises KeyError for a mode that
    is none of :data:`MODES`.
    """
    height, width = bottom.shape[:2]
    box = (max(0, y), min(height, y + top.shape[0]), max(0, x), min(width, x + top.shape[1]))
    if box[0] >= box[1] or box[2] >= box[3]:
        return
    for modes, run in ((DIRECT, _direct), (_SEPARABLE, _separable), (_TONAL, _tonal)):
        if mode in modes:
            run(np.ascontiguousarray(top), bottom, modes.index(mode), (x, y), box)
            return
    raise KeyError(mode)


@inlined
def one_direct(s: F, b: F, sa: F, ba: F, mode: int) -> F:  # noqa: PLR0911 - one line each
    """One premultiplied component of the modes that need no division."""
    if mode == 0:
        return s + b * (_1 - sa)
    if mode == 1:
        return s * (_1 - ba) + b * (_1 - sa) + s * b
    if mode == 2:
        return s + b - min(s, sa) * min(b, ba)
    if mode == 3:
        return s * (_1 - ba) + b * (_1 - sa) + min(s * ba, b * sa)
    if mode == 4:
        return s * (_1 - ba) + b * (_1 - sa) + max(s * ba, b * sa)
    if mode == 5:
        return s + b - _2 * min(s * ba, b * sa)
    if mode == 6:
        return s + b - _2 * min(s, sa) * min(b, ba)
    return s + b


@inlined
def _mixed(top: Floats, bottom: Floats, at: tuple[int, int, int], count: int, mode: int, out: Floats) -> None:
    """Pixels one after another; subscripts without a sign, so that the loop vectorises."""
    t0, b0, o0 = U(4 * at[0]), U(4 * at[1]), U(4 * at[2])
    for i in range(U(count)):
        t, b, o = t0 + i * U(4), b0 + i * U(4), o0 + i * U(4)
        sa, ba = top[t + U(3)], bottom[b + U(3)]
        for c in range(U(3)):
            out[o + c] = one_direct(top[t + c], bottom[b + c], sa, ba, mode)
        out[o + U(3)] = min(_1, sa + ba) if mode == 7 else sa + ba * (_1 - sa)


@kernel
def mix(top: Floats, bottom: Floats, at: tuple[int, int, int], count: int, mode: int, out: Floats) -> None:
    """One of the :data:`DIRECT` modes for ``count`` pixels of three rows, from ``at`` on. The commonest are compiled by themselves."""
    if mode == 0:
        _mixed(top, bottom, at, count, 0, out)
    elif mode == 2:
        _mixed(top, bottom, at, count, 2, out)
    else:
        _mixed(top, bottom, at, count, mode, out)


@kernel
def _direct(top: Plane, bottom: Plane, mode: int, at: tuple[int, int], box: tuple[int, int, int, int]) -> None:
    """Run by run; one that holds nothing changes nothing."""
    (x, y), (y0, y1, x0, x1) = at, box
    for j in range(y0, y1):
        t, b = top[j - y].reshape(-1), bottom[j].reshape(-1)
        for i in range(x0, x1, _RUN):
            count = min(x1 - i, _RUN)
            if lit(t, i - x, count):
                mix(t, b, (i - x, i, i), count, mode, b)


@kernel
def lit(row: Floats, first: int, count: int) -> bool:
    """Whether any of some pixels of a row holds anything."""
    found = False
    for k in range(U(4 * first), U(4 * (first + count))):
        found |= row[k] != _0
    return found


@inlined
def _screen(b: F, s: F) -> F:
    return b + s - min(b, _1) * min(s, _1)


@inlined
def _hard_light(b: F, s: F) -> F:
    return b * _2 * s if s <= _HALF else _screen(b, _2 * s - _1)


@inlined
def _dodge(b: F, s: F) -> F:
    if b <= _0:
        return _0
    most = max(_1, b)
    return most if s >= _1 else min(most, b / (_1 - s))


@inlined
def _burn(b: F, s: F) -> F:
    if b >= _1:
        return b
    return _0 if s <= _0 else _1 - min(_1, (_1 - b) / s)


@inlined
def _soft_light(b: F, s: F) -> F:
    if b >= _1:
        return b
    s = min(s, _1)
    if s <= _HALF:
        return b - (_1 - _2 * s) * b * (_1 - b)
    d = ((_16 * b - _12) * b + _4) * b if b <= _QUARTER else np.sqrt(b)
    return b + (_2 * s - _1) * (d - b)


@inlined
def _one_separable(b: F, s: F, mode: int) -> F:
    if mode == 0:
        return _hard_light(s, b)
    if mode == 1:
        return _hard_light(b, s)
    if mode == 2:
        return _dodge(b, s)
    if mode == 3:
        return _burn(b, s)
    return _soft_light(b, s)


@kernel
def _separable(top: Plane, bottom: Plane, mode: int, at: tuple[int, int], box: tuple[int, int, int, int]) -> None:
    (x, y), (y0, y1, x0, x1) = at, box
    for j in range(y0, y1):
        for i in range(x0, x1):
            t, p = top[j - y, i - x], bottom[j, i]
            sa, ba = t[3], p[3]
            both = sa * ba
            for c in range(3):
                s, b = t[c], p[c]
                plain = s * (_1 - ba) + b * (_1 - sa)
                p[c] = plain if both <= _0 else plain + both * _one_separable(b / ba, s / sa, mode)
            p[3] = sa + ba * (_1 - sa)


@inlined
def _luminosity(r: F, g: F, b: F) -> F:
    return _R * r + _G * g + _B * b


@inlined
def _set_luminosity(colour: Colour3, lum: F, most: F) -> Colour3:
    """The colour moved to a luminosity and then clipped to 0..most with its hue kept (``SetLum`` and ``ClipColor``)."""
    r, g, b = colour
    d = lum - _luminosity(r, g, b)
    r, g, b = r + d, g + d, b + d
    low, high = min(r, g, b), max(r, g, b)
    if low < _0:
        k = lum / (lum - low)
        r, g, b = lum + (r - lum) * k, lum + (g - lum) * k, lum + (b - lum) * k
    if high > most:
        k = (most - lum) / (high - lum)
        r, g, b = lum + (r - lum) * k, lum + (g - lum) * k, lum + (b - lum) * k
    return r, g, b


@inlined
def _set_saturation(colour: Colour3, sat: F) -> Colour3:
    r, g, b = colour
    low, high = min(r, g, b), max(r, g, b)
    k = sat / (high - low) if high > low else _0
    return (r - low) * k, (g - low) * k, (b - low) * k


@inlined
def _one_tonal(s: Colour3, b: Colour3, mode: int) -> Colour3:
    """``B`` of hue, saturation, color and luminosity."""
    (sr, sg, sb), (br, bg, bb) = s, b
    s_sat, b_sat = max(sr, sg, sb) - min(sr, sg, sb), max(br, bg, bb) - min(br, bg, bb)
    s_lum, b_lum = _luminosity(sr, sg, sb), _luminosity(br, bg, bb)
    most = max(_1, sr, sg, sb, br, bg, bb)
    if mode == 0:
        return _set_luminosity(_set_saturation(s, b_sat), b_lum, most)
    if mode == 1:
        return _set_luminosity(_set_saturation(b, s_sat), b_lum, most)
    if mode == 2:
        return _set_luminosity(s, b_lum, most)
    return _set_luminosity(b, s_lum, most)


@kernel
def _tonal(top: Plane, bottom: Plane, mode: int, at: tuple[int, int], box: tuple[int, int, int, int]) -> None:
    (x, y), (y0, y1, x0, x1) = at, box
    for j in range(y0, y1):
        for i in range(x0, x1):
            t, p = top[j - y, i - x], bottom[j, i]
            sa, ba = t[3], p[3]
            both = sa * ba
            r, g, b = _0, _0, _0
            if both > _0:
                r, g, b = _one_tonal((t[0] / sa, t[1] / sa, t[2] / sa), (p[0] / ba, p[1] / ba, p[2] / ba), mode)
            p[0] = t[0] * (_1 - ba) + p[0] * (_1 - sa) + both * r
            p[1] = t[1] * (_1 - ba) + p[1] * (_1 - sa) + both * g
            p[2] = t[2] * (_1 - ba) + p[2] * (_1 - sa) + both * b
            p[3] = sa + ba * (_1 - sa)
