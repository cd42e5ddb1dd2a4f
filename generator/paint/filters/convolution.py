"""``feConvolveMatrix``: any small kernel over the pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.filters.job import Job
from generator.paint.filters.pieces import EMPTY, NOTHING, Piece
from generator.scene.effects import Convolve
from generator.values.compiled import kernel
from generator.values.picture import Plane

F = np.float32
_0, _1 = F(0), F(1)
_EDGES = {"none": 0, "duplicate": 1, "wrap": 2}


def convolution(step: Convolve, job: Job) -> Piece:
    """One weight a pixel, as the specification's default of ``kernelUnitLength`` is; ``edge`` says what lies beyond the input's region.

    Results are clamped to 0..alpha, or to what was brighter than white before.
    """
    region = job.regions[0]
    if NOTHING in (region, job.box):
        return EMPTY
    source = job.lit[0].dense(region)
    out = memory.plane(job.box[3] - job.box[1], job.box[2] - job.box[0])
    weights = np.array(step.kernel, np.float32).reshape(-1, step.columns)[::-1, ::-1] / F(step.divisor)
    at = (job.box[0] - region[0] - step.target[0], job.box[1] - region[1] - step.target[1], step.target[0], step.target[1])
    _convolve(source, np.ascontiguousarray(weights), at, (_EDGES[step.edge], step.preserve_alpha), F(step.bias), out)
    return job.made(out, job.box)


@kernel
def _convolve(
    source: Plane, weights: NDArray[np.float32], at: tuple[int, int, int, int], how: tuple[int, bool], bias: F, out: Plane
) -> None:
    """``at``: the corner of the window of the first pixel, and where in a window its pixel is."""
    height, width = source.shape[:2]
    (x, y, tx, ty), (edge, keep) = at, how
    total = np.empty(4, np.float32)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            total[:] = _0
            most = _1
            for row in range(weights.shape[0]):
                for column in range(weights.shape[1]):
                    p, q = x + i + column, y + j + row
                    if edge == 1:
                        p, q = min(max(p, 0), width - 1), min(max(q, 0), height - 1)
                    elif edge == 2:
                        p, q = p % width, q % height
                    if 0 <= p < width and 0 <= q < height:
                        s, w = source[q, p], weights[row, column]
                        a = s[3]
                        by = _1 / a if keep and a > _0 else _1
                        for c in range(3):
                            total[c] += w * s[c] * by
                            if s[c] > a > _0:
                                most = max(most, s[c] / a)
                        total[3] += w * a
            p, q = x + i + tx, y + j + ty
            own = source[q, p, 3] if 0 <= p < width and 0 <= q < height else _0
            alpha = own if keep else min(_1, max(_0, total[3] + bias * own))
            for c in range(3):
                v = (total[c] + bias) * own if keep else total[c] + bias * own
                out[j, i, c] = min(alpha * most, max(_0, v))
            out[j, i, 3] = alpha
