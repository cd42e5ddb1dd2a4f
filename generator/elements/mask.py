"""``mask`` -> a drawing whose luminance or alpha multiplies."""

from __future__ import annotations

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import FRACTION, LENGTH_X, LENGTH_Y, reference, url
from generator.elements.structure import children_of
from generator.elements.transforms import box_map
from generator.motion.track import Value, combine
from generator.scene.nodes import Group, Mask
from generator.values.geometry import IDENTITY, Rect


class Unrendered(Exception):  # noqa: N818 - no fault: the element is not drawn, as the specification says
    """An element whose mask or filter says that it is not drawn at all."""


_NO_BOX = Rect(0.0, 0.0, 0.0, 0.0)


def mask_of(context: Context, box: Value[Rect | None]) -> Mask | None:
    """The mask of an element in its own space, or ``None``. A reference that comes back to itself counts as none. Raises
    :class:`Unrendered` where the mask needs a box and there is none."""
    text = context.text("mask")
    if text.lower() == "none" or url(text) is None:
        return None
    element = context.book.document.ids.get(reference(text) or "")
    if element is None or element.tag != "mask":
        context.problem(f"mask: there is no mask {text}")
        return None
    with context.book.counted(element.origin, 2), context.book.entered("mask", element) as fresh:
        if not fresh:
            context.problem(f"mask: #{element.id} refers to itself")
            return None
        return _drawing(element, context, box)


def _drawing(element: Element, context: Context, box: Value[Rect | None]) -> Mask:
    home = context.home(element).surrounded(None)
    in_box = element.get("maskUnits") != "userSpaceOnUse"
    content_in_box = element.get("maskContentUnits") == "objectBoundingBox"
    if (in_box or content_in_box) and (box is None or (isinstance(box, Rect) and box.empty)):
        raise Unrendered
    transform = combine(lambda rect: box_map(rect) if rect else IDENTITY, box) if content_in_box else IDENTITY
    inner = Group(children_of(element, home), transform=transform, origin=element.origin)
    content = Group((inner,), mask=mask_of(home, box), origin=element.origin)
    kind = "alpha" if home.text("mask-type").lower() == "alpha" else "luminance"
    linear = home.text("color-interpolation").lower() == "linearrgb"
    return Mask(content, "alpha" if kind == "alpha" else "luminance", _region(element, home, box, in_box), linear)


def _region(element: Element, home: Context, box: Value[Rect | None], in_box: bool) -> Value[Rect]:
    """Where the mask lets anything through: 10 % more than the box on each side unless it says otherwise."""
    x_kind, y_kind = (FRACTION, FRACTION) if in_box else (LENGTH_X, LENGTH_Y)
    width, height = (1.0, 1.0) if in_box else home.viewport
    sides = (
        home.attribute(element, "x", x_kind, -0.1 * width),
        home.attribute(element, "y", y_kind, -0.1 * height),
        home.attribute(element, "width", x_kind, 1.2 * width),
        home.attribute(element, "height", y_kind, 1.2 * height),
    )
    region = combine(_rect, *sides)
    return combine(lambda rect, inner: box_map(rect or _NO_BOX).box(inner), box, region) if in_box else region


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(x, y, max(0.0, width), max(0.0, height))
