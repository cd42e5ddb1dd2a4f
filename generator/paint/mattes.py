"""Mattes: how much of each pixel belongs to whom, painted like the picture itself.

The scene is sampled and painted once for every three names, on which :mod:`generator.scene.coverage` says more, each time only where those
three are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.paint.boxes import pixels
from generator.paint.cache import ByBytes
from generator.paint.groups import draw
from generator.paint.pen import Desk, Pen, Run
from generator.paint.sheets import NOTHING, Box, fresh
from generator.paint.still import now
from generator.scene.coverage import ROOM, coverage_of
from generator.scene.marks import KINDS, name_of, names
from generator.scene.nodes import Group
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.values.geometry import IDENTITY, Affine
from generator.values.picture import Bounds, Matte

_REMEMBERED = 2  # canvases' worth of what stands still


class MattePainter:
    """Paints the mattes of one scene, at any moment of it."""

    def __init__(self, scene: Scene) -> None:
        canvas = Box(0, 0, scene.width, scene.height)
        self._desk = Desk(scene.light, canvas, draw, ByBytes[Run](_REMEMBERED * 16 * canvas.area))
        self._passes = [(kind, three, Sampler(coverage_of(scene, kind, three))) for kind in KINDS for three in _threes(names(scene, kind))]

    def paint(self, t: float) -> dict[str, tuple[Matte, ...]]:
        """The mattes at ``t`` seconds, by kind: one for each name that the scene has, in their order."""
        found: dict[str, list[Matte]] = {kind: [] for kind in KINDS}
        for kind, three, sampler in self._passes:
            found[kind] += self._painted(sampler.frame(t).root, kind, three)
        return {kind: tuple(mattes) for kind, mattes in found.items()}

    def _painted(self, root: Group, kind: str, three: tuple[str, ...]) -> list[Matte]:
        box = self._box(root, kind, frozenset(three), IDENTITY).within(self._desk.canvas)
        if box.empty:
            return [Matte(name, (0, 0, 0, 0), np.zeros((0, 0), np.float32)) for name in three]
        sheet = fresh(box)
        draw(root, Pen(self._desk, sheet))
        sheet.touch()
        bounds: Bounds = (box.left, box.top, box.right, box.bottom)
        return [Matte(name, bounds, np.ascontiguousarray(sheet.pixels[..., i])) for i, name in enumerate(three)]

    def _box(self, group: Group, kind: str, three: frozenset[str], ctm: Affine) -> Box:
        """The pixels that groups of these names can touch."""
        if name_of(group, kind) in three:
            return pixels(self._desk.boxes.reach(group, ctm))
        here = ctm @ now(group.transform)
        found = NOTHING
        for child in group.children:
            own = self._box(child, kind, three, here) if isinstance(child, Group) else NOTHING
            found = own if found.empty else found if own.empty else found.around(own)
        if not found.empty and group.effects:
            return pixels(self._desk.boxes.reach(group, ctm))
        return found


def _threes(all_names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (all_names[i : i + ROOM] for i in range(0, len(all_names), ROOM))
