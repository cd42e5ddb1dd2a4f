"""A scene painted small: enough to see light change and what lies behind a text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.motion.track import combine
from generator.paint.painter import Painter
from generator.scene.nodes import Glyphs, Group, Node
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.values.geometry import Affine
from generator.values.picture import Plane

GREY = 0.18
"""The light that is taken to be behind a transparent plate: a card of 18 %."""


class Sketch:
    """Paints a scene no wider than ``width`` pixels."""

    def __init__(self, scene: Scene, width: int) -> None:
        self.scale = min(1.0, width / scene.width)
        root = replace(scene.root, transform=combine(lambda inner: Affine.scaling(self.scale) @ inner, scene.root.transform))
        width, height = (max(1, round(side * self.scale)) for side in (scene.width, scene.height))
        small = Scene(root, width, height, scene.light)
        self._sampler, self._painter = Sampler(small), Painter(small)

    def at(self, t: float) -> Plane:
        """The picture at ``t`` seconds; valid until the next."""
        return self._painter.paint(self._sampler.frame(t)).beauty


def textless(scene: Scene) -> Scene:
    """A scene without its texts."""
    root = _without(scene.root)
    assert isinstance(root, Group)
    return replace(scene, root=root)


def _without(node: Node) -> Node | None:
    if isinstance(node, Glyphs):
        return None
    if isinstance(node, Group):
        return replace(node, children=tuple(kept for kept in map(_without, node.children) if kept is not None))
    return node


def light(plane: Plane) -> Plane:
    """A linear, premultiplied picture over grey, as screens show it: red, green and blue in 0..1."""
    over = plane[..., :3] + (1 - plane[..., 3:]) * np.float32(GREY)
    return np.clip(over, 0.0, 1.0)


def luminance(rgb: Plane) -> Plane:
    """Relative luminance of linear Rec. 709 light (ITU-R BT.709)."""
    return rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
