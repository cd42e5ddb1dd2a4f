"""Pen: where and how nodes are drawn just now. Desk: what all drawing shares while one painter lives."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from generator.paint.boxes import Boxes
from generator.paint.cache import ByBytes, ByIdentity
from generator.paint.images import Pyramid, pyramid
from generator.paint.paths import Paths
from generator.paint.sheets import Box, Sheet
from generator.scene.nodes import Node, Raster
from generator.values.colour import Colour
from generator.values.geometry import IDENTITY, Affine
from generator.values.picture import Light


@dataclass(frozen=True, slots=True)
class Run:
    """Nodes that stand still, and their picture; no sheet: they are quicker drawn than copied."""

    sheet: Sheet | None
    nodes: tuple[Node, ...]


@dataclass(slots=True)
class Sketch:
    """Whether some nodes may be recorded (None: not looked at yet), and their last recording with the light that it was made for."""

    fit: bool | None = None
    drawing: Any = None
    light: tuple[float, bool] = (-1.0, False)


@dataclass(slots=True)
class Desk:
    """One painter's tools: what its numbers mean, its canvas, its memory, and ``draw``, which draws any node with a pen. ``margin``: how
    much of the canvas on each side lies beyond the plate. ``glow``: the last one of what stands still, and what it was made of."""

    light: Light
    canvas: Box
    draw: Callable[[Node, Pen], None]
    runs: ByBytes[Run]
    margin: tuple[int, int] = (0, 0)
    glow: tuple[Hashable, Run] | None = None
    paths: Paths = field(default_factory=Paths)
    boxes: Boxes = field(init=False)
    sketches: ByIdentity[tuple[Node, ...], Sketch] = field(init=False)
    pyramids: ByIdentity[Raster, Pyramid] = field(init=False)

    def __post_init__(self) -> None:
        self.boxes = Boxes(self.paths)
        self.sketches = ByIdentity(lambda _: Sketch(), 1024)
        light = self.light  # not the desk itself: it goes, with all that it remembers, as soon as nobody holds it
        self.pyramids = ByIdentity(lambda raster: pyramid(raster, light), 64)

    def age(self) -> None:
        """Let go of what was not drawn since the last time; what moves leaves something behind on every frame."""
        for kept in (self.paths, self.boxes, self.sketches, self.pyramids):
            kept.age()


@dataclass(slots=True)
class Pen:
    """A sheet, and the space ``ctm`` (to device pixels) at which whoever is given the pen finds it placed, and leaves it.

    ``alpha`` multiplies what leaves paint. ``gain`` multiplies their light; in an ``emission`` pass, which draws emitters only, it is 0
    outside of them. ``steady``: nothing above moves, so what stands still below stands still on the canvas too.
    """

    desk: Desk
    sheet: Sheet
    ctm: Affine = IDENTITY
    alpha: float = 1.0
    gain: float = 1.0
    emission: bool = False
    steady: bool = True

    def at(self, ctm: Affine) -> Pen:
        """The same in another space; the sheet is placed there."""
        self.sheet.place(ctm)
        return Pen(self.desk, self.sheet, ctm, self.alpha, self.gain, self.emission, self.steady)

    def faded(self, opacity: float) -> Pen:
        return Pen(self.desk, self.sheet, self.ctm, self.alpha * opacity, self.gain, self.emission, self.steady)

    def on(self, sheet: Sheet) -> Pen:
        """For drawing that will be composited: another sheet, placed at the same space, full strength."""
        sheet.place(self.ctm)
        return Pen(self.desk, sheet, self.ctm, 1.0, self.gain, self.emission, self.steady)

    def numbers(self, colour: Colour, opacity: float) -> tuple[float, float, float, float]:
        """A colour as straight numbers of the painter's light."""
        lit = colour if self.gain == 1.0 else colour.brighter(self.gain)
        alpha = colour.a * opacity * self.alpha
        if self.desk.light == "linear":
            return lit.r, lit.g, lit.b, alpha
        r, g, b, _ = lit.encoded()
        return r, g, b, alpha
