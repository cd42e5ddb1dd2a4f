"""Groups with filters: their children on a plane of the filter's own, in a space of scales and shifts, and the result back on the canvas.

Filters work along the axes of the group's space (a blur of 4 by 0 in a turned group runs along the turned x axis). So a turned or
skewed group is drawn unturned at its own scale, filtered there, and the result is drawn turned.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from generator.paint.boxes import pixels
from generator.paint.filters import apply_filter
from generator.paint.pen import Pen, now
from generator.paint.sheets import Box, Sheet, picture
from generator.paint.skia_loader import skia
from generator.scene.effects import Blur, Convolve, Displacement, Filter, Lighting, Morphology, Offset, Tile
from generator.scene.nodes import Group
from generator.values.geometry import Affine
from generator.values.picture import Plane

_REACH = 3.5  # deviations that a blur looks around
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
    across = down = 0
    for effect in group.effects:
        dx, dy = _influence(effect, ctm)
        across, down = across + dx, down + dy
    wide = Box(seen.left - across, seen.top - down, seen.right + across, seen.bottom + down)
    region = pixels(ctm.box(now(group.effects[-1].region)))
    box = region.within(wide)
    if box.empty or region.within(seen).empty:
        return None
    source = desk.pool.take(box)
    children(group, pen.on(source))
    plane: Plane = source.pixels
    for effect in group.effects:
        plane = apply_filter(effect, plane, (box.left, box.top), ctm, desk.light, lambda content: _drawing(content, pen, box))
    desk.pool.give(source)
    return Sheet(plane, box)


def _drawing(content: Group, pen: Pen, box: Box) -> Plane:
    """What ``feImage`` shows, on a plane of the filter's."""
    sheet = pen.desk.pool.take(box)
    pen.desk.draw(content, Pen(pen.desk, sheet, gain=pen.gain, steady=pen.steady).at(pen.ctm))
    plane: Plane = sheet.pixels.copy()
    pen.desk.pool.give(sheet)
    return plane


def _influence(effect: Filter, ctm: Affine) -> tuple[int, int]:
    """How many pixels away from a pixel a filter may look, across and down, at most."""
    x = y = 1.0
    for step in effect.steps:
        dx, dy = _looks(step.primitive)
        x, y = x + dx, y + dy
    most = 1e5
    return math.ceil(min(most, x * abs(ctm.a))), math.ceil(min(most, y * abs(ctm.d)))


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
