"""A filter on a plane: step by step, each on no more pixels than it needs, in the light that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from generator.paint.filters import blur, convolution, displacement, layout, lighting, morphology, tones, turbulence
from generator.paint.filters.job import Draw, Job, Stage, still
from generator.paint.filters.pieces import EMPTY, Box, Piece, piece_of, shared, snapped
from generator.scene import effects
from generator.scene.effects import Filter, Step
from generator.values.geometry import Affine
from generator.values.picture import Light, Plane

_STEPS: dict[type, Callable[[Any, Job], Piece]] = {
    effects.Blend: layout.blend,
    effects.Blur: blur.blur,
    effects.ColourMatrix: tones.colour_matrix,
    effects.Composite: layout.composite,
    effects.Content: layout.content,
    effects.Convolve: convolution.convolution,
    effects.Displacement: displacement.displacement,
    effects.Flood: layout.flood,
    effects.Lighting: lighting.lighting,
    effects.Merge: layout.merge,
    effects.Morphology: morphology.morphology,
    effects.Offset: layout.offset,
    effects.Tile: layout.tile,
    effects.Transfer: tones.transfer,
    effects.Turbulence: turbulence.turbulence,
}


def apply_filter(filter_: Filter, source: Plane, origin: tuple[int, int], ctm: Affine, light: Light, draw: Draw) -> Plane:
    """A new plane of the source's size and place: the filter's result, nothing outside of its region.

    ``source`` is premultiplied, in the scene's ``light``; its first pixel lies at ``origin`` of the frame. ``ctm`` maps the group's space
    to the frame's pixels, by scales and a shift only. ``draw`` draws what ``feImage`` refers to.
    """
    whole = (0, 0, source.shape[1], source.shape[0])
    stage = stage_of(filter_, whole, origin, ctm, light, draw)
    return filter_piece(filter_, piece_of(source, stage.canvas, stage.native), stage).spread(whole)


def stage_of(filter_: Filter, whole: Box, origin: tuple[int, int], ctm: Affine, light: Light, draw: Draw) -> Stage:
    """What the steps of a filter share on a canvas of which ``whole``, at ``origin`` of the frame, is worth computing."""
    space = Affine.translation(-origin[0], -origin[1]) @ ctm
    return Stage(shared(snapped(space.box(still(filter_.region))), whole), space, origin, light == "linear", draw)


def filter_piece(filter_: Filter, source: Piece, stage: Stage) -> Piece:
    """The filter's result, in the scene's light; ``source`` is cropped to the stage's canvas here."""
    results: list[Piece] = []
    regions: list[Box] = []
    named = _Named(source.crop(stage.canvas), stage.canvas)
    for step in filter_.steps:
        box = shared(snapped(stage.ctm.box(still(step.region))), stage.canvas)
        results.append(_run(step, stage, box, [named.find(i, results, regions) for i in step.inputs]))
        regions.append(box)
    return (results[-1] if results else EMPTY).in_light(stage.native)


class _Named:
    """The inputs that every filter has: its source, and the source's alpha as black."""

    def __init__(self, source: Piece, canvas: Box) -> None:
        self._source, self._canvas = source, canvas
        self._alpha: Piece | None = None

    def find(self, name: effects.Input, results: list[Piece], regions: list[Box]) -> tuple[Piece, Box]:
        if isinstance(name, int):
            return results[name], regions[name]
        if name == "source":
            return self._source, self._canvas
        if self._alpha is None:
            pixels = np.zeros(self._source.pixels.shape, np.float32)
            pixels[..., 3] = self._source.pixels[..., 3]
            self._alpha = Piece(pixels, self._source.x, self._source.y, None)
        return self._alpha, self._canvas


def _run(step: Step, stage: Stage, box: Box, inputs: list[tuple[Piece, Box]]) -> Piece:
    if box[0] >= box[2]:
        return EMPTY
    job = Job(stage, tuple(piece for piece, _ in inputs), tuple(region for _, region in inputs), box, step.linear)
    return _STEPS[type(step.primitive)](step.primitive, job).crop(box)
