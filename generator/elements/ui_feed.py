"""<ui:feed> -> rows that scroll through a box and come round again. Rows are child elements, or texts in the feed's own style."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import LENGTH_X, LENGTH_Y, NUMBER
from generator.elements.text_style import style_of
from generator.elements.ui_attributes import ROWS, choice, read
from generator.elements.ui_type import faces, glyphs_of, line_places, runs_of, set_line
from generator.elements.ui_window import repeats, round_of, travel, window
from generator.motion.track import Value, at, combine
from generator.problems import About
from generator.scene.nodes import Group, Node
from generator.typography.shape import Style
from generator.values.geometry import Affine, Rect


@dataclass(frozen=True, slots=True)
class Feed:
    """The attributes of ``ui:feed``."""

    x: Annotated[Value[float], LENGTH_X, "left side of the box"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top of the box"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width of the box; needed"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the box; needed"] = 0.0
    rows: Annotated[Value[tuple[str, ...]], ROWS, "texts with | between them; without, each child element is a row"] = ()
    row_height: Annotated[Value[float], LENGTH_Y, "from one row to the next; needed"] = 0.0
    speed: Annotated[Value[float], NUMBER, "units a second, upwards; under 0 downwards. dur, where it is given, is one whole round"] = 20.0
    motion: Annotated[Value[str], choice("smooth", "rows"), "smooth, or row by row with rests"] = "smooth"
    fade: Annotated[Value[float], LENGTH_Y, "how far in from the top and bottom rows come up"] = 0.0


def ui_feed(element: Element, context: Context) -> Node | None:
    """See the module."""
    own = read(Feed, element, context)
    pitch, height = at(own.row_height, 0.0), at(own.height, 0.0)
    if pitch <= 0 or height <= 0 or at(own.width, 0.0) <= 0:
        context.problem("ui:feed needs a width, a height and a row-height over 0", element)
        return None
    said = at(own.rows, 0.0)
    rows = _texts(said, own, element, context) if said else [context.lower(child) for child in element.elements() if _is_row(child)]
    if not rows:
        return None
    total = pitch * len(rows)
    times = repeats(height, total, len(rows), element, context)
    if times is None:
        return None
    speed = at(own.speed, 0.0)
    stops = len(rows) if at(own.motion, 0.0) == "rows" else 0
    gone = travel(element, context, total, round_of(element, context, total, speed), stops)
    back = speed < 0
    place = combine(lambda x, y, g: Affine.translation(x, y - (total - g if back else g)), own.x, own.y, gone)
    moving = Group(tuple(_repeated(rows, pitch, times)), transform=place, origin=element.origin)
    box = combine(lambda x, y, w, h: Rect(x, y, max(0.0, w), max(0.0, h)), own.x, own.y, own.width, own.height)
    return window((moving,), box, (0.0, own.fade), element)


def _is_row(child: Element) -> bool:
    return not child.tag.startswith("animate") and child.tag not in ("set", "title", "desc")


def _repeated(rows: Sequence[Node | None], pitch: float, times: int) -> list[Node]:
    """The rows under each other, and the same ones again."""
    return [
        Group((row,), transform=Affine.translation(0.0, n * pitch), origin=row.origin)
        for n, row in enumerate([*rows] * times)
        if row is not None
    ]


def _texts(said: Sequence[str], own: Feed, element: Element, context: Context) -> list[Node | None]:
    """Each text with its capitals in the middle of its row's height."""
    style = at(style_of(context), 0.0)
    faces(context, style, said, element)
    width, pitch = at(own.width, 0.0), at(own.row_height, 0.0)
    return [_text(text, style, width, pitch, element, context) if text else None for text in said]


def _text(text: str, style: Style, width: float, pitch: float, element: Element, context: Context) -> Node:
    line = set_line(context.book.fonts, text, style)
    if line.width > width:
        over = line.width - width
        about = About("overflow", text, over=(over, 0.0), room=(0.0, 0.0, width, pitch), spare=math.ceil(len(text) * over / line.width))
        context.problem(f"the row {text!r} overflows the feed by {over:.1f} px", element, about)
    capitals = max((c.size * c.face.metrics.cap_height for c in line.clusters), default=0.0)
    back = any(c.level % 2 for c in line.clusters[-1:])
    runs = runs_of(text, line_places(line.clusters, width - line.width if back else 0.0, (pitch + capitals) / 2))
    return Group(glyphs_of(runs, len(runs), context), origin=element.origin)
