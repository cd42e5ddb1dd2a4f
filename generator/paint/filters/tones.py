"""Steps that change each pixel by itself: colour matrix and component transfer, on straight values.

The specification clamps results to 0..1. Here a pixel that was brighter than white before the step is clamped to its own brightness
instead.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import EMPTY, NOTHING, Piece
from generator.paint.light import power
from generator.scene.effects import ColourMatrix, Curve, Transfer
from generator.values.compiled import inlined, kernel
from generator.values.picture import Plane

Floats = NDArray[np.float32]
F = np.float32
_0, _1 = F(0), F(1)
_KINDS = ("identity", "table", "discrete", "linear", "gamma")
_TINY = F(1e-12)


@kernel
def _matrix(pixels: Plane, m: Floats, out: Plane) -> None:
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            p, o = pixels[j, i], out[j, i]
            a = p[3]
            by = _1 / a if a > _0 else _0
            r, g, b = p[0] * by, p[1] * by, p[2] * by
            most = max(_1, r, g, b)
            alpha = min(_1, max(_0, m[15] * r + m[16] * g + m[17] * b + m[18] * a + m[19]))
            for c in range(3):
                v = m[5 * c] * r + m[5 * c + 1] * g + m[5 * c + 2] * b + m[5 * c + 3] * a + m[5 * c + 4]
                o[c] = min(most, max(_0, v)) * alpha
            o[3] = alpha


def colour_matrix(step: ColourMatrix, job: Job) -> Piece:
    """A matrix that gives alpha to nothing fills the region."""
    m = np.array(still(step.values), np.float32)
    piece = job.lit[0].crop(job.box)
    box = job.box if m[19] > 0 else piece.box
    if box == NOTHING:
        return EMPTY
    out = memory.plane(box[3] - box[1], box[2] - box[0])
    _matrix(piece.dense(box), m, out)
    return job.made(out, box)


@inlined
def _curved(v: F, kind: int, n: int, t: Floats) -> Any:
    if kind == 3:
        return t[0] * v + t[1]
    if kind == 4:
        return t[0] * power(v, t[1]) + t[2] if v > _TINY else t[2] + (t[0] if t[1] == _0 else _0)
    if kind == 0 or n == 0:
        return v
    u = min(max(v, _0), _1)
    if kind == 2:
        return t[min(n - 1, int(u * F(n)))]
    k = min(n - 2, int(u * F(n - 1))) if n > 1 else 0
    between = t[k] + (u * F(n - 1) - F(k)) * (t[min(k + 1, n - 1)] - t[k])
    return between * max(v, _1)


@kernel
def _transfer(pixels: Plane, kinds: NDArray[np.int64], counts: NDArray[np.int64], tables: Floats, out: Plane) -> None:
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            p, o = pixels[j, i], out[j, i]
            a = p[3]
            by = _1 / a if a > _0 else _0
            most = max(_1, p[0] * by, p[1] * by, p[2] * by)
            alpha = min(_1, max(_0, _curved(a, kinds[3], counts[3], tables[3])))
            for c in range(3):
                o[c] = min(most, max(_0, _curved(p[c] * by, kinds[c], counts[c], tables[c]))) * alpha
            o[3] = alpha


def transfer(step: Transfer, job: Job) -> Piece:
    """A curve that gives alpha to nothing fills the region."""
    curves: tuple[Curve, ...] = still(step.curves)
    tables = np.zeros((4, max(3, *(len(curve.values) for curve in curves))), np.float32)
    for row, curve in zip(tables, curves, strict=True):
        row[: len(curve.values)] = curve.values
    kinds = np.array([_KINDS.index(curve.kind) for curve in curves])
    counts = np.array([len(curve.values) for curve in curves])
    piece = job.lit[0].crop(job.box)
    nothing, probe = np.zeros((1, 1, 4), np.float32), np.empty((1, 1, 4), np.float32)
    _transfer(nothing, kinds, counts, tables, probe)
    box = job.box if probe[0, 0, 3] > 0 else piece.box
    if box == NOTHING:
        return EMPTY
    out = memory.plane(box[3] - box[1], box[2] - box[0])
    _transfer(piece.dense(box), kinds, counts, tables, out)
    return job.made(out, box)
