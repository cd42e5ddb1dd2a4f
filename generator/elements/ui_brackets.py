"""<ui:brackets> -> the four corners of a box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import AUTO_X, LENGTH_X, LENGTH_Y, SHOWN
from generator.elements.painting import stroke_of
from generator.elements.ui_attributes import read
from generator.motion.track import Value, combine
from generator.scene.nodes import Node, Path
from generator.values.geometry import LINE, MOVE, Outline


@dataclass(frozen=True, slots=True)
class Brackets:
    """The attributes of ``ui:brackets``."""

    x: Annotated[Value[float], LENGTH_X, "left side of the box"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top of the box"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width of the box"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the box"] = 0.0
    arm: Annotated[Value[float | None], AUTO_X, "length of the arms; a fifth of the shorter side without"] = None
    gap: Annotated[Value[float], LENGTH_X, "how far outside of the box they stand"] = 0.0


def ui_brackets(element: Element, context: Context) -> Node | None:
    """Stroked as the element says; never filled."""
    own = read(Brackets, element, context)
    outline = combine(corners, own.x, own.y, own.width, own.height, own.arm, own.gap)
    stroke = stroke_of(context, combine(Outline.bounds, outline))
    if stroke is None:
        context.problem("ui:brackets has no stroke to be drawn with", element)
        return None
    return Path(outline, stroke=stroke, visible=context.value("visibility", SHOWN), origin=element.origin)


def corners(x: float, y: float, width: float, height: float, arm: float | None, gap: float) -> Outline:
    """Four corners, clockwise from the top left; arms meet at the most."""
    x, y, width, height = x - gap, y - gap, max(0.0, width + 2 * gap), max(0.0, height + 2 * gap)
    arm = 0.2 * min(width, height) if arm is None else arm
    a, b = min(max(0.0, arm), width / 2), min(max(0.0, arm), height / 2)
    right, bottom = x + width, y + height
    points = (
        (x, y + b, x, y, x + a, y),
        (right - a, y, right, y, right, y + b),
        (right, bottom - b, right, bottom, right - a, bottom),
        (x + a, bottom, x, bottom, x, bottom - b),
    )
    return Outline(bytes((MOVE, LINE, LINE)) * 4, tuple(c for corner in points for c in corner))
