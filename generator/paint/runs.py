"""What stands still is drawn once: runs of such children become one picture, cut to the pixels that they touch.

Whether a run becomes a picture depends on the frame's nodes alone (how long they stand still, how much there is to draw), never on the
frames before; a picture that was forgotten is made again, the same. So any frame alone equals that frame in sequence.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.paint.boxes import pixels
from generator.paint.pen import Pen, Run
from generator.paint.sheets import NOTHING, Box, kept
from generator.paint.sketches import played
from generator.paint.still import holds, now
from generator.scene.nodes import Glyphs, Group, Image, Node
from generator.scene.paints import Fill, Solid
from generator.values.geometry import Affine

Draw = Callable[[Node, Pen], None]

# Measured once, in nanoseconds; they only decide what is quicker, never what is drawn.
_CALL, _GLYPH, _COPY = 6000, 1500, 2.2
_SOLID, _SHADED, _LINE, _SHEET, _EFFECT, _IMAGE = 1.0, 15.0, 0.1, 6.0, 40.0, 15.0


def draw_children(nodes: tuple[Node, ...], pen: Pen, draw: Draw, lay: Callable[[Run, Pen], None]) -> None:
    """Draw nodes bottom to top with ``draw``; pictures of runs are put onto the sheet with ``lay``."""
    if not pen.steady:
        _each(nodes, pen, draw)
        return
    start = 0
    for end, node in enumerate(nodes):
        if holds(node.span) and not blends(node):
            continue
        if start < end:
            _run(nodes[start:end], pen, draw, lay)
        draw(node, pen)
        start = end + 1
    if start < len(nodes):
        _run(nodes[start:], pen, draw, lay)


def blends(node: Node) -> bool:
    """Whether a node mixes with what is below its parent in any way but over it."""
    if not isinstance(node, Group):
        return False
    if node.blend != "normal":
        return True
    listed = not (node.isolate or node.effects or node.mask or now(node.opacity) < 1)
    return listed and any(blends(child) for child in node.children)


def _run(nodes: tuple[Node, ...], pen: Pen, draw: Draw, lay: Callable[[Run, Pen], None]) -> None:
    reached = pen.sheet.clip
    key = (tuple(map(id, nodes)), pen.ctm, reached, pen.alpha, pen.gain, pen.emission)
    run = pen.desk.runs.get(key)
    if run is None:
        run = _made(nodes, pen, reached, draw)
        pen.desk.runs.put(key, run, run.sheet.pixels.nbytes if run.sheet else 100 * len(nodes))
    if run.sheet is not None:
        lay(run, pen)
    else:
        _each(run.nodes, pen, draw)


def _each(nodes: tuple[Node, ...], pen: Pen, draw: Draw) -> None:
    if not played(nodes, pen, draw):
        for node in nodes:
            draw(node, pen)


def _made(nodes: tuple[Node, ...], pen: Pen, reached: Box, draw: Draw) -> Run:
    """The picture of a run, or none where drawing is quicker than copying."""
    box = NOTHING
    work = 0.0
    for node in nodes:
        touched = pixels(pen.desk.boxes.reach(node, pen.ctm)).within(reached)
        if not touched.empty:
            box = touched if box.empty else box.around(touched)
            work += _work(node, pen, pen.ctm, reached)
    if box.empty or work < box.area * _COPY + _CALL:
        return Run(None, nodes)
    sheet = kept(box)
    own = Pen(pen.desk, sheet, pen.ctm, pen.alpha, pen.gain, pen.emission, steady=False).at(pen.ctm)
    _each(nodes, own, draw)
    return Run(sheet, nodes)


def _work(node: Node, pen: Pen, ctm: Affine, reached: Box) -> float:
    """About how many nanoseconds a node takes to draw."""
    if not node.visible:
        return 0
    if isinstance(node, Group):
        here = ctm @ now(node.transform)
        inside = sum(_work(child, pen, here, reached) for child in node.children)
        if node.effects or node.mask or node.isolate or now(node.opacity) < 1 or node.blend != "normal":
            area = pixels(pen.desk.boxes.reach(node, ctm)).within(reached).area
            inside += max(0, area) * (_EFFECT if node.effects else _SHEET)
        return inside + _CALL
    touched = pixels(pen.desk.boxes.reach(node, ctm)).within(reached)
    area = 0 if touched.empty else touched.area
    if isinstance(node, Image):
        return _CALL + area * _IMAGE
    glyphs = len(now(node.run).glyphs) if isinstance(node, Glyphs) else 1
    return _CALL + glyphs * _GLYPH + area * (_filling(node.fill) + (_LINE if node.stroke else 0))


def _filling(fill: Fill | None) -> float:
    if fill is None:
        return 0
    return _SOLID if isinstance(fill.paint, Solid) else _SHADED
