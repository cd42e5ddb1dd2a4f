"""svg, g, a, defs, symbol, switch, use -> groups."""

from __future__ import annotations

from functools import partial

from generator.documents.element import Element
from generator.elements.context import Context, Surround
from generator.elements.kinds import AUTO_X, AUTO_Y, FIT, LENGTH_X, LENGTH_Y, VIEW_BOX, reference
from generator.elements.painting import paint_of
from generator.elements.transforms import Fit, fit
from generator.motion.track import Value, at, combine
from generator.scene.bounds import object_bounds
from generator.scene.nodes import Group, Node, Path
from generator.scene.paints import Fill, Solid
from generator.values.colour import BLACK
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.outlines import rectangle


def group(element: Element, context: Context) -> Group:
    """``g`` and ``a``: the children."""
    return Group(children_of(element, context), origin=element.origin)


def children_of(element: Element, context: Context) -> tuple[Node, ...]:
    """What the child elements come down to."""
    lowered = (context.lower(child) for child in element.elements())
    return tuple(node for node in lowered if node is not None)


def switch(element: Element, context: Context) -> Node | None:
    """The first child whose conditions hold."""
    for child in element.elements():
        if chosen(child, context):
            node = context.lower(child)
            return Group((node,), origin=element.origin) if node else None
    return None


def chosen(element: Element, context: Context) -> bool:
    """Whether the conditional attributes of an element hold: ``systemLanguage``; extensions are never there."""
    if element.attributes.get("requiredExtensions"):
        return False
    wanted = element.attributes.get("systemLanguage")
    if not isinstance(wanted, str):
        return True
    language = context.book.language.lower()
    tags = (tag.strip().lower() for tag in wanted.split(","))
    return any(tag and (language == tag or language.startswith(tag + "-") or tag.startswith(language + "-")) for tag in tags)


def clipped_to(content: Group, box: Value[Rect]) -> Group:
    """A group that shows only what lies in a box of its own space."""
    outline = combine(rectangle, box)
    return Group((content,), clip=Group((Path(outline, Fill(Solid(BLACK))),)), origin=content.origin)


def cropped(context: Context) -> bool:
    """Whether an element that makes a viewport hides what lies outside of it; they all do unless they are told."""
    return "overflow" not in context.element.style or context.text("overflow") not in ("visible", "auto")


def svg(element: Element, context: Context) -> Node | None:
    """A nested viewport."""
    return viewport(element, context, None, None)


def viewport(element: Element, context: Context, width: Value[float | None], height: Value[float | None]) -> Node | None:
    """An ``svg`` or ``symbol`` in its box; a ``width`` or ``height`` that is given wins over the element's own."""
    outer = context.parent or context
    x = outer.attribute(element, "x", LENGTH_X, 0.0) if element.tag == "svg" else 0.0
    y = outer.attribute(element, "y", LENGTH_Y, 0.0) if element.tag == "svg" else 0.0
    w = width if width is not None else outer.attribute(element, "width", AUTO_X, None)
    h = height if height is not None else outer.attribute(element, "height", AUTO_Y, None)
    full = outer.viewport
    box = combine(lambda x, y, w, h: _box(x, y, full[0] if w is None else w, full[1] if h is None else h), x, y, w, h)
    view_box = context.attribute(element, "viewBox", VIEW_BOX, None)
    frame, view = at(box, 0.0), at(view_box, 0.0)
    if (isinstance(box, Rect) and box.empty) or (view is not None and view.empty):
        return None
    how = context.attribute(element, "preserveAspectRatio", FIT, Fit())
    inner = combine(inside, box, view_box, how)
    inside_context = context.within((view.width, view.height) if view else (frame.width, frame.height))
    content = Group(children_of(element, moved(inside_context, inner)), transform=inner, origin=element.origin)
    return clipped_to(content, box) if cropped(context) else content


def _box(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(x, y, max(0.0, width), max(0.0, height))


def inside(box: Rect, view_box: Rect | None, how: Fit) -> Affine:
    """From a viewport's content to the space that it stands in."""
    if view_box is None or view_box.empty:
        return Affine.translation(box.x, box.y)
    return fit(view_box, box, how)


def moved(context: Context, by: Value[Affine]) -> Context:
    """A context below a transform: context paints need to know the way back."""
    around = context.surround
    if around is None or by == IDENTITY:
        return context
    return context.surrounded(Surround(around.fill, around.stroke, combine(lambda to, inner: to @ inner, around.to, by)))


def use(element: Element, context: Context) -> Node | None:
    """A copy of another element, styled where it stands."""
    target = context.book.document.ids.get(reference(element.get("href")) or "")
    if target is None:
        context.problem(f"use refers to {element.get('href') or 'nothing'}, which is not in this document")
        return None
    if context.clipping and target.tag in ("symbol", "svg", "g", "use", "switch", "a"):
        return None
    with context.book.entered("use", element) as fresh:
        if not fresh or _around(target, element, context):
            context.problem(f"use refers to #{target.id}, which holds it")
            return None
        return _copy(element, target, context)


def _around(target: Element, element: Element, context: Context) -> bool:
    """Whether an element holds another one."""
    parents = context.book.document.parents
    above = parents.get(element)
    while above is not None and above is not target:
        above = parents.get(above)
    return above is target


def _copy(element: Element, target: Element, context: Context) -> Node | None:
    x, y = context.attribute(element, "x", LENGTH_X, 0.0), context.attribute(element, "y", LENGTH_Y, 0.0)
    shift = combine(Affine.translation, x, y)
    how = None
    if target.tag in ("symbol", "svg"):
        width, height = context.attribute(element, "width", AUTO_X, None), context.attribute(element, "height", AUTO_Y, None)
        how = partial(viewport, width=width, height=height)
    around = moved(context, shift)
    if context.book.context_paints:
        plain = around.surrounded(None).lower(target, how)
        box = object_bounds(Group((plain,), transform=shift)) if plain is not None else None
        around = context.surrounded(Surround(paint_of("fill", context, box), paint_of("stroke", context, box), shift))
    node = around.lower(target, how)
    return node if node is None or shift == IDENTITY else Group((node,), transform=shift, origin=element.origin)
