"""``clip-path`` -> a drawing whose coverage cuts."""

from __future__ import annotations

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import TRANSFORM, reference, url
from generator.elements.transforms import box_map
from generator.motion.track import Value, combine
from generator.scene.nodes import Group, Node
from generator.values.geometry import IDENTITY, Affine, Rect

CLIPPERS = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use")
"""What may stand in a clipPath; all else is ignored there."""


def clip_of(context: Context, box: Value[Rect | None]) -> Group | None:
    """The clip of an element in its own space, or ``None``. A reference that comes back to itself counts as none."""
    text = context.text("clip-path")
    if text.lower() == "none" or url(text) is None:
        return None
    element = context.book.document.ids.get(reference(text) or "")
    if element is None or element.tag != "clipPath":
        context.problem(f"clip-path: there is no clipPath {text}")
        return None
    return _drawing(element, context, box)


def _drawing(element: Element, context: Context, box: Value[Rect | None]) -> Group | None:
    with context.book.counted(element.origin, 2), context.book.entered("clip", element) as fresh:
        if not fresh:
            context.problem(f"clip-path: #{element.id} refers to itself")
            return None
        home = context.home(element)
        transform = home.value("transform", TRANSFORM)
        if element.get("clipPathUnits") == "objectBoundingBox":
            transform = combine(lambda rect, own: own @ (box_map(rect) if rect else IDENTITY), box, transform)
        children = _children(element, home.for_clip())
        return Group(children, transform=transform, clip=_outer(element, home, box, transform), origin=element.origin)


def _outer(element: Element, home: Context, box: Value[Rect | None], transform: Value[Affine]) -> Group | None:
    """The clip of the clipPath itself. It stands in the user space of what is clipped, and a group's clip inside the group's transform."""
    clip = clip_of(home, box)
    if clip is None or transform == IDENTITY:
        return clip
    return Group((clip,), transform=combine(lambda t: t.inverse() or IDENTITY, transform), origin=element.origin)


def _children(element: Element, inside: Context) -> tuple[Node, ...]:
    lowered = (inside.lower(child) for child in element.elements() if child.tag in CLIPPERS)
    return tuple(node for node in lowered if node is not None)
