"""Small scenes for the tests of painting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.paint.painter import Painter
from generator.scene.nodes import Group, Node, Path
from generator.scene.paints import Fill, LinearGradient, Pattern, RadialGradient, Solid
from generator.scene.scene import Frame, Scene
from generator.values.colour import Colour
from generator.values.geometry import Outline
from generator.values.picture import Light, Picture

RED, GREEN, BLUE = Colour(1.0, 0.0, 0.0), Colour(0.0, 1.0, 0.0), Colour(0.0, 0.0, 1.0)


def rect(x: float, y: float, width: float, height: float) -> Outline:
    return Outline(b"MLLLZ", (x, y, x + width, y, x + width, y + height, x, y + height))


def box(
    paint: Colour | LinearGradient | RadialGradient | Pattern,
    x: float = 0,
    y: float = 0,
    width: float = 8,
    height: float = 8,
    opacity: float = 1,
) -> Path:
    """A filled rectangle."""
    return Path(rect(x, y, width, height), Fill(Solid(paint) if isinstance(paint, Colour) else paint, opacity))


def paint(*nodes: Node, size: tuple[int, int] = (8, 8), light: Light = "linear", layers: bool = False) -> Picture:
    """One frame of nodes that stand still."""
    root = Group(nodes)
    return Painter(Scene(root, *size, light), layers).paint(Frame(root, *size, light))


def beauty(*nodes: Node, size: tuple[int, int] = (8, 8), light: Light = "linear") -> NDArray[np.float32]:
    return paint(*nodes, size=size, light=light).beauty
