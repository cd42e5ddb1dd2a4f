"""Gaussian blur, zero outside: exact taps for small deviations, a reduced copy for large ones.

A blur of 6 pixels holds no detail that a quarter of the resolution could not carry. So: reduce by ``f`` with a quadratic B-spline,
blur the small plane with sampled Gaussian taps, enlarge with a cubic B-spline. The splines are blurs themselves, of a known
variance that is the same for every phase of the grid, and the small blur makes up what they lack. The grid is fixed to the frame,
not to what is drawn on it, so nothing swims.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.filters.pieces import NOTHING, RUN, Box, Lit, Piece, any_in, any_of, lit_runs, piece_of, shared
from generator.values.compiled import kernel
from generator.values.picture import Plane

Floats = NDArray[np.float32]
F = np.float32
_0 = F(0)
Window = tuple[Plane, int, int, int, int]
_STRIP = 256  # columns that are blurred together
REACH = 3.5
"""How many deviations a blur reaches: beyond lies 0.02 % of an edge."""
# The least deviation, in pixels of the small plane, at which its grid cannot be seen (error under half of 1/255 on an edge).
_LEAST = 1.0


@lru_cache(maxsize=256)
def _taps(sigma: float) -> Floats:
    """Half of a sampled Gaussian, from the middle outwards; the whole sums to 1."""
    reach = math.ceil(REACH * sigma)
    half: NDArray[np.float64] = np.exp(-0.5 * (np.arange(reach + 1) / sigma) ** 2) if sigma > 0 else np.ones(1)
    taps: Floats = (half / (half[0] + 2 * half[1:].sum())).astype(np.float32)
    return taps


@lru_cache(maxsize=64)
def _hill(f: int) -> NDArray[np.float64]:
    """What reduces ``f`` pixels to one: the quadratic B-spline's 3 f taps, which begin f before the block (1: as it is)."""
    d = np.abs(np.arange(3 * f) + 0.5 - 1.5 * f) / f
    return np.where(d < 0.5, 0.75 - d**2, 0.5 * (1.5 - d) ** 2) / f if f > 1 else np.ones(1)


@lru_cache(maxsize=64)
def _spline(f: int) -> Floats:
    """What enlarges one to ``f`` pixels, phase by phase from the middle of a small pixel: the weights of two before and two after."""
    if f == 1:
        return np.array([[0, 0, 1, 0]], np.float32)
    t = (np.arange(f) + 0.5) / f
    cubic = [(1 - t) ** 3, 4 - 6 * t**2 + 3 * t**3, 1 + 3 * t + 3 * t**2 - 3 * t**3, t**3]
    return (np.stack(cubic, axis=1) / 6).astype(np.float32)


@lru_cache(maxsize=256)
def _plan(sigma: float) -> tuple[int, float]:
    """The factor to reduce by, and the deviation that is left for the small plane."""
    f, left = 1, sigma
    while f < 256:
        g = 2 * f
        hill = float((_hill(g) * (np.arange(3 * g) + 0.5 - 1.5 * g) ** 2).sum())
        variance = (sigma**2 - hill) / g**2 - 1 / 3
        if variance < _LEAST**2:
            break
        f, left = g, math.sqrt(variance)
    return f, left


@kernel
def _reduce(source: Plane, lit: Lit, start: tuple[int, int], hills: tuple[Floats, Floats], small: Plane) -> None:
    """``small[J, H]`` = the hills over the block of source pixels that begins at ``(J fy, H fx) + start``; ``lit`` are its runs."""
    (x, y), (tx, ty) = start, hills
    fx, fy = max(1, len(tx) // 3), max(1, len(ty) // 3)
    height, width = source.shape[:2]
    row, seen = np.zeros((width, 4), np.float32), np.zeros(lit.shape[1] + 1, np.bool_)
    for J in range(small.shape[0]):
        top = y + J * fy - (len(ty) - fy) // 2
        first, last = max(0, -top), min(len(ty), height - top)
        any_of(lit[top + first : top + last], seen)
        n = 0
        while n < lit.shape[1]:
            begin, value = n, seen[n]
            while n < lit.shape[1] and seen[n] == value:
                n += 1
            flat = row[begin * RUN : n * RUN].reshape(-1)
            flat[:] = _0
            if value:
                for t in range(first, last):
                    line, w = source[top + t, begin * RUN : n * RUN].reshape(-1), ty[t]
                    for k in range(flat.size):
                        flat[k] += w * line[k]
        for H in range(small.shape[1]):
            left = x + H * fx - (len(tx) - fx) // 2
            first, last = max(0, left), min(width, left + len(tx))
            r, g, b, a = _0, _0, _0, _0
            if first < last and any_in(seen, first // RUN, (last - 1) // RUN):
                for i in range(first, last):
                    w = tx[i - left]
                    r += w * row[i, 0]
                    g += w * row[i, 1]
                    b += w * row[i, 2]
                    a += w * row[i, 3]
            small[J, H, 0], small[J, H, 1], small[J, H, 2], small[J, H, 3] = r, g, b, a


@kernel
def _convolve(source: Plane, lit: Lit, at: tuple[int, int], taps: tuple[Floats, Floats], out: Window, add: bool) -> None:
    """Both passes of a separable, symmetric blur, row by row. The window's ``[j, i]`` lies on ``source[j, i]`` plus ``at``; ``lit`` are the
    source's runs.

    One strip of columns after the other: what the rows of a strip need of those above and below is still in the first cache.
    """
    (x, y), (tx, ty), (plane, left, top, right, bottom) = at, taps, out
    rx, ry = len(tx) - 1, len(ty) - 1
    height, width = source.shape[:2]
    # A row with ``rx`` pixels to spare on both sides; what the source does not cover stays zero.
    row, seen = np.zeros(4 * (_STRIP + 2 * rx), np.float32), np.empty(height, np.bool_)
    for begin in range(left, right, _STRIP):
        end = min(right, begin + _STRIP)
        far = x + begin - left - rx
        i0, i1 = max(0, far), max(0, min(width, far + end - begin + 2 * rx))
        for j in range(height):
            seen[j] = i0 < i1 and any_in(lit[j], i0 // RUN, (i1 - 1) // RUN)
        row[:] = _0
        for j in range(bottom - top):
            o, first, last = plane[top + j].reshape(-1)[4 * begin : 4 * end], max(0, j + y - ry), max(0, min(height, j + y + ry + 1))
            if not add:
                o[:] = _0
            if any_in(seen, first, last - 1):
                _down(source, (first, last, i0, i1), ty, j + y, row[4 * (i0 - far) : 4 * (i1 - far)])
                _across(row, tx, o)


@kernel
def _down(source: Plane, part: tuple[int, int, int, int], taps: Floats, middle: int, out: Floats) -> None:
    """The weighted sum of some rows around the middle one, from one column to another."""
    first, last, i0, i1 = part
    out[:] = _0
    for j in range(first, last):
        line, w = source[j].reshape(-1)[4 * i0 : 4 * i1], taps[abs(j - middle)]
        for k in range(out.size):
            out[k] += w * line[k]


@kernel
def _across(row: Floats, taps: Floats, out: Floats) -> None:
    """A row with pixels to spare on both sides, blurred and added."""
    n, middle = out.size, 4 * (taps.size - 1)
    here = row[middle : middle + n]
    for k in range(n):
        out[k] += taps[0] * here[k]
    for t in range(1, taps.size):
        # Slices begin where the loop does: a subscript that might be negative would keep it from vectorising.
        w, before, after = taps[t], row[middle - 4 * t : middle - 4 * t + n], row[middle + 4 * t : middle + 4 * t + n]
        for k in range(n):
            out[k] += w * (before[k] + after[k])


@kernel
def enlarge_row(small: Plane, start: int, spline: Floats, wide: Plane) -> None:
    """One row of small pixels, ``(w, 4)``, enlarged along x, phase by phase; ``wide[i]`` is small at ``(i + start) / f``."""
    f, width = len(spline), wide.shape[0]
    x = start + f // 2
    for phase in range(f):
        w0, w1, w2, w3 = spline[phase, 0], spline[phase, 1], spline[phase, 2], spline[phase, 3]
        first = (phase - x) % f
        H, count = (first + x) // f, (width - first + f - 1) // f
        a, b, c, d = small[H - 2 :], small[H - 1 :], small[H:], small[H + 1 :]
        o = wide[first:]
        # Subscripts without a sign: one that might be negative would keep the loop from vectorising.
        for k in range(np.uint64(count)):
            for n in range(np.uint64(4)):
                o[k * np.uint64(f), n] = w0 * a[k, n] + w1 * b[k, n] + w2 * c[k, n] + w3 * d[k, n]


@kernel
def _enlarge(small: Plane, start: tuple[int, int], splines: tuple[Floats, Floats], out: Window, add: bool) -> None:
    """The window's ``[j, i]`` is small at ``((j, i) + start) / f``; two small pixels lie around what is asked for on every side."""
    (x, y), (sx, sy), (plane, left, top, right, bottom) = start, splines, out
    f, width = len(sy), right - left
    rows = np.empty((4, width, 4), np.float32)
    ready = (y + f // 2) // f - 2
    for j in range(bottom - top):
        J = (j + y + f // 2) // f
        while ready <= J + 1:
            enlarge_row(small[ready], x, sx, rows[ready % 4])
            ready += 1
        a, b, c, d = rows[(J - 2) % 4].reshape(-1), rows[(J - 1) % 4].reshape(-1), rows[J % 4].reshape(-1), rows[(J + 1) % 4].reshape(-1)
        w, o = sy[j + y + f // 2 - J * f], plane[top + j].reshape(-1)[4 * left : 4 * right]
        w0, w1, w2, w3 = w[0], w[1], w[2], w[3]
        if add:
            for k in range(4 * width):
                o[k] += w0 * a[k] + w1 * b[k] + w2 * c[k] + w3 * d[k]
        else:
            for k in range(4 * width):
                o[k] = w0 * a[k] + w1 * b[k] + w2 * c[k] + w3 * d[k]


def _whole(plane: Plane) -> Window:
    return plane, 0, 0, plane.shape[1], plane.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Soft:
    """A blurred picture at a reduced size: what is left to do is to enlarge it with ``splines`` from ``start``.

    ``lit`` says where what was blurred holds anything.
    """

    lit: Lit
    small: Plane
    start: tuple[int, int]
    splines: tuple[Floats, Floats]


def soften(box: Box, piece: Piece, sigma: tuple[float, float], origin: tuple[int, int], share: float = 1.0) -> Soft | None:
    """What a blurred piece is, times ``share``, in ``box`` of its canvas, which lies at ``origin`` of the frame.

    ``None``: too little blur to reduce.
    """
    (fx, left_x), (fy, left_y) = _plan(sigma[0]), _plan(sigma[1])
    if fx == fy == 1:
        return None
    # From here on in pixels of the grid: the small planes start at whole multiples of the factors.
    px, py, bx, by = piece.x + origin[0], piece.y + origin[1], box[0] + origin[0], box[1] + origin[1]
    height, width = piece.pixels.shape[:2]
    u, v = px // fx - 1, py // fy - 1
    small = memory.plane((py + height) // fy + 2 - v, (px + width) // fx + 2 - u)
    hills = _hill(fx).astype(np.float32), _hill(fy).astype(np.float32)
    source, lit = _looked(piece)
    _reduce(source, lit, (u * fx - px, v * fy - py), hills, small)
    s, t = bx // fx - 2, by // fy - 2
    soft = memory.plane((box[3] + origin[1] - 1) // fy + 3 - t, (box[2] + origin[0] - 1) // fx + 3 - s)
    _convolve(small, lit_runs(small), (s - u, t - v), (_taps(left_x), _taps(left_y) * F(share)), _whole(soft), False)
    return Soft(lit, soft, (bx - s * fx, by - t * fy), (_spline(fx), _spline(fy)))


def blur_into(window: Window, piece: Piece, sigma: tuple[float, float], origin: tuple[int, int], add: bool, share: float = 1.0) -> None:
    """Write (or ``add``) a blurred piece, times ``share``, into a window of a plane on the same canvas, which lies at ``origin`` of the
    frame."""
    soft = soften(window[1:], piece, sigma, origin, share)
    if soft is None:
        at, taps = (window[1] - piece.x, window[2] - piece.y), (_taps(sigma[0]), _taps(sigma[1]) * F(share))
        _convolve(*_looked(piece), at, taps, window, add)
    else:
        _enlarge(soft.small, soft.start, soft.splines, window, add)


def _looked(piece: Piece) -> tuple[Plane, Lit]:
    """A piece's pixels, C-contiguous, and which of their runs hold anything."""
    pixels = np.ascontiguousarray(piece.pixels)
    return pixels, lit_runs(pixels) if piece.lit is None else piece.lit


def blurred_box(box: Box, sigma: tuple[float, float]) -> Box:
    """Where a blurred box may hold anything."""
    if box == NOTHING:
        return NOTHING
    dx, dy = math.ceil(REACH * sigma[0]), math.ceil(REACH * sigma[1])
    return box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy


def gaussian(plane: Plane, sigma_x: float, sigma_y: float, origin: tuple[int, int] = (0, 0)) -> Plane:
    """A new plane: this one, which lies at ``origin`` of the frame, blurred by deviations in pixels; outside of it is nothing."""
    out = np.zeros_like(plane)
    add_gaussian(plane, sigma_x, sigma_y, out, origin)
    return out


def add_gaussian(plane: Plane, sigma_x: float, sigma_y: float, onto: Plane, origin: tuple[int, int] = (0, 0)) -> None:
    """Add the blurred plane to another of the same size, where it reaches."""
    whole = (0, 0, plane.shape[1], plane.shape[0])
    piece = piece_of(plane, whole, True)
    box = shared(blurred_box(piece.box, (sigma_x, sigma_y)), whole)
    if box != NOTHING:
        blur_into((onto, *box), piece, (sigma_x, sigma_y), origin, True)
