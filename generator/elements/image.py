"""``image`` -> pixels in a box, or another drawing fitted into one."""

from __future__ import annotations

from collections.abc import Callable

from generator.documents.element import Document, Element
from generator.elements.context import Context
from generator.elements.kinds import AUTO_X, AUTO_Y, FIT, LENGTH_X, LENGTH_Y, SHOWN
from generator.elements.structure import clipped_to, cropped
from generator.elements.transforms import Fit, fit
from generator.motion.track import Value, at, combine
from generator.problems import MinisterioError
from generator.scene.nodes import Group, Image, Node, Raster
from generator.values.geometry import Rect

_SQUARE = ("optimizespeed", "pixelated", "crisp-edges")


def image(element: Element, context: Context, nested: Callable[[Document, Context], tuple[Group, Rect]]) -> Node | None:
    """A picture by its ``href``. ``nested`` builds a document that stands in this one: its content and its own size."""
    href = element.get("href").strip()
    if not href or context.clipping:
        return None
    images, base = context.book.images, context.book.document.base
    try:
        if images.is_vector(href, base):
            return _vector(element, context, *nested(images.document(href, base), context))
        return _raster(element, context, images.raster(href, base))
    except MinisterioError as error:
        for problem in error.problems:
            context.problem(problem.message)
        return None


def _raster(element: Element, context: Context, raster: Raster) -> Node | None:
    height, width = raster.pixels.shape[:2]
    view = Rect(0.0, 0.0, float(width), float(height))
    box, how = _box(element, context, view), context.attribute(element, "preserveAspectRatio", FIT, Fit())
    if isinstance(box, Rect) and box.empty:
        return None
    placed = combine(lambda b, f: fit(view, b, f).box(view), box, how)
    smooth = context.text("image-rendering").lower() not in _SQUARE
    node = Image(raster, placed, smooth, visible=context.value("visibility", SHOWN), origin=element.origin)
    return _cropped(Group((node,), origin=element.origin), context, box, how)


def _vector(element: Element, context: Context, content: Group, view: Rect) -> Node | None:
    if at(context.value("visibility", SHOWN), 0.0) is False:
        return None
    box, how = _box(element, context, view), context.attribute(element, "preserveAspectRatio", FIT, Fit())
    if (isinstance(box, Rect) and box.empty) or view.empty:
        return None
    fitted = Group((content,), transform=combine(lambda b, f: fit(view, b, f), box, how), origin=element.origin)
    return clipped_to(fitted, box)


def _cropped(node: Group, context: Context, box: Value[Rect], how: Value[Fit]) -> Node:
    """Only ``slice`` reaches beyond the box, unless overflow shows."""
    return clipped_to(node, box) if at(how, 0.0).slice and cropped(context) else node.children[0]


def _box(element: Element, context: Context, own: Rect) -> Value[Rect]:
    """Where the image stands; a missing side follows the picture's shape, both its size."""
    x, y = context.attribute(element, "x", LENGTH_X, 0.0), context.attribute(element, "y", LENGTH_Y, 0.0)
    width, height = context.attribute(element, "width", AUTO_X, None), context.attribute(element, "height", AUTO_Y, None)

    def sized(x: float, y: float, width: float | None, height: float | None) -> Rect:
        w, h = width, height
        if w is None:
            w = own.width if h is None else own.width * h / own.height
        if h is None:
            h = own.height if width is None else own.height * w / own.width
        return Rect(x, y, max(0.0, w), max(0.0, h))

    return combine(sized, x, y, width, height)
