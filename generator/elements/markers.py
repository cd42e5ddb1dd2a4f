"""``marker-start``, ``marker-mid`` and ``marker-end`` -> drawings that stand at the vertices of a path."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from generator.documents.element import Element
from generator.elements.context import Context, Surround
from generator.elements.kinds import FIT, LENGTH_OTHER, LENGTH_X, LENGTH_Y, VIEW_BOX, reference
from generator.elements.lengths import angle
from generator.elements.painting import paint_of
from generator.elements.structure import clipped_to, cropped
from generator.elements.transforms import Fit, fit
from generator.motion.track import Value, at, combine
from generator.scene.nodes import Group, Node
from generator.values.geometry import IDENTITY, Affine, Outline, Rect
from generator.values.vertices import Vertex, vertices

_HIDDEN = Affine(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "bottom": 1.0}
Place = Literal["start", "mid", "end"]


def markers_of(element: Element, context: Context, outline: Value[Outline], box: Value[Rect | None]) -> Group | None:
    """All markers of an element, in the order of its vertices; ``None`` where there are none."""
    found = {place: _marker(context, f"marker-{place}") for place in ("start", "mid", "end")}
    if not any(found.values()):
        return None
    outline = outline if element.tag == "path" else combine(_joined, outline)
    surround = Surround(paint_of("fill", context, box), paint_of("stroke", context, box))
    children: list[Node] = []
    count = len(vertices(at(outline, 0.0)))
    for index, place in _places(count):
        marker = found[place]
        if marker is not None:
            node = _placed(marker, context, surround, outline, index, place)
            children += [node] if node is not None else []
    return Group(tuple(children), name="markers", origin=element.origin) if children else None


def _joined(outline: Outline) -> Outline:
    """A plain shape whose last segment already ends where it began: closing it adds no vertex (SVG 2, 9.3.4)."""
    whole = outline.verbs.endswith(b"Z") and outline.coords[:2] == outline.coords[-2:]
    return Outline(outline.verbs[:-1], outline.coords) if whole else outline


def _marker(context: Context, name: str) -> Element | None:
    text = context.text(name)
    if text == "none":
        return None
    element = context.book.document.ids.get(reference(text) or "")
    if element is None or element.tag != "marker":
        context.problem(f"{name}: there is no marker {text}")
        return None
    return element


def _places(count: int) -> Iterator[tuple[int, Place]]:
    """Which vertex takes which marker: the first also starts, the last also ends."""
    if count:
        yield 0, "start"
        yield from ((index, "mid") for index in range(1, count - 1))
        yield count - 1, "end"


def _placed(marker: Element, context: Context, surround: Surround, outline: Value[Outline], index: int, place: Place) -> Node | None:
    """One marker at one vertex, in the path's space."""
    with context.book.counted(marker.origin, 3), context.book.entered("marker", marker) as fresh:
        if not fresh:
            return None
        home = context.home(marker)
        width = home.attribute(marker, "markerWidth", LENGTH_X, 3.0)
        height = home.attribute(marker, "markerHeight", LENGTH_Y, 3.0)
        view_box = home.attribute(marker, "viewBox", VIEW_BOX, None)
        how = home.attribute(marker, "preserveAspectRatio", FIT, Fit())
        inner = combine(_inner, width, height, view_box, how)
        frame = at(view_box, 0.0) or Rect(0.0, 0.0, at(width, 0.0), at(height, 0.0))
        if frame.empty or at(width, 0.0) <= 0 or at(height, 0.0) <= 0:
            return None
        corner = _reference(marker, home, frame)
        scale = context.value("stroke-width", LENGTH_OTHER) if marker.get("markerUnits") != "userSpaceOnUse" else 1.0
        stand = combine(lambda o, w: _stand(o, index, marker.get("orient", "0"), place, w), outline, scale)
        move = combine(lambda s, i: s @ i @ _back(corner), stand, inner)
        content = _content(marker, home.within((frame.width, frame.height)), Surround(surround.fill, surround.stroke, move))
        if cropped(home):
            content = clipped_to(content, frame)
        return Group((content,), transform=move, origin=marker.origin)


def _content(marker: Element, home: Context, surround: Surround) -> Group:
    inside = home.surrounded(surround)
    children = (inside.lower(child) for child in marker.elements())
    return Group(tuple(child for child in children if child is not None), origin=marker.origin)


def _inner(width: float, height: float, view_box: Rect | None, how: Fit) -> Affine:
    """From the marker's content to its viewport, whose corner is at the origin; alignment is left to the reference point."""
    if view_box is None or view_box.empty:
        return IDENTITY
    whole = fit(view_box, Rect(0.0, 0.0, max(0.0, width), max(0.0, height)), how)
    return Affine(whole.a, 0.0, 0.0, whole.d, 0.0, 0.0)


def _back(corner: tuple[float, float]) -> Affine:
    return Affine.translation(-corner[0], -corner[1])


def _reference(marker: Element, home: Context, frame: Rect) -> tuple[float, float]:
    """``refX`` and ``refY`` in the content's coordinates."""
    texts = marker.get("refX", "0").strip(), marker.get("refY", "0").strip()
    x = frame.x + _SIDES[texts[0]] * frame.width if texts[0] in _SIDES else at(home.attribute(marker, "refX", LENGTH_X, 0.0), 0.0)
    y = frame.y + _SIDES[texts[1]] * frame.height if texts[1] in _SIDES else at(home.attribute(marker, "refY", LENGTH_Y, 0.0), 0.0)
    return x, y


def _stand(outline: Outline, index: int, orient: str, place: Place, scale: float) -> Affine:
    """Where a marker stands and how it is turned; nowhere where the path has lost that vertex."""
    found = vertices(outline)
    if index >= len(found):
        return _HIDDEN
    vertex = found[index]
    return Affine.translation(vertex.x, vertex.y) @ Affine.rotation(_turn(orient, vertex, place)) @ Affine.scaling(scale)


def _turn(orient: str, vertex: Vertex, place: Place) -> float:
    if orient == "auto":
        return vertex.angle
    if orient == "auto-start-reverse":
        return vertex.angle + (180.0 if place == "start" else 0.0)
    try:
        return math.fmod(angle(orient), 360.0)
    except ValueError:
        return 0.0
