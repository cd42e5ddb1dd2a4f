"""Erosion and dilation: the least or the greatest of each component in a box around a pixel.

Van Herk's and Gil and Werman's way: extremes from the left within blocks as long as the window, extremes from the right, and the
extreme of two of them is any window's. The time does not depend on the radius.
"""

from __future__ import annotations

import math

import numpy as np

from generator.paint import memory
from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import EMPTY, NOTHING, Piece, shared
from generator.scene.effects import Morphology
from generator.values.compiled import kernel
from generator.values.picture import Plane


def morphology(step: Morphology, job: Job) -> Piece:
    """Both radii under half a pixel pass the input on; outside of it is transparent."""
    x, y = (math.floor(r + 0.5) for r in job.scaled(still(step.x), still(step.y)))
    if x <= 0 and y <= 0:
        return job.inputs[0]
    piece = job.lit[0]
    if piece.box == NOTHING:
        return EMPTY
    x0, y0, x1, y1 = piece.box
    grow = step.operator == "dilate"
    box = shared((x0 - x, y0 - y, x1 + x, y1 + y) if grow else (x0, y0, x1, y1), job.box)
    if box == NOTHING:
        return EMPTY
    # No window needs to know more than that everything outside of the piece is empty.
    x, y = min(x, x1 - x0 + box[2] - box[0]), min(y, y1 - y0 + box[3] - box[1])
    around = piece.spread((box[0] - x, box[1] - y, box[2] + x, box[3] + y))
    rows = memory.plane(around.shape[0], box[2] - box[0])
    _slide(around, rows, 2 * x + 1, grow)
    out = memory.plane(box[3] - box[1], box[2] - box[0])
    turned = np.ascontiguousarray(rows.transpose(1, 0, 2))
    columns = memory.plane(turned.shape[0], out.shape[0])
    _slide(turned, columns, 2 * y + 1, grow)
    out[:] = columns.transpose(1, 0, 2)
    return Piece(out, box[0], box[1], piece.linear)


@kernel
def _slide(source: Plane, out: Plane, window: int, grow: bool) -> None:
    """``out[j, i]`` is the extreme of ``source[j, i : i + window]``; the source is ``window - 1`` pixels wider."""
    width = source.shape[1]
    left, right = np.empty((width, 4), np.float32), np.empty((width, 4), np.float32)
    for j in range(source.shape[0]):
        for i in range(width):
            k = width - 1 - i
            for c in range(4):
                v, w = source[j, i, c], source[j, k, c]
                if i % window:
                    v = max(left[i - 1, c], v) if grow else min(left[i - 1, c], v)
                if i and (k + 1) % window:
                    w = max(right[k + 1, c], w) if grow else min(right[k + 1, c], w)
                left[i, c], right[k, c] = v, w
        for i in range(out.shape[1]):
            for c in range(4):
                v, w = right[i, c], left[i + window - 1, c]
                out[j, i, c] = max(v, w) if grow else min(v, w)
