"""A blur that is blended with something else at once: the commonest filter, glow, in one pass over the pixels instead of three."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.paint import memory
from generator.paint.blending import DIRECT, one_direct
from generator.paint.filters.blur import deviations
from generator.paint.filters.gaussian import Floats, blurred_box, enlarge_row, soften
from generator.paint.filters.job import Job
from generator.paint.filters.pieces import NOTHING, Piece, around, shared
from generator.scene.effects import Blend, Blur, Filter, Input, Merge
from generator.values.compiled import kernel
from generator.values.picture import Plane

_1 = np.float32(1)


@dataclass(frozen=True, slots=True)
class Glow:
    """A blur and the step after it: what else that one takes, how it blends, and which lies on top."""

    other: Input
    mode: str
    on_top: bool


def glow(filter_: Filter, index: int) -> Glow | None:
    """Whether step ``index`` is a blur that nobody sees but the step after it, which blends it with one other input."""
    if index + 1 >= len(filter_.steps):
        return None
    blur, after = filter_.steps[index : index + 2]
    seen = sum(step.inputs.count(index) for step in filter_.steps)
    if not isinstance(blur.primitive, Blur) or blur.primitive.edge != "none" or seen != 1 or len(after.inputs) != 2:
        return None
    if blur.linear != after.linear or blur.region != after.region or index not in after.inputs:
        return None
    first = after.inputs[0] == index
    other = after.inputs[1 if first else 0]
    if isinstance(after.primitive, Merge):
        return Glow(other, "normal", not first)
    if isinstance(after.primitive, Blend) and after.primitive.mode in DIRECT:
        return Glow(other, after.primitive.mode, first)
    return None


def blurred_blend(step: Blur, found: Glow, job: Job) -> Piece | None:
    """Both steps at once; ``inputs`` are the blur's and the other one's. ``None`` where there is nothing to be gained."""
    soft, other = job.lit
    other = other.crop(job.box)
    sigma = deviations(step, job)
    spread = shared(blurred_box(soft.box, sigma), job.box)
    if NOTHING in (spread, other.box) or soft.linear is None:
        return None
    box = around(spread, other.box)
    made = soften(box, soft, sigma, job.stage.origin)
    if made is None:
        return None
    out = memory.plane(box[3] - box[1], box[2] - box[0])
    how = DIRECT.index(found.mode), found.on_top
    _blend(made.small, made.start, made.splines, (np.ascontiguousarray(other.pixels), other.x - box[0], other.y - box[1]), how, out)
    return job.made(out, box)


@kernel
def _blend(
    small: Plane, start: tuple[int, int], splines: tuple[Floats, Floats], under: tuple[Plane, int, int], how: tuple[int, bool], out: Plane
) -> None:
    """Enlarges as ``gaussian.py`` does, into a row at a time, and blends each with the other plane's, which lies at ``(ox, oy)``."""
    (x, y), (sx, sy), (other, ox, oy), (mode, on_top) = start, splines, under, how
    f, width = len(sy), out.shape[1]
    rows, line = np.empty((4, width, 4), np.float32), np.empty((width, 4), np.float32)
    flat = line.reshape(-1)
    ready = (y + f // 2) // f - 2
    for j in range(out.shape[0]):
        J = (j + y + f // 2) // f
        while ready <= J + 1:
            enlarge_row(small[ready], x, sx, rows[ready % 4])
            ready += 1
        a, b, c, d = rows[(J - 2) % 4].reshape(-1), rows[(J - 1) % 4].reshape(-1), rows[J % 4].reshape(-1), rows[(J + 1) % 4].reshape(-1)
        w = sy[j + y + f // 2 - J * f]
        for k in range(4 * width):
            flat[k] = w[0] * a[k] + w[1] * b[k] + w[2] * c[k] + w[3] * d[k]
        first, last = (max(0, ox), min(width, ox + other.shape[1])) if 0 <= j - oy < other.shape[0] else (0, 0)
        row = out[j]
        bare = row.reshape(-1)
        for k in range(4 * first):
            bare[k] = flat[k]
        for k in range(4 * last, 4 * width):
            bare[k] = flat[k]
        if first < last:
            soft, sharp = line[first:last], other[j - oy][first - ox : last - ox]
            _mix(soft if on_top else sharp, sharp if on_top else soft, mode, row[first:last])


@kernel
def _mix(top: Plane, bottom: Plane, mode: int, out: Plane) -> None:
    for i in range(top.shape[0]):
        s, b, o = top[i], bottom[i], out[i]
        sa, ba = s[3], b[3]
        for n in range(3):
            o[n] = one_direct(s[n], b[n], sa, ba, mode)
        o[3] = min(_1, sa + ba) if mode == 7 else sa + ba * (_1 - sa)
