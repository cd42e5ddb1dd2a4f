"""A filter on a plane: step by step, each on no more pixels than it needs, in the light that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.paint import memory
from generator.paint.filters import blur, convolution, displacement, layout, led, lighting, morphology, tones, turbulence
from generator.paint.filters.fused import blurred_blend, glow
from generator.paint.filters.job import Draw, Job, Stage, still
from generator.paint.filters.pieces import EMPTY, NOTHING, Box, Piece, piece_of, shared, snapped
from generator.paint.filters.reach import wanted
from generator.scene import effects
from generator.scene.effects import Blur, Filter, Input
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
    effects.Led: led.led,
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


def filter_piece(filter_: Filter, source: Piece, stage: Stage, seen: Box | None = None, below: Piece | None = None) -> Piece:
    """The filter's result, in the scene's light, right wherever it can be ``seen``; ``source`` is cropped to the stage's canvas here.

    Where the pixels ``below`` are given, in the scene's light, the result may have been put over them instead: the piece is then empty.
    """
    if not filter_.steps:
        return EMPTY
    run = _Run(filter_, source.crop(stage.canvas), stage, stage.canvas if seen is None else seen, below)
    while len(run.results) < len(filter_.steps):
        run.step(len(run.results))
    return run.results[-1].in_light(stage.native)


class _Run:
    """A filter on its way: the results so far, and the regions that they are of."""

    def __init__(self, filter_: Filter, source: Piece, stage: Stage, seen: Box, below: Piece | None) -> None:
        self.results: list[Piece] = []
        self._filter, self._source, self._stage = filter_, source, stage
        self._below = below if filter_.steps[-1].linear == stage.native else None
        self._regions = [snapped(stage.ctm.box(still(step.region))) for step in filter_.steps]
        self._wanted = wanted(filter_, seen, stage.canvas, stage.ctm)
        self._alpha: Piece | None = None

    def step(self, index: int) -> None:
        """Do a step, or two at once."""
        step, found = self._filter.steps[index], glow(self._filter, index)
        if found is not None and isinstance(step.primitive, Blur):
            job = self._job(index + 1, (step.inputs[0], found.other))
            both = blurred_blend(step.primitive, found, job, self._below if index + 2 == len(self._filter.steps) else None)
            if both is not None:
                self.results += EMPTY, both.crop(job.box)
                return
        job = self._job(index, step.inputs)
        made = EMPTY if job.box == NOTHING else _STEPS[type(step.primitive)](step.primitive, job)
        self.results.append(made.crop(job.box))

    def _job(self, index: int, names: tuple[Input, ...]) -> Job:
        region = self._regions[index]
        inputs = tuple(self._input(name) for name in names)
        regions = tuple(shared(self._regions[name], self._stage.canvas) if isinstance(name, int) else self._stage.canvas for name in names)
        return Job(self._stage, inputs, regions, shared(region, self._wanted[index]), region, self._filter.steps[index].linear)

    def _input(self, name: Input) -> Piece:
        """An earlier result, the source, or the source's alpha as black."""
        if isinstance(name, int):
            return self.results[name]
        if name == "source":
            return self._source
        if self._alpha is None:
            pixels = memory.blank(*self._source.pixels.shape[:2])
            pixels[..., 3] = self._source.pixels[..., 3]
            self._alpha = Piece(pixels, self._source.x, self._source.y, None)
        return self._alpha
