"""What moves as a whole is said to skia once: nodes that stand still among themselves become one recorded drawing.

Only what does not depend on where it lands can be recorded: solid colours, lines that scale, clips that are outlines. Whether nodes are
recorded depends on them alone, so a frame is drawn the same way whatever was drawn before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from generator.paint.coverage import outlines
from generator.paint.paths import Paths
from generator.paint.pen import Pen
from generator.paint.sheets import NOTHING, Sheet
from generator.paint.skia_loader import skia
from generator.paint.still import holds, now
from generator.scene.nodes import Group, Image, Node
from generator.scene.paints import Solid
from generator.values.geometry import IDENTITY

_FEWEST = 3
_EVERYWHERE = 1e9


class Recording(Sheet):
    """A sheet without pixels: what is drawn on it is written down."""

    __slots__ = ("_recorder",)

    def __init__(self) -> None:
        self.pixels = np.empty((0, 0, 4), np.float32)
        self.box = NOTHING
        self.blank, self.stale = False, NOTHING
        self._recorder = skia.PictureRecorder()
        self.canvas = self._recorder.beginRecording(skia.Rect.MakeLTRB(-_EVERYWHERE, -_EVERYWHERE, _EVERYWHERE, _EVERYWHERE))

    def finish(self) -> Any:
        """What was drawn."""
        return self._recorder.finishRecordingAsPicture()


def recordable(paths: Paths, node: Node) -> bool:
    """Whether a node is drawn by the same calls wherever it is."""
    if isinstance(node, Image):
        return False
    if isinstance(node, Group):
        listed = now(node.opacity) >= 1 and not (node.effects or node.mask or node.isolate) and node.blend == "normal"
        clipped = node.clip is None or outlines(paths, node.clip, IDENTITY) is not None
        return listed and clipped and all(recordable(paths, child) for child in node.children)
    solid = all(part is None or isinstance(part.paint, Solid) for part in (node.fill, node.stroke))
    return solid and not (node.stroke is not None and node.stroke.unscaled)


def played(nodes: tuple[Node, ...], pen: Pen, draw: Callable[[Node, Pen], None]) -> bool:
    """Draw nodes as a recording where they may be one; False where they must be drawn one by one."""
    if len(nodes) < _FEWEST or pen.alpha != 1.0 or not holds(nodes[0].span):
        return False
    sketch = pen.desk.sketches(nodes)
    if sketch.fit is None:
        sketch.fit = all(holds(node.span) and recordable(pen.desk.paths, node) for node in nodes)
    if not sketch.fit:
        return False
    light = (pen.gain, pen.emission)
    if sketch.light != light:
        recording = Recording()
        own = Pen(pen.desk, recording, IDENTITY, 1.0, pen.gain, pen.emission, steady=False)
        for node in nodes:
            draw(node, own)
        sketch.drawing, sketch.light = recording.finish(), light
    pen.sheet.touch()
    pen.sheet.canvas.drawPicture(sketch.drawing)
    return True
