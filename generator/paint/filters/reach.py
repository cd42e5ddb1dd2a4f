"""What a step looks at, without running it."""

from __future__ import annotations

import math

from generator.paint.filters.gaussian import REACH
from generator.paint.filters.job import still
from generator.paint.filters.pieces import NOTHING, Box, around, shared
from generator.scene.effects import Blur, Convolve, Displacement, Filter, Led, Lighting, Morphology, Offset, Tile
from generator.values.geometry import Affine


def looks(primitive: object) -> tuple[float, float]:  # noqa: PLR0911 - a table by type
    """How far away from a pixel a step may look, across and down, in the group's units; where an edge or a tile matters, without end."""
    match primitive:
        case Blur(x, y, "none"):
            return REACH * still(x), REACH * still(y)
        case Offset(x, y):
            return abs(still(x)), abs(still(y))
        case Morphology(_, x, y):
            return still(x), still(y)
        case Displacement(scale):
            return abs(still(scale)), abs(still(scale))
        case Lighting():
            return 1, 1
        case Led():
            return primitive.pitch, primitive.pitch
        case Blur() | Convolve() | Tile():
            return math.inf, math.inf
        case _:
            return 0, 0


def wanted(filter_: Filter, seen: Box, canvas: Box, ctm: Affine) -> list[Box]:
    """The part of each step's result that somebody looks at, when ``seen`` is what is looked at of the last."""
    boxes = [NOTHING] * len(filter_.steps)
    if boxes:
        boxes[-1] = shared(seen, canvas)
    for index in range(len(boxes) - 1, -1, -1):
        step, box = filter_.steps[index], boxes[index]
        if box == NOTHING:
            continue
        far_x, far_y = looks(step.primitive)
        most = canvas[2] - canvas[0] + canvas[3] - canvas[1]
        dx, dy = (math.ceil(min(most, far * abs(scale) + 2)) for far, scale in ((far_x, ctm.a), (far_y, ctm.d)))
        for name in step.inputs:
            if isinstance(name, int):
                boxes[name] = around(boxes[name], shared((box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy), canvas))
    return boxes
