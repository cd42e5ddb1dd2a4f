"""Which device pixels a node can touch. The boxes are never too small; curves count with their handles."""

from __future__ import annotations

import math

from generator.paint.paths import Paths, rect_of
from generator.paint.pen import now
from generator.paint.sheets import Box
from generator.scene.nodes import Group, Image, Node, Path
from generator.scene.paints import Stroke
from generator.values.geometry import Affine, Rect

_FAR = 1 << 24


def pixels(rect: Rect | None) -> Box:
    """The whole pixels around a device rectangle, with a little to spare for rounding; none for what is not finite."""
    if rect is None or not all(map(math.isfinite, (rect.x, rect.y, rect.width, rect.height))):
        return Box(0, 0, 0, 0)
    left, top = math.floor(max(rect.x, -_FAR) - 0.01), math.floor(max(rect.y, -_FAR) - 0.01)
    return Box(left, top, math.ceil(min(rect.right, _FAR) + 0.01), math.ceil(min(rect.bottom, _FAR) + 0.01))


def stroked(box: Rect, stroke: Stroke, ctm: Affine) -> Rect:
    """A node's box in its own space with its stroke around it; mitres and square caps reach furthest."""
    width = now(stroke.width) / (max(ctm.scale, 1e-9) if stroke.unscaled else 1.0)
    reach = max(stroke.miter if stroke.join == "miter" else 1.0, math.sqrt(2) if stroke.cap == "square" else 1.0)
    return box.outset(width / 2 * reach)


def reach(paths: Paths, node: Node, ctm: Affine) -> Rect | None:
    """The device rectangle that a sampled node draws in, or None where it draws nothing; not cut to the canvas."""
    if not node.visible:
        return None
    if isinstance(node, Group):
        return _group(paths, node, ctm)
    if isinstance(node, Image):
        return ctm.box(now(node.box))
    if isinstance(node, Path):
        path = paths.outline(now(node.outline))
        box = None if path.isEmpty() else rect_of(path.getBounds())
    else:
        box = paths.run(now(node.run)).box
    if box is None:
        return None
    # A line thinner than a pixel is drawn as one that is a pixel wide and fainter.
    return ctm.box(stroked(box, node.stroke, ctm)).outset(1.0) if node.stroke else ctm.box(box)


def _group(paths: Paths, group: Group, ctm: Affine) -> Rect | None:
    if now(group.opacity) <= 0:
        return None
    here = ctm @ now(group.transform)
    found = here.box(now(group.effects[-1].region)) if group.effects else content(paths, group, here)
    if found is None or group.clip is None:
        return found
    clip = reach(paths, group.clip, here)
    return found.intersection(clip) if clip else None


def content(paths: Paths, group: Group, here: Affine) -> Rect | None:
    """The device rectangle of a group's children; ``here`` is the group's own space."""
    found: Rect | None = None
    for child in group.children:
        box = reach(paths, child, here)
        if box is not None:
            found = box if found is None else found.union(box)
    return found
