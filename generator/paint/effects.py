"""Groups with filters: their children on a plane of the filter's own, in a space of scales and shifts, and the result back on the canvas.

Filters work along the axes of the group's space (a blur of 4 by 0 in a turned group runs along the turned x axis). So a turned or
skewed group is drawn unturned at its own scale, filtered there, and the result is drawn turned.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce

import numpy as np

from generator.paint.boxes import pixels
from generator.paint.clusters import clusters
from generator.paint.filters import filter_piece, stage_of
from generator.paint.filters.pieces import EMPTY, Piece, snapped
from generator.paint.influence import influence, local
from generator.paint.pen import Pen
from generator.paint.sheets import Box, Sheet, fresh, picture
from generator.paint.skia_loader import skia
from generator.paint.still import now
from generator.scene.nodes import Group, Node
from generator.values.geometry import Affine
from generator.values.picture import Plane

Children = Callable[[tuple[Node, ...], Pen], None]
_SAMPLING = skia.SamplingOptions(skia.FilterMode.kLinear)


def filtered(group: Group, pen: Pen, children: Children, onto: bool = False) -> list[Sheet]:
    """A group's children after its effects, on sheets that lie apart, cut to what the pen can reach.

    ``onto``: what can be put over the pen's sheet at once is there already, and on none of the sheets.
    """
    ctm = pen.ctm
    if ctm.b == 0 and ctm.c == 0:
        return _along(group, pen, pen.sheet.clip, children, onto)
    flat = Affine.scaling(math.hypot(ctm.a, ctm.b), math.hypot(ctm.c, ctm.d))
    back = flat.inverse()
    turn = None if back is None else ctm @ back
    turned_back = None if turn is None else turn.inverse()
    if turn is None or turned_back is None:
        return []
    straight = Pen(pen.desk, pen.sheet, flat, gain=pen.gain, emission=pen.emission, steady=False)
    made = _along(group, straight, pixels(turned_back.box(pen.sheet.clip.rect())), children, False)
    sheet = _turned(made, pen, turn)
    return [sheet] if sheet else []


def _turned(made: list[Sheet], pen: Pen, turn: Affine) -> Sheet | None:
    """What was drawn unturned, on the pixels that it lands on."""
    boxes = [pixels(turn.box(each.box.rect())).within(pen.sheet.clip) for each in made]
    box = reduce(Box.around, (box for box in boxes if not box.empty), Box(0, 0, 0, 0))
    if box.empty:
        return None
    sheet = fresh(box)
    paint = skia.Paint()
    paint.setAntiAlias(True)
    for each in made:
        sheet.place(turn @ Affine.translation(each.box.left, each.box.top))
        sheet.canvas.drawImage(picture(each.pixels), 0, 0, _SAMPLING, paint)
    return sheet


def _along(group: Group, pen: Pen, seen: Box, children: Children, onto: bool) -> list[Sheet]:
    """A group's children through its effects, where the pen's space has its axes along the canvas."""
    ctm = pen.ctm
    across, down = influence(group.effects, ctm)
    region = Box(*snapped(ctm.box(now(group.effects[-1].region))))
    seen = region.within(seen)
    if seen.empty:
        return []
    wide = region.within(Box(seen.left - across, seen.top - down, seen.right + across, seen.bottom + down))
    if not local(group.effects):
        drawn = pixels(pen.desk.boxes.together(group.children, ctm)).within(wide)
        made = [_part(group, group.children, pen, (drawn, wide, seen), children, onto)]
    else:
        parts = clusters(pen.desk.boxes, group.children, ctm, (across, down))
        boxes = [(nodes, (box.outset(-across, -down).within(wide), box.within(wide), seen)) for nodes, box in parts if box.meets(seen)]
        made = [_part(group, nodes, pen, each, children, onto) for nodes, each in boxes]
    return [sheet for sheet in made if sheet is not None]


def _part(group: Group, nodes: tuple[Node, ...], pen: Pen, boxes: tuple[Box, Box, Box], children: Children, onto: bool) -> Sheet | None:
    """Some of a group's children, which are drawn in the first box, through its effects, on the second, as far as the third shows them."""
    desk, ctm, (drawn, box, seen) = pen.desk, pen.ctm, boxes
    piece = _source(nodes, pen, drawn, box, children)
    for index, effect in enumerate(group.effects):
        whole = (0, 0, box.width, box.height)
        stage = stage_of(effect, whole, (box.left, box.top), ctm, desk.light, lambda content: _drawing(content, pen, box))
        dx, dy = influence(group.effects[index + 1 :], ctm)
        shown = (seen.left - box.left - dx, seen.top - box.top - dy, seen.right - box.left + dx, seen.bottom - box.top + dy)
        last = index + 1 == len(group.effects)
        piece = filter_piece(effect, piece, stage, shown, _below(pen, box, seen) if onto and last else None)
    return _result(piece, box, seen)


def _below(pen: Pen, box: Box, seen: Box) -> Piece:
    """What lies on the pen's sheet where a filter's result on ``box`` is seen; it may be written to."""
    pen.sheet.touch()
    seen = seen.within(pen.sheet.box)
    return Piece(pen.sheet.window(seen), seen.left - box.left, seen.top - box.top, pen.desk.light == "linear")


def _source(nodes: tuple[Node, ...], pen: Pen, drawn: Box, box: Box, children: Children) -> Piece:
    """Nodes on the part of the filter's plane that they touch."""
    if drawn.empty:
        return EMPTY
    sheet = fresh(drawn)
    children(nodes, pen.on(sheet))
    return Piece(sheet.pixels, drawn.left - box.left, drawn.top - box.top, pen.desk.light == "linear")


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
    sheet = fresh(box)
    pen.desk.draw(content, Pen(pen.desk, sheet, gain=pen.gain, steady=pen.steady).at(pen.ctm))
    plane: Plane = sheet.pixels
    return plane
