"""Path, Glyphs and Image with a pen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.paint.boxes import pixels, reach_of
from generator.paint.paints import brush, shaded
from generator.paint.paths import matrix, rect_of
from generator.paint.pen import Pen
from generator.paint.skia_loader import skia
from generator.paint.still import now
from generator.scene.nodes import Glyphs, Image, Path
from generator.scene.paints import Fill, Solid, Stroke
from generator.values.geometry import IDENTITY, Affine, Rect

_CAPS = {"butt": skia.Paint.kButt_Cap, "round": skia.Paint.kRound_Cap, "square": skia.Paint.kSquare_Cap}
_JOINS = {"miter": skia.Paint.kMiter_Join, "round": skia.Paint.kRound_Join, "bevel": skia.Paint.kBevel_Join}
_CLAMP = skia.TileMode.kClamp
_LINEAR, _NEAREST = skia.SamplingOptions(skia.FilterMode.kLinear), skia.SamplingOptions()


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a Path and a run have in common: paths to fill, one path to stroke, and the box of both in the node's space."""

    filled: Iterable[Any]
    line: Any
    box: Rect
    crisp: bool = False


def draw_path(node: Path, pen: Pen) -> None:
    """Fill and stroke an outline, in the order that it asks for."""
    path = pen.desk.paths.outline(now(node.outline), now(node.fill.rule) if node.fill else "nonzero")
    if not path.isEmpty():
        _both(node, _Shape((path,), path, rect_of(path.getBounds()), node.crisp), pen)


def draw_glyphs(node: Glyphs, pen: Pen) -> None:
    """Fill and stroke a run. One path for the whole run is slow to fill, so glyphs that do not touch are filled one by one."""
    run = pen.desk.paths.run(now(node.run))
    if run.box is not None:
        one_by_one = run.apart and node.fill is not None and isinstance(node.fill.paint, Solid)
        _both(node, _Shape(run.glyphs if one_by_one else (run.whole,), run.whole, run.box), pen)


def _both(node: Path | Glyphs, shape: _Shape, pen: Pen) -> None:
    if node.stroke is not None and node.stroke_first:
        _stroke(shape, node.stroke, pen)
    if node.fill is not None:
        _fill(shape, node.fill, pen)
    if node.stroke is not None and not node.stroke_first:
        _stroke(shape, node.stroke, pen)


def _fill(shape: _Shape, fill: Fill, pen: Pen) -> None:
    paint = brush(fill.paint, now(fill.opacity), pen, lambda: pixels(pen.ctm.box(shape.box)))
    if paint is None:
        return
    paint.setAntiAlias(not shape.crisp)
    draw = pen.sheet.canvas.drawPath
    for path in shape.filled:
        draw(path, paint)


def _stroke(shape: _Shape, stroke: Stroke, pen: Pen) -> None:
    """The line of a shape. One that does not scale is drawn in device pixels."""
    if now(stroke.width) <= 0:
        return
    drawn_in = IDENTITY if stroke.unscaled else pen.ctm
    paint = brush(stroke.paint, now(stroke.opacity), pen, lambda: pixels(_around(shape.box, stroke, pen.ctm)), drawn_in)
    if paint is None:
        return
    paint.setAntiAlias(not shape.crisp)
    _line(paint, stroke)
    if not stroke.unscaled:
        pen.sheet.canvas.drawPath(shape.line, paint)
        return
    moved = skia.Path()
    shape.line.transform(matrix(pen.ctm), moved)
    pen.sheet.place(IDENTITY)
    pen.sheet.canvas.drawPath(moved, paint)
    pen.sheet.place(pen.ctm)


def _around(box: Rect, stroke: Stroke, ctm: Affine) -> Rect:
    """The device rectangle of a box and the line around it."""
    if stroke.unscaled:
        return ctm.box(box).outset(reach_of(stroke) + 1)
    return ctm.box(box.outset(reach_of(stroke))).outset(1)


def _line(paint: Any, stroke: Stroke) -> None:
    """What a stroke says about its line, onto a paint."""
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(now(stroke.width))
    paint.setStrokeCap(_CAPS[now(stroke.cap)])
    paint.setStrokeJoin(_JOINS[now(stroke.join)])
    paint.setStrokeMiter(stroke.miter)
    dashes = now(stroke.dashes)
    if dashes and sum(dashes) > 0:
        paint.setPathEffect(skia.DashPathEffect.Make(list(dashes), now(stroke.dash_offset)))


def draw_image(node: Image, pen: Pen) -> None:
    """Pixels over a box: averaged down to at most twice what is seen, then sampled linearly; squares where it is not smooth."""
    box, raster, ctm = now(node.box), now(node.source), pen.ctm
    opacity = now(node.opacity) * pen.alpha
    if box.empty or opacity <= 0:
        return
    rows, columns = raster.pixels.shape[:2]
    shrink = min(columns / (box.width * math.hypot(ctm.a, ctm.b)), rows / (box.height * math.hypot(ctm.c, ctm.d)))
    level = math.floor(math.log2(shrink)) if node.smooth and shrink > 1 else 0
    image, width, height = pen.desk.pyramids(raster).level(level)
    local = skia.Matrix.MakeAll(box.width / width, 0.0, box.x, 0.0, box.height / height, box.y, 0.0, 0.0, 1.0)
    paint = shaded(image.makeShader(_CLAMP, _CLAMP, _LINEAR if node.smooth else _NEAREST, local))
    paint.setAntiAlias(True)
    paint.setAlphaf(opacity)
    pen.sheet.canvas.drawRect(skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height), paint)
