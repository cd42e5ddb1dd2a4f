"""Which device pixels a node can touch. The boxes are never too small; curves count with their handles.

What stands still is measured once, in its own space: a :class:`Mark` is a rectangle there and a margin in device pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.paint.cache import ByIdentity
from generator.paint.filters.reach import looks
from generator.paint.influence import local
from generator.paint.paths import Paths, rect_of
from generator.paint.sheets import NOTHING, Box
from generator.paint.still import holds, now
from generator.scene.nodes import Group, Image, Node, Path
from generator.scene.paints import Stroke
from generator.values.geometry import IDENTITY, Affine, Rect

_FAR = 1 << 24
_ROUNDED = 2.0  # pixels by which a filter's reach may be rounded up


def pixels(rect: Rect | None) -> Box:
    """The whole pixels around a device rectangle, with a little to spare for rounding; none for what is not finite."""
    if rect is None or not math.isfinite(rect.x + rect.y + rect.width + rect.height):
        return NOTHING
    left, top = math.floor(max(rect.x, -_FAR) - 0.01), math.floor(max(rect.y, -_FAR) - 0.01)
    return Box(left, top, math.ceil(min(rect.right, _FAR) + 0.01), math.ceil(min(rect.bottom, _FAR) + 0.01))


def reach_of(stroke: Stroke) -> float:
    """How far a line goes beyond its outline, in the units of its width; mitres and square caps reach furthest."""
    longest = max(stroke.miter if stroke.join == "miter" else 1.0, math.sqrt(2) if stroke.cap == "square" else 1.0)
    return now(stroke.width) / 2 * longest


@dataclass(frozen=True, slots=True)
class Mark:
    """What a node touches: a rectangle in some space, and a margin around it in device pixels."""

    rect: Rect
    margin: float

    def on_canvas(self, ctm: Affine) -> Rect:
        """In device pixels."""
        box = ctm.box(self.rect)
        return box.outset(self.margin) if self.margin else box

    def around(self, other: Mark | None) -> Mark:
        """Both together."""
        return Mark(self.rect.union(other.rect), max(self.margin, other.margin)) if other else self


class Boxes:
    """The boxes of sampled nodes; remembers those that stand still, and for a frame or two those that move: they are asked for often."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._nodes: ByIdentity[Node, Mark | None] = ByIdentity(self._measured, 16384)
        self._moving: ByIdentity[Node, Mark | None] = ByIdentity(self._measured, 1024)
        self._lists: ByIdentity[tuple[Node, ...], Mark | None] = ByIdentity(self._together, 4096)

    def age(self) -> None:
        """Let go of what nobody asked for since the last time."""
        for kept in (self._nodes, self._moving, self._lists):
            kept.age()

    def reach(self, node: Node, ctm: Affine) -> Rect | None:
        """The device rectangle that a node draws in, or None where it draws nothing; not cut to the canvas."""
        mark = self._mark(node)
        return None if mark is None else mark.on_canvas(ctm)

    def together(self, nodes: tuple[Node, ...], ctm: Affine) -> Rect | None:
        """The device rectangle that some nodes of one space draw in."""
        mark = self._content(nodes)
        return None if mark is None else mark.on_canvas(ctm)

    def _mark(self, node: Node) -> Mark | None:
        return self._nodes(node) if holds(node.span) else self._moving(node)

    def _content(self, nodes: tuple[Node, ...]) -> Mark | None:
        return self._lists(nodes) if all(holds(node.span) for node in nodes) else self._together(nodes)

    def _together(self, nodes: tuple[Node, ...]) -> Mark | None:
        found: Mark | None = None
        for node in nodes:
            mark = self._mark(node)
            found = found if mark is None else mark.around(found)
        return found

    def _measured(self, node: Node) -> Mark | None:
        """In the space of the node's parent."""
        if not node.visible:
            return None
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, Image):
            return Mark(now(node.box), 0.0)
        if isinstance(node, Path):
            path = self._paths.outline(now(node.outline))
            box = None if path.isEmpty() else rect_of(path.getBounds())
        else:
            box = self._paths.run(now(node.run)).box
        if box is None or node.stroke is None:
            return None if box is None else Mark(box, 0.0)
        beyond = reach_of(node.stroke)
        # A line thinner than a pixel is drawn as one that is a pixel wide and fainter.
        return Mark(box, 1.0 + beyond) if node.stroke.unscaled else Mark(box.outset(beyond), 1.0)

    def _group(self, group: Group) -> Mark | None:
        if now(group.opacity) <= 0:
            return None
        inside = self._filtered(group) if group.effects else self._content(group.children)
        if inside is not None and group.clip is not None:
            clip = self._mark(group.clip)
            # The margin counts in device pixels, so what it is here is not known: the larger of both stays around what they share.
            inside = Mark(inside.rect.intersection(clip.rect), max(inside.margin, clip.margin)) if clip else None
        if inside is None or group.transform is IDENTITY:
            return inside
        return Mark(now(group.transform).box(inside.rect), inside.margin)

    def _filtered(self, group: Group) -> Mark | None:
        """The region of a group's filters; where they leave nothing further than they look, no more than that around what is drawn."""
        region = now(group.effects[-1].region)
        if not local(group.effects):
            return Mark(region, 0.0)
        drawn = self._content(group.children)
        if drawn is None:
            return None
        far = [looks(step.primitive) for effect in group.effects for step in effect.steps]
        around = drawn.rect.outset(sum(x for x, _ in far), sum(y for _, y in far))
        return Mark(around.intersection(region), drawn.margin + _ROUNDED)
