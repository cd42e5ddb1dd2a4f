"""Steps that move and combine pixels: offset, flood, merge, blend, composite, tile, drawings of their own."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.blending import blend as blend_planes
from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import EMPTY, NOTHING, Piece, around, piece_of, shared
from generator.scene.effects import Blend, Composite, Content, Flood, Merge, Offset, Tile
from generator.values.compiled import kernel
from generator.values.picture import Plane

F = np.float32
_0, _1 = F(0), F(1)
_WHOLE = 1 / 256


def offset(step: Offset, job: Job) -> Piece:
    """Whole pixels are only renamed; a fraction mixes neighbours, so that slow motion is smooth."""
    piece = job.inputs[0]
    dx, dy = still(step.x) * job.stage.ctm.a, still(step.y) * job.stage.ctm.d
    whole_x, whole_y = math.floor(dx + _WHOLE), math.floor(dy + _WHOLE)
    moved = piece.moved(whole_x, whole_y)
    u, v = max(0.0, dx - whole_x), max(0.0, dy - whole_y)
    if moved.box == NOTHING or (u <= _WHOLE and v <= _WHOLE):
        return moved
    lit = job.lit[0].moved(whole_x, whole_y)
    x0, y0, x1, y1 = lit.box
    box = shared((x0, y0, x1 + 1, y1 + 1), job.box)
    padded = lit.spread((box[0] - 1, box[1] - 1, box[2], box[3]))
    across: Plane = padded[:, 1:] * F(1 - u) + padded[:, :-1] * F(u)
    mixed: Plane = across[1:] * F(1 - v) + across[:-1] * F(v)
    return job.made(mixed, box)


def flood(step: Flood, job: Job) -> Piece:
    """One colour over the whole region; the pixels are one pixel seen many times."""
    colour = np.array(job.premultiplied(still(step.colour)), np.float32)
    x0, y0, x1, y1 = job.box
    return job.made(np.broadcast_to(colour, (y1 - y0, x1 - x0, 4)), job.box) if colour.any() else EMPTY


def merge(step: Merge, job: Job) -> Piece:
    """The first input at the bottom."""
    below, *above = job.lit or (EMPTY,)
    for piece in above:
        below = _blended(piece, below, "normal", job)
    return below


def blend(step: Blend, job: Job) -> Piece:
    """``inputs[0]`` is on top."""
    top, bottom = job.lit
    return _blended(top, bottom, step.mode, job)


def _blended(top: Piece, bottom: Piece, mode: str, job: Job) -> Piece:
    top, bottom = top.crop(job.box), bottom.crop(job.box)
    if NOTHING in (top.box, bottom.box):
        return bottom if top.box == NOTHING else top
    box = around(top.box, bottom.box)
    out = bottom.spread(box)
    blend_planes(top.dense(top.box), out, mode, top.x - box[0], top.y - box[1])
    return job.made(out, box)


# Porter and Duff's operators as (a, a times b's alpha, b, b times a's alpha).
_OPERATORS = {
    "over": (1, 0, 1, -1),
    "in": (0, 1, 0, 0),
    "out": (1, -1, 0, 0),
    "atop": (0, 1, 1, -1),
    "xor": (1, -1, 1, -1),
    "lighter": (1, 0, 1, 0),
}


@kernel
def _porter_duff(a: Plane, b: Plane, share: NDArray[np.float32], out: Plane) -> None:
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            p, q, o = a[j, i], b[j, i], out[j, i]
            of_a, of_b = share[0] + share[1] * q[3], share[2] + share[3] * p[3]
            for c in range(4):
                o[c] = p[c] * of_a + q[c] * of_b
            o[3] = min(o[3], _1)


@kernel
def _arithmetic(a: Plane, b: Plane, k: NDArray[np.float32], out: Plane) -> None:
    """Clamped as specified to 0..alpha; where an input was brighter than white, to that brightness."""
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            p, q, o = a[j, i], b[j, i], out[j, i]
            alpha = min(_1, max(_0, k[0] * p[3] * q[3] + k[1] * p[3] + k[2] * q[3] + k[3]))
            most = _1
            for c in range(3):
                if p[c] > p[3] > _0:
                    most = max(most, p[c] / p[3])
                if q[c] > q[3] > _0:
                    most = max(most, q[c] / q[3])
            for c in range(3):
                o[c] = min(alpha * most, max(_0, k[0] * p[c] * q[c] + k[1] * p[c] + k[2] * q[c] + k[3]))
            o[3] = alpha


def composite(step: Composite, job: Job) -> Piece:
    """Only where the operator can leave anything."""
    one, two = (piece.crop(job.box) for piece in job.lit)
    operator = step.operator
    if operator == "arithmetic":
        k = np.array(still(step.k), np.float32)
        box = job.box if k[3] else around(one.box, two.box)
        run: Callable[[Plane, Plane, NDArray[np.float32], Plane], None] = _arithmetic
    else:
        k = np.array(_OPERATORS[operator], np.float32)
        box = {"in": shared(one.box, two.box), "out": one.box, "atop": two.box}.get(operator, around(one.box, two.box))
        run = _porter_duff
    if box == NOTHING:
        return EMPTY
    out = memory.plane(box[3] - box[1], box[2] - box[0])
    run(one.dense(box), two.dense(box), k, out)
    return job.made(out, box)


def tile(step: Tile, job: Job) -> Piece:
    """The input's own region, empty margins included, over and over."""
    x0, y0, x1, y1 = job.regions[0]
    if (x0, y0, x1, y1) == NOTHING:
        return EMPTY
    cell = job.inputs[0].spread((x0, y0, x1, y1))
    columns = (np.arange(job.box[0], job.box[2]) - x0) % (x1 - x0)
    rows = (np.arange(job.box[1], job.box[3]) - y0) % (y1 - y0)
    return Piece(cell[rows[:, None], columns[None, :]], job.box[0], job.box[1], job.inputs[0].linear)


def content(step: Content, job: Job) -> Piece:
    """The drawing is made on the whole canvas and only copied where it is drawn."""
    piece = piece_of(job.stage.draw(step.content), job.box, job.stage.native)
    return Piece(piece.pixels.copy(), piece.x, piece.y, piece.linear)
