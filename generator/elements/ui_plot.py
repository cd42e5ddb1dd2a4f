"""<ui:plot> -> values over time as a line that is drawn as time goes: in steps, straight, or smooth without overshooting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.elements.kinds import LENGTH_OTHER, LENGTH_X, LENGTH_Y, NUMBERS, SHOWN
from generator.elements.lengths import number, numbers
from generator.elements.painting import fill_of, stroke_of
from generator.elements.ui_attributes import EASE, choice, read
from generator.elements.ui_curve import Curve, smooth, stairs, straight
from generator.elements.ui_timing import progress_of, rate_of
from generator.motion.easing import Ease, linear
from generator.motion.track import Track, Value, at, combine
from generator.scene.nodes import Group, Node, Path
from generator.scene.paints import Fill
from generator.values.geometry import Outline, Rect
from generator.values.outlines import ellipse

Points = tuple[tuple[float, float], ...]
CURVES: dict[str, Callable[[Points], Curve]] = {"step": stairs, "line": straight, "smooth": smooth}


def _data(text: str, _: Context) -> Points:
    """``t:v t:v ...`` in any order, or plain values, which stand one apart."""
    words = text.replace(",", " ").split()
    if not any(":" in word for word in words):
        return tuple((float(n), value) for n, value in enumerate(numbers(text)))
    pairs = (word.partition(":") for word in words)
    return tuple(sorted((number(t), number(v)) for t, _, v in pairs))


DATA: Kind[Any] = Kind("values", _data)


@dataclass(frozen=True, slots=True)
class Plot:
    """The attributes of ``ui:plot``."""

    x: Annotated[Value[float], LENGTH_X, "left side of the box"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top of the box"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width of the box; needed"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the box; needed"] = 0.0
    data: Annotated[Value[Any], DATA, "moment:value pairs, or values one apart; or a value that moves over the seconds of domain"] = ()
    kind: Annotated[Value[str], choice(*CURVES), "step holds each value until the next; line; smooth passes through all, never beyond"] = (
        "step"
    )
    domain: Annotated[Value[tuple[float, ...]], NUMBERS, "the first and last moment that the box shows; those of the data without"] = ()
    range: Annotated[Value[tuple[float, ...]], NUMBERS, "the values at the bottom and the top; the least and greatest without"] = ()
    easing: Annotated[Value[Ease], EASE, "how the drawing goes during dur"] = linear
    events: Annotated[Value[tuple[float, ...]], NUMBERS, "moments that are marked with a dot once the line has reached them"] = ()
    dot: Annotated[Value[float], LENGTH_OTHER, "radius of those dots"] = 3.0
    head: Annotated[Value[float], LENGTH_OTHER, "radius of a dot at the end of the line; 0 for none"] = 0.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """From moments and values to the box."""

    box: Rect
    domain: tuple[float, float]
    range: tuple[float, float]

    def place(self, moment: float, value: float) -> tuple[float, float]:
        (a, b), (low, high) = self.domain, self.range
        u = (moment - a) / (b - a) if b > a else 0.0
        v = (value - low) / (high - low) if high > low else 0.5
        return self.box.x + u * self.box.width, self.box.bottom - v * self.box.height


def ui_plot(element: Element, context: Context) -> Node | None:
    """The line is stroked as the element says; the area under it is filled where the element itself has a ``fill``."""
    own = read(Plot, element, context)
    points = _points(own, element, context)
    if len(points) < 2 or at(own.width, 0.0) <= 0 or at(own.height, 0.0) <= 0:
        context.problem("ui:plot needs a width, a height and at least two values", element)
        return None
    curve = CURVES[at(own.kind, 0.0)](points)
    ease = at(own.easing, 0.0)
    gone = combine(ease, progress_of(element, context))
    box = combine(lambda x, y, w, h: Rect(x, y, max(0.0, w), max(0.0, h)), own.x, own.y, own.width, own.height)
    scale = combine(lambda b: _Scale(b, *_bounds(own, points)), box)
    moment = combine(lambda s, u: s.domain[0] + (s.domain[1] - s.domain[0]) * u, scale, gone)
    return Group(tuple(_nodes(own, curve, scale, moment, context)), origin=element.origin)


def _points(own: Plot, element: Element, context: Context) -> Points:
    """The data; a value that moves is read at every frame of the domain."""
    if not isinstance(own.data, Track):
        return tuple(own.data)
    domain = at(own.domain, 0.0)
    if len(domain) != 2 or domain[1] <= domain[0]:
        context.problem("data that moves needs a domain: its first and last second", element)
        return ()
    rate = rate_of(context)
    first, last = rate.frames(domain[0]), rate.frames(domain[1])
    return tuple((rate.seconds(n), float(own.data.at(rate.seconds(n)))) for n in range(first, last + 1))


def _bounds(own: Plot, points: Points) -> tuple[tuple[float, float], tuple[float, float]]:
    domain, values = at(own.domain, 0.0), [value for _, value in points]
    found = (domain[0], domain[1]) if len(domain) == 2 else (points[0][0], points[-1][0])
    given = at(own.range, 0.0)
    return found, (given[0], given[1]) if len(given) == 2 else (min(values), max(values))


def _nodes(own: Plot, curve: Curve, scale: Value[_Scale], moment: Value[float], context: Context) -> list[Node]:
    outline = combine(lambda s, m: curve.outline(s.place, m), scale, moment)
    bounds: Value[Rect | None] = combine(lambda s: s.box, scale)
    stroke, visible, origin = stroke_of(context, bounds), context.value("visibility", SHOWN), context.element.origin
    nodes: list[Node] = []
    if "fill" in context.element.style and (fill := fill_of(context, bounds)):
        area = combine(lambda s, m: curve.area(s.place, m, s.range[0]), scale, moment)
        nodes.append(Path(area, fill, visible=visible, origin=origin))
    nodes.append(Path(outline, stroke=stroke, visible=visible, origin=origin))
    if stroke is None:
        return nodes
    paint = Fill(stroke.paint, stroke.opacity)
    for event in at(own.events, 0.0):
        spot = combine(lambda s, r, e=event: _dot(s, curve, e, r), scale, own.dot)
        reached = combine(lambda m, on, e=event: on and m >= e, moment, visible)
        nodes.append(Path(spot, paint, visible=reached, origin=origin))
    if own.head != 0.0:
        nodes.append(Path(combine(lambda s, m, r: _dot(s, curve, m, r), scale, moment, own.head), paint, visible=visible, origin=origin))
    return nodes


def _dot(scale: _Scale, curve: Curve, moment: float, radius: float) -> Outline:
    x, y = scale.place(*curve.at(moment))
    return ellipse(x, y, radius, radius)
