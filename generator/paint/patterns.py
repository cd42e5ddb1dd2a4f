"""Patterns: the tile drawn once on whole pixels and repeated, so that no seam can show.

Where the tile does not fall on whole pixels it is mixed between its neighbours, which is as good as drawing its edges anew. A tile of twice
the resolution is worse, measured against drawing every repetition finely: edges turn hard.
"""

from __future__ import annotations

import math
from typing import Any

from generator.paint.pen import Pen, Run
from generator.paint.sheets import Box, Sheet, fresh, kept, picture
from generator.paint.skia_loader import skia
from generator.paint.still import holds, now
from generator.scene.paints import Pattern
from generator.values.geometry import Affine, Rect

_REPEAT, _DECAL = skia.TileMode.kRepeat, skia.TileMode.kDecal
_LINEAR, _NEAREST = skia.SamplingOptions(skia.FilterMode.kLinear), skia.SamplingOptions()
_MOST = 1 << 24  # pixels of a tile
_SNAP = 1e-3


def pattern_shader(paint: Pattern, pen: Pen, back: Affine, seen: Box) -> Any:
    """A skia shader for a space that ``back`` maps device pixels to, or None where nothing shows."""
    tile = now(paint.tile)
    space = pen.ctm @ now(paint.transform)
    inverse = space.inverse()
    if tile.empty or inverse is None:
        return None
    if _within(tile, inverse.box(seen.rect())):
        return _single(paint, pen, space, back, seen)
    width, height, whole = _size(tile, space)
    sheet = _tile(paint, pen, width, height)
    local = back @ space @ Affine(tile.width / width, 0, 0, tile.height / height, tile.x, tile.y)
    values = skia.Matrix.MakeAll(local.a, local.c, local.e, local.b, local.d, local.f, 0.0, 0.0, 1.0)
    return _read(sheet, pen).makeShader(_REPEAT, _REPEAT, _NEAREST if whole else _LINEAR, values)


def _read(sheet: Sheet, pen: Pen) -> Any:
    """A sheet as an image for the paint that the pen is about to use."""
    pen.sheet.source = sheet.pixels
    return picture(sheet.pixels)


def _within(tile: Rect, seen: Rect) -> bool:
    """Whether all that is seen lies on the first tile."""
    return tile.x <= seen.x and tile.y <= seen.y and seen.right <= tile.right and seen.bottom <= tile.bottom


def _single(paint: Pattern, pen: Pen, space: Affine, back: Affine, seen: Box) -> Any:
    """A tile so large that no repetition is seen: only what is seen of it is drawn, as it is."""
    sheet = fresh(seen)
    pen.desk.draw(paint.content, Pen(pen.desk, sheet, space, gain=pen.gain, steady=False).at(space))
    local = back @ Affine.translation(seen.left, seen.top)
    values = skia.Matrix.MakeAll(local.a, local.c, local.e, local.b, local.d, local.f, 0.0, 0.0, 1.0)
    return _read(sheet, pen).makeShader(_DECAL, _DECAL, _NEAREST, values)


def _size(tile: Rect, space: Affine) -> tuple[int, int, bool]:
    """A tile's width and height in its own pixels, and whether those fall on device pixels."""
    width, height = tile.width * math.hypot(space.a, space.b), tile.height * math.hypot(space.c, space.d)
    corner = space.apply(tile.x, tile.y)
    straight = space.b == 0 and space.c == 0 and space.a > 0 and space.d > 0
    if straight and all(abs(v - round(v)) < _SNAP for v in (width, height, *corner)) and min(width, height) > 0.5:
        return round(width), round(height), True
    shrink = min(1.0, math.sqrt(_MOST / max(1.0, width * height)))
    return max(1, math.ceil(width * shrink - _SNAP)), max(1, math.ceil(height * shrink - _SNAP)), False


def _tile(paint: Pattern, pen: Pen, width: int, height: int) -> Sheet:
    """One tile on ``width`` x ``height`` pixels; remembered where its content stands still."""
    desk, tile = pen.desk, now(paint.tile)
    key = (id(paint.content), tile, width, height, pen.gain)
    known = desk.runs.get(key)
    if known is not None and known.sheet is not None:
        return known.sheet
    ctm = Affine.scaling(width / tile.width, height / tile.height) @ Affine.translation(-tile.x, -tile.y)
    sheet = kept(Box(0, 0, width, height))
    desk.draw(paint.content, Pen(desk, sheet, gain=pen.gain, steady=False).at(ctm))
    if holds(paint.content.span):
        desk.runs.put(key, Run(sheet, (paint.content,)), sheet.pixels.nbytes)
    return sheet
