"""Scene: a whole document, compiled. Frame: the scene at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.motion.track import combine
from generator.scene.nodes import Group
from generator.values.geometry import Affine
from generator.values.picture import Light


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A compiled document on a canvas of ``width`` x ``height`` pixels.

    ``root``'s children that carry a ``layer`` name are the plate's layers, bottom to top; runs of children without one belong
    to a layer called ``base``. ``light`` is what the canvas composites in. ``margin``: so many pixels of the canvas on the left and right,
    and above and below, lie beyond the plate.
    """

    root: Group
    width: int
    height: int
    light: Light
    margin: tuple[int, int] = (0, 0)

    def widened(self, x: int, y: int) -> Scene:
        """The same on a canvas that reaches so many pixels further on each side."""
        if not x and not y:
            return self
        moved = combine(lambda own: Affine.translation(x, y) @ own, self.root.transform)
        return replace(self, root=replace(self.root, transform=moved), width=self.width + 2 * x, height=self.height + 2 * y, margin=(x, y))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A scene with no Track left: ``root`` holds plain values."""

    root: Group
    width: int
    height: int
    light: Light
