"""Groups with filters: their children on a plane of the filter's own, in a space of scales and shifts, and the result back on the canvas.

Filters work along the axes of the group's space (a blur of 4 by 0 in a turned group runs along the turned x axis). So a turned or
skewed group is drawn unturned at its own scale, filtered there, and the result is drawn turned.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from generator.paint.boxes import pixels
from generator.paint.filters import filter_piece, stage_of
from generator.paint.filters.pieces import EMPTY, Piece, snapped
from generator.paint.pen import Pen
from generator.paint.sheets import Box, Sheet, picture
from generator.paint.skia_loader import skia
from generator.paint.still import now
from generator.scene.effects import Blur, Convolve, Displacement, Filter, Lighting, Morphology, Offset, Tile
from generator.scene.nodes import Group
from generator.values.geometry import Affine
from generator.values.picture import Plane

_REACH = 3.5  # deviations that a blur looks around
_MOST = 1e5
Children = Callable[[Group, Pen], None]
_SAMPLING = skia.SamplingOptions(skia.FilterMode.kLinear)


def filtered(group: Group, pen: Pen, children: Children) -> Sheet | None:
    """A sheet with a group's children after its effects, cut to what the pen can reach; None where nothing can be seen.

    Whoever asked gives the sheet back to the pool.
    """
    ctm = pen.ctm
    if ctm.b == 0 and ctm.c == 0:
        return _along(group, pen, pen.sheet.clip, children)
    flat = Affine.scaling(math.hypot(ctm.a, ctm.b), math.hypot(ctm.c, ctm.d))
    back = flat.inverse()
    turn = None if back is None else ctm @ back
    turned_back = None if turn is None else turn.inverse()
    if turn is None or turned_back is None:
        return None
    straight = Pen(pen.desk, pen.sheet, flat, gain=pen.gain, emission=pen.emission, steady=False)
    made = _along(group, straight, pixels(turned_back.box(pen.sheet.clip.rect())), children)
    if made is None:
        return None
    sheet = _turned(made, pen, turn)
    pen.desk.pool.give(made)
    return sheet


def _turned(made: Sheet, pen: Pen, turn: Affine) -> Sheet | None:
    """What was drawn unturned, on the pixels that it lands on."""
    box = pixels(turn.box(made.box.rect())).within(pen.sheet.clip)
    if box.empty:
        return None
    sheet = pen.desk.pool.take(box)
    sheet.place(turn @ Affine.translation(made.box.left, made.box.top))
    paint = skia.Paint()
    paint.setAntiAlias(True)
    sheet.canvas.drawImage(picture(made.pixels), 0, 0, _SAMPLING, paint)
    return sheet


def _along(group: Group, pen: Pen, seen: Box, children: Children) -> Sheet | None:
    """A group's children through its effects, where the pen's space has its axes along the canvas."""
    desk, ctm = pen.desk, pen.ctm
    across, down = _influence(group.effects, ctm)
    wide = Box(seen.left - across, seen.top - down, seen.right + across, seen.bottom + down)
    region = Box(*snapped(ctm.box(now(group.effects[-1].region))))
    box = region.within(wide)
    if box.empty or region.within(seen).empty:
        return None
    source, piece = _source(group, pen, box, children)
    for effect in group.effects:
        whole = (0, 0, box.width, box.height)
        stage = stage_of(effect, whole, (box.left, box.top), ctm, desk.light, lambda content: _drawing(content, pen, box))
        piece = filter_piece(effect, piece, stage)
    result = _result(piece, box, seen)
    if source is not None and result is not None:
        # A filter may pass its source on, so the source's memory goes with the result.
        result.lent, source.lent = source.lent, None
    return result


def _source(group: Group, pen: Pen, box: Box, children: Children) -> tuple[Sheet | None, Piece]:
    """A group's children on the part of the filter's plane that they touch."""
    drawn = pixels(pen.desk.boxes.content(group, pen.ctm)).within(box)
    if drawn.empty:
        return None, EMPTY
    sheet = pen.desk.pool.take(drawn)
    children(group, pen.on(sheet))
    return sheet, Piece(sheet.pixels, drawn.left - box.left, drawn.top - box.top, pen.desk.light == "linear")


def _result(piece: Piece, box: Box, seen: Box) -> Sheet | None:
    """What can be seen of a filter's result, on a sheet."""
    seen = seen.within(box)
    left, top, right, bottom = piece.crop((seen.left - box.left, seen.top - box.top, seen.right - box.left, seen.bottom - box.top)).box
    if left >= right:
        return None
    plane = np.ascontiguousarray(piece.crop((left, top, right, bottom)).pixels)
    return Sheet(plane, Box(left + box.left, top + box.top, right + box.left, bottom + box.top))


def _drawing(content: Group, pen: Pen, box: Box) -> Plane:
    """What ``feImage`` shows, on a plane of the filter's."""
    sheet = pen.desk.pool.take(box)
    pen.desk.draw(content, Pen(pen.desk, sheet, gain=pen.gain, steady=pen.steady).at(pen.ctm))
    plane: Plane = sheet.pixels.copy()
    pen.desk.pool.give(sheet)
    return plane


def _influence(effects: tuple[Filter, ...], ctm: Affine) -> tuple[int, int]:
    """How many pixels away from a pixel some filters may look, across and down, at most."""
    looks = [_looks(step.primitive) for effect in effects for step in effect.steps]
    x, y = sum(x for x, _ in looks), sum(y for _, y in looks)
    return math.ceil(min(_MOST, x * abs(ctm.a) + 2)), math.ceil(min(_MOST, y * abs(ctm.d) + 2))


def _looks(primitive: object) -> tuple[float, float]:  # noqa: PLR0911 - a table by type
    """The same for one step, in the group's units."""
    if isinstance(primitive, Blur):
        return _REACH * now(primitive.x), _REACH * now(primitive.y)
    if isinstance(primitive, Offset):
        return abs(now(primitive.x)), abs(now(primitive.y))
    if isinstance(primitive, Morphology):
        return now(primitive.x), now(primitive.y)
    if isinstance(primitive, Displacement):
        scale = abs(now(primitive.scale))
        return scale, scale
    if isinstance(primitive, Convolve):
        return primitive.columns, len(primitive.kernel) / primitive.columns
    if isinstance(primitive, Lighting):
        return 1, 1
    return (math.inf, math.inf) if isinstance(primitive, Tile) else (0, 0)
