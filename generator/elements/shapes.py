"""path, rect, circle, ellipse, line, polyline, polygon -> an outline, filled and stroked, with its markers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import AUTO_X, AUTO_Y, LENGTH_OTHER, LENGTH_X, LENGTH_Y, OUTLINE, POINTS, SHOWN
from generator.elements.markers import markers_of
from generator.elements.painting import fill_of, stroke_of
from generator.motion.track import Value, combine, moves
from generator.scene.nodes import Group, Node, Path
from generator.values import outlines
from generator.values.geometry import Outline, Rect

_CRISP = ("optimizespeed", "crispedges")


def path(element: Element, context: Context) -> Value[Outline]:
    """``d``."""
    return context.attribute(element, "d", OUTLINE, outlines.EMPTY)


def rect(element: Element, context: Context) -> Value[Outline]:
    """``x y width height rx ry``; one radius alone stands for both."""
    x, y = context.attribute(element, "x", LENGTH_X, 0.0), context.attribute(element, "y", LENGTH_Y, 0.0)
    width, height = context.attribute(element, "width", AUTO_X, None), context.attribute(element, "height", AUTO_Y, None)
    rx, ry = context.attribute(element, "rx", AUTO_X, None), context.attribute(element, "ry", AUTO_Y, None)
    return combine(_rect, x, y, width, height, rx, ry)


def _rect(x: float, y: float, width: float | None, height: float | None, rx: float | None, ry: float | None) -> Outline:
    rx, ry = _radii(rx, ry)
    return outlines.rectangle(Rect(x, y, max(0.0, width or 0.0), max(0.0, height or 0.0)), rx, ry)


def _radii(rx: float | None, ry: float | None) -> tuple[float, float]:
    """``auto`` (and what is negative, which counts as such) takes the other's value."""
    rx, ry = (None if r is None or r < 0 else r for r in (rx, ry))
    return (rx if rx is not None else ry) or 0.0, (ry if ry is not None else rx) or 0.0


def circle(element: Element, context: Context) -> Value[Outline]:
    """``cx cy r``."""
    r = context.attribute(element, "r", LENGTH_OTHER, 0.0)
    return combine(lambda cx, cy, r: outlines.ellipse(cx, cy, r, r), *_centre(element, context), r)


def ellipse(element: Element, context: Context) -> Value[Outline]:
    """``cx cy rx ry``; one radius alone stands for both."""
    rx, ry = context.attribute(element, "rx", AUTO_X, None), context.attribute(element, "ry", AUTO_Y, None)
    return combine(_ellipse, *_centre(element, context), rx, ry)


def _ellipse(cx: float, cy: float, rx: float | None, ry: float | None) -> Outline:
    return outlines.ellipse(cx, cy, *_radii(rx, ry))


def _centre(element: Element, context: Context) -> tuple[Value[float], Value[float]]:
    return context.attribute(element, "cx", LENGTH_X, 0.0), context.attribute(element, "cy", LENGTH_Y, 0.0)


def line(element: Element, context: Context) -> Value[Outline]:
    """``x1 y1 x2 y2``."""
    start = context.attribute(element, "x1", LENGTH_X, 0.0), context.attribute(element, "y1", LENGTH_Y, 0.0)
    end = context.attribute(element, "x2", LENGTH_X, 0.0), context.attribute(element, "y2", LENGTH_Y, 0.0)
    return combine(outlines.line, *start, *end)


def polyline(element: Element, context: Context) -> Value[Outline]:
    """``points``, open."""
    return combine(outlines.polyline, context.attribute(element, "points", POINTS, ()))


def polygon(element: Element, context: Context) -> Value[Outline]:
    """``points``, closed."""
    return combine(outlines.polygon, context.attribute(element, "points", POINTS, ()))


OUTLINES: Mapping[str, Callable[[Element, Context], Value[Outline]]] = {
    "circle": circle,
    "ellipse": ellipse,
    "line": line,
    "path": path,
    "polygon": polygon,
    "polyline": polyline,
    "rect": rect,
}
"""The outline of each shape, by tag: for drawing it, and for text and motion along it."""


def lower(element: Element, context: Context) -> Node | None:
    """A shape: its outline with its paints and markers."""
    return shape(element, context, OUTLINES[element.tag](element, context))


def shape(element: Element, context: Context, outline: Value[Outline]) -> Node | None:
    """An outline with the element's paints; also for elements of our own that come down to one outline."""
    if not moves(outline) and len(_plain(outline).verbs) < 2:
        return None
    box: Value[Rect | None] = combine(Outline.bounds, outline)
    fill, stroke = fill_of(context, box), stroke_of(context, box)
    crisp = context.text("shape-rendering").lower() in _CRISP
    visible = context.value("visibility", SHOWN)
    whole = Path(outline, fill, stroke, False, crisp, visible, element.origin)
    markers = None if context.clipping else markers_of(element, context, outline, box)
    order = paint_order(context)
    if markers is None:
        return _ordered(whole, order)
    return _with_markers(whole, markers, order)


def _plain(outline: Value[Outline]) -> Outline:
    assert isinstance(outline, Outline)
    return outline


def paint_order(context: Context) -> tuple[str, str, str]:
    """``fill``, ``stroke`` and ``markers`` in the order in which they are painted."""
    normal = ["fill", "stroke", "markers"]
    words = context.text("paint-order").lower().split()
    if not words or any(word not in normal for word in words) or len(set(words)) < len(words):
        words = []
    first, second, third = words + [word for word in normal if word not in words]
    return first, second, third


def _ordered(whole: Path, order: tuple[str, str, str]) -> Node:
    stroke_first = order.index("stroke") < order.index("fill")
    return Path(whole.outline, whole.fill, whole.stroke, stroke_first, whole.crisp, whole.visible, whole.origin)


def _with_markers(whole: Path, markers: Group, order: tuple[str, str, str]) -> Node:
    """Fill, stroke and markers as one list; the path stays one where the markers do not come between."""
    if order[1] != "markers":
        both = _ordered(whole, order)
        return Group((markers, both) if order[0] == "markers" else (both, markers), origin=whole.origin)
    parts: dict[str, Node] = {
        "fill": Path(whole.outline, whole.fill, None, False, whole.crisp, whole.visible, whole.origin),
        "stroke": Path(whole.outline, None, whole.stroke, False, whole.crisp, whole.visible, whole.origin),
        "markers": markers,
    }
    return Group(tuple(parts[word] for word in order), origin=whole.origin)
