"""One element with all that CSS and SVG do around it -> one node.

shape, group ...     what the table of elements gives
  effects            filter
  clip, mask         clip-path, mask
  opacity, blend     opacity, mix-blend-mode, isolation
  transform          transform, transform-origin
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.documents.element import Element
from generator.elements.clip import clip_of
from generator.elements.context import Context, Lowering
from generator.elements.filters import lower_filter
from generator.elements.kinds import ANCHOR, DISPLAYED, KEYWORD, NUMBER, OPACITY, TRANSFORM
from generator.elements.mask import Unrendered, mask_of
from generator.elements.portraits import PORTRAIT
from generator.elements.structure import chosen, moved
from generator.elements.transforms import CORNER, about
from generator.motion.track import Value, combine
from generator.scene.bounds import object_bounds
from generator.scene.effects import Filter
from generator.scene.nodes import BlendMode, Group, Mask, Node
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.names import plain_name
from generator.values.picture import TAKEN

BLENDS = frozenset(BlendMode.__args__)  # type: ignore[attr-defined]
_BARE = Group(())
NO_BOX = Rect(0.0, 0.0, 0.0, 0.0)
_LONGEST = 200
_LAYER = re.compile(rf"[A-Za-z][A-Za-z0-9_-]{{0,{_LONGEST - 1}}}")
"""What can be the first half of a channel's name, before the dot."""


class Walker:
    """Lowers elements by a table of tags."""

    def __init__(self, table: Mapping[str, Lowering]) -> None:
        self._table = table

    def __call__(self, element: Element, parent: Context, how: Lowering | None) -> Node | None:
        """What :meth:`Context.lower` promises."""
        lowering = how or self._table.get(element.tag)
        if lowering is None or not chosen(element, parent):
            return None
        context = parent.child(element)
        displayed = context.value("display", DISPLAYED)
        if displayed is False:
            return None
        with context.book.counted(element.origin):
            try:
                node = _lowered(element, context, lowering)
            except Unrendered:
                return None
        if node is None or displayed is True:
            return node
        return replace(_grouped(node, element), visible=displayed)


def _lowered(element: Element, context: Context, lowering: Lowering) -> Node | None:
    """The element's content, transformed and dressed. Where the transform's origin is of the content's own box, the content comes first."""
    if context.text("transform-box").lower() in ("fill-box", "stroke-box", "content-box"):
        content = lowering(element, context)
        box = None if content is None else object_bounds(content)
        return _dressed(content, context, transform_of(context, box))
    transform = transform_of(context, Rect(0.0, 0.0, *context.viewport))
    return _dressed(lowering(element, moved(context, transform)), context, transform)


def transform_of(context: Context, frame: Value[Rect | None]) -> Value[Affine]:
    """An element's transform about its origin, and outside of it the way that ``animateMotion`` carries it."""
    motion = context.book.animations.motion(context.element, context)
    own = _own_transform(context, frame)
    return own if motion is None else combine(Affine.__matmul__, motion, own)


def _own_transform(context: Context, frame: Value[Rect | None]) -> Value[Affine]:
    """An element's transform about its origin; the origin's percentages are of ``frame``."""
    own = context.value("transform", TRANSFORM)
    anchor = context.value("transform-origin", ANCHOR)
    if own == IDENTITY or (anchor == CORNER and context.text("transform-box").lower() == "view-box"):
        return own
    return combine(lambda map_, point, box: about(map_, *point.within(box or NO_BOX)), own, anchor, frame)


def _grouped(node: Node, element: Element) -> Group:
    """A node as a group that nothing has been done to yet."""
    if isinstance(node, Group) and node.origin is element.origin and _plain(node):
        return node
    return Group((node,), origin=element.origin)


def _plain(group: Group) -> bool:
    return (
        group.clip is None
        and group.mask is None
        and not group.effects
        and group.opacity == 1.0
        and group.blend == "normal"
        and group.transform == IDENTITY
        and group.layer is None
        and group.name is None
        and group.citizen is None
        and group.visible is True
    )


def _dressed(content: Node | None, context: Context, transform: Value[Affine]) -> Node | None:
    """The content with its element's transform and, outside of clips, its effects."""
    element = context.element
    box = object_bounds(content) if content is not None and _boxed(context) else None
    effects: tuple[Filter, ...] = () if context.clipping else _effects(context, box)
    if content is None or (isinstance(content, Group) and not content.children):
        if not effects:
            return None
        content = content or Group((), origin=element.origin)
    clip = clip_of(context, box)
    changes: dict[str, Any] = {"transform": transform, "clip": clip, "effects": effects}
    if not context.clipping:
        changes |= _compositing(context, mask_of(context, box))
    if all(getattr(_BARE, name) == value for name, value in changes.items()):
        return content
    return replace(_grouped(content, element), **changes)


def _boxed(context: Context) -> bool:
    return any(context.text(name).lower() != "none" for name in ("clip-path", "mask", "filter"))


def _effects(context: Context, box: Value[Rect | None]) -> tuple[Filter, ...]:
    text = context.text("filter")
    if text.lower() == "none":
        return ()
    effects = lower_filter(text, context.element, context, box)
    if effects is None:
        raise Unrendered
    return effects


def _compositing(context: Context, mask: Mask | None) -> dict[str, Any]:
    element = context.element
    changes: dict[str, Any] = {
        "mask": mask,
        "opacity": context.value("opacity", OPACITY),
        "blend": combine(lambda word: word if word in BLENDS else "normal", context.value("mix-blend-mode", KEYWORD)),
        "isolate": context.text("isolation").lower() == "isolate",
    }
    if "ui:emit" in element.attributes:
        strength = context.attribute(element, "ui:emit", NUMBER, 0.0)
        changes["emit"] = combine(lambda v: max(0.0, v), strength)
    if "ui:layer" in element.attributes:
        changes["layer"] = _layer(context)
    citizen = _citizen(context)
    if citizen:
        changes["citizen"] = citizen
    if context.book.named and element.id:
        changes["name"] = plain_name(element.id)
    return changes


def _citizen(context: Context) -> str | None:
    """Whom an element is about: who it says, or, for a portrait that stands in nobody's part of the picture, the number in the register."""
    element, parents = context.element, context.book.document.parents
    if "ui:citizen" in element.attributes:
        return plain_name(element.get("ui:citizen")) or None
    if not (context.book.named and element.tag == PORTRAIT and element.get("citizen")) or element.get("subject") == "robot":
        return None
    above = parents.get(element)
    while above is not None and "ui:citizen" not in above.attributes:
        above = parents.get(above)
    return None if above is not None else f"citizen_{element.get('citizen').strip()}"


def _layer(context: Context) -> str | None:
    """The name of a layer, which only an element directly below the root can be."""
    element, document = context.element, context.book.document
    name = element.get("ui:layer").strip()
    if document.parents.get(element) is not document.root:
        context.problem("ui:layer stands on an element that is not directly below the root")
        return None
    if name and not _LAYER.fullmatch(name):
        context.problem(f"ui:layer is {name!r}: a layer is called by a letter, then letters, digits, '_' and '-', {_LONGEST} at most")
    elif name.lower() in TAKEN:
        context.problem(f"ui:layer is {name!r}, which OpenEXR's readers keep for themselves; call the layer otherwise")
    return name or None
