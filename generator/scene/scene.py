"""Scene: a whole document, compiled. Frame: the scene at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from generator.scene.nodes import Group
from generator.values.picture import Light


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A compiled document on a canvas of ``width`` x ``height`` pixels.

    ``root``'s children that carry a ``layer`` name are the plate's layers, bottom to top; runs of children without one belong
    to a layer called ``base``. ``light`` is what the canvas composites in.
    """

    root: Group
    width: int
    height: int
    light: Light


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A scene with no Track left: ``root`` holds plain values."""

    root: Group
    width: int
    height: int
    light: Light
