"""Glow: the light that emitters spill, as a plane that is added.

What emits is drawn once more, ``emit`` times as bright, without what does not emit, and spread by the sum of three Gaussians in linear
light. The plane's alpha is 0. It is added to the beauty; where the scene's numbers are sRGB-encoded the spill is encoded first and then
added as such, so that the layers still sum to the beauty.
"""

from __future__ import annotations

import math
from functools import reduce

import numpy as np

from generator.motion.track import moves
from generator.paint.boxes import Boxes, pixels
from generator.paint.filters.gaussian import REACH, blur_into, blurred_box
from generator.paint.filters.pieces import RUN, Lit, Piece, lit_runs, shared
from generator.paint.groups import emits
from generator.paint.light import to_encoded, to_linear
from generator.paint.pen import Desk, Pen, Run
from generator.paint.sheets import Box, Sheet, fresh
from generator.paint.still import holds, now
from generator.scene.nodes import Group
from generator.values.compiled import kernel
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.picture import Plane

F = np.float32
SPREADS = ((2.0, 0.6), (8.0, 0.3), (32.0, 0.1))
"""Deviations in pixels at a canvas whose shorter side is 1080, and the share of the light that each spreads."""


def scaled(desk: Desk) -> float:
    """By how much the deviations grow on a plate's canvas."""
    return min(desk.canvas.width - 2 * desk.margin[0], desk.canvas.height - 2 * desk.margin[1]) / 1080


def lit(boxes: Boxes, group: Group, ctm: Affine = IDENTITY) -> Rect | None:
    """The device rectangle of all that emits; not cut to the canvas."""
    if not group.visible or now(group.opacity) <= 0:
        return None
    if now(group.emit) > 0:
        return boxes.reach(group, ctm)
    here = ctm @ now(group.transform)
    found = [lit(boxes, child, here) for child in group.children if isinstance(child, Group) and emits(child)]
    if group.effects and any(found):
        return here.box(now(group.effects[-1].region))
    return reduce(Rect.union, filter(None, found)) if any(found) else None


def source(desk: Desk, root: Group, once: bool) -> Sheet | None:
    """What emits, drawn alone in the scene's numbers, on the canvas and as far around it as spills into it; None where nothing does.

    ``once``: it will not be drawn again soon, so none of it is worth remembering.
    """
    if not emits(root):
        return None
    around = math.ceil(REACH * SPREADS[-1][0] * scaled(desk))
    wide = Box(-around, -around, desk.canvas.right + around, desk.canvas.bottom + around)
    box = pixels(lit(desk.boxes, root)).within(wide)
    if box.empty:
        return None
    sheet = fresh(box)
    desk.draw(root, Pen(desk, sheet, gain=0.0, emission=True, steady=not once))
    return sheet


def may_emit(group: Group) -> bool:
    """Whether anything in a compiled or sampled group ever emits."""
    return moves(group.emit) or now(group.emit) > 0 or any(may_emit(child) for child in group.children if isinstance(child, Group))


def spill(desk: Desk, root: Group) -> Sheet | None:
    """The glow on a sheet of the part of the canvas that it covers; None where nothing emits.

    While all that emits stands still it is made once, whatever else moves. Only the last is kept: its memory is the next one's.
    """
    lamps = tuple(child for child in root.children if isinstance(child, Group) and emits(child))
    if now(root.emit) > 0 or not holds(root.still) or not all(holds(lamp.span) for lamp in lamps):
        return _spilled(desk, root, False)
    key = (tuple(map(id, lamps)), now(root.transform))
    if desk.glow is None or desk.glow[0] != key:
        desk.glow = None
        desk.glow = key, Run(_spilled(desk, root, True), lamps)
    return desk.glow[1].sheet


def _spilled(desk: Desk, root: Group, once: bool) -> Sheet | None:
    emitted = source(desk, root, once)
    if emitted is None:
        return None
    if desk.light == "srgb":
        to_linear(emitted.pixels)
    whole = (0, 0, desk.canvas.right, desk.canvas.bottom)
    piece = Piece(emitted.pixels, emitted.box.left, emitted.box.top, True)
    sigmas = [sigma * scaled(desk) for sigma, _ in SPREADS]
    widest = Box(*shared(blurred_box(piece.box, (sigmas[-1], sigmas[-1])), whole))
    if widest.empty:
        return None
    glow = fresh(widest)
    _spread(piece, glow, sigmas, whole)
    if desk.light == "srgb":
        to_encoded(glow.pixels)
    return glow


@kernel
def _bare(light: Plane, lit: Lit) -> None:
    """Light without alpha."""
    for j in range(light.shape[0]):
        row = light[j]
        for n in range(lit.shape[1]):
            if lit[j, n]:
                for i in range(np.uint64(n * RUN), np.uint64(min((n + 1) * RUN, row.shape[0]))):
                    row[i, 3] = F(0)


def _spread(piece: Piece, glow: Sheet, sigmas: list[float], whole: tuple[int, int, int, int]) -> None:
    """Add the piece's light, blurred by each deviation with its share, onto the glow; the piece's pixels are used up."""
    x, y, lit = glow.box.left, glow.box.top, lit_runs(piece.pixels)
    _bare(piece.pixels, lit)
    moved = Piece(piece.pixels, piece.x - x, piece.y - y, True, lit)
    for sigma, (_, share) in zip(sigmas, SPREADS, strict=True):
        left, top, right, bottom = shared(blurred_box(piece.box, (sigma, sigma)), whole)
        if left < right:
            blur_into((glow.pixels, left - x, top - y, right - x, bottom - y), moved, (sigma, sigma), (x, y), True, share)
