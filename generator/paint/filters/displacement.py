"""Displacement: each pixel is fetched from where two channels of a map say."""

from __future__ import annotations

import numpy as np

from generator.paint import memory
from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import EMPTY, NOTHING, Piece
from generator.scene.effects import Displacement
from generator.values.compiled import kernel
from generator.values.picture import Plane

F = np.float32
_0, _1, _HALF = F(0), F(1), F(0.5)


def displacement(step: Displacement, job: Job) -> Piece:
    """``P'(x, y) = P(x + scale (X(x, y) - 0.5), y + scale (Y(x, y) - 0.5))``, mixed between neighbours.

    The map's values are straight; where it is empty it says 0.
    """
    source, plan = job.inputs[0], job.lit[1]
    if NOTHING in (source.box, job.box):
        return EMPTY
    scale = still(step.scale)
    reach = (scale * job.stage.ctm.a, scale * job.stage.ctm.d)
    out = memory.plane(job.box[3] - job.box[1], job.box[2] - job.box[0])
    channels = ("RGBA".index(step.x), "RGBA".index(step.y))
    at = (job.box[0] - source.x, job.box[1] - source.y)
    _fetch(np.ascontiguousarray(source.pixels), plan.dense(job.box), (F(reach[0]), F(reach[1])), channels, at, out)
    return Piece(out, job.box[0], job.box[1], source.linear)


@kernel
def _fetch(source: Plane, plan: Plane, reach: tuple[F, F], channels: tuple[int, int], at: tuple[int, int], out: Plane) -> None:
    height, width = source.shape[:2]
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            m = plan[j, i]
            by = _1 / m[3] if m[3] > _0 else _0
            across = m[channels[0]] * (by if channels[0] < 3 else _1)
            down = m[channels[1]] * (by if channels[1] < 3 else _1)
            x, y = i + at[0] + reach[0] * (across - _HALF), j + at[1] + reach[1] * (down - _HALF)
            x0, y0 = int(np.floor(x)), int(np.floor(y))
            u, v = F(x - x0), F(y - y0)
            for c in range(4):
                out[j, i, c] = _0
            for dy in range(2):
                for dx in range(2):
                    if 0 <= x0 + dx < width and 0 <= y0 + dy < height:
                        w = (u if dx else _1 - u) * (v if dy else _1 - v)
                        for c in range(4):
                            out[j, i, c] += w * source[y0 + dy, x0 + dx, c]
