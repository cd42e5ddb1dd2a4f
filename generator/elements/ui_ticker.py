"""<ui:ticker> -> one line that runs through a box, again and again without a seam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import AUTO_X, LENGTH_X, LENGTH_Y, NUMBER
from generator.elements.text_style import style_of
from generator.elements.ui_attributes import ROWS, VERBATIM, read, texts
from generator.elements.ui_type import faces, glyphs_of, line_places, runs_of, set_line
from generator.elements.ui_window import repeats, round_of, travel, window
from generator.motion.track import Value, at, combine
from generator.scene.nodes import Group, Node
from generator.values.geometry import Affine, Rect


@dataclass(frozen=True, slots=True)
class Ticker:
    """The attributes of ``ui:ticker``."""

    x: Annotated[Value[float], LENGTH_X, "left side of the box"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top of the box"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width of the box; needed"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the box, in whose middle the capitals stand; needed"] = 0.0
    values: Annotated[Value[tuple[str, ...]], ROWS, "items with | between them, instead of the content"] = ()
    separator: Annotated[Value[str], VERBATIM, "what stands between items"] = " · "
    gap: Annotated[Value[float | None], AUTO_X, "from the end of the line to its next beginning; two ems without"] = None
    speed: Annotated[
        Value[float], NUMBER, "units a second, to the left; under 0 to the right. dur, where it is given, is one whole round"
    ] = 60.0
    fade: Annotated[Value[float], LENGTH_X, "how far in from the sides the line comes up"] = 0.0


def ui_ticker(element: Element, context: Context) -> Node | None:
    """See the module."""
    own = read(Ticker, element, context)
    width, height = at(own.width, 0.0), at(own.height, 0.0)
    text = at(own.separator, 0.0).join(texts(element, at(own.values, 0.0)))
    if width <= 0 or height <= 0:
        context.problem("ui:ticker needs a width and a height over 0", element)
        return None
    if not text:
        return None
    style = at(style_of(context), 0.0)
    faces(context, style, [text], element)
    line = set_line(context.book.fonts, text, style)
    gap = at(own.gap, 0.0)
    total = line.width + (2 * style.size if gap is None else gap)
    if total <= 0:
        return None
    times = repeats(width, total, len(text), element, context)
    if times is None:
        return None
    capitals = max((c.size * c.face.metrics.cap_height for c in line.clusters), default=0.0)
    runs = runs_of(text, [place for n in range(times) for place in line_places(line.clusters, n * total, (height + capitals) / 2)])
    speed = at(own.speed, 0.0)
    gone = travel(element, context, total, round_of(element, context, total, speed))
    place = combine(lambda x, y, g: Affine.translation(x - (total - g if speed < 0 else g), y), own.x, own.y, gone)
    moving = Group(glyphs_of(runs, len(runs), context), transform=place, origin=element.origin)
    box = combine(lambda x, y, w, h: Rect(x, y, max(0.0, w), max(0.0, h)), own.x, own.y, own.width, own.height)
    return window((moving,), box, (own.fade, 0.0), element)
