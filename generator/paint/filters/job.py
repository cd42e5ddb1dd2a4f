"""Job: one step of a filter about to be done, in pixels. What every function of this room's table takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from generator.motion.track import Value
from generator.paint.filters.pieces import Box, Piece
from generator.scene.nodes import Group
from generator.values.colour import Colour
from generator.values.geometry import Affine
from generator.values.picture import Plane

Draw = Callable[[Group], Plane]
"""Draws a group of the filtered group's space on a plane of the source's size and place, in the scene's light."""


T = TypeVar("T")


def still(value: Value[T]) -> T:
    """A value of a sampled frame, in which no Track is left."""
    return cast("T", value)


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What all steps of one filter share. ``ctm`` maps the group's space to the canvas, which lies at ``origin`` of the frame; ``native``:
    the scene is in linear light."""

    canvas: Box
    ctm: Affine
    origin: tuple[int, int]
    native: bool
    draw: Draw


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """``inputs`` with the regions of the steps that made them, in whatever light they are.

    ``box`` is the part of this step's own ``region`` that somebody looks at: the result is cropped to it.
    """

    stage: Stage
    inputs: tuple[Piece, ...]
    regions: tuple[Box, ...]
    box: Box
    region: Box
    linear: bool

    @property
    def lit(self) -> tuple[Piece, ...]:
        """The inputs in the light that the step works in."""
        return tuple(piece.in_light(self.linear) for piece in self.inputs)

    def made(self, pixels: Plane, box: Box) -> Piece:
        """A result of this step."""
        return Piece(pixels, box[0], box[1], self.linear)

    def scaled(self, x: float, y: float) -> tuple[float, float]:
        """Distances of the group's space, in pixels."""
        return x * abs(self.stage.ctm.a), y * abs(self.stage.ctm.d)

    def premultiplied(self, colour: Colour) -> tuple[float, float, float, float]:
        """A colour as this step's pixels hold it."""
        r, g, b = (colour.r, colour.g, colour.b) if self.linear else colour.encoded()[:3]
        return r * colour.a, g * colour.a, b * colour.a, colour.a
