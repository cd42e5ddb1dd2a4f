"""``pattern`` -> a paint whose tile is a small drawing in the space of what it paints."""

from __future__ import annotations

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.gradients import chain, first, placed, user_space
from generator.elements.kinds import FIT, FRACTION, LENGTH_X, LENGTH_Y, VIEW_BOX
from generator.elements.transforms import Fit, box_map, fit
from generator.motion.track import Value, at, combine
from generator.scene.nodes import Group
from generator.scene.paints import Paint, Pattern
from generator.values.geometry import IDENTITY, Affine, Rect

_NO_BOX = Rect(0.0, 0.0, 0.0, 0.0)


def pattern(element: Element, context: Context, box: Value[Rect | None]) -> Paint | None:
    """The repeated tile; ``None`` where it has no size or no content, or where a box is needed and there is none."""
    links = chain(element, context, ("pattern",))
    user = user_space(links, "patternUnits", False)
    user_content = user_space(links, "patternContentUnits", True)
    view_box = context.attribute(first(links, "viewBox"), "viewBox", VIEW_BOX, None)
    boxless = box is None or (isinstance(box, Rect) and box.empty)
    if boxless and (not user or (not user_content and view_box is None)):
        return None
    tile = _tile(links, context, box, user)
    if isinstance(tile, Rect) and (tile.empty or (isinstance(view_box, Rect) and view_box.empty)):
        return None
    how = context.attribute(first(links, "preserveAspectRatio"), "preserveAspectRatio", FIT, Fit())
    inner = combine(lambda t, view, b, f: _inner(t, view, None if user_content else b, f), tile, view_box, box, how)
    with context.book.counted(element.origin, 5):
        content = _content(links, context, inner, at(view_box, 0.0))
    transform = placed(first(links, "patternTransform"), context, "patternTransform", None if user else box)
    return Pattern(content, tile, transform) if content.children else None


def _tile(links: tuple[Element, ...], context: Context, box: Value[Rect | None], user: bool) -> Value[Rect]:
    x, y, width, height = (first(links, name) for name in ("x", "y", "width", "height"))
    kinds = (LENGTH_X, LENGTH_Y) if user else (FRACTION, FRACTION)
    sides = (
        context.attribute(x, "x", kinds[0], 0.0),
        context.attribute(y, "y", kinds[1], 0.0),
        context.attribute(width, "width", kinds[0], 0.0),
        context.attribute(height, "height", kinds[1], 0.0),
    )
    if user:
        return combine(_rect, *sides)
    return combine(lambda rect, *four: box_map(rect or _NO_BOX).box(_rect(*four)), box, *sides)


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(x, y, max(0.0, width), max(0.0, height))


def _inner(tile: Rect, view_box: Rect | None, box: Rect | None, how: Fit) -> Affine:
    """From the content's coordinates, whose origin is the tile's corner, to the pattern's."""
    if view_box is not None:
        return fit(view_box, tile, how) if not view_box.empty else IDENTITY
    corner = Affine.translation(tile.x, tile.y)
    return corner if box is None else corner @ Affine.scaling(box.width, box.height)


def _content(links: tuple[Element, ...], context: Context, inner: Value[Affine], view_box: Rect | None) -> Group:
    """The children of the first link that has any element in it."""
    owner = next((link for link in links if any(True for _ in link.elements())), links[0])
    home = context.home(owner).surrounded(None)
    if view_box is not None:
        home = home.within((view_box.width, view_box.height))
    children = (home.lower(child) for child in owner.elements())
    return Group(tuple(child for child in children if child is not None), transform=inner, origin=owner.origin)
