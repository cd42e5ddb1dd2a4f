"""Who and what a scene shows, by name, and where each is at a moment.

A citizen is what ``ui:citizen`` says; an element is an id, or a layer. The innermost name counts for a pixel; the box of a name is
around all that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.motion.track import at
from generator.scene.bounds import object_box
from generator.scene.nodes import Glyphs, Group, Node, Path
from generator.scene.paints import Fill, Solid, Stroke
from generator.scene.scene import Frame, Scene
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.picture import CITIZEN, ELEMENT, Mark

KINDS = (CITIZEN, ELEMENT)


def name_of(group: Group, kind: str) -> str | None:
    """What a group is called among citizens or elements."""
    return group.citizen if kind == CITIZEN else group.name or group.layer


def names(scene: Scene, kind: str) -> tuple[str, ...]:
    """All names of a kind that anything drawn carries, in the order in which they first appear, bottom to top."""
    return tuple(dict.fromkeys(_names(scene.root, kind)))


def _names(group: Group, kind: str) -> Iterator[str]:
    own = name_of(group, kind)
    if own is not None:
        yield own
    for child in group.children:
        if isinstance(child, Group):
            yield from _names(child, kind)


class Census:
    """Finds the marks of one scene's frames."""

    def __init__(self, scene: Scene) -> None:
        self._known = [(kind, name) for kind in KINDS for name in names(scene, kind)]
        self._margin = scene.margin
        width, height = (side - 2 * beyond for side, beyond in zip((scene.width, scene.height), scene.margin, strict=True))
        self._plate = Rect(0.0, 0.0, width, height)

    def marks(self, frame: Frame) -> tuple[Mark, ...]:
        """One for each name that the scene has, in the plate's own pixels."""
        found: dict[tuple[str, str], tuple[Rect, Affine]] = {}
        moved = Affine.translation(-float(self._margin[0]), -float(self._margin[1]))
        self._walk(frame.root, moved, None, found)
        return tuple(Mark(*key, *found.get(key, (None, IDENTITY))) for key in self._known)

    def _walk(self, group: Group, ctm: Affine, clip: Rect | None, found: dict[tuple[str, str], tuple[Rect, Affine]]) -> Rect | None:
        """Note what a group and those in it are called, and give the box of what is painted of it, within the clips around it."""
        if not group.visible or at(group.opacity, 0.0) <= 0:
            return None
        here = ctm @ at(group.transform, 0.0)
        cut = _cut(group, here, clip)
        box: Rect | None = None
        for child in group.children:
            own = self._walk(child, here, cut, found) if isinstance(child, Group) else _leaf(child, here, cut)
            box = own if box is None else box if own is None else box.union(own)
        if box is not None and not box.intersection(self._plate).empty:
            for kind in KINDS:
                name = name_of(group, kind)
                if name is not None:
                    before = found.get((kind, name))
                    found[kind, name] = (before[0].union(box), before[1]) if before else (box, here)
        return box


def _leaf(node: Node, ctm: Affine, clip: Rect | None) -> Rect | None:
    """Around the outline and half of its line; the points of sharp mitres stick out, or every box would be loose for their sake."""
    box = object_box(node, 0.0, ctm) if _shows(node) else None
    if box is not None and isinstance(node, (Path, Glyphs)) and node.stroke is not None and _marks(node.stroke):
        box = box.outset(at(node.stroke.width, 0.0) / 2 * (1.0 if node.stroke.unscaled else ctm.scale))
    box = box if box is None or clip is None else box.intersection(clip)
    return None if box is None or box.empty else box


def _shows(node: Node) -> bool:
    """Whether a leaf leaves a mark: not where all that it is painted with is transparent."""
    if not isinstance(node, (Path, Glyphs)):
        return True
    return any(_marks(style) for style in (node.fill, node.stroke) if style is not None)


def _marks(style: Fill | Stroke) -> bool:
    paint = at(style.paint, 0.0)
    return at(style.opacity, 0.0) > 0 and not (isinstance(paint, Solid) and at(paint.colour, 0.0).a <= 0)


def _cut(group: Group, here: Affine, clip: Rect | None) -> Rect | None:
    """The box of all clips so far."""
    if group.clip is None:
        return clip
    own = object_box(group.clip, 0.0, here) or Rect(0.0, 0.0, 0.0, 0.0)
    return own if clip is None else own.intersection(clip)
