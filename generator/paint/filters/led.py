"""A wall of diodes: the mean of each cell, drawn as a dot that gives as much light.

Colour is multiplied by what a diode looks like and by how bright it is; alpha stays the mean of the cell. Both are linear in the picture,
so layers that are treated one by one and put over one another are the treated picture: a plate on a wall still comes apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.filters.job import Job
from generator.paint.filters.led_dots import Floats, caught, dot, wall
from generator.paint.filters.pieces import EMPTY, NOTHING, Box, Piece, shared
from generator.scene.effects import Led
from generator.values.compiled import kernel
from generator.values.picture import Plane

F = np.float32


def led(step: Led, job: Job) -> Piece:
    """Cells lie on whole pixels: a pitch is rounded to them, so that no cell is wider than another and nothing beats."""
    source, ctm = job.lit[0], job.stage.ctm
    pitch = max(1, round(step.pitch * abs(ctm.a))), max(1, round(step.pitch * abs(ctm.d)))
    grid = Grid.around(source.box, pitch, (round(ctm.e), round(ctm.f)))
    box = shared(grid.box, job.box)
    if NOTHING in (source.box, box):
        return EMPTY
    rows = np.ones(grid.count[1], np.float32)
    if step.scan is not None:
        numbers = grid.first[1] + np.arange(grid.count[1])
        top, bottom = job.region[1] - grid.box[1], job.region[3] - grid.box[1]
        rows = caught(step.scan, numbers, ((np.arange(grid.count[1]) + 0.5) * pitch[1] - top) / (bottom - top))
    out = memory.plane(box[3] - box[1], box[2] - box[0])
    places = np.array([*grid.inside(source.box), *grid.inside(box), *grid.inside(job.region)])
    gains = wall(step, grid.first, grid.count)
    _light(np.ascontiguousarray(source.pixels), out, places, dot(step.shape, step.size, step.soft, pitch), (gains, rows), F(step.black))
    return job.made(out, box)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that a box touches: the ``first`` column and row, how many of both, and the pixels of all of them."""

    first: tuple[int, int]
    count: tuple[int, int]
    box: Box

    @classmethod
    def around(cls, box: Box, pitch: tuple[int, int], zero: tuple[int, int]) -> Grid:
        """``zero`` is the corner of the cell 0, 0."""
        left, top = (box[0] - zero[0]) // pitch[0], (box[1] - zero[1]) // pitch[1]
        right, bottom = -((zero[0] - box[2]) // pitch[0]), -((zero[1] - box[3]) // pitch[1])
        whole = left * pitch[0] + zero[0], top * pitch[1] + zero[1], right * pitch[0] + zero[0], bottom * pitch[1] + zero[1]
        return cls((left, top), (right - left, bottom - top), whole)

    def inside(self, box: Box) -> Box:
        """A box, counted from the grid's own corner."""
        return box[0] - self.box[0], box[1] - self.box[1], box[2] - self.box[0], box[3] - self.box[1]


@kernel
def _light(source: Plane, out: Plane, places: NDArray[np.int64], shape: Floats, by: tuple[Floats, Floats], black: F) -> None:
    """``places``: the boxes of the source, of what is wanted and of the whole wall, from the grid's corner. The mean of a cell is that of
    its part on the wall. ``by``: the gains of diodes and of rows. Row by row of cells: sum, divide, multiply, in loops over numbers in a
    line."""
    gains, rows = by
    (sx, sy, _, sy1), (ox, oy, ox1, oy1), (wx, wy, wx1, wy1) = places[0:4], places[4:8], places[8:12]
    high, wide = shape.shape[0], shape.shape[1]
    columns = -(-ox1 // wide)
    line = 4 * max(columns * wide, sx + source.shape[1])
    total, light, dark = np.empty(line, np.float32), np.empty(line, np.float32), np.zeros(line, np.float32)
    dots = _repeated(shape, columns)
    for r in range(oy // high, -(-oy1 // high)):
        top, bottom = r * high, (r + 1) * high
        total[:] = F(0)
        for j in range(max(top, sy), min(bottom, sy1)):
            row, into = source[j - sy].reshape(-1), total[4 * sx :]
            for k in range(np.uint64(row.size)):
                into[k] += row[k]
        down = min(bottom, wy1) - max(top, wy)
        for c in range(columns):
            share = F(1) / F(down * max(1, min((c + 1) * wide, wx1) - max(c * wide, wx)))
            gain = gains[min(r, gains.shape[0] - 1), min(c, gains.shape[1] - 1)]
            for n in range(4):
                mean = F(0)
                for i in range(c * wide, (c + 1) * wide):
                    mean += total[4 * i + n]
                light[4 * c * wide + n] = mean * share
            a = light[4 * c * wide + 3]
            for n in range(3):
                light[4 * c * wide + n] *= gain[n] * rows[r]
            for i in range(c * wide, (c + 1) * wide):
                for n in range(4):
                    light[4 * i + n] = light[4 * c * wide + n]
                    dark[4 * i + n] = a * black if n < 3 else F(0)
        for j in range(max(top, oy), min(bottom, oy1)):
            to, cell, dots_here, under = out[j - oy].reshape(-1), light[4 * ox :], dots[j - top, 4 * ox :], dark[4 * ox :]
            for k in range(np.uint64(to.size)):
                to[k] = cell[k] * dots_here[k] + under[k]


@kernel
def _repeated(shape: Floats, columns: int) -> Floats:
    """A row of dots, with ones for alpha."""
    high, wide = shape.shape[:2]
    dots = np.ones((high, 4 * columns * wide), np.float32)
    for j in range(high):
        for i in range(columns * wide):
            for n in range(3):
                dots[j, 4 * i + n] = shape[j, i % wide, n]
    return dots
