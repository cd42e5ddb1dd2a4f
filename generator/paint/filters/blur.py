"""The blur step: the edges that a blur sees, and where its result lies."""

from __future__ import annotations

import math

import numpy as np

from generator.paint import memory
from generator.paint.filters.gaussian import REACH, blur_into, blurred_box
from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import EMPTY, NOTHING, Piece, shared
from generator.scene.effects import Blur
from generator.values.picture import Plane

_LEAST = 0.02
"""Deviations under this change nothing that float can show."""


def deviations(step: Blur, job: Job) -> tuple[float, float]:
    """A blur's deviations in pixels."""
    x, y = job.scaled(still(step.x), still(step.y))
    return x if x > _LEAST else 0.0, y if y > _LEAST else 0.0


def blur(step: Blur, job: Job) -> Piece:
    """0 on both axes passes the input on."""
    sigma = deviations(step, job)
    if sigma == (0.0, 0.0):
        return job.inputs[0]
    piece = job.lit[0]
    if step.edge != "none" and job.regions[0] != NOTHING:
        piece = _extended(piece.spread(job.regions[0]), sigma, step.edge, job)
    box = shared(blurred_box(piece.box, sigma), job.box)
    if box == NOTHING:
        return EMPTY
    width, height = box[2] - box[0], box[3] - box[1]
    out = memory.plane(height, width)
    shifted = piece.moved(-box[0], -box[1])
    origin = job.stage.origin[0] + box[0], job.stage.origin[1] + box[1]
    blur_into((out, 0, 0, width, height), shifted, sigma, origin, False)
    return Piece(out, box[0], box[1], piece.linear)


def _extended(plane: Plane, sigma: tuple[float, float], edge: str, job: Job) -> Piece:
    """The input's region with its edge pixels, or itself, repeated as far as the blur reaches."""
    dx, dy = (math.ceil(REACH * s) for s in sigma)
    padded = np.pad(plane, ((dy, dy), (dx, dx), (0, 0)), mode="edge" if edge == "duplicate" else "wrap")
    return job.made(padded, (job.regions[0][0] - dx, job.regions[0][1] - dy, 0, 0))
